"""Spec of lesson 01: a whole neuron, from the inputs to its output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.module_02.neuron_activations import activations
from curso.exercises.module_02.neuron_linear import EVENINGS
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]


def neuron_forward(X: Array, w: Array, b: float, name: str) -> Any:
    """ŷ = f(Xw + b), shape (m,), for X of shape (m, d), weights w of shape (d,) and the activation f called `name`."""
    # es: primero la suma ponderada, y solo después la activación
    # en: first the weighted sum, and only then the activation
    z = X @ w + b
    return activations(z, name)


def _forward_cases(rng: np.random.Generator) -> Sequence[Case]:
    by_hand = Case(
        (EVENINGS[:4], np.array([3.0, -2.0]), -5.0, "sigmoid"),
        Text(
            es="cuatro noches de la lección, w = (3, −2), b = −5", en="four evenings of the lesson, w = (3, −2), b = −5"
        ),
    )
    drawn = []
    for m, d, name in ((5, 3, "sigmoid"), (6, 2, "relu"), (4, 4, "tanh"), (3, 2, "linear"), (1, 3, "sigmoid")):
        X, w = rng.normal(0, 1, (m, d)).round(2), rng.uniform(0.5, 1.5, d).round(2) * rng.choice([-1, 1], d)
        if m > 1:  # a sum well below 0 and one well above, which ReLU and a threshold treat differently
            X[0], X[1] = np.sign(w), -2 * np.sign(w)
        drawn.append(Case((X, w, round(float(rng.uniform(0.4, 0.9)), 2), name)))
    return [by_hand, *drawn]


def _step(X: Array, w: Array, b: float, name: str) -> Array:
    return (X @ w + b > 0).astype(np.float64)


NEURON_FORWARD = Spec(
    id="02.neuron_forward",
    title=Text(es="Una neurona entera", en="A whole neuron"),
    reference=neuron_forward,
    cases=_forward_cases,
    returns=Text(es="un array de m números, uno por ejemplo", en="an array of m numbers, one per example"),
    hints=(
        Text(
            es="Son dos pasos: la suma ponderada z de cada ejemplo y, después, la activación de esa suma.",
            en="There are two steps: the weighted sum z of each example and then the activation of that sum.",
        ),
        Text(
            es="Con una sola neurona `w` tiene forma (d,) y `X @ w` da m números. `b` es un número.",
            en="With a single neuron `w` has shape (d,) and `X @ w` gives m numbers. `b` is one number.",
        ),
        Text(
            es="La segunda línea es una llamada a la función que escribiste antes: `activations(z, name)`.",
            en="The second line is a call of the function that you wrote before: `activations(z, name)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "no_activation",
            lambda X, w, b, name: X @ w + b,
            Text(
                es="Devuelves z, la suma ponderada. Falta pasarla por la activación.",
                en="You return z, the weighted sum. It still has to go through the activation.",
            ),
        ),
        Misconception(
            "no_bias",
            lambda X, w, b, name: activations(X @ w, name),
            Text(es="Falta el sesgo: z = Xw + b.", en="The bias is missing: z = Xw + b."),
        ),
        Misconception(
            "bias_after",
            lambda X, w, b, name: activations(X @ w, name) + b,
            Text(
                es="Sumas el sesgo después de la activación. Va antes: es parte de z, y por eso la sigmoide nunca sale "
                "de 0 a 1.",
                en="You add the bias after the activation. It goes before: it is part of z, and so the sigmoid never "
                "leaves 0 to 1.",
            ),
        ),
        Misconception(
            "inputs_activated",
            lambda X, w, b, name: activations(X, name) @ w + b,
            Text(
                es="Activas las entradas y luego las sumas. Es al revés: primero la suma, después la activación.",
                en="You activate the inputs and then add them up. It is the other way: the sum first, then the "
                "activation.",
            ),
        ),
        Misconception(
            "always_sigmoid",
            lambda X, w, b, name: activations(X @ w + b, "sigmoid"),
            Text(
                es="Aplicas siempre la sigmoide. Qué activación toca lo dice el argumento `name`.",
                en="You always apply the sigmoid. Which activation is wanted is said by the argument `name`.",
            ),
        ),
        Misconception(
            "threshold",
            _step,
            Text(
                es="Devuelves una decisión, 0 o 1. Se pide la salida de la neurona, antes de decidir nada.",
                en="You return a decision, 0 or 1. What is asked for is the neuron's output, before anything is "
                "decided.",
            ),
        ),
    ),
)
