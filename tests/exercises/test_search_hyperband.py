"""The spec of `06.hyperband_budget`: the count is keras-tuner's own; wrong ones do not pass, mistakes have names."""

import math

import keras_tuner
import pytest
from util import assert_misconceptions_distinct, assert_right, assert_wrong

from curso.exercises.module_06.hyperband_budget import SETTINGS, hyperband_budget


class Rehearsal(keras_tuner.Hyperband):
    """Hyperband over an error that is made up, and so costs nothing."""

    def run_trial(self, trial, *args, **kwargs):
        return trial.hyperparameters.get("x") / trial.hyperparameters.get("tuner/epochs")


def by_keras_tuner(max_epochs, factor, folder):
    hp = keras_tuner.HyperParameters()
    hp.Float("x", 1.0, 2.0)
    tuner = Rehearsal(hyperparameters=hp, max_epochs=max_epochs, factor=factor, seed=0, directory=folder)
    tuner.search(verbose=0)
    values = [trial.hyperparameters.values for trial in tuner.oracle.trials.values()]
    networks = sum(one["tuner/initial_epoch"] == 0 for one in values)
    return networks, sum(one["tuner/epochs"] - one["tuner/initial_epoch"] for one in values)


@pytest.mark.parametrize(("max_epochs", "factor"), [(9, 3), (8, 2), (16, 4)])
def test_the_reference_counts_what_keras_tuner_does(max_epochs, factor, tmp_path):
    assert hyperband_budget(max_epochs, factor) == by_keras_tuner(max_epochs, factor, tmp_path)


def with_floats(max_epochs, factor):
    S = round(math.log(max_epochs, factor))
    networks = epochs = 0
    for s in range(S + 1):
        before = 0
        for r in range(s + 1):
            many = math.ceil((S + 1) * factor ** (s - r) / (s + 1))
            up_to = max_epochs / factor ** (s - r)
            epochs += many * (up_to - before)
            before = up_to
            if r == 0:
                networks += many
    return [networks, epochs]


def by_oracle(max_epochs, factor):
    oracle = keras_tuner.oracles.HyperbandOracle("loss", max_epochs=max_epochs, factor=factor)
    networks = epochs = 0
    for bracket in range(oracle._get_num_brackets()):
        networks += oracle._get_size(bracket, 0)
        for r in range(bracket + 1):
            before = oracle._get_epochs(bracket, r - 1) if r else 0
            epochs += oracle._get_size(bracket, r) * (oracle._get_epochs(bracket, r) - before)
    return networks, epochs


def recursive(max_epochs, factor):
    S = 0
    while max_epochs % factor ** (S + 1) == 0:
        S += 1

    def group(s, r, before):
        if r > s:
            return 0
        up_to = max_epochs // factor ** (s - r)
        return math.ceil((S + 1) / (s + 1) * factor ** (s - r)) * (up_to - before) + group(s, r + 1, up_to)

    return sum(math.ceil((S + 1) / (s + 1) * factor**s) for s in range(S + 1)), sum(
        group(s, 0, 0) for s in range(S + 1)
    )


@pytest.mark.parametrize("answer", [hyperband_budget, with_floats, by_oracle, recursive])
def test_right_answers_pass(answer):
    assert_right("06.hyperband_budget", answer)


@pytest.mark.parametrize("setting", SETTINGS)
def test_floats_give_the_same_as_whole_numbers(setting):
    assert hyperband_budget(*setting) == tuple(with_floats(*setting)) == recursive(*setting) == by_oracle(*setting)


@pytest.mark.parametrize(
    "answer",
    [
        lambda max_epochs, factor: hyperband_budget(max_epochs, factor)[0],
        lambda max_epochs, factor: (max_epochs, factor),
        lambda max_epochs, factor: (hyperband_budget(max_epochs, factor)[0], max_epochs * factor),
        lambda max_epochs, factor: hyperband_budget(max_epochs * factor, factor),
        lambda max_epochs, factor: (17, 75),
        lambda max_epochs, factor: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("06.hyperband_budget", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("06.hyperband_budget")
