"""The keys of module 04 on data, losses, metrics and optimizers, computed with scikit-learn and Keras.

Those on compile and fit are in test_facts_04_fit.py.
"""

from __future__ import annotations

import contextlib
import copy
import io
import re
from itertools import permutations

import keras
import numpy as np
import pytest
import tensorflow as tf
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score
from sklearn.model_selection import GroupShuffleSplit, train_test_split
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from curso.quiz.library import load_bank, load_question
from curso.quiz.variants import settle

SEEDS = range(30)
TEMPLATES = [each.id for each in load_bank("04").questions if each.kind == "number" and each.parameters]


def key(question):
    return set(load_question(question).key)


def holding(claims):
    """The letters of what holds."""
    return {letter for letter, holds in claims.items() if holds}


def drawn(name, seed):
    """A variant of a template, the numbers in its question in the order in which they stand there, and its slips."""
    question = settle(load_question(name), seed)
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", question.question.en)]
    return question.answer, numbers, [slip.value for slip in question.slips]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_slip_can_be_taken_for_the_answer_or_for_another(name):
    for seed in range(500):
        settled = settle(load_question(name), seed)
        values = [settled.answer, *(float(slip.value) for slip in settled.slips)]
        assert len(values) == 1 + len(load_question(name).slips)
        assert min(abs(a - b) for nth, a in enumerate(values) for b in values[:nth]) > settled.tolerance, values


def test_the_best_of_forty_is_lucky_too():
    chance = np.random.default_rng(0)
    seen, new = (chance.integers(2, size=(40, 100)).mean(axis=1) for _ in range(2))  # forty that toss a coin
    assert seen.max() > 0.57 and abs(new[seen.argmax()] - 0.5) < 0.1
    assert key("04.q01") == {"b"}


def test_stratifying_keeps_the_proportions():
    asked = load_question("04.q02")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(asked.code, names := {})
    assert out.getvalue().strip() == asked.answer
    assert f"{names['train'].count(0)} {names['train'].count(1)}" in {slip.value for slip in asked.slips}


def test_what_scores_on_coin_tosses_has_leaked():
    chance = np.random.default_rng(0)
    noise, coins = chance.normal(size=(200, 2000)), chance.integers(2, size=200)
    related = np.argsort(-abs(np.corrcoef(noise.T, coins)[-1, :-1]))[:20]
    holes = np.where(chance.uniform(size=(200, 20)) < 0.3, np.nan, noise[:, :20])
    patient = np.repeat(np.arange(50), 4)
    images = chance.normal(size=(50, 20))[patient] + 0.1 * chance.normal(size=(200, 20))
    ill = chance.integers(2, size=50)[patient]

    def score(model, x, y, train, test):
        return model.fit(x[train], y[train]).score(x[test], y[test])

    half = train_test_split(np.arange(200), test_size=0.5, random_state=0)
    filled = np.where(np.isnan(holes), np.nanmean(holes[half[0]], axis=0), holes)
    nearest, linear = KNeighborsClassifier(1), LogisticRegression()
    apart = next(GroupShuffleSplit(1, test_size=0.5, random_state=0).split(images, ill, patient))
    scores = {
        "a": score(linear, noise[:, related], coins, *half),
        "b": score(linear, noise[:, :20], coins, *half),
        "c": score(nearest, images, ill, *half),
        "d": score(linear, filled, coins, *half),
    }
    assert holding({letter: score > 0.65 for letter, score in scores.items()}) == key("04.q03")
    assert score(nearest, images, ill, *apart) < 0.65  # patients dealt out whole


def test_a_test_example_is_scaled_as_the_training_data_are():
    for seed in SEEDS:
        answer, (mean, deviation, of_test, test_deviation, x), slips = drawn("04.q04", seed)
        layer = keras.layers.Normalization(mean=mean, variance=deviation**2)
        assert answer == pytest.approx(float(layer(np.array([[x]]))[0, 0]), abs=1e-4)
        assert slips[0] == pytest.approx((x - of_test) / test_deviation)


def test_of_all_orders_only_the_key_scores_what_a_pipeline_does():
    asked = load_question("04.q05")
    lines = {line.id: line.text.en for line in asked.lines}
    chance = np.random.default_rng(0)
    x = chance.normal(size=(80, 2)) * [1, 1000] + [5, 300]
    y = x[:, 0] + 0.1 * chance.normal(size=80)
    x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
    honest = make_pipeline(StandardScaler(), KNeighborsRegressor()).fit(x_train, y_train).score(x_test, y_test)

    def score(order):
        names = {"x": x, "y": y, "model": KNeighborsRegressor()}
        names |= {"train_test_split": train_test_split, "StandardScaler": StandardScaler}
        try:
            with contextlib.redirect_stdout(io.StringIO()) as out:
                for each in order:
                    exec(lines[each], names)
        except (NameError, ValueError):
            return np.nan
        return float(out.getvalue())

    assert {"".join(order) for order in permutations(lines) if score(order) == pytest.approx(honest)} == set(asked.key)
    assert score(asked.slips[0].order) < honest - 0.1


