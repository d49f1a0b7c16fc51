"""Spec of `03.dense_by_hand`: what a `Dense` layer computes, in NumPy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = np.ndarray


def dense_by_hand(x: Array, kernel: Array, bias: Array, activation: str | None = None) -> Array:
    """What `Dense` gives for `x`, shape (…, inputs), with a kernel (inputs, units) and a bias (units,)."""
    # es: `@` usa el último eje de x; los ejes de delante, los que haya, pasan tal cual
    # en: `@` uses the last axis of x; the axes before it, however many, go through as they are
    z: Array = x @ kernel + bias
    # es: la activación va al final, sobre la suma entera; con None no hay ninguna
    # en: the activation comes last, on the whole sum; with None there is none
    if activation == "relu":
        z = np.maximum(z, 0)
    return z


def dense_by_hand_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One sample to follow by hand, then batches and sequences, with and without activation."""
    kernel = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])
    by_hand = (np.array([[1.0, 2.0, 3.0]]), kernel, np.array([1.0, -1.0]), "relu")

    def drawn(shape: tuple[int, ...], units: int, activation: str | None) -> tuple[Array, Array, Array, str | None]:
        inputs = shape[-1]
        x, weights = rng.uniform(-2, 2, shape), rng.uniform(-2, 2, (inputs, units))
        return (
            x.round(2),
            weights.round(2),
            rng.uniform(0.5, 2, units).round(2) * rng.choice([-1, 1], units),
            activation,
        )

    m, inputs, steps = (int(n) for n in rng.permutation(np.arange(3, 8))[:3])
    return [
        Case(by_hand, Text(es="una muestra, a mano", en="one sample, by hand")),
        Case(drawn((m, inputs), 4, None), Text(es="sin activación", en="without an activation")),
        Case(drawn((m, inputs), 9, "relu"), Text(es="con ReLU", en="with ReLU")),
        Case(
            drawn((m, steps, inputs), 3, "relu"),
            Text(es="secuencias: un eje más", en="sequences: one axis more"),
        ),
    ]


def _relu_if(activation: str | None, z: Array) -> Array:
    return np.maximum(z, 0) if activation == "relu" else z


DENSE_BY_HAND = Spec(
    id="03.dense_by_hand",
    title=Text(es="Una capa densa a mano", en="A dense layer by hand"),
    reference=dense_by_hand,
    cases=dense_by_hand_cases,
    returns=Text(es="un array como x, con una columna por unidad", en="an array like x, with one column per unit"),
    hints=(
        Text(
            es="Tres pasos y en este orden: producto, sesgo, activación. El primero es el `@` de la fórmula.",
            en="Three steps, in this order: product, bias, activation. The first is the `@` of the formula.",
        ),
        Text(
            es="`z = x @ kernel + bias` sirve para matrices y para secuencias: `@` mira el último eje y la difusión "
            "repite el sesgo.",
            en="`z = x @ kernel + bias` does for matrices and for sequences: `@` looks at the last axis and "
            "broadcasting repeats the bias.",
        ),
        Text(
            es='Para acabar: `np.maximum(z, 0)` si `activation == "relu"`, y `z` sin tocar si es `None`.',
            en='To finish: `np.maximum(z, 0)` if `activation == "relu"`, and `z` untouched if it is `None`.',
        ),
    ),
    misconceptions=(
        Misconception(
            "no_bias",
            lambda x, kernel, bias, activation: _relu_if(activation, x @ kernel),
            Text(
                es="Falta el sesgo: a la suma de cada unidad hay que añadirle el suyo.",
                en="The bias is missing: each unit adds its own to its sum.",
            ),
        ),
        Misconception(
            "one_bias",
            lambda x, kernel, bias, activation: _relu_if(activation, x @ kernel + bias[0]),
            Text(
                es="Sumas el mismo sesgo a todas las unidades. El sesgo es un vector: uno por unidad.",
                en="You add the same bias to every unit. The bias is a vector: one per unit.",
            ),
        ),
        Misconception(
            "bias_after_activation",
            lambda x, kernel, bias, activation: _relu_if(activation, x @ kernel) + bias,
            Text(
                es="Sumas el sesgo después de la activación. Va dentro: activación(x @ kernel + sesgo).",
                en="You add the bias after the activation. It goes inside: activation(x @ kernel + bias).",
            ),
        ),
        Misconception(
            "always_relu",
            lambda x, kernel, bias, activation: np.maximum(x @ kernel + bias, 0),
            Text(
                es="Aplicas ReLU aunque `activation` sea `None`. Si no la pides, `Dense` no aplica ninguna.",
                en="You apply ReLU even when `activation` is `None`. Unless you ask for one, `Dense` applies none.",
            ),
        ),
        Misconception(
            "never_relu",
            lambda x, kernel, bias, activation: x @ kernel + bias,
            Text(
                es="La suma está bien; falta la activación cuando la piden. ¿Qué hace ReLU con los negativos?",
                en="The sum is right; the activation is missing when asked for. What does ReLU do with negatives?",
            ),
        ),
        Misconception(
            "flattened",
            lambda x, kernel, bias, activation: _relu_if(activation, x.reshape(len(x), -1) @ kernel + bias),
            Text(
                es="Aplanas cada muestra antes de multiplicar, y con secuencias ya no encaja. `Dense` no aplana: "
                "aplica el mismo kernel a cada paso.",
                en="You flatten each sample before multiplying, and with sequences that no longer fits. `Dense` does "
                "not flatten: it applies the same kernel at each step.",
            ),
        ),
    ),
)
