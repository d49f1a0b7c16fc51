"""Hyperband gives many nets a few epochs and goes on with the better ones where they stopped."""

import numpy as np
import pytest
from tuning_nets import build, examples, net

from curso.tuning import Search

HELD = examples(60, seed=1)


@pytest.fixture(scope="module")
def searched():
    return Search(build, "hyperband", epochs=3, verbose=False).fit(*examples(), validation_data=HELD)


def test_it_runs_the_brackets_of_its_paper(searched):
    table = searched.results_
    assert [*table.columns][-4:] == ["bracket", "round", "status", "reason"]
    assert [*zip(table["bracket"], table["round"], table["epochs"], strict=True)] == [
        (1, 0, 1), (1, 0, 1), (1, 0, 1), (1, 1, 2), (0, 0, 3), (0, 0, 3),
    ]  # fmt: skip


def test_the_better_half_of_a_bracket_goes_on(searched):
    first = searched.results_.iloc[:3]
    best = first.loc[first["val_loss"].idxmin()]
    assert searched.results_.loc[3, ["units", "rate"]].to_dict() == best[["units", "rate"]].to_dict()


def test_it_goes_on_with_the_weights_and_the_steps_that_there_were(searched):
    X, y = examples()
    row = searched.results_.loc[3]
    begun = net(int(row["units"]), row["rate"], epochs=1).set_params(seed=0).fit(X, y, validation_data=HELD)
    gone_on = net(0, 0, epochs=2).set_params(model=begun.model_, seed=1000).fit(X, y, validation_data=HELD)
    assert gone_on.history_["val_loss"].iloc[-1] == pytest.approx(row["val_loss"], rel=1e-5)
    assert int(gone_on.model_.optimizer.iterations) == 3


def test_epochs_are_the_net_s_own_where_nobody_says(tmp_path):
    search = Search(lambda hp: net(2, hp.Float("rate", 0.1, 1.0), epochs=1), "hyperband", verbose=False)
    table = search.fit(*examples(), validation_data=HELD).results_
    assert table["epochs"].max() == 1
    assert np.isfinite(search.best_score_)


def test_importance_leaves_the_epochs_out_of_its_list(searched):
    assert {*searched.importance().index} == {"units", "rate"}
