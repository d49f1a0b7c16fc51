"""The specs of `03.first_model` and `03.same_as_numpy`: who has learned passes, who takes other steps does not."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.neural_network import MLPClassifier
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import expected_of, graded_verdict, public_verdict
from curso.exercises.module_03.first_model import LEAST, first_model, islands
from curso.exercises.module_03.same_as_numpy import same_as_numpy
from curso.exercises.respondent import InProcess
from curso.exercises.spec import find, hidden_cases, public_cases
from curso.models import Network

FIRST, SAME = "03.first_model", "03.same_as_numpy"
Dense = keras.layers.Dense


def judged(exercise, answer):
    """What the check and the grader with one secret say: each asks once, for an answer that trains takes a second."""
    spec, student = find(exercise), InProcess(answer)
    public = public_verdict(spec, student)
    return public, graded_verdict(spec, student, SECRETS[0], public)


def passes(exercise, answer):
    return all(verdict.passed for verdict in judged(exercise, answer))


def trained(model, X, y, loss):
    model.compile(keras.optimizers.Adam(0.03), loss)
    model.fit(X, y, epochs=5, batch_size=16, verbose=0)
    return model


def functional_with_logits(X, y, X_new):
    inputs = keras.Input((2,))
    model = keras.Model(inputs, Dense(3)(Dense(24, activation="tanh")(inputs)))
    trained(model, X, y, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return keras.ops.argmax(model(X_new), axis=1)


def one_hot(X, y, X_new):
    model = keras.Sequential([Dense(32, activation="relu"), Dense(3, activation="softmax")])
    trained(model, X, np.eye(3)[y], "categorical_crossentropy")
    return [int(np.argmax(row)) for row in model.predict(X_new, verbose=0)]


def by_scikit_learn(X, y, X_new):
    return MLPClassifier((32,), max_iter=400, learning_rate_init=0.02, random_state=0).fit(X, y).predict(X_new)


def by_neighbours(X, y, X_new):
    return KNeighborsClassifier(5).fit(X, y).predict(X_new)[:, None]


@pytest.mark.parametrize("answer", [first_model, functional_with_logits, one_hot])
def test_every_network_that_has_learned_passes(answer):
    keras.utils.set_random_seed(1)
    assert passes(FIRST, answer)


@pytest.mark.parametrize("answer", [by_scikit_learn, by_neighbours])
def test_whoever_has_learned_without_keras_passes_too(answer):
    assert_right(FIRST, answer)


def test_a_network_without_activation_does_not_pass_and_is_recognised():
    def no_activation(X, y, X_new):
        model = keras.Sequential([Dense(32), Dense(3, activation="softmax")])
        trained(model, X, y, "sparse_categorical_crossentropy")
        return model.predict(X_new, verbose=0).argmax(axis=1)

    keras.utils.set_random_seed(1)
    for verdict in judged(FIRST, no_activation):
        assert verdict.score == 0
        assert verdict.misconception == "not_learned"


def answers_of(*layers):
    """What a network says, trained or not: these mistakes show in its shape or its kind."""
    return lambda X_new: keras.ops.convert_to_numpy(keras.Sequential([Dense(8, activation="relu"), *layers])(X_new))


SHAPED = {
    "probabilities": lambda X, y, X_new: answers_of(Dense(3, activation="softmax"))(X_new),
    "wrong_axis": lambda X, y, X_new: answers_of(Dense(3, activation="softmax"))(X_new).argmax(axis=0),
    "one_label": lambda X, y, X_new: answers_of(Dense(1, activation="softmax"))(X_new).argmax(axis=1),
    "fractions": lambda X, y, X_new: answers_of(Dense(1))(X_new),
}


@pytest.mark.parametrize("name", SHAPED)
def test_mistakes_in_keras_do_not_pass_and_are_recognised(name):
    assert_wrong(FIRST, SHAPED[name])
    assert_recognised(FIRST, name, SHAPED[name])


@pytest.mark.parametrize(
    "answer",
    [
        lambda X, y, X_new: LogisticRegression().fit(X, y).predict(X_new),
        lambda X, y, X_new: y[: len(X_new)],
        lambda X, y, X_new: np.full(len(X_new), np.nan),
        lambda X, y, X_new: "0",
    ],
)
def test_answers_that_have_not_learned_do_not_pass(answer):
    assert_wrong(FIRST, answer)


def test_luck_does_not_pass_straight_borders_nor_the_nearest_centroid():
    for draw in range(12):
        X, y = islands(np.random.default_rng(draw), 540)
        for baseline in (LogisticRegression(), NearestCentroid()):
            assert baseline.fit(X[:240], y[:240]).score(X[240:], y[240:]) <= LEAST - 0.2


def test_luck_does_not_fail_a_network_that_learns():
    for draw in range(3):
        keras.utils.set_random_seed(draw)
        X, y = islands(np.random.default_rng(draw), 540)
        assert np.mean(first_model(X[:240], y[:240], X[240:]) == y[240:]) >= LEAST + 0.05


@pytest.mark.parametrize("exercise", [FIRST, SAME])
def test_each_misconception_is_recognised_as_itself(exercise):
    assert_misconceptions_distinct(exercise)


def by_network(X, y, weights, rate, epochs, batch_size):
    network = Network([X.shape[1], len(weights[1]), 1], ["relu", "linear"])
    network.weights, network.biases = [weights[0], weights[2]], [weights[1], weights[3]]
    network.fit(X, y, epochs, batch_size, rate, shuffle=False)
    return [each for pair in zip(network.weights, network.biases, strict=True) for each in pair]


def batch_by_batch(X, y, weights, rate, epochs, batch_size):
    model = keras.Sequential([keras.Input(X.shape[1:]), Dense(len(weights[1]), activation="relu"), Dense(1)])
    model.set_weights(weights)
    model.compile(keras.optimizers.SGD(rate), keras.losses.MeanSquaredError(), run_eagerly=True)
    for _ in range(epochs):
        for first in range(0, len(X), batch_size):
            model.train_on_batch(X[first : first + batch_size], y[first : first + batch_size])
    return [each.tolist() for each in model.get_weights()]


def functional_in_order(X, y, weights, rate, epochs, batch_size):
    inputs = keras.Input(X.shape[1:])
    model = keras.Model(inputs, Dense(1)(Dense(len(weights[1]), "relu")(inputs)))
    model.set_weights(weights)
    model.compile("sgd", "mse")
    model.optimizer.learning_rate = rate
    model.fit(X, y, batch_size, epochs, verbose=0, shuffle=False)
    return list(model.trainable_weights)


@pytest.mark.parametrize("answer", [same_as_numpy, by_network, batch_by_batch, functional_in_order])
def test_every_way_of_taking_the_same_steps_passes(answer):
    assert passes(SAME, answer)


def keras_with(**settings):
    """A student's program with something left out or put another way."""

    def answer(X, y, weights, rate, epochs, batch_size):
        model = keras.Sequential(
            [keras.Input(X.shape[1:]), Dense(len(weights[1]), settings.get("hidden", "relu")), Dense(1)]
        )
        if settings.get("start", True):
            model.set_weights(weights)
        model.compile(settings.get("optimizer", keras.optimizers.SGD)(rate), settings.get("loss", "mse"))
        size = batch_size if settings.get("size", True) else None
        model.fit(X, y, size, epochs, verbose=0, shuffle=settings.get("shuffle", False))
        return model.get_weights()

    return answer


WRONG = {
    "adam": keras_with(optimizer=keras.optimizers.Adam),
    "no_relu": keras_with(hidden=None),
    "usual_batch": keras_with(size=False),
    "usual_rate": keras_with(optimizer=lambda rate: keras.optimizers.SGD()),
}


@pytest.mark.parametrize("name", WRONG)
def test_other_steps_do_not_pass_and_are_recognised(name):
    for verdict in judged(SAME, WRONG[name]):
        assert verdict.score == 0
        assert verdict.misconception == name


@pytest.mark.parametrize("answer", [keras_with(shuffle=True), keras_with(start=False), keras_with(loss="mae")])
def test_other_starts_orders_and_losses_do_not_pass(answer):
    keras.utils.set_random_seed(1)
    for verdict in judged(SAME, answer):
        assert verdict.score == 0
        assert verdict.misconception is None


def test_what_is_expected_is_what_keras_computes():
    spec = find(SAME)
    for case in (*public_cases(spec), *hidden_cases(spec, "a secret")):
        for want, got in zip(expected_of(spec, case), same_as_numpy(*case.args), strict=True):
            np.testing.assert_allclose(want, got, rtol=1e-4, atol=1e-5)
