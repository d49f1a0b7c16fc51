"""The spec of `04.split`: any way of dealing rows out class by class passes, and each broken promise has its name."""

import numpy as np
import pytest
from sklearn.model_selection import StratifiedShuffleSplit, train_test_split
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_04.split_rows import split
from curso.exercises.spec import find, hidden_cases


def with_scikit_learn(y, seed):
    rest, test = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=seed)
    train, validation = train_test_split(rest, test_size=0.25, stratify=y[rest], random_state=seed)
    return train, validation, test


def with_a_shuffler(y, seed):
    rest, test = next(StratifiedShuffleSplit(1, test_size=0.2, random_state=seed).split(y, y))
    inner = StratifiedShuffleSplit(1, test_size=len(test), random_state=seed)
    train, validation = next(inner.split(rest, y[rest]))
    return rest[train], rest[validation], test


def as_sorted_lists(y, seed):
    return [sorted(part.tolist()) for part in split(y, seed + 7)]


def by_dealing_cards(y, seed):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(y))
    parts = [], [], []
    dealt = {}
    for row in order:
        hand = (2, 1, 0, 0, 0)[dealt.get(y[row], 0) % 5]
        dealt[y[row]] = dealt.get(y[row], 0) + 1
        parts[hand].append(int(row))
    return parts


@pytest.mark.parametrize("answer", [split, with_scikit_learn, with_a_shuffler, as_sorted_lists, by_dealing_cards])
def test_right_answers_pass(answer):
    assert_right("04.split", answer)


def without_the_seed(y, seed):
    return split(y, int(np.random.default_rng().integers(10**9)))


@pytest.mark.parametrize(
    "answer",
    [
        without_the_seed,
        lambda y, seed: split(y, 0),
        lambda y, seed: split(y, seed)[:2],
        lambda y, seed: split(y, seed)[::-1],
        lambda y, seed: tuple(part + 1 for part in split(y, seed)),
        lambda y, seed: tuple(part[:-1] for part in split(y, seed)),
        lambda y, seed: (split(y, seed)[0], split(y, seed)[1], []),
        lambda y, seed: tuple(part + 0.5 for part in split(y, seed)),
        lambda y, seed: y,
        lambda y, seed: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.split", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.split")


def forgets_stratify(y, seed):
    rest, test = train_test_split(np.arange(len(y)), test_size=0.2, random_state=seed)
    return *train_test_split(rest, test_size=0.25, random_state=seed), test


def cuts_without_shuffling(y, seed):
    a, b = int(0.6 * len(y)), int(0.8 * len(y))
    rows = np.arange(len(y))
    return rows[:a], rows[a:b], rows[b:]


def takes_a_fifth_twice(y, seed):
    rest, test = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=seed)
    return *train_test_split(rest, test_size=0.2, stratify=y[rest], random_state=seed), test


def cuts_everything_twice(y, seed):
    rows = np.arange(len(y))
    train, test = train_test_split(rows, test_size=0.2, stratify=y, random_state=seed)
    _, validation = train_test_split(rows, test_size=0.2, stratify=y, random_state=seed + 1)
    return train, validation, test


def cuts_the_labels(y, seed):
    rest, test = train_test_split(y, test_size=0.2, stratify=y, random_state=seed)
    return *train_test_split(rest, test_size=0.25, stratify=rest, random_state=seed), test


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("not_stratified", forgets_stratify),
        ("in_order", cuts_without_shuffling),
        ("share_of_rest", takes_a_fifth_twice),
        ("from_everything", cuts_everything_twice),
        ("labels", cuts_the_labels),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(name, answer):
    assert_recognised("04.split", name, answer)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(without_the_seed, "same `seed` other parts"), (lambda y, seed: split(y, 0), "another `seed` the same parts")],
)
def test_a_seed_that_decides_nothing_is_said(answer, words):
    assert words in check_answer(find("04.split"), answer).text("en")


def test_the_reference_shares_out_like_scikit_learn():
    for case in hidden_cases(find("04.split"), "a"):
        y, seed = case.args
        for ours, theirs in zip(split(y, seed), with_scikit_learn(y, seed), strict=True):
            assert np.bincount(y[ours]).tolist() == np.bincount(y[theirs]).tolist()
