"""Lesson 02.02: what counting the parameters and the iterations accepts and refuses."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import ceil
from typing import Any

import numpy as np
import pytest
from sklearn.neural_network import MLPRegressor
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_02 import network_iterations, network_parameters
from curso.models import Network

COUNT, ITERATIONS = "02.count_parameters", "02.iterations"


def count_by_index(sizes):
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i]
        total += sizes[i]
    return total


def count_recursive(sizes):
    return 0 if len(sizes) < 2 else (sizes[0] + 1) * sizes[1] + count_recursive(sizes[1:])


def count_made(sizes):
    """The network is made and its arrays are measured."""
    return Network(sizes, ["relu"] * (len(sizes) - 1)).count_params()


def count_by_scikit_learn(sizes):
    model = MLPRegressor(hidden_layer_sizes=sizes[1:-1], max_iter=1)
    with pytest.warns(match="Maximum iterations"):
        model.fit(np.random.default_rng(0).random((4, sizes[0])), np.random.default_rng(1).random((4, sizes[-1])))
    return sum(array.size for array in (*model.coefs_, *model.intercepts_))


def iterations_counted(samples, batch_size, epochs):
    updates = 0
    for _ in range(epochs):
        updates += len(range(0, samples, 32 if batch_size is None else batch_size))
    return updates // epochs, updates


def iterations_negative_floor(samples, batch_size, epochs):
    per_epoch = -(-samples // (batch_size or 32))
    return [per_epoch, per_epoch * epochs]


RIGHT: dict[str, list[Callable[..., Any]]] = {
    COUNT: [
        network_parameters.count_parameters,
        count_by_index,
        count_recursive,
        count_made,
        lambda sizes: np.dot(np.array(sizes[:-1]) + 1, sizes[1:]),
        lambda sizes: float(count_by_index(sizes)),
    ],
    ITERATIONS: [
        network_iterations.iterations,
        iterations_counted,
        iterations_negative_floor,
        lambda samples, batch_size, epochs: np.ceil(samples / (batch_size or 32)) * np.array([1, epochs]),
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in RIGHT for f in RIGHT[i]])
def test_every_right_way_to_write_it_passes(exercise, answer):
    assert_right(exercise, answer)


def test_scikit_learn_makes_a_network_with_as_many_parameters():
    assert count_by_scikit_learn([5, 7, 3]) == network_parameters.count_parameters([5, 7, 3])


WRONG: dict[str, list[Callable[..., Any]]] = {
    COUNT: [
        lambda sizes: 17,
        lambda sizes: count_by_index(sizes) + 1,
        lambda sizes: count_by_index(sizes[::-1]),
        lambda sizes: (sizes[-2] + 1) * sizes[-1],
        lambda sizes: [a * b + b for a, b in pairwise(sizes)],
    ],
    ITERATIONS: [
        lambda samples, batch_size, epochs: ceil(samples / (batch_size or 32)),
        lambda samples, batch_size, epochs: (ceil(samples / batch_size), ceil(samples / batch_size) * epochs),
        lambda samples, batch_size, epochs: (10, 100),
        lambda samples, batch_size, epochs: (batch_size or 32, epochs),
        lambda samples, batch_size, epochs: (samples // (batch_size or 32) + 1,) * 2,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in WRONG for f in WRONG[i]])
def test_no_wrong_answer_passes(exercise, answer):
    assert_wrong(exercise, answer)


@pytest.mark.parametrize("exercise", [COUNT, ITERATIONS])
def test_each_misconception_is_recognised_and_confused_with_no_other(exercise):
    assert_misconceptions_distinct(exercise)


def learner_returns_in_the_loop(sizes):
    total = 0
    for inputs, units in pairwise(sizes):
        total = total + inputs * units + units
        return total


def learner_uses_int(samples, batch_size, epochs):
    if batch_size is None:
        batch_size = 32
    return int(samples / batch_size), int(samples / batch_size) * epochs


@pytest.mark.parametrize(
    ("exercise", "name", "answer"),
    [(COUNT, "first_layer_only", learner_returns_in_the_loop), (ITERATIONS, "floor", learner_uses_int)],
)
def test_mistakes_as_learners_write_them_are_recognised(exercise, name, answer):
    assert_recognised(exercise, name, answer)


def test_the_worked_examples_of_the_lesson_are_right():
    assert network_parameters.count_parameters([2, 4, 1]) == 17
    assert network_parameters.count_parameters([64, 32, 10]) == 2410
    assert network_iterations.iterations(1000, 128, 10) == (8, 80)


@pytest.mark.parametrize(("batch_size", "per_epoch"), [(100, 10), (None, 32), (128, 8), (1000, 1)])
def test_the_iterations_are_those_that_were_counted_in_keras(batch_size, per_epoch):
    assert network_iterations.iterations(1000, batch_size, 10) == (per_epoch, 10 * per_epoch)
