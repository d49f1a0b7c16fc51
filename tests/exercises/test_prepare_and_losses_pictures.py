"""What lessons 04.01 and 04.02 say of their pictures is what the pictures show."""

from __future__ import annotations

import pytest

from curso.explore import Optimizers, Split, partition, race


def final_losses(**settings):
    losses = race.state(Optimizers(**settings)).losses
    return {name: float(loss[-1]) for name, loss in losses.items()}


def ranking(**settings):
    ends = final_losses(**settings)
    return sorted(ends, key=ends.__getitem__)


def test_in_the_ravine_the_ball_gets_to_the_star_and_sgd_does_not():
    pair = {"surface": "ravine", "racers": ("SGD", "momentum"), "rates": (0.05, 0.05)}
    ends = final_losses(**pair)
    assert ends["SGD"] == pytest.approx(1.75, abs=0.01)
    assert ends["momentum"] == pytest.approx(0.01, abs=0.003)
    path = race.state(Optimizers(**pair)).paths["momentum"]
    assert path[:, 1].min() < -1 and path[8:, 1].max() > 0.5


def test_saddle_and_ravine_have_other_winners_and_so_has_twice_the_rate():
    saddle, ravine = ranking(surface="saddle"), ranking(surface="ravine")
    assert (saddle[0], saddle[-1]) == ("RMSprop", "SGD")
    assert (ravine[0], ravine[4]) == ("Adamax", "RMSprop")
    assert ranking(surface="saddle", factor=2.0)[0] != saddle[0]
    assert ranking(surface="ravine", factor=2.0)[0] != ravine[0]


def test_in_order_the_scarce_class_is_in_the_test_alone_and_stratified_it_is_even():
    in_order, even = (partition.state(Split(how=how)).shares for how in ("in order", "stratified"))
    assert in_order == {"train": 0, "validation": 0, "test": 0.75}
    assert set(even.values()) == {0.15}


def test_copies_on_both_sides_promise_too_much_and_kept_together_they_do_not():
    now = partition.state(Split(leak="duplicates"))
    assert now.measured > 0.9
    assert now.fresh < 0.8
    assert abs(now.grouped - now.fresh) < 0.1


def test_scaling_with_all_rows_hardly_moves_the_mean():
    now = partition.state(Split(leak="scaling"))
    assert 0 < abs(now.mean - now.of_train[0]) < 0.1 * now.deviation
