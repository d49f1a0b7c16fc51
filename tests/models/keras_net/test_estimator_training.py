"""The training loop: Keras's callbacks, early stopping, an interruption, and what is shown meanwhile."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import re

import numpy as np
import pandas as pd
import pytest

from curso.models import KerasNetClassifier, KerasNetRegressor
from curso.models.faults import WrongInput
from curso.models.keras_net import base, watch
from curso.models.keras_net.device import Hardware, choose_device
from curso.models.keras_net.directions import direction
from curso.models.keras_net.picture import curves
from curso.text import set_language

keras = pytest.importorskip("keras")
callbacks = keras.callbacks

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((96, 4)).astype("float32")
Y = X @ np.array([1, -1, 0.5, 0], "float32") + RANDOM.standard_normal(96).astype("float32") / 2
QUICK = {"hidden": 8, "learning_rate": 0.05, "how": "graph"}


class Diary(callbacks.Callback):
    """Writes down what it is told."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def on_train_begin(self, logs=None):
        self.heard.append("train begin")

    def on_epoch_begin(self, epoch, logs=None):
        self.heard.append(f"begin {epoch}")

    def on_test_end(self, logs=None):
        self.heard.append(f"test {sorted(logs)}")

    def on_epoch_end(self, epoch, logs=None):
        self.heard.append(f"end {epoch} {sorted(logs)}")

    def on_train_end(self, logs=None):
        self.heard.append("train end")


def test_callbacks_hear_what_fit_would_tell_them():
    diary, keras_s = Diary(), Diary()
    net = KerasNetRegressor(**QUICK, epochs=2).fit(X, Y, validation_data=(X, Y), callbacks=[diary])
    assert net.how_ == "graph"
    net.model_.fit(X, Y, validation_data=(X, Y), epochs=2, verbose=0, callbacks=[keras_s])
    assert diary.heard == keras_s.heard
    assert diary.params["epochs"] == 2
    assert diary.params["steps"] == 3
    assert diary.model is net.model_


def test_a_callback_that_hears_batches_makes_fit_run_and_that_is_said():
    seen = []
    each = callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: seen.append(batch))
    net = KerasNetRegressor(**QUICK, epochs=2).fit(X, Y, callbacks=[each])
    assert seen == [0, 1, 2] * 2
    assert net.how_ == "fit"
    assert any("LambdaCallback" in str(note) for note in net.notes_)


