"""The spec of `03.dense_by_hand`: NumPy and Keras agree, however the layer is written."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import expected_of
from curso.exercises.module_03.dense_by_hand import dense_by_hand
from curso.exercises.spec import find, hidden_cases, public_cases

EXERCISE = "03.dense_by_hand"


def with_keras(x, kernel, bias, activation=None):
    layer = keras.layers.Dense(len(bias), activation=activation)
    layer.build(x.shape)
    layer.set_weights([kernel, bias])
    return layer(x)


def with_einsum(x, kernel, bias, activation):
    z = np.einsum("...i,iu->...u", x, kernel) + bias
    return z * (z > 0) if activation else z


def with_loops(x, kernel, bias, activation):
    rows = []
    for row in np.reshape(x, (-1, len(kernel))):
        z = [sum(row[i] * kernel[i][u] for i in range(len(kernel))) + bias[u] for u in range(len(bias))]
        rows.append([max(v, 0.0) for v in z] if activation == "relu" else z)
    return np.reshape(rows, (*x.shape[:-1], len(bias))).tolist()


def in_float32(x, kernel, bias, activation):
    z = np.add(np.dot(x.astype("float32"), kernel.astype("float32")), bias.astype("float32"))
    return np.where(z < 0, 0, z) if activation == "relu" else z


@pytest.mark.parametrize("answer", [dense_by_hand, with_keras, with_einsum, with_loops, in_float32])
def test_right_answers_pass(answer):
    assert_right(EXERCISE, answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda x, kernel, bias, activation: x @ kernel - bias,
        lambda x, kernel, bias, activation: 1 / (1 + np.exp(-(x @ kernel + bias))),
        lambda x, kernel, bias, activation: np.abs(x @ kernel + bias),
        lambda x, kernel, bias, activation: dense_by_hand(x, kernel, bias, activation)[:1],
        lambda x, kernel, bias, activation: dense_by_hand(x, kernel, bias, activation).sum(axis=-1),
        lambda x, kernel, bias, activation: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong(EXERCISE, answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct(EXERCISE)


def test_an_activation_in_the_wrong_place_is_recognised_in_real_code():
    def learner(x, kernel, bias, activation):
        out = x @ kernel
        if activation == "relu":
            out[out < 0] = 0
        return out + bias

    assert_recognised(EXERCISE, "bias_after_activation", learner)


def test_what_is_expected_is_what_keras_computes():
    spec = find(EXERCISE)
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        for case in cases:
            np.testing.assert_allclose(expected_of(spec, case), with_keras(*case.args), rtol=1e-4, atol=1e-5)
    assert expected_of(spec, public_cases(spec)[0]).tolist() == [[0, 4]]
