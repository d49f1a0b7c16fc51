"""Specs of lesson 03: the two ways to scale the features."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]


def _table(rng: np.random.Generator, m: int, d: int) -> Array:
    """m rows and d columns of quite different sizes and signs, none of them constant; shape (m, d)."""
    sizes = rng.uniform(0.5, 40.0, d)
    return (rng.normal(0, 1, (m, d)) * sizes + rng.normal(0, 3, d) * sizes).round(3)


def _table_cases(rng: np.random.Generator) -> Sequence[Case]:
    fixed = [
        Case((np.array([[2.0], [4.0], [6.0], [10.0]]),), note=Text(es="una sola columna", en="a single column")),
        Case((np.array([[1.0, 3000.0], [2.0, 4500.0], [4.0, 9000.0]]),)),
    ]
    return [*fixed, *(Case((_table(rng, m, d),)) for m, d in ((4, 3), (6, 2), (9, 4)))]


TABLE = Text(es="un array de la misma forma que X", en="an array of the same shape as X")
PER_COLUMN = Text(
    es="Usas {what} de toda la tabla. Metros y dormitorios no se miden con la misma regla: cada columna va por "
    "separado. Busca el argumento `axis`.",
    en="You use {what} of the whole table. Square metres and bedrooms are not measured with one ruler: each "
    "column goes by itself. Look for the argument `axis`.",
)
BY_ROW = Text(
    es="Escalas por filas: mezclas las características de una misma casa. Hay que recorrer cada columna "
    "de arriba abajo: es el otro valor de `axis`.",
    en="You scale row by row: you mix the features of one house. Each column has to be gone through from "
    "top to bottom: it is the other value of `axis`.",
)

# ------------------------------------------------------------------------------------- 01.standardize


def standardize(X: Array) -> Array:
    """Columns of X (m, d) with mean 0 and population standard deviation 1, as StandardScaler makes them."""
    # es: axis=0 recorre cada columna de arriba abajo; std divide por m
    # en: axis=0 goes through each column from top to bottom; std divides by m
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0))


def _sample_sigma(X: Array) -> Array:
    return np.asarray((X - X.mean(axis=0)) / X.std(axis=0, ddof=1))


def _variance(X: Array) -> Array:
    return np.asarray((X - X.mean(axis=0)) / X.var(axis=0))


def _whole_sigma(X: Array) -> Array:
    return np.asarray((X - X.mean()) / X.std())


def _centred(X: Array) -> Array:
    return np.asarray(X - X.mean(axis=0))


def _not_centred(X: Array) -> Array:
    return np.asarray(X / X.std(axis=0))


def _row_sigma(X: Array) -> Array:
    return np.asarray((X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True))


STANDARDIZE = Spec(
    id="01.standardize",
    title=Text(es="Estandarizar", en="Standardise"),
    reference=standardize,
    cases=_table_cases,
    returns=TABLE,
    hints=(
        Text(
            es="De cada columna necesitas dos números, su media y su desviación típica. `X.mean(axis=0)` "
            "da las medias de todas las columnas a la vez.",
            en="From each column you need two numbers, its mean and its standard deviation. "
            "`X.mean(axis=0)` gives the means of all columns at once.",
        ),
        Text(
            es="NumPy resta y divide columna a columna si le das un array de d números: `X - "
            "X.mean(axis=0)` ya tiene media 0 en cada columna.",
            en="NumPy subtracts and divides column by column if you give it an array of d numbers: `X - "
            "X.mean(axis=0)` already has mean 0 in each column.",
        ),
        Text(
            es="Falta dividir por σ. `std` de NumPy da por omisión la poblacional (divide por m), que es "
            "la que se pide; la de pandas da por omisión la muestral.",
            en="What is left is to divide by σ. NumPy's `std` gives the population one by default (it "
            "divides by m), which is what is asked for; the one of pandas gives the sample one by "
            "default.",
        ),
    ),
    misconceptions=(
        Misconception(
            "sample_sigma",
            _sample_sigma,
            Text(
                es="Usas la σ muestral, que divide por m − 1 (`ddof=1`, lo que hace pandas si no le dices "
                "otra cosa). Se pide la poblacional, que divide por m, como `StandardScaler`.",
                en="You use the sample σ, which divides by m − 1 (`ddof=1`, what pandas does unless told "
                "otherwise). The population σ is asked for, which divides by m, like `StandardScaler`.",
            ),
        ),
        Misconception(
            "variance",
            _variance,
            Text(
                es="Divides por la varianza, σ². Sus unidades son las de X al cuadrado: ¿por qué hay que "
                "dividir para que no queden unidades?",
                en="You divide by the variance, σ². Its units are those of X squared: what must you "
                "divide by so that no units are left?",
            ),
        ),
        Misconception(
            "whole_sigma",
            _whole_sigma,
            PER_COLUMN.format(what=Text(es="la media y la σ", en="the mean and the σ")),
        ),
        Misconception(
            "centred",
            _centred,
            Text(
                es="Has centrado (la media de cada columna es 0), pero la escala sigue como estaba: falta "
                "la segunda mitad de la fórmula.",
                en="You have centred (the mean of each column is 0), but the scale is still what it was: "
                "the second half of the formula is missing.",
            ),
        ),
        Misconception(
            "not_centred",
            _not_centred,
            Text(
                es="La σ de cada columna ya es 1, pero su media no es 0: falta restar algo antes de "
                "dividir (¿o un paréntesis?).",
                en="The σ of each column is already 1, but its mean is not 0: something must be "
                "subtracted before dividing (or is a parenthesis missing?).",
            ),
        ),
        Misconception("row_sigma", _row_sigma, BY_ROW),
    ),
)

# ----------------------------------------------------------------------------------------- 01.min_max


def min_max(X: Array) -> Array:
    """Columns of X (m, d) brought to [0, 1], as MinMaxScaler makes them."""
    # es: el denominador es el recorrido de la columna, el mismo para todas sus filas
    # en: the denominator is the range of the column, the same for all its rows
    low, high = X.min(axis=0), X.max(axis=0)
    return np.asarray((X - low) / (high - low))


def _deck(X: Array) -> Array:
    return np.asarray((X - X.min(axis=0)) / (X - X.max(axis=0)))


def _whole_range(X: Array) -> Array:
    return np.asarray((X - X.min()) / (X.max() - X.min()))


def _by_max(X: Array) -> Array:
    return np.asarray(X / X.max(axis=0))


def _low_over_max(X: Array) -> Array:
    return np.asarray((X - X.min(axis=0)) / X.max(axis=0))


def _upside_down(X: Array) -> Array:
    return 1.0 - min_max(X)


def _by_range(X: Array) -> Array:
    return np.asarray(X / (X.max(axis=0) - X.min(axis=0)))


def _row_range(X: Array) -> Array:
    low, high = X.min(axis=1, keepdims=True), X.max(axis=1, keepdims=True)
    return np.asarray((X - low) / (high - low))


MIN_MAX = Spec(
    id="01.min_max",
    title=Text(es="Escalar entre 0 y 1", en="Scale between 0 and 1"),
    reference=min_max,
    cases=_table_cases,
    returns=TABLE,
    hints=(
        Text(
            es="El mínimo de cada columna tiene que acabar en 0 y el máximo en 1. ¿Qué restas para que el "
            "mínimo valga 0?",
            en="The minimum of each column has to end at 0 and the maximum at 1. What do you subtract to "
            "make the minimum 0?",
        ),
        Text(
            es="Después de restar el mínimo, el valor más grande es el recorrido de la columna, máximo "
            "menos mínimo. ¿Por cuánto hay que dividir para que valga 1?",
            en="After subtracting the minimum, the largest value is the range of the column, maximum "
            "minus minimum. What must you divide by to make it 1?",
        ),
        Text(
            es="`X.min(axis=0)` y `X.max(axis=0)` dan un número por columna. El denominador no lleva X: "
            "es el mismo para toda la columna. Con [2, 4, 6, 10] sale [0, 0.25, 0.5, 1].",
            en="`X.min(axis=0)` and `X.max(axis=0)` give one number per column. The denominator has no X in "
            "it: it is the same for the whole column. With [2, 4, 6, 10] you get [0, 0.25, 0.5, 1].",
        ),
    ),
    misconceptions=(
        Misconception(
            "deck",
            _deck,
            Text(
                es="Divides por X − máximo, que cambia en cada fila y vale 0 justo en el máximo: ahí se "
                "divide por cero. Es una errata que corre por apuntes antiguos. El denominador es el "
                "recorrido de la columna, un número fijo.",
                en="You divide by X − maximum, which changes in each row and is 0 right at the maximum: "
                "there you divide by zero. It is a slip that older notes pass on. The denominator is "
                "the range of the column, a fixed number.",
            ),
        ),
        Misconception(
            "whole_range",
            _whole_range,
            PER_COLUMN.format(what=Text(es="el mínimo y el máximo", en="the minimum and the maximum")),
        ),
        Misconception(
            "by_max",
            _by_max,
            Text(
                es="Divides por el máximo sin restar antes el mínimo: el máximo acaba en 1, pero el "
                "mínimo no acaba en 0.",
                en="You divide by the maximum without first subtracting the minimum: the maximum ends at "
                "1, but the minimum does not end at 0.",
            ),
        ),
        Misconception(
            "low_over_max",
            _low_over_max,
            Text(
                es="El mínimo acaba en 0, pero el máximo no acaba en 1: ¿cuánto vale el máximo después de "
                "restar el mínimo? Por eso hay que dividir.",
                en="The minimum ends at 0, but the maximum does not end at 1: how much is the maximum "
                "after subtracting the minimum? That is what to divide by.",
            ),
        ),
        Misconception(
            "upside_down",
            _upside_down,
            Text(
                es="Te sale del revés: el mínimo acaba en 1 y el máximo en 0. Mira qué restas de qué.",
                en="It comes out upside down: the minimum ends at 1 and the maximum at 0. Look at what "
                "you subtract from what.",
            ),
        ),
        Misconception(
            "by_range",
            _by_range,
            Text(
                es="Divides por el recorrido, y está bien, pero falta restar antes el mínimo (¿o un "
                "paréntesis?): el mínimo no acaba en 0.",
                en="You divide by the range, and that is right, but the minimum must be subtracted first "
                "(or is a parenthesis missing?): the minimum does not end at 0.",
            ),
        ),
        Misconception("row_range", _row_range, BY_ROW),
    ),
)

SPECS = (STANDARDIZE, MIN_MAX)
