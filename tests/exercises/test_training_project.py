"""The spec of `04.project`: trained networks pass from any seed; planes, constants and other units do not."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.data.bicycles import bicycles
from curso.exercises.module_04.bicycles_judge import LEARNED, MOST, TRAINED_WITH, least_squares, rmse
from curso.exercises.module_04.project import project

X, y = bicycles(TRAINED_WITH)
X_new, y_new = bicycles(77, 2000)


class Says:
    """Stands for a model with a rule of hours of shape (m, 4)."""

    def __init__(self, rule):
        self.rule = rule

    def predict(self, X):
        return self.rule(np.asarray(X))


def network(seed, hidden=(32, 32), epochs=30):
    """A plain Keras model with the scale of its columns inside."""
    keras.utils.set_random_seed(seed)
    ruler = keras.layers.Normalization()
    ruler.adapt(X.astype("float32"))
    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    model = keras.Sequential([keras.Input((4,)), ruler, *layers, keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.01), "mse")
    if epochs:
        model.fit(X, y, epochs=epochs, batch_size=32, verbose=0)
    return model


@pytest.fixture(scope="module")
def published():
    """The published solution, trained once."""
    return project()


@pytest.mark.parametrize("seed", [0, 1])
def test_the_published_solution_passes_from_any_seed_and_by_far(published, seed):
    model = published
    if seed:
        model = clone(published).set_params(regressor__kerasnetregressor__seed=seed).fit(X, y)
    assert_right("04.project", model)
    assert rmse(model.predict(X_new), y_new) < MOST / 1.5 * rmse(least_squares(X_new), y_new)


def test_a_keras_model_that_scales_its_columns_itself_passes():
    assert_right("04.project", network(3))


@pytest.mark.parametrize(
    "rule",
    [
        HistGradientBoostingRegressor().fit(X, y).predict,
        lambda X: HistGradientBoostingRegressor().fit(*bicycles(5)).predict(X)[:, np.newaxis].tolist(),
    ],
)
def test_whoever_foretells_well_passes_in_a_row_or_a_column(rule):
    assert_right("04.project", Says(rule))


@pytest.mark.parametrize(
    "rule",
    [
        LinearRegression().fit(X, y).predict,
        lambda X: np.zeros(len(X)),
        lambda X: np.full(len(X), np.nan),
        lambda X: least_squares(X)[:3],
        lambda X: X,
        lambda X: -least_squares(X),
    ],
)
def test_wrong_answers_do_not_pass(rule):
    assert_wrong("04.project", Says(rule))


def test_mistakes_as_learners_make_them_are_recognised():
    assert_recognised("04.project", "plane", Says(LinearRegression().fit(X, y).predict))
    assert_recognised("04.project", "flat", network(5, epochs=0))


def test_a_network_whose_answers_stayed_scaled_is_recognised(published):
    learned_scaled = published.regressor_  # what `TransformedTargetRegressor` trained inside
    assert_recognised("04.project", "other_units", learned_scaled)


def test_a_network_without_activations_is_a_plane():
    keras.utils.set_random_seed(6)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Normalization(), keras.layers.Dense(1)])
    model.layers[0].adapt(X.astype("float32"))
    model.compile(keras.optimizers.Adam(1.0), "mse")
    model.fit(X, y, epochs=20, batch_size=150, verbose=0)
    assert_recognised("04.project", "plane", model)


def test_least_squares_is_scikit_learn_s_and_a_constant_is_worse():
    np.testing.assert_allclose(least_squares(X_new), LinearRegression().fit(X, y).predict(X_new))
    baseline = rmse(least_squares(X_new), y_new)
    assert rmse(np.full(len(y_new), y.mean()), y_new) > baseline
    assert MOST < LEARNED < 1


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.project")
