"""The specs of `04.train` and `04.history`: Keras's own `fit` gives the same numbers, and mistakes have names."""

from __future__ import annotations

import keras
import numpy as np
import pandas as pd
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong, rng

from curso.exercises.module_04.fit_by_hand import train, train_cases
from curso.exercises.module_04.read_history import history


def with_the_bias_as_a_column(X, y, X_val, y_val, learning_rate, batch_size, epochs):
    A, A_val = (np.column_stack([part, np.ones(len(part))]) for part in (X, X_val))
    w, log = np.zeros(A.shape[1]), {"loss": [], "val_loss": []}
    for _ in range(epochs):
        squares = []
        for rows in np.split(np.arange(len(A)), np.arange(batch_size, len(A), batch_size)):
            error = A[rows] @ w - y[rows]
            squares.extend(error**2)
            w -= 2 * learning_rate * np.mean(A[rows] * error[:, None], axis=0)
        log["loss"].append(np.mean(squares))
        log["val_loss"].append(np.mean((A_val @ w - y_val) ** 2))
    return log


def one_by_one(X, y, X_val, y_val, learning_rate, batch_size, epochs):
    w, b, log = [0.0] * X.shape[1], 0.0, {"val_loss": [], "loss": []}

    def said(x):
        return sum(wi * xi for wi, xi in zip(w, x, strict=True)) + b

    for _ in range(epochs):
        squares, start = 0.0, 0
        while start < len(X):
            batch = range(start, min(start + batch_size, len(X)))
            errors = {i: said(X[i]) - y[i] for i in batch}
            squares += sum(error**2 for error in errors.values())
            w = [
                wi - learning_rate * 2 * sum(errors[i] * X[i, j] for i in batch) / len(batch) for j, wi in enumerate(w)
            ]
            b -= learning_rate * 2 * sum(errors.values()) / len(batch)
            start += batch_size
        log["loss"].append(squares / len(X))
        log["val_loss"].append(sum((said(x) - t) ** 2 for x, t in zip(X_val, y_val, strict=True)) / len(X_val))
    return log


def as_arrays(*args):
    return {name: np.array(values, dtype="float32") for name, values in train(*args).items()}


def as_a_table_in_a_dictionary(*args):
    return pd.DataFrame(train(*args)).to_dict("list")


@pytest.mark.parametrize("answer", [with_the_bias_as_a_column, one_by_one, as_arrays, as_a_table_in_a_dictionary])
def test_right_answers_pass(answer):
    assert_right("04.train", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda *args: train(*args)["loss"],
        lambda *args: {"loss": train(*args)["loss"]},
        lambda *args: {name: values[::-1] for name, values in train(*args).items()},
        lambda *args: {name: np.sqrt(values) for name, values in train(*args).items()},
        lambda *args: train(*args[:-1], args[-1] + 1),
        lambda *args: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.train", answer)


def test_a_student_who_takes_one_step_an_epoch_is_told_of_the_batches():
    def answer(X, y, X_val, y_val, learning_rate, batch_size, epochs):
        return train(X, y, X_val, y_val, learning_rate, len(X), epochs)

    assert_recognised("04.train", "whole", answer)


@pytest.mark.parametrize("number", [0, 2])
def test_the_reference_logs_what_keras_logs_for_the_same_batches(number):
    X, y, X_val, y_val, learning_rate, batch_size, epochs = train_cases(rng(7))[number].args
    model = keras.Sequential([keras.Input((X.shape[1],)), keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(keras.optimizers.SGD(learning_rate), loss="mse")
    log = model.fit(
        X, y, batch_size=batch_size, epochs=epochs, shuffle=False, validation_data=(X_val, y_val), verbose=0
    ).history
    mine = train(X, y, X_val, y_val, learning_rate, batch_size, epochs)
    for name in ("loss", "val_loss"):
        assert log[name] == pytest.approx(mine[name], rel=1e-4)


def by_sorting(log, metric, mode):
    values = list(log[f"val_{metric}"])
    wanted = sorted(range(len(values)), key=lambda epoch: values[epoch] if mode == "min" else -values[epoch])[0]
    return [wanted + 1, values[wanted], len(values) - 1 - wanted]


def with_pandas(log, metric, mode):
    column = pd.DataFrame(log, index=range(1, len(log["loss"]) + 1))[f"val_{metric}"]
    epoch = column.idxmin() if mode == "min" else column.idxmax()
    return epoch, column[epoch], len(column) - epoch


def with_min_and_index(log, metric, mode):
    values = log["val_" + metric]
    best = {"min": min, "max": max}[mode](values)
    return values.index(best) + 1, best, len(values) - values.index(best) - 1


def in_an_array(log, metric, mode):
    return np.array(history(log, metric, mode))


@pytest.mark.parametrize("answer", [by_sorting, with_pandas, with_min_and_index, in_an_array])
def test_right_readings_pass(answer):
    assert_right("04.history", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda log, metric, mode: history(log, metric, mode)[:2],
        lambda log, metric, mode: history(log, "loss", "min"),
        lambda log, metric, mode: min(log["val_" + metric]),
        lambda log, metric, mode: (1, log["val_" + metric][0], len(log["loss"]) - 1),
        lambda log, metric, mode: None,
    ],
)
def test_wrong_readings_do_not_pass(answer):
    assert_wrong("04.history", answer)


@pytest.mark.parametrize("exercise", ["04.train", "04.history"])
def test_each_misconception_is_recognised_as_itself(exercise):
    assert_misconceptions_distinct(exercise)
