"""The activations and their derivatives against TensorFlow, three hundred digits, and numbers worked out by hand."""

from decimal import Decimal, getcontext

import numpy as np
import pytest

from curso.models.activations import ACTIVATIONS, sigmoid, sigmoid_derivative, softmax, softmax_derivative

FAR = np.array([-1000.0, -745.0, -40.0, -1.0, 0.0, 1.0, 40.0, 710.0, 1000.0])


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda one: one.name)
def test_nothing_overflows_a_thousand_away_from_zero(activation):
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(activation(FAR)).all()
        assert np.isfinite(activation.derivative(FAR)).all()
        assert np.isfinite(activation.back(np.ones_like(FAR), FAR)).all()


@pytest.mark.parametrize("z", [-300, -40, -3, 0, 2.5, 40, 300])
def test_the_sigmoid_keeps_its_digits_in_both_tails(z):
    getcontext().prec = 300
    exact = 1 / (1 + Decimal(-z).exp())
    assert float(sigmoid(z)) == pytest.approx(float(exact), rel=1e-13, abs=0)
    assert float(sigmoid_derivative(z)) == pytest.approx(float(exact * (1 - exact)), rel=1e-13, abs=0)


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda one: one.name)
def test_the_activations_and_the_way_back_through_them_are_those_of_tensorflow(activation):
    import tensorflow as tf

    random = np.random.default_rng(1)
    z, gradient = random.normal(0, 3, (2, 20, 4))
    z[0, 0] = 0.0 if activation.name == "relu" else z[0, 0]
    theirs = {
        "linear": tf.identity,
        "sigmoid": tf.sigmoid,
        "tanh": tf.tanh,
        "relu": tf.nn.relu,
        "softmax": tf.nn.softmax,
    }
    watched = tf.constant(z)
    with tf.GradientTape() as tape:
        tape.watch(watched)
        a = theirs[activation.name](watched)
    np.testing.assert_allclose(activation(z), a, rtol=1e-12, atol=1e-15)
    back = tape.gradient(a, watched, output_gradients=tf.constant(gradient))
    np.testing.assert_allclose(activation.back(gradient, z), back, rtol=1e-9, atol=1e-12)


def test_softmax_of_two_is_the_sigmoid_of_their_difference():
    assert softmax([0.0, 1.3])[1] == pytest.approx(float(sigmoid(1.3)))
    np.testing.assert_allclose(softmax_derivative([0.0, 0.0]), [[0.25, -0.25], [-0.25, 0.25]])


def test_softmax_does_not_change_when_the_same_is_added_to_every_sum():
    z = np.random.default_rng(0).standard_normal((5, 3))
    np.testing.assert_allclose(softmax(z + 1000), softmax(z), rtol=1e-10)
    np.testing.assert_allclose(softmax(z).sum(axis=1), 1)
