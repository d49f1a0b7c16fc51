"""What lesson 05.02 shows of its remedies: over five seeds the gap shrinks, and new digits gain by more than luck."""

from __future__ import annotations

from pathlib import Path

import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestCentroid

from curso.authoring.lesson import read_lesson
from curso.exercises.module_05.regularize_judge import BARE, LEAST

LESSON = Path(__file__).parents[2] / "notebooks" / "05_sobreajuste" / "02_evitarlo.py"
DROPOUT = "Dropout(0.5)"


@pytest.fixture(scope="module")
def lesson():
    """The names that the lesson's own cells leave behind, with the shares of three of its rows under `rows`."""
    sources = {cell.name: cell.source for cell in read_lesson(LESSON).cells}
    names = {}
    for cell in ("load-digits", "more-data", "five-at-once", "remedies"):
        exec(compile(sources[cell], cell, "exec"), names)
    few, more = (names["X_train"], names["y_train"]), (names["X_more"], names["y_more"])
    names["rows"] = {}
    for row, data in ((names["NOTHING"], few), (DROPOUT, few), (names["TOGETHER"], more)):
        model = names["train_five"](names["remedies"][row], *data)
        tested = few, (names["X_test"], names["y_test"])
        names["rows"][row] = [names["shares"](model, *part) for part in tested]
    return names


def gap(lesson, row):
    train, new = lesson["rows"][row]
    return train - new


def test_with_no_remedy_the_gap_is_larger_than_the_spread_over_seeds(lesson):
    bare = gap(lesson, lesson["NOTHING"])
    assert bare.min() > 0.15
    assert bare.mean() > 5 * bare.std(ddof=1)


def test_remedies_shrink_the_gap_for_every_seed(lesson):
    bare = gap(lesson, lesson["NOTHING"])
    for row in (DROPOUT, lesson["TOGETHER"]):
        assert gap(lesson, row).max() < bare.min() - 0.05


def test_remedies_gain_on_new_digits_by_more_than_the_seeds_swing(lesson):
    (_, bare), (_, dropout), (_, together) = lesson["rows"].values()
    assert dropout.min() > bare.max()
    assert together.mean() - dropout.mean() > (together.std(ddof=1) + dropout.std(ddof=1)) / 2


@pytest.mark.filterwarnings("ignore:self.within_class_std_dev_")
def test_together_they_beat_the_baselines_and_the_bare_network_beats_none(lesson):
    data, new = (lesson["X_train"], lesson["y_train"]), (lesson["X_test"], lesson["y_test"])
    centroid = NearestCentroid().fit(*data).score(*new)
    regression = LogisticRegression(max_iter=300).fit(*data).score(*new)
    (_, bare), _, (_, together) = lesson["rows"].values()
    assert together.mean() > max(centroid, LEAST) + 0.01
    assert together.min() > regression
    assert bare.max() < min(centroid, regression, BARE)


def test_together_they_learn_hardly_more_than_the_right_labels(lesson):
    train, new = lesson["rows"][lesson["TOGETHER"]]
    right_labels = 1 - lesson["wrong"].mean()
    assert abs(train - right_labels).max() < 0.05
    assert new.min() > right_labels + 0.05
