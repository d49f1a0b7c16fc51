"""Lesson 03: what the gradient, the step and the whole descent accept and refuse."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_01 import descent, slope
from curso.exercises.spec import find
from curso.exercises.verdict import Status

X = [1.0, 2.0, 3.0, 4.0]
Y = [3.0, 5.0, 7.0, 9.0]
IDS = ("01.gradient", "01.step", "01.descend")


def gradient_loop(theta0, theta1, x, y):
    total0 = total1 = 0
    for xi, yi in zip(x, y, strict=True):
        error = theta0 + theta1 * xi - yi
        total0 += error
        total1 += error * xi
    return total0 / len(x), total1 / len(x)


def gradient_matrix(theta0, theta1, x, y):
    A = np.c_[np.ones_like(x), x]
    return A.T @ (A @ [theta0, theta1] - y) / x.size


def gradient_float32(theta0, theta1, x, y):
    x, y = x.astype("float32"), y.astype("float32")
    e = np.float32(theta0) + np.float32(theta1) * x - y
    return [e.mean(), (e * x).mean()]


def gradient_by_differences(theta0, theta1, x, y):
    def cost(a, b):
        return ((a + b * x - y) ** 2).sum() / (2 * len(x))

    h = 1e-3  # exact on a parabola, up to rounding
    return (
        (cost(theta0 + h, theta1) - cost(theta0 - h, theta1)) / (2 * h),
        (cost(theta0, theta1 + h) - cost(theta0, theta1 - h)) / (2 * h),
    )


def gradient_column(theta0, theta1, x, y):
    e = theta0 + theta1 * x - y
    return np.array([[np.average(e)], [np.dot(e, x) / len(x)]])


def step_from_gradient(theta0, theta1, x, y, learning_rate):
    d0, d1 = gradient_loop(theta0, theta1, x, y)
    return theta0 - learning_rate * d0, theta1 - learning_rate * d1


def step_temporaries(t0, t1, x, y, alpha):
    temp0 = t0 - alpha * np.mean(t0 + t1 * x - y)
    temp1 = t1 - alpha * np.mean((t0 + t1 * x - y) * x)
    t0 = temp0
    t1 = temp1
    return [t0, t1]


def step_vector(theta0, theta1, x, y, learning_rate):
    theta = np.array([theta0, theta1])
    return theta - learning_rate * gradient_matrix(theta0, theta1, x, y)


def step_adds_opposite_errors(theta0, theta1, x, y, learning_rate):
    missing = y - (theta0 + theta1 * x)
    return theta0 + learning_rate * missing.mean(), theta1 + learning_rate * (missing @ x) / len(y)


def step_theta1_first_with_the_old_one(theta0, theta1, x, y, learning_rate):
    errors = theta0 + theta1 * x - y
    theta1 -= learning_rate * (errors * x).mean()
    theta0 -= learning_rate * errors.mean()
    return np.float32(theta0), np.float32(theta1)


def descend_with_step(x, y, learning_rate, steps):
    theta = (0, 0)
    for _ in range(steps):
        theta = step_temporaries(*theta, x, y, learning_rate)
    return theta


def descend_while(x, y, learning_rate, steps):
    theta0 = theta1 = 0.0
    done = 0
    while done < steps:
        theta0, theta1 = step_vector(theta0, theta1, x, y, learning_rate)
        done += 1
    return theta0, theta1


def descend_recursive(x, y, learning_rate, steps):
    if steps == 0:
        return 0.0, 0.0
    return step_from_gradient(*descend_recursive(x, y, learning_rate, steps - 1), x, y, learning_rate)


def descend_history(x, y, learning_rate, steps):
    path = [np.zeros(2)]
    while len(path) <= steps:
        path.append(step_vector(*path[-1], x, y, learning_rate))
    return path[-1]


def descend_power(x, y, learning_rate, steps):
    """In closed form: the distance to the minimum is multiplied by the same matrix at each step."""
    A = np.c_[np.ones(len(x)), x]
    best = np.linalg.lstsq(A, y, rcond=None)[0]
    return best - np.linalg.matrix_power(np.eye(2) - learning_rate * A.T @ A / len(x), steps) @ best


def descend_for_ever(x, y, learning_rate, steps):
    theta = (0.0, 0.0)
    while theta is not None:
        theta = descent.step(*theta, x, y, 0.01)
    return theta


RIGHT: dict[str, list[Callable[..., Any]]] = {
    "01.gradient": [
        slope.gradient,
        gradient_loop,
        gradient_matrix,
        gradient_float32,
        gradient_by_differences,
        gradient_column,
        lambda *args: np.array([slope.gradient(*args)]),
        lambda *args: np.asmatrix(slope.gradient(*args)),
        lambda *args: tuple(map(np.longdouble, slope.gradient(*args))),
        lambda *args: deque(slope.gradient(*args)),
        lambda *args: iter(slope.gradient(*args)),
    ],
    "01.step": [
        descent.step,
        step_from_gradient,
        step_temporaries,
        step_vector,
        step_adds_opposite_errors,
        step_theta1_first_with_the_old_one,
        lambda *args: pd.DataFrame([descent.step(*args)]),
    ],
    "01.descend": [
        descent.descend,
        descend_with_step,
        descend_while,
        descend_recursive,
        descend_history,
        descend_power,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in RIGHT[i]])
def test_every_right_way_to_write_it_passes(exercise, answer):
    assert_right(exercise, answer)


def gradient_that_changes_y(theta0, theta1, x, y):
    y -= theta0 + theta1 * x
    return -y.mean(), -(y * x).mean()


def gradient_of_absolute_errors(theta0, theta1, x, y):
    signs = np.sign(theta0 + theta1 * x - y)
    return signs.mean(), (signs * x).mean()


def step_normalised(theta0, theta1, x, y, learning_rate):
    g = gradient_matrix(theta0, theta1, x, y)
    return np.array([theta0, theta1]) - learning_rate * g / np.linalg.norm(g)


def step_multiplies_theta(theta0, theta1, x, y, learning_rate):
    d0, d1 = slope.gradient(theta0, theta1, x, y)
    return theta0 * (1 - learning_rate * d0), theta1 * (1 - learning_rate * d1)


def step_of_theta0_only(theta0, theta1, x, y, learning_rate):
    return descent.step(theta0, theta1, x, y, learning_rate)[0], theta1


def descend_to_the_very_bottom(x, y, learning_rate, steps):
    found = LinearRegression().fit(x[:, None], y)
    return found.intercept_, found.coef_[0]


def descend_decaying(x, y, learning_rate, steps):
    theta = (0.0, 0.0)
    for k in range(steps):
        theta = descent.step(*theta, x, y, learning_rate / (k + 1))
    return theta


def nothing(*arguments):
    return None


WRONG: dict[str, list[Callable[..., Any]]] = {
    "01.gradient": [
        gradient_that_changes_y,
        gradient_of_absolute_errors,
        lambda theta0, theta1, x, y: (-6.0, -17.5),
        lambda theta0, theta1, x, y: slope.gradient(theta0, theta1, x, y)[0],
        lambda theta0, theta1, x, y: "(-6, -17.5)",
    ],
    "01.step": [
        step_normalised,
        step_multiplies_theta,
        step_of_theta0_only,
        lambda theta0, theta1, x, y, learning_rate: (0.6, 1.75),
    ],
    "01.descend": [
        descend_to_the_very_bottom,
        descend_decaying,
        lambda x, y, learning_rate, steps: descent.descend(x, y, 0.1, steps),
        lambda x, y, learning_rate, steps: descent.descend(x, y, learning_rate, 200),
        nothing,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in WRONG[i]])
def test_no_wrong_answer_passes(exercise, answer):
    assert_wrong(exercise, answer)


@pytest.mark.parametrize("exercise", IDS)
def test_each_misconception_is_recognised_and_confused_with_no_other(exercise):
    assert_misconceptions_distinct(exercise)


def learner_updates_in_place(theta0, theta1, x, y, learning_rate):
    theta0 = theta0 - learning_rate * np.mean(theta0 + theta1 * x - y)
    theta1 = theta1 - learning_rate * np.mean((theta0 + theta1 * x - y) * x)
    return theta0, theta1


def learner_subtracts_the_other_way_round(theta0, theta1, x, y):
    error = y - (theta0 + theta1 * x)
    return np.mean(error), np.mean(error * x)


def learner_returns_in_the_loop(x, y, learning_rate, steps):
    theta0, theta1 = 0.0, 0.0
    for _ in range(steps):
        d0, d1 = slope.gradient(theta0, theta1, x, y)
        theta0, theta1 = theta0 - learning_rate * d0, theta1 - learning_rate * d1
        return theta0, theta1


def learner_counts_from_one(x, y, learning_rate, steps):
    theta = 0.0, 0.0
    for _ in range(1, steps):
        theta = descent.step(*theta, x, y, learning_rate)
    return theta


@pytest.mark.parametrize(
    ("exercise", "name", "answer"),
    [
        ("01.step", "theta0_first", learner_updates_in_place),
        ("01.gradient", "opposite", learner_subtracts_the_other_way_round),
        ("01.descend", "return_inside", learner_returns_in_the_loop),
        ("01.descend", "one_less", learner_counts_from_one),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(exercise, name, answer):
    assert_recognised(exercise, name, answer)


def test_a_descent_without_end_is_stopped_and_said():
    verdict = check_answer(find("01.descend"), descend_for_ever)
    assert verdict.status is Status.ERROR
    assert verdict.score == 0


def test_the_gradient_is_that_of_the_hand_calculation():
    assert slope.gradient(0, 0, np.array(X), np.array(Y)) == (-6, -17.5)


def test_one_step_simultaneous_and_one_after_the_other_are_the_numbers_of_the_errata():
    assert descent.step(0, 0, np.array(X), np.array(Y), 0.1) == pytest.approx((0.6, 1.75))
    assert learner_updates_in_place(0, 0, np.array(X), np.array(Y), 0.1) == pytest.approx((0.6, 1.6))


@pytest.mark.parametrize(("learning_rate", "expected"), [(0.1, (0.986, 2.005)), (0.2, (0.999, 2.000))])
def test_two_hundred_steps_reach_the_numbers_of_the_errata(learning_rate, expected):
    assert descent.descend(np.array(X), np.array(Y), learning_rate, 200) == pytest.approx(expected, abs=6e-4)


def test_too_large_a_learning_rate_diverges_as_the_errata_say():
    theta0, _ = descent.descend(np.array(X), np.array(Y), 0.3, 200)
    assert -5e35 < theta0 < -5e34


@pytest.mark.parametrize("exercise", IDS)
def test_every_sentence_exists_in_both_languages_and_the_two_differ(exercise):
    spec = find(exercise)
    assert len(spec.hints) >= 2
    for text in (spec.title, *spec.hints, *(m.message for m in spec.misconceptions)):
        assert text.es.strip() and text.en.strip() and text.es != text.en
