"""Spec of `03.windows`: a series cut into windows, each with the value that follows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import close, shape_text
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Examples = tuple[Array, Array]


def windows(series: Array, length: int) -> Examples:
    """The windows, shape (n − length, length, 1), and the value after each, shape (n − length,)."""
    # es: la última ventana es la que aún tiene un valor detrás
    # en: the last window is the one that still has a value after it
    starts = range(len(series) - length)
    X = np.array([series[i : i + length] for i in starts])
    y = np.array([series[i + length] for i in starts])
    return X[:, :, np.newaxis], y


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    def drawn(n: int) -> Array:
        return rng.normal(20, 5, n).round(1)

    by_hand = Text(es="cinco valores, ventanas de dos: tres ejemplos", en="five values, windows of two: three examples")
    return [
        Case((np.array([10.0, 11.0, 13.0, 16.0, 20.0]), 2), by_hand),
        Case((drawn(12), 3)),
        Case((drawn(9), 4)),
        Case((drawn(30), 12)),
    ]


def _agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """As `close`, but the axis of the columns counts: Keras asks for it."""
    problem = close()(args, expected, answer)
    if problem is None and np.shape(answer[0]) != np.shape(expected[0]):
        return AXES.format(got=shape_text(np.shape(answer[0])))
    return problem


def _cut(starts: Callable[[int, int], range], ahead: int = 0) -> Callable[[Array, int], Examples]:
    """Windows from other starts, or with an answer that is not the value right after them."""

    def wrong(series: Array, length: int) -> Examples:
        chosen = starts(len(series), length)
        X = np.array([series[i : i + length] for i in chosen])
        return X[:, :, np.newaxis], np.array([series[i + length + ahead] for i in chosen])

    return wrong


def _next_of_first(series: Array, length: int) -> Examples:
    X, _ = windows(series, length)
    return X, series[1 : 1 + len(X)]


def _backwards(series: Array, length: int) -> Examples:
    X, y = windows(series, length)
    return X[:, ::-1], y


def _flat(series: Array, length: int) -> Examples:
    X, y = windows(series, length)
    return X[:, :, 0], y


AXES = Text(
    es="los números están bien, pero las ventanas tienen forma {got}, y debería ser (ejemplos, pasos, columnas)",
    en="the numbers are right, but the windows have shape {got}, and it should be (examples, steps, columns)",
)

WINDOWS = Spec(
    id="03.windows",
    title=Text(es="De una serie a ejemplos", en="From a series to examples"),
    reference=windows,
    cases=_cases,
    agree=_agree,
    hints=(
        Text(
            es="Hazlo a mano con `[10, 11, 13, 16, 20]` y ventanas de 2. ¿Cuántas tienen un valor detrás? ¿En qué "
            "índice empieza la última?",
            en="Do it by hand with `[10, 11, 13, 16, 20]` and windows of 2. How many have a value after them? At which "
            "index does the last one start?",
        ),
        Text(
            es="La ventana que empieza en `i` es `series[i : i + length]`, y su respuesta, `series[i + length]`. `i` "
            "va de 0 a `len(series) - length - 1`.",
            en="The window that starts at `i` is `series[i : i + length]`, and its answer `series[i + length]`. `i` "
            "goes from 0 to `len(series) - length - 1`.",
        ),
        Text(
            es="Reúne las ventanas con `np.array([... for i in range(len(series) - length)])` y añade el eje de las "
            "columnas con `X[:, :, np.newaxis]`.",
            en="Gather the windows with `np.array([... for i in range(len(series) - length)])` and add the axis of "
            "columns with `X[:, :, np.newaxis]`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "no_columns",
            _flat,
            Text(
                es="Los números están bien; falta el último eje. Una capa recurrente espera (ejemplos, pasos, "
                "columnas), aunque haya una sola columna: `X[:, :, np.newaxis]`.",
                en="The numbers are right; the last axis is missing. A recurrent layer expects (examples, steps, "
                "columns), even with a single column: `X[:, :, np.newaxis]`.",
            ),
        ),
        Misconception(
            "leak",
            _cut(lambda n, length: range(n - length), ahead=-1),
            Text(
                es="Tu respuesta es el último valor de la ventana: la red ya lo ha visto y no predice nada. Es el "
                "siguiente.",
                en="Your answer is the last value of the window: the network has already seen it and predicts nothing. "
                "It is the one after.",
            ),
        ),
        Misconception(
            "two_ahead",
            _cut(lambda n, length: range(n - length - 1), ahead=1),
            Text(
                es="Te saltas un valor: la respuesta va justo detrás de la ventana, `series[i + length]`.",
                en="You skip a value: the answer comes right after the window, `series[i + length]`.",
            ),
        ),
        Misconception(
            "one_short",
            _cut(lambda n, length: range(n - length - 1)),
            Text(
                es="Falta el último ejemplo: el valor final de la serie también puede ser una respuesta.",
                en="The last example is missing: the final value of the series can be an answer too.",
            ),
        ),
        Misconception(
            "one_too_many",
            lambda series, length: (
                np.array([series[i : i + length] for i in range(len(series) - length + 1)])[:, :, np.newaxis],
                series[length:],
            ),
            Text(
                es="Sobra una ventana: la que acaba en el último valor no tiene respuesta.",
                en="There is one window too many: the one that ends at the last value has no answer.",
            ),
        ),
        Misconception(
            "no_overlap",
            _cut(lambda n, length: range(0, n - length, length)),
            Text(
                es="Tus ventanas avanzan `length` valores de golpe. Aquí avanzan uno cada vez y comparten casi todos "
                "los valores.",
                en="Your windows move `length` values at once. Here they move one at a time and share nearly all of "
                "their values.",
            ),
        ),
        Misconception(
            "next_of_first",
            _next_of_first,
            Text(
                es="La respuesta que das es el segundo valor de cada ventana: `series[i + 1]`. Es el que la sigue.",
                en="The answer that you give is the second value of each window: `series[i + 1]`. It is the one that "
                "follows it.",
            ),
        ),
        Misconception(
            "backwards",
            _backwards,
            Text(
                es="Tus ventanas van del final al principio. El tiempo corre hacia delante: primero, el más antiguo.",
                en="Your windows go from the end to the beginning. Time runs forwards: the oldest first.",
            ),
        ),
    ),
    returns=Text(
        es="las ventanas, de forma (n − length, length, 1), y las respuestas, de forma (n − length,)",
        en="the windows, of shape (n − length, length, 1), and the answers, of shape (n − length,)",
    ),
)
