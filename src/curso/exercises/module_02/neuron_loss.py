"""Spec of lesson 01: the logistic loss, binary cross-entropy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]


def bce(y: Array, y_hat: Array) -> float:
    """−mean(y ln ŷ + (1 − y) ln(1 − ŷ)) of labels y (0 or 1) and probabilities ŷ, both of shape (m,)."""
    # es: ni 0 ni 1 exactos, que no tienen logaritmo que sirva
    # en: neither exactly 0 nor exactly 1, which have no logarithm of any use
    p = np.clip(y_hat, 1e-7, 1 - 1e-7)
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(np.mean(losses))


def _bce_cases(rng: np.random.Generator) -> Sequence[Case]:
    fixed = [
        Case((np.array([1.0]), np.array([0.2])), Text(es="un solo ejemplo", en="a single example")),
        Case((np.array([1.0, 0.0, 0.0, 1.0]), np.array([0.8, 0.1, 0.6, 0.5]))),
    ]
    # any clipping gives the same here: nobody is asked for a particular epsilon
    sure = Case(
        (np.array([1.0, 0.0, 1.0]), np.array([1.0, 0.0, round(float(rng.uniform(0.2, 0.6)), 2)])),
        Text(es="dos predicciones del todo seguras, y acertadas", en="two predictions entirely sure, and right"),
    )
    drawn = [sure]
    for m in (4, 6, 9):
        y = np.r_[0.0, 1.0, rng.integers(0, 2, m - 2)]
        drawn.append(Case((rng.permutation(y), rng.uniform(0.05, 0.95, m).round(2))))
    return [*fixed, *drawn]


def _clipped(y_hat: Array) -> Array:
    return np.clip(y_hat, 1e-7, 1 - 1e-7)


def _positives(y: Array, y_hat: Array) -> Array:
    return np.asarray(-np.mean(y * np.log(_clipped(y_hat))))


BASE = Text(
    es="Usas un logaritmo de otra base. En esta fórmula es el natural: `np.log`.",
    en="You use a logarithm to another base. In this formula it is the natural one: `np.log`.",
)

BCE = Spec(
    id="02.bce",
    title=Text(es="La entropía cruzada binaria", en="Binary cross-entropy"),
    reference=bce,
    cases=_bce_cases,
    returns=Text(es="un solo número, mayor o igual que 0", en="a single number, greater than or equal to 0"),
    hints=(
        Text(
            es="Para cada ejemplo: −ln de la probabilidad que la neurona dio a lo que de verdad pasó. Si y = 1, esa "
            "probabilidad es ŷ; si y = 0, es 1 − ŷ.",
            en="For each example: −ln of the probability that the neuron gave to what really happened. If y = 1, that "
            "probability is ŷ; if y = 0, it is 1 − ŷ.",
        ),
        Text(
            es="La fórmula junta los dos casos: `y * np.log(p)` vale 0 cuando y = 0, y `(1 - y) * np.log(1 - p)` vale "
            "0 cuando y = 1. Siempre queda uno.",
            en="The formula joins both cases: `y * np.log(p)` is 0 when y = 0, and `(1 - y) * np.log(1 - p)` is 0 when "
            "y = 1. One of them always remains.",
        ),
        Text(
            es="Suma los dos, cambia el signo y haz la media con `np.mean`. Usa `p`, la copia recortada, y no `y_hat`.",
            en="Add both, change the sign and take the mean with `np.mean`. Use `p`, the clipped copy, and not "
            "`y_hat`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "negative",
            lambda y, y_hat: -bce(y, y_hat),
            Text(
                es="Te sale negativa: el logaritmo de una probabilidad es negativo, y el menos de delante lo arregla.",
                en="Yours is negative: the logarithm of a probability is negative, and the minus in front mends that.",
            ),
        ),
        Misconception(
            "sum",
            lambda y, y_hat: bce(y, y_hat) * len(y),
            Text(
                es="Sumas sobre los ejemplos y falta la media: con el doble de datos tu pérdida sería el doble.",
                en="You add over the examples and the mean is missing: with twice the data your loss would be double.",
            ),
        ),
        Misconception(
            "not_averaged",
            lambda y, y_hat: -(y * np.log(_clipped(y_hat)) + (1 - y) * np.log(1 - _clipped(y_hat))),
            Text(
                es="Devuelves la pérdida de cada ejemplo. Falta juntarlas en un número: su media.",
                en="You return the loss of each example. They still have to be joined into one number: their mean.",
            ),
        ),
        Misconception(
            "positives_only",
            _positives,
            Text(
                es="Solo cuentas los ejemplos con y = 1. A quien dice 0.99 cuando y = 0 también hay que cobrarle: el "
                "segundo término.",
                en="You only count the examples with y = 1. Whoever says 0.99 when y = 0 has to pay too: the second "
                "term.",
            ),
        ),
        Misconception(
            "not_clipped",
            lambda y, y_hat: -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)),
            Text(
                es="La fórmula está bien, pero con ŷ = 0 o ŷ = 1 aparece 0 · ln 0, que da `nan`. Recorta antes ŷ: "
                "`np.clip(y_hat, 1e-7, 1 - 1e-7)`.",
                en="The formula is right, but with ŷ = 0 or ŷ = 1 there is 0 · ln 0, which gives `nan`. Clip ŷ first: "
                "`np.clip(y_hat, 1e-7, 1 - 1e-7)`.",
            ),
        ),
        Misconception(
            "arguments_swapped",
            lambda y, y_hat: bce(y_hat, y),
            Text(
                es="Haces el logaritmo de y, que es la respuesta. El logaritmo va sobre la predicción, ŷ.",
                en="You take the logarithm of y, which is the answer. The logarithm goes over the prediction, ŷ.",
            ),
        ),
        Misconception(
            "squares",
            lambda y, y_hat: np.mean((y_hat - y) ** 2),
            Text(
                es="Eso es el error cuadrático medio, el de las rectas. Aquí se paga el logaritmo de la probabilidad.",
                en="That is the mean squared error, the one for lines. Here the logarithm of the probability is paid.",
            ),
        ),
        Misconception("base_2", lambda y, y_hat: bce(y, y_hat) / np.log(2), BASE),
        Misconception("base_10", lambda y, y_hat: bce(y, y_hat) / np.log(10), BASE),
    ),
)
