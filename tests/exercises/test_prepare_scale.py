"""The spec of `04.scale_without_leak`: scikit-learn and Keras agree with it, and each leak has its name."""

import keras
import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import MinMaxScaler, StandardScaler, scale
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_04.scale_without_leak import scale_without_leak


def with_scikit_learn(X_train, X_validation, X_test):
    scaler = StandardScaler().fit(X_train)
    return scaler.transform(X_train), scaler.transform(X_validation), scaler.transform(X_test)


def with_keras(X_train, X_validation, X_test):
    layer = keras.layers.Normalization(axis=-1)
    layer.adapt(X_train.astype("float32"))
    return [layer(X.astype("float32")).numpy() for X in (X_train, X_validation, X_test)]


def with_pandas(X_train, X_validation, X_test):
    train = pd.DataFrame(X_train)
    mean, sigma = train.mean(), train.std(ddof=0)
    return (train - mean) / sigma, (pd.DataFrame(X_validation) - mean) / sigma, (pd.DataFrame(X_test) - mean) / sigma


def with_loops(*parts):
    train = parts[0]
    means = [sum(column) / len(column) for column in train.T]
    sigmas = [
        (sum((v - m) ** 2 for v in column) / len(column)) ** 0.5 for column, m in zip(train.T, means, strict=True)
    ]
    return [[[(v - m) / s for v, m, s in zip(row, means, sigmas, strict=True)] for row in X] for X in parts]


@pytest.mark.parametrize("answer", [scale_without_leak, with_scikit_learn, with_keras, with_pandas, with_loops])
def test_right_answers_pass(answer):
    assert_right("04.scale_without_leak", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda *parts: parts,
        lambda *parts: scale_without_leak(*parts)[::-1],
        lambda *parts: scale_without_leak(*parts)[0],
        lambda *parts: [MinMaxScaler().fit(parts[0]).transform(X) for X in parts],
        lambda *parts: [X - parts[0].mean(axis=0) for X in parts],
        lambda *parts: np.concatenate(scale_without_leak(*parts)),
        lambda *parts: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.scale_without_leak", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.scale_without_leak")


def fits_before_splitting(*parts):
    ends = np.cumsum([len(X) for X in parts])[:-1]
    return np.split(scale(np.concatenate(parts)), ends)


def with_pandas_std(*parts):
    train = pd.DataFrame(parts[0])
    return [((pd.DataFrame(X) - train.mean()) / train.std()).to_numpy() for X in parts]


@pytest.mark.parametrize(
    ("name", "answer"), [("all_together", fits_before_splitting), ("sample_sigma", with_pandas_std)]
)
def test_mistakes_as_learners_write_them_are_recognised(name, answer):
    assert_recognised("04.scale_without_leak", name, answer)
