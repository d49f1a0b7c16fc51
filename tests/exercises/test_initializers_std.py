"""The spec of `03.initializer_std`: Keras draws with these standard deviations, and mistakes have names."""

from __future__ import annotations

import math

import keras
import numpy as np
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_03.initializer_std import NAMES, initializer_std


def by_limit(name, fan_in, fan_out):
    fans = {"lecun": (3, fan_in), "glorot": (6, fan_in + fan_out), "he": (6, fan_in)}
    top, bottom = fans[name.partition("_")[0]]
    return math.sqrt(top / bottom) / math.sqrt(3)


def by_scale(name, fan_in, fan_out):
    if name in ("he_normal", "he_uniform"):
        return np.array([np.sqrt(2 / fan_in)])
    if name in ("lecun_normal", "lecun_uniform"):
        return np.array([fan_in**-0.5])
    return np.array([((fan_in + fan_out) / 2) ** -0.5])


def in_float32(name, fan_in, fan_out):
    count = np.mean([fan_in, fan_out]) if "glorot" in name else fan_in
    return np.float32(np.sqrt((2 if "he_" in name else 1) / count))


def from_the_settings_of_keras(name, fan_in, fan_out):
    made = keras.initializers.get(name)
    count = {"fan_in": fan_in, "fan_avg": (fan_in + fan_out) / 2}[made.mode]
    return math.sqrt(made.scale / count)


@pytest.mark.parametrize("answer", [by_limit, by_scale, in_float32, from_the_settings_of_keras])
def test_right_answers_pass(answer):
    assert_right("03.initializer_std", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda name, fan_in, fan_out: np.sqrt(2 / fan_in),
        lambda name, fan_in, fan_out: np.sqrt(2 / (fan_in + fan_out)),
        lambda name, fan_in, fan_out: 1 / initializer_std(name, fan_in, fan_out),
        lambda name, fan_in, fan_out: 0.88 * initializer_std(name, fan_in, fan_out),
        lambda name, fan_in, fan_out: (initializer_std(name, fan_in, fan_out), 0.0),
        lambda name, fan_in, fan_out: name,
        lambda name, fan_in, fan_out: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("03.initializer_std", answer)


def test_a_student_who_gives_the_limit_of_the_uniform_versions_is_told_so():
    def answer(name, fan_in, fan_out):
        top = {"lecun": 1, "glorot": 2, "he": 2}[name.split("_")[0]]
        bottom = fan_in + fan_out if "glorot" in name else fan_in
        return np.sqrt((3 * top if "uniform" in name else top) / bottom)

    assert_recognised("03.initializer_std", "limit", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("03.initializer_std")


@pytest.mark.parametrize("name", NAMES)
def test_the_kernels_of_keras_have_this_standard_deviation(name):
    maker = {"class_name": keras.initializers.get(name).__class__.__name__, "config": {"seed": 7}}
    kernel = np.asarray(keras.initializers.get(maker)((400, 250)))
    assert kernel.std() == pytest.approx(initializer_std(name, 400, 250), rel=0.01)
