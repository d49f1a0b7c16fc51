"""The spec of `03.penalty`: Keras asks the same price, TensorFlow finds the same slope, and mistakes have names."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_03.penalty import penalty
from curso.exercises.spec import find, hidden_cases, public_cases


def in_keras(kernels, coefficients):
    variables = [tf.Variable(kernel) for kernel in kernels]
    with tf.GradientTape() as recorder:
        prices = [keras.regularizers.L1L2(l1=a, l2=b)(v) for v, (a, b) in zip(variables, coefficients, strict=True)]
        total = tf.add_n(prices)
    return total, recorder.gradient(total, variables)


def weight_by_weight(kernels, coefficients):
    total, gradients = 0.0, []
    for kernel, (l1, l2) in zip(kernels, coefficients, strict=True):
        gradient = np.zeros_like(kernel)
        for at, w in np.ndenumerate(kernel):
            total += l1 * abs(w) + l2 * w * w
            gradient[at] = l1 * ((w > 0) - float(w < 0)) + 2 * l2 * w
        gradients.append(gradient.tolist())
    return total, gradients


def of_comprehensions(kernels, coefficients):
    pairs = list(zip(kernels, coefficients, strict=True))
    total = sum(l1 * np.abs(w).sum() + l2 * np.vdot(w, w) for w, (l1, l2) in pairs)
    return [np.array(total), tuple(l1 * np.sign(w) + l2 * (w + w) for w, (l1, l2) in pairs)]


def in_float32(kernels, coefficients):
    total, gradients = penalty([kernel.astype("float32") for kernel in kernels], coefficients)
    return np.float32(total), [gradient.astype("float32") for gradient in gradients]


@pytest.mark.parametrize("answer", [in_keras, weight_by_weight, of_comprehensions, in_float32])
def test_right_answers_pass(answer):
    assert_right("03.penalty", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda kernels, coefficients: penalty(kernels, coefficients)[0],
        lambda kernels, coefficients: penalty(kernels, coefficients)[1],
        lambda kernels, coefficients: penalty(kernels, coefficients)[::-1],
        lambda kernels, coefficients: (0.0, penalty(kernels, coefficients)[1]),
        lambda kernels, coefficients: (penalty(kernels, coefficients)[0], [0 * kernel for kernel in kernels]),
        lambda kernels, coefficients: penalty(kernels, [(l1, 0.0) for l1, _ in coefficients]),
        lambda kernels, coefficients: penalty(kernels, [(0.0, l2) for _, l2 in coefficients]),
        lambda kernels, coefficients: (penalty(kernels, coefficients)[0], penalty(kernels, coefficients)[1][:1] * 9),
        lambda kernels, coefficients: (penalty(kernels, coefficients)[0], None),
        lambda kernels, coefficients: 2.0,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("03.penalty", answer)


def overwritten(kernels, coefficients):
    gradients = []
    for kernel, (l1, l2) in zip(kernels, coefficients, strict=True):
        total = l1 * np.sum(np.abs(kernel)) + l2 * np.sum(kernel**2)
        gradients.append(l1 * np.sign(kernel) + 2 * l2 * kernel)
    return total, gradients


def with_norms(kernels, coefficients):
    total = 0.0
    for kernel, (l1, l2) in zip(kernels, coefficients, strict=True):
        total += l1 * np.linalg.norm(kernel.ravel(), 1) + l2 * np.linalg.norm(kernel.ravel(), 2)
    return total, penalty(kernels, coefficients)[1]


@pytest.mark.parametrize(("name", "answer"), [("last_layer", overwritten), ("norm", with_norms)])
def test_mistakes_as_students_write_them_are_recognised(name, answer):
    assert_recognised("03.penalty", name, answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("03.penalty")


def test_a_model_adds_the_same_to_its_loss():
    kernels = [np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[0.0], [-1.5]])]
    coefficients = [(0.1, 0.5), (0.0, 0.2)]
    model = keras.Sequential([keras.Input((2,))])
    for kernel, (l1, l2) in zip(kernels, coefficients, strict=True):
        price = keras.regularizers.L1L2(l1=l1, l2=l2)
        model.add(keras.layers.Dense(kernel.shape[1], use_bias=False, kernel_regularizer=price))
    model.set_weights(kernels)
    model.compile(loss="mse")
    inputs = np.zeros((1, 2))  # of inputs of 0 the outputs are 0: the loss is the penalty alone
    assert model.evaluate(inputs, np.zeros((1, 1)), verbose=0) == pytest.approx(penalty(kernels, coefficients)[0])


def test_the_gradient_is_that_of_finite_differences_where_no_weight_is_zero():
    spec = find("03.penalty")
    for cases in (public_cases(spec)[1:], *(hidden_cases(spec, secret) for secret in SECRETS)):
        for kernels, coefficients in (case.args for case in cases):
            kernel, gradient = kernels[0], penalty(kernels, coefficients)[1][0]
            for at in np.ndindex(kernel.shape):
                nudge = np.zeros_like(kernel)
                nudge[at] = 1e-6
                up, down = (penalty([kernel + s * nudge, *kernels[1:]], coefficients)[0] for s in (1, -1))
                assert gradient[at] == pytest.approx((up - down) / 2e-6, abs=1e-6)
