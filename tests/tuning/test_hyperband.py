"""Hyperband gives many nets a few epochs and goes on with the better ones where they stopped."""

import math
import random

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


def test_where_the_space_is_small_its_few_nets_go_on_to_the_last_epoch():
    two = Search(lambda hp: net(2, hp.Choice("rate", [0.1, 1.0])), "hyperband", epochs=3, verbose=False)
    table = two.fit(*examples(), validation_data=HELD).results_
    assert [*zip(table["bracket"], table["round"], table["epochs"], strict=True)] == [(1, 0, 1), (1, 0, 1), (1, 1, 2)]
    assert table["rate"][2] == table["rate"][table["val_loss"][:2].idxmin()]


def rate(hp):
    hp.Float("rate", 0.0, 1.0)


def proposed(oracle, space=rate, epochs=9, tuners=1, direction="min", failing=()):
    """The values of each trial that `oracle` proposes to some tuners, who end in any order, and their scores."""
    import keras_tuner

    objective = keras_tuner.Objective("val_loss", direction)
    asked = oracle(objective, max_epochs=epochs, seed=1, max_consecutive_failed_trials=99)
    asked.verbose, asked.save, asked._save_trial = 0, lambda: None, lambda _: None
    hp = keras_tuner.HyperParameters()
    space(hp)
    asked.update_space(hp)
    order, trials, running = random.Random(0), [], {}
    while True:
        for tuner in [name for name in map(str, range(tuners)) if name not in running]:
            trial = asked.create_trial(tuner)
            if trial.status == "RUNNING":
                running[tuner] = trial
                trials.append(trial)
        if not running:
            return [trial.hyperparameters.values for trial in trials], [trial.score for trial in trials]
        trial = running.pop(order.choice(sorted(running)))
        values = trial.hyperparameters.values
        asked.update_trial(trial.trial_id, {"val_loss": math.sin(99 * values["rate"] * values["tuner/epochs"])})
        trial.status = "FAILED" if int(trial.trial_id) in failing else "COMPLETED"
        asked.end_trial(trial)


def sizes(values, bracket):
    """Trials in each round of a bracket."""
    rounds = [one["tuner/round"] for one in values if one["tuner/bracket"] == bracket]
    return [rounds.count(number) for number in range(bracket + 1)]


@pytest.mark.parametrize("direction", ["min", "max"])
@pytest.mark.parametrize("tuners", [1, 3])
def test_where_nothing_fails_it_proposes_what_keras_tuner_s_own_proposes(tuners, direction):
    import keras_tuner

    from curso.tuning.oracles import HyperbandOracle

    ours, _ = proposed(HyperbandOracle, tuners=tuners, direction=direction)
    theirs, _ = proposed(keras_tuner.oracles.HyperbandOracle, tuners=tuners, direction=direction)
    assert len(ours) == 9 + 3 + 1 + 5 + 2 + 3
    for values in ours + theirs if tuners > 1 else ():
        del values["tuner/bracket"]  # keras-tuner notes the latest bracket, which need not be the trial's
    assert ours == theirs


def test_of_several_brackets_at_once_each_net_stays_in_its_own():
    from curso.tuning.oracles import HyperbandOracle

    values, _ = proposed(HyperbandOracle, tuners=3)
    assert [sizes(values, bracket) for bracket in (2, 1, 0)] == [[9, 3, 1], [5, 2], [3]]
    for one in values:
        if "tuner/trial_id" in one:
            assert one["tuner/bracket"] == values[int(one["tuner/trial_id"])]["tuner/bracket"]


@pytest.mark.parametrize(
    ("failing", "rounds"),
    [
        ({3}, [9, 3, 1]),
        ({3, 10}, [9, 3, 1]),
        ({*range(7)}, [9, 2, 1]),
        ({*range(8)}, [9, 1, 1]),
        ({*range(9)}, [9, 0, 0]),
    ],
)
@pytest.mark.parametrize("tuners", [1, 3])
def test_nets_that_failed_are_thrown_out_and_the_best_of_the_others_go_on(failing, rounds, tuners):
    from curso.tuning.oracles import HyperbandOracle

    values, scores = proposed(HyperbandOracle, tuners=tuners, failing=failing)
    assert sizes(values, 2) == rounds
    first = [number for number, one in enumerate(values) if (one["tuner/bracket"], one["tuner/round"]) == (2, 0)]
    best = sorted({*first} - failing, key=scores.__getitem__)[: rounds[1]]
    gone_on = [int(one["tuner/trial_id"]) for one in values if (one["tuner/bracket"], one["tuner/round"]) == (2, 1)]
    assert sorted(gone_on) == sorted(best)


@pytest.mark.parametrize("tuners", [1, 3])
def test_a_bracket_that_wants_more_nets_than_there_are_goes_on_with_those(tuners):
    from curso.tuning.oracles import HyperbandOracle

    values, _ = proposed(HyperbandOracle, lambda hp: hp.Choice("rate", [n / 12 for n in range(12)]), 27, tuners)
    assert sizes(values, 3) == [12, 9, 3, 1]
    assert max(one["tuner/epochs"] for one in values) == 27
