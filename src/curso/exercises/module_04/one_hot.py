"""Spec of `04.one_hot`: labels as rows of zeros with a single one, in columns that do not depend on the labels seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Labels = Sequence[Any]  # words or whole numbers


def one_hot(labels: Labels, classes: Labels) -> Array:
    """One row per label, one column per class, in the order of `classes`: (labels, classes). Unknown labels: zeros."""
    rows = np.zeros((len(labels), len(classes)))
    for row, label in zip(rows, labels, strict=True):
        # es: una etiqueta desconocida deja su fila a cero
        # en: an unknown label leaves its row at zero
        if label in classes:
            row[list(classes).index(label)] = 1
    return rows


WORDS = ("red", "green", "blue", "amber", "violet", "cyan", "ochre", "black")
STRANGER = "silver"


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    def words(k: int, n: int, extra: Sequence[str] = ()) -> Case:
        # no label of the last class, and the classes in no alphabetical order
        classes = [str(word) for word in rng.permutation(WORDS)[:k]]
        while classes == sorted(classes) or classes[0] == min(classes):
            classes = [str(word) for word in rng.permutation(classes)]
        seen = [*classes[:-1], *rng.choice(classes[:-1], n), *extra]
        note = Text(es="una etiqueta no es de ninguna clase", en="one label is of no class") if extra else None
        return Case(([str(word) for word in rng.permutation(seen)], classes), note)

    def numbers(k: int, n: int) -> Case:
        classes = [int(c) for c in rng.permutation(np.arange(2, 12))[:k]]
        return Case(([int(c) for c in rng.choice(classes, n)], classes))

    by_hand = Text(es="una clase, la última, no sale", en="one class, the last, does not appear")
    return [
        Case((["dog", "cat", "dog"], ["dog", "cat", "bird"]), by_hand),
        words(4, 5),
        numbers(5, 7),
        words(5, 4, extra=[STRANGER]),
    ]


def _own_classes(labels: Labels, classes: Labels) -> Array:
    return one_hot(labels, sorted(set(labels)))


def _alphabetical(labels: Labels, classes: Labels) -> Array:
    return one_hot(labels, sorted(classes))


def _codes(labels: Labels, classes: Labels) -> list[int]:
    order = list(classes)
    return [order.index(label) if label in order else -1 for label in labels]


def _unknown_first(labels: Labels, classes: Labels) -> Array:
    known = np.array(labels)[:, np.newaxis] == np.array(classes)
    return np.asarray(np.eye(len(classes))[known.argmax(axis=1)])


def _unknown_last(labels: Labels, classes: Labels) -> Array:
    return np.asarray(np.eye(len(classes))[_codes(labels, classes)])


def _unknown_fails(labels: Labels, classes: Labels) -> Array:
    order = list(classes)
    return np.asarray(np.eye(len(order))[[order.index(label) for label in labels]])


UNKNOWN = Text(
    es="Una etiqueta que no es de ninguna clase acaba en la {which} columna y pasa por una de las suyas. Su fila tiene "
    "que ser toda de ceros.",
    en="A label of no class ends up in the {which} column and passes for one of its own. Its row has to be all zeros.",
)

ONE_HOT = Spec(
    id="04.one_hot",
    title=Text(es="De etiquetas a one-hot", en="From labels to one-hot"),
    reference=one_hot,
    cases=_cases,
    returns=Text(
        es="una tabla con una fila por etiqueta y una columna por clase",
        en="a table with one row per label and one column per class",
    ),
    hints=(
        Text(
            es="Empieza con una tabla de ceros: `np.zeros((len(labels), len(classes)))`. ¿Qué casilla de cada fila "
            "tiene que valer 1?",
            en="Start from a table of zeros: `np.zeros((len(labels), len(classes)))`. Which cell of each row has to be "
            "1?",
        ),
        Text(
            es="La columna es la posición de la etiqueta en `classes`: `classes.index(label)`. Si la etiqueta no está, "
            "esa fila se queda como estaba.",
            en="The column is the position of the label in `classes`: `classes.index(label)`. If the label is not "
            "there, that row stays as it was.",
        ),
        Text(
            es="Sin bucle: compara una columna de etiquetas con una fila de clases, "
            "`np.array(labels)[:, np.newaxis] == np.array(classes)`, y convierte los `True` en unos.",
            en="Without a loop: compare a column of labels with a row of classes, "
            "`np.array(labels)[:, np.newaxis] == np.array(classes)`, and turn each `True` into a one.",
        ),
    ),
    misconceptions=(
        Misconception(
            "own_classes",
            _own_classes,
            Text(
                es="Sacas las clases de las etiquetas que te dan. Si en la prueba falta una clase, salen menos "
                "columnas que en el entrenamiento. Las columnas son las de `classes`, siempre.",
                en="You take the classes from the labels that you are given. If a class is missing in the test set, "
                "fewer columns come out than in training. The columns are those of `classes`, always.",
            ),
        ),
        Misconception(
            "alphabetical",
            _alphabetical,
            Text(
                es="Ordenas las clases. La columna 0 es la primera de `classes`, en el orden en que viene: si no, las "
                "salidas de la red se leerían con otro nombre.",
                en="You sort the classes. Column 0 is the first of `classes`, in the order it comes in: otherwise the "
                "outputs of the network would be read under another name.",
            ),
        ),
        Misconception(
            "codes",
            _codes,
            Text(
                es="Devuelves el número de cada clase: son etiquetas enteras. One-hot es una fila por etiqueta, con un "
                "1 en la columna de ese número.",
                en="You return the number of each class: those are integer labels. One-hot is one row per label, with "
                "a 1 in the column of that number.",
            ),
        ),
        Misconception(
            "transposed",
            lambda labels, classes: one_hot(labels, classes).T,
            Text(
                es="Está tumbada: has puesto una fila por clase. Las filas son los ejemplos; las columnas, las clases.",
                en="It lies on its side: you put one row per class. The rows are the examples; the columns, the "
                "classes.",
            ),
        ),
        Misconception(
            "unknown_first",
            _unknown_first,
            UNKNOWN.format(which=Text(es="primera", en="first")),
        ),
        Misconception(
            "unknown_last",
            _unknown_last,
            UNKNOWN.format(which=Text(es="última", en="last")),
        ),
        Misconception(
            "unknown_fails",
            _unknown_fails,
            Text(
                es="Con etiquetas conocidas aciertas. Pero `index` se detiene si la etiqueta no está, y en producción "
                "llegará alguna: deja su fila a cero.",
                en="With known labels you are right. But `index` stops when the label is not there, and in production "
                "one will come: leave its row at zero.",
            ),
        ),
    ),
)
