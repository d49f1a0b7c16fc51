"""The specs of `03.shapes` and `03.params`: what is expected is what Keras says, and each slip has a name."""

from __future__ import annotations

from math import prod

import keras
import numpy as np
import pytest
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer, expected_of
from curso.exercises.module_03.layer_params import params
from curso.exercises.module_03.layer_shapes import shapes
from curso.exercises.spec import find, hidden_cases, public_cases


def model_of(input_shape, layers):
    return keras.Sequential(
        [keras.Input(tuple(input_shape)), *(getattr(keras.layers, name)(**settings) for name, settings in layers)]
    )


def shapes_from_keras(input_shape, layers):
    return [layer.output.shape[1:] for layer in model_of(input_shape, layers).layers]


def shapes_computed_by_keras(input_shape, layers):
    shape, found = (None, *input_shape), []
    for name, settings in layers:
        shape = getattr(keras.layers, name)(**settings).compute_output_shape(shape)
        found.append(list(shape[1:]))
    return found


def shapes_of_arrays(input_shape, layers):
    x, found = np.zeros(input_shape), []
    for name, settings in layers:
        if name == "Dense":
            x = x @ np.zeros((x.shape[-1], settings["units"]))
        elif name == "Permute":
            x = x.transpose([axis - 1 for axis in settings["dims"]])
        elif name in ("Flatten", "Reshape"):
            x = x.reshape(settings.get("target_shape", -1))
        found.append(np.array(x.shape))
    return tuple(found)


@pytest.mark.parametrize(
    "answer", [shapes, shapes_from_keras, shapes_computed_by_keras, shapes_of_arrays], ids=lambda a: a.__name__
)
def test_right_shapes_pass_however_they_were_found(answer):
    assert_right("03.shapes", answer)


def numbers_for_tuples(input_shape, layers):
    return [shape[0] if len(shape) == 1 else shape for shape in shapes(input_shape, layers)]


def input_listed_too(input_shape, layers):
    return [input_shape, *shapes(input_shape, layers)]


@pytest.mark.parametrize(
    "answer",
    [
        numbers_for_tuples,
        input_listed_too,
        lambda input_shape, layers: [prod(shape) for shape in shapes(input_shape, layers)],
        lambda input_shape, layers: [tuple(input_shape)] * len(layers),
        lambda input_shape, layers: None,
        lambda input_shape, layers: "(3, 16)",
    ],
)
def test_wrong_shapes_do_not_pass(answer):
    assert_wrong("03.shapes", answer)


def test_a_number_for_a_tuple_is_told_about_the_comma():
    assert "it has a comma: `(48,)`" in " ".join(check_answer(find("03.shapes"), numbers_for_tuples).text("en").split())


def with_the_batch(input_shape, layers):
    return [layer.output.shape for layer in model_of(input_shape, layers).layers]


def params_from_keras(input_shape, layers):
    return [layer.count_params() for layer in model_of(input_shape, layers).layers]


def params_from_the_weights(input_shape, layers):
    return np.array([sum(np.size(w) for w in layer.get_weights()) for layer in model_of(input_shape, layers).layers])


def params_by_hand(input_shape, layers):
    counts, arriving = (), tuple(input_shape)
    for name, settings in layers:
        bias = 1 if settings.get("use_bias", True) else 0
        counts += ((arriving[-1] + bias) * settings["units"] if name == "Dense" else 0,)
        arriving = shapes_of_arrays(arriving, [(name, settings)])[0]
    return counts


@pytest.mark.parametrize(
    "answer", [params, params_from_keras, params_from_the_weights, params_by_hand], ids=lambda a: a.__name__
)
def test_right_counts_pass_however_they_were_made(answer):
    assert_right("03.params", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda input_shape, layers: model_of(input_shape, layers).count_params(),
        lambda input_shape, layers: [n for n in params(input_shape, layers) if n],
        lambda input_shape, layers: [n + 1 if n else 0 for n in params(input_shape, layers)],
        lambda input_shape, layers: np.cumsum(params(input_shape, layers)),
        lambda input_shape, layers: [0] * len(layers),
        lambda input_shape, layers: shapes(input_shape, layers),
    ],
)
def test_wrong_counts_do_not_pass(answer):
    assert_wrong("03.params", answer)


@pytest.mark.parametrize("exercise", ["03.shapes", "03.params"])
def test_each_misconception_is_recognised_as_itself(exercise):
    assert_misconceptions_distinct(exercise)


def test_mistakes_as_learners_write_them_are_recognised():
    assert_recognised("03.shapes", "with_batch", with_the_batch)
    assert_recognised("03.params", "total", lambda *row: model_of(*row).count_params())


@pytest.mark.parametrize(("exercise", "asked"), [("03.shapes", shapes_from_keras), ("03.params", params_from_keras)])
def test_what_is_expected_is_what_keras_says(exercise, asked):
    spec = find(exercise)
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        for case in cases:
            assert expected_of(spec, case) == asked(*case.args)


def test_the_samples_of_the_lesson_come_out_as_told():
    assert expected_of(find("03.shapes"), public_cases(find("03.shapes"))[0]) == [(3, 16), (3, 16), (48,), (4,)]
    assert sum(expected_of(find("03.params"), public_cases(find("03.params"))[0])) == 6149
