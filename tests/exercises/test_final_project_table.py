"""The specs of `06.square_metres` and `06.features`, and the table that the project begins with."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import OneHotEncoder
from util import assert_misconceptions_distinct, assert_right, assert_wrong

from curso.data.rents import rents
from curso.exercises.module_06.rent_features import features
from curso.exercises.module_06.rent_models import clean, recipe_of
from curso.exercises.module_06.rents import contracts, new_adverts
from curso.exercises.module_06.square_metres import square_metres


def by_pattern(text):
    found = re.match(r"\s*(\d+)[.,]?(\d*)", text)
    if found is None:
        return float("nan")
    return float(f"{found[1]}.{found[2] or 0}") * (0.09290304 if "sq" in text else 1)


def by_pieces(text):
    pieces = text.split()
    if not pieces:
        return np.nan
    number = np.float32(pieces[0].replace(",", "."))
    return number / 10.7639104 if pieces[-1] == "ft" else number


def by_partition(text):
    number, _, unit = text.strip().partition(" ")
    return [float(number.replace(",", ".")) * (0.3048 * 0.3048 if unit == "sq ft" else 1.0)] if number else [np.nan]


@pytest.mark.parametrize("answer", [square_metres, by_pattern, by_pieces, by_partition])
def test_right_surfaces_pass(answer):
    assert_right("06.square_metres", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda text: 80.0,
        lambda text: text,
        lambda text: float(text),
        lambda text: by_pattern(text) * 0.3048,
        lambda text: float(re.sub(r"\D", "", text) or "nan"),
        lambda text: None,
    ],
)
def test_wrong_surfaces_do_not(answer):
    assert_wrong("06.square_metres", answer)


def row_by_row(table, recipe):
    rows = []
    for _, flat in table.iterrows():
        numbers = []
        for name in recipe["numbers"]:
            value = recipe["fill"][name] if pd.isna(flat[name]) else flat[name]
            numbers.append((value - recipe["mean"][name]) / recipe["std"][name])
        rows.append(numbers + [int(flat["district"] == name) for name in recipe["districts"]])
    return rows


def by_pandas(table, recipe):
    numbers = table[recipe["numbers"]].fillna(recipe["fill"])
    places = pd.get_dummies(pd.Categorical(table["district"], categories=recipe["districts"]))
    return pd.concat([(numbers - pd.Series(recipe["mean"])) / pd.Series(recipe["std"]), places], axis=1).to_numpy(float)


def by_scikit_learn(table, recipe):
    names, districts = recipe["numbers"], [recipe["districts"]]
    filled = table[names].fillna(recipe["fill"]).to_numpy()
    mean, std = ([recipe[what][name] for name in names] for what in ("mean", "std"))
    encoder = OneHotEncoder(categories=districts, handle_unknown="ignore", sparse_output=False)
    return np.hstack([(filled - mean) / std, encoder.fit_transform(table[["district"]])]).astype("float32")


@pytest.mark.parametrize("answer", [features, row_by_row, by_pandas, by_scikit_learn])
def test_right_features_pass(answer):
    assert_right("06.features", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda table, recipe: by_pandas(table, recipe)[:, ::-1],
        lambda table, recipe: by_pandas(table, recipe)[:, :3],
        lambda table, recipe: table,
        lambda table, recipe: 0 * by_pandas(table, recipe),
        lambda table, recipe: by_pandas(table, {**recipe, "districts": sorted(recipe["districts"])}),
    ],
)
def test_wrong_features_do_not(answer):
    assert_wrong("06.features", answer)


@pytest.mark.parametrize("exercise", ["06.square_metres", "06.features"])
def test_each_misconception_is_recognised_as_itself(exercise):
    assert_misconceptions_distinct(exercise)


def test_the_table_that_ships_is_the_one_that_was_drawn():
    pd.testing.assert_frame_equal(rents(), contracts(), check_dtype=False)


def test_the_table_is_as_untidy_as_the_lesson_says():
    table = rents()
    assert len(table) == 1260
    assert table["listing"].nunique() == 1200
    assert table["district"].nunique() > 4 == clean(table)["district"].nunique()
    assert (table["deposit"] == 2 * table["rent"]).all()
    assert table["floor"].isna().any()
    assert (table["lift"] == "").any()
    assert (table["year"] == 0).any()


def test_new_adverts_have_neither_rent_nor_deposit():
    tidy, _ = new_adverts(np.random.default_rng(1), 20)
    assert "rent" not in tidy
    assert tidy["deposit"].isna().all()
    untidy, _ = new_adverts(np.random.default_rng(1), 60, untidy=True)
    assert not {"rent", "deposit"} & set(untidy)
    assert "ebro" in set(clean(untidy)["district"])
    assert np.isfinite(features(clean(untidy), recipe_of(clean(rents())))).all()