def test_keras_s_own_callbacks_work_with_a_compiled_epoch(tmp_path):
    diary = Diary()
    rates = []
    net = KerasNetRegressor(**QUICK, epochs=3).fit(
        X,
        Y,
        validation_data=(X, Y),
        callbacks=[
            diary,
            callbacks.LearningRateScheduler(lambda epoch: 0.04 / (epoch + 1)),
            callbacks.ModelCheckpoint(tmp_path / "best.keras", save_best_only=True),
            callbacks.TensorBoard(tmp_path / "logs"),
            callbacks.CSVLogger(tmp_path / "log.csv"),
            callbacks.LambdaCallback(
                on_epoch_end=lambda epoch, logs: rates.append(diary.model.optimizer.learning_rate.numpy())
            ),
        ],
    )
    assert net.how_ == "graph"
    np.testing.assert_allclose(rates, [0.04, 0.02, 0.04 / 3], rtol=1e-6)
    best = keras.models.load_model(tmp_path / "best.keras")
    np.testing.assert_allclose(best.evaluate(X, Y, verbose=0)[0], net.history_.val_loss.min(), rtol=1e-5)
    assert len((tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()) == 4
    assert list((tmp_path / "logs").rglob("events*"))


class Note(callbacks.Callback):
    """Writes into the logs, also what is no number and what is there already."""

    def on_epoch_end(self, epoch, logs=None):
        logs |= {"rate": self.model.optimizer.learning_rate, "words": "none", "loss": None, "val_loss": -1.0}
        if epoch:
            logs["late"] = epoch


def test_what_callbacks_write_into_the_logs_is_in_the_history_as_after_fit():
    def rates():
        return callbacks.LearningRateScheduler(lambda epoch: 0.04 / (epoch + 1))

    net = KerasNetRegressor(**QUICK, epochs=3).fit(X, Y, validation_data=(X, Y), callbacks=[rates()])
    keras_s = net.model_.fit(X, Y, validation_data=(X, Y), epochs=3, verbose=0, callbacks=[rates()]).history
    assert set(net.history_) == set(keras_s)
    np.testing.assert_allclose(net.history_.learning_rate, keras_s["learning_rate"])


def test_what_callbacks_write_changes_neither_the_best_epoch_nor_the_end(tmp_path):
    net = KerasNetRegressor(**QUICK, epochs=3, patience=1).fit(X, Y, validation_data=(X, Y), callbacks=[Note()])
    assert (net.best_epoch_, len(net.history_)) == (3, 3)
    assert "words" not in net.history_ and np.isfinite(net.history_.loss).all()
    np.testing.assert_allclose(net.history_.rate, 0.05)
    np.testing.assert_array_equal(net.history_[["late", "val_loss"]], [[np.nan, -1], [1, -1], [2, -1]])
    net.save(tmp_path / "net.keras")
    assert KerasNetRegressor.load(tmp_path / "net.keras").history_.equals(net.history_)


def test_early_stopping_by_keras_and_by_patience_stop_at_the_same_epoch():
    noise = np.random.default_rng(1).standard_normal(96)
    apart = (X[:32] + 1, noise[:32])
    ours = KerasNetRegressor(**QUICK, epochs=30, patience=3).fit(X, noise, validation_data=apart)
    stop = callbacks.EarlyStopping(patience=3)
    keras_s = KerasNetRegressor(**QUICK, epochs=30).fit(X, noise, validation_data=apart, callbacks=[stop])
    assert len(ours.history_) == len(keras_s.history_) < 30
    assert len(ours.history_) == ours.best_epoch_ + 3
    best = ours.history_.val_loss.min()
    np.testing.assert_allclose(ours.model_.evaluate(*apart, verbose=0)[0], best, rtol=1e-5)
    assert keras_s.model_.evaluate(*apart, verbose=0)[0] > best


class Impatient(callbacks.Callback):
    """Presses Ctrl-C at the beginning of an epoch, having spoilt the weights."""

    def __init__(self, when):
        super().__init__()
        self.when = when

    def on_epoch_begin(self, epoch, logs=None):
        if epoch == self.when:
            self.model.set_weights([0 * weights for weights in self.model.get_weights()])
            raise KeyboardInterrupt


@pytest.mark.parametrize(("when", "words"), [(3, "tras 3"), (0, "pesos iniciales")])
def test_an_interruption_keeps_the_best_weights_so_far_and_says_so(when, words):
    set_language("es")
    net = KerasNetRegressor(**QUICK, epochs=10, validation=0.25).fit(X, Y, callbacks=[Impatient(when)])
    assert net.interrupted_
    assert len(net.history_) == when
    assert re.search(words, str(net.notes_[-1]))
    assert np.abs(net.model_.get_weights()[0]).max() > 0
    if when:
        held = net.validation_rows_
        loss = net.model_.evaluate(X[held], Y[held], verbose=0)[0]
        np.testing.assert_allclose(loss, net.history_.val_loss.min(), rtol=1e-5)


def test_a_loss_that_runs_away_is_said_and_leaves_finite_weights():
    net = KerasNetRegressor(8, optimizer="sgd", learning_rate=1e6, epochs=8, how="graph").fit(X, Y)
    assert "finite" in str(net.notes_[-1])
    assert np.isfinite(net.predict(X)).all()


@pytest.fixture
def t4(monkeypatch):
    """The processor is taken for a GPU with tensor cores."""
    seen = [Hardware("gpu", "CPU:0", "Tesla T4", (7, 5))]
    monkeypatch.setattr(base, "choose_device", lambda asked, **how: choose_device(found=seen, **how))


@pytest.mark.parametrize("how", ["graph", "xla", "fit"])
def test_small_gradients_survive_16_bit_floats(t4, how):
    small = np.full(96, 1e-7)  # the weight of each example in the loss, which makes gradients that 16 bits take for 0
    net = KerasNetRegressor(8, optimizer="sgd", learning_rate=1e6, epochs=2, batch_size=48, how=how).fit(X, Y, small)
    assert net.how_ == how
    assert net.model_.layers[0].dtype_policy.name == "mixed_float16"
    assert isinstance(net.model_.optimizer, keras.optimizers.LossScaleOptimizer)
    untrained = KerasNetRegressor(8, optimizer="sgd", learning_rate=1e-12, epochs=1, how="fit").fit(X, Y)
    moved = net.model_.get_weights()[0] - untrained.model_.get_weights()[0]
    assert np.abs(moved).max() > 1e-3


def linear(**compiled):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    if compiled:
        model.compile(**compiled)
    return model


def test_of_a_model_of_one_s_own_it_is_not_said_that_it_computes_with_16_bits(t4):
    net = KerasNetRegressor(model=linear, epochs=1, how="graph").fit(X, Y)
    assert net.model_.layers[0].dtype_policy.name == "float32"
    assert net.device_.mixed is None
    assert str(net.notes_[0]) == "Tesla T4: with the precision of your model's layers."


def test_a_model_that_has_trained_goes_on_in_compiled_epochs_with_its_optimizer_s_state(t4):
    first = KerasNetRegressor(8, epochs=2, batch_size=48, how="graph").fit(X, Y)
    again = KerasNetRegressor(model=first.model_, epochs=1, batch_size=48, how="graph").fit(X, Y)
    assert again.how_ == "graph"
    before, after = (net.model_.optimizer for net in (first, again))
    assert isinstance(after, keras.optimizers.LossScaleOptimizer)
    assert int(after.inner_optimizer.iterations) == int(before.inner_optimizer.iterations) + 2
    assert len(after.variables) == len(before.variables)


@pytest.mark.parametrize(
    "loss",
    [
        keras.losses.MeanSquaredError(reduction="sum"),
        keras.losses.MeanSquaredError(reduction="mean_with_sample_weight"),
        lambda y, given: keras.ops.sum((y - given) ** 2),
    ],
    ids=["sum", "mean with weights", "one's own"],
)
def test_a_loss_that_is_no_mean_over_the_examples_is_validated_in_batches_as_it_is_trained(loss):
    weights = np.linspace(0.1, 5, 96)
    net = KerasNetRegressor(model=lambda: linear(optimizer="sgd", loss=loss), epochs=1, batch_size=32, how="graph")
    net.fit(X, Y, validation_data=(X, Y, weights))
    assert net.how_ == "graph"
    theirs = net.model_.evaluate(X, Y[:, None], sample_weight=weights, batch_size=32, verbose=0)
    np.testing.assert_allclose(net.history_.val_loss.iloc[-1], theirs, rtol=1e-4)


def test_a_validation_loss_that_is_never_a_number_is_said():
    always_nan = (np.full((4, 4), 1e30, "float32"), np.ones(4))  # its square is beyond 32-bit floats
    net = KerasNetRegressor(**QUICK, epochs=4, patience=2).fit(X, Y, validation_data=always_nan)
    assert len(net.history_) == 3
    assert net.best_epoch_ is None
    assert "has not been a finite number in any epoch" in str(net.notes_[-1])


def test_targets_of_the_validation_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="NaN"):
        KerasNetRegressor(**QUICK).fit(X, Y, validation_data=(X, np.full(96, np.nan)))


