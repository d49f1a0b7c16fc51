"""What the lesson on avoiding overfitting says against older material, asked of the installed versions."""

import inspect
import warnings

import keras
import numpy as np
import pytest
from keras import layers, regularizers
from keras.callbacks import EarlyStopping


def compiled(**settings):
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
    model.compile("sgd", "mse", **settings)
    return model


def last_epoch(losses, **settings):
    model, stop = compiled(), EarlyStopping(monitor="val_loss", **settings)
    stop.set_model(model)
    stop.on_train_begin()
    for epoch, loss in enumerate(losses):
        stop.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            break
    return epoch + 1


@pytest.mark.parametrize("name", ["Dropout", "BatchNormalization", "MaxPooling2D", "AveragePooling2D"])
def test_err_A04_the_layers_have_these_names(name):
    assert inspect.isclass(getattr(layers, name))


def test_err_E06_a_plateau_and_small_improvements_stop_too():
    assert last_epoch([0.5] * 6, patience=2) == 3
    assert last_epoch([0.50, 0.49, 0.48, 0.47, 0.46], patience=2, min_delta=0.05) == 3


def test_err_E07_the_arguments_and_their_defaults():
    defaults = {name: p.default for name, p in inspect.signature(EarlyStopping).parameters.items()}
    expected = {"monitor": "val_loss", "min_delta": 0, "patience": 0, "mode": "auto", "baseline": None, "verbose": 0}
    assert expected.items() <= defaults.items()
    assert defaults["restore_best_weights"] is False
    assert defaults["start_from_epoch"] == 0


def test_err_E07_patience_0_and_1_stop_alike():
    losses = [0.5, 0.4, 0.45, 0.3]
    assert [last_epoch(losses, patience=patience) for patience in (0, 1)] == [3, 3]


def test_until_the_baseline_is_beaten_improving_does_not_take_the_wait_back_to_0():
    losses = [0.9, 0.8, 0.7, 0.75, 0.6]
    assert last_epoch(losses, patience=3) == 5
    assert last_epoch(losses, patience=3, baseline=0.65) == 4
    assert last_epoch(losses, patience=3, baseline=0.75) == 5


def test_err_E07_the_best_weights_come_back_even_when_nothing_stopped():
    model, stop = compiled(), EarlyStopping(patience=9, restore_best_weights=True)
    stop.set_model(model)
    stop.on_train_begin()
    for epoch, loss in enumerate([0.5, 0.2, 0.4]):
        model.set_weights([np.full((1, 1), epoch), np.zeros(1)])
        stop.on_epoch_end(epoch, {"val_loss": loss})
    stop.on_train_end()
    assert model.get_weights()[0].item() == 1


def test_err_E07_without_validation_data_it_warns_and_does_not_stop():
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        history = compiled().fit(
            np.ones((4, 1)), np.ones((4, 1)), epochs=3, verbose=0, callbacks=[EarlyStopping(patience=1)]
        )
    assert len(history.epoch) == 3
    assert any("val_loss" in str(warning.message) for warning in said)


def test_err_E08_the_three_prices_of_a_layer():
    layer = layers.Dense(
        64,
        kernel_regularizer=regularizers.L1L2(l1=1e-5, l2=1e-4),
        bias_regularizer=regularizers.L2(1e-4),
        bias_initializer="ones",
        activity_regularizer=regularizers.L2(1e-5),
    )
    outputs = np.asarray(layer(np.random.default_rng(0).normal(size=(8, 5)).astype("float32")))
    kernel = np.asarray(layer.kernel)
    prices = [1e-5 * np.abs(kernel).sum() + 1e-4 * (kernel**2).sum(), 64e-4, 1e-5 * (outputs**2).sum() / 8]
    assert sorted(float(loss) for loss in layer.losses) == pytest.approx(sorted(prices), rel=1e-4)


def test_err_G05_a_monitor_that_is_no_metric_needs_a_mode():
    for mode, refused in (("auto", True), ("max", False)):
        stop = EarlyStopping(monitor="val_acuracy", mode=mode)
        stop.set_model(compiled(metrics=["mae"]))
        stop.on_train_begin()
        if refused:
            with pytest.raises(ValueError, match="automatically determine"):
                stop.on_epoch_end(0, {"val_acuracy": 0.5})
        else:
            stop.on_epoch_end(0, {"val_acuracy": 0.5})
