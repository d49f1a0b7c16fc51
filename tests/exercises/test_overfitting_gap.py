"""What lesson 05.01 shows of its two networks: the gap is no accident of the seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from curso.authoring.lesson import read_lesson

LESSON = Path(__file__).parents[2] / "notebooks" / "05_sobreajuste" / "01_sobreajuste.py"


@pytest.fixture(scope="module")
def shown():
    """The names that the lesson's own cells leave behind."""
    sources = {cell.name: cell.source for cell in read_lesson(LESSON).cells}
    names = {}
    for cell in ("load", "train-two", "seeds"):
        exec(compile(sources[cell], cell, "exec"), names)
    return names


def test_the_gap_of_the_wide_network_is_larger_than_the_spread_over_seeds(shown):
    gaps = np.array(shown["gaps"][60])
    assert gaps.min() > 0.2
    assert gaps.mean() > 3 * gaps.std(ddof=1)


def test_the_gap_of_one_neuron_is_small_beside_it(shown):
    assert max(shown["gaps"][1]) < min(shown["gaps"][60]) / 2


def test_the_wide_network_overfits_and_the_narrow_one_falls_short(shown):
    narrow, wide = (shown["nets"][units][1] for units in (1, 60))
    assert min(wide["val_loss"]) < min(narrow["val_loss"])
    assert wide["val_loss"][-1] > 1.3 * min(wide["val_loss"])
    assert narrow["loss"][-1] > 2 * wide["loss"][-1]
