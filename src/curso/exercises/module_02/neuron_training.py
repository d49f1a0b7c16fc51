"""Spec of lesson 01: a neuron trained from scratch by gradient descent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.module_02.neuron_gradient import examples, neuron_gradient
from curso.exercises.module_02.neuron_linear import EVENINGS, WENT
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Pair = tuple[Any, Any]


def train_neuron(X: Array, y: Array, learning_rate: float, epochs: int) -> Pair:
    """(w, b) of a sigmoid neuron after `epochs` steps on all of X (m, d) and y (m,), from w = 0 and b = 0."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        y_hat = 1 / (1 + np.exp(-(X @ w + b)))
        errors = y_hat - y
        # es: pesos y sesgo a la vez, con las mismas desviaciones
        # en: weights and bias at once, with the same errors
        w = w - learning_rate * X.T @ errors / len(y)
        b = b - learning_rate * errors.mean()
    return w, b


def _training_cases(rng: np.random.Generator) -> Sequence[Case]:
    drawn = [
        Case((*examples(rng, m, d), round(float(rng.uniform(0.2, 0.6)), 2), int(rng.integers(3, 9))))
        for m, d in ((5, 2), (6, 1), (9, 4))
    ]
    fixed = Case((EVENINGS, WENT, 0.1, 2), Text(es="las diez noches, dos épocas", en="the ten evenings, two epochs"))
    return [fixed, *drawn, Case((*examples(rng, 12, 3), 0.5, 200))]


def _one_after_the_other(X: Array, y: Array, learning_rate: float, epochs: int) -> Pair:
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        w = w - learning_rate * neuron_gradient(X, y, w, b)[0]
        b = b - learning_rate * neuron_gradient(X, y, w, b)[1]
    return w, b


def _no_bias(X: Array, y: Array, learning_rate: float, epochs: int) -> Pair:
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        w = w - learning_rate * neuron_gradient(X, y, w, 0.0)[0]
    return w, 0.0


def _stale(X: Array, y: Array, learning_rate: float, epochs: int) -> Pair:
    dw, db = neuron_gradient(X, y, np.zeros(X.shape[1]), 0.0)
    return -epochs * learning_rate * dw, -epochs * learning_rate * db


def _with_errors(X: Array, y: Array, learning_rate: float, epochs: int, squared: bool) -> Pair:
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        z = X @ w + b
        y_hat = 1 / (1 + np.exp(-z))
        errors = (y_hat - y) * y_hat * (1 - y_hat) if squared else z - y
        w, b = w - learning_rate * X.T @ errors / len(y), b - learning_rate * errors.mean()
    return w, b


TRAIN_NEURON = Spec(
    id="02.train_neuron",
    title=Text(es="Entrenar una neurona", en="Train a neuron"),
    reference=train_neuron,
    cases=_training_cases,
    returns=Text(
        es="dos cosas: w, un array de d números, y b, un número",
        en="two things: w, an array of d numbers, and b, a number",
    ),
    hints=(
        Text(
            es="Es el bucle de la lección de descenso de gradiente: empieza en cero y repite «siente la pendiente, da "
            "un paso». La pendiente ya la sabes calcular.",
            en="It is the loop of the lesson on gradient descent: start at zero and repeat “feel the slope, take a "
            "step”. You already know how to compute the slope.",
        ),
        Text(
            es="Empieza con `w = np.zeros(X.shape[1])` y `b = 0.0`: un peso por columna. Da exactamente `epochs` "
            "vueltas y pon el `return` fuera del bucle.",
            en="Begin with `w = np.zeros(X.shape[1])` and `b = 0.0`: one weight for each column. Go round exactly "
            "`epochs` times and put the `return` outside the loop.",
        ),
        Text(
            es="En cada vuelta: `dw, db = neuron_gradient(X, y, w, b)`, y después `w = w - learning_rate * dw` y lo "
            "mismo con b.",
            en="In each turn: `dw, db = neuron_gradient(X, y, w, b)`, and then `w = w - learning_rate * dw` and the "
            "same for b.",
        ),
    ),
    misconceptions=(
        Misconception(
            "one_less",
            lambda X, y, learning_rate, epochs: train_neuron(X, y, learning_rate, epochs - 1),
            Text(
                es="Das un paso de menos. Cuenta las vueltas del bucle con `epochs = 2`.",
                en="You take one step too few. Count the turns of the loop with `epochs = 2`.",
            ),
        ),
        Misconception(
            "return_inside",
            lambda X, y, learning_rate, epochs: train_neuron(X, y, learning_rate, 1),
            Text(
                es="Te detienes tras el primer paso. Mira si el `return` está dentro del bucle, o si vuelves a poner "
                "los pesos a cero en cada vuelta.",
                en="You stop after the first step. See whether the `return` is inside the loop, or whether each turn "
                "sets the weights to zero again.",
            ),
        ),
        Misconception(
            "climb",
            lambda X, y, learning_rate, epochs: train_neuron(X, y, -learning_rate, epochs),
            Text(
                es="Subes en vez de bajar: el paso resta el gradiente.",
                en="You climb instead of going down: the step subtracts the gradient.",
            ),
        ),
        Misconception(
            "no_bias",
            _no_bias,
            Text(
                es="El sesgo se queda en 0. También se entrena: da un paso con su propia derivada.",
                en="The bias stays at 0. It is trained too: it takes a step with its own derivative.",
            ),
        ),
        Misconception(
            "one_after_the_other",
            _one_after_the_other,
            Text(
                es="Mueves los pesos y calculas la derivada del sesgo con los pesos ya movidos. Las dos derivadas "
                "salen del mismo sitio: calcúlalas antes de mover nada.",
                en="You move the weights and compute the bias's derivative with the weights already moved. Both "
                "derivatives come from the same place: compute them before anything moves.",
            ),
        ),
        Misconception(
            "stale",
            _stale,
            Text(
                es="Calculas el gradiente una sola vez y lo repites. Al mover los pesos cambia ŷ, y con ella el "
                "gradiente: vuelve a calcularlo en cada vuelta.",
                en="You compute the gradient only once and repeat it. When the weights move ŷ changes, and the "
                "gradient with it: compute it again in each turn.",
            ),
        ),
        Misconception(
            "sum",
            lambda X, y, learning_rate, epochs: train_neuron(X, y, learning_rate * len(y), epochs),
            Text(
                es="Tus pasos son m veces demasiado largos: el gradiente es una media sobre los ejemplos, no una suma.",
                en="Your steps are m times too long: the gradient is a mean over the examples, not a sum.",
            ),
        ),
        Misconception(
            "no_sigmoid",
            lambda X, y, learning_rate, epochs: _with_errors(X, y, learning_rate, epochs, squared=False),
            Text(
                es="Entrenas una neurona lineal: comparas z con y. Pasa z por la sigmoide antes de comparar.",
                en="You train a linear neuron: you compare z with y. Pass z through the sigmoid before comparing.",
            ),
        ),
        Misconception(
            "slope_left_in",
            lambda X, y, learning_rate, epochs: _with_errors(X, y, learning_rate, epochs, squared=True),
            Text(
                es="Multiplicas la desviación por ŷ(1 − ŷ), como con el error cuadrático. Con la entropía cruzada "
                "queda solo ŷ − y.",
                en="You multiply the error by ŷ(1 − ŷ), as with squared error. With cross-entropy only ŷ − y is left.",
            ),
        ),
    ),
)
