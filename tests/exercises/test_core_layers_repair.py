"""The spec of `03.repair`: any model that does what was meant passes; mends that change the meaning do not."""

from __future__ import annotations

import keras
import pytest
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer, run
from curso.exercises.module_03.repair import repair
from curso.exercises.spec import find, hidden_cases, public_cases
from curso.exercises.verdict import Status

EXERCISE = "03.repair"
layers = keras.layers


def broken(rows, columns, units, classes):
    """The model as the lesson gives it."""
    return keras.Sequential(
        [
            keras.Input(shape=(rows, columns), batch_shape=(32, rows, columns)),
            layers.Permute((1, 0)),
            layers.Dense(units, activation="relu", bias_constrain=None),
            layers.Flatten(rate=0.4),
            layers.Dropout(40),
            layers.Reshape((2, 8)),
            layers.Dense(classes, activation="softmax"),
        ]
    )


def functional(rows, columns, units, classes):
    inputs = keras.Input((rows, columns))
    x = layers.Dense(units, activation="relu")(layers.Permute((2, 1))(inputs))
    x = layers.Reshape((2, columns * units // 2))(layers.Dropout(rate=0.4)(layers.Flatten()(x)))
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))


def one_by_one(rows, columns, units, classes):
    model = keras.Sequential()
    model.add(keras.Input(batch_shape=(32, rows, columns)))
    for layer in (layers.Permute([2, 1]), layers.Dense(units, "relu"), layers.Flatten(), layers.Dropout(0.4, seed=1)):
        model.add(layer)
    model.add(layers.Reshape((2, -1)))
    model.add(layers.Dense(classes, keras.activations.softmax))
    return model


def with_batch_size(rows, columns, units, classes):
    first = keras.Input((rows, columns), batch_size=32, name="table")
    return keras.Sequential([first, *functional(rows, columns, units, classes).layers[1:]])


@pytest.mark.parametrize("answer", [repair, functional, one_by_one, with_batch_size])
def test_right_answers_pass(answer):
    assert_right(EXERCISE, answer)


def half_mended(rows, columns, units, classes):
    return keras.Sequential(
        [keras.Input((rows, columns)), layers.Permute((2, 1)), layers.Dense(units, "relu"), layers.Flatten(rate=0.4)]
    )


def reshape_from_the_slide(rows, columns, units, classes):
    return keras.Sequential(
        [
            keras.Input((rows, columns)),
            layers.Permute((2, 1)),
            layers.Dense(units, activation="relu"),
            layers.Flatten(),
            layers.Dropout(0.4),
            layers.Reshape((2, 8)),
            layers.Dense(classes, activation="softmax"),
        ]
    )


def no_input(rows, columns, units, classes):
    return keras.Sequential(functional(rows, columns, units, classes).layers[2:])


@pytest.mark.parametrize(
    "answer",
    [
        broken,
        half_mended,
        reshape_from_the_slide,
        no_input,
        lambda rows, columns, units, classes: repair(3, 4, 8, 5),
        lambda rows, columns, units, classes: repair(columns, rows, units, classes),
        lambda rows, columns, units, classes: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong(EXERCISE, answer)


def test_the_model_as_it_is_given_stops_with_what_keras_says():
    verdict = check_answer(find(EXERCISE), broken)
    assert verdict.status is Status.ERROR
    assert "shape" in verdict.text("en")


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct(EXERCISE)


def test_a_mend_that_changes_the_meaning_is_recognised_in_real_code():
    def learner(rows, columns, units, classes):
        kept = [layer for layer in functional(rows, columns, units, classes).layers if layer.name[:4] != "drop"]
        return keras.Sequential([keras.Input((rows, columns)), *kept[1:]])

    assert_recognised(EXERCISE, "dropout_removed", learner)


def test_what_is_expected_is_what_the_mended_model_says():
    spec = find(EXERCISE)
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        for case in cases:
            assert spec.agree(case.args, case.expected, run(repair, case)) is None
