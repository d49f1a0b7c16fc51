"""What the lessons say against slides B (neural networks, Keras, TensorFlow), asked of the installed versions."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from packaging.requirements import Requirement

DATA = np.random.default_rng(0).normal(size=(8, 3)).astype("float32")


def test_err_B01_each_unit_has_its_own_bias_and_it_is_trained():
    layer = keras.layers.Dense(4)
    model = keras.Sequential([keras.Input((3,)), layer])
    assert [tuple(weight.shape) for weight in layer.weights] == [(3, 4), (4,)]
    assert layer.bias.trainable
    model.compile("sgd", "mse", jit_compile=False)
    model.train_on_batch(DATA, DATA @ np.arange(12).reshape(3, 4) + np.arange(4))
    assert len(set(np.asarray(layer.bias).tolist())) == 4


def test_err_B02_samples_are_rows_and_the_kernel_is_inputs_by_units():
    layer = keras.layers.Dense(4, activation="relu")
    output = np.asarray(layer(DATA))
    kernel, bias = map(np.asarray, layer.weights)
    assert kernel.shape == (3, 4)
    assert np.allclose(output, np.maximum(DATA @ kernel + bias, 0), atol=1e-6)


@pytest.mark.parametrize("z", [-3.0, 0.0, 1.3])
def test_err_B03_one_sigmoid_says_what_two_softmax_units_say(z):
    two = np.asarray(keras.activations.softmax(keras.ops.convert_to_tensor([[0.0, z]])))[0, 1]
    one = float(keras.activations.sigmoid(keras.ops.convert_to_tensor(z)))
    assert two == pytest.approx(one, abs=1e-6)


def test_err_B04_the_kernel_starts_at_random_and_the_bias_at_zero():
    layer = keras.layers.Dense(4)
    layer.build((None, 3))
    assert np.count_nonzero(layer.kernel) == 12
    assert np.count_nonzero(layer.bias) == 0
    assert isinstance(layer.kernel_initializer, keras.initializers.GlorotUniform)
    assert isinstance(layer.bias_initializer, keras.initializers.Zeros)


def test_err_B06_the_input_layer_has_no_parameters_and_computes_nothing():
    assert keras.layers.InputLayer(shape=(3,)).count_params() == 0
    assert isinstance(keras.Input((3,)), keras.KerasTensor)


def test_err_B07_linear_layers_one_after_another_are_one_linear_layer():
    first, second = keras.layers.Dense(5), keras.layers.Dense(2)
    stacked = np.asarray(second(first(DATA)))
    (w1, b1), (w2, b2) = (map(np.asarray, layer.weights) for layer in (first, second))
    assert np.allclose(stacked, DATA @ (w1 @ w2) + (b1 @ w2 + b2), atol=1e-5)


def test_err_B08_the_derivative_of_the_sigmoid_never_exceeds_a_quarter():
    z = tf.Variable(np.linspace(-8, 8, 1601))
    with tf.GradientTape() as tape:
        y = tf.nn.sigmoid(z)
    slopes = tape.gradient(y, z).numpy()
    assert slopes.max() == pytest.approx(0.25) and slopes.argmax() == 800


@pytest.mark.parametrize(("size", "steps"), [(100, 10), (None, 32), (128, 8), (1000, 1)])
def test_err_B09_there_are_always_batches_of_32_unless_said(size, steps):
    seen = []
    count = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: seen.append(batch))
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", jit_compile=False)
    x = np.ones((1000, 1), dtype="float32")
    model.fit(x, x, batch_size=size, epochs=1, verbose=0, callbacks=[count])
    assert len(seen) == steps == -(-1000 // (size or 32))


def test_err_B10_a_scalar_has_rank_0_and_a_batch_of_images_rank_4():
    values = (1.0, [1.0, 2.0], [[1.0, 2.0]], np.zeros((2, 2, 2)), np.zeros((8, 28, 28, 1)))
    assert [int(tf.rank(value)) for value in values] == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="ndim"):
        keras.layers.Conv2D(2, 3)(np.zeros((8, 28, 28), dtype="float32"))


@pytest.mark.parametrize("engine", ["theano", "cntk"])
def test_err_B11_theano_and_cntk_are_no_engines_of_keras(engine):
    environment = {**os.environ, "KERAS_BACKEND": engine}
    done = subprocess.run(
        [sys.executable, "-c", "import keras"], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode != 0
    assert "ValueError: Unable to import backend" in done.stderr


def test_err_B12_there_is_one_engine_a_process():
    assert isinstance(keras.backend.backend(), str)
    assert "dangerous" in keras.config.set_backend.__doc__


def test_err_B13_keras_has_operations_of_low_level():
    product = keras.ops.matmul(keras.ops.eye(2), keras.ops.ones((2, 1)))
    assert np.asarray(product).tolist() == [[1.0], [1.0]]
    assert sum(not name.startswith("_") for name in dir(keras.ops)) > 200


def test_err_B15_tensorflow_asks_for_keras_as_another_package():
    asked = {one.name: one for one in map(Requirement, requires("tensorflow"))}
    assert not asked["keras"].specifier.contains("2.15.0")


def test_err_B18_tensorflow_runs_at_once_and_can_make_a_graph():
    assert tf.executing_eagerly()
    inside = []
    tf.function(lambda: inside.append(tf.executing_eagerly()))()
    assert inside == [False]


def test_err_B19_tensorboard_is_used_from_keras_and_does_not_come_with_tensorflow():
    assert issubclass(keras.callbacks.TensorBoard, keras.callbacks.Callback)
    asked = [one for one in map(Requirement, requires("tensorflow")) if one.marker is None or one.marker.evaluate()]
    assert "tensorboard" not in {one.name for one in asked}


def test_err_B20_keras_is_python_through_and_through():
    package = Path(keras.__file__).parent
    assert not [path for path in package.rglob("*") if path.suffix in (".so", ".pyd", ".dll")]


class Counting(keras.Model):
    """A model with a step of its own, in which plain Python and NumPy run."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = keras.layers.Dense(1)
        self.means: list[float] = []

    def call(self, x):
        return self.dense(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = keras.ops.mean((self(x) - y) ** 2)
        self.optimizer.apply(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        if tf.executing_eagerly():
            self.means.append(float(np.mean(x.numpy())))
        return {"error": loss}


def test_err_B21_a_model_with_a_training_step_of_its_own_trains():
    model = Counting()
    model.compile("sgd", jit_compile=False)
    history = model.fit(DATA, DATA[:, :1], epochs=3, verbose=0).history["error"]
    assert history[-1] < history[0]
    assert model.means == []


def test_err_B22_run_eagerly_lets_plain_python_run_inside_fit():
    model = Counting()
    model.compile("sgd", run_eagerly=True)
    model.fit(DATA, DATA[:, :1], epochs=2, verbose=0, shuffle=False)
    assert model.means == pytest.approx([float(DATA.mean())] * 2)


def test_err_B23_fit_takes_a_data_set_of_any_length_under_a_distribution_strategy():
    with tf.distribute.MirroredStrategy(["/cpu:0"]).scope():
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        model.compile("sgd", "mse", jit_compile=False)
    stream = tf.data.Dataset.from_tensor_slices((DATA, DATA[:, :1])).repeat().batch(4)
    assert len(model.fit(stream, steps_per_epoch=3, epochs=2, shuffle=False, verbose=0).history["loss"]) == 2


def test_err_B25_keras_runs_the_operations_of_its_engine():
    images = np.random.default_rng(1).normal(size=(2, 6, 6, 1)).astype("float32")
    layer = keras.layers.Conv2D(3, 3, use_bias=False)
    ours = np.asarray(layer(images))
    theirs = tf.nn.conv2d(images, layer.kernel, strides=1, padding="VALID").numpy()
    assert np.abs(ours - theirs).max() < 1e-6
