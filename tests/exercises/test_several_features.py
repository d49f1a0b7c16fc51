"""Lesson 03: what the challenge, gradient descent with several features, accepts and refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong, rng

from curso.exercises.module_01 import descent, scaling, several_features
from curso.exercises.spec import find

X = [1.0, 2.0, 3.0, 4.0]
Y = [3.0, 5.0, 7.0, 9.0]
IDS = ("01.multivariate",)


def multivariate_intercept_apart(X, y, learning_rate, steps):
    intercept, weights = 0.0, np.zeros(X.shape[1])
    for _ in range(steps):
        errors = intercept + X @ weights - y
        intercept, weights = intercept - learning_rate * errors.mean(), weights - learning_rate * errors @ X / len(y)
    return [intercept, *weights]


def multivariate_loops(X, y, learning_rate, steps):
    rows = [[1.0, *row] for row in X.tolist()]
    theta = [0.0] * len(rows[0])
    for _ in range(steps):
        errors = [
            sum(t * v for t, v in zip(theta, row, strict=True)) - target for row, target in zip(rows, y, strict=True)
        ]
        slopes = [sum(e * row[j] for e, row in zip(errors, rows, strict=True)) / len(rows) for j in range(len(theta))]
        theta = [t - learning_rate * s for t, s in zip(theta, slopes, strict=True)]
    return theta


def multivariate_products(X, y, learning_rate, steps):
    A = np.insert(X, 0, 1.0, axis=1)
    gram, target = A.T @ A / len(A), A.T @ y / len(A)
    theta = np.zeros(len(gram))
    for _ in range(steps):
        theta -= learning_rate * (gram @ theta - target)
    return theta


def multivariate_column(X, y, learning_rate, steps):
    A = np.hstack([np.ones((len(X), 1)), X])
    theta = np.zeros((A.shape[1], 1))
    for _ in range(steps):
        theta = theta - learning_rate / len(X) * A.T @ (A @ theta - y.reshape(-1, 1))
    return theta


RIGHT: dict[str, list[Callable[..., Any]]] = {
    "01.multivariate": [
        several_features.multivariate,
        multivariate_intercept_apart,
        multivariate_loops,
        multivariate_products,
        multivariate_column,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in RIGHT[i]])
def test_every_right_way_to_write_it_passes(exercise, answer):
    assert_right(exercise, answer)


def multivariate_from_ones(X, y, learning_rate, steps):
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.ones(A.shape[1])
    for _ in range(steps):
        theta = theta - learning_rate * A.T @ (A @ theta - y) / len(y)
    return theta


def multivariate_closed_form(X, y, learning_rate, steps):
    found = LinearRegression().fit(X, y)
    return np.r_[found.intercept_, found.coef_]


def multivariate_scales_by_itself(X, y, learning_rate, steps):
    return several_features.multivariate(scaling.standardize(X), y, learning_rate, steps)


def multivariate_mean_over_columns(X, y, learning_rate, steps):
    return several_features.multivariate(X, y, learning_rate * len(y) / (X.shape[1] + 1), steps)


def nothing(*arguments):
    return None


WRONG: dict[str, list[Callable[..., Any]]] = {
    "01.multivariate": [
        multivariate_from_ones,
        multivariate_closed_form,
        multivariate_scales_by_itself,
        multivariate_mean_over_columns,
        nothing,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in WRONG[i]])
def test_no_wrong_answer_passes(exercise, answer):
    assert_wrong(exercise, answer)


@pytest.mark.parametrize("exercise", IDS)
def test_each_misconception_is_recognised_and_confused_with_no_other(exercise):
    assert_misconceptions_distinct(exercise)


def learner_has_no_ones(X, y, learning_rate, steps):
    theta = np.zeros(X.shape[1])
    for _ in range(steps):
        theta -= learning_rate * X.T @ (X @ theta - y) / len(y)
    return theta


def learner_forgets_the_mean(X, y, learning_rate, steps):
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.zeros(A.shape[1])
    for _ in range(steps):
        theta -= learning_rate * A.T @ (A @ theta - y)
    return theta


@pytest.mark.parametrize(
    ("exercise", "name", "answer"),
    [
        ("01.multivariate", "no_ones", learner_has_no_ones),
        ("01.multivariate", "sum", learner_forgets_the_mean),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(exercise, name, answer):
    assert_recognised(exercise, name, answer)


def test_many_steps_with_several_features_reach_least_squares():
    r = rng(3)
    A = r.normal(size=(40, 3))
    y = r.normal(size=40)
    judge = LinearRegression().fit(A, y)
    np.testing.assert_allclose(
        several_features.multivariate(A, y, 0.3, 3000), [judge.intercept_, *judge.coef_], atol=1e-9
    )


def test_with_one_feature_the_challenge_is_the_descent_of_the_line():
    x, y = np.array(X), np.array(Y)
    np.testing.assert_allclose(
        several_features.multivariate(x[:, None], y, 0.07, 25), descent.descend(x, y, 0.07, 25), rtol=1e-12
    )


@pytest.mark.parametrize("exercise", IDS)
def test_every_sentence_exists_in_both_languages_and_the_two_differ(exercise):
    spec = find(exercise)
    assert len(spec.hints) >= 2
    for text in (spec.title, *spec.hints, *(m.message for m in spec.misconceptions)):
        assert text.es.strip() and text.en.strip() and text.es != text.en
