"""Lesson 03: what both ways of scaling accept and refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import MinMaxScaler, StandardScaler, minmax_scale, scale
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_01 import scaling
from curso.exercises.spec import find, hidden_cases

IDS = ("01.standardize", "01.min_max")


def standardize_loop(X):
    out = np.zeros_like(X)
    for j in range(X.shape[1]):
        column = X[:, j]
        mean = sum(column) / len(column)
        sigma = (sum((v - mean) ** 2 for v in column) / len(column)) ** 0.5
        out[:, j] = (column - mean) / sigma
    return out


def standardize_lists(X):
    rows = [(np.array(c) - np.mean(c)) / np.std(c) for c in zip(*X, strict=True)]
    return [list(r) for r in zip(*rows, strict=True)]


def standardize_pandas(X):
    table = pd.DataFrame(X)
    return (table - table.mean()) / table.std(ddof=0)


def standardize_float32(X):
    return ((X - X.mean(0, keepdims=True)) / np.sqrt(X.var(0))).astype(np.float32)


def min_max_loop(X):
    out = X.copy()
    for j in range(len(X[0])):
        low, high = min(X[:, j]), max(X[:, j])
        for i in range(len(X)):
            out[i, j] = (X[i, j] - low) / (high - low)
    return out


def min_max_lists(X):
    columns = [[(v - min(c)) / (max(c) - min(c)) for v in c] for c in X.T.tolist()]
    return np.transpose(columns).tolist()


def min_max_pandas(X):
    table = pd.DataFrame(X)
    return (table - table.min()) / (table.max() - table.min())


def min_max_other_way_round(X):
    return (X.min(0) - X) / (X.min(0) - X.max(0))


RIGHT: dict[str, list[Callable[..., Any]]] = {
    "01.standardize": [
        scaling.standardize,
        standardize_loop,
        standardize_lists,
        standardize_pandas,
        standardize_float32,
        lambda X: scaling.standardize(X.astype(np.float32)),
        lambda X: scaling.standardize(X.astype(np.longdouble)).tolist(),
        lambda X: StandardScaler().fit_transform(X),
        scale,
    ],
    "01.min_max": [
        scaling.min_max,
        min_max_loop,
        min_max_lists,
        min_max_pandas,
        min_max_other_way_round,
        lambda X: MinMaxScaler().fit_transform(X),
        minmax_scale,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in RIGHT[i]])
def test_every_right_way_to_write_it_passes(exercise, answer):
    assert_right(exercise, answer)


def standardize_by_the_median(X):
    return (X - np.median(X, axis=0)) / X.std(axis=0)


def standardize_transposed(X):
    return scaling.standardize(X).T


def standardize_lost_parenthesis(X):
    return X - X.mean(axis=0) / X.std(axis=0)


def min_max_to_minus_one(X):
    return 2 * scaling.min_max(X) - 1


def min_max_clipped(X):
    return np.clip(X, 0, 1)


def min_max_first_and_last(X):
    return (X - X[0]) / (X[-1] - X[0])


def nothing(*arguments):
    return None


WRONG: dict[str, list[Callable[..., Any]]] = {
    "01.standardize": [
        standardize_by_the_median,
        standardize_transposed,
        standardize_lost_parenthesis,
        scaling.min_max,
        nothing,
    ],
    "01.min_max": [
        min_max_to_minus_one,
        min_max_clipped,
        min_max_first_and_last,
        scaling.standardize,
        nothing,
    ],
}


@pytest.mark.parametrize(("exercise", "answer"), [(i, f) for i in IDS for f in WRONG[i]])
def test_no_wrong_answer_passes(exercise, answer):
    assert_wrong(exercise, answer)


@pytest.mark.parametrize("exercise", IDS)
def test_each_misconception_is_recognised_and_confused_with_no_other(exercise):
    assert_misconceptions_distinct(exercise)


def learner_uses_pandas_std(X):
    table = pd.DataFrame(X)
    return ((table - table.mean()) / table.std()).to_numpy()


def learner_forgets_axis(X):
    return (X - np.min(X)) / (np.max(X) - np.min(X))


def learner_copies_the_old_slide(X):
    return (X - X.min(axis=0)) / (X - X.max(axis=0))


@pytest.mark.parametrize(
    ("exercise", "name", "answer"),
    [
        ("01.standardize", "sample_sigma", learner_uses_pandas_std),
        ("01.min_max", "whole_range", learner_forgets_axis),
        ("01.min_max", "deck", learner_copies_the_old_slide),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(exercise, name, answer):
    assert_recognised(exercise, name, answer)


def test_scalings_are_those_of_scikit_learn():
    for secret in ("a", "b"):
        for case in hidden_cases(find("01.standardize"), secret):
            (table,) = case.args
            np.testing.assert_allclose(scaling.standardize(table), StandardScaler().fit_transform(table), atol=1e-12)
            np.testing.assert_allclose(scaling.min_max(table), MinMaxScaler().fit_transform(table), atol=1e-12)


@pytest.mark.parametrize("exercise", IDS)
def test_every_sentence_exists_in_both_languages_and_the_two_differ(exercise):
    spec = find(exercise)
    assert len(spec.hints) >= 2
    for text in (spec.title, *spec.hints, *(m.message for m in spec.misconceptions)):
        assert text.es.strip() and text.en.strip() and text.es != text.en
