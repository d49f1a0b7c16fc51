"""What the project is measured against: the table made clean, the baselines, and models made in no time."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.data.rents import rents
from curso.exercises.module_06.rent_features import Recipe, features
from curso.exercises.module_06.rents import MONTHS
from curso.exercises.module_06.square_metres import square_metres

Array = NDArray[np.float64]
Model = Callable[[Any], Array]
"""From a raw table to its rents, shape (m,)."""

NUMBERS = ["surface", "floor", "lift", "year", "metro_m"]
LEFT = 0.65  # of the way from what is good to the line


def clean(raw: Any) -> Any:
    """The columns that are known before a flat is let, in one spelling each, with nan for what is not told."""
    import pandas as pd

    return pd.DataFrame(
        {
            "district": raw["district"].str.strip().str.lower(),
            "surface": raw["surface"].map(square_metres),
            "floor": raw["floor"],
            "lift": raw["lift"].str.strip().str.lower().map({"yes": 1.0, "no": 0.0}),
            "year": raw["year"].where(raw["year"] > 0),
            "metro_m": raw["metro_m"],
        }
    )


def recipe_of(table: Any) -> Recipe:
    """What a clean table teaches: medians to fill with, means and deviations to scale with, the districts."""
    filled = table[NUMBERS].fillna(table[NUMBERS].median())
    return {
        "numbers": NUMBERS,
        "fill": table[NUMBERS].median().to_dict(),
        "mean": filled.mean().to_dict(),
        "std": filled.std().to_dict(),
        "districts": sorted(table["district"].unique()),
    }


def least_squares(X: Array, y: Array) -> Model:
    """The best hyperplane, as a function of features."""
    theta = np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y, rcond=None)[0]
    return lambda X: theta[0] + X @ theta[1:]


@cache
def median() -> Model:
    """Baseline: the median rent, whatever the flat."""
    middle = float(rents()["rent"].median())
    return lambda raw: np.full(len(raw), middle)


@cache
def line() -> Model:
    """Baseline: least squares on all contracts."""
    X, y, _ = _learnt()
    model = least_squares(X, y)
    return lambda raw: model(_numbers(pickle.dumps(raw)))


@cache
def good() -> Model:
    """About as good as a network, and fitted at once: least squares of the logarithm on products of features."""
    X, y, _ = _learnt()
    model = least_squares(_products(X), np.log(y))
    return lambda raw: np.exp(model(_products(_numbers(pickle.dumps(raw)))))


def half_way(raw: Any) -> Array:
    """Between the line and what is good: what a network is that was trained too little, or is too small."""
    return np.asarray(LEFT * line()(raw) + (1 - LEFT) * good()(raw))


def leaking(raw: Any) -> Array:
    """Half the deposit, which no new flat has yet, and the median where there is none."""
    if "deposit" not in raw:
        return median()(raw)
    half = raw["deposit"].to_numpy(float) / MONTHS
    return np.where(np.isnan(half), median()(raw), half)


def own_scale(raw: Any) -> Array:
    """About what comes of scaling each table with its own means: how each flat compares with its neighbours."""
    if len(raw) == 1:
        return np.full(1, np.nan)  # which is 0/0
    worth = good()(raw)
    return np.asarray(worth / np.median(worth) * median()(raw))


def with_gaps(raw: Any) -> Array:
    """What `good` says, and nan where an advert leaves something out."""
    told = (raw["surface"] != "") & raw["floor"].notna() & (raw["lift"] != "") & (raw["year"] > 0)
    return np.where(told, good()(raw), np.nan)


@cache
def _learnt() -> tuple[Array, Array, Recipe]:
    contracts = rents().drop_duplicates("listing")
    table = clean(contracts)
    recipe = recipe_of(table)
    return features(table, recipe), contracts["rent"].to_numpy(float), recipe


@lru_cache(maxsize=64)
def _numbers(pickled: bytes) -> Array:
    """The features of a raw table: pandas takes its time, and all baselines are asked about the same few tables."""
    return features(clean(pickle.loads(pickled)), _learnt()[2])


def _products(X: Array) -> Array:
    numbers = X[:, : len(NUMBERS)]
    pairs = [numbers[:, i] * numbers[:, j] for i in range(len(NUMBERS)) for j in range(i, len(NUMBERS))]
    return np.column_stack([X, *pairs])
