"""Spec of lesson 01: the gradient of the logistic loss of one neuron."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.module_02.neuron_linear import EVENINGS, WENT
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Pair = tuple[Any, Any]


def examples(rng: np.random.Generator, m: int, d: int) -> tuple[Array, Array]:
    """m examples of d features, away from 0 and not centred, and labels of both classes: no wrong formula is right."""
    X = rng.normal(0.6, 1.2, (m, d)).round(2)
    y = np.array([0, 1, *rng.integers(0, 2, m - 2)], dtype=np.float64)
    return X, rng.permutation(y)


def neuron_gradient(X: Array, y: Array, w: Array, b: float) -> Pair:
    """(∂J/∂w, ∂J/∂b) of a sigmoid neuron with cross-entropy; X (m, d), y (m,), w (d,), b a number."""
    y_hat = 1 / (1 + np.exp(-(X @ w + b)))
    # es: lo que se desvía cada ejemplo; después, su media pesada por cada entrada, y sin pesar
    # en: how far off each example is; then its mean, weighted by each input, and plain
    errors = y_hat - y
    return X.T @ errors / len(y), errors.mean()


def _gradient_cases(rng: np.random.Generator) -> Sequence[Case]:
    fixed = [
        Case(
            (np.array([[4.0, 3.0]]), np.array([1.0]), np.zeros(2), 0.0),
            Text(es="una noche, con todo a cero", en="one evening, with everything at zero"),
        ),
        Case((EVENINGS, WENT, np.array([0.3, -0.2]), 0.1), Text(es="las diez noches", en="the ten evenings")),
    ]
    drawn = [
        Case((*examples(rng, m, d), rng.normal(0, 1, d).round(2), round(float(rng.normal(0, 1)), 2)))
        for m, d in ((3, 2), (6, 1), (5, 3), (8, 4))
    ]
    return [*fixed, *drawn]


def _scaled(X: Array, y: Array, w: Array, b: float, factor: float) -> Pair:
    dw, db = neuron_gradient(X, y, w, b)
    return dw * factor, db * factor


def _from_errors(X: Array, errors: Array) -> Pair:
    return X.T @ errors / len(errors), errors.mean()


def _squares(X: Array, y: Array, w: Array, b: float) -> Pair:
    y_hat = 1 / (1 + np.exp(-(X @ w + b)))
    return _from_errors(X, (y_hat - y) * y_hat * (1 - y_hat))


def _squares_twice(X: Array, y: Array, w: Array, b: float) -> Pair:
    dw, db = _squares(X, y, w, b)
    return 2 * dw, 2 * db


def _no_inputs(X: Array, y: Array, w: Array, b: float) -> Pair:
    _, db = neuron_gradient(X, y, w, b)
    return np.full(X.shape[1], db), db


def _bias_summed(X: Array, y: Array, w: Array, b: float) -> Pair:
    dw, db = neuron_gradient(X, y, w, b)
    return dw, db * len(y)


def _swapped(X: Array, y: Array, w: Array, b: float) -> Pair:
    dw, db = neuron_gradient(X, y, w, b)
    return db, dw


SLOPE = Text(
    es="Multiplicas por σ′(z) = ŷ(1 − ŷ). Eso hace falta con el error cuadrático; con la entropía cruzada ese factor "
    "se cancela y ∂J/∂z queda en ŷ − y.",
    en="You multiply by σ′(z) = ŷ(1 − ŷ). Squared error needs that; with cross-entropy the factor cancels and ∂J/∂z "
    "is just ŷ − y.",
)

NEURON_GRADIENT = Spec(
    id="02.neuron_gradient",
    title=Text(es="El gradiente de una neurona", en="The gradient of a neuron"),
    reference=neuron_gradient,
    cases=_gradient_cases,
    returns=Text(
        es="dos cosas: ∂J/∂w, un array de d números, y ∂J/∂b, un número",
        en="two things: ∂J/∂w, an array of d numbers, and ∂J/∂b, one number",
    ),
    hints=(
        Text(
            es="Primero hacia delante: z = Xw + b y ŷ = σ(z). Después lo que se desvía cada ejemplo: ŷ − y.",
            en="Forward first: z = Xw + b and ŷ = σ(z). Then how far off each example is: ŷ − y.",
        ),
        Text(
            es="La del sesgo es la media de esas desviaciones. La de cada peso, la media de las desviaciones "
            "multiplicadas por la columna de `X` que pasa por ese peso.",
            en="The one of the bias is the mean of those errors. The one of each weight, the mean of the errors times "
            "the column of `X` that goes through that weight.",
        ),
        Text(
            es="Todas las columnas a la vez: `X.T @ errors / len(y)`. Con una noche (4, 3), y = 1 y todo a cero, ŷ = "
            "0.5 y debe salir ((−2, −1.5), −0.5).",
            en="All columns at once: `X.T @ errors / len(y)`. With one evening (4, 3), y = 1 and everything at zero, ŷ "
            "= 0.5 and the answer must be ((−2, −1.5), −0.5).",
        ),
    ),
    misconceptions=(
        Misconception(
            "sum",
            lambda X, y, w, b: _scaled(X, y, w, b, len(y)),
            Text(
                es="Sumas sobre los ejemplos, y el coste es una media: falta dividir por m, en las dos.",
                en="You add over the examples, and the cost is a mean: the division by m is missing, in both.",
            ),
        ),
        Misconception(
            "opposite",
            lambda X, y, w, b: _scaled(X, y, w, b, -1),
            Text(
                es="El tamaño es el bueno y el signo el contrario: la desviación es ŷ − y, no y − ŷ. Cambiar de "
                "sentido es asunto del paso.",
                en="The size is right and the sign is the opposite: the error is ŷ − y, not y − ŷ. Turning round is "
                "the step's business.",
            ),
        ),
        Misconception("slope_left_in", _squares, SLOPE),
        Misconception("squared_error", _squares_twice, SLOPE),
        Misconception(
            "no_sigmoid",
            lambda X, y, w, b: _from_errors(X, X @ w + b - y),
            Text(
                es="Comparas z con y, como en la regresión lineal. Lo que dice esta neurona es ŷ = σ(z).",
                en="You compare z with y, as in linear regression. What this neuron says is ŷ = σ(z).",
            ),
        ),
        Misconception(
            "threshold",
            lambda X, y, w, b: _from_errors(X, (X @ w + b > 0) - y),
            Text(
                es="Comparas la decisión, 0 o 1, con y: eso cuenta fallos y no dice lo lejos que están. Usa ŷ sin "
                "redondear.",
                en="You compare the decision, 0 or 1, with y: that counts misses and does not say how far off they "
                "are. Use ŷ as it is, not rounded.",
            ),
        ),
        Misconception(
            "inputs_left_out",
            _no_inputs,
            Text(
                es="A la derivada de los pesos le faltan las entradas: cada peso responde según el x que pasó por él.",
                en="The derivative of the weights lacks the inputs: each weight answers for the x that went through "
                "it.",
            ),
        ),
        Misconception(
            "bias_summed",
            _bias_summed,
            Text(
                es="La de los pesos está bien; la del sesgo es la suma de las desviaciones, y debe ser la media.",
                en="The one of the weights is right; the one of the bias is the sum of the errors, and must be the "
                "mean.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Las dos derivadas son buenas, pero en el otro orden: primero la de los pesos, después la del "
                "sesgo.",
                en="Both derivatives are right, but in the other order: the weights' first, then the bias's.",
            ),
        ),
    ),
)
