"""Spec of lesson 01: the weighted sums of a layer of neurons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]

# The ten evenings of the lesson: stars and kilometres of each film, and whether somebody went to see it.
EVENINGS = np.array([[5, 4], [4, 3], [3, 4], [2, 2], [5, 7], [3, 1], [4, 1], [4, 6], [5, 2], [1, 1]], dtype=np.float64)
WENT = np.array([1, 1, 0, 0, 0, 1, 0, 0, 1, 0], dtype=np.float64)


def linear(X: Array, W: Array, b: Array) -> Array:
    """Z = XW + b, shape (m, k), for examples X (m, d), weights W (d, k) and one bias for each neuron, b (k,)."""
    # es: cada fila de X por cada columna de W; b se suma a todas las filas, un sesgo por neurona
    # en: each row of X times each column of W; b is added to every row, one bias for each neuron
    return X @ W + b


def _linear_cases(rng: np.random.Generator) -> Sequence[Case]:
    friends = np.array([[3.0, 1.0, 1.0], [-2.0, -3.0, 0.0]]), np.array([-5.0, 2.0, 3.0])
    fixed = [
        Case((EVENINGS[:4], *friends), Text(es="cuatro noches y los tres amigos", en="four evenings, three friends")),
        Case(
            (np.array([[5.0, 4.0], [3.0, 2.0]]), np.array([[3.0], [-2.0]]), np.array([-5.0])),
            Text(es="una sola neurona", en="a single neuron"),
        ),
    ]
    drawn = [
        Case((rng.normal(0, 2, (m, d)).round(2), rng.normal(0, 2, (d, k)).round(2), rng.uniform(1, 4, k).round(2)))
        for m, d, k in ((3, 3, 3), (1, 4, 2), (4, 2, 4), (5, 3, 2))
    ]
    return [*fixed, *drawn]


LINEAR = Spec(
    id="02.linear",
    title=Text(es="La suma ponderada", en="The weighted sum"),
    reference=linear,
    cases=_linear_cases,
    returns=Text(
        es="un array de forma (m, k): una fila por ejemplo, una columna por neurona",
        en="an array of shape (m, k): one row per example, one column per neuron",
    ),
    hints=(
        Text(
            es="Piensa en una casilla: la de la fila i y la columna j. Salen de la fila i de `X` (un ejemplo), de la "
            "columna j de `W` (una neurona) y de un solo número de `b`.",
            en="Think of one cell: row i, column j. It comes from row i of `X` (one example), column j of `W` (one "
            "neuron) and a single number of `b`.",
        ),
        Text(
            es="La arroba hace todos esos productos y sumas a la vez: `X @ W` multiplica cada fila de `X` por cada "
            "columna de `W`. Comprueba que el resultado tiene forma (m, k).",
            en="The at sign does all those products and sums at once: `X @ W` multiplies each row of `X` by each "
            "column of `W`. Check that the result has shape (m, k).",
        ),
        Text(
            es="Falta el sesgo: al sumar un array de k números a una tabla (m, k), NumPy lo suma a cada fila. No hace "
            "falta ningún bucle.",
            en="The bias is left: when you add an array of k numbers to a table (m, k), NumPy adds it to each row. No "
            "loop is needed.",
        ),
    ),
    misconceptions=(
        Misconception(
            "no_bias",
            lambda X, W, b: X @ W,
            Text(
                es="Los productos están bien y falta el sesgo: cada neurona suma además su `b`.",
                en="The products are right and the bias is missing: each neuron also adds its `b`.",
            ),
        ),
        Misconception(
            "one_bias",
            lambda X, W, b: X @ W + b[0],
            Text(
                es="Sumas el mismo sesgo, `b[0]`, a todas las neuronas. Cada una tiene el suyo: `b` trae uno por "
                "columna de `W`.",
                en="You add the same bias, `b[0]`, to all the neurons. Each has its own: `b` holds one for each column "
                "of `W`.",
            ),
        ),
        Misconception(
            "bias_subtracted",
            lambda X, W, b: X @ W - b,
            Text(
                es="Restas el sesgo. En la fórmula se suma: uno negativo ya hace de listón.",
                en="You subtract the bias. In the formula it is added: a negative one is already a bar to clear.",
            ),
        ),
        Misconception(
            "weights_first",
            lambda X, W, b: W @ X + b,
            Text(
                es="Has escrito WX + b, como en los apuntes que ponen cada ejemplo en una columna. Aquí los ejemplos "
                "son las filas de `X`, y el orden del producto es el otro.",
                en="You wrote WX + b, as in notes that put each example in a column. Here the examples are the rows of "
                "`X`, and the product goes in the other order.",
            ),
        ),
        Misconception(
            "weights_turned",
            lambda X, W, b: X @ W.T + b,
            Text(
                es="Giras `W` antes de multiplicar, y no hace falta: sus filas ya son las entradas y sus columnas las "
                "neuronas.",
                en="You turn `W` over before multiplying, and there is no need: its rows are already the inputs and "
                "its columns the neurons.",
            ),
        ),
        Misconception(
            "result_turned",
            lambda X, W, b: (X @ W + b).T,
            Text(
                es="Los números son buenos, pero giraste la tabla: los ejemplos van por filas y las neuronas por "
                "columnas.",
                en="The numbers are right, but you turned the table over: examples go in rows, neurons in columns.",
            ),
        ),
    ),
)
