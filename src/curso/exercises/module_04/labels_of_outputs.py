"""Spec of `04.labels`: from what `predict` gives to the names of the classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import labels_right
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Names = Sequence[Any]


def labels(outputs: Array, classes: Names, threshold: float) -> list[Any]:
    """The class of each row: the largest of a softmax, or the second above `threshold` for one sigmoid."""
    columns = np.argmax(outputs, axis=1)
    if outputs.shape[1] == 1:
        columns = (outputs[:, 0] > threshold).astype(int)
    return [classes[column] for column in columns]


def labels_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Sigmoids with three thresholds, softmaxes of two, three and five columns; names that are words and numbers."""
    by_hand = np.array([[0.1], [0.9], [0.7]])
    sigmoid = Text(es="una sigmoide", en="one sigmoid")
    softmax = Text(es="una softmax", en="a softmax")
    return [
        Case((by_hand, ["no", "yes"], 0.5), sigmoid),
        Case((_sigmoid(rng), ["ham", "spam"], 0.3), Text(es="una sigmoide, umbral 0.3", en="one sigmoid, cut at 0.3")),
        Case((_sigmoid(rng), [3, 8], 0.8), Text(es="una sigmoide, umbral 0.8", en="one sigmoid, cut at 0.8")),
        Case((_softmax(rng, 3), ["cod", "hake", "tuna"], 0.5), softmax),
        Case((_softmax(rng, 2), ["left", "right"], 0.5), Text(es="una softmax de dos", en="a softmax of two")),
        Case((_softmax(rng, 5), [7, 3, 9, 4, 2], 0.5), softmax),
    ]


def _sigmoid(rng: np.random.Generator) -> Array:
    """Seven probabilities, some on each side of 0.3, 0.5 and 0.8."""
    sides: Array = rng.uniform([0.02, 0.05, 0.32, 0.36, 0.52, 0.62, 0.82], [0.2, 0.28, 0.4, 0.48, 0.6, 0.78, 0.98])
    return rng.permutation(sides)[:, np.newaxis]


def _softmax(rng: np.random.Generator, k: int) -> Array:
    """A row of probabilities for each class in turn, and two more."""
    rows = rng.dirichlet(np.full(k, 2.0), k + 2)
    for row, winner in zip(rows, [*range(k), 0, k - 1], strict=True):
        largest = int(row.argmax())
        row[[winner, largest]] = row[[largest, winner]]
    return rng.permutation(rows)


def _pick(classes: Names, columns: Any) -> list[Any]:
    return [classes[int(column)] for column in columns]


def _always_argmax(outputs: Array, classes: Names, threshold: float) -> list[Any]:
    return _pick(classes, np.argmax(outputs, axis=1))


def _half(outputs: Array, classes: Names, threshold: float) -> list[Any]:
    return labels(outputs, classes, 0.5)


def _numbers(outputs: Array, classes: Names, threshold: float) -> list[Any]:
    return labels(outputs, range(len(classes)), threshold)


def _along_columns(outputs: Array, classes: Names, threshold: float) -> list[Any]:
    if outputs.shape[1] == 1:
        return labels(outputs, classes, threshold)
    return _pick(classes, np.argmax(outputs, axis=0))  # which fails where a row's number is no class


def _upside_down(outputs: Array, classes: Names, threshold: float) -> list[Any]:
    if outputs.shape[1] == 1:
        return labels(outputs, classes[::-1], threshold)
    return labels(outputs, classes, threshold)


def _always_cut(outputs: Array, classes: Names, threshold: float) -> list[Any]:
    return _pick(classes, outputs[:, -1] > threshold)


def _sorted(outputs: Array, classes: Names, threshold: float) -> list[Any]:
    return labels(outputs, sorted(classes), threshold)


LABELS = Spec(
    id="04.labels",
    title=Text(es="De predict a la etiqueta", en="From predict to the label"),
    reference=labels,
    cases=labels_cases,
    agree=labels_right(1.0),
    returns=Text(es="una etiqueta de `classes` por fila", en="one label of `classes` per row"),
    hints=(
        Text(
            es="Mira cuántas columnas hay: `outputs.shape[1]`. Una es una sigmoide; varias, una softmax.",
            en="Look at how many columns there are: `outputs.shape[1]`. One is a sigmoid; several, a softmax.",
        ),
        Text(
            es="Con una, la columna de la clase es `(outputs[:, 0] > threshold).astype(int)`; con varias, "
            "`np.argmax(outputs, axis=1)`. Falta pasar de números a nombres.",
            en="With one, the class's number is `(outputs[:, 0] > threshold).astype(int)`; with several, "
            "`np.argmax(outputs, axis=1)`. From numbers to names is what is left.",
        ),
        Text(
            es="`[classes[column] for column in columns]`, o `np.array(classes)[columns]`.",
            en="`[classes[column] for column in columns]`, or `np.array(classes)[columns]`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "always_argmax",
            _always_argmax,
            Text(
                es="Usas `argmax` también con la sigmoide. Busca en qué columna está el mayor, y solo hay una: sale "
                "siempre la primera clase.",
                en="You use `argmax` with the sigmoid too. It looks for the column of the largest, and there is only "
                "one: the first class comes out every time.",
            ),
        ),
        Misconception(
            "half",
            _half,
            Text(
                es="Cortas siempre en 0.5 (`round` también). El corte es `threshold`.",
                en="You always cut at 0.5 (so does `round`). The cut is `threshold`.",
            ),
        ),
        Misconception(
            "numbers",
            _numbers,
            Text(
                es="Devuelves el número de la clase. Quien lee quiere su nombre: `classes[número]`.",
                en="You return the number of the class. Who reads it wants its name: `classes[number]`.",
            ),
        ),
        Misconception(
            "along_columns",
            _along_columns,
            Text(
                es="Con `axis=0` buscas la fila mayor de cada columna. Se busca dentro de cada fila: `axis=1`.",
                en="With `axis=0` you look for the largest row of each column. Look inside each row: `axis=1`.",
            ),
        ),
        Misconception(
            "upside_down",
            _upside_down,
            Text(
                es="Con la sigmoide van al revés: la salida es la probabilidad de la **segunda** clase, `classes[1]`.",
                en="With the sigmoid they are the wrong way round: the output is the probability of the **second** "
                "class, `classes[1]`.",
            ),
        ),
        Misconception(
            "always_cut",
            _always_cut,
            Text(
                es="También cortas la softmax con el umbral. Con varias columnas gana la mayor, aunque no llegue a "
                "0.5.",
                en="You cut the softmax at the threshold too. With several columns the largest wins, even below 0.5.",
            ),
        ),
        Misconception(
            "sorted",
            _sorted,
            Text(
                es="Has ordenado las clases. La columna 0 es `classes[0]`, en el orden en que vienen.",
                en="You sorted the classes. Column 0 is `classes[0]`, in the order in which they come.",
            ),
        ),
    ),
)
