"""The spec of `03.windows`: the windows of NumPy and of Keras are the same, and the axis of columns counts."""

import keras
import numpy as np
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_03.windows import windows


def with_a_view(series, length):
    view = np.lib.stride_tricks.sliding_window_view(series, length)
    return view[:-1, :, None], series[length:]


def with_keras(series, length):
    batches = keras.utils.timeseries_dataset_from_array(series[:-1], series[length:], length, batch_size=4)
    parts = [(X.numpy(), y.numpy()) for X, y in batches]
    return np.concatenate([X for X, _ in parts])[..., None], np.concatenate([y for _, y in parts])


def with_indices(series, length):
    at = np.arange(len(series) - length)
    return np.asarray(series)[at[:, None] + np.arange(length)][:, :, None], np.asarray(series)[at + length]


def as_lists(series, length):
    X, y = [], []
    for end in range(length, len(series)):
        X.append([[value] for value in series[end - length : end]])
        y.append(series[end])
    return X, y


@pytest.mark.parametrize("answer", [windows, with_a_view, with_keras, with_indices, as_lists])
def test_right_answers_pass(answer):
    assert_right("03.windows", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda series, length: windows(series, length)[0],
        lambda series, length: windows(series, length)[::-1],
        lambda series, length: windows(series, length + 1),
        lambda series, length: (windows(series, length)[0].transpose(0, 2, 1), series[length:]),
        lambda series, length: windows(np.sort(series)[::-1], length),
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("03.windows", answer)


def test_windows_without_the_axis_of_columns_are_recognised():
    assert_recognised("03.windows", "no_columns", lambda series, length: (as_rows(series, length), series[length:]))


def as_rows(series, length):
    return np.lib.stride_tricks.sliding_window_view(series, length)[:-1]


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("03.windows")
