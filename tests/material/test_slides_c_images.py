"""What the lessons say against slides C on convolution and pooling, asked of the installed versions."""

from __future__ import annotations

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf

layers = keras.layers

# the figure of the slides: an image of 5 × 5, a kernel that sharpens, and what comes out with padding
IMAGE = np.array(
    [[60, 113, 56, 139, 85], [73, 121, 54, 84, 128], [131, 99, 70, 129, 127], [80, 57, 115, 69, 134],
     [104, 126, 123, 95, 130]],
    dtype="float32",
)  # fmt: skip
SHARPEN = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], dtype="float32")
SHARP = np.array(
    [[114, 328, -26, 470, 158], [53, 266, -61, -30, 344], [403, 116, -47, 295, 244], [108, -135, 256, -128, 344],
     [314, 346, 279, 153, 421]],
)  # fmt: skip


def convolved(image, kernel, padding):
    layer = layers.Conv2D(1, 3, padding=padding, use_bias=False)
    layer.build((None, None, None, 1))
    layer.set_weights([kernel[:, :, None, None]])
    return np.asarray(layer(image[None, :, :, None]))[0, :, :, 0]


def test_err_C14_the_114_is_the_top_left_cell_and_no_other():
    assert 5 * 60 - 113 - 73 == 114
    output = convolved(IMAGE, SHARPEN, "same")
    assert np.array_equal(output, SHARP)
    assert np.argwhere(output == 114).tolist() == [[0, 0]]


def test_err_C14_padding_is_a_frame_of_zeros_and_valid_keeps_the_middle():
    assert np.array_equal(convolved(np.pad(IMAGE, 1), SHARPEN, "valid"), SHARP)
    assert np.array_equal(convolved(IMAGE, SHARPEN, "valid"), SHARP[1:-1, 1:-1])
    theirs = tf.nn.conv2d(IMAGE[None, :, :, None], SHARPEN[:, :, None, None], strides=1, padding="SAME")
    assert np.array_equal(theirs[0, :, :, 0].numpy(), SHARP)


def test_err_C14_the_kernel_is_not_flipped():
    impulse = np.zeros((5, 5), dtype="float32")
    impulse[2, 2] = 1
    kernel = np.arange(9, dtype="float32").reshape(3, 3)
    assert np.array_equal(convolved(impulse, kernel, "same")[1:4, 1:4], kernel[::-1, ::-1])


def test_err_C15_conv2d_has_groups_after_dilation_rate():
    names = list(inspect.signature(layers.Conv2D).parameters)
    assert names[names.index("dilation_rate") + 1] == "groups"
    assert inspect.signature(layers.Conv2D).parameters["groups"].default == 1
    with pytest.raises(TypeError):
        layers.Conv2D(4, (3, 3), (1, 1), "valid", None, (1, 1), "relu")


def test_err_C15_every_argument_of_the_slides_works_by_name():
    layer = layers.Conv2D(
        filters=4, kernel_size=3, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1),
        activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        bias_constraint=None,
    )  # fmt: skip
    assert layer.groups == 1


def test_err_C16_data_format_takes_what_is_configured():
    assert inspect.signature(layers.MaxPooling1D).parameters["data_format"].default is None
    assert keras.config.image_data_format() == "channels_last"


@pytest.mark.parametrize(("strides", "length"), [(None, 3), (1, 5), (2, 3), (3, 2)])
def test_err_C17_strides_none_is_the_size_of_the_window(strides, length):
    line = np.arange(6, dtype="float32")[None, :, None]
    assert layers.MaxPooling1D(2, strides=strides)(line).shape == (1, length, 1)


def test_err_C18_a_window_of_two_axes_is_for_the_layer_of_two_axes():
    with pytest.raises(ValueError, match="pool_size"):
        layers.AveragePooling1D(pool_size=(2, 2))
    square = np.arange(16, dtype="float32").reshape(1, 4, 4, 1)
    means = np.asarray(layers.AveragePooling2D((2, 2))(square))[0, :, :, 0]
    assert means.tolist() == [[2.5, 4.5], [10.5, 12.5]]


def test_err_C18_average_pooling_must_be_told_its_window():
    with pytest.raises(TypeError):
        layers.AveragePooling1D()
    assert inspect.signature(layers.MaxPooling1D).parameters["pool_size"].default == 2
