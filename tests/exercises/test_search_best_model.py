"""The spec of `06.best_model`: networks that were searched for pass, first guesses do not, each with its reason."""

from __future__ import annotations

import re

import keras
import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.neural_network import MLPClassifier
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_06.best_model import best_model
from curso.exercises.module_06.best_model_judge import BETTER, LEAST
from curso.exercises.module_06.galaxy import by_geometry, for_training, galaxy
from curso.exercises.spec import find, hidden_cases, public_cases
from curso.models import KerasNetClassifier

EXERCISE = "06.best_model"
X_train, y_train, X_val, y_val = for_training()
X_all, y_all = np.concatenate([X_train, X_val]), np.concatenate([y_train, y_val])
X_new, y_new = galaxy(3000, np.random.default_rng(1))


@pytest.fixture(scope="module")
def found():
    """What the published solution finds; trained once for all tests."""
    return best_model()


def two_outputs():
    """A plain Keras model with an output an arm."""
    layers = [keras.layers.Dense(64, activation="relu"), keras.layers.Dense(2, activation="softmax")]
    net = KerasNetClassifier(
        model=keras.Sequential([keras.Input((2,)), *layers]), learning_rate=0.03, epochs=30, batch_size=40, verbose=0
    )
    return net.fit(X_all, y_all).model_


def test_the_published_solution_passes(found):
    assert_right(EXERCISE, found)


def test_the_published_solution_beats_the_baselines_from_any_seed(found):
    baselines = [model.fit(X_all, y_all).score(X_new, y_new) for model in (NearestCentroid(), LogisticRegression())]
    again = [KerasNetClassifier(**found.get_params()).set_params(seed=seed).fit(X_all, y_all) for seed in (1, 2)]
    shares = [net.score(X_new, y_new) for net in (found, *again)]
    assert min(shares) > LEAST + 0.02
    assert max(baselines) < BETTER - 0.1


@pytest.mark.parametrize(
    "make",
    [
        two_outputs,
        lambda: MLPClassifier((48, 48), learning_rate_init=0.02, max_iter=120, random_state=0).fit(X_all, y_all),
        lambda: KNeighborsClassifier(7).fit(X_all, y_all),
        lambda: KNeighborsClassifier(1).fit(X_train, y_train),
    ],
)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_whatever_tells_the_arms_apart_passes(make):
    assert_right(EXERCISE, make())


def guessed(rate):
    net = KerasNetClassifier(hidden=16, learning_rate=rate, epochs=30, batch_size=25, verbose=0)
    return net.fit(X_train, y_train)


class Answers:
    """Predicts as it is told, without training."""

    def __init__(self, predict):
        self.predict = predict


MISTAKES = {
    "guess": lambda: guessed(0.001),
    "half_way": lambda: guessed(0.01),
    "one_arm": lambda: DummyClassifier(strategy="constant", constant=1).fit(X_all, y_all),
    "turned": lambda: KNeighborsClassifier(7).fit(X_all, 1 - y_all),
    "not_one_each": lambda: Answers(lambda X: np.full((len(X), 10), 0.1)),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_recognised(name):
    answer = MISTAKES[name]()
    assert_wrong(EXERCISE, answer)
    assert_recognised(EXERCISE, name, answer)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Answers(lambda X: 8.0 * by_geometry(X) - 4.0),
        lambda: NearestCentroid().fit(X_all, y_all),
        lambda: LogisticRegression().fit(X_all, y_all),
        lambda: KerasNetClassifier(hidden=64, learning_rate=0.02),
        lambda: np.zeros(1000),
        lambda: None,
    ],
)
def test_wrong_answers_do_not_pass(make):
    assert_wrong(EXERCISE, make())


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct(EXERCISE)


def test_who_is_half_way_is_told_how_far():
    answer = find(EXERCISE).misconceptions[1].wrong()
    said = " ".join(check_answer(find(EXERCISE), answer).text("en").split())
    assert re.search(r"8\d% of the stars", said)
    assert "at least 92%" in said


def test_the_stars_of_a_case_are_not_those_for_training_and_their_arms_can_be_told():
    known = {place.tobytes() for place in X_all}
    for cases in (public_cases(find(EXERCISE)), *(hidden_cases(find(EXERCISE), secret) for secret in SECRETS)):
        for case in cases:
            assert not known & {place.tobytes() for place in case.args[0]}
            assert np.mean(by_geometry(case.args[0]) == case.expected) > 0.98
