"""Lesson 02.01: what the exercises on the weighted sum, the activations and the whole neuron accept and refuse."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.special
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_02.neuron_activations import activations
from curso.exercises.module_02.neuron_forward import neuron_forward
from curso.exercises.module_02.neuron_linear import linear

IDS = ("02.linear", "02.activations", "02.neuron_forward")


def linear_loops(X, W, b):
    return [[sum(X[i][n] * W[n][j] for n in range(len(W))) + b[j] for j in range(len(b))] for i in range(len(X))]


def linear_column_of_ones(X, W, b):
    return np.column_stack([np.ones(len(X)), X]) @ np.vstack([b, W])


def linear_unit_by_unit(X, W, b):
    return np.stack([X @ w + bias for w, bias in zip(W.T, b, strict=True)], axis=1)


def linear_transposed_twice(X, W, b):
    return (W.T @ X.T + b[:, None]).T


def linear_flat_for_one_unit(X, W, b):
    return np.squeeze(X @ W + b)


def activations_by_scipy(z, name):
    return {
        "linear": lambda: z,
        "sigmoid": lambda: scipy.special.expit(z),
        "tanh": lambda: np.tanh(z),
        "relu": lambda: np.where(z > 0, z, 0),
        "softmax": lambda: scipy.special.softmax(z, axis=-1),
    }[name]()


def activations_number_by_number(z, name):
    if z.ndim == 2:
        return [activations_number_by_number(row, name) for row in z]
    if name == "softmax":
        top = max(z)
        raised = [math.exp(v - top) for v in z]
        return [v / sum(raised) for v in raised]
    one = {
        "linear": float,
        "sigmoid": lambda v: 1 / (1 + math.exp(-v)) if v > -700 else 0.0,
        "tanh": math.tanh,
        "relu": lambda v: max(v, 0.0),
    }[name]
    return [one(v) for v in z]


def activations_sigmoid_by_tanh(z, name):
    return (1 + np.tanh(z / 2)) / 2 if name == "sigmoid" else activations(z, name)


def activations_relu_by_product(z, name):
    return z * (z > 0) if name == "relu" else activations(z, name)


def activations_in_float32(z, name):
    return activations(z.astype(np.float32), name)


def forward_loop(X, w, b, name):
    return [activations(np.array(sum(x * k for x, k in zip(row, w, strict=True)) + b), name) for row in X]


def forward_by_linear(X, w, b, name):
    return activations(linear(X, w.reshape(-1, 1), np.array([b])), name)


def forward_augmented(X, w, b, name):
    return activations_by_scipy(np.column_stack([X, np.ones(len(X))]) @ np.append(w, b), name)


def forward_sum_of_products(X, w, b, name):
    return activations((X * w).sum(axis=1) + b, name)


RIGHT: dict[str, list[Callable[..., Any]]] = {
    "02.linear": [
        linear,
        linear_loops,
        linear_column_of_ones,
        linear_unit_by_unit,
        linear_transposed_twice,
        linear_flat_for_one_unit,
    ],
    "02.activations": [
        activations,
        activations_by_scipy,
        activations_number_by_number,
        activations_sigmoid_by_tanh,
        activations_relu_by_product,
        activations_in_float32,
    ],
    "02.neuron_forward": [neuron_forward, forward_loop, forward_by_linear, forward_augmented, forward_sum_of_products],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in RIGHT[i]])
def test_every_right_way_to_write_it_passes(exercise, answer):
    assert_right(exercise, answer)


def linear_mean_bias(X, W, b):
    return X @ W + b.mean()


def linear_first_unit(X, W, b):
    return X @ W[:, 0] + b[0]


def linear_with_sigmoid(X, W, b):
    return 1 / (1 + np.exp(-(X @ W + b)))


def linear_bias_times(X, W, b):
    return X @ W * b


def activations_leaky(z, name):
    return np.where(z > 0, z, 0.01 * z) if name == "relu" else activations(z, name)


def activations_relu6(z, name):
    return np.clip(z, 0, 1) if name == "relu" else activations(z, name)


def activations_without_softmax(z, name):
    return None if name == "softmax" else activations(z, name)


def activations_always_sigmoid(z, name):
    return 1 / (1 + np.exp(-z))


def forward_plus_one(X, w, b, name):
    return activations(X @ w + 1, name)


def forward_mean(X, w, b, name):
    return activations((X * w).mean(axis=1) + b, name)


def forward_bias_each(X, w, b, name):
    return activations((X * w + b).sum(axis=1), name)


def forward_twice(X, w, b, name):
    return activations(neuron_forward(X, w, b, name), name)


def nothing(*arguments):
    return None


WRONG: dict[str, list[Callable[..., Any]]] = {
    "02.linear": [linear_mean_bias, linear_first_unit, linear_with_sigmoid, linear_bias_times, nothing],
    "02.activations": [
        activations_leaky,
        activations_relu6,
        activations_without_softmax,
        activations_always_sigmoid,
        nothing,
    ],
    "02.neuron_forward": [forward_plus_one, forward_mean, forward_bias_each, forward_twice, nothing],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in WRONG[i]])
def test_no_wrong_answer_passes(exercise, answer):
    assert_wrong(exercise, answer)


@pytest.mark.parametrize("exercise", IDS)
def test_each_misconception_is_recognised_and_confused_with_no_other(exercise):
    assert_misconceptions_distinct(exercise)


def learner_adds_one_bias_to_the_whole_layer(X, W, b):
    Z = X @ W
    for i in range(len(Z)):
        Z[i] = Z[i] + b[0]
    return Z


def learner_takes_softmax_from_a_forum(z, name):
    if name == "softmax":
        return [np.exp(v) / np.sum(np.exp(z)) for v in z]
    return activations(z, name)


def learner_forgets_keepdims_minds_overflow(z, name):
    if name == "softmax":
        e = np.exp(z - np.max(z))
        return e / e.sum()
    return activations(z, name)


def learner_decides(X, w, b, name):
    return [1 if np.dot(row, w) + b > 0 else 0 for row in X]


@pytest.mark.parametrize(
    ("exercise", "name", "answer"),
    [
        ("02.linear", "one_bias", learner_adds_one_bias_to_the_whole_layer),
        ("02.activations", "softmax_naive", learner_takes_softmax_from_a_forum),
        ("02.activations", "softmax_whole", learner_forgets_keepdims_minds_overflow),
        ("02.neuron_forward", "threshold", learner_decides),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(exercise, name, answer):
    assert_recognised(exercise, name, answer)
