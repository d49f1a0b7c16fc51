"""Spec of `06.features`: a clean table becomes the numbers of a network, by a recipe that training has written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Recipe = dict[str, Any]


def features(table: Any, recipe: Recipe) -> Array:
    """The numbers of a clean table, shape (rows, numbers + districts), filled and scaled as the recipe says."""
    # es: el orden, los rellenos y las escalas salen de la receta; la tabla solo pone los valores
    # en: the order, the fillings and the scales come from the recipe; the table only puts the values
    columns = [
        (table[name].fillna(recipe["fill"][name]) - recipe["mean"][name]) / recipe["std"][name]
        for name in recipe["numbers"]
    ]
    places = [(table["district"] == name).astype(float) for name in recipe["districts"]]
    return np.column_stack(columns + places)


def features_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Two flats to follow by hand, and drawn tables: gaps, columns in any order, districts missing or unknown."""
    import pandas as pd

    recipe = {
        "numbers": ["surface", "floor"],
        "fill": {"surface": 70.0, "floor": 2.0},
        "mean": {"surface": 80.0, "floor": 3.0},
        "std": {"surface": 20.0, "floor": 2.0},
        "districts": ["alba", "bruma", "duna"],
    }
    two = pd.DataFrame({"district": ["duna", "bruma"], "surface": [100.0, 60.0], "floor": [1.0, np.nan]})
    by_hand = Text(es="dos pisos y un hueco", en="two flats and a gap")
    one_row = Text(es="un piso solo", en="a single flat")
    unknown = Text(es="columnas en otro orden y un barrio nuevo", en="columns in another order and a new district")
    return [
        Case((two, recipe), by_hand),
        Case(_drawn(rng, 6, ["bruma", "alba", "duna"])),
        Case(_drawn(rng, 1, ["duna"]), one_row),
        Case(_drawn(rng, 5, ["ebro", "duna", "duna"]), unknown),
    ]


def _drawn(rng: np.random.Generator, rows: int, among: Sequence[str]) -> tuple[Any, Recipe]:
    import pandas as pd

    names = ["surface", "floor", "metro_m"]
    centre = {"surface": 80.0, "floor": 3.0, "metro_m": 500.0}
    table = pd.DataFrame(
        {
            "metro_m": rng.uniform(50, 900, rows).round(),
            "district": [among[i % len(among)] for i in range(rows)],
            "floor": rng.integers(0, 8, rows).astype(float),
            "surface": rng.uniform(35, 140, rows).round(1),
        }
    )
    table.loc[0, "floor"] = np.nan
    recipe: Recipe = {
        "numbers": names,
        "fill": {name: centre[name] + float(rng.integers(1, 4)) for name in names},
        "mean": {name: centre[name] - float(rng.integers(1, 4)) for name in names},
        "std": {name: float(rng.integers(2, 9)) for name in names},
        "districts": ["bruma", "duna", "alba"],
    }
    return table, recipe


def _numbers(table: Any, recipe: Recipe, column: Callable[[Any, str], Any]) -> Array:
    """The reference's, with numeric columns made another way: `column(values, name)`."""
    places = [(table["district"] == name).astype(float) for name in recipe["districts"]]
    return np.column_stack([*(column(table[name], name) for name in recipe["numbers"]), *places])


def _not_filled(table: Any, recipe: Recipe) -> Array:
    return _numbers(table, recipe, lambda values, name: (values - recipe["mean"][name]) / recipe["std"][name])


def _filled_with_zero(table: Any, recipe: Recipe) -> Array:
    return _numbers(table, recipe, lambda values, name: (values.fillna(0) - recipe["mean"][name]) / recipe["std"][name])


def _filled_after(table: Any, recipe: Recipe) -> Array:
    def column(values: Any, name: str) -> Any:
        return ((values - recipe["mean"][name]) / recipe["std"][name]).fillna(recipe["fill"][name])

    return _numbers(table, recipe, column)


def _its_own_scale(table: Any, recipe: Recipe) -> Array:
    def column(values: Any, name: str) -> Any:
        filled = values.fillna(recipe["fill"][name])
        return (filled - filled.mean()) / filled.std(ddof=0)

    return _numbers(table, recipe, column)


