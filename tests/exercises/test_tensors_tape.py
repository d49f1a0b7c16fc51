"""The spec of `02.tape`: TensorFlow agrees with the chain rule by hand, and each way to lose a gradient has a name."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import expected_of
from curso.exercises.module_02.tape import by_hand, tape
from curso.exercises.spec import find, hidden_cases, public_cases


def loss_of(w, b, x, y):
    return tf.reduce_mean((tf.tanh(w * x + b) - y) ** 2)


def persistent(w, b, x, y):
    w, b = tf.Variable(w), tf.Variable(b)
    with tf.GradientTape(persistent=True) as recorder:
        loss = loss_of(w, b, x, y)
    return loss.numpy(), recorder.gradient(loss, w).numpy(), recorder.gradient(loss, b).numpy()


def watched(w, b, x, y):
    w, b = tf.constant(w), tf.constant(b)
    with tf.GradientTape() as recorder:
        recorder.watch([w, b])
        loss = tf.math.reduce_mean(tf.math.squared_difference(tf.math.tanh(x * w + b), y))
    return [loss, *recorder.gradient(loss, [w, b])]


def in_float64(w, b, x, y):
    w, b = tf.Variable(w, dtype=tf.float64), tf.Variable(b, dtype=tf.float64)
    with tf.GradientTape() as recorder:
        loss = loss_of(w, b, tf.cast(x, tf.float64), tf.cast(y, tf.float64))
    return np.array([loss, *recorder.gradient(loss, [w, b])])


def in_a_graph(w, b, x, y):
    w, b = tf.Variable(w), tf.Variable(b)

    @tf.function
    def step():
        with tf.GradientTape() as recorder:
            loss = loss_of(w, b, x, y)
        return loss, recorder.gradient(loss, {"w": w, "b": b})

    loss, slopes = step()
    return loss, slopes["w"], slopes["b"]


def by_differences(w, b, x, y, h=1e-6):
    def at(w, b):
        return np.mean((np.tanh(w * x.astype(np.float64) + b) - y) ** 2)

    return at(w, b), (at(w + h, b) - at(w - h, b)) / (2 * h), (at(w, b + h) - at(w, b - h)) / (2 * h)


@pytest.mark.parametrize(
    "answer", [tape, persistent, watched, in_float64, in_a_graph, by_differences, lambda *args: by_hand(*args)]
)
def test_right_answers_pass(answer):
    assert_right("02.tape", answer)


def not_variables(w, b, x, y):
    w, b = tf.constant(w), tf.constant(b)
    with tf.GradientTape() as recorder:
        loss = loss_of(w, b, x, y)
    return loss, *recorder.gradient(loss, [w, b])


def outside(w, b, x, y):
    w, b = tf.Variable(w), tf.Variable(b)
    loss = loss_of(w, b, x, y)
    with tf.GradientTape() as recorder:
        pass
    return loss, *recorder.gradient(loss, [w, b])


def through_numpy(w, b, x, y):
    w, b = tf.Variable(w), tf.Variable(b)
    with tf.GradientTape() as recorder:
        loss = tf.reduce_mean(tf.constant((np.tanh((w * x + b).numpy()) - y) ** 2))
    return loss, *recorder.gradient(loss, [w, b])


def one_by_one(w, b, x, y):
    w, b = tf.Variable(w), tf.Variable(b)
    with tf.GradientTape() as recorder:
        loss = loss_of(w, b, x, y)
    return loss, recorder.gradient(loss, w), recorder.gradient(loss, b)


def of_the_prediction(w, b, x, y):
    w, b = tf.Variable(w), tf.Variable(b)
    with tf.GradientTape() as recorder:
        prediction = tf.tanh(w * x + b)
        loss = tf.reduce_mean((prediction - y) ** 2)
    return loss, *recorder.gradient(prediction, [w, b])


@pytest.mark.parametrize("answer", [not_variables, outside, through_numpy])
def test_a_gradient_that_was_lost_is_told_apart_from_a_wrong_one(answer):
    assert_recognised("02.tape", "nothing_watched", answer)


def test_a_tape_used_twice_and_the_wrong_target_are_recognised_in_real_code():
    assert_recognised("02.tape", "used_twice", one_by_one)
    assert_recognised("02.tape", "of_predictions", of_the_prediction)


@pytest.mark.parametrize(
    "answer",
    [
        not_variables,
        one_by_one,
        lambda w, b, x, y: by_hand(w, b, x, y)[1:],
        lambda w, b, x, y: tuple(-part for part in by_hand(w, b, x, y)),
        lambda w, b, x, y: (0.0, *by_hand(w, b, x, y)[1:]),
        lambda w, b, x, y: by_hand(w, b, x, 0 * y),
        lambda w, b, x, y: tf.constant("loss"),
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("02.tape", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("02.tape")


def test_what_is_expected_is_what_tensorflow_computes_and_the_first_case_can_be_done_by_hand():
    spec = find("02.tape")
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        for case in cases:
            np.testing.assert_allclose(expected_of(spec, case), [float(v) for v in tape(*case.args)], rtol=1e-5)
    assert expected_of(spec, public_cases(spec)[0]) == (1.0, -4.0, -2.0)
