"""The specs of `03.convolve`, `03.output_size` and `03.pool`: SciPy, TensorFlow and Keras pass, usual slips do not."""

from __future__ import annotations

import math

import keras
import numpy as np
import pytest
import tensorflow as tf
from scipy.signal import convolve2d, correlate2d
from util import assert_misconceptions_distinct, assert_right, assert_wrong

windows_of = np.lib.stride_tricks.sliding_window_view


def with_conv2d(image, kernel):
    layer = keras.layers.Conv2D(1, kernel.shape, use_bias=False)
    layer.build((None, None, None, 1))
    layer.set_weights([kernel[:, :, None, None]])
    return layer(image[None, :, :, None].astype("float32"))[0, :, :, 0]


@pytest.mark.parametrize(
    "answer",
    [
        lambda image, kernel: correlate2d(image, kernel, mode="valid"),
        lambda image, kernel: convolve2d(image, kernel[::-1, ::-1], mode="valid").tolist(),
        lambda image, kernel: (windows_of(image, kernel.shape) * kernel).sum(axis=(2, 3)).astype("float32"),
        lambda image, kernel: tf.nn.conv2d(image[None, :, :, None], kernel[:, :, None, None], 1, "VALID")[0, :, :, 0],
        with_conv2d,
    ],
)
def test_right_convolutions_pass(answer):
    assert_right("03.convolve", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda image, kernel: convolve2d(image, kernel, mode="valid"),
        lambda image, kernel: correlate2d(image, kernel, mode="same"),
        lambda image, kernel: correlate2d(image, kernel, mode="full"),
        lambda image, kernel: correlate2d(image, kernel, mode="valid").T,
        lambda image, kernel: np.maximum(correlate2d(image, kernel, mode="valid"), 0),
        lambda image, kernel: windows_of(image, kernel.shape).sum(axis=(2, 3)),
    ],
)
def test_wrong_convolutions_do_not_pass(answer):
    assert_wrong("03.convolve", answer)


def by_keras(n, kernel, stride=1, padding="valid", dilation=1):
    layer = keras.layers.Conv1D(1, kernel, strides=stride, padding=padding, dilation_rate=dilation)
    return layer.compute_output_shape((None, n, 1))[1]


def by_counting(n, kernel, stride=1, padding="valid", dilation=1):
    reach = 1 + dilation * (kernel - 1)
    starts = range(0, n if padding == "same" else n - reach + 1, stride)
    return len(starts)


def by_ceil(n, kernel, stride=1, padding="valid", dilation=1):
    lost = 0 if padding == "same" else dilation * (kernel - 1)
    return math.ceil((n - lost) / stride)


def by_shape(n, kernel, stride=1, padding="valid", dilation=1):
    x, w = tf.zeros((1, n, 1)), tf.zeros((kernel, 1, 1))
    return np.array([tf.nn.convolution(x, w, stride, padding.upper(), dilations=dilation).shape[1]])


@pytest.mark.parametrize("answer", [by_keras, by_counting, by_ceil, by_shape])
def test_right_sizes_pass(answer):
    assert_right("03.output_size", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda n, kernel, stride=1, padding="valid", dilation=1: n - kernel + 1,
        lambda n, kernel, stride=1, padding="valid", dilation=1: (n - kernel) // stride + 1,
        lambda n, kernel, stride=1, padding="valid", dilation=1: math.ceil(n / stride),
        lambda n, kernel, stride=1, padding="valid", dilation=1: by_ceil(n, kernel, stride, "valid", dilation),
        lambda n, kernel, stride=1, padding="valid", dilation=1: by_ceil(n, kernel, stride, padding, dilation) + 1,
    ],
)
def test_wrong_sizes_do_not_pass(answer):
    assert_wrong("03.output_size", answer)


def pooled(image, size, stride=None, mode="max"):
    layer = {"max": keras.layers.MaxPooling2D, "mean": keras.layers.AveragePooling2D}[mode](size, strides=stride)
    return layer(image[None, :, :, None].astype("float32"))[0, :, :, 0]


def with_windows(image, size, stride=None, mode="max"):
    step = stride or size
    windows = windows_of(image, (size, size))[::step, ::step]
    return getattr(windows, mode)(axis=(2, 3)).tolist()


def with_tensorflow(image, size, stride=None, mode="max"):
    layer = {"max": tf.nn.max_pool2d, "mean": tf.nn.avg_pool2d}[mode]
    return layer(image[None, :, :, None], size, stride or size, "VALID")[0, :, :, 0]


def with_loops(image, size, stride=None, mode="max"):
    step = size if stride is None else stride
    best = max if mode == "max" else lambda values: sum(values) / len(values)
    rows, columns = (range(0, n - size + 1, step) for n in image.shape)
    return [[best([image[r + i, c + j] for i in range(size) for j in range(size)]) for c in columns] for r in rows]


@pytest.mark.parametrize("answer", [pooled, with_windows, with_tensorflow, with_loops])
def test_right_poolings_pass(answer):
    assert_right("03.pool", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda image, size, stride=None, mode="max": pooled(np.abs(image), size, stride, mode),
        lambda image, size, stride=None, mode="max": np.min(windows_of(image, (size, size)), axis=(2, 3)),
        lambda image, size, stride=None, mode="max": with_windows(image, size, size, mode),
        lambda image, size, stride=None, mode="max": with_windows(image, size, 1, mode),
        lambda image, size, stride=None, mode="max": np.transpose(with_windows(image, size, stride, mode)),
        lambda image, size, stride=None, mode="max": np.maximum(with_windows(image, size, stride, mode), 0),
    ],
)
def test_wrong_poolings_do_not_pass(answer):
    assert_wrong("03.pool", answer)


@pytest.mark.parametrize("exercise", ["03.convolve", "03.output_size", "03.pool"])
def test_each_misconception_is_recognised_as_itself(exercise):
    assert_misconceptions_distinct(exercise)
