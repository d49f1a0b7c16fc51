"""The specs of lesson 02: right answers pass however they are written, wrong ones do not, mistakes have names."""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import mean_squared_error
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_01.cost import cost
from curso.exercises.module_01.cost_grid import cost_grid
from curso.exercises.module_01.hypothesis import predict
from curso.exercises.spec import find, hidden_cases, public_cases
from curso.exercises.verdict import Status

EXERCISES = ("01.predict", "01.cost", "01.cost_grid")
X = np.array([1.0, 2.0, 3.0, 4.0])
Y = np.array([3.0, 5.0, 7.0, 9.0])


# --- right answers --------------------------------------------------------------------------------


def predict_loop(theta0, theta1, x):
    values = [theta0 + theta1 * value for value in np.atleast_1d(x)]
    return values if np.ndim(x) else values[0]


def predict_table(theta0, theta1, x):
    return pd.Series(np.atleast_1d(x)) * theta1 + theta0


def predict_matrix(theta0, theta1, x):
    rows = np.column_stack([np.ones(np.size(x)), np.ravel(x)])
    return rows @ np.array([theta0, theta1])


def cost_loop(theta0, theta1, x, y):
    total = 0
    for i in range(len(x)):
        total += (y[i] - (theta0 + theta1 * x[i])) ** 2
    return total / len(x) / 2


def cost_half_mean(theta0, theta1, x, y):
    return np.mean((theta0 + theta1 * x - y) ** 2) / 2


def cost_dot(theta0, theta1, x, y):
    errors = (theta0 + theta1 * x - y)[:, np.newaxis]
    return errors.T @ errors / (2 * len(y))


def cost_grid_loops(theta0s, theta1s, x, y):
    return [[cost_half_mean(a, b, x, y) for b in theta1s] for a in theta0s]


def cost_grid_filled(theta0s, theta1s, x, y):
    grid = np.zeros((len(theta0s), len(theta1s)), dtype=np.float64)
    for i, a in enumerate(theta0s):
        grid[i] = ((a + np.outer(theta1s, x) - y) ** 2).mean(axis=1) / 2
    return grid


def cost_grid_meshgrid(theta0s, theta1s, x, y):
    a, b = np.meshgrid(theta0s, theta1s, indexing="ij")
    return sum((a + b * xi - yi) ** 2 for xi, yi in zip(x, y, strict=True)) / (2 * len(x))


def cost_grid_expanded(theta0s, theta1s, x, y):
    a, b = theta0s[:, None], theta1s[None, :]
    squares = a**2 + b**2 * np.mean(x**2) + np.mean(y**2)
    return (squares + 2 * a * b * x.mean() - 2 * a * y.mean() - 2 * b * np.mean(x * y)) / 2


RIGHT = {
    "01.predict": (
        lambda theta0, theta1, x: theta0 + theta1 * x,
        predict_loop,
        predict_table,
        predict_matrix,
        lambda a, b, c: np.polyval([b, a], c),
        lambda a, b, x: np.float32(a) + np.float32(b) * np.asarray(x, dtype=np.float32),
        lambda a, b, x: np.longdouble(a) + np.longdouble(b) * x,
        lambda a, b, x: deque(np.atleast_1d(a + b * x)),
        lambda a, b, x: [Fraction(a) + Fraction(b) * Fraction(v) for v in np.atleast_1d(x)],
        np.vectorize(lambda a, b, x: a + b * x),
    ),
    "01.cost": (
        cost_loop,
        cost_half_mean,
        cost_dot,
        lambda theta0, theta1, x, y: [mean_squared_error(y, theta0 + theta1 * x) / 2],
        lambda theta0, theta1, x, y: np.float32(cost_half_mean(theta0, theta1, x, y)),
        lambda theta0, theta1, x, y: np.longdouble(cost_half_mean(theta0, theta1, x, y)),
        lambda theta0, theta1, x, y: Decimal(cost_loop(theta0, theta1, x, y)),
        lambda theta0, theta1, x, y: complex(cost_loop(theta0, theta1, x, y)),
        lambda *args: cost_half_mean(*(np.asarray(a, dtype=np.float32) for a in args)),
        lambda theta0, theta1, x, y: np.linalg.norm(y - theta0 - theta1 * x) ** 2 / (2 * y.size),
    ),
    "01.cost_grid": (
        cost_grid_loops,
        cost_grid_filled,
        cost_grid_meshgrid,
        cost_grid_expanded,
        lambda *args: pd.DataFrame(cost_grid_loops(*args)),
        lambda *args: cost_grid_filled(*(a.astype(np.float32) for a in args)),
        lambda *args: [[Fraction(float(v)) for v in row] for row in cost_grid_loops(*args)],
    ),
}


@pytest.mark.parametrize("exercise, answer", [(e, a) for e in EXERCISES for a in RIGHT[e]])
def test_a_right_answer_passes_however_it_is_written(exercise, answer):
    assert_right(exercise, answer)


# --- wrong answers --------------------------------------------------------------------------------

