"""The spec of `05.l2_gradient`: any way to the gradient passes, TensorFlow's own too, and mistakes have names."""

import numpy as np
import pytest
import tensorflow as tf
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_05.l2_gradient import l2_gradient


def with_a_loop(X, y, w, b, lam):
    dw, db = [2 * lam * weight for weight in w], 0.0
    for row, target in zip(X, y, strict=True):
        error = sum(x * weight for x, weight in zip(row, w, strict=True)) + b - target
        dw = [slope + 2 * error * x / len(y) for slope, x in zip(dw, row, strict=True)]
        db += 2 * error / len(y)
    return dw, db


def by_differences(X, y, w, b, lam):
    def cost(w, b):
        return np.mean((X @ w + b - y) ** 2) + lam * np.sum(w**2)

    h = 1e-5
    dw = [(cost(w + h * e, b) - cost(w - h * e, b)) / (2 * h) for e in np.eye(len(w))]
    return np.array(dw), (cost(w, b + h) - cost(w, b - h)) / (2 * h)


def by_tape(X, y, w, b, lam):
    w, b = tf.Variable(w), tf.Variable(b, dtype="float64")
    with tf.GradientTape() as tape:
        cost = tf.reduce_mean((tf.linalg.matvec(X, w) + b - y) ** 2) + lam * tf.reduce_sum(w**2)
    return [part.numpy() for part in tape.gradient(cost, [w, b])]


def in_one_matrix(X, y, w, b, lam):
    A = np.column_stack([X, np.ones(len(X))])
    slope = 2 * A.T @ (A @ np.append(w, b) - y) / len(y) + 2 * lam * np.append(w, 0)
    return slope[:-1].astype("float32"), slope[-1]


@pytest.mark.parametrize("answer", [with_a_loop, by_differences, by_tape, in_one_matrix])
def test_right_answers_pass(answer):
    assert_right("05.l2_gradient", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda X, y, w, b, lam: (2 * X.T @ (X @ w - y) / len(y) + 2 * lam * w, 2 * np.mean(X @ w - y)),
        lambda X, y, w, b, lam: l2_gradient(X, y, w, b, 2 * lam),
        lambda X, y, w, b, lam: l2_gradient(X, y, w, b, lam)[::-1],
        lambda X, y, w, b, lam: l2_gradient(X, y, w, b, lam)[0],
        lambda X, y, w, b, lam: np.mean((X @ w + b - y) ** 2) + lam * np.sum(w**2),
        lambda X, y, w, b, lam: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("05.l2_gradient", answer)


def test_who_charges_the_bias_too_is_told_so():
    def answer(X, y, w, b, lam):
        error = X @ w + b - y
        return 2 * X.T @ error / len(y) + 2 * lam * w, 2 * error.mean() + 2 * lam * b

    assert_recognised("05.l2_gradient", "bias_pays", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("05.l2_gradient")
