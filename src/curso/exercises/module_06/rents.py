"""Where the flats of the final project come from: the table that ships with the course, and new adverts to judge by."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]

DISTRICTS = {"Alba": 11.0, "Bruma": 15.0, "Ciprés": 20.0, "Duna": 13.0}  # euros a month for each m², to begin with
NEW_DISTRICT, ITS_PRICE = "Ebro", 14.0
SIGNED, COPIES = 1200, 60  # contracts in the table, and adverts that are in it twice
MONTHS = 2  # of rent that the deposit comes to
NOISE = 0.05  # of the rent, as a standard deviation
SQUARE_FEET = 0.3048**-2  # in a square metre
WAYS = (0.35, 0.55, 0.7, 0.85)  # of writing a surface: how often each of them, and those before it, is taken


def contracts() -> pd.DataFrame:
    """What `curso.data.rents` reads from its file: 1260 adverts, 60 of them copies, in no order."""
    import pandas as pd

    rng = np.random.default_rng(6)
    table, rent = _adverts(rng, SIGNED)
    table["deposit"], table["rent"] = MONTHS * rent, rent
    copied = table.iloc[rng.choice(SIGNED, COPIES, replace=False)]
    both = pd.concat([table, copied], ignore_index=True)
    return both.iloc[rng.permutation(len(both))].reset_index(drop=True)


def new_adverts(
    rng: np.random.Generator, m: int, *, studios: bool = False, untidy: bool = False
) -> tuple[pd.DataFrame, Array]:
    """`m` flats that nobody has let yet, and the rents that they will be let for, shape (m,).

    Parameters
    ----------
    studios : only small flats, and all in Alba.
    untidy : more gaps, in the surface too, a district that was never seen, the columns in another order, and none for
        the deposit.

    Returns
    -------
    A table like that of `curso.data.rents` without `rent` and with an empty `deposit`, and the rents.
    """
    table, rent = _adverts(rng, m, studios, untidy)
    if not untidy:
        return table.assign(deposit=np.full(m, np.nan)), rent
    return table[list(rng.permutation(table.columns))], rent


def _adverts(
    rng: np.random.Generator, m: int, studios: bool = False, untidy: bool = False
) -> tuple[pd.DataFrame, Array]:
    import pandas as pd

    names = [*DISTRICTS, NEW_DISTRICT] if untidy else list(DISTRICTS)
    where = np.array(["Alba"] * m) if studios else rng.choice(names, m)
    surface = np.clip(rng.lognormal(3.75, 0.12, m) if studios else rng.lognormal(4.3, 0.35, m), 28, 180).round(1)
    floor = rng.integers(0, 8, m)
    lift = rng.random(m) < np.where(floor > 4, 0.75, 0.45)
    year = np.clip(rng.choice([1925, 1968, 2005], m, p=[0.3, 0.4, 0.3]) + 13 * rng.normal(size=m), 1890, 2024).round()
    metro = rng.gamma(1.6, 400, m).round()
    rent = _rent(where, surface, floor, lift, year, metro) * (1 + NOISE * rng.normal(size=m))
    gaps, unmeasured = (0.10, 0.05) if untidy else (0.04, 0.0)
    table = pd.DataFrame(
        {
            "listing": 10_000 + rng.choice(990_000, m, replace=False),
            "district": [_typed(name, rng) for name in where],
            "surface": np.where(rng.random(m) < unmeasured, "", [_measured(s, rng) for s in surface]),
            "floor": np.where(rng.random(m) < gaps, np.nan, floor),
            "lift": np.where(rng.random(m) < gaps, "", [_typed("yes" if one else "no", rng) for one in lift]),
            "year": np.where(rng.random(m) < gaps, 0, year).astype(int),
            "metro_m": metro,
        }
    )
    return table.astype({"district": object, "surface": object, "lift": object}), rent.round()


def _rent(where: NDArray[Any], surface: Array, floor: Any, lift: Any, year: Array, metro: Array) -> Array:
    """What a flat is worth a month: the parts multiply, and what a floor is worth depends on the lift."""
    price = np.array([DISTRICTS.get(name, ITS_PRICE) for name in where])
    old_or_new = 0.8 + 0.4 * np.minimum(((year - 1968) / 45) ** 2, 1.2)
    up = np.where(lift, 1 + 0.03 * floor, 1 - 0.06 * floor)
    near = 1 + 0.35 * np.exp(-metro / 350)
    worth: Array = price * 75 * (surface / 75) ** 0.85 * old_or_new * up * near
    return worth


def _typed(word: str, rng: np.random.Generator) -> str:
    """`word` as one person or another types it."""
    ways = (word, word, word.upper(), word.lower(), f" {word}", f"{word} ")
    return ways[rng.integers(len(ways))]


def _measured(surface: float, rng: np.random.Generator) -> str:
    """A surface in m² as one person or another writes it."""
    in_feet = f"{surface * SQUARE_FEET:.0f} sq ft"
    with_comma = f"{surface:.1f}".replace(".", ",") + " m²"
    ways = (f"{surface:.0f} m²", f"{surface:.0f} m2", f"{surface:.0f}", with_comma, in_feet)
    return ways[bisect(WAYS, rng.random())]
