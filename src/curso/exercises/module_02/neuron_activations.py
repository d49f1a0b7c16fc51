"""Spec of lesson 01: the five activations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
NAMES = ("linear", "sigmoid", "tanh", "relu", "softmax")


def activations(z: Array, name: str) -> Any:
    """The activation called `name` of an array z; softmax goes along the last axis, that is, row by row."""
    if name == "linear":
        return z
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(z, 0)
    # es: softmax: restar el máximo de cada fila no cambia el resultado y evita números enormes
    # en: softmax: subtracting the maximum of each row changes nothing in the result and avoids huge numbers
    raised = np.exp(z - z.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def _activation_cases(rng: np.random.Generator) -> Sequence[Case]:
    three = np.array([-2.0, 0.0, 2.0])
    huge = Text(es="números enormes", en="huge numbers")
    fixed = [
        *(Case((three, name)) for name in ("linear", "sigmoid", "tanh", "relu")),
        Case((np.array([0.0, 1.3]), "softmax")),
        Case((np.array([-1000.0, 1000.0]), "sigmoid"), huge),
        Case((np.array([1000.0, 1001.0, 0.0]), "softmax"), huge),
    ]
    drawn = [Case((rng.normal(0, 2, (3, 4)).round(2), name)) for name in NAMES]
    return [*fixed, *drawn, Case((rng.normal(900, 2, (2, 3)).round(2), "softmax"), huge)]


def but(wrong_name: str, wrong: Callable[[Array], Any]) -> Callable[[Array, str], Any]:
    """All activations right except `wrong_name`."""
    return lambda z, name: wrong(z) if name == wrong_name else activations(z, name)


WHOLE = Text(
    es="Tu `softmax` divide por la suma de la tabla entera. Cada fila es un ejemplo y reparte su propio 1: suma "
    "con `axis=-1, keepdims=True`.",
    en="Your `softmax` divides by the sum of the whole table. Each row is an example and shares out its own 1: sum "
    "with `axis=-1, keepdims=True`.",
)
OVERFLOW = Text(
    es="Tu `softmax` está bien con números corrientes, pero `np.exp(1000)` desborda y sale `nan`. Resta antes a cada "
    "fila su máximo: el resultado no cambia, porque se divide arriba y abajo por lo mismo.",
    en="Your `softmax` is right for ordinary numbers, but `np.exp(1000)` overflows and gives `nan`. Subtract from each "
    "row its maximum first: the result does not change, since top and bottom are divided by the same.",
)

ACTIVATIONS = Spec(
    id="02.activations",
    title=Text(es="Las activaciones", en="The activations"),
    reference=activations,
    cases=_activation_cases,
    returns=Text(es="un array de la misma forma que z", en="an array of the same shape as z"),
    hints=(
        Text(
            es="Ve una a una, con las fórmulas de la tabla: `np.exp`, `np.tanh` y `np.maximum` trabajan con el array "
            "entero. `linear` no hace nada.",
            en="Go one by one, with the formulas of the table: `np.exp`, `np.tanh` and `np.maximum` work on the whole "
            "array. `linear` does nothing.",
        ),
        Text(
            es="La sigmoide lleva el signo menos dentro de la exponencial: `np.exp(-z)`. Para ReLU, `np.maximum(z, 0)` "
            "compara cada número con 0; `max(z, 0)`, de Python, no sirve con arrays.",
            en="The sigmoid has the minus sign inside the exponential: `np.exp(-z)`. For ReLU, `np.maximum(z, 0)` "
            "compares each number with 0; Python's `max(z, 0)` won't do with arrays.",
        ),
        Text(
            es="En `softmax`, resta el máximo, eleva y divide por la suma, todo fila a fila: "
            "`z.max(axis=-1, keepdims=True)` y `raised.sum(axis=-1, keepdims=True)`.",
            en="In `softmax`, subtract the maximum, raise and divide by the sum, all row by row: "
            "`z.max(axis=-1, keepdims=True)` and `raised.sum(axis=-1, keepdims=True)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "sigmoid_sign",
            but("sigmoid", lambda z: 1 / (1 + np.exp(z))),
            Text(
                es="Tu sigmoide baja en vez de subir: falta el signo menos dentro de la exponencial.",
                en="Your sigmoid goes down instead of up: the minus sign inside the exponential is missing.",
            ),
        ),
        Misconception(
            "relu_absolute",
            but("relu", np.abs),
            Text(
                es="Tu ReLU cambia el signo de lo negativo (valor absoluto). ReLU lo apaga: lo deja en 0.",
                en="Your ReLU flips the sign of what is negative (absolute value). ReLU switches it off: leaves it at "
                "0.",
            ),
        ),
        Misconception(
            "relu_minimum",
            but("relu", lambda z: np.minimum(z, 0)),
            Text(
                es="Tu ReLU deja pasar lo negativo y apaga lo positivo. Es al revés: quédate con el mayor de z y 0.",
                en="Your ReLU lets the negative through and switches the positive off. It is the other way: keep the "
                "larger of z and 0.",
            ),
        ),
        Misconception(
            "relu_step",
            but("relu", lambda z: (z > 0) * 1.0),
            Text(
                es="Tu ReLU devuelve 0 o 1: eso es un interruptor (y la derivada de ReLU). Lo positivo pasa tal cual.",
                en="Your ReLU returns 0 or 1: that is a switch (and ReLU's derivative). What is positive goes through "
                "as it is.",
            ),
        ),
        Misconception(
            "tanh_half",
            but("tanh", lambda z: 2 / (1 + np.exp(-z)) - 1),
            Text(
                es="Tu tanh es una sigmoide estirada de −1 a 1, pero con la mitad de pendiente: tanh(z) = 2σ(2z) − 1. "
                "`np.tanh` te ahorra la cuenta.",
                en="Your tanh is a sigmoid stretched from −1 to 1, but half as steep: tanh(z) = 2σ(2z) − 1. `np.tanh` "
                "saves you the sums.",
            ),
        ),
        Misconception(
            "softmax_not_divided",
            but("softmax", lambda z: np.exp(z - z.max(axis=-1, keepdims=True))),
            Text(
                es="A tu `softmax` le falta dividir: los números de cada fila tienen que sumar 1.",
                en="Your `softmax` lacks the division: the numbers of each row must add up to 1.",
            ),
        ),
        Misconception(
            "softmax_no_exp",
            but("softmax", lambda z: z / z.sum(axis=-1, keepdims=True)),
            Text(
                es="Tu `softmax` divide z por su suma sin pasar por la exponencial: con números negativos eso no es un "
                "reparto.",
                en="Your `softmax` divides z by its sum without the exponential: with negative numbers that is no "
                "sharing out.",
            ),
        ),
        Misconception(
            "softmax_columns",
            but("softmax", lambda z: activations(z.T, "softmax").T),
            Text(
                es="Tu `softmax` hace que sumen 1 las columnas. Los ejemplos son las filas: el eje es el último.",
                en="Your `softmax` makes the columns add up to 1. The examples are the rows: the axis is the last one.",
            ),
        ),
        Misconception(
            "softmax_whole", but("softmax", lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()), WHOLE
        ),
        Misconception("softmax_naive", but("softmax", lambda z: np.exp(z) / np.exp(z).sum()), WHOLE),
        Misconception(
            "softmax_overflow",
            but("softmax", lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)),
            OVERFLOW,
        ),
    ),
)
