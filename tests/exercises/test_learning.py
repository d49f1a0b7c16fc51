"""The exercises of lesson 01: every right answer passes, every wrong one is refused and, where known, named."""

import enum
from collections import deque

import numpy as np
import pytest
import util
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

from curso.exercises.judge import check_answer, grade_answer
from curso.exercises.module_01.bandit import behaviour
from curso.exercises.spec import find, hidden_cases, public_cases
from curso.exercises.verdict import Status

KIND = "01.kind_of_learning"
SEGMENT = "01.segment_customers"
PROJECT = "01.project_digits"
BANDIT = "01.bandit"
ALL = (KIND, SEGMENT, PROJECT, BANDIT)


@pytest.mark.parametrize("exercise", ALL)
def test_the_reference_passes(exercise):
    util.assert_right(exercise, find(exercise).reference)


@pytest.mark.parametrize("exercise", ALL)
def test_misconceptions_fail_and_are_told_apart(exercise):
    util.assert_misconceptions_distinct(exercise)


@pytest.mark.parametrize("exercise", ALL)
def test_an_untouched_stub_is_unattempted(exercise):
    count = len(public_cases(find(exercise))[0].args)
    stub = {1: lambda a: ..., 2: lambda a, b: ..., 3: lambda a, b, c: ...}[count]
    assert check_answer(find(exercise), stub).status is Status.UNATTEMPTED


# ---------------------------------------------------------------- 01.kind_of_learning


def _kind(situation, words=("regression", "classification", "unsupervised", "reinforcement")):
    regression, classification, unsupervised, reinforcement = words
    if situation["rewards"] is not None:
        return reinforcement
    if situation["answers"] is None:
        return unsupervised
    return classification if isinstance(situation["answers"][0], str) else regression


def _kind_from_the_other_end(situation):
    answers = situation.get("answers")
    if answers:
        return "regression" if all(type(a) in (int, float) for a in answers) else "classification"
    return "reinforcement" if situation.get("rewards") else "unsupervised"


def _kind_by_dtype(situation):
    if situation["answers"] is None:
        return np.array(["unsupervised", "reinforcement"])[int(situation["rewards"] is not None)]
    return "classification" if np.asarray(situation["answers"]).dtype.kind in "US" else "regression"


class Word(str, enum.Enum):  # noqa: UP042  (the older way, whose `str` is the name of the member)
    regression = "regression"
    classification = "classification"
    unsupervised = "unsupervised"
    reinforcement = "reinforcement"


def _kind_by_adding(situation):
    if situation["answers"] is None:
        return _kind(situation)
    try:
        sum(situation["answers"])
        return "regression"
    except TypeError:
        return "classification"


@pytest.mark.parametrize(
    "answer",
    [
        _kind_from_the_other_end,
        _kind_by_dtype,
        _kind_by_adding,
        lambda s: Word(_kind(s)),
        lambda s: np.array(_kind(s)),
        lambda s: _kind(s, ("regression", "classification", "sin supervisión", "reinforcement")),
        lambda s: _kind(s, ("Regresión", "CLASIFICACIÓN", "no supervisado", "aprendizaje por refuerzo")),
        lambda s: _kind(s, (" regression ", "Supervised Classification", "non", "Refuerzo")).replace(
            "non", "sin supervisar"
        ),
    ],
)
def test_kind_of_learning_accepts_other_ways_and_both_languages(answer):
    util.assert_right(KIND, answer)


def _kind_if_an_amount(is_amount):
    def answer(situation):
        kind = _kind(situation)
        if kind not in ("regression", "classification"):
            return kind
        return "regression" if is_amount(situation["answers"]) else "classification"

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        _kind_if_an_amount(lambda answers: len(set(answers)) == len(answers)),
        _kind_if_an_amount(lambda answers: len(set(answers)) < len(answers)),
        _kind_if_an_amount(lambda answers: isinstance(answers[0], int)),
        _kind_if_an_amount(lambda answers: isinstance(answers[0], float)),
        lambda s: "unsupervised",
        lambda s: "classification",
        lambda s: _kind(s, ("regression", "classification", "clustering", "reinforcement")),
        lambda s: 1,
        lambda s: _kind(s).upper()[:5],
        lambda s: ["regression", "classification", "unsupervised", "reinforcement"],
    ],
)
def test_kind_of_learning_refuses_wrong_answers(answer):
    util.assert_wrong(KIND, answer)


def test_a_constant_word_earns_a_small_part_at_most():
    for word in ("regression", "classification", "unsupervised", "reinforcement"):
        for secret in util.SECRETS:
            assert grade_answer(find(KIND), lambda s, word=word: word, secret).score <= 0.3


