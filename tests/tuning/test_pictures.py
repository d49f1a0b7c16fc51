"""The pictures of a search, drawn from results that are made up, so that each fact in them is known."""

from pathlib import Path

import keras_tuner
import numpy as np
import pytest

from curso.models.faults import WrongInput
from curso.text import Text
from curso.tuning.coordinates import coordinates, marks, written
from curso.tuning.importance import importance
from curso.tuning.pictures import bars, best_so_far, parallel
from curso.tuning.results import Result
from curso.tuning.training import Report


def space():
    hp = keras_tuner.HyperParameters()
    hp.Int("units", 8, 64, step=8)
    hp.Float("rate", 1e-4, 1e-1, sampling="log")
    hp.Choice("activation", ["relu", "tanh", "elu"])
    hp.Boolean("norm")
    return hp.space


def result(number, score=None, epochs=5, seconds=2.0, **values):
    report = Report([] if score is None else [score], epochs, seconds, None if score else Text(es="no", en="no"))
    return Result(number, values, "failed" if score is None else "completed", report, None, None, None, Path())


def trials():
    def one(number, score, units, rate, activation="relu", norm=False):
        return result(number, score, units=units, rate=rate, activation=activation, norm=norm)

    return [one(0, 0.8, 8, 1e-4), one(1, 0.3, 64, 1e-2, "tanh"), one(2, 0.5, 32, 1e-1, "elu", True)]


def test_values_lie_where_keras_tuner_draws_them():
    units, rate, activation, norm = (coordinates(hp, trials()) for hp in space())
    np.testing.assert_allclose(units, [1 / 16, 15 / 16, 7 / 16])
    np.testing.assert_allclose(rate, [0, 2 / 3, 1], atol=1e-9)
    np.testing.assert_allclose(activation, [1 / 6, 1 / 2, 5 / 6])
    np.testing.assert_allclose(norm, [0.25, 0.25, 0.75])
    assert np.isnan(coordinates(space()[0], [result(0, 1.0)])).all()


def test_an_axis_is_marked_with_values_that_can_be_drawn():
    units, rate, activation, norm = (marks(hp) for hp in space())
    assert {label for _, label in units} <= {str(n) for n in range(8, 65, 8)}
    assert [label for _, label in rate][:: len(rate) - 1] == ["0.0001", "0.1"]
    assert [label for _, label in activation] == ["relu", "tanh", "elu"]
    assert [label for _, label in norm] == ["False", "True"]
    hp = keras_tuner.HyperParameters()
    hp.Int("few", 1, 100, sampling="log")
    assert marks(hp.space[0])[-1][1] == "100"


@pytest.mark.parametrize(
    ("value", "text"), [(True, "True"), ("relu", "relu"), (64, "64"), (12345, "12345"), (0.00123456, "0.00123")]
)
def test_values_are_written_short(value, text):
    assert written(value) == text


def test_the_best_so_far_is_a_staircase_and_says_where_it_ends():
    picture = best_so_far(trials(), "val_loss", less=True, by="trial")
    dots, stairs = picture.figure.axes[0].get_lines()
    np.testing.assert_allclose(dots.get_ydata(), [0.8, 0.3, 0.5])
    np.testing.assert_allclose(stairs.get_ydata(), [0.8, 0.3, 0.3])
    assert "begins at 0.8 and ends at 0.3, that of trial 1" in picture.alt.en
    assert "empieza en 0.8 y acaba en 0.3, el del ensayo 1" in picture.alt.es


def test_of_an_accuracy_the_best_so_far_rises():
    _, stairs = best_so_far(trials(), "val_accuracy", less=False, by="trial").figure.axes[0].get_lines()
    np.testing.assert_allclose(stairs.get_ydata(), [0.8, 0.8, 0.8])


@pytest.mark.parametrize(("by", "spent"), [("epochs", [5, 10, 15]), ("seconds", [2, 4, 6])])
def test_it_can_be_drawn_by_what_was_spent(by, spent):
    dots, _ = best_so_far(trials(), "val_loss", less=True, by=by).figure.axes[0].get_lines()
    np.testing.assert_allclose(dots.get_xdata(), spent)


def test_failed_trials_are_crossed_and_counted():
    some = [result(0), *[result(n, 1.0 / n) for n in (1, 2)], result(3)]
    picture = best_so_far(some, "val_loss", less=True, by="trial")
    *_, crosses = picture.figure.axes[0].get_lines()
    assert [*crosses.get_xdata()] == [0, 3]
    assert "2 failed" in picture.alt.en
    assert "Han fallado 2" in picture.alt.es


def test_parallel_lines_go_through_an_axis_for_each_hyper_parameter_and_the_score():
    picture = parallel(trials(), space(), "val_loss", less=True)
    axes = picture.figure.axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["units", "rate", "activation", "norm", "val_loss"]
    lines = [line for line in axes.get_lines() if len(line.get_xdata()) == 5]
    assert len(lines) == 3
    (best,) = (line for line in lines if line.get_label() == "the best trial")
    np.testing.assert_allclose(best.get_ydata(), [15 / 16, 2 / 3, 1 / 2, 0.25, 0], atol=1e-9)
    assert "units = 64, rate = 0.01, activation = tanh, norm = False" in picture.alt.en


def test_parallel_takes_a_single_trial_and_what_a_condition_left_out():
    picture = parallel([result(0, 0.5, units=8)], space(), "val_loss", less=True)
    assert "units = 8" in picture.alt.en


@pytest.mark.parametrize("less", [True, False])
def test_of_equally_good_trials_parallel_names_the_first_as_the_search_does(less):
    errors = [(40 - number) // 4 / 10 + 0.1 for number in range(40)]  # those of the last three are the smallest
    scores = errors if less else [2 - error for error in errors]
    alike = [result(n, score, units=8, rate=1e-4 if n == 37 else 1e-1) for n, score in enumerate(scores)]
    picture = parallel(alike, space()[:2], "val_loss", less)
    assert "The best goes through units = 8, rate = 0.0001" in picture.alt.en
    (best,) = (line for line in picture.figure.axes[0].get_lines() if line.get_label() == "the best trial")
    np.testing.assert_allclose(best.get_ydata(), [1 / 16, 0, 0 if less else 1], atol=1e-9)


def many(score):
    random = np.random.default_rng(0)
    values = [(int(random.integers(1, 9)) * 8, float(10 ** random.uniform(-4, -1))) for _ in range(30)]
    return [result(n, score(u, r), units=u, rate=r) for n, (u, r) in enumerate(values)]


def test_importance_goes_to_what_decides():
    shares = importance(many(lambda units, rate: abs(np.log10(rate) + 2) + 0.1), space()[:2])
    assert [*shares.index] == ["rate", "units"]
    assert shares["share"].sum() == pytest.approx(1)
    assert shares["share"]["rate"] > 0.9
    assert (shares["std"] >= 0).all()
    alt = bars(shares, "val_loss", 30).alt
    assert alt.en.index("rate") < alt.en.index("units")
    assert "30" in alt.es


def test_where_nothing_differs_nothing_decides():
    shares = importance(many(lambda *_: 0.5), space()[:2])
    assert (shares["share"] == 0).all()


def test_importance_wants_enough_trials():
    with pytest.raises(WrongInput, match="4 completed trials or more, and there are 3"):
        importance(trials(), space())


def test_each_picture_is_shown_with_its_words_in_a_notebook():
    for picture in (
        best_so_far(trials(), "val_loss", less=True, by="trial"),
        parallel(trials(), space(), "val_loss", less=True),
    ):
        html = picture._repr_html_()
        assert 'alt="' in html
        assert "base64" in html
