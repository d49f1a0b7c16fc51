"""What the lessons say against slides C on initializers, constraints and regularizers, asked of the installed Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest

initializers, constraints, regularizers = keras.initializers, keras.constraints, keras.regularizers
Dense = keras.layers.Dense
SHAPE = (400, 100)


def drawn(name: str) -> np.ndarray:
    return np.asarray(getattr(initializers, name)(seed=0)(SHAPE))


@pytest.mark.parametrize("name", ["lecun_uniform", "glorot_normal", "glorot_uniform", "he_uniform", "Orthogonal"])
def test_err_C49_seed_is_written_none(name):
    assert np.asarray(getattr(initializers, name)(seed=None)(SHAPE)).shape == SHAPE
    with pytest.raises(NameError):
        eval("none")


def test_err_C50_he_uniform_and_he_normal_are_two_and_he_normal_has_no_underscore_as_a_class():
    assert not hasattr(initializers, "He_normal")
    assert isinstance(initializers.get("he_uniform"), initializers.HeUniform)
    assert isinstance(initializers.get("he_normal"), initializers.HeNormal)
    limit = np.sqrt(6 / 400)
    assert limit * 0.99 < np.abs(drawn("HeUniform")).max() <= limit
    assert drawn("HeNormal").std() == pytest.approx(np.sqrt(2 / 400), rel=0.02)


@pytest.mark.parametrize(
    ("alias", "name"),
    [("lecun_uniform", "LecunUniform"), ("glorot_normal", "GlorotNormal"), ("glorot_uniform", "GlorotUniform")],
)
def test_err_C51_the_lower_case_names_are_aliases(alias, name):
    assert getattr(initializers, alias) is getattr(initializers, name)


def test_err_C51_each_has_the_spread_of_its_formula():
    for name, limit in (("LecunUniform", np.sqrt(3 / 400)), ("GlorotUniform", np.sqrt(6 / 500))):
        assert limit * 0.99 < np.abs(drawn(name)).max() <= limit
    assert drawn("GlorotNormal").std() == pytest.approx(np.sqrt(2 / 500), rel=0.02)


@pytest.mark.parametrize(
    ("initializer", "columns"), [("zeros", 1), ("ones", 1), (initializers.Constant(5.0), 1), ("glorot_uniform", 3)]
)
def test_err_C52_a_constant_kernel_keeps_the_units_identical(initializer, columns):
    keras.utils.set_random_seed(0)
    hidden = Dense(3, activation="tanh", kernel_initializer=initializer)
    model = keras.Sequential([keras.Input((2,)), hidden, Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.01), "mse", jit_compile=False)
    x = np.random.default_rng(0).normal(size=(16, 2)).astype("float32") / 10
    for _ in range(5):
        model.train_on_batch(x, x[:, :1])
    assert len(np.unique(np.asarray(hidden.kernel).round(6), axis=1).T) == columns


def test_err_C52_a_network_of_zeros_with_relu_stays_at_zero():
    hidden = Dense(3, activation="relu", kernel_initializer="zeros")
    model = keras.Sequential([keras.Input((2,)), hidden, Dense(1, kernel_initializer="zeros")])
    model.compile("sgd", "mse", jit_compile=False)
    model.train_on_batch(np.ones((4, 2)), np.ones((4, 1)))
    assert np.count_nonzero(hidden.kernel) == 0


@pytest.mark.parametrize("shape", [(3,), (2, 3, 3)])
def test_err_C53_identity_takes_matrices_only(shape):
    with pytest.raises(ValueError, match="2D matrices"):
        initializers.Identity()(shape)
    assert np.array_equal(initializers.Identity(gain=2.0)((2, 2)), 2 * np.eye(2))


def test_err_C54_there_is_a_weight_for_each_connection():
    layer = Dense(512)
    layer.build((None, 784))
    assert layer.count_params() == 784 * 512 + 512 == 401_920


def test_err_C55_non_neg_takes_no_arguments_and_acts_on_each_weight():
    with pytest.raises(TypeError):
        constraints.non_neg(axis=0)
    assert np.asarray(constraints.NonNeg()(np.array([[-4.0, 3.0]]))).tolist() == [[0.0, 3.0]]
    assert constraints.non_neg is constraints.NonNeg


def test_err_C56_min_max_norm_bounds_the_norm_of_each_column():
    column = np.array([[-0.5], [0.2]], dtype="float32")
    kept = constraints.MinMaxNorm(min_value=0.0, max_value=1.0, rate=1.0, axis=0)(column)
    assert np.allclose(kept, column, atol=1e-5)
    two = np.array([[3.0, 0.1], [-4.0, 0.2]], dtype="float32")
    bounded = np.asarray(constraints.MinMaxNorm(min_value=0.5, max_value=2.0, rate=1.0, axis=0)(two))
    assert np.linalg.norm(bounded, axis=0) == pytest.approx([2.0, 0.5], rel=1e-4)


def test_err_C57_a_constraint_acts_after_the_update_of_a_batch():
    layer = Dense(1, use_bias=False, kernel_constraint=constraints.NonNeg())
    model = keras.Sequential([keras.Input((2,)), layer])
    layer.set_weights([np.array([[-1.0], [1.0]])])
    assert np.asarray(layer.kernel).ravel().tolist() == [-1.0, 1.0]
    model.compile(keras.optimizers.SGD(1e-9), "mse", jit_compile=False)
    model.train_on_batch(np.ones((1, 2)), np.zeros((1, 1)))
    assert np.asarray(layer.kernel).ravel().tolist() == pytest.approx([0.0, 1.0])


def test_err_C58_penalties_of_all_layers_are_added_to_the_models_loss():
    made = [
        Dense(1, use_bias=False, kernel_initializer="ones", kernel_regularizer=penalty)
        for penalty in (regularizers.L2(0.5), regularizers.L1(0.1))
    ]
    model = keras.Sequential([keras.Input((1,)), *made])
    model.compile(loss="mse", jit_compile=False)
    assert [float(loss) for loss in model.losses] == pytest.approx([0.5, 0.1])
    assert model.evaluate(np.zeros((2, 1)), np.zeros((2, 1)), verbose=0) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("penalty", "value"),
    [(regularizers.L1(0.0), 0.0), (regularizers.L1L2(l1=0.0, l2=0.0), 0.0), (regularizers.L1L2(), 0.0),
     (regularizers.L1(0.1), 0.6), (regularizers.L2(0.5), 7.0), (regularizers.L1(), 0.06), (regularizers.L2(), 0.14)],
)  # fmt: skip
def test_err_C59_a_coefficient_of_0_is_no_penalty(penalty, value):
    assert float(penalty(np.array([1.0, -2.0, 3.0], dtype="float32"))) == pytest.approx(value)


def test_err_G04_an_initializer_that_is_shared_gives_equal_weights():
    shared = initializers.GlorotUniform()
    same = [Dense(2, kernel_initializer=shared) for _ in range(2)]
    apart = [Dense(2, kernel_initializer="glorot_uniform") for _ in range(2)]
    for layer in (*same, *apart):
        layer.build((None, 3))
    assert np.array_equal(same[0].kernel, same[1].kernel)
    assert not np.array_equal(apart[0].kernel, apart[1].kernel)
