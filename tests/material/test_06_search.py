"""What the lesson on searching says against older material, asked of the installed Keras Tuner."""

from __future__ import annotations

import inspect
import sys

import keras
import numpy as np
import pytest

keras_tuner = pytest.importorskip("keras_tuner")

X, Y = np.zeros((8, 2), "float32"), np.array([0, 1] * 4)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def build_model(hp):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    rate = hp.Float("rate", 0.001, 0.1, sampling="log")
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy", metrics=["accuracy"], run_eagerly=True)
    return model


class Recorded(keras_tuner.HyperModel):
    """Whatever it is asked to train, it remembers the epochs and plays the history that it was given."""

    def __init__(self, *histories):
        super().__init__()
        self.histories, self.asked = list(histories), []

    def build(self, hp):
        hp.Float("rate", 0.001, 0.1, sampling="log")
        return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])

    def fit(self, hp, model, *args, **kwargs):
        self.asked.append((kwargs.get("initial_epoch", 0), kwargs["epochs"]))
        history = keras.callbacks.History()
        accuracies = self.histories[(len(self.asked) - 1) % len(self.histories)]
        history.epoch, history.history = list(range(len(accuracies))), {"val_accuracy": accuracies}
        return history


def random_search(hypermodel, folder, **settings):
    settings = {"max_trials": 2, "objective": "val_accuracy", "seed": 1, **settings}
    return keras_tuner.RandomSearch(hypermodel, directory=str(folder), **settings)


def statuses(tuner):
    return [(trial.status, trial.score) for trial in tuner.oracle.trials.values()]


def test_err_E09_the_names_of_the_tuners():
    for name in ("RandomSearch", "GridSearch", "BayesianOptimization", "Hyperband"):
        assert inspect.isclass(getattr(keras_tuner, name))
    for name in ("BayesianSearch", "HyperbandSearch"):
        assert not hasattr(keras_tuner, name)


def test_inv_E031_without_a_search_each_hyper_parameter_is_the_first_of_its_range():
    hp = keras_tuner.HyperParameters()
    values = (
        hp.Int("units", 16, 64, step=16),
        hp.Float("rate", 0.0001, 1.0, sampling="log"),
        hp.Choice("optimizer", ["sgd", "adam"]),
        hp.Boolean("batch_norm"),
        hp.Fixed("epochs", 30),
    )
    assert values == (16, 0.0001, "sgd", False, 30)
    assert list(hp.space[0].values) == [16, 32, 48, 64]


def test_err_E10_the_sample_completed_runs(tmp_path):
    tuner = random_search(build_model, tmp_path, max_trials=1, executions_per_trial=2, overwrite=True)
    tuner.search(X, Y, epochs=1, validation_data=(X, Y), verbose=0)
    assert [status for status, _ in statuses(tuner)] == ["COMPLETED"]


def test_inv_E033_the_score_is_the_mean_of_the_best_epoch_of_each_execution(tmp_path):
    recorded = Recorded([0.60, 0.80, 0.70], [0.50, 0.60, 0.64])
    tuner = random_search(recorded, tmp_path, max_trials=1, executions_per_trial=2)
    tuner.search(epochs=3, verbose=0)
    assert statuses(tuner) == [("COMPLETED", pytest.approx(0.72))]
    assert len(recorded.asked) == 2


def test_err_E11_hyperband_sets_the_epochs_itself(tmp_path):
    recorded = Recorded([0.5])
    tuner = keras_tuner.Hyperband(
        recorded, objective="val_accuracy", max_epochs=9, factor=3, seed=1, directory=str(tmp_path)
    )
    tuner.run_trial(tuner.oracle.create_trial("me"), epochs=50)
    assert recorded.asked == [(0, 1)]


def test_err_E12_the_best_models_are_trained_and_a_new_one_is_not(tmp_path):
    tuner = random_search(build_model, tmp_path)
    tuner.search(X + 1, Y * 0, epochs=1, validation_data=(X + 1, Y * 0), verbose=0)
    with pytest.warns(UserWarning, match="Skipping variable loading for optimizer"):
        best, second = tuner.get_best_models(num_models=2)
    anew = tuner.hypermodel.build(tuner.get_best_hyperparameters()[0])
    assert anew.optimizer.learning_rate == best.optimizer.learning_rate
    assert np.any(best.layers[-1].get_weights()[1] != 0)  # its bias has moved
    assert np.all(anew.layers[-1].get_weights()[1] == 0)
    assert second.count_params() == 3


def test_err_E13_without_overwrite_what_is_in_the_folder_is_taken_up(tmp_path):
    defaults = {name: p.default for name, p in inspect.signature(keras_tuner.Tuner.__init__).parameters.items()}
    assert defaults.get("overwrite", False) is False
    random_search(Recorded([0.9]), tmp_path).search(epochs=1, verbose=0)
    assert (tmp_path / "untitled_project").is_dir()
    other = Recorded([0.1])
    resumed = random_search(other, tmp_path)
    resumed.search(epochs=1, verbose=0)
    assert (other.asked, statuses(resumed)) == ([], [("COMPLETED", 0.9)] * 2)
    anew = random_search(other, tmp_path, overwrite=True)
    anew.search(epochs=1, verbose=0)
    assert [score for _, score in statuses(anew)] == [0.1, 0.1]


def test_err_G01_keras_tuner_needs_tensorboard(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tensorboard.plugins.hparams", None)
    tuner = random_search(Recorded([0.5]), tmp_path)
    tuner.search(epochs=1, verbose=0)
    assert statuses(tuner) == [("FAILED", None)] * 2
    assert "tensorboard" in capsys.readouterr().err


def test_err_G02_all_fail_without_an_exception_and_there_is_a_best(tmp_path, capsys):
    tuner = random_search(build_model, tmp_path)
    tuner.search(X, Y, epochs=1, verbose=0)  # no validation data
    assert statuses(tuner) == [("FAILED", None)] * 2
    assert 0.001 <= tuner.get_best_hyperparameters()[0].get("rate") <= 0.1
    assert "Traceback" in capsys.readouterr().err


def test_err_G02_three_failures_in_a_row_end_the_search(tmp_path, capsys):
    tuner = random_search(Recorded([]), tmp_path, max_trials=5)
    with pytest.raises(RuntimeError, match="3"):
        tuner.search(epochs=1, verbose=0)
    assert len(tuner.oracle.trials) == 3
    assert "Traceback" in capsys.readouterr().err
