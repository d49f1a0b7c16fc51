"""The spec of `03.rnn_step`: Keras takes the same step, and so do loops and other spellings."""

import keras
import numpy as np
import pytest
from util import assert_misconceptions_distinct, assert_right, assert_wrong

from curso.exercises.module_03.rnn_step import drawn, rnn_step


def with_keras_cell(x, h, kernel, recurrent_kernel, bias):
    cell = keras.layers.SimpleRNNCell(len(bias))
    cell.build(np.shape(x))
    cell.set_weights([kernel, recurrent_kernel, bias])
    return cell(x, [h])[0]


def with_loops(x, h, kernel, recurrent_kernel, bias):
    rows = []
    for one, before in zip(x, h, strict=True):
        sums = [
            sum(v * w for v, w in zip(one, kernel[:, unit], strict=True))
            + sum(v * w for v, w in zip(before, recurrent_kernel[:, unit], strict=True))
            + bias[unit]
            for unit in range(len(bias))
        ]
        rows.append([float(np.tanh(z)) for z in sums])
    return rows


def stacked(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(np.hstack([x, h]) @ np.vstack([kernel, recurrent_kernel]) + bias)


def in_float32(x, h, kernel, recurrent_kernel, bias):
    z = np.einsum("mf,fu->mu", x, kernel) + np.einsum("mv,vu->mu", h, recurrent_kernel) + bias
    return (1 - 2 / (np.exp(2 * z) + 1)).astype("float32")


@pytest.mark.parametrize("answer", [rnn_step, with_keras_cell, with_loops, stacked, in_float32])
def test_right_answers_pass(answer):
    assert_right("03.rnn_step", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda x, h, kernel, recurrent_kernel, bias: np.tanh(x @ kernel + h @ recurrent_kernel - bias),
        lambda x, h, kernel, recurrent_kernel, bias: 1 / (1 + np.exp(-(x @ kernel + h @ recurrent_kernel + bias))),
        lambda x, h, kernel, recurrent_kernel, bias: np.maximum(x @ kernel + h @ recurrent_kernel + bias, 0),
        lambda x, h, kernel, recurrent_kernel, bias: h,
        lambda x, h, kernel, recurrent_kernel, bias: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("03.rnn_step", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("03.rnn_step")


def test_a_sequence_of_steps_ends_where_the_layer_of_keras_does():
    rng = np.random.default_rng(1)
    _, h, *weights = drawn(rng, 3, 2, 4)
    sequences = rng.normal(size=(3, 6, 2))
    layer = keras.layers.SimpleRNN(4)
    layer.build(sequences.shape)
    layer.set_weights(weights)
    expected = layer(sequences, initial_state=h)
    for t in range(6):
        h = rnn_step(sequences[:, t], h, *weights)
    np.testing.assert_allclose(h, expected, atol=1e-5)