def test_integer_labels_do_not_fit_categorical_crossentropy():
    x, y = np.zeros((4, 2)), np.array([2, 0, 1, 1])
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("sgd", "categorical_crossentropy")
    with pytest.raises(ValueError, match="same rank"):
        model.fit(x, y, verbose=0)
    model.fit(x, keras.utils.to_categorical(y), verbose=0)
    model.compile("sgd", "sparse_categorical_crossentropy")
    model.fit(x, y, verbose=0)
    assert key("04.q06") == {"c"}


def batches(asked, order):
    """What the chain gives in two epochs and the name of its last link; nothing where a name is missing."""
    names = {"tf": tf, "x": np.arange(100), "y": np.zeros(100)}
    try:
        for each in order:
            exec(next(line.text.en for line in asked.lines if line.id == each), names)
    except (NameError, AttributeError):
        return [], [], ""
    first, second = ([tuple(np.ravel(x)) for x, _ in names["data"]] for _ in range(2))
    return first, second, type(names["data"]).__name__


def test_of_all_orders_only_the_key_makes_new_batches_and_has_the_next_one_ready():
    asked = load_question("04.q07")
    right = set()
    for order in map("".join, permutations("abcd")):
        first, second, last = batches(asked, order)
        anew = {frozenset(batch) for batch in first} != {frozenset(batch) for batch in second}
        if anew and len(first) == 4 and "Prefetch" in last:
            right.add(order)
    assert right == set(asked.key)
    first, second, _ = batches(asked, "acbd")  # the same batches, in another order
    assert first != second and sorted(first) == sorted(second)


def test_huber_goes_on_in_a_straight_line():
    for seed in SEEDS:
        answer, numbers, _ = drawn("04.q08", seed)
        delta, error = numbers[-2:]
        assert answer == pytest.approx(float(keras.losses.Huber(delta=delta)([[0.0]], [[error]])), abs=1e-4)


def test_only_logarithms_count_doubling_the_same():
    prices = np.array([[10.0], [20_000.0]])
    ratios = {}
    for option in load_question("04.q09").options:
        case, car = np.array(keras.losses.get(re.search("`(.+)`", option.text.en)[1])(prices, 2 * prices))
        ratios[option.id] = car / case
    assert holding({letter: ratio < 1.5 for letter, ratio in ratios.items()}) == key("04.q09")
    assert ratios["a"] == pytest.approx(4_000_000) and ratios["b"] == pytest.approx(2000)


def test_output_loss_and_task_fit_together():
    losses = keras.losses
    alone = np.array(keras.activations.softmax(np.array([[-3.0], [5.0]])))
    logits, digit = np.array([[0.3, -1.0, 2.0]]), np.array([2])
    from_logits = losses.SparseCategoricalCrossentropy(from_logits=True)(digit, logits)
    genres = np.array([[1.0, 0.0, 1.0, 0.0, 0.0]])

    def told_apart(loss):
        """Whether the loss sees that one answer for all is not another."""
        loud, soft = (float(loss(genres, np.full((1, 5), value))[0]) for value in (0.9, 0.1))
        return abs(loud - soft) > 1e-3 and float(loss(genres, np.clip(genres, 0.01, 0.99))[0]) < min(loud, soft)

    fits = {
        "a": np.ptp(alone) > 0,
        "b": np.isclose(from_logits, -np.log(np.exp(2.0) / np.exp(logits).sum())),
        "c": told_apart(losses.binary_crossentropy),
        "d": told_apart(losses.categorical_crossentropy),
    }
    assert holding(fits) == key("04.q10")


def test_precision_looks_at_what_was_flagged():
    for seed in SEEDS:
        answer, (total, flagged, right, missed, *_), slips = drawn("04.q11", seed)
        counts = np.array([right, flagged - right, missed, total - flagged - missed], int)
        truth, said = np.repeat([1, 0, 1, 0], counts), np.repeat([1, 1, 0, 0], counts)
        assert answer == pytest.approx(precision_score(truth, said))
        others = [score(truth, said) for score in (recall_score, accuracy_score, f1_score)]
        assert slips == pytest.approx(others)


def test_momentum_carries_part_of_the_last_step():
    for seed in SEEDS:
        answer, (rate, momentum, start, _, gradient), slips = drawn("04.q12", seed)
        plain, heavy = keras.optimizers.SGD(rate), keras.optimizers.SGD(rate, momentum=momentum)
        ends = []
        for optimizer in (heavy, plain):
            weight = keras.Variable(start)
            for _ in range(2):
                optimizer.apply([keras.ops.convert_to_tensor(gradient)], [weight])
            ends.append(float(weight.numpy()))
        assert [answer, slips[0]] == pytest.approx(ends, abs=1e-4)


def test_the_first_step_of_adam_has_the_size_of_the_rate():
    weights = keras.Variable([0.0, 0.0])
    keras.optimizers.Adam(learning_rate=0.001).apply([keras.ops.convert_to_tensor([1000.0, 0.001])], [weights])
    moved = copy.copy(-weights.numpy())
    claims = {
        "a": np.allclose(moved, 0.001, rtol=0.01),
        "b": np.allclose(moved, [1, 1e-6], rtol=0.01),
        "c": moved[1] > 1.1 * moved[0],
        "d": moved.max() < 5e-4,
    }
    assert holding(claims) == key("04.q13")
