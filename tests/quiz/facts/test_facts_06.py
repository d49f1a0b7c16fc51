"""The keys of module 06 on the space, chance and the project, with Keras, Keras Tuner, NumPy and SciPy as installed."""

from __future__ import annotations

import contextlib
import io
import re

import numpy as np
import pytest
from scipy import stats

from curso.quiz.library import load_question
from curso.quiz.variants import settle

keras = pytest.importorskip("keras")
keras_tuner = pytest.importorskip("keras_tuner")

SEEDS = range(12)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    """Tuners write where they are run."""
    monkeypatch.chdir(tmp_path)


def key(question: str) -> set[str]:
    return set(load_question(question).key)


def near(settled, value: float) -> bool:
    return abs(settled.answer - value) <= max(settled.tolerance, 1e-9)


def printed(code: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    return out.getvalue().strip()


def small_model(hp=None):
    """Three inputs, two units and one output."""
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)  # compiling would take longer than the few steps
    return model


def test_what_fit_changes_is_no_hyperparameter():
    model = small_model()
    before = model.get_weights()[0].copy(), float(model.optimizer.learning_rate), model.layers[0].units
    model.fit(np.ones((8, 3)), np.ones((8, 1)), batch_size=4, verbose=0)
    learned = {
        "b": not np.array_equal(before[0], model.get_weights()[0]),
        "a": before[1] != float(model.optimizer.learning_rate),
        "c": before[2] != model.layers[0].units,
        "d": int(model.optimizer.iterations) != 2,  # eight examples, four at a time
    }
    assert {option for option, changed in learned.items() if changed} == key("06.q01")


@pytest.mark.parametrize("seed", range(3))
def test_a_grid_has_as_many_trials_as_the_space_has_combinations(seed):
    settled = settle(load_question("06.q02"), seed)
    space = keras_tuner.HyperParameters()
    count = int(re.search(r"\d+", settled.question.en)[0])
    exec(settled.code, {"hp": space, "rates": [0.1 / 2**nth for nth in range(count)]})

    class Counted(keras_tuner.GridSearch):
        def run_trial(self, trial, *args, **kwargs):
            return 0.0

    tuner = Counted(small_model, hyperparameters=space, max_trials=None)
    tuner.search()
    assert len(tuner.oracle.trials) == settled.answer


@pytest.mark.parametrize("question", ["06.q03", "06.q17"])
def test_programs_print_what_the_key_says(question):
    asked = load_question(question)
    assert printed(asked.code) == asked.answer
    assert printed(asked.code) not in {slip.value for slip in asked.slips}


def test_logarithmic_sampling_gives_each_decade_the_same_share():
    asked = load_question("06.q04")
    draws = {}
    for sampling in ("log", "linear"):
        lr = keras_tuner.HyperParameters()
        lr.Float("lr", 0.0001, 0.1, sampling=sampling)
        drawn = np.array([lr.space[0].random_sample(seed) for seed in range(20_000)])
        draws[sampling] = np.mean((drawn > 0.001) & (drawn < 0.01))
    assert near(asked, draws["log"])
    assert not near(asked, draws["linear"]) and abs(draws["linear"] - asked.slips[0].value) < asked.tolerance


def test_a_grid_repeats_values_and_chance_does_not():
    grid = {x for x in np.linspace(0, 1, 4) for _ in range(4)}
    drawn = set(np.random.default_rng(0).uniform(size=(16, 2))[:, 0])
    options = load_question("06.q05").options
    said = {option.id: [int(number) for number in re.findall(r"\d+", option.text.es)] for option in options}
    assert {each for each, numbers in said.items() if numbers == [4, 4, len(grid), len(drawn)]} == key("06.q05")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_chance_that_one_of_several_trials_will_do(seed):
    settled = settle(load_question("06.q06"), seed)
    share, n = (int(number) for number in re.findall(r"\d+", settled.question.en)[:2])
    assert near(settled, stats.binom.sf(0, n, share / 100))
    assert not any(near(settled, slip.value) for slip in settled.slips)


def test_the_best_of_many_noisy_measurements_is_too_good():
    chance = np.random.default_rng(0)
    gaps = {}
    for trials in (200, 2000):
        quality = chance.normal(0.86, 0.01, (500, trials))
        validation, test = (quality + chance.normal(0, 0.02, quality.shape) for _ in range(2))
        best = validation.argmax(axis=1), np.arange(500)
        gaps[trials] = np.mean(validation[best[1], best[0]] - test[best[1], best[0]])
    assert 0.02 < gaps[200] < gaps[2000]  # nobody trained on it, and more trials do not help
    assert key("06.q21") == {"b"}


def test_the_scaling_has_to_travel_with_the_network(tmp_path):
    chance = np.random.default_rng(0)
    train, test = chance.normal(50, 9, (64, 3)), chance.normal(55, 5, (16, 3))

    def scaled_by(rows):
        layer = keras.layers.Normalization()
        layer.adapt(rows)
        return layer

    network = small_model()
    whole = keras.Sequential([keras.Input((3,)), scaled_by(train), network])
    whole.save(tmp_path / "whole.keras")
    promised = network.predict((test - train.mean(0)) / train.std(0), verbose=0)
    again = keras.models.load_model(tmp_path / "whole.keras").predict(test, verbose=0)
    by_test_data = network.predict(scaled_by(test)(test), verbose=0)
    other_order = keras.models.load_model(tmp_path / "whole.keras").predict(test[:, ::-1], verbose=0)
    np.testing.assert_allclose(again, promised, atol=1e-5)
    assert np.abs(by_test_data - promised).max() > 0.01 and np.abs(other_order - promised).max() > 0.01
    assert key("06.q22") == {"a", "c"}


def test_five_seeds_do_not_tell_the_two_apart():
    asked = load_question("06.q23")
    network, spread, baseline, other = (float(number) for number in re.findall(r"0\.\d+", asked.question.en))
    means = stats.ttest_ind_from_stats(network, spread, 5, baseline, other, 5, equal_var=False)
    spreads = 2 * stats.f.cdf((spread / other) ** 2, 4, 4)
    assert means.pvalue > 0.05 and spreads > 0.05
    assert 2 * (network - baseline) < spread
    assert key("06.q23") == {"d"}
