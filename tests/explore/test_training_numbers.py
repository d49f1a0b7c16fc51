"""What the pictures of modules 04 to 06 compute: splits and leaks, fits and their errors, searches and their budget."""

from __future__ import annotations

import os

import numpy as np
import pytest

from curso.explore import fitting, partition, trials
from curso.explore.fits import answers, network, polynomials
from curso.explore.searches import FULL, guessed, searched

# Splits


@pytest.mark.parametrize("how", ["stratified", "random", "in order"])
def test_each_row_is_in_one_part(how):
    now = partition.state(partition.Config(how=how, rows=120, validation=0.25, test=0.2))
    assert sorted([*now.train, *now.validation, *now.test]) == list(range(120))
    assert (len(now.train), len(now.validation), len(now.test)) == (66, 30, 24)


def test_only_a_stratified_split_has_the_rare_class_alike_in_all_parts():
    def widest(how):
        ends = [list(partition.state(partition.Config(how=how, seed=seed)).shares.values()) for seed in range(20)]
        return np.mean([max(shares) - min(shares) for shares in ends])

    assert widest("stratified") < 0.01 < 0.05 < widest("random") < widest("in order")
    assert partition.state(partition.Config(how="in order")).shares["train"] == 0


def test_the_scaler_learns_from_the_training_rows_unless_it_leaks():
    clean, leaking = (partition.state(partition.Config(leak=leak, how="random")) for leak in ("none", "scaling"))
    assert clean.scaled[clean.train].mean() == pytest.approx(0)
    assert clean.scaled[clean.train].std() == pytest.approx(1)
    assert (clean.mean, clean.deviation) == clean.of_train
    assert leaking.scaled.mean() == pytest.approx(0) and abs(leaking.scaled[leaking.train].mean()) > 1e-3


def test_duplicates_flatter_the_test_and_kept_together_they_do_not():
    seen = [partition.state(partition.Config(rows=300, leak="duplicates", seed=seed)) for seed in range(20)]
    measured, grouped, fresh = (np.mean([getattr(n, k) for n in seen]) for k in ("measured", "grouped", "fresh"))
    assert measured > fresh + 0.05 and abs(grouped - fresh) < 0.03
    assert all(now.shared > 0 for now in seen)


# Fits


def test_without_penalty_a_polynomial_is_that_of_numpy():
    random = np.random.default_rng(0)
    x, y = random.uniform(-1, 1, 20), random.standard_normal(20)
    asked = np.linspace(-1, 1, 9)
    fitted = polynomials(x, y, asked, 6, 0.0)
    for degree in range(7):
        np.testing.assert_allclose(fitted[degree], np.polyval(np.polyfit(x, y, degree), asked), atol=1e-8)


def test_with_a_penalty_it_is_scikit_learn_s_ridge():
    from sklearn.linear_model import Ridge

    random = np.random.default_rng(1)
    x, y = random.uniform(-1, 1, 20), random.standard_normal(20)
    legendre = np.polynomial.legendre.legvander(x, 8)[:, 1:]
    expected = Ridge(alpha=0.05 * 20).fit(legendre, y).predict(legendre)
    np.testing.assert_allclose(polynomials(x, y, x, 8, 0.05)[8], expected, atol=1e-8)


def test_more_degrees_fit_the_examples_better_and_from_some_on_the_rest_worse():
    now = fitting.state(fitting.Config(degree=13))
    assert (np.diff(now.train_curve) <= 1e-9).all()
    assert now.validation_error > 3 * now.validation_curve[now.best]
    assert 2 <= now.best <= 8


def test_dropout_and_penalty_keep_a_network_from_following_the_noise():
    gaps = {}
    for name, values in {"free": {}, "dropout": {"dropout": 0.4}, "penalty": {"penalty": 1e-3}}.items():
        states = [fitting.state(fitting.Config("network", width=64, seed=seed, **values)) for seed in range(3)]
        gaps[name] = np.array([now.validation_error - now.train_error for now in states])
    assert (gaps["dropout"] < gaps["free"]).all() and (gaps["penalty"] < gaps["free"]).all()


