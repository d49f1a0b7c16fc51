"""The spec of `03.forecast`: whoever has learned passes, from any seed; simple rules and untrained networks do not."""

import keras
import numpy as np
import pytest
from sklearn.linear_model import Ridge
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.data import buoy
from curso.exercises.module_03.forecast import forecast
from curso.exercises.module_03.windows import windows


class Says:
    """Stands for a model, as a rule of windows of shape (m, 12)."""

    def __init__(self, rule):
        self.rule = rule

    def predict(self, X):
        return self.rule(np.asarray(X)[:, :, 0])


def network(seed, layers_of, epochs=10, buoys=range(8)):
    examples = [windows(buoy(number), 12) for number in buoys]
    X, y = (np.concatenate(parts) for parts in zip(*examples, strict=True))
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((12, 1)), *layers_of(keras.layers)])
    model.compile(keras.optimizers.Adam(0.01), "mse")
    if epochs:
        model.fit(X, y, epochs=epochs, batch_size=64, verbose=0)
    return model


@pytest.mark.parametrize(
    "answer",
    [
        lambda: forecast(),
        lambda: network(1, lambda of: [of.GRU(16), of.Dense(1)]),
        lambda: network(2, lambda of: [of.LSTM(12), of.Dense(1)], epochs=15, buoys=range(20, 26)),
        lambda: network(3, lambda of: [of.SimpleRNN(16), of.Dense(1)], epochs=15),
        lambda: network(4, lambda of: [of.Flatten(), of.Dense(16, "relu"), of.Dense(1)]),
    ],
    ids=["reference", "GRU", "LSTM", "SimpleRNN", "dense"],
)
def test_trained_networks_pass(answer):
    assert_right("03.forecast", answer())


def test_a_straight_line_through_the_twelve_months_passes_too():
    X, y = windows(buoy(5, years=60), 12)
    line = Ridge().fit(X[:, :, 0], y)
    assert_right("03.forecast", Says(line.predict))


@pytest.mark.parametrize(
    "rule",
    [
        lambda X: X[:, 0],
        lambda X: X[:, -1],
        lambda X: 2 * X[:, -1] - X[:, -2],
        lambda X: X.mean(axis=1),
        lambda X: (X[:, 0] + X[:, -1]) / 2,
        lambda X: np.full(len(X), np.nan),
        lambda X: X[:3, 0],
    ],
)
def test_simple_rules_do_not_pass(rule):
    assert_wrong("03.forecast", Says(rule))


def test_an_untrained_network_and_one_that_returns_sequences_are_told_why():
    still = network(0, lambda of: [of.GRU(16), of.Dense(1, kernel_initializer="zeros")], epochs=0)
    assert_recognised("03.forecast", "flat", still)
    whole = network(0, lambda of: [of.GRU(4, return_sequences=True), of.Dense(1)], epochs=0)
    assert_recognised("03.forecast", "whole_sequence", whole)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("03.forecast")
