"""Lesson 02.01: what the exercises on the logistic loss, its gradient and the training accept and refuse."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.special import expit, xlogy
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_02.neuron_gradient import neuron_gradient
from curso.exercises.module_02.neuron_linear import EVENINGS, WENT
from curso.exercises.module_02.neuron_loss import bce
from curso.exercises.module_02.neuron_training import train_neuron
from curso.exercises.spec import find, specs

IDS = ("02.bce", "02.neuron_gradient", "02.train_neuron")


def bce_loop(y, y_hat):
    total = 0.0
    for label, said in zip(y, y_hat, strict=True):
        given = said if label == 1 else 1 - said
        total -= math.log(max(given, 1e-15))
    return total / len(y)


def bce_of_scikit_learn(y, y_hat):
    return log_loss(y, y_hat, labels=[0, 1])


def bce_of_scipy(y, y_hat):
    return [-(xlogy(y, y_hat) + xlogy(1 - y, 1 - y_hat)).mean()]


def bce_chosen(y, y_hat):
    return np.mean(-np.log(np.where(y == 1, y_hat, 1 - y_hat)))


def gradient_loop(X, y, w, b):
    dw, db = [0.0] * len(w), 0.0
    for row, label in zip(X, y, strict=True):
        error = 1 / (1 + math.exp(-(sum(x * k for x, k in zip(row, w, strict=True)) + b))) - label
        dw = [total + error * x / len(y) for total, x in zip(dw, row, strict=True)]
        db += error / len(y)
    return dw, db


def gradient_mean(X, y, w, b):
    errors = expit(X @ w + b) - y
    return [np.mean(errors[:, None] * X, axis=0), np.mean(errors)]


def gradient_measured(X, y, w, b, push=1e-5):
    def cost(w, b):
        return bce(y, expit(X @ w + b))

    dw = [(cost(w + push * one, b) - cost(w - push * one, b)) / (2 * push) for one in np.eye(len(w))]
    return np.array(dw), (cost(w, b + push) - cost(w, b - push)) / (2 * push)


def gradient_as_columns(X, y, w, b):
    errors = expit(X @ w.reshape(-1, 1) + b) - y.reshape(-1, 1)
    return X.T @ errors / len(X), errors.mean(axis=0)


def train_with_the_gradient(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0
    for _ in range(epochs):
        dw, db = neuron_gradient(X, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


def train_with_a_column_of_ones(X, y, learning_rate, epochs):
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.zeros((A.shape[1], 1))
    while epochs:
        theta -= learning_rate * A.T @ (expit(A @ theta) - y[:, None]) / len(A)
        epochs -= 1
    return theta[:-1], theta[-1]


def train_with_lists(X, y, learning_rate, epochs):
    w, b = [0.0] * X.shape[1], 0.0
    for _ in range(epochs):
        dw, db = gradient_loop(X, y, w, b)
        w, b = [k - learning_rate * d for k, d in zip(w, dw, strict=True)], b - learning_rate * db
    return [w, b]


RIGHT: dict[str, list[Callable[..., Any]]] = {
    "02.bce": [bce, bce_loop, bce_of_scikit_learn, bce_of_scipy, bce_chosen],
    "02.neuron_gradient": [neuron_gradient, gradient_loop, gradient_mean, gradient_measured, gradient_as_columns],
    "02.train_neuron": [train_neuron, train_with_the_gradient, train_with_a_column_of_ones, train_with_lists],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in RIGHT[i]])
def test_every_right_way_to_write_it_passes(exercise, answer):
    assert_right(exercise, answer)


def bce_absolute(y, y_hat):
    return np.mean(np.abs(y_hat - y))


def bce_hits(y, y_hat):
    return np.mean((y_hat > 0.5) != y)


def bce_clipped_far_too_much(y, y_hat):
    return bce(y, np.clip(y_hat, 0.1, 0.9))


def bce_signs_of_labels(y, y_hat):
    return bce(2 * y - 1, y_hat)


def gradient_half(X, y, w, b):
    dw, db = neuron_gradient(X, y, w, b)
    return dw / 2, db / 2


def gradient_only_weights(X, y, w, b):
    return neuron_gradient(X, y, w, b)[0]


def gradient_without_bias_in_z(X, y, w, b):
    return neuron_gradient(X, y, w, 0.0)


def gradient_product_of_means(X, y, w, b):
    _, db = neuron_gradient(X, y, w, b)
    return X.mean(axis=0) * db, db


def train_to_the_end(X, y, learning_rate, epochs):
    return train_neuron(X, y, learning_rate, 1000)


def train_from_ones(X, y, learning_rate, epochs):
    moved = train_neuron(X, y, learning_rate, epochs)
    return moved[0] + 1, moved[1]


def train_only_the_last_example(X, y, learning_rate, epochs):
    return train_neuron(X[-1:], y[-1:], learning_rate, epochs)


def train_weights_only(X, y, learning_rate, epochs):
    return train_neuron(X, y, learning_rate, epochs)[0]


def nothing(*arguments):
    return None


WRONG: dict[str, list[Callable[..., Any]]] = {
    "02.bce": [bce_absolute, bce_hits, bce_clipped_far_too_much, bce_signs_of_labels, nothing],
    "02.neuron_gradient": [
        gradient_half,
        gradient_only_weights,
        gradient_without_bias_in_z,
        gradient_product_of_means,
        nothing,
    ],
    "02.train_neuron": [
        train_to_the_end,
        train_from_ones,
        train_only_the_last_example,
        train_weights_only,
        nothing,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in WRONG[i]])
def test_no_wrong_answer_passes(exercise, answer):
    assert_wrong(exercise, answer)


@pytest.mark.parametrize("exercise", IDS)
def test_each_misconception_is_recognised_and_confused_with_no_other(exercise):
    assert_misconceptions_distinct(exercise)


def learner_follows_the_chain_rule_of_squares(X, y, w, b):
    y_hat = expit(X @ w + b)
    delta = 2 * (y_hat - y) * y_hat * (1 - y_hat)
    return np.mean(delta[:, None] * X, axis=0), np.mean(delta)


def learner_returns_too_soon(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        dw, db = neuron_gradient(X, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        return w, b


def learner_moves_the_weights_first(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        w = w - learning_rate * X.T @ (expit(X @ w + b) - y) / len(y)
        b = b - learning_rate * np.mean(expit(X @ w + b) - y)
    return w, b


@pytest.mark.parametrize(
    ("exercise", "name", "answer"),
    [
        ("02.bce", "base_2", lambda y, y_hat: bce_loop(y, y_hat) / math.log(2)),
        ("02.neuron_gradient", "squared_error", learner_follows_the_chain_rule_of_squares),
        ("02.train_neuron", "return_inside", learner_returns_too_soon),
        ("02.train_neuron", "one_after_the_other", learner_moves_the_weights_first),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(exercise, name, answer):
    assert_recognised(exercise, name, answer)


def test_training_on_and_on_reaches_the_minimum_that_scikit_learn_finds():
    w, b = train_neuron(EVENINGS, WENT, 0.1, 40_000)
    judge = LogisticRegression(C=1e9, tol=1e-10, max_iter=10_000).fit(EVENINGS, WENT)
    np.testing.assert_allclose(np.append(w, b), np.append(judge.coef_, judge.intercept_), atol=1e-3)


@pytest.mark.parametrize("name", ["linear", "activations", "neuron_forward", "bce", "neuron_gradient", "train_neuron"])
def test_every_exercise_has_hints_and_sentences_in_both_languages(name):
    spec = find(f"02.{name}")
    assert spec.id in specs("02")
    assert len(spec.hints) >= 2 and len(spec.misconceptions) >= 3
    for text in (spec.title, *spec.hints, *(m.message for m in spec.misconceptions)):
        assert text.es.strip() and text.en.strip() and text.es != text.en
