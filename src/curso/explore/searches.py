"""The four searches over a made-up validation error, each with a budget of full trainings of 27 epochs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, isqrt

import numpy as np
from numpy.typing import ArrayLike

from curso.explore.bowl import Array

FULL, ETA, ROUNDS = 27, 3, 3  # epochs of a full training; of Hyperband, which part goes on, and how often
RATES, DROPOUTS = (-4.0, 0.0), (0.0, 0.6)  # log₁₀ of the learning rate; dropout
BEST_RATE, BEST_DROPOUT = 10**-2.3, 0.25
LOWEST, UNTRAINED = 0.10, 0.90  # error of the best, and before the first epoch
MOST_TRAININGS = 1000
ORDINARY = 11  # where the seeds begin: with 0 each search has the luck that it usually has
SCALES = np.array([0.3, 0.6])  # lengths of that search's kernel, as parts of the space
FIRST = 4  # combinations that the Bayesian search draws at random before it has learnt anything


@dataclass(frozen=True)
class Trial:
    """One training.

    Parameters
    ----------
    rate, dropout : its hyper-parameters.
    epochs : how long it has been trained in all.
    error : its validation error.
    spent : epochs that the whole search had cost when it was over.
    """

    rate: float
    dropout: float
    epochs: int
    error: float
    spent: int


def error(rate: ArrayLike, dropout: ArrayLike, epochs: ArrayLike = FULL) -> Array:
    """The made-up validation error. The rate matters much and the dropout little; it falls with the epochs."""
    away = np.log10(rate) - np.log10(BEST_RATE)
    off = np.asarray(dropout) - BEST_DROPOUT
    ends = LOWEST + 0.75 * (1 - np.exp(-0.35 * away**2)) + 0.45 * off**2 + 0.06 * away * off
    pace = 4.0 * 10 ** (-0.25 * np.clip(away, -2, 2))  # small rates need more epochs
    now: Array = ends + np.maximum(UNTRAINED - ends, 0) * np.exp(-np.asarray(epochs) / pace)
    return now


class Ledger:
    """What a search has trained so far, and what it may still spend."""

    def __init__(self, budget: int, noise: float, seed: int) -> None:
        self.random = np.random.default_rng(ORDINARY + seed)
        self._luck = noise * np.random.default_rng(ORDINARY + seed + 1).standard_normal(MOST_TRAININGS)
        self._left = budget * FULL
        self._spent = 0
        self.trials: list[Trial] = []

    def train(self, place: tuple[float, float], epochs: int = FULL, before: int = 0) -> bool:
        """Train the combination at `place` (log₁₀ of the rate, dropout) on to `epochs`; False if it costs too much."""
        cost = epochs - before
        if cost > self._left - self._spent:
            return False
        self._spent += cost
        rate, dropout = 10.0 ** place[0], place[1]
        found = max(float(error(rate, dropout, epochs)) + self._luck[len(self.trials)], 0.0)
        self.trials.append(Trial(rate, dropout, epochs, found, self._spent))
        return True

    def draw(self) -> tuple[float, float]:
        """A place of the space at random."""
        return float(self.random.uniform(*RATES)), float(self.random.uniform(*DROPOUTS))


def _grid(ledger: Ledger, budget: int) -> None:
    side = isqrt(budget)
    for dropout in np.linspace(*DROPOUTS, side):
        for rate in np.linspace(*RATES, side):
            ledger.train((float(rate), float(dropout)))


def _random(ledger: Ledger, _: int) -> None:
    while ledger.train(ledger.draw()):
        pass


def _bayesian(ledger: Ledger, budget: int) -> None:
    """A Gaussian process guesses the error everywhere; the next trial is where it may be lowest (mean − 2.6 σ)."""
    unit = np.stack(np.meshgrid(np.linspace(0, 1, 41), np.linspace(0, 1, 25)), axis=-1).reshape(-1, 2)
    lows, highs = np.array([RATES, DROPOUTS]).T
    for _ in range(min(FIRST, budget)):
        ledger.train(ledger.draw())
    while len(ledger.trials) < budget:
        tried = np.array([(np.log10(t.rate), t.dropout) for t in ledger.trials])
        mean, deviation = guessed((tried - lows) / (highs - lows), np.array([t.error for t in ledger.trials]), unit)
        rate, dropout = lows + (highs - lows) * unit[np.argmin(mean - 2.6 * deviation)]
        ledger.train((float(rate), float(dropout)))


def guessed(places: Array, found: Array, asked: Array) -> tuple[Array, Array]:
    """Mean and deviation of a Gaussian process at `asked`, shape (n, 2), that has seen `found` at `places`.

    Rasmussen and Williams (2006), chapter 2, without a fit of the kernel; in a tenth of scikit-learn's time.
    """
    middle, size = found.mean(), found.std() or 1.0
    across = _alike(asked, places)
    aims = np.column_stack([(found - middle) / size, across.T])
    solved = np.linalg.solve(_alike(places, places) + 1e-3 * np.eye(len(places)), aims)
    mean, variance = across @ solved[:, 0], 1 - np.einsum("ij,ji->i", across, solved[:, 1:])
    return middle + size * mean, size * np.sqrt(np.maximum(variance, 0))


def _alike(one: Array, other: Array) -> Array:
    """Matérn's kernel of order 5/2: how much the error at places of shape (n, 2) says of that at others."""
    far = np.sqrt(5 * (((one[:, None] - other) / SCALES) ** 2).sum(axis=-1))
    kernel: Array = (1 + far + far**2 / 3) * np.exp(-far)
    return kernel


def _hyperband(ledger: Ledger, _: int) -> None:
    """Li and others (2018), rounded as in keras-tuner: brackets from many short trainings to few whole ones."""
    while True:
        for last in range(ROUNDS, -1, -1):
            alive, before = [ledger.draw() for _ in range(_many(last, 0))], 0
            for turn in range(last + 1):
                epochs = FULL // ETA ** (last - turn)
                first = len(ledger.trials)
                if not all(ledger.train(place, epochs, before) for place in alive):
                    return
                errors = [trial.error for trial in ledger.trials[first:]]
                alive = [alive[i] for i in np.argsort(errors)[: _many(last, turn + 1)]]
                before = epochs


def _many(last: int, turn: int) -> int:
    """How many combinations there are in a round of the bracket that has rounds from 0 to `last`."""
    many: int = ceil((ROUNDS + 1) * ETA ** (last - turn) / (last + 1))
    return many


METHODS: Mapping[str, Callable[[Ledger, int], None]] = {
    "grid": _grid,
    "random": _random,
    "bayesian": _bayesian,
    "hyperband": _hyperband,
}


@lru_cache(maxsize=64)
def searched(method: str, budget: int, noise: float, seed: int) -> tuple[Trial, ...]:
    """All trials of a search that may cost `budget` full trainings."""
    ledger = Ledger(budget, noise, seed)
    METHODS[method](ledger, budget)
    return tuple(ledger.trials)