WRONG = {
    "01.predict": (
        lambda theta0, theta1, x: theta0 + theta1 * x + 1e-3,
        lambda theta0, theta1, x: np.round(theta0 + theta1 * x),
        lambda theta0, theta1, x: np.sum(theta0 + theta1 * x),
        lambda theta0, theta1, x: abs(theta0 + theta1 * x),
        lambda theta0, theta1, x: None,
        lambda theta0, theta1, x: "theta0 + theta1 * x",
    ),
    "01.cost": (
        lambda theta0, theta1, x, y: -cost_half_mean(theta0, theta1, x, y),
        lambda theta0, theta1, x, y: np.sum((theta0 + theta1 * x - y) ** 2) / 8,
        lambda theta0, theta1, x, y: np.sum((theta0 + theta1 * x - y) ** 2) / (2 * (len(x) - 1)),
        lambda theta0, theta1, x, y: np.median((theta0 + theta1 * x - y) ** 2) / 2,
        lambda theta0, theta1, x, y: cost_half_mean(theta0, theta1, y, x),
        lambda theta0, theta1, x, y: np.nan,
        lambda theta0, theta1, x, y: 20.5,
    ),
    "01.cost_grid": (
        lambda theta0s, theta1s, x, y: np.zeros((len(theta0s), len(theta1s))),
        lambda theta0s, theta1s, x, y: cost_grid(theta0s, theta1s, x, y)[::-1],
        lambda theta0s, theta1s, x, y: cost_grid(theta0s, theta1s, x, y)[:, ::-1],
        lambda theta0s, theta1s, x, y: cost_grid(theta0s, theta1s, x, y) / 2,
        lambda theta0s, theta1s, x, y: cost_grid(theta0s, theta1s, x, y)[:1],
        lambda theta0s, theta1s, x, y: theta0s + theta1s * x - y,
    ),
}


@pytest.mark.parametrize("exercise, answer", [(e, a) for e in EXERCISES for a in WRONG[e]])
def test_a_wrong_answer_does_not_pass(exercise, answer):
    assert_wrong(exercise, answer)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_misconception_is_recognised_as_itself_and_as_no_other(exercise):
    assert_misconceptions_distinct(exercise)


@pytest.mark.parametrize(
    "exercise, name, answer",
    [
        ("01.predict", "swapped", lambda a, b, x: a * x + b),
        ("01.cost", "mse", lambda a, b, x, y: mean_squared_error(y, a + b * x)),
        ("01.cost", "missing_brackets", lambda a, b, x, y: sum((a + b * x - y) ** 2) / 2 * len(x)),
        ("01.cost_grid", "transposed", lambda a, b, x, y: [[cost_loop(t, s, x, y) for t in a] for s in b]),
        ("01.cost_grid", "flat", lambda a, b, x, y: [cost_loop(t, s, x, y) for t in a for s in b]),
        ("01.cost_grid", "paired", lambda a, b, x, y: [cost(*t, x, y) for t in zip(a, b, strict=False)]),
    ],
)
def test_a_mistake_is_recognised_however_it_is_written(exercise, name, answer):
    assert_recognised(exercise, name, answer)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_misconception_is_right_on_any_single_case(exercise):
    """So none of them earns part of the marks by luck."""
    spec = find(exercise)
    for cases in (public_cases(spec), hidden_cases(spec, "a secret")):
        for case in cases:
            expected = spec.reference(*case.args)
            wrong = {m.name: m.wrong(*case.args) for m in spec.misconceptions}
            lucky = [name for name, value in wrong.items() if spec.agree(case.args, expected, value) is None]
            assert not lucky, f"{lucky} right on {case.args}"


# --- the references, against numbers of others ------------------------------------------------------


def test_the_cost_of_the_four_points_is_the_one_worked_by_hand():
    assert cost(0, 0, X, Y) == 20.5  # (9 + 25 + 49 + 81) / 8
    assert cost(1, 2, X, Y) == 0
    assert cost_grid(np.arange(2), np.arange(3), X, Y).tolist() == [[20.5, 6.75, 0.5], [15.0, 3.75, 0.0]]


finite = st.floats(-1e3, 1e3)
vectors = st.integers(1, 20).flatmap(
    lambda n: st.tuples(arrays(float, n, elements=finite), arrays(float, n, elements=finite))
)


@given(finite, finite, vectors)
def test_the_cost_is_half_of_scikit_learns_mean_squared_error(theta0, theta1, data):
    x, y = data
    expected = mean_squared_error(y, predict(theta0, theta1, x)) / 2
    assert cost(theta0, theta1, x, y) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(vectors, st.integers(1, 5), st.integers(1, 5))
def test_each_entry_of_the_grid_is_the_cost_of_its_row_and_column(data, rows, columns):
    x, y = data
    theta0s, theta1s = np.linspace(-3, 4, rows), np.linspace(-2, 5, columns)
    grid = cost_grid(theta0s, theta1s, x, y)
    assert grid.shape == (rows, columns)
    for i, j in np.ndindex(grid.shape):
        assert grid[i, j] == pytest.approx(cost(theta0s[i], theta1s[j], x, y), rel=1e-9)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_untouched_stub_is_not_attempted_rather_than_wrong(exercise):
    stubs = {
        "01.predict": lambda theta0, theta1, x: ...,
        "01.cost": lambda theta0, theta1, x, y: ...,
        "01.cost_grid": lambda theta0s, theta1s, x, y: ...,
    }
    assert check_answer(find(exercise), stubs[exercise]).status is Status.UNATTEMPTED