def _not_scaled(table: Any, recipe: Recipe) -> Array:
    return _numbers(table, recipe, lambda values, name: values.fillna(recipe["fill"][name]))


def _its_own_districts(table: Any, recipe: Recipe) -> Array:
    return features(table, {**recipe, "districts": sorted(set(table["district"]))})


FEATURES = Spec(
    id="06.features",
    title=Text(es="De la tabla limpia a los números", en="From the clean table to the numbers"),
    reference=features,
    cases=features_cases,
    returns=Text(
        es="un array con una fila por piso: primero los números, después una columna por barrio",
        en="an array with one row per flat: the numbers first, then one column per district",
    ),
    hints=(
        Text(
            es="Todo lo que hay que saber está en `recipe`. Si en tu función aparece `table.mean()` o `unique()`, "
            "estás aprendiendo de la tabla nueva.",
            en="All that is to be known is in `recipe`. If `table.mean()` or `unique()` appears in your function, you "
            "are learning from the new table.",
        ),
        Text(
            es='Recorre `recipe["numbers"]`: rellena los huecos con `recipe["fill"][name]`, y después resta la '
            'media y divide por la desviación. Para los barrios, recorre `recipe["districts"]` y compara.',
            en='Go through `recipe["numbers"]`: fill the gaps with `recipe["fill"][name]`, then subtract the mean and '
            'divide by the deviation. For the districts, go through `recipe["districts"]` and compare.',
        ),
        Text(
            es='`places = [(table["district"] == name).astype(float) for name in recipe["districts"]]`, y al final '
            "`np.column_stack(columns + places)`.",
            en='`places = [(table["district"] == name).astype(float) for name in recipe["districts"]]`, and at the end '
            "`np.column_stack(columns + places)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "its_own_scale",
            _its_own_scale,
            Text(
                es="Escalas con la media y la desviación de la tabla que llega. Con un piso solo, su media es él "
                "mismo: sale 0/0. Usa las de la receta, que son las del entrenamiento.",
                en="You scale with the mean and the deviation of the table that arrives. With a single flat, its mean "
                "is itself: that gives 0/0. Use those of the recipe, which are training's.",
            ),
        ),
        Misconception(
            "its_own_districts",
            _its_own_districts,
            Text(
                es="Haces las columnas con los barrios que salen en esta tabla. La red espera siempre las mismas y en "
                'el mismo orden: las de `recipe["districts"]`, salgan o no.',
                en="You make the columns of the districts that appear in this table. The network expects always the "
                "same "
                'ones in the same order: those of `recipe["districts"]`, whether they appear or not.',
            ),
        ),
        Misconception(
            "not_filled",
            _not_filled,
            Text(
                es="Quedan huecos (`nan`) sin rellenar: la red contestaría `nan`. Pon `fillna` antes de escalar.",
                en="Gaps (`nan`) are left: the network would answer `nan`. Put `fillna` before scaling.",
            ),
        ),
        Misconception(
            "filled_with_zero",
            _filled_with_zero,
            Text(
                es="Rellenas los huecos con 0, y un piso sin dato de planta pasa a ser un bajo. El relleno está en "
                '`recipe["fill"]`.',
                en="You fill the gaps with 0, and a flat of unknown floor becomes one on the ground floor. What to "
                "fill "
                'with is in `recipe["fill"]`.',
            ),
        ),
        Misconception(
            "filled_after",
            _filled_after,
            Text(
                es="Rellenas después de escalar, con un número que está en metros o en plantas. Primero se rellena, y "
                "después se escala todo junto.",
                en="You fill after scaling, with a number that is in metres or in floors. Fill first, then scale all "
                "together.",
            ),
        ),
        Misconception(
            "not_scaled",
            _not_scaled,
            Text(
                es='Los números van sin escalar. Resta `recipe["mean"][name]` y divide por `recipe["std"][name]`.',
                en='The numbers are not scaled. Subtract `recipe["mean"][name]` and divide by `recipe["std"][name]`.',
            ),
        ),
    ),
)
