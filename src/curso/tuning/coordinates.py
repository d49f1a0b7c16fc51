"""Values of hyper-parameters as numbers from 0 to 1, in the measure in which keras-tuner draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.tuning.results import Result

MARKS = 5  # of an axis of numbers, at most
LAST = 1 - 1e-9  # keras-tuner draws from 0 to below 1: 1 itself would be beyond the last integer


def coordinates(hp: Any, results: Sequence[Result]) -> NDArray[np.float64]:
    """Where each trial's value of `hp` lies, from 0 to 1; not a number where it had none. Shape (trials,)."""
    return np.array([_coordinate(hp, result.values.get(hp.name)) for result in results])


def marks(hp: Any) -> list[tuple[float, str]]:
    """Some values of `hp`, of a choice all, with where they lie, to write on an axis."""
    numbers = hasattr(hp, "min_value")
    values = [hp.prob_to_value(share) for share in np.linspace(0.0, LAST, MARKS)] if numbers else hp.values
    return sorted({_coordinate(hp, value): written(value) for value in values}.items())


def written(value: Any) -> str:
    """A value in few characters."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _coordinate(hp: Any, value: Any) -> float:
    return float("nan") if value is None else float(hp.value_to_prob(value))
