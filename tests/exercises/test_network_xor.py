"""Lesson 02.02, the challenge: which trained networks pass, which do not, and that luck has no say."""

from __future__ import annotations

import numpy as np
import pytest
from answers import verdicts
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestCentroid
from sklearn.neural_network import MLPRegressor
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_02.network_backward import backward
from curso.exercises.module_02.network_forward import forward
from curso.exercises.module_02.network_xor import clouds, xor
from curso.exercises.module_02.network_xor_judge import LEAST
from curso.exercises.spec import find, hidden_cases
from curso.exercises.verdict import Status
from curso.models import Network

XOR = "02.xor"


def start(seed, hidden=12, size=0.4):
    rng = np.random.default_rng(seed)
    return [rng.normal(0, 1, (2, hidden)), np.zeros(hidden), rng.normal(0, size, (hidden, 1)), np.zeros(1)]


def descended(X, y, params, steps, rate):
    for _ in range(steps):
        params = [p - rate * g for p, g in zip(params, backward(X, y, *params), strict=True)]
    return params


def in_batches(X, y, seed):
    rng, params = np.random.default_rng(seed), start(seed, 8)
    for _ in range(150):
        order = rng.permutation(len(X))
        for first in range(0, len(X), 20):
            batch = order[first : first + 20]
            params = descended(X[batch], y[batch], params, 1, 0.05)
    return params


def by_network(X, y, seed):
    network = Network([2, 16, 1], ["relu", "linear"], "mse", seed=seed)
    network.fit(X, y, epochs=150, batch_size=16, learning_rate=0.05, seed=seed)
    (w1, w2), (b1, b2) = network.weights, network.biases
    return w1, b1, w2, b2


def by_scikit_learn(X, y, seed):
    model = MLPRegressor(hidden_layer_sizes=(16,), solver="lbfgs", alpha=0.01, max_iter=1000, random_state=seed).fit(
        X, y.ravel()
    )
    (w1, w2), (b1, b2) = model.coefs_, model.intercepts_
    return w1, b1, w2, b2


def the_best_of_three(X, y, seed):
    tried = [descended(X, y, start(seed + 100 * k, 8), 400, 0.1) for k in range(3)]
    return min(tried, key=lambda params: np.mean((forward(X, *params)[1] - y) ** 2))


def in_lists(X, y, seed):
    w1, b1, w2, b2 = xor(X, y, seed)
    return [w1.tolist(), b1[None].tolist(), w2.ravel().tolist(), float(b2[0])]


@pytest.mark.parametrize("answer", [xor, in_batches, by_network, by_scikit_learn, the_best_of_three, in_lists])
def test_every_network_that_has_learned_passes(answer):
    assert_right(XOR, answer)


def untrained(X, y, seed):
    return start(seed)


def one_neuron(X, y, seed):
    return descended(X, y, start(seed, 1), 500, 0.1)


def a_line(X, y, seed):
    """The best straight line, written as a network: two relu make a linear unit."""
    model = LogisticRegression().fit(X, y.ravel())
    w, b = model.coef_[0], model.intercept_[0]
    return np.column_stack([w, -w]), np.array([b, -b]), np.array([[1.0], [-1.0]]), np.array([0.5])


def labels_of_the_training_points(X, y, seed):
    return y


def always_one(X, y, seed):
    return np.zeros((2, 4)), np.zeros(4), np.zeros((4, 1)), np.ones(1)


def shapes_that_do_not_fit(X, y, seed):
    w1, b1, w2, b2 = xor(X, y, seed)
    return w1.T, b1, w2, b2


def xor_of_the_lesson(X, y, seed):
    """The rule for the four corners that point where they do in the lesson, not where these do."""
    w1 = np.array([[1.0, -1.0, 1.0, -1.0], [1.0, -1.0, -1.0, 1.0]])
    return w1, np.zeros(4), np.array([[-1.0], [-1.0], [1.0], [1.0]]), np.array([0.5])


WRONG = [untrained, one_neuron, a_line, labels_of_the_training_points, always_one, shapes_that_do_not_fit,
         xor_of_the_lesson]  # fmt: skip


@pytest.mark.parametrize("answer", WRONG)
def test_no_network_that_has_not_learned_passes(answer):
    assert_wrong(XOR, answer)


def test_each_misconception_is_recognised_and_confused_with_no_other():
    assert_misconceptions_distinct(XOR)


def learner_starts_at_one(X, y, seed):
    return descended(X, y, [np.ones((2, 5)), np.zeros(5), np.ones((5, 1)), np.zeros(1)], 300, 0.01)


def learner_starts_at_zero(X, y, seed):
    return descended(X, y, [np.zeros((2, 6)), np.zeros(6), np.zeros((6, 1)), np.zeros(1)], 300, 0.1)


def learner_adds_the_gradient(X, y, seed):
    with np.errstate(all="ignore"):
        return descended(X, y, start(seed), 500, -0.1)


def learner_forgets_to_keep_the_new_weights(X, y, seed):
    params = start(seed, 8, 0.3)
    for _ in range(500):
        [p - 0.1 * g for p, g in zip(params, backward(X, y, *params), strict=True)]
    return params


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("twins", learner_starts_at_one),
        ("zeros", learner_starts_at_zero),
        ("diverges", learner_adds_the_gradient),
        ("few_steps", learner_forgets_to_keep_the_new_weights),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(name, answer):
    assert_recognised(XOR, name, answer)


def share_right(params, X, y):
    return float(np.mean((forward(X, *params)[1] > 0.5) == (y > 0.5)))


def test_luck_does_not_fail_a_network_that_learns():
    shares = []
    for draw in range(40):
        X, y = clouds(np.random.default_rng(draw), 500)
        shares.append(share_right(xor(X[:100], y[:100], draw), X[100:], y[100:]))
    assert min(shares) >= LEAST + 0.03


def test_luck_does_not_pass_a_straight_line_nor_the_nearest_centroid():
    for draw in range(40):
        X, y = clouds(np.random.default_rng(draw), 500)
        labels = y.ravel()
        for baseline in (LogisticRegression(), NearestCentroid()):
            assert baseline.fit(X[:100], labels[:100]).score(X[100:], labels[100:]) <= LEAST - 0.05


def test_the_classes_are_balanced_and_either_pair_of_corners_may_be_one():
    drawn = [clouds(np.random.default_rng(draw), 400) for draw in range(20)]
    assert all(np.mean(y) == 0.5 for _, y in drawn)
    firsts = {share_right(xor_of_the_lesson(X, y, 0), X, y) > 0.5 for X, y in drawn}
    assert firsts == {False, True}


def test_the_points_held_back_never_reach_the_answer():
    for case in hidden_cases(find(XOR), "a secret"):
        X, y, _ = case.args
        assert (X.shape, y.shape) == ((100, 2), (100, 1))
        seen = {tuple(row) for row in X}
        assert len(case.expected["X"]) == 400 and not any(tuple(row) in seen for row in case.expected["X"])


def test_the_verdict_is_the_same_behind_a_wire():
    for answer in (xor, untrained):
        checked, graded = verdicts(find(XOR), answer)
        assert checked.passed == graded.passed == (answer is xor)


def test_what_is_said_names_the_share_and_the_baseline():
    verdict = check_answer(find(XOR), one_neuron)
    assert verdict.status is Status.FAIL
    assert "90" in verdict.text("es") and "recta" in verdict.text("es")
    assert "90" in verdict.text("en") and "straight line" in verdict.text("en")
