"""Spec of `03.constrain`: the norm of each unit's weights brought between a minimum and a maximum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def constrain(kernel: np.ndarray, low: float, high: float) -> np.ndarray:
    """The kernel with the norm of each column brought into [low, high]; a column of zeros stays.

    `kernel` has shape (inputs, units), and so has the result.
    """
    norms = np.sqrt(np.sum(kernel**2, axis=0))
    wanted = np.clip(norms, low, high)
    # es: una columna de ceros no tiene dirección que conservar: entre 1 y no entre 0, sigue siendo cero
    # en: a column of zeros has no direction to keep: divided by 1 and not by 0, it stays zero
    constrained: np.ndarray = kernel * wanted / np.where(norms == 0, 1, norms)
    return constrained


def constrain_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One to follow by hand, a norm set to 1, a maximum alone, and two drawn with columns of every kind."""
    by_hand = np.array([[6.0, 0.3], [8.0, -0.4]])
    cases = [Case((by_hand, 1.0, 2.0), Text(es="normas 10 y 0.5, entre 1 y 2", en="norms 10 and 0.5, between 1 and 2"))]
    cases.append(Case((_kernel(rng, (0.2, 0.9, 1.6, 5.0)), 1.0, 1.0), Text(es="como `UnitNorm`", en="like `UnitNorm`")))
    cases.append(Case((_kernel(rng, (0.5, 1.5, 3.0, 7.0)), 0.0, 2.0), Text(es="como `MaxNorm`", en="like `MaxNorm`")))
    for _ in range(2):
        low, high = float(rng.uniform(0.5, 1.0)), float(rng.uniform(1.5, 2.5))
        norms = rng.permutation([0.0, low * rng.uniform(0.3, 0.8), (low + high) / 2, high * rng.uniform(1.5, 3.0)])
        cases.append(Case((_kernel(rng, norms), low, high)))
    return cases


def _kernel(rng: np.random.Generator, norms: Any) -> np.ndarray:
    """A column for each norm, of three weights or of five or more, so that rows and columns are not mistaken."""
    columns = rng.uniform(0.4, 1.0, (int(rng.choice([3, 5, 6])), len(norms)))
    columns *= rng.choice([-1.0, 1.0], columns.shape)
    scaled: np.ndarray = columns / np.linalg.norm(columns, axis=0) * np.asarray(norms)
    return scaled


def _scaled(kernel: Any, norms: Any, wanted: Any) -> Any:
    return kernel * wanted / np.where(norms == 0, 1, norms)


def _with_norms(norms_of: Any) -> Any:
    """The right steps with another idea of the norm."""

    def wrong(kernel: Any, low: float, high: float) -> Any:
        norms = norms_of(kernel)
        return _scaled(kernel, norms, np.clip(norms, low, high))

    return wrong


def _to(wanted_of: Any) -> Any:
    """The right norms, brought to something else than their place in [low, high]."""

    def wrong(kernel: Any, low: float, high: float) -> Any:
        norms = np.linalg.norm(kernel, axis=0)
        return _scaled(kernel, norms, wanted_of(norms, low, high))

    return wrong


def _divided_by_zero(kernel: Any, low: float, high: float) -> Any:
    norms = np.linalg.norm(kernel, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return kernel * np.clip(norms, low, high) / norms


CONSTRAIN = Spec(
    id="03.constrain",
    title=Text(es="Atar en corto la norma", en="Keeping the norm on a leash"),
    reference=constrain,
    cases=constrain_cases,
    hints=(
        Text(
            es="Tres pasos: la norma de cada columna, la norma que debería tener, y multiplicar la columna por el "
            "cociente.",
            en="Three steps: the norm of each column, the norm that it should have, and multiplying the column by "
            "their quotient.",
        ),
        Text(
            es="`norms = np.sqrt(np.sum(kernel**2, axis=0))` da una norma por unidad, y `np.clip(norms, low, high)` la "
            "que debería tener.",
            en="`norms = np.sqrt(np.sum(kernel**2, axis=0))` gives one norm per unit, and `np.clip(norms, low, high)` "
            "the one that it should have.",
        ),
        Text(
            es="Para no dividir por cero en una columna de ceros, divide por `np.where(norms == 0, 1, norms)`: la "
            "columna sigue siendo cero.",
            en="So as not to divide by zero in a column of zeros, divide by `np.where(norms == 0, 1, norms)`: the "
            "column stays zero.",
        ),
    ),
    misconceptions=(
        Misconception(
            "each_weight",
            lambda kernel, low, high: np.clip(kernel, -high, high),
            Text(
                es="Has recortado cada peso por su cuenta. Lo que se acota es la norma de la columna entera; sus pesos "
                "se multiplican todos por lo mismo.",
                en="You clipped each weight on its own. It is the norm of the whole column that is bounded; its "
                "weights are all multiplied by the same number.",
            ),
        ),
        Misconception(
            "each_weight_between",
            lambda kernel, low, high: np.clip(kernel, low, high),
            Text(
                es="Has puesto cada peso entre `low` y `high`, y ya no queda ninguno negativo. Esos límites son para "
                "la norma de la columna, no para cada peso.",
                en="You put each weight between `low` and `high`, and none is negative any more. Those limits are for "
                "the norm of the column, not for each weight.",
            ),
        ),
        Misconception(
            "rows",
            _with_norms(lambda kernel: np.linalg.norm(kernel, axis=1, keepdims=True)),
            Text(
                es="Has acotado las filas. Los pesos que llegan a una unidad son una columna: la suma va por `axis=0`.",
                en="You bounded the rows. The weights that reach a unit are a column: the sum goes along `axis=0`.",
            ),
        ),
        Misconception(
            "whole",
            _with_norms(np.linalg.norm),
            Text(
                es="Has calculado una sola norma para todo el kernel. Cada unidad tiene la suya.",
                en="You computed a single norm for the whole kernel. Each unit has its own.",
            ),
        ),
        Misconception(
            "sum_of_sizes",
            _with_norms(lambda kernel: np.sum(np.abs(kernel), axis=0)),
            Text(
                es="Has sumado valores absolutos. La norma es la raíz de la suma de los cuadrados.",
                en="You added absolute values. The norm is the root of the sum of the squares.",
            ),
        ),
        Misconception(
            "no_root",
            _with_norms(lambda kernel: np.sum(kernel**2, axis=0)),
            Text(
                es="Te falta la raíz: has tomado como norma la suma de los cuadrados.",
                en="The root is missing: you took the sum of the squares for the norm.",
            ),
        ),
        Misconception(
            "only_high",
            _to(lambda norms, low, high: np.minimum(norms, high)),
            Text(
                es="El máximo está bien. Falta el mínimo: una columna más corta que `low` se alarga hasta `low`.",
                en="The maximum is right. The minimum is missing: a column shorter than `low` is lengthened to `low`.",
            ),
        ),
        Misconception(
            "always_high",
            _to(lambda norms, low, high: high),
            Text(
                es="Has dejado todas las columnas con norma `high`. La que ya está entre `low` y `high` no se toca.",
                en="You left every column with norm `high`. One that is already between `low` and `high` is not "
                "touched.",
            ),
        ),
        Misconception(
            "divided_by_zero",
            _divided_by_zero,
            Text(
                es="Casi: en una columna de ceros divides 0 entre 0 y sale `nan`. Esa columna se queda como está.",
                en="Nearly: in a column of zeros you divide 0 by 0 and get `nan`. That column stays as it is.",
            ),
        ),
    ),
    returns=Text(es="un kernel de la misma forma", en="a kernel of the same shape"),
)
