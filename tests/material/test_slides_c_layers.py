"""What the lessons say against slides C on layers without convolution, asked of the installed versions."""

from __future__ import annotations

import inspect

import keras
import numpy as np
import pytest

layers = keras.layers


def test_err_C01_the_signature_of_dense():
    parameters = inspect.signature(layers.Dense).parameters
    defaults = {name: parameter.default for name, parameter in parameters.items()}
    assert defaults.pop("units") is inspect.Parameter.empty
    defaults = {
        name: value for name, value in defaults.items() if parameters[name].kind is not inspect.Parameter.VAR_KEYWORD
    }
    zeros = {"bias_initializer": "zeros", "kernel_initializer": "glorot_uniform", "use_bias": True}
    assert {name: defaults[name] for name in zeros} == zeros
    for name in ("activation", "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint",
                 "bias_constraint"):  # fmt: skip
        assert defaults[name] is None


def test_err_C01_bias_constrain_is_misspelt_and_null_is_not_python():
    with pytest.raises(ValueError, match="Unrecognized keyword arguments"):
        layers.Dense(16, bias_constrain=None)
    with pytest.raises(NameError):
        eval("NULL")


def test_err_C02_the_bias_is_a_vector_that_is_trained():
    layer = layers.Dense(5)
    layer.build((None, 3))
    assert tuple(layer.bias.shape) == (5,)
    assert layer.bias.trainable and layer.kernel.trainable


def test_err_C03_dense_applies_no_activation_unless_told():
    assert layers.Dense(16).activation is keras.activations.linear
    assert float(keras.activations.linear(-3.5)) == -3.5


@pytest.mark.parametrize("old", [{"input_shape": (25,)}, {"input_dim": 25}])
def test_err_C04_input_shape_still_works_and_warns(old):
    with pytest.warns(UserWarning, match="Do not pass an `input_shape`"):
        layer = layers.Dense(64, activation="relu", **old)
    model = keras.Sequential([layer, layers.Dropout(0.4), layers.Dense(64), layers.Dropout(0.4), layers.Dense(5)])
    assert model.count_params() == 6149


def test_err_C04_beginning_with_input_gives_the_same_without_a_warning(recwarn):
    stack = [layers.Dense(64), layers.Dropout(0.4), layers.Dense(64), layers.Dropout(0.4), layers.Dense(5)]
    assert keras.Sequential([keras.Input((25,)), *stack]).count_params() == 6149
    assert not [one for one in recwarn if "input_shape" in str(one.message)]


def test_err_C05_dropout_sets_zeros_only_in_training_and_scales_up_the_rest():
    ones = np.ones((50, 50), dtype="float32")
    layer = layers.Dropout(0.4, seed=1)
    trained = np.asarray(layer(ones, training=True))
    assert sorted(set(trained.ravel().tolist())) == pytest.approx([0.0, 1 / 0.6])
    assert (trained == 0).mean() == pytest.approx(0.4, abs=0.05)
    assert (np.asarray(layer(ones, training=False)) == 1).all()
    with pytest.raises(ValueError, match="rate"):
        layers.Dropout(1.5)


def test_err_C06_flatten_removes_axes_and_keeps_elements():
    layer = layers.Flatten()
    assert layer(np.zeros((2, 28, 28, 8), dtype="float32")).shape == (2, 6272)
    assert layer.count_params() == 0


def test_err_C07_flatten_has_no_rate():
    with pytest.raises(ValueError, match="Unrecognized keyword arguments"):
        layers.Flatten(rate=0.5)
    own = [name for name in inspect.signature(layers.Flatten).parameters if name != "kwargs"]
    assert own == ["data_format"]


def test_err_C08_batch_shape_is_the_whole_shape_and_does_not_go_with_shape():
    assert tuple(keras.Input((3, 2), batch_size=8).shape) == (8, 3, 2)
    assert tuple(keras.Input(batch_shape=(8, 3, 2)).shape) == (8, 3, 2)
    with pytest.raises(ValueError, match="both"):
        keras.Input(shape=(3, 2), batch_shape=(8, 3, 2))
    with pytest.raises((ValueError, TypeError)):
        keras.Input(batch_shape=8)


def test_err_C09_the_sample_of_input_with_input(recwarn):
    stack = [layers.Dense(16), layers.Activation("relu"), layers.Flatten(), layers.Dense(4)]
    model = keras.Sequential([keras.Input(shape=(3, 2)), *stack])
    assert [tuple(layer.output.shape)[1:] for layer in model.layers] == [(3, 16), (3, 16), (48,), (4,)]
    assert model.count_params() == 244
    assert not [one for one in recwarn if "input_shape" in str(one.message)]


def test_err_C10_sparse_is_an_argument_and_false_is_written_so():
    assert keras.Input((3,), sparse=True).sparse is True
    assert inspect.signature(keras.Input).parameters["sparse"].default in (None, False)
    with pytest.raises(NameError):
        eval("FALSE")


def test_err_C11_a_reshape_keeps_the_number_of_values():
    with pytest.raises(ValueError, match="total size of the tensor must be unchanged"):
        keras.Sequential([keras.Input((4, 4)), layers.Dense(16), layers.Reshape((2, 8))])
    mended = keras.Sequential([keras.Input((4, 4)), layers.Dense(16), layers.Reshape((2, 32))])
    direct = keras.Sequential([keras.Input((4, 4)), layers.Reshape((2, 8))])
    assert [model.output_shape for model in (mended, direct)] == [(None, 2, 32), (None, 2, 8)]


@pytest.mark.parametrize("name", ["input_shape", "output_shape"])
def test_err_C12_a_layer_has_no_input_shape_but_its_input_has_a_shape(name):
    layer = layers.Reshape((2, 8))
    model = keras.Sequential([keras.Input((4, 4)), layer])
    with pytest.raises(AttributeError):
        getattr(layer, name)
    assert (tuple(layer.input.shape), tuple(layer.output.shape)) == ((None, 4, 4), (None, 2, 8))
    assert model.output_shape == (None, 2, 8)


def test_err_C13_a_saved_lambda_only_loads_when_told_that_it_is_safe(tmp_path):
    model = keras.Sequential([keras.Input((2,)), layers.Lambda(lambda x: x**2)])
    model.save(tmp_path / "lambda.keras")
    with pytest.raises(ValueError, match=r"(?i)lambda"):
        keras.models.load_model(tmp_path / "lambda.keras")
    loaded = keras.models.load_model(tmp_path / "lambda.keras", safe_mode=False)
    assert np.asarray(loaded(np.array([[2.0, 3.0]]))).tolist() == [[4.0, 9.0]]


@pytest.mark.parametrize(("layer", "count"), [(layers.SimpleRNN, 32), (layers.LSTM, 128), (layers.GRU, 108)])
def test_err_C19_there_are_three_recurrent_layers(layer, count):
    made = layer(4)
    made.build((None, 5, 3))
    assert made.count_params() == count
