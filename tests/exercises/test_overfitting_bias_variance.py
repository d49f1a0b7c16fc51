"""The spec of `05.bias_variance`: right answers pass however they are written, wrong ones do not."""

from __future__ import annotations

import numpy as np
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_05.bias_variance import bias_variance

EXERCISE = "05.bias_variance"


def with_loops(predictions, truth):
    bias = variance = 0.0
    for j, true in enumerate(truth):
        column = [row[j] for row in predictions]
        average = sum(column) / len(column)
        bias += (average - true) ** 2 / len(truth)
        variance += sum((value - average) ** 2 for value in column) / len(column) / len(truth)
    return [bias, variance]


def by_difference(predictions, truth):
    error = np.mean((predictions - truth) ** 2)
    bias = np.mean((np.mean(predictions, 0) - truth) ** 2)
    return bias, error - bias


@pytest.mark.parametrize(
    "answer",
    [
        bias_variance,
        with_loops,
        by_difference,
        lambda P, t: np.array([np.mean((P.mean(0) - t) ** 2), P.var(0).mean()]),
        lambda P, t: (np.float32(np.mean((P.mean(0) - t) ** 2)), np.float32(P.var(axis=0).mean())),
    ],
)
def test_right_answers_pass(answer):
    assert_right(EXERCISE, answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda P, t: (bias_variance(P, t)[0], P.var()),
        lambda P, t: bias_variance(P.T, t) if P.shape[0] == P.shape[1] else bias_variance(P, t[::-1]),
        lambda P, t: sum(bias_variance(P, t)),
        lambda P, t: (0.0, np.mean((P - t) ** 2)),
        lambda P, t: ((P.mean(0) - t) ** 2, P.var(0)),
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong(EXERCISE, answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct(EXERCISE)


def test_the_variance_among_points_is_recognised_in_real_code():
    assert_recognised(
        EXERCISE, "among_points", lambda P, t: (np.mean((P.mean(0) - t) ** 2), np.mean([np.var(row) for row in P]))
    )


def test_both_together_are_the_mean_squared_error():
    rng = np.random.default_rng(4)
    predictions, truth = rng.normal(size=(9, 5)), rng.normal(size=5)
    assert sum(bias_variance(predictions, truth)) == pytest.approx(np.mean((predictions - truth) ** 2))
