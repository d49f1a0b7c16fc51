"""What the lessons say against slides A (Keras and TensorFlow), asked of the installed versions."""

from __future__ import annotations

import os
import subprocess
import sys

import keras
import pytest
import tensorflow as tf


def test_err_A01_keras_runs_on_the_engine_that_the_environment_names():
    assert keras.backend.backend() in ("tensorflow", "jax", "torch", "numpy", "openvino")


def test_err_A01_an_engine_of_todays_is_only_missing_what_it_runs_on():
    done = keras_on("jax")
    assert done.returncode == 0 or "No module named 'jax" in done.stderr


def keras_on(engine: str) -> subprocess.CompletedProcess[str]:
    """Importing Keras in a process of its own, on this engine."""
    environment = {**os.environ, "KERAS_BACKEND": engine}
    words = [sys.executable, "-c", "import keras"]
    return subprocess.run(words, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_err_A02_tf_keras_is_a_door_to_the_package_keras():
    assert tf.keras.layers.Dense is keras.layers.Dense
    assert tf.keras.__version__ == keras.__version__
    assert int(keras.__version__.partition(".")[0]) >= 3


def test_err_A05_each_line_computes_its_value_when_it_runs():
    assert tf.executing_eagerly()
    assert (tf.constant(2.0) * 3).numpy() == 6.0


def test_err_A05_a_graph_comes_from_tf_function():
    traced = tf.function(lambda x: x * 3).get_concrete_function(tf.TensorSpec((), tf.float32))
    assert isinstance(traced.graph, tf.Graph)
    assert len(traced.graph.get_operations()) > 1


def test_err_A07_a_scalar_is_differentiated_with_respect_to_a_variable():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2 + 2 * x
    assert tape.gradient(y, x).numpy() == 8.0


def test_err_A07_of_a_constant_that_is_not_watched_there_is_no_gradient():
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        y = x**2
    assert tape.gradient(y, x) is None


@pytest.mark.parametrize(
    "name",
    ["conv1d", "conv2d", "conv3d", "atrous_conv2d", "depthwise_conv2d", "softmax", "relu", "gelu", "sigmoid",
     "max_pool", "bias_add", "avg_pool"],
)  # fmt: skip
def test_err_A08_the_module_is_tf_nn_in_lower_case(name):
    assert callable(getattr(tf.nn, name))
    assert not hasattr(tf, "NN")
