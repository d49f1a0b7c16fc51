"""The specs of `04.evaluate` and `04.labels`: Keras and scikit-learn agree with them, and mistakes have names."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from sklearn.metrics import accuracy_score, log_loss
from sklearn.preprocessing import LabelEncoder
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong, rng

from curso.exercises.module_04.labels_of_outputs import labels
from curso.exercises.module_04.weighted_evaluation import evaluate, evaluate_cases


def of_keras_losses(y, outputs, weights):
    loss = keras.losses.BinaryCrossentropy()(y[:, None], outputs, sample_weight=weights)
    return {"loss": float(loss), "accuracy": float(keras.metrics.BinaryAccuracy()(y[:, None], outputs))}


def of_scikit_learn(y, outputs, weights):
    total = log_loss(y, outputs.ravel(), sample_weight=weights, normalize=False)
    return {"accuracy": accuracy_score(y, outputs.ravel() > 0.5), "loss": total / len(y)}


def counted(y, outputs, weights):
    loss, right = 0.0, 0
    for truth, (p,), weight in zip(y, outputs, weights, strict=True):
        loss -= weight * np.log(p if truth else 1 - p)
        right += int((p > 0.5) == truth)
    return {"loss": loss / len(y), "accuracy": right / len(y)}


def in_columns(y, outputs, weights):
    y, weights = y[:, None], weights[:, None]
    losses = -np.log(np.where(y == 1, outputs, 1 - outputs))
    return {"loss": np.mean(losses * weights), "accuracy": np.mean(outputs.round() == y)}


@pytest.mark.parametrize("answer", [of_keras_losses, of_scikit_learn, counted, in_columns])
def test_right_answers_pass(answer):
    assert_right("04.evaluate", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda y, outputs, weights: evaluate(1 - y, outputs, weights),
        lambda y, outputs, weights: evaluate(y, outputs, 1 / weights),
        lambda y, outputs, weights: {"loss": evaluate(y, outputs, weights)["loss"]},
        lambda y, outputs, weights: {"loss": np.mean((y - outputs[:, 0]) ** 2), "accuracy": 1.0},
        lambda y, outputs, weights: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.evaluate", answer)


def test_the_reference_says_what_evaluate_says():
    model = keras.Sequential([keras.Input((1,)), keras.layers.Activation("linear")])
    model.compile(loss="binary_crossentropy", metrics=["accuracy"])
    for case in evaluate_cases(rng(3)):
        y, outputs, weights = case.args
        said = model.evaluate(outputs, y[:, None], sample_weight=weights, batch_size=3, verbose=0, return_dict=True)
        assert said == pytest.approx(evaluate(y, outputs, weights), rel=1e-5)


def with_where(outputs, classes, threshold):
    names = np.array(classes)
    if outputs.shape[1] == 1:
        return np.where(outputs > threshold, names[1], names[0])
    return names[outputs.argmax(axis=1)]


def one_by_one(outputs, classes, threshold):
    said = []
    for row in outputs:
        if len(row) == 1:
            said.append(classes[1] if row[0] > threshold else classes[0])
        else:
            said.append(max(zip(row, classes, strict=True), key=lambda pair: pair[0])[1])
    return said


def with_two_columns(outputs, classes, threshold):
    if outputs.shape[1] == 1:
        outputs = np.hstack([np.full(outputs.shape, threshold), outputs])
    return tuple(classes[i] for i in np.argsort(outputs, axis=1)[:, -1])


def with_an_encoder(outputs, classes, threshold):
    encoder = LabelEncoder()
    encoder.classes_ = np.array(classes)
    whole = outputs[:, 0] > threshold if outputs.shape[1] == 1 else outputs.argmax(axis=1)
    return encoder.inverse_transform(whole.astype(int))


@pytest.mark.parametrize("answer", [with_where, one_by_one, with_two_columns, with_an_encoder])
def test_right_labels_pass(answer):
    assert_right("04.labels", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda outputs, classes, threshold: labels(1 - outputs, classes, 1 - threshold),
        lambda outputs, classes, threshold: labels(outputs, classes[::-1], threshold),
        lambda outputs, classes, threshold: [classes[0]] * len(outputs),
        lambda outputs, classes, threshold: labels(outputs, classes, threshold)[:-1],
        lambda outputs, classes, threshold: outputs,
        lambda outputs, classes, threshold: None,
    ],
)
def test_wrong_labels_do_not_pass(answer):
    assert_wrong("04.labels", answer)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("always_argmax", lambda outputs, classes, threshold: np.array(classes)[outputs.argmax(axis=-1)]),
        (
            "numbers",
            lambda outputs, classes, threshold: (
                (outputs > threshold).astype(int) if outputs.shape[1] == 1 else outputs.argmax(axis=1)
            ),
        ),
    ],
)
def test_mistakes_as_learners_write_them_are_recognised(name, answer):
    assert_recognised("04.labels", name, answer)


@pytest.mark.parametrize("exercise", ["04.evaluate", "04.labels"])
def test_each_misconception_is_recognised_as_itself(exercise):
    assert_misconceptions_distinct(exercise)
