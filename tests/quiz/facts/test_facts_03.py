"""What the questions on Keras and its layers take for right, computed with the installed versions."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import re
import runpy
import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from curso.quiz.bank import even
from curso.quiz.library import load_bank, load_question
from curso.quiz.variants import settle

SEEDS = range(12)


def holding(claims):
    """The letters of what holds."""
    return {letter for letter, holds in claims.items() if holds}


def printed(question, tmp_path):
    file = tmp_path / "asked.py"
    file.write_text(question.code, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path(str(file))
    return even(out.getvalue())


def drawn(name, seed):
    """A variant of a template, and the numbers in its question, in the order in which they stand there."""
    question = settle(load_question(name), seed)
    return question, [int(number) for number in re.findall(r"(?<!Conv)\d+", question.question.en)]


def saying(question, part):
    """The ids of the options that say `part`."""
    return {option.id for option in question.options if part in option.text.en}


def slip_values(question):
    return [float(slip.value) for slip in question.slips]


def builds(*parts):
    """Whether Keras takes these layers one after the other, without an error."""
    try:
        keras.Sequential(list(parts))
    except ValueError:
        return False
    return True


def parameters(layer, shape):
    layer.build(shape)
    return layer.count_params()


def test_every_question_has_its_facts():
    tested = {name[5:8] for name in globals() if re.fullmatch(r"test_q\d\d_.*", name)}
    assert tested == {question.id.partition(".")[2] for question in load_bank("03").questions}


def test_q01_weights_come_with_the_first_data(tmp_path):
    question = load_question("03.q01")
    assert question.key == {printed(question, tmp_path)}


def test_q02_what_sequential_can_not_hold():
    image = keras.Input(shape=(8, 8, 1))
    assorted = (layers.Conv2D(2, 3), layers.Flatten(), layers.Dropout(0.5), layers.Dense(1))
    claims = {
        "a": not builds(keras.Input(shape=(4,)), *(layers.Dense(4) for _ in range(50))),
        "b": not builds(image, *assorted),
        "c": not builds(keras.Input(shape=(4,)), layers.Dense(4), layers.Dense(4), layers.Add()),
        "d": not builds(keras.Input(shape=(4,)), layers.Dense(10), layers.Softmax()),
    }
    assert load_question("03.q02").key == holding(claims)
    inputs = keras.Input(shape=(4,))
    skipping = keras.Model(inputs, layers.add([inputs, layers.Dense(4)(layers.Dense(4)(inputs))]))
    assert skipping.output_shape == (None, 4)


def test_q03_one_order_builds_the_model():
    question = load_question("03.q03")
    right = set()
    for lines in itertools.permutations(question.lines):
        names = {"keras": keras}
        with contextlib.suppress(NameError):
            exec("\n".join(line.text.en for line in lines), names)
            assert names["model"].output_shape == (None, 1) and names["model"].compiled
            right.add("".join(line.id for line in lines))
    assert set(question.key) == right


def test_q04_keras_and_its_backend():
    draw = np.random.default_rng(0)
    images = draw.normal(size=(2, 8, 8, 3)).astype("float32")
    convolution = layers.Conv2D(4, 3, use_bias=False)
    by_keras = np.array(convolution(images))
    by_tensorflow = tf.nn.conv2d(images, convolution.kernel, strides=1, padding="VALID").numpy()
    model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
    model.compile(loss="mse")
    parts = tf.data.Dataset.from_tensor_slices((np.ones((8, 3)), np.ones((8, 1)))).batch(4)
    claims = {
        "a": np.allclose(keras.ops.matmul(np.eye(2), np.exp(np.ones((2, 1)))), keras.ops.exp(np.ones((2, 1)))),
        "b": "backend" in layers.Dense.__init__.__code__.co_varnames,
        "c": not np.array_equal(by_keras, by_tensorflow),
        "d": len(model.fit(parts, epochs=2, shuffle=False, verbose=0).epoch) == 2,
    }
    assert load_question("03.q04").key == holding(claims)
    with pytest.raises(ValueError, match="backend"):
        layers.Dense(2, backend="jax")


def test_q05_the_backend_is_chosen_on_import(tmp_path):
    question = load_question("03.q05")
    surroundings = {name: value for name, value in os.environ.items() if name != "KERAS_BACKEND"}
    surroundings["KERAS_HOME"] = str(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", question.code], env=surroundings, capture_output=True, text=True, check=True
    )
    assert question.key == saying(question, f"`{run.stdout.strip()}`")


@pytest.mark.parametrize("seed", SEEDS)
def test_q06_dense_on_sequences(seed):
    question, (units, steps, features, *_) = drawn("03.q06", seed)
    assert question.answer == parameters(layers.Dense(units), (None, steps, features))
    flattened = parameters(layers.Dense(units), (None, steps * features))
    assert flattened == slip_values(question)[0]


def test_q07_reshape_keeps_every_value():
    question = load_question("03.q07")
    claims = {
        option.id: builds(keras.Input(shape=(4, 16)), eval(option.text.en.strip("`"), {"Reshape": layers.Reshape}))
        for option in question.options
    }
    assert question.key == holding(claims)


def test_q08_permute_is_not_reshape(tmp_path):
    question = load_question("03.q08")
    assert question.key == {printed(question, tmp_path)}
    reshaped = layers.Reshape((3, 2))(np.array([[[0, 1, 2], [3, 4, 5]]]))
    assert even(question.slips[0].value) == str(np.array(reshaped)[0].tolist())


def test_q09_flatten():
    question = load_question("03.q09")
    flatten = layers.Flatten()
    model = keras.Sequential([keras.Input(shape=(7, 7, 64)), flatten])
    shape, count = model.output_shape, flatten.count_params()
    assert question.key == {
        option.id for option in question.options if option.text.en == f"{shape}, and {count} parameters"
    }


def test_q10_dropout_scales_what_is_left():
    question = load_question("03.q10")
    values = np.unique(layers.Dropout(0.2)(np.ones((1, 1000)), training=True))
    assert values == pytest.approx([0, question.answer])
    assert np.all(np.array(layers.Dropout(0.2)(np.ones((1, 1000)), training=False)) == 1)


def test_q11_convolution_does_not_turn_the_kernel():
    question = load_question("03.q11")
    image, kernel = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 1.0], [2.0, 0.0]])

    def convolved(kernel):
        layer = layers.Conv2D(1, 2, use_bias=False)
        layer.build((None, 2, 2, 1))
        layer.set_weights([kernel.reshape(2, 2, 1, 1)])
        return float(np.array(layer(image.reshape(1, 2, 2, 1))).item())

    assert question.answer == pytest.approx(convolved(kernel))
    slips = [convolved(np.rot90(kernel, 2)), image.sum(), image.sum() * kernel.sum()]
    assert slip_values(question) == pytest.approx(slips)


@pytest.mark.parametrize("seed", SEEDS)
def test_q12_output_size(seed):
    question, (filters, k, s, n, _) = drawn("03.q12", seed)

    def side(padding, strides):
        layer = layers.Conv2D(filters, k, strides=strides, padding=padding)
        return layer.compute_output_shape((None, n, n, 3))[1]

    assert question.answer == side("valid", s)
    assert side("valid", 1) == slip_values(question)[-1]
    assert side("same", s) in (question.answer, slip_values(question)[0])


def test_q13_pooling_strides_by_its_window(tmp_path):
    question = load_question("03.q13")
    assert question.key == {printed(question, tmp_path)}
    x = np.array([1.0, 5.0, 2.0, 4.0, 3.0]).reshape(1, 5, 1)
    others = (layers.MaxPooling1D(2, padding="same"), layers.MaxPooling1D(2, strides=1), layers.AveragePooling1D(2))
    outputs = [str(np.array(layer(x)).ravel().tolist()) for layer in others]
    assert [slip.value for slip in question.slips[:3]] == outputs


def test_q14_dilation_spreads_the_same_weights():
    question = load_question("03.q14")
    layer = layers.Conv2D(1, 3, dilation_rate=2, use_bias=False, kernel_initializer="ones")
    image = tf.Variable(np.zeros((1, 9, 9, 1), dtype="float32"))
    with tf.GradientTape() as tape:
        one_value = layer(image)[0, 1, 1, 0]
    rows, _ = np.nonzero(tape.gradient(one_value, image).numpy()[0, :, :, 0])
    side = rows.max() - rows.min() + 1
    assert question.key == saying(question, f"{side} × {side}, with {layer.count_params()} weights")


@pytest.mark.parametrize("seed", SEEDS)
def test_q15_parameters_of_a_convolution(seed):
    question, (filters, k, n, _, channels) = drawn("03.q15", seed)
    assert question.answer == parameters(layers.Conv2D(filters, k), (None, n, n, channels))
    assert parameters(layers.Dense(filters), (None, n * n * channels)) == slip_values(question)[2]
    without_bias = layers.Conv2D(filters, k, use_bias=False)
    assert parameters(without_bias, (None, n, n, channels)) == slip_values(question)[1]


def test_q16_a_recurrent_step():
    question = load_question("03.q16")
    layer = layers.SimpleRNN(1, activation=None, use_bias=False)
    layer.build((None, 3, 1))
    layer.set_weights([np.array([[1.0]]), np.array([[0.5]])])
    assert question.answer == pytest.approx(np.array(layer(np.array([[[2.0], [0.0], [4.0]]]))).item())


def test_q17_a_recurrent_layer_needs_a_sequence(tmp_path):
    question = load_question("03.q17")
    with pytest.raises(ValueError):
        printed(question, tmp_path)

    def mended(*parts):
        return builds(keras.Input(shape=(10, 3)), *parts)

    claims = {
        "a": mended(layers.LSTM(16), layers.LSTM(8, return_sequences=True)),
        "b": mended(layers.LSTM(16, return_sequences=True), layers.LSTM(8)),
        "c": mended(layers.LSTM(16), layers.LSTM(16)),
        "d": mended(layers.LSTM(16), layers.Flatten(), layers.LSTM(8)),
    }
    assert question.key == holding(claims)


@pytest.mark.parametrize("seed", SEEDS)
def test_q18_parameters_of_an_lstm(seed):
    question, (units, steps, features) = drawn("03.q18", seed)
    assert question.answer == parameters(layers.LSTM(units), (None, steps, features))
    assert parameters(layers.SimpleRNN(units), (None, steps, features)) == slip_values(question)[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_q19_windows(seed):
    question, (n, window) = drawn("03.q19", seed)
    series = np.arange(n)
    examples = keras.utils.timeseries_dataset_from_array(series, series[window:], sequence_length=window)
    assert question.answer == sum(len(answers) for _, answers in examples)


def test_q20_a_shared_initializer_repeats_itself(tmp_path):
    question = load_question("03.q20")
    assert question.key == {printed(question, tmp_path)}


def test_q21_the_spread_of_initial_weights():
    question = load_question("03.q21")
    names = ("he_normal", "lecun_normal", "random_normal")
    spread = [np.std(keras.initializers.get(name)((200, 4000))) for name in names]
    assert [question.answer, *slip_values(question)[1:]] == pytest.approx(spread, rel=0.01)
    assert slip_values(question)[0] == pytest.approx(np.square(spread[0]), rel=0.02)


def test_q22_max_norm():
    question = load_question("03.q22")
    shown = {option.id: np.array(eval(option.text.en.replace("−", "-"))) for option in question.options}

    def giving(constraint):
        column = np.array(constraint(np.array([[3.0], [-4.0]]))).ravel()
        return {letter for letter, vector in shown.items() if np.allclose(vector, column, atol=1e-3)}

    assert question.key == giving(keras.constraints.MaxNorm(2))
    assert giving(keras.constraints.UnitNorm()) == {"b"}


def test_q23_penalties():
    question = load_question("03.q23")
    weights = np.array([1.0, -2.0])
    assert question.answer == pytest.approx(float(keras.regularizers.L1L2(l1=0.1, l2=0.5)(weights)))
    assert slip_values(question)[3] == pytest.approx(float(keras.regularizers.L1(0.1)(weights)))
