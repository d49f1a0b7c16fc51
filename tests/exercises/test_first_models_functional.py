"""The spec of `03.functional`: any model wired as in the drawing passes, and no other."""

from __future__ import annotations

import keras
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_03.functional import functional

EXERCISE = "03.functional"
layers = keras.layers


def the_other_way_round(columns, hidden, classes):
    inputs = keras.Input((columns,), name="pixels")
    both = layers.concatenate([layers.Dense(hidden, "relu")(inputs), inputs])
    odd = layers.Dense(1, "sigmoid", name="odd")(both)
    kind = layers.Dense(classes, "softmax", name="kind")(both)
    return keras.Model(inputs=inputs, outputs=(kind, odd))


def with_a_list_of_inputs(columns, hidden, classes):
    inputs = keras.Input(batch_shape=(None, columns))
    x = layers.Dense(units=hidden, activation=keras.activations.relu)(inputs)
    both = layers.Concatenate(axis=1)([inputs, x])
    outputs = [layers.Dense(classes, "softmax")(both), layers.Dense(1, "sigmoid")(both)]
    return keras.Model([inputs], outputs)


def in_two_pieces(columns, hidden, classes):
    inputs = keras.Input((columns,))
    both = layers.Concatenate(axis=-1)([inputs, layers.Dense(hidden, activation="relu")(inputs)])
    trunk = keras.Model(inputs, both)
    return keras.Model(
        trunk.input, [layers.Dense(n, a)(trunk.output) for n, a in ((classes, "softmax"), (1, "sigmoid"))]
    )


@pytest.mark.parametrize("answer", [functional, the_other_way_round, with_a_list_of_inputs, in_two_pieces])
def test_right_answers_pass(answer):
    assert_right(EXERCISE, answer)


def sequential(columns, hidden, classes):
    return keras.Sequential([keras.Input((columns,)), layers.Dense(hidden, "relu"), layers.Dense(classes, "softmax")])


def added_instead_of_joined(columns, hidden, classes):
    inputs = keras.Input((columns,))
    both = layers.Add()([inputs, layers.Dense(columns, "relu")(inputs)])
    return keras.Model(inputs, [layers.Dense(classes, "softmax")(both), layers.Dense(1, "sigmoid")(both)])


def no_shortcut(columns, hidden, classes):
    inputs = keras.Input((columns,))
    x = layers.Dense(hidden, "relu")(inputs)
    return keras.Model(inputs, [layers.Dense(classes, "softmax")(x), layers.Dense(1, "sigmoid")(x)])


@pytest.mark.parametrize(
    "answer",
    [
        sequential,
        added_instead_of_joined,
        no_shortcut,
        lambda columns, hidden, classes: functional(64, 32, 10),
        lambda columns, hidden, classes: functional(hidden, columns, classes),
        lambda columns, hidden, classes: functional(columns, hidden, classes).outputs,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong(EXERCISE, answer)


def test_a_model_without_the_shortcut_is_recognised():
    assert_recognised(EXERCISE, "no_shortcut", no_shortcut)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct(EXERCISE)
