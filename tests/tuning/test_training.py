"""What a trial is trained and judged on, and what its score is."""

import logging
import math

import numpy as np
import pandas as pd
import pytest
from tuning_nets import examples, net

from curso.models import KerasNetClassifier, KerasNetRegressor
from curso.models.faults import WrongInput
from curso.tuning.examples import set_aside
from curso.tuning.training import Report, score


class Trained:
    """A fitted net as far as its score is concerned."""

    def __init__(self, patience, best, **history):
        self.patience, self.best_epoch_ = patience, best
        epochs = range(1, len(next(iter(history.values()))) + 1)
        self.history_ = pd.DataFrame(history, index=[*epochs])


LOSSES = {"loss": [0.9, 0.5, 0.1], "val_loss": [0.8, 0.4, 0.6], "val_accuracy": [0.5, 0.7, 0.9]}


@pytest.mark.parametrize(("objective", "value"), [("val_loss", 0.6), ("val_accuracy", 0.9), ("loss", 0.1)])
def test_without_patience_the_last_epoch_counts(objective, value):
    assert score(Trained(None, 2, **LOSSES), objective) == value


@pytest.mark.parametrize(("objective", "value"), [("val_loss", 0.4), ("val_accuracy", 0.7), ("loss", 0.5)])
def test_with_patience_the_epoch_whose_weights_are_kept_counts(objective, value):
    assert score(Trained(1, 2, **LOSSES), objective) == value


def test_where_training_diverged_the_weights_of_the_best_epoch_were_put_back():
    nan = math.nan
    assert score(Trained(None, 1, loss=[0.9, nan], val_loss=[0.8, nan]), "val_loss") == 0.8


def test_a_net_that_never_had_a_finite_loss_has_no_score():
    with pytest.raises(WrongInput, match="not a finite number"):
        score(Trained(None, None, loss=[math.nan], val_loss=[math.nan]), "val_loss")


@pytest.mark.parametrize(("patience", "loss"), [(None, math.nan), (2, math.nan), (2, 0.5)])
def test_weights_that_no_epoch_has_measured_have_no_score(patience, loss):
    first_put_back = Trained(patience, None, loss=[loss], val_loss=[math.nan], val_accuracy=[0.9])
    with pytest.raises(WrongInput, match="`val_loss` was not a finite number"):
        score(first_put_back, "val_accuracy")


def test_the_score_of_a_real_net_with_patience_is_what_it_scores_now():
    X, y = examples()
    X_held, y_held = examples(60, seed=1)
    stopped = net(8, 30.0, epochs=12, patience=2).fit(X, y, validation_data=(X_held, y_held))
    assert score(stopped, "val_loss") == stopped.history_["val_loss"].min() != stopped.history_["val_loss"].iloc[-1]
    assert score(stopped, "val_accuracy") == pytest.approx(stopped.score(X_held, y_held))


def test_the_rows_set_aside_keep_the_classes_in_proportion_and_are_in_one_part_only():
    X, y = np.arange(100.0)[:, None], np.repeat(["rare", "common"], [20, 80])
    parts = set_aside(KerasNetClassifier(), X, y, None, 0.25, seed=3)
    X_held, y_held = parts.validation
    assert (y_held == "rare").sum() == 5
    assert len(parts.X) == 75
    assert sorted([*parts.X[:, 0], *X_held[:, 0]]) == [*range(100)]
    assert all(label == ("rare" if x < 20 else "common") for x, label in zip(X_held[:, 0], y_held, strict=True))
    again = set_aside(KerasNetClassifier(), X, y, None, 0.25, seed=3)
    np.testing.assert_array_equal(parts.X, again.X)


def test_weights_tables_and_several_inputs_are_cut_in_the_same_places():
    table = pd.DataFrame({"a": range(20), "b": range(20, 40)})
    y, weight = np.arange(20.0), np.arange(20.0) / 2
    parts = set_aside(KerasNetRegressor(), table, y, weight, 0.2, seed=0)
    X_held, y_held, weight_held = parts.validation
    assert isinstance(X_held, pd.DataFrame)
    np.testing.assert_array_equal(X_held["a"], y_held)
    np.testing.assert_array_equal(weight_held, y_held / 2)
    np.testing.assert_array_equal(parts.weight, parts.y / 2)
    two = set_aside(KerasNetRegressor(), {"a": y, "b": -y}, y, None, 0.2, seed=0)
    np.testing.assert_array_equal(two.validation[0]["b"], -two.validation[1])


@pytest.mark.parametrize(
    ("X", "y", "weight"),
    [
        (np.zeros((9, 1)), np.zeros(8), None),
        (np.zeros((9, 1)), np.zeros(9), np.ones(10)),
        ({"a": np.zeros(9), "b": np.zeros(10)}, np.zeros(9), None),
        ((np.zeros(10), np.zeros(10)), np.zeros(9), None),
    ],
)
def test_rows_without_their_target_or_targets_without_their_row_are_refused(X, y, weight):
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        set_aside(KerasNetRegressor(), X, y, weight, 0.2, seed=0)


@pytest.mark.parametrize("share", [0, 1, 1.5, "half"])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(WrongInput, match="validation"):
        set_aside(KerasNetRegressor(), np.zeros((9, 1)), np.zeros(9), None, share, seed=0)


def test_a_report_comes_back_from_its_file_as_it_was(tmp_path):
    from curso.text import Text

    for reason in (None, Text(es="así fue", en="so it was")):
        report = Report([0.1, 1 / 3], epochs=7, seconds=1.5, reason=reason)
        report.write(tmp_path)
        assert Report.read(tmp_path) == report
    assert Report.read(tmp_path / "nowhere") == Report()


def test_a_report_whose_writing_is_interrupted_leaves_the_one_before(tmp_path, monkeypatch):
    from pathlib import Path

    before = Report([0.5], epochs=2)
    before.write(tmp_path)

    def stopped(path, text, **_):
        path.write_bytes(text[:9].encode())
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", stopped)
    with pytest.raises(KeyboardInterrupt):
        Report([0.4], epochs=2).write(tmp_path)
    assert Report.read(tmp_path) == before


def test_of_tensorflow_s_warnings_only_that_of_retracing_is_dropped_and_only_in_a_search():
    from curso.tuning.engine import without_retracing

    log, heard = logging.getLogger("tensorflow"), []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())
    log.addHandler(handler)
    before = log.level
    log.setLevel(logging.WARNING)  # a lesson's test may have asked for less
    try:
        with without_retracing():
            log.warning("%s calls triggered tf.function retracing.", 5)
            log.warning("5 out of the last 15 calls triggered tf.function retracing. Tracing is expensive")
            log.warning("something else")
        log.warning("again: triggered tf.function retracing")
    finally:
        log.setLevel(before)
        log.removeHandler(handler)
    assert heard == ["something else", "again: triggered tf.function retracing"]
