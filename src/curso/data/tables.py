"""The two tables that ship with the course: house prices, and a wholesaler's customers."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

M2_PER_SQUARE_FOOT = 0.3048**2  # exact since 1959: an international foot is 0.3048 m

HOUSES = {
    "price": "price",
    "lotsize": "lot_m2",
    "bedrooms": "bedrooms",
    "bathrms": "bathrooms",
    "stories": "stories",
    "garagepl": "garage_places",
    "driveway": "driveway",
    "recroom": "recreation_room",
    "fullbase": "full_basement",
    "gashw": "gas_hot_water",
    "airco": "air_conditioning",
    "prefarea": "preferred_area",
}
CUSTOMERS = {
    "Channel": "channel",
    "Region": "region",
    "Fresh": "fresh",
    "Milk": "milk",
    "Grocery": "grocery",
    "Frozen": "frozen",
    "Detergents_Paper": "detergents_paper",
    "Delicassen": "delicatessen",
}
CHANNELS = {1: "horeca", 2: "retail"}
REGIONS = {1: "lisbon", 2: "oporto", 3: "other"}


def houses() -> pd.DataFrame:
    """Prices of 546 houses sold in Windsor, Canada, in July, August and September of 1987.

    Returns
    -------
    One row a house. `price` (Canadian dollars of 1987), `lot_m2` (area of the lot, m²; the original's square
    feet times 0.3048²), `bedrooms`, `bathrooms` (full ones), `stories` (without the basement) and
    `garage_places` are numbers; `driveway`, `recreation_room`, `full_basement`, `gas_hot_water` (gas heats the
    water), `air_conditioning` (central) and `preferred_area` (of the city) are True or False.

    Source: P. M. Anglin and R. Gençay (1996), "Semiparametric estimation of a hedonic price function", Journal of
    Applied Econometrics 11(6), 633–648; the article's data set in the journal's data archive.
    """
    table = _read("houses_windsor.csv").rename(columns=HOUSES)[list(HOUSES.values())]
    yes_no = table.columns[table.columns.get_loc("driveway") :]
    table[yes_no] = table[yes_no] == "yes"
    table["lot_m2"] = table["lot_m2"] * M2_PER_SQUARE_FOOT
    return table.astype(dict.fromkeys(yes_no, bool))


def customers() -> pd.DataFrame:
    """What 440 customers of a wholesaler in Portugal spent in a year.

    Returns
    -------
    One row a customer. `channel` is "horeca" (hotel, restaurant or café) or "retail"; `region` is "lisbon", "oporto"
    or "other". The yearly spending on `fresh`, `milk`, `grocery`, `frozen`, `detergents_paper` and `delicatessen`
    products is in monetary units, as the source calls them.

    Source: M. Cardoso (2013), Wholesale customers, UCI Machine Learning Repository, doi:10.24432/C5030X, CC BY 4.0.
    """
    table = _read("customers_wholesale.csv").rename(columns=CUSTOMERS)
    table["channel"] = table["channel"].map(CHANNELS)
    table["region"] = table["region"].map(REGIONS)
    return table


def _read(name: str) -> pd.DataFrame:
    import pandas as pd

    with resources.files("curso.data").joinpath(name).open(encoding="utf-8") as file:
        return pd.read_csv(file)
