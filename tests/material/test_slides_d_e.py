"""What the lessons say against slides D (a TensorFlow 1 program) and E, asked of the installed versions."""

from __future__ import annotations

import inspect
import math

import keras
import numpy as np
import pytest
import tensorflow as tf

v1 = tf.compat.v1
RNG = np.random.default_rng(3)
X = RNG.normal(size=(20, 4)).astype("float32")
LABELS = np.eye(3, dtype="float32")[RNG.integers(0, 3, 20)]
START = RNG.normal(size=(4, 3)).astype("float32")
STEPS = 20


def test_err_D01_a_relu_at_the_output_never_answers_below_zero():
    z = np.linspace(-5, 5, 11, dtype="float32")
    assert float(np.min(keras.activations.relu(z))) == 0.0
    assert float(np.min(keras.activations.linear(z))) == -5.0


def test_err_D02_tanh_gives_no_probabilities_and_cross_entropy_clips_them():
    assert float(np.min(keras.activations.tanh(np.array([-3.0])))) < 0
    loss = keras.losses.BinaryCrossentropy()
    assert float(loss([1.0], [-0.5])) == pytest.approx(16.118, abs=0.01)
    assert float(loss([0.0], [-0.5])) == pytest.approx(0.0, abs=1e-6)


def test_err_D07_a_neuron_without_activation_is_a_straight_line():
    layer = keras.layers.Dense(1)
    layer.build((None, 1))
    layer.set_weights([np.array([[2.0]]), np.array([1.0])])
    assert np.asarray(layer(np.array([[0.0], [3.0]]))).ravel().tolist() == [1.0, 7.0]


def test_err_D08_the_cost_of_the_old_program_is_a_cross_entropy():
    loss = tf.nn.softmax_cross_entropy_with_logits(labels=[0.0, 1.0], logits=[1.0, 2.0])
    assert float(loss) == pytest.approx(math.log(1 + math.exp(-1)))


@pytest.mark.parametrize("name", ["Session", "placeholder", "global_variables_initializer"])
def test_err_D09_names_of_tensorflow_1_only_live_in_compat(name):
    with pytest.raises(AttributeError):
        getattr(tf, name)
    assert callable(getattr(v1, name))


def test_err_D10_truncated_normal_is_in_tf_random():
    with pytest.raises(AttributeError):
        tf.truncated_normal  # noqa: B018
    assert tuple(tf.random.truncated_normal([2, 3]).shape) == (2, 3)


def old_losses() -> list[float]:
    """The program of the slides, completed, under `tf.compat.v1`."""
    graph = tf.Graph()
    with graph.as_default():
        data, labels = v1.placeholder(tf.float32, (None, 4)), v1.placeholder(tf.float32, (None, 3))
        weights, biases = v1.Variable(START), v1.Variable(tf.zeros([3]))
        logits = tf.matmul(data, weights) + biases
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits))
        step = v1.train.GradientDescentOptimizer(0.5).minimize(loss)
        assert not tf.executing_eagerly() and not hasattr(loss, "numpy")
    with v1.Session(graph=graph) as session:
        session.run(v1.variables_initializer([weights, biases]))
        return [session.run([step, loss], feed_dict={data: X, labels: LABELS})[1] for _ in range(STEPS)]


def new_losses() -> list[float]:
    """The same in TensorFlow 2."""
    weights, biases = tf.Variable(START), tf.Variable(tf.zeros([3]))
    optimizer = keras.optimizers.SGD(0.5)
    losses = []
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            logits = tf.matmul(X, weights) + biases
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=LABELS, logits=logits))
        optimizer.apply_gradients(zip(tape.gradient(loss, [weights, biases]), [weights, biases], strict=True))
        losses.append(float(loss))
    return losses


def test_err_D11_the_tape_and_an_optimizer_of_keras_give_the_losses_of_the_old_program():
    with pytest.raises(AttributeError):
        tf.train.GradientDescentOptimizer  # noqa: B018
    old = old_losses()
    assert old[-1] < old[0] - 0.1
    assert new_losses() == pytest.approx(old, abs=1e-5)


def test_err_D12_the_old_program_does_not_run_as_the_slides_print_it():
    with pytest.raises(NameError):
        exec("weights = tf.Variable(tf.random.truncated_normal([FLATTENED_SIZE, NUM_LABELS]))", {"tf": tf})


def test_err_D13_a_graph_can_still_be_built_and_is_not_needed():
    with tf.Graph().as_default():
        assert not hasattr(tf.constant(2.0) * 3, "numpy")
    assert float(tf.constant(2.0) * 3) == 6.0
    assert float(tf.function(lambda x: x * 3)(tf.constant(2.0))) == 6.0


def test_err_D14_a_convolution_has_far_fewer_parameters_than_a_dense_layer():
    dense = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(32)])
    convolution = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(32, 3)])
    assert (dense.count_params(), convolution.count_params()) == (25_120, 320)


def test_err_E04_layers_take_the_arguments_of_their_base_class_and_no_others():
    assert keras.layers.Dense(2, name="mine", dtype="float64").name == "mine"
    with pytest.raises(ValueError, match="Unrecognized keyword arguments"):
        keras.layers.Dense(2, foo=1)
    assert list(inspect.signature(keras.layers.Dropout).parameters) == ["rate", "noise_shape", "seed", "kwargs"]


def test_err_E05_the_signature_of_rnn_and_what_a_cell_is():
    defaults = {name: parameter.default for name, parameter in inspect.signature(keras.layers.RNN).parameters.items()}
    for name in ("return_sequences", "return_state", "go_backwards", "stateful", "unroll", "zero_output_for_mask"):
        assert defaults[name] is False
    with pytest.raises(ValueError, match="cell"):
        keras.layers.RNN(4)
    with pytest.raises(ValueError, match="time_major"):
        keras.layers.RNN(keras.layers.SimpleRNNCell(4), time_major=True)


@pytest.mark.parametrize("zero", [False, True])
def test_err_E05_masked_steps_repeat_the_last_output_or_are_zero(zero):
    layer = keras.layers.RNN(keras.layers.SimpleRNNCell(2), return_sequences=True, zero_output_for_mask=zero)
    x = np.ones((1, 3, 1), dtype="float32")
    output = np.asarray(layer(x, mask=np.array([[True, True, False]])))[0]
    assert np.allclose(output[2], 0 if zero else output[1])
    assert not np.allclose(output[1], 0)