def test_ten_situations_of_all_four_kinds_are_asked():
    spec = find(KIND)
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in util.SECRETS)):
        kinds = [spec.reference(*case.args) for case in cases]
        assert len(kinds) == 10
        assert {"regression", "classification", "unsupervised", "reinforcement"} == set(kinds)


def test_the_confusion_is_named_with_the_data_that_contradict_it():
    said = check_answer(find(KIND), lambda s: "unsupervised").text("en")
    assert "you call it “unsupervised”, but" in said
    assert "somebody wrote down the right answer" in said or "what the program earned" in said


def test_supervised_alone_is_said_to_be_too_little():
    util.assert_recognised(KIND, "supervised", lambda s: "supervisado" if s["answers"] else _kind(s))


# ---------------------------------------------------------------- 01.segment_customers


def _scaled(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)


def _labels_as_words(X, k):
    labels = KMeans(k, n_init=5, random_state=3).fit_predict(StandardScaler().fit_transform(X))
    return [f"group {label}" for label in labels]


def _lloyd_by_hand(X, k):
    rows = _scaled(X)
    best = None
    for seed in range(12):
        centres = rows[np.random.default_rng(seed).choice(len(rows), k, replace=False)]
        for _ in range(25):
            labels = np.argmin(((rows[:, None] - centres) ** 2).sum(axis=2), axis=1)
            centres = np.array([rows[labels == g].mean(axis=0) if np.any(labels == g) else rows[g] for g in range(k)])
        spread = ((rows - centres[labels]) ** 2).sum()
        if best is None or spread < best[0]:
            best = (spread, labels)
    return best[1]


@pytest.mark.parametrize(
    "answer",
    [
        _labels_as_words,
        _lloyd_by_hand,
        lambda X, k: AgglomerativeClustering(k).fit_predict(_scaled(X)).reshape(-1, 1) + 10,
        lambda X, k: GaussianMixture(k, covariance_type="diag", n_init=3, random_state=0).fit_predict(_scaled(X)),
        lambda X, k: KMeans(k, n_init=5, random_state=1).fit(MinMaxScaler().fit_transform(X)).labels_.tolist(),
        lambda X, k: KMeans(k, n_init=5, random_state=1).fit_predict(_scaled(X).astype(np.float32)),
        lambda X, k: KMeans(k, n_init=5, random_state=1).fit_predict(RobustScaler().fit_transform(X)),
        lambda X, k: deque(KMeans(k, n_init=5, random_state=1).fit_predict(X / X.std(axis=0))),
        lambda X, k: dict(enumerate(AgglomerativeClustering(k).fit_predict(_scaled(X)))).values(),
    ],
)
def test_segment_customers_accepts_any_good_grouping_whatever_its_names(answer):
    util.assert_right(SEGMENT, answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda X, k: np.zeros(len(X), dtype=int),
        lambda X, k: np.arange(len(X)) % k,
        lambda X, k: np.random.default_rng(0).integers(k, size=len(X)),
        lambda X, k: KMeans(k, n_init=5, random_state=0).fit_predict((X - X.mean()) / X.std()),
        lambda X, k: KMeans(k, n_init=5, random_state=0).fit(_scaled(X)).cluster_centers_,
        lambda X, k: KMeans(k, n_init=5, random_state=0).fit_predict(_scaled(X))[:-1],
        lambda X, k: KMeans(8, n_init=1, random_state=0).fit_predict(_scaled(X)),
        lambda X, k: "three groups",
    ],
)
def test_segment_customers_refuses_wrong_groups(answer):
    util.assert_wrong(SEGMENT, answer)


def test_a_table_in_place_of_labels_is_called_a_table_and_not_something_that_is_no_numbers():
    said = check_answer(find(SEGMENT), lambda X, k: KMeans(k, n_init=5).fit_transform(_scaled(X))).text("en")
    assert "shape" in said and "I expected numbers" not in said


def test_one_mean_for_the_whole_table_is_recognised_as_not_scaling():
    def answer(X, k):
        return KMeans(k, n_init=5, random_state=7).fit_predict((X - X.mean()) / X.std())

    util.assert_recognised(SEGMENT, "not_scaled", answer)


def test_centres_in_place_of_labels_are_named():
    said = check_answer(find(SEGMENT), lambda X, k: KMeans(k, n_init=5).fit(_scaled(X)).cluster_centers_)
    assert "centres of the groups" in said.text("en")


# ---------------------------------------------------------------- 01.project_digits


def _by_covariance(X):
    centred = X - X.mean(axis=0)
    vectors = np.linalg.eigh(np.cov(centred, rowvar=False))[1]
    return centred @ vectors[:, [-1, -2]]