def test_a_network_takes_the_steps_that_keras_takes():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    random = np.random.default_rng(2)
    x, y = random.uniform(-1, 1, 20), random.standard_normal(20)
    first, last = network(x, y, 6, 0.0, 0.01, 0, [0, 8])

    def layer(units, activation=None):
        return keras.layers.Dense(units, activation, kernel_regularizer=keras.regularizers.L2(0.01))

    model = keras.Sequential([keras.Input((1,)), layer(6, "tanh"), layer(1)])
    model.set_weights([first[None, :6], first[6:12], first[12:18, None], first[18:]])
    model.compile(keras.optimizers.Adam(0.02), "mse", run_eagerly=True)
    for _ in range(8):
        model.train_on_batch(x[:, None], y[:, None])
    np.testing.assert_allclose(last, np.concatenate([w.ravel() for w in model.get_weights()]), atol=2e-4)


def test_a_network_with_dropout_fits_less_well_but_answers_on_the_same_scale():
    x = np.linspace(-1, 1, 30)
    y = np.tanh(3 * x)
    kept, dropped = (answers(network(x, y, 64, rate, 0.0, 0, [400]), x)[0] for rate in (0.0, 0.3))
    assert np.mean((kept - y) ** 2) < np.mean((dropped - y) ** 2) < 0.1


def test_a_network_learns_a_unit_like_its_own():
    x = np.linspace(-1, 1, 30)
    before, after = answers(network(x, np.tanh(3 * x), 8, 0.0, 0.0, 0, [0, 400]), x)
    assert np.mean((after - np.tanh(3 * x)) ** 2) < 1e-3 < np.mean((before - np.tanh(3 * x)) ** 2)


# Searches


@pytest.mark.parametrize("method", trials.METHODS)
@pytest.mark.parametrize("budget", [4, 10, 16, 36])
def test_no_search_spends_more_than_its_budget(method, budget):
    done = searched(method, budget, 0.0, 0)
    assert done[-1].spent <= FULL * budget
    assert (np.diff([trial.spent for trial in done]) > 0).all()
    if method != "hyperband":
        assert {trial.epochs for trial in done} == {FULL}


def test_sixteen_random_trials_try_sixteen_rates_and_a_grid_four():
    rates = {method: len({round(t.rate, 9) for t in searched(method, 16, 0.0, 0)}) for method in ("grid", "random")}
    assert rates == {"grid": 4, "random": 16}


def test_with_the_same_budget_searches_that_learn_do_better_than_chance():
    ends = {
        method: [min(t.error for t in searched(method, 16, 0.0, seed)) for seed in range(8)]
        for method in trials.METHODS
    }
    bayesian, hyperband, random, grid = (np.mean(ends[m]) for m in ("bayesian", "hyperband", "random", "grid"))
    assert bayesian < hyperband < random < grid
    # the seed that the picture begins with is no exception
    assert all(abs(found[0] - np.mean(found)) < 0.015 for found in ends.values())


def test_the_bayesian_search_guesses_as_scikit_learn_s_gaussian_process():
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import Matern

    random = np.random.default_rng(0)
    places, found, asked = random.random((12, 2)), random.random(12), random.random((50, 2))
    theirs = GaussianProcessRegressor(Matern([0.3, 0.6], nu=2.5), alpha=1e-3, optimizer=None, normalize_y=True)
    expected = theirs.fit(places, found).predict(asked, return_std=True)
    np.testing.assert_allclose(guessed(places, found, asked), expected, atol=1e-8)


def test_hyperband_s_first_bracket_halves_by_three_and_pays_only_what_is_added():
    done = searched("hyperband", 16, 0.0, 0)[:40]
    assert [trial.epochs for trial in done] == [1] * 27 + [3] * 9 + [9] * 3 + [27]
    assert done[-1].spent == 27 + 9 * 2 + 3 * 6 + 18
    later = searched("hyperband", 16, 0.0, 0)[40:]
    assert [trial.epochs for trial in later[:32]] == [3] * 12 + [9] * 4 + [27] * 2 + [9] * 6 + [27] * 6 + [1] * 2
    assert later[29].spent == 81 + 96 + 90 + 108
    kept = {trial.rate for trial in done[27:36]}
    best = sorted(done[:27], key=lambda trial: trial.error)[:9]
    assert kept == {trial.rate for trial in best}


def test_a_step_shows_only_what_is_spent():
    now = trials.state(trials.Config("random", step=5))
    assert len(now.trials) == 5 and now.best_so_far[-1] == now.best.error
    assert trials.state(trials.Config(step=0)).best is None
