"""The data that ship with the course, against what has been published about them."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression

from curso.data import customers, houses

SPENDING = {  # mean, standard deviation, minimum, maximum, as the UCI repository describes the data set
    "fresh": (12000.30, 12647.329, 3, 112151),
    "milk": (5796.27, 7380.377, 55, 73498),
    "grocery": (7951.28, 9503.163, 3, 92780),
    "frozen": (3071.93, 4854.673, 25, 60869),
    "detergents_paper": (2881.49, 4767.854, 3, 40827),
    "delicatessen": (1524.87, 2820.106, 3, 47943),
}


@pytest.mark.parametrize("column", SPENDING)
def test_the_customers_have_the_published_statistics(column):
    mean, deviation, low, high = SPENDING[column]
    values = customers()[column]
    assert len(values) == 440
    assert values.mean() == pytest.approx(mean, abs=0.005)
    assert values.std() == pytest.approx(deviation, abs=0.0005)
    assert (values.min(), values.max()) == (low, high)


def test_the_customers_come_from_the_published_channels_and_regions():
    table = customers()
    assert table["channel"].value_counts().to_dict() == {"horeca": 298, "retail": 142}
    assert table["region"].value_counts().to_dict() == {"lisbon": 77, "oporto": 47, "other": 316}


def test_the_houses_give_the_regression_of_verbeek_table_3_1():
    """Verbeek, A Guide to Modern Econometrics (2nd ed., 2004), Table 3.1: log(price) on four variables."""
    table = houses()
    X = np.column_stack(
        [np.log(table["lot_m2"] / 0.09290304), table[["bedrooms", "bathrooms", "air_conditioning"]].astype(float)]
    )
    model = LinearRegression().fit(X, np.log(table["price"]))
    assert len(table) == 546
    assert model.intercept_ == pytest.approx(7.094, abs=0.0005)
    assert model.coef_ == pytest.approx([0.400, 0.078, 0.216, 0.212], abs=0.0005)
    assert model.score(X, np.log(table["price"])) == pytest.approx(0.5674, abs=0.00005)


def test_the_houses_have_numbers_and_truth_values_only():
    table = houses()
    assert list(table.columns[:2]) == ["price", "lot_m2"]
    kinds = {column: table[column].dtype.kind for column in table}
    assert [column for column, kind in kinds.items() if kind == "b"] == [
        "driveway",
        "recreation_room",
        "full_basement",
        "gas_hot_water",
        "air_conditioning",
        "preferred_area",
    ]
    assert set(kinds.values()) == {"b", "f", "i"}
    assert table["lot_m2"].iloc[0] == pytest.approx(5850 * 0.3048**2)


@pytest.mark.parametrize("load", [houses, customers])
def test_each_call_gives_a_table_of_its_own_without_gaps(load):
    table = load()
    assert not table.isna().any().any()
    table.iloc[:, 2:] = table.iloc[:, 2:].iloc[::-1].to_numpy()
    pd.testing.assert_frame_equal(load(), load())
    assert not table.equals(load())