def _by_gram_matrix(X):
    centred = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(centred @ centred.T)
    return vectors[:, ::-1][:, :2] * np.sqrt(values[::-1][:2])


def _by_power_iteration(X):
    rest = X - X.mean(axis=0)
    columns = []
    for _ in range(2):
        direction = np.ones(rest.shape[1])
        for _ in range(400):
            direction = rest.T @ (rest @ direction)
            direction /= np.linalg.norm(direction)
        columns.append(rest @ direction)
        rest = rest - np.outer(columns[-1], direction)
    return np.column_stack(columns)


@pytest.mark.parametrize(
    "answer",
    [
        lambda X: PCA(n_components=2).fit_transform(X),
        lambda X: PCA(n_components=10, svd_solver="full").fit(X).transform(X)[:, :2].tolist(),
        lambda X: -PCA(2).fit_transform(X.astype(np.float32)),
        lambda X: TruncatedSVD(2, algorithm="arpack").fit_transform(X - X.mean(axis=0)),
        lambda X: PCA(2).fit_transform(X).astype(complex),
        lambda X: PCA(2).fit_transform(X).astype(np.longdouble).tolist(),
        _by_covariance,
        _by_gram_matrix,
        _by_power_iteration,
    ],
)
def test_project_digits_accepts_every_way_to_the_components_and_either_sign(answer):
    util.assert_right(PROJECT, answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda X: PCA(2).fit(X).components_,
        lambda X: PCA(2).fit_transform(X).T,
        lambda X: PCA(3).fit_transform(X),
        lambda X: PCA(3).fit_transform(X)[:, 1:],
        lambda X: TruncatedSVD(2).fit_transform(X),
        lambda X: np.random.default_rng(0).normal(size=(len(X), 64)) @ np.eye(64)[:, :2],
        lambda X: np.full((len(X), 2), np.nan),
        lambda X: 2 * PCA(2).fit_transform(X),
    ],
)
def test_project_digits_refuses_wrong_coordinates(answer):
    util.assert_wrong(PROJECT, answer)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("not_centred", lambda X: TruncatedSVD(2, algorithm="arpack").fit_transform(X)),
        ("standardised", lambda X: PCA(2).fit_transform(StandardScaler().fit_transform(X))),
        ("whitened", lambda X: PCA(2, whiten=True).fit_transform(X)),
        ("swapped_columns", lambda X: (X - X.mean(axis=0)) @ np.linalg.eigh(np.cov(X.T))[1][:, -2:]),
        ("unit_length", lambda X: np.linalg.svd(X - X.mean(axis=0), full_matrices=False)[0][:, :2]),
    ],
)
def test_typical_slips_with_pca_are_recognised(name, answer):
    util.assert_recognised(PROJECT, name, answer)


# ---------------------------------------------------------------- 01.bandit


def _upper_confidence(payouts, epsilon, seed):
    steps, machines = payouts.shape
    pulls, earned, choices = np.zeros(machines), np.zeros(machines), []
    for t in range(steps):
        machine = t if t < machines else int(np.argmax(earned / pulls + np.sqrt(2 * np.log(t) / pulls)))
        earned[machine] += payouts[t, machine]
        pulls[machine] += 1
        choices.append(machine)
    return choices


def _thompson(payouts, epsilon, seed):
    rng = np.random.default_rng(seed)
    won, lost = np.ones(payouts.shape[1]), np.ones(payouts.shape[1])
    choices = np.zeros(len(payouts))
    for t in range(len(payouts)):
        machine = int(np.argmax(rng.beta(won, lost)))
        won[machine] += payouts[t, machine]
        lost[machine] += 1 - payouts[t, machine]
        choices[t] = machine
    return choices


def _greedy_with_lists(payouts, epsilon, seed):
    import random

    chance = random.Random(seed)
    seen = [[] for _ in range(payouts.shape[1])]
    choices = []
    for t, row in enumerate(payouts):
        if t < len(seen) or chance.random() < epsilon:
            machine = chance.randrange(len(seen))
        else:
            machine = max(range(len(seen)), key=lambda m: sum(seen[m]) / len(seen[m]) if seen[m] else 0)
        seen[machine].append(row[machine])
        choices.append(machine)
    return tuple(choices)


def _explore_then_commit(payouts, epsilon, seed):
    pulls, earned, choices = np.zeros(4), np.zeros(4), []
    for t in range(len(payouts)):
        machine = t % 4 if t < 160 else int(np.argmax(earned / pulls))
        earned[machine] += payouts[t, machine]
        pulls[machine] += 1
        choices.append(machine)
    return np.array(choices).reshape(-1, 1)


