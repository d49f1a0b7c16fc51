"""The spec of `02.softmax_regression`: Keras takes the same steps, and so does the graph of TensorFlow 1."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from scipy.special import log_softmax, softmax
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import expected_of
from curso.exercises.module_02.softmax_regression import descended, softmax_regression
from curso.exercises.module_02.softmax_slips import cross_entropy, softmax_twice, squared_error, summed
from curso.exercises.spec import find, hidden_cases, public_cases


def with_optimizer(X, Y, weights, biases, learning_rate, steps):
    import keras

    weights, biases = keras.Variable(weights), keras.Variable(biases)
    optimizer, losses = keras.optimizers.SGD(learning_rate), []
    for _ in range(steps):
        with tf.GradientTape() as recorder:
            z = X @ tf.convert_to_tensor(weights.value) + biases.value
            loss = tf.reduce_mean(keras.losses.categorical_crossentropy(Y, z, from_logits=True))
        gradients = recorder.gradient(loss, [weights.value, biases.value])
        optimizer.apply_gradients(zip(gradients, [weights, biases], strict=True))
        losses.append(loss.numpy())
    return weights.numpy(), biases.numpy(), losses


def with_keras(X, Y, weights, biases, learning_rate, steps):
    import keras

    model = keras.Sequential([keras.Input(X.shape[1:]), keras.layers.Dense(Y.shape[1])])
    model.set_weights([weights, biases])
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(learning_rate), loss)
    history = model.fit(X, Y, batch_size=len(X), epochs=steps, shuffle=False, verbose=0)
    return (*model.get_weights(), history.history["loss"])


def with_a_session(X, Y, weights, biases, learning_rate, steps):
    tf1 = tf.compat.v1
    graph = tf.Graph()
    with graph.as_default():
        x, y = tf1.placeholder(tf.float32), tf1.placeholder(tf.float32)
        W, b = tf1.Variable(weights), tf1.Variable(biases)
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.matmul(x, W) + b))
        slopes = tf.gradients(loss, [W, b])
        with tf1.control_dependencies([loss, *slopes]):
            moves = [v.assign_sub(learning_rate * s) for v, s in zip((W, b), slopes, strict=True)]
        with tf1.Session(graph=graph) as session:
            session.run(tf1.global_variables_initializer())
            losses = [session.run([loss, moves], {x: X, y: Y})[0] for _ in range(steps)]
            return (*session.run([W, b]), losses)


def in_numpy(X, Y, weights, biases, learning_rate, steps):
    losses = []
    for _ in range(steps):
        z = X @ weights + biases
        losses.append(-(Y * log_softmax(z, axis=1)).sum(axis=1).mean())
        back = (softmax(z, axis=1) - Y) / len(X)
        weights, biases = weights - learning_rate * X.T @ back, biases - learning_rate * back.sum(axis=0)
    return weights.tolist(), list(biases), np.array(losses)


def in_loops_of_float64(X, Y, weights, biases, learning_rate, steps):
    W, b = tf.Variable(weights, dtype=tf.float64), tf.Variable(biases, dtype=tf.float64)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as recorder:
            chances = tf.nn.softmax(tf.cast(X, tf.float64) @ W + b)
            loss = -tf.reduce_mean(tf.reduce_sum(Y * tf.math.log(chances), axis=1))
        dW, db = recorder.gradient(loss, [W, b])
        W.assign(W - learning_rate * dW)
        b.assign(b - learning_rate * db)
        losses += [float(loss)]
    return W, b, losses


@pytest.mark.parametrize(
    "answer", [softmax_regression, with_optimizer, with_keras, with_a_session, in_numpy, in_loops_of_float64]
)
def test_right_answers_pass(answer):
    assert_right("02.softmax_regression", answer)


def taped(loss_of, move=lambda variable, change: variable.assign_sub(change)):
    """A student's program with another loss or another move."""

    def answer(X, Y, weights, biases, learning_rate, steps):
        weights, biases, losses = tf.Variable(weights), tf.Variable(biases), []
        for _ in range(steps):
            with tf.GradientTape() as recorder:
                loss = loss_of(Y, tf.matmul(X, weights) + biases)
            for variable, slope in zip((weights, biases), recorder.gradient(loss, [weights, biases]), strict=True):
                move(variable, learning_rate * slope)
            losses.append(loss)
        return weights, biases, losses

    return answer


ENTROPY = tf.nn.softmax_cross_entropy_with_logits
MISTAKES = {
    "softmax_twice": taped(lambda Y, z: tf.reduce_mean(ENTROPY(Y, tf.nn.softmax(z)))),
    "squared_error": taped(lambda Y, z: tf.reduce_mean((z - Y) ** 2)),
    "summed": taped(lambda Y, z: tf.reduce_sum(ENTROPY(Y, z))),
    "wrong_axis": taped(lambda Y, z: tf.reduce_mean(ENTROPY(Y, z, axis=0))),
    "ascent": taped(lambda Y, z: tf.reduce_mean(ENTROPY(Y, z)), lambda v, change: v.assign_add(change)),
    "still": taped(lambda Y, z: tf.reduce_mean(ENTROPY(Y, z)), lambda v, change: v - change),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_in_tensorflow_are_recognised(name):
    assert_recognised("02.softmax_regression", name, MISTAKES[name])


@pytest.mark.parametrize(
    "answer",
    [
        *MISTAKES.values(),
        taped(lambda Y, z: tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(Y, z))),
        lambda X, Y, W, b, rate, steps: descended(X, Y, W, b, rate, steps + 1),
        lambda X, Y, W, b, rate, steps: descended(X, Y, 0 * W, 0 * b, rate, steps),
        lambda X, Y, W, b, rate, steps: descended(X, Y, W, b, rate, steps)[2],
        lambda X, Y, W, b, rate, steps: descended(X, Y, W, b, 1.0, steps),
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("02.softmax_regression", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("02.softmax_regression")


def test_what_is_expected_is_what_tensorflow_computes_and_the_first_loss_is_the_logarithm_of_two():
    spec = find("02.softmax_regression")
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        for case in cases:
            for want, got in zip(expected_of(spec, case), softmax_regression(*case.args), strict=True):
                np.testing.assert_allclose(want, np.asarray(got), rtol=1e-4, atol=1e-6)
    assert expected_of(spec, public_cases(spec)[0])[2] == pytest.approx([np.log(2)])


@pytest.mark.parametrize("slope", [cross_entropy, softmax_twice, squared_error, summed])
def test_the_derivative_of_each_loss_is_that_of_finite_differences(slope):
    rng = np.random.default_rng(3)
    z, labels = rng.normal(size=(4, 3)), np.eye(3)[[0, 2, 1, 1]]
    _, back = slope(z, labels)
    for at in np.ndindex(z.shape):
        nudge = np.zeros_like(z)
        nudge[at] = 1e-6
        rise = slope(z + nudge, labels)[0] - slope(z - nudge, labels)[0]
        assert back[at] == pytest.approx(rise / 2e-6, abs=1e-7)
