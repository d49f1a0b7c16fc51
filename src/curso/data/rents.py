"""Flats that have been let in an invented town, as raw as adverts come: the table of the final project."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TEXTS = ("district", "surface", "lift")


def rents() -> pd.DataFrame:
    """1260 adverts of flats that have been let, simulated; some of them twice, in no order.

    Returns
    -------
    One row an advert, its columns as people typed them: `listing` (its number), `district`, `surface` (in whatever
    unit), `floor` (nan if unknown), `lift` ("yes", "no", or "" if unknown), `year` (of building; 0 if unknown),
    `metro_m` (metres to the metro), `deposit` (euros, paid when the contract was signed) and `rent` (euros a month).
    """
    import pandas as pd

    with resources.files("curso.data").joinpath("rents.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=dict.fromkeys(TEXTS, object)).fillna(dict.fromkeys(TEXTS, ""))
