"""The spec of `04.race`: Keras runs it as the rules in NumPy do, and mistakes have names."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_04.optimizer_rules import MAKERS, RATES, rule
from curso.exercises.module_04.race import _raced, loss, race


def by_class(names, start, curvature, learning_rate, steps):
    ends = []
    for name in names:
        optimizer = keras.optimizers.get({"class_name": name, "config": {"learning_rate": learning_rate}})
        w = keras.Variable(start, dtype="float32")
        for _ in range(steps):
            optimizer.apply_gradients([(np.asarray(w) * curvature.astype("float32"), w)])
        ends.append(keras.ops.sum(curvature * np.asarray(w) ** 2) / 2)
    return ends


def in_an_array(names, start, curvature, learning_rate, steps):
    return np.array(_raced()(names, start, curvature, learning_rate, steps), dtype="float32")


def in_a_tuple(names, start, curvature, learning_rate, steps):
    ends = ()
    for name in names:
        move, w = rule(name, learning_rate), start.copy()
        for _ in range(steps):
            w = move(w, w * curvature)
        ends += (0.5 * float(w @ (curvature * w)),)
    return ends


@pytest.mark.parametrize("answer", [race, by_class, in_an_array, in_a_tuple])
def test_right_answers_pass(answer):
    assert_right("04.race", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda names, *rest: sorted(_raced()(names, *rest)),
        lambda names, *rest: _raced()(["adam"] * len(names), *rest),
        lambda names, *rest: min(_raced()(names, *rest)),
        lambda names, start, curvature, rate, steps: [loss(start, curvature)] * len(names),
        lambda names, *rest: dict(zip(names, _raced()(names, *rest), strict=True)),
        lambda names, *rest: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.race", answer)


def test_a_student_who_makes_an_optimizer_in_every_step_is_told_so():
    def answer(names, start, curvature, learning_rate, steps):
        ends = []
        for name in names:
            w = start
            for _ in range(steps):
                w = rule(name, learning_rate)(w, curvature * w)
            ends.append(loss(w, curvature))
        return ends

    assert_recognised("04.race", "forgetful", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.race")


@pytest.mark.parametrize("name", MAKERS)
def test_the_rules_are_keras_s_with_its_default_rate(name):
    optimizer = keras.optimizers.get(name)
    assert float(optimizer.learning_rate) == pytest.approx(RATES[name])
    optimizer.learning_rate = 0.01
    kept, w, move = keras.Variable([1.5, -0.7], dtype="float64"), np.array([1.5, -0.7]), rule(name, 0.01)
    for _ in range(4):
        g = w * [4.0, 0.5] + 0.3
        optimizer.apply([keras.ops.convert_to_tensor(g, "float64")], [kept])
        w = move(w, g)
    assert np.asarray(kept) == pytest.approx(w, abs=1e-6)
