"""The spec of `04.one_hot`: scikit-learn, pandas and Keras agree with it, and each slip of the columns has its name."""

import keras
import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import LabelBinarizer, OneHotEncoder
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_04.one_hot import one_hot


def by_comparing(labels, classes):
    return (np.array(labels)[:, np.newaxis] == np.array(classes)).astype(float)


def with_scikit_learn(labels, classes):
    # as objects: of numbers the encoder takes no other order than theirs
    order, column = np.array(classes, dtype=object), np.array(labels, dtype=object)[:, np.newaxis]
    return OneHotEncoder(categories=[order], handle_unknown="ignore", sparse_output=False).fit_transform(column)


def with_pandas(labels, classes):
    return pd.get_dummies(pd.Series(pd.Categorical(labels, categories=classes)))


def with_keras(labels, classes):
    codes = [classes.index(label) if label in classes else len(classes) for label in labels]
    return keras.utils.to_categorical(codes, num_classes=len(classes) + 1)[:, : len(classes)]


def as_lists(labels, classes):
    return [[int(label == c) for c in classes] for label in labels]


@pytest.mark.parametrize("answer", [one_hot, by_comparing, with_scikit_learn, with_pandas, with_keras, as_lists])
def test_right_answers_pass(answer):
    assert_right("04.one_hot", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda labels, classes: 1 - one_hot(labels, classes),
        lambda labels, classes: one_hot(labels, classes[::-1]),
        lambda labels, classes: one_hot(labels, classes)[:, 1:],
        lambda labels, classes: one_hot(labels, classes).sum(axis=0),
        lambda labels, classes: np.eye(len(classes)),
        lambda labels, classes: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.one_hot", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.one_hot")


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("own_classes", lambda labels, classes: pd.get_dummies(pd.Series(labels))),
        ("alphabetical", lambda labels, classes: LabelBinarizer().fit(classes).transform(labels)),
        ("unknown_first", lambda labels, classes: np.eye(len(classes))[by_comparing(labels, classes).argmax(axis=1)]),
        ("unknown_fails", lambda labels, classes: np.eye(len(classes))[[classes.index(label) for label in labels]]),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(name, answer):
    assert_recognised("04.one_hot", name, answer)
