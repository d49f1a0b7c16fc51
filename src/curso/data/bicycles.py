"""Bicycles that are hired in a town, hour by hour: as many simulated hours as anybody wants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

COLUMNS = ("hour", "temperature", "rain", "weekend")


def bicycles(seed: int, hours: int = 1500) -> tuple[Array, Array]:
    """Simulated hours drawn from several years, in no order, and the bicycles hired in each.

    Parameters
    ----------
    seed : chooses the hours.
    hours : how many.

    Returns
    -------
    X, shape (hours, 4): hour of the day (0 to 23), temperature (°C), rain (mm in that hour) and whether it is a weekend
    (0 or 1), in the units in which somebody would write them down; and y, shape (hours,): how many were hired.

    On working days people ride to work and back, at weekends around midday; cold, heat and rain keep them at home,
    each by a share of those who would have come. What is left to chance is a Poisson draw.
    """
    rng = np.random.default_rng(seed)
    hour = rng.integers(0, 24, hours).astype(float)
    weekend = (rng.random(hours) < 2 / 7).astype(float)
    temperature = rng.uniform(2, 26, hours) + 5 * np.cos(2 * np.pi * (hour - 15) / 24) + rng.normal(0, 2, hours)
    rain = np.where(rng.random(hours) < 0.2, rng.exponential(2, hours), 0)
    X = np.column_stack([hour, temperature.round(1), rain.round(1), weekend])
    return X, rng.poisson(expected_hires(X)).astype(float)


def expected_hires(X: Array) -> Array:
    """How many are hired on average in hours like those of `X`, shape (m, 4): what `bicycles` draws from."""
    hour, temperature, rain, weekend = X.T
    working = 180 * _around(hour, 8, 1.5) + 200 * _around(hour, 18, 2) + 60 * _around(hour, 14, 3)
    resting = 190 * _around(hour, 14, 3.5)
    riders = 8 + np.where(weekend == 1, resting, working)
    expected: Array = riders * _around(temperature, 22, 11) * np.exp(-0.4 * rain)
    return expected


def _around(value: Array, centre: float, width: float) -> Array:
    """1 at the centre and less to both sides: a bell of this width (a standard deviation)."""
    bell: Array = np.exp(-0.5 * ((value - centre) / width) ** 2)
    return bell
