"""The keys of module 05 on capacity, bias and variance, computed with NumPy.

Those on remedies are in test_facts_05_remedies.py.
"""

from __future__ import annotations

import re

import numpy as np
import pytest

from curso.quiz.library import load_bank, load_question
from curso.quiz.variants import settle

SEEDS = range(30)
TEMPLATES = [each.id for each in load_bank("05").questions if each.kind == "number" and each.parameters]
CURVE = np.polynomial.Polynomial.fit


def key(question):
    return set(load_question(question).key)


def holding(claims):
    """The letters of what holds."""
    return {letter for letter, holds in claims.items() if holds}


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def noisy_sine(chance, n):
    x = np.sort(chance.uniform(0, 1, n))
    return x, np.sin(2 * np.pi * x) + 0.2 * chance.normal(size=n)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_slip_can_be_taken_for_the_answer_or_for_another(name):
    for seed in range(500):
        settled = settle(load_question(name), seed)
        values = [settled.answer, *(float(slip.value) for slip in settled.slips)]
        assert len(values) == 1 + len(load_question(name).slips)
        assert min(abs(a - b) for nth, a in enumerate(values) for b in values[:nth]) > settled.tolerance, values


def test_capacity_lowers_the_training_error_and_not_always_the_other():
    chance = np.random.default_rng(0)
    (x, y), (new_x, new_y) = noisy_sine(chance, 10), noisy_sine(chance, 500)
    fits = [CURVE(x, y, degree) for degree in (1, 3, 9)]
    seen, unseen = ([float(np.mean((fit(a) - b) ** 2)) for fit in fits] for a, b in ((x, y), (new_x, new_y)))
    claims = {
        "a": np.argmin(unseen) == 2,
        "b": np.argmin(unseen) == 0,
        "c": np.argmin(seen) == 2 and np.argmin(unseen) != 2,
        "d": np.ptp(seen) < 1e-3,
    }
    assert holding(claims) == key("05.q01")


def test_more_capacity_cures_a_model_that_falls_short():
    chance = np.random.default_rng(0)
    (x, y), (more_x, more_y), (new_x, new_y) = (noisy_sine(chance, n) for n in (200, 400, 5000))

    def error(x, y, degree=1, penalty=0.0, part=1.0):
        """On new data, of the best fit with this penalty, or of one stopped `part` of the way there."""
        powers, new_powers = (np.vander(2 * a - 1, degree + 1) for a in (x, new_x))
        best = np.linalg.solve(powers.T @ powers + penalty * np.eye(degree + 1), powers.T @ y)
        return np.mean((new_powers @ (part * best) - new_y) ** 2)

    short = error(x, y)
    cures = {
        "a": error(more_x, more_y) < 0.8 * short,
        "b": error(x, y, penalty=50) < 0.8 * short,
        "c": error(x, y, part=0.5) < 0.8 * short,
        "d": error(x, y, degree=5) < 0.8 * short,
    }
    assert holding(cures) == key("05.q03")


def test_stiff_models_miss_together_and_averaging_does_not_help():
    chance = np.random.default_rng(0)
    x = np.linspace(0.05, 0.95, 50)
    truth = np.sin(2 * np.pi * x)
    lines = np.array([CURVE(*noisy_sine(chance, 40), 1)(x) for _ in range(20)])
    squared_bias, variance = np.mean((lines.mean(axis=0) - truth) ** 2), lines.var(axis=0).mean()
    error = np.mean((lines - truth) ** 2)
    larger = np.mean((CURVE(*noisy_sine(chance, 100_000), 1)(x) - truth) ** 2)
    claims = {
        "a": squared_bias > 10 * variance,
        "b": variance > squared_bias,
        "c": squared_bias > 0.9 * error,  # what is left when the lines are averaged
        "d": larger < 0.5 * error,
    }
    assert holding(claims) == key("05.q04")


def test_squared_bias_is_the_distance_of_the_average():
    for seed in SEEDS:
        settled = settle(load_question("05.q05"), seed)
        truth, *predicted = numbers(settled.question.en)
        predicted = np.array(predicted)
        assert settled.answer == pytest.approx((predicted.mean() - truth) ** 2)
        wrong = predicted.var(), np.mean((predicted - truth) ** 2), abs(predicted.mean() - truth)
        assert [slip.value for slip in settled.slips] == pytest.approx(wrong)


def test_data_close_a_gap_and_do_not_lift_a_model_that_falls_short():
    chance = np.random.default_rng(0)
    new_x, new_y = noisy_sine(chance, 5000)

    def errors(degree, n):
        """In training and on new data, on average over samples of n points."""
        both = []
        for _ in range(30):
            x, y = noisy_sine(chance, n)
            fit, inside = CURVE(x, y, degree), (new_x > x[0]) & (new_x < x[-1])
            both.append((np.mean((fit(x) - y) ** 2), np.mean((fit(new_x[inside]) - new_y[inside]) ** 2)))
        return np.median(both, axis=0)

    (seen_a, few_a), (seen_b, few_b) = errors(11, 25), errors(1, 100)
    assert few_a > 2 * seen_a and few_b < 1.2 * seen_b  # a gap, and none
    helped = errors(11, 50)[1] < 0.8 * few_a, errors(1, 200)[1] < 0.8 * few_b
    claims = {"a": (True, False), "b": (False, True), "c": (True, True), "d": (False, False)}
    assert holding({letter: claim == helped for letter, claim in claims.items()}) == key("05.q06")