def test_the_picture_of_the_history_says_in_words_what_it_shows():
    net = KerasNetClassifier(**QUICK, epochs=3, validation=0.25).fit(X, Y > 0)
    picture = net.plot_history()
    html = picture._repr_html_()
    for lang, word in (("es", "Curvas"), ("en", "curves")):
        assert word in picture.alt.to(lang)
    assert 'alt="Learning curves over 3 epochs.' in html
    assert [axes.get_title() for axes in picture.figure.axes] == ["loss", "accuracy"]
    drawn = picture.figure.axes[0].lines[1].get_ydata()
    np.testing.assert_array_equal(drawn, net.history_.val_loss)


def test_the_best_epoch_of_a_loss_that_rises_is_the_lowest():
    said = curves(pd.DataFrame({"loss": [0.6, 0.9], "val_loss": [0.5, 0.7]})).alt
    assert "its best value, 0.5, is that of epoch 1" in said.en


@pytest.mark.parametrize(
    ("name", "trained", "validated", "best"),
    [
        ("accuracy", [1.0, 1.0], [0.90, 0.95], "0.95, is that of epoch 2"),
        ("auc_1", [0.9, 0.8], [0.6, 0.7], "0.7, is that of epoch 2"),
        ("false_positives", [2.0, 3.0], [4.0, 5.0], "4, is that of epoch 1"),
        ("mine", [0.2, 0.4], [0.1, 0.3], "0.3, is that of epoch 2"),
        ("mine", [0.4, 0.2], [0.1, 0.3], "0.1, is that of epoch 1"),
    ],
)
def test_the_best_value_of_a_metric_is_the_one_that_is_known_to_be_better(name, trained, validated, best):
    assert f"its best value, {best}" in curves(pd.DataFrame({name: trained, f"val_{name}": validated})).alt.en


