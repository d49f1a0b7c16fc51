"""The temperature of a sea: 61 years that were measured, and as many simulated years as anybody wants."""

from __future__ import annotations

from importlib import resources

import numpy as np
from numpy.typing import NDArray

MONTHS = 12  # in a year
LASTS = 0.9  # share of an anomaly that is left a month later
SHOCK = 0.45  # standard deviation of what is new in a month, °C


def sea_temperature() -> NDArray[np.float64]:
    """Monthly temperature of the surface of the Pacific off Peru and Ecuador, from January 1950 to December 2010.

    Returns
    -------
    732 values in °C, the mean of each month over 0–10° S and 80–90° W (the region Niño 1+2).

    Source: NOAA, National Weather Service, Climate Prediction Center, ERSST.V3B; public domain.
    """
    with resources.files("curso.data").joinpath("sea_temperature.csv").open(encoding="utf-8") as file:
        return np.loadtxt(file, delimiter=",", skiprows=1, usecols=2)


def buoy(seed: int, years: int = 20) -> NDArray[np.float64]:
    """Simulated monthly temperatures of one buoy, in °C above or below its own mean, shape (12 · years,).

    A yearly wave, of an amplitude from 3 to 4 °C and with its summer in any month, plus an anomaly of which 90% is
    left a month later. `seed` chooses the buoy.
    """
    rng = np.random.default_rng(seed)
    wave = rng.uniform(3, 4) * np.cos(2 * np.pi * (np.arange(MONTHS * years) / MONTHS - rng.uniform()))
    shocks = rng.normal(0, SHOCK, MONTHS * years)
    anomaly = np.zeros(MONTHS * years)
    anomaly[0] = shocks[0] / np.sqrt(1 - LASTS**2)
    for t in range(1, len(anomaly)):
        anomaly[t] = LASTS * anomaly[t - 1] + shocks[t]
    return wave + anomaly
