"""The spec of `06.random_search`: whatever draws the trials passes, other searches do not, mistakes have names."""

import random

import numpy as np
import pytest
from scipy.stats import kstest, loguniform
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_06.random_search import MANY, random_search
from curso.exercises.module_06.random_search_judge import SLACK, validation_error
from curso.exercises.spec import find


def in_a_loop(n, low, high, most, seed):
    draws = random.Random(seed)
    trials = []
    for _ in range(n):
        rate = 10 ** draws.uniform(np.log10(low), np.log10(high))
        dropout = draws.uniform(0, most)
        trials.append((rate, dropout, validation_error(rate, dropout)))
    return sorted(trials, key=lambda trial: trial[2])


def by_scipy(n, low, high, most, seed):
    rng = np.random.default_rng(seed)
    rates = loguniform(low, high).rvs(n, random_state=rng)
    dropouts = most * rng.random(n)
    trials = np.array([rates, dropouts, validation_error(rates, dropouts)]).T
    return trials[trials[:, 2].argsort()]


def by_factors(n, low, high, most, seed):
    u = np.random.RandomState(seed).rand(n, 2)
    rates, dropouts = low * (high / low) ** u[:, 0], most * u[:, 1]
    trials = np.column_stack([rates, dropouts, validation_error(rates, dropouts)]).astype("float32")
    return trials[np.argsort(trials[:, 2], kind="stable")]


def by_exponential(n, low, high, most, seed):
    rng = np.random.default_rng([seed, 7])
    rates = np.exp(rng.uniform(np.log(low), np.log(high), n))
    dropouts = rng.uniform(0, most, n)
    return np.array(sorted(zip(rates, dropouts, validation_error(rates, dropouts), strict=True), key=lambda t: t[2]))


@pytest.mark.parametrize("answer", [random_search, in_a_loop, by_scipy, by_factors, by_exponential])
def test_right_answers_pass(answer):
    assert_right("06.random_search", answer)


def generator_in_the_loop(n, low, high, most, seed):
    return np.vstack([random_search(1, low, high, most, seed) for _ in range(n)])


def decades(n, low, high, most, seed):
    rng = np.random.default_rng(seed)
    rates = 10.0 ** rng.integers(round(np.log10(low)), round(np.log10(high)) + 1, n)
    dropouts = rng.uniform(0, most, n)
    trials = np.column_stack([rates, dropouts, validation_error(rates, dropouts)])
    return trials[np.argsort(trials[:, 2])]


@pytest.mark.parametrize(
    "answer",
    [
        generator_in_the_loop,
        decades,
        lambda n, low, high, most, seed: random_search(n, low, high, most / 2, seed),
        lambda n, low, high, most, seed: random_search(n, low * 30, high, most, seed),
        lambda n, low, high, most, seed: random_search(n, low, 2 * high, most, seed),
        lambda n, low, high, most, seed: random_search(n, low, high, most, seed)[:1],
        lambda n, low, high, most, seed: random_search(n, low, high, most, seed)[:, :2],
        lambda n, low, high, most, seed: np.add(random_search(n, low, high, most, seed), [0, 0, 0.1]),
        lambda n, low, high, most, seed: random_search(n, low, high, most, 0),
        lambda n, low, high, most, seed: random_search(n, low, high, most, None),
        lambda n, low, high, most, seed: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("06.random_search", answer)


def test_who_makes_the_generator_in_the_loop_is_recognised():
    assert_recognised("06.random_search", "same_draw", generator_in_the_loop)


@pytest.mark.parametrize(("seed", "said"), [(0, "another `seed` gives the same"), (None, "same `seed` gives other")])
def test_who_does_not_use_the_seed_is_told_so(seed, said):
    verdict = check_answer(
        find("06.random_search"), lambda n, low, high, most, _: random_search(n, low, high, most, seed)
    )
    assert said in " ".join(verdict.text("en").split())


def test_right_draws_are_hardly_ever_as_uneven_as_what_is_refused():
    trials = [np.log10(random_search(MANY, 1e-4, 1.0, 0.6, seed)[:, 0]) / 4 + 1 for seed in range(300)]
    assert max(kstest(values, "uniform").statistic for values in trials) < SLACK - 0.01


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("06.random_search")
