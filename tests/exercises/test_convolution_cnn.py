"""The spec of `03.cnn`: networks that share their weights pass from any seed, others do not, each with its reason."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer, recognise
from curso.exercises.module_03.cnn import cnn
from curso.exercises.module_03.cnn_judge import BUDGET, LEAST
from curso.exercises.module_03.wandering_digits import for_testing, for_training
from curso.exercises.probe import Reply
from curso.exercises.spec import find, hidden_cases, public_cases

INPUT = (16, 16, 1)


def conv(filters, **settings):
    return layers.Conv2D(filters, 3, activation="relu", **settings)


def trained(*middle, rate=0.01, epochs=5, last=None):
    last = last or layers.Dense(10, activation="softmax")
    model = keras.Sequential([keras.Input(INPUT), *middle, last])
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    if epochs:
        model.fit(*for_training(), epochs=epochs, verbose=0)
    return model


def pooled_and_flattened():
    return trained(
        conv(16), layers.MaxPooling2D(), conv(32), layers.MaxPooling2D(), layers.Flatten(), rate=0.005, epochs=7
    )


def functional():
    x = inputs = keras.Input(INPUT)
    for layer in (conv(16, padding="same"), layers.AveragePooling2D(2), conv(24), layers.GlobalMaxPooling2D()):
        x = layer(x)
    model = keras.Model(inputs, layers.Dense(10)(x))
    model.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(*for_training(), epochs=6, verbose=0)
    return model


def strided():
    return trained(conv(16), conv(28, strides=2), layers.GlobalMaxPooling2D(), epochs=6)


@pytest.mark.parametrize(("make", "seed"), [(pooled_and_flattened, 2), (functional, 3), (strided, 4)])
def test_right_networks_pass_from_any_seed(make, seed):
    keras.utils.set_random_seed(seed)
    assert_right("03.cnn", make())


def test_the_reference_passes_far_from_the_line():
    keras.utils.set_random_seed(5)
    network = cnn(*for_training())
    assert_right("03.cnn", network)
    X, y = for_testing(np.random.default_rng(11), 597)
    assert np.mean(network.predict(X, verbose=0).argmax(axis=1) == y) > LEAST + 0.08


def good(**settings):
    return trained(conv(16), layers.MaxPooling2D(), conv(32), layers.GlobalMaxPooling2D(), **settings)


WRONG = {
    "not_trained": lambda: good(epochs=0),
    "hardly_trained": lambda: good(rate=0.002, epochs=1),
    "one_output": lambda: trained(conv(8), layers.GlobalMaxPooling2D(), epochs=0, last=layers.Dense(1)),
    "not_flat": lambda: trained(conv(8), layers.MaxPooling2D(), epochs=0),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_are_recognised(name):
    keras.utils.set_random_seed(4)
    model = WRONG[name]()
    assert_wrong("03.cnn", model)
    assert_recognised("03.cnn", name, model)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: trained(layers.Flatten(), layers.Dense(32, activation="relu"), epochs=0), "there is no convolution"),
        (lambda: trained(conv(16), conv(32), layers.Flatten(), epochs=0), "there is no pooling"),
        (lambda: trained(conv(32), layers.MaxPooling2D(), conv(32), layers.Flatten(), epochs=0), "17578 parameters"),
    ],
)
def test_a_network_that_will_not_do_is_told_why(make, said):
    model = make()
    assert_wrong("03.cnn", model)
    assert said in " ".join(check_answer(find("03.cnn"), model).text("en").split())


@pytest.mark.parametrize(
    "make",
    [
        lambda: trained(layers.Flatten(), layers.Dense(24, activation="relu"), epochs=5),
        lambda: trained(conv(2), layers.GlobalMaxPooling2D(), epochs=1),
        lambda: keras.Sequential([keras.Input((8, 8, 1)), conv(4), layers.GlobalMaxPooling2D(), layers.Dense(10)]),
        lambda: np.zeros(10),
    ],
)
def test_wrong_answers_do_not_pass(make):
    keras.utils.set_random_seed(4)
    assert_wrong("03.cnn", make())


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("03.cnn")


def test_a_blank_is_not_a_mistake():
    assert check_answer(find("03.cnn"), ...).status.name == "UNATTEMPTED"


def test_a_network_that_fails_only_on_the_hidden_sheets_is_not_told_of_layers():
    spec = find("03.cnn")
    cases = [case for case in hidden_cases(spec, SECRETS[0]) if case.ask == "predict"]
    replies = [Reply(value=np.eye(10)[(case.expected + (np.arange(300) > 180)) % 10]) for case in cases]
    assert recognise(spec, cases, replies).name == "hardly_trained"


def test_no_digit_for_testing_is_among_those_for_training():
    def shapes_of(sheets):
        return {sheet[sheet.any(axis=(1, 2))][:, sheet.any(axis=(0, 2))].tobytes() for sheet in sheets}

    known = shapes_of(for_training()[0])
    spec = find("03.cnn")
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        for case in cases:
            if case.ask == "predict":
                assert not known & shapes_of(case.args[0])


def test_the_dense_network_of_the_lesson_is_over_the_budget():
    assert (16 * 16 + 1) * 32 + 33 * 10 == 8554 > BUDGET
