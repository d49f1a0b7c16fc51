"""What the lesson on compile, fit, evaluate and predict says against older material, asked of the installed Keras."""

from __future__ import annotations

import inspect
import warnings
from itertools import chain

import keras
import numpy as np
import pytest
from keras import layers

X = np.random.default_rng(0).normal(size=(10, 2)).astype("float32")
Y = np.arange(10) % 2


def small(outputs=1, activation="sigmoid"):
    keras.utils.set_random_seed(3)
    return keras.Sequential([keras.Input((2,)), layers.Dense(outputs, activation=activation)])


def compiled(loss="mse", **settings):
    model = small()
    model.compile(optimizer="sgd", loss=loss, run_eagerly=True, **settings)
    return model


def arguments(function):
    return [name for name in inspect.signature(function).parameters if name != "self"]


class Spy(keras.Model):
    """Notes the examples that reach it, and learns nothing."""

    def __init__(self):
        super().__init__()
        self.trained, self.validated = [], []

    def train_step(self, data):
        self.trained.append(data[0].numpy().ravel().astype(int).tolist())
        return {"seen": keras.ops.zeros(())}

    def test_step(self, data):
        self.validated.append(data[0].numpy().ravel().astype(int).tolist())
        return {"seen": keras.ops.zeros(())}


def spied(**settings):
    keras.utils.set_random_seed(3)
    ten, spy = np.arange(10.0), Spy()
    spy.compile(run_eagerly=True)
    spy.fit(ten, ten, verbose=0, **settings)
    return spy


def test_err_C36_the_third_argument_of_compile_is_loss_weights():
    assert arguments(keras.Model.compile)[:4] == ["optimizer", "loss", "loss_weights", "metrics"]
    model = small()
    model.compile("sgd", "mse", ["mae"])
    with pytest.raises(ValueError, match="dtype"):
        model.fit(X, Y, verbose=0)


def test_err_C37_without_a_loss_it_compiles_and_predicts_but_does_not_train():
    model = compiled(loss=None)
    assert model.predict(X, verbose=0).shape == (10, 1)
    with pytest.raises(ValueError, match="No loss to compute"):
        model.fit(X, Y, verbose=0)


def test_err_E14_the_third_argument_of_evaluate_is_batch_size():
    assert arguments(keras.Model.evaluate)[:4] == ["x", "y", "batch_size", "verbose"]
    assert arguments(keras.Model.predict) == ["x", "batch_size", "verbose", "steps", "callbacks"]


def test_err_C42_epochs_are_complete_passes_each_updating_once_a_batch():
    model = compiled()
    model.fit(X, Y, epochs=2, batch_size=4, verbose=0)
    assert int(model.optimizer.iterations) == 2 * 3


@pytest.mark.parametrize("wrong", ["epoch", "Batch_size", "workers", "max_queue_size", "use_multiprocessing"])
def test_err_C42_err_C43_err_G08_fit_does_not_know_these_names(wrong):
    with pytest.raises(TypeError, match=wrong):
        compiled().fit(X, Y, verbose=0, **{wrong: 1})


def test_err_C43_batches_have_32_examples_unless_said():
    model = compiled()
    model.fit(np.zeros((65, 2)), np.zeros(65), verbose=0)
    assert int(model.optimizer.iterations) == 3


def test_err_C44_x_and_y_are_two_arguments():
    assert arguments(keras.Model.fit)[:2] == ["x", "y"]


@pytest.mark.parametrize("shuffle", [True, False])
def test_err_C45_the_split_takes_the_tail_in_order_before_shuffling(shuffle):
    spy = spied(validation_split=0.2, shuffle=shuffle)
    assert spy.validated == [[8, 9]]
    assert sorted(chain(*spy.trained)) == list(range(8))


def test_err_C46_the_split_wants_arrays_and_given_data_rule():
    import tensorflow as tf

    served = tf.data.Dataset.from_tensor_slices((X, Y)).batch(5)
    with pytest.raises(ValueError, match="only supported for tensors or NumPy arrays"):
        compiled().fit(served, validation_split=0.2, verbose=0)
    spy = spied(validation_split=0.2, validation_data=(np.array([7.0]), np.array([7.0])))
    assert sorted(chain(*spy.trained)) == list(range(10)) and spy.validated == [[7]]