def test_of_each_metric_keras_says_the_same_as_we():
    anything = {"Mean", "MeanMetricWrapper", "Metric", "Sum"}
    kinds = [kind for kind in vars(keras.metrics).values() if isinstance(kind, type) and kind.__name__ not in anything]
    directions = {"up": "max", "down": "min"}
    compared = 0
    for kind in kinds:
        known = direction(kind.__name__)
        assert known is not None, kind
        try:
            metric = kind()
        except TypeError:  # it cannot be made without arguments
            continue
        assert direction(f"val_{metric.name}") == known
        if hasattr(metric, "_direction"):
            assert directions[metric._direction] == known, kind
            compared += 1
    assert compared > 15
    assert direction("val_weighted_acc") == "max" and direction("out_loss") == "min"
    assert not any(map(direction, (*anything, "mine", "learning_rate")))


def test_a_callback_that_would_go_on_with_an_earlier_training_is_refused(tmp_path):
    with pytest.raises(WrongInput, match="BackupAndRestore") as caught:
        KerasNetRegressor(**QUICK).fit(X, Y, callbacks=[callbacks.BackupAndRestore(tmp_path)])
    assert caught.value.sentence.es != caught.value.sentence.en


def test_a_terminal_gets_a_bar_and_the_sentences(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    bar = watch.watcher("auto", 2)
    assert isinstance(bar, watch.Bar)
    bar.saw([{"loss": 0.5}])
    bar.saw([{"loss": 0.5}, {"loss": 0.25}])
    bar.close()
    said = capsys.readouterr().err
    assert "2/2" in said
    assert "loss 0.25" in said


def test_a_notebook_gets_curves_that_are_drawn_anew(monkeypatch):
    shown = []

    class Handle:
        def update(self, picture):
            shown.append(picture)

    def display(picture, display_id):
        shown.append(picture)
        return Handle()

    monkeypatch.setattr(watch, "in_notebook", lambda: True)
    monkeypatch.setattr("IPython.display.display", display)
    curves = watch.watcher("auto", 2)
    curves.saw([{"loss": 0.5}])
    curves.saw([{"loss": 0.5}, {"loss": 0.25}])
    curves.close()
    assert len(shown) == 2  # the second was too soon after the first, and is in what is left at the end
    assert "from 0.5 to 0.25" in str(shown[-1].alt)


def test_nothing_is_shown_while_a_notebook_is_graded(monkeypatch):
    monkeypatch.setattr(watch, "in_notebook", lambda: True)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert type(watch.watcher("auto", 2)) is watch.Silent
