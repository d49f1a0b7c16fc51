"""The spec of `04.f1`: right answers pass, scikit-learn's among them, and mistakes have names."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_recall_fscore_support, precision_score, recall_score
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_04.f1_score import f1


def of_scikit_learn(y, p, threshold):
    return precision_recall_fscore_support(y, p > threshold, average="binary", zero_division=0)[:3]


def one_by_one(y, p, threshold):
    said = (p > threshold).astype(int)
    return [score(y, said, zero_division=0) for score in (precision_score, recall_score, f1_score)]


def counted(y, p, threshold):
    tp = fp = fn = 0
    for truth, probability in zip(y, p, strict=True):
        said = probability > threshold
        tp += bool(said and truth)
        fp += bool(said and not truth)
        fn += bool(truth and not said)
    precision = tp / (tp + fp) if tp + fp else 0
    recall = tp / (tp + fn) if tp + fn else 0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0


def of_keras(y, p, threshold):
    import keras

    column = np.asarray(y, dtype="float32")[:, None], np.asarray(p, dtype="float32")[:, None]
    made = keras.metrics.Precision(threshold), keras.metrics.Recall(threshold), keras.metrics.F1Score(None, threshold)
    for metric in made:
        metric.update_state(*column)
    return np.array([float(np.ravel(metric.result())[0]) for metric in made])


@pytest.mark.parametrize("answer", [of_scikit_learn, one_by_one, counted, of_keras])
def test_right_answers_pass(answer):
    assert_right("04.f1", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda y, p, threshold: f1(y, p, threshold)[2],
        lambda y, p, threshold: f1(y, p, threshold)[::-1],
        lambda y, p, threshold: f1(y, p, 1 - threshold),
        lambda y, p, threshold: np.sqrt(f1(y, p, threshold)),
        lambda y, p, threshold: (1.0, 1.0, 1.0),
        lambda y, p, threshold: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.f1", answer)


def test_a_student_who_averages_is_told_of_the_harmonic_mean():
    def answer(y, p, threshold):
        precision, recall, _ = of_scikit_learn(y, p, threshold)
        return precision, recall, np.mean([precision, recall])

    assert_recognised("04.f1", "plain_mean", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.f1")