def test_err_G03_with_a_seed_every_epoch_has_the_same_order():
    trained = spied(epochs=3, batch_size=10).trained
    assert trained[0] == trained[1] == trained[2] != list(range(10))


def test_err_C47_evaluate_returns_one_number_without_metrics_and_names_on_request():
    assert isinstance(compiled().evaluate(X, Y, verbose=0), float)
    assert len(compiled(metrics=["mae"]).evaluate(X, Y, verbose=0)) == 2
    assert set(compiled(metrics=["mae"]).evaluate(X, Y, verbose=0, return_dict=True)) == {"loss", "mae"}


def test_err_C48_predict_gives_outputs_and_argmax_of_one_column_is_0():
    outputs = compiled().predict(X, verbose=0)
    assert outputs.shape == (10, 1) and np.unique(outputs).size > 2
    assert not np.argmax([[0.1], [0.9], [0.7]], axis=1).any()


@pytest.mark.parametrize(
    ("loss", "labels"), [("categorical_crossentropy", Y), ("sparse_categorical_crossentropy", np.eye(3)[Y])]
)
def test_err_G06_each_crossentropy_wants_its_shape_of_labels(loss, labels):
    model = small(3, "softmax")
    model.compile(optimizer="sgd", loss=loss, run_eagerly=True)
    with pytest.raises(ValueError, match="rank"):
        model.fit(X, labels, verbose=0)


def test_err_G07_lr_is_gone_and_decay_is_ignored_with_a_warning():
    with pytest.raises(ValueError, match="not recognized"):
        keras.optimizers.SGD(lr=0.1)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        keras.optimizers.Adam(decay=1e-4)
    assert any("decay" in str(warning.message) for warning in heard)


def test_class_weights_and_sample_weights_are_not_taken_together():
    with pytest.raises(ValueError, match="class_weight"):
        compiled().fit(X, Y, class_weight={0: 1, 1: 4}, sample_weight=np.ones(10), verbose=0)


def test_metrics_ignore_weights_and_weighted_metrics_do_not():
    model, weights = compiled(metrics=["accuracy"], weighted_metrics=["mse"]), np.where(Y == 1, 5.0, 1.0)
    model.predict(X[:1], verbose=0)
    said = model.evaluate(X, Y, sample_weight=weights, verbose=0, return_dict=True)
    outputs = model.predict(X, verbose=0)[:, 0]
    assert said["accuracy"] == pytest.approx(np.mean((outputs > 0.5) == Y))
    assert said["mse"] == pytest.approx(np.average((outputs - Y) ** 2, weights=weights), rel=1e-4)
    assert said["loss"] == pytest.approx(np.mean(weights * (outputs - Y) ** 2), rel=1e-4)


def test_err_A09_saving_keeps_the_optimizer_and_exporting_does_not(tmp_path):
    import tensorflow as tf

    model = compiled()
    model.fit(X, Y, batch_size=5, verbose=0)
    wanted = model.predict(X, verbose=0)
    model.save(tmp_path / "m.keras")
    again = keras.models.load_model(tmp_path / "m.keras")
    np.testing.assert_allclose(again.predict(X, verbose=0), wanted, rtol=1e-5)
    assert int(again.optimizer.iterations) == 2
    with pytest.raises(ValueError, match="Invalid filepath extension"):
        model.save(tmp_path / "m")
    model.export(tmp_path / "saved", verbose=False)
    server = tf.saved_model.load(str(tmp_path / "saved"))
    np.testing.assert_allclose(server.serve(X), wanted, rtol=1e-5)
    assert not hasattr(server, "optimizer")
    with pytest.raises(ValueError, match="not supported"):
        keras.models.load_model(tmp_path / "saved")
    with pytest.raises(ValueError, match=r"tf_saved_model.*onnx.*openvino.*litert.*torch"):
        model.export(tmp_path / "other", format="caffe")
