"""The spec of `04.adam_step`: Keras takes this step, however it is written, and mistakes have names."""

from __future__ import annotations

import numpy as np
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_04.adam_step import adam_step


def as_keras_writes_it(w, g, m, v, t, learning_rate):
    m = m + (g - m) * 0.1
    v = v + (g**2 - v) * 0.001
    alpha = learning_rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    return w - alpha * m / (np.sqrt(v) + 1e-7), m, v


def with_the_epsilon_of_the_paper(w, g, m, v, t, learning_rate):
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * np.square(g)
    return [w - learning_rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v]


def in_float32(w, g, m, v, t, learning_rate):
    return adam_step(*(a.astype("float32") for a in (w, g, m, v)), t, learning_rate)


def weight_by_weight(w, g, m, v, t, learning_rate):
    made = [adam_step(*each, t, learning_rate) for each in zip(*map(np.ravel, (w, g, m, v)), strict=True)]
    return tuple(np.reshape(part, w.shape) for part in zip(*made, strict=True))


@pytest.mark.parametrize("answer", [as_keras_writes_it, with_the_epsilon_of_the_paper, in_float32, weight_by_weight])
def test_right_answers_pass(answer):
    assert_right("04.adam_step", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda w, g, m, v, t, learning_rate: adam_step(w, g, m, v, t, learning_rate)[0],
        lambda w, g, m, v, t, learning_rate: (w - learning_rate * g, m, v),
        lambda w, g, m, v, t, learning_rate: (adam_step(w, g, m, v, t, learning_rate)[0], m, v),
        lambda w, g, m, v, t, learning_rate: (w - learning_rate * np.sign(g), *adam_step(w, g, m, v, t, 0)[1:]),
        lambda w, g, m, v, t, learning_rate: adam_step(w, g, m, v, t, 0.001),
        lambda w, g, m, v, t, learning_rate: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.adam_step", answer)


def test_a_student_who_forgets_the_corrections_is_told_so():
    def answer(w, g, m, v, t, learning_rate):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        return w - learning_rate * m / (v**0.5 + 1e-7), m, v

    assert_recognised("04.adam_step", "not_corrected", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.adam_step")


def test_keras_takes_these_steps():
    import keras

    start = np.array([1.0, -2.0, 0.5])
    kept, optimizer = keras.Variable(start, dtype="float64"), keras.optimizers.Adam(0.01)
    w, m, v = start, np.zeros(3), np.zeros(3)
    for t in range(1, 4):
        g = w * [4.0, 5.0, 9.0]
        optimizer.apply([keras.ops.convert_to_tensor(g, "float64")], [kept])
        w, m, v = adam_step(w, g, m, v, t, 0.01)
    assert np.asarray(kept) == pytest.approx(w, abs=1e-6)