def _explore_in_blocks(payouts, epsilon, seed):
    """Begins with the best machine in one of the rooms, and honestly."""
    means, choices = np.zeros(4), []
    for t in range(len(payouts)):
        machine = (t // 40 + 1) % 4 if t < 160 else int(means.argmax())
        means[machine] += payouts[t, machine] / 40 if t < 160 else 0
        choices.append(machine)
    return deque(choices)


def _leave_when_it_pays_nothing(payouts, epsilon, seed):
    machine = 0
    for row in payouts:
        yield machine
        machine = machine if row[machine] else (machine + 1) % 4


def _by_unseeded_chance(payouts, epsilon, seed):
    return _thompson(payouts, epsilon, None)


@pytest.mark.parametrize(
    "answer",
    [
        _upper_confidence,
        _thompson,
        _greedy_with_lists,
        _explore_then_commit,
        _explore_in_blocks,
        _leave_when_it_pays_nothing,
        _by_unseeded_chance,
    ],
)
def test_bandit_accepts_every_strategy_that_learns(answer):
    util.assert_right(BANDIT, answer)


def _never_updates(payouts, epsilon, seed):
    rng = np.random.default_rng(seed)
    return [int(rng.integers(4)) if rng.random() < epsilon else 0 for _ in payouts]


def _inverted(payouts, epsilon, seed):
    return find(BANDIT).reference(payouts, 1 - epsilon, seed)


def _greedy_by(gains):
    """The strategy that is asked for, except that it learns from `gains(payouts, t)` and not from what it won."""

    def answer(payouts, epsilon, seed):
        rng = np.random.default_rng(seed)
        return [
            int(rng.integers(4)) if rng.random() < epsilon else int(np.argmax(gains(payouts, t)))
            for t in range(len(payouts))
        ]

    return answer


@pytest.mark.parametrize(
    "gains",
    [
        lambda payouts, t: payouts[:t].sum(axis=0),
        lambda payouts, t: payouts[: t + 1].sum(axis=0),
        lambda payouts, t: payouts.mean(axis=0),
        lambda payouts, t: payouts[:100].mean(axis=0),
        lambda payouts, t: payouts[t],
    ],
)
def test_bandit_refuses_who_learns_from_machines_not_chosen_even_if_exploring(gains):
    util.assert_wrong(BANDIT, _greedy_by(gains))


def test_looking_aside_is_said():
    said = check_answer(find(BANDIT), _greedy_by(lambda payouts, t: payouts[:t].sum(axis=0)))
    assert said.misconception is None
    assert "cells that you can't see" in said.text("en")


def test_prizes_in_place_of_machines_are_named():
    def answer(payouts, epsilon, seed):
        return [int(payouts[t, m]) for t, m in enumerate(find(BANDIT).reference(payouts, epsilon, seed))]

    assert "do you return the prizes?" in check_answer(find(BANDIT), answer).text("en")


@pytest.mark.parametrize(
    "answer",
    [
        _never_updates,
        _inverted,
        lambda payouts, epsilon, seed: np.arange(len(payouts)) % 4,
        lambda payouts, epsilon, seed: int(payouts.max(axis=1).sum()),
        lambda payouts, epsilon, seed: [3] * len(payouts),
        lambda payouts, epsilon, seed: [4] * len(payouts),
        lambda payouts, epsilon, seed: find(BANDIT).reference(payouts, epsilon, seed)[:-1],
        lambda payouts, epsilon, seed: payouts,
    ],
)
def test_bandit_refuses_who_does_not_learn(answer):
    util.assert_wrong(BANDIT, answer)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("explores_only", _inverted),
        ("explores_only", lambda payouts, epsilon, seed: np.random.default_rng(5).integers(4, size=len(payouts))),
        ("first_machine_only", lambda payouts, epsilon, seed: find(BANDIT).reference(payouts, 0, seed)),
        ("totals_for_means", _never_updates),
        ("peeks_at_row", lambda payouts, epsilon, seed: payouts.argmax(axis=1)),
        ("peeks_at_means", lambda payouts, epsilon, seed: [payouts.sum(axis=0).argmax()] * len(payouts)),
    ],
)
def test_typical_slips_at_the_machines_are_recognised(name, answer):
    util.assert_recognised(BANDIT, name, answer)


def test_luck_does_not_decide_the_bandit():
    """Learners earn enough in every one of many rooms; who does not learn, in none."""
    reference = find(BANDIT).reference
    for number in range(12):
        for case in hidden_cases(find(BANDIT), f"room {number}"):
            payouts = case.args[0]
            for learner in (reference, _upper_confidence, _thompson):
                assert behaviour(payouts, np.asarray(learner(*case.args), dtype=int))[0] == "good"
            for misconception in find(BANDIT).misconceptions:
                assert behaviour(payouts, np.asarray(misconception.wrong(*case.args)))[0] != "good"
