"""The spec of `04.losses`: right answers pass, Keras's own among them, and mistakes have names."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn import metrics
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_04.regression_losses import losses


def in_a_loop(y, p, delta):
    total = dict.fromkeys(("mse", "mae", "mape", "msle", "huber"), 0.0)
    for truth, guess in zip(y, p, strict=True):
        size = abs(guess - truth)
        total["mse"] += size * size
        total["mae"] += size
        total["mape"] += 100 * size / truth
        total["msle"] += (math.log1p(guess) - math.log1p(truth)) ** 2
        total["huber"] += size**2 / 2 if size <= delta else delta * size - delta**2 / 2
    return {name: value / len(y) for name, value in total.items()}


def of_scikit_learn(y, p, delta):
    return {
        "mse": metrics.mean_squared_error(y, p),
        "mae": metrics.mean_absolute_error(y, p),
        "mape": 100 * metrics.mean_absolute_percentage_error(y, p),
        "msle": metrics.mean_squared_log_error(y, p),
        "huber": losses(y, p, delta)["huber"],
    }


def of_keras(y, p, delta):
    import keras

    names = {"mse": "MeanSquaredError", "mae": "MeanAbsoluteError", "mape": "MeanAbsolutePercentageError"}
    names["msle"] = "MeanSquaredLogarithmicError"
    made = {key: getattr(keras.losses, name)()(y, p) for key, name in names.items()}
    return made | {"huber": keras.losses.Huber(delta)(y, p)}


def in_another_order(y, p, delta):
    return {name: np.array([value]) for name, value in reversed(losses(y, p, delta).items())}


@pytest.mark.parametrize("answer", [in_a_loop, of_scikit_learn, of_keras, in_another_order])
def test_right_answers_pass(answer):
    assert_right("04.losses", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda y, p, delta: losses(y, p, 1.0),
        lambda y, p, delta: losses(p, y, delta),
        lambda y, p, delta: losses(y, p, delta) | {"mse": np.sqrt(np.mean((p - y) ** 2))},
        lambda y, p, delta: {"mse": np.mean((p - y) ** 2)},
        lambda y, p, delta: list(losses(y, p, delta).values()),
        lambda y, p, delta: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.losses", answer)


def test_a_student_whose_huber_jumps_is_told_so():
    def answer(y, p, delta):
        each = [e**2 / 2 if abs(e) <= delta else delta * abs(e) for e in p - y]
        return losses(y, p, delta) | {"huber": sum(each) / len(each)}

    assert_recognised("04.losses", "line_from_zero", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.losses")
