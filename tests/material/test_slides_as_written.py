"""What the slides say that still holds of layers, initializers and the like: each sample in its working form."""

from __future__ import annotations

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf

layers, initializers = keras.layers, keras.initializers


def line(*shape: int) -> np.ndarray:
    return np.arange(np.prod(shape), dtype="float32").reshape(1, *shape)


def test_inv_A026_intersection_over_union():
    iou = keras.metrics.IoU(num_classes=2, target_class_ids=[1])
    iou.update_state([0, 0, 1, 1], [0, 1, 0, 1])
    assert float(iou.result()) == pytest.approx(1 / 3)


def test_inv_B009_sigmoid_and_relu():
    z = np.array([-2.0, 0.0, 2.0], dtype="float32")
    assert np.asarray(keras.activations.sigmoid(z)) == pytest.approx([0.1192, 0.5, 0.8808], abs=1e-4)
    assert np.asarray(keras.activations.relu(z)).tolist() == [0, 0, 2]


def test_inv_C004_dense_is_activation_of_input_by_kernel_plus_bias():
    layer = layers.Dense(4, activation="tanh", bias_initializer="ones")
    x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
    output = np.asarray(layer(x))
    kernel, bias = map(np.asarray, layer.weights)
    assert output == pytest.approx(np.tanh(x @ kernel + bias), abs=1e-6)


def test_inv_C008_sixteen_units_with_softmax_add_up_to_one():
    assert np.asarray(layers.Dense(16, activation="softmax")(line(3))).sum() == pytest.approx(1)


def test_inv_C014_and_C016_input_has_a_shape_a_name_and_a_type():
    image = keras.Input((28, 28, 1), name="image", dtype="int32")
    assert (tuple(image.shape), image.name, image.dtype) == ((None, 28, 28, 1), "image", "int32")


def test_inv_C021_and_C022_permute_changes_the_order_of_the_axes():
    assert layers.Permute((2, 1))(line(3, 2)).shape == (1, 2, 3)
    model = keras.Sequential([keras.Input((10, 64)), layers.Permute((2, 1))])
    assert model.output_shape == (None, 64, 10)
    with pytest.raises(ValueError):
        layers.Permute((0, 1))(line(3, 2))


@pytest.mark.parametrize(
    ("layer", "values"),
    [
        (layers.Lambda(lambda x: x**2), [1, 4, 9]),
        (layers.Lambda(lambda x, p: x**p, arguments={"p": 3}), [1, 8, 27]),
    ],
    ids=["square", "with arguments"],
)
def test_inv_C023_lambda_is_a_function_as_a_layer(layer, values):
    assert np.asarray(layer(np.array([1.0, 2.0, 3.0], dtype="float32"))).tolist() == values


@pytest.mark.parametrize(
    ("layer", "given", "made"),
    [
        (layers.Conv1D(4, 3), (10, 3), (8, 4)),
        (layers.Conv2D(4, 3), (28, 28, 1), (26, 26, 4)),
        (layers.Conv3D(4, 3), (8, 8, 8, 1), (6, 6, 6, 4)),
    ],
    ids=["1D", "2D", "3D"],
)
def test_inv_C024_a_convolution_for_each_number_of_axes(layer, given, made):
    assert tuple(layer(line(*given)).shape) == (1, *made)


def test_inv_C025_a_convolution_and_a_pooling():
    stack = [layers.Conv2D(32, (3, 3), padding="same", activation="relu"), layers.MaxPooling2D((2, 2))]
    model = keras.Sequential([keras.Input((28, 28, 1)), *stack])
    assert [tuple(layer.output.shape)[1:] for layer in model.layers] == [(28, 28, 32), (14, 14, 32)]
    assert model.count_params() == 320
    assert not keras.Sequential([layers.Conv2D(32, 3)]).built


@pytest.mark.parametrize(
    ("row", "layer", "values"),
    [("C028", layers.MaxPooling1D(2), [1, 3, 5]), ("C031", layers.AveragePooling1D(2), [0.5, 2.5, 4.5])],
)
def test_inv_C028_and_C031_pooling_along_time(row, layer, values):
    assert np.asarray(layer(line(6, 1))).ravel().tolist() == values


def test_inv_C030_pooling_of_two_and_three_axes():
    assert layers.MaxPooling2D()(line(4, 4, 1)).shape == (1, 2, 2, 1)
    assert layers.MaxPooling3D()(line(4, 4, 4, 1)).shape == (1, 2, 2, 2, 1)


@pytest.mark.parametrize(
    ("row", "initializer", "holds"),
    [
        ("C089", initializers.Ones(), lambda w: (w == 1).all()),
        ("C089", initializers.Zeros(), lambda w: (w == 0).all()),
        ("C090", initializers.Constant(value=5), lambda w: (w == 5).all()),
        ("C091", initializers.RandomNormal(0, 0.05, seed=0), lambda w: abs(w.std() - 0.05) < 1e-3),
        ("C092", initializers.RandomUniform(-0.05, 0.05, seed=0), lambda w: 0.049 < abs(w).max() <= 0.05),
        ("C093", initializers.TruncatedNormal(0, 0.05, seed=0), lambda w: abs(w).max() <= 0.1 and w.std() < 0.045),
        ("C098", initializers.Orthogonal(gain=1.0, seed=0), lambda w: np.allclose(w.T @ w, np.eye(100), atol=1e-5)),
    ],
)
def test_inv_C089_to_C098_initializers_draw_what_they_say(row, initializer, holds):
    assert holds(np.asarray(initializer((200, 100))))


@pytest.mark.parametrize(
    ("row", "constraint", "values"),
    [
        ("C102", keras.constraints.UnitNorm(axis=0), [0.6, -0.8]),
        ("C103", keras.constraints.MaxNorm(2, axis=0), [1.2, -1.6]),
    ],
)
def test_inv_C102_and_C103_constraints_on_the_norm(row, constraint, values):
    column = np.array([[3.0], [-4.0]], dtype="float32")
    assert np.asarray(constraint(column)).ravel() == pytest.approx(values, abs=1e-5)


def test_inv_C103_a_small_norm_is_left_alone():
    column = np.array([[0.1], [0.2]], dtype="float32")
    assert np.asarray(keras.constraints.MaxNorm(2, axis=0)(column)) == pytest.approx(column, abs=1e-5)


def test_inv_D029_to_D032_what_the_old_program_uses_and_still_works():
    for name in ("Graph", "Variable", "zeros", "matmul", "reduce_mean"):
        assert callable(getattr(tf, name))
    assert callable(tf.nn.softmax_cross_entropy_with_logits)


def test_inv_E017_the_main_arguments_of_dense():
    names = list(inspect.signature(layers.Dense).parameters)
    assert names[:4] == ["units", "activation", "use_bias", "kernel_initializer"]
