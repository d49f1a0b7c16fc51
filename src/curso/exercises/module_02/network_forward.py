"""Spec of `02.forward`: a network with one hidden layer of relu, from the samples to its outputs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Pair = tuple[Array, Array]
Parameters = tuple[Array, Array, Array, Array]


def forward(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Pair:
    """The hidden layer (m, h) and the output (m, k) for samples x of shape (m, n)."""
    # es: suma ponderada y, después, la activación
    # en: weighted sum and then the activation
    hidden = np.maximum(x @ w1 + b1, 0)
    # es: lo que sale de una capa entra en la siguiente; la salida es lineal
    # en: what leaves one layer enters the next; the output is linear
    return hidden, hidden @ w2 + b2


def parameters(rng: np.random.Generator, inputs: int, hidden: int, outputs: int) -> Parameters:
    """Weights and biases w1, b1, w2, b2 to two decimals, none of them 0."""
    shapes = ((inputs, hidden), (hidden,), (hidden, outputs), (outputs,))
    w1, b1, w2, b2 = (np.where(rng.random(s) < 0.5, -1, 1) * rng.uniform(0.2, 2, s).round(2) for s in shapes)
    return w1, b1, w2, b2


def samples(rng: np.random.Generator, m: int, inputs: int) -> Array:
    """m samples of `inputs` columns, to two decimals, of both signs."""
    return rng.uniform(-2, 2, (m, inputs)).round(2)


X = np.array([[1.0, 2.0], [3.0, -1.0]])
W1, B1 = np.array([[1.0, -1.0, 2.0], [1.0, 1.0, 0.0]]), np.array([0.0, 1.0, -4.0])
W2, B2 = np.array([[1.0], [-2.0], [3.0]]), np.array([-1.0])
BY_HAND: Parameters = (W1, B1, W2, B2)


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    one = Text(es="una sola muestra", en="a single sample")
    square = Text(es="tantas entradas como neuronas en cada capa", en="as many inputs as neurons in each layer")
    return [
        Case((X, *BY_HAND)),
        Case((samples(rng, 1, 3), *parameters(rng, 3, 4, 1)), note=one),
        Case((samples(rng, 5, 3), *parameters(rng, 3, 4, 2))),
        Case((samples(rng, 3, 3), *parameters(rng, 3, 3, 3)), note=square),
        Case((samples(rng, 6, 2), *parameters(rng, 2, 5, 1))),
    ]


def _no_relu(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Pair:
    hidden = x @ w1 + b1
    return hidden, hidden @ w2 + b2


def _relu_before_bias(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Pair:
    hidden = np.maximum(x @ w1, 0) + b1
    return hidden, hidden @ w2 + b2


def _relu_at_the_output(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Pair:
    hidden, output = forward(x, w1, b1, w2, b2)
    return hidden, np.maximum(output, 0)


def _no_biases(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Pair:
    return forward(x, w1, 0 * b1, w2, 0 * b2)


def _sigmoid(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Pair:
    hidden = 1 / (1 + np.exp(-(x @ w1 + b1)))
    return hidden, hidden @ w2 + b2


def _swapped(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Pair:
    hidden, output = forward(x, w1, b1, w2, b2)
    return output, hidden


SPEC = Spec(
    id="02.forward",
    title=Text(es="Hacia delante", en="Forward"),
    reference=forward,
    cases=_cases,
    returns=Text(es="dos arrays: la capa oculta y la salida", en="two arrays: the hidden layer and the output"),
    hints=(
        Text(
            es="Cada capa hace lo mismo que una neurona: suma ponderada, sesgo y activación. La suma de toda la capa "
            "sale de una vez con `@`.",
            en="Each layer does what a neuron does: weighted sum, bias and activation. `@` gives the sums of the whole "
            "layer in one go.",
        ),
        Text(
            es="ReLU en NumPy es `np.maximum(z, 0)`. Se aplica a la suma entera, con el sesgo ya dentro, y solo en la "
            "capa oculta.",
            en="ReLU in NumPy is `np.maximum(z, 0)`. It is applied to the whole sum, with the bias already in it, and "
            "only in the hidden layer.",
        ),
        Text(
            es="`hidden = np.maximum(x @ w1 + b1, 0)`. La salida es lo mismo con `hidden` en el lugar de `x`, `w2` y "
            "`b2`, y sin ReLU.",
            en="`hidden = np.maximum(x @ w1 + b1, 0)`. The output is the same with `hidden` in the place of `x`, with "
            "`w2` and `b2`, and without ReLU.",
        ),
    ),
    misconceptions=(
        Misconception(
            "no_relu",
            _no_relu,
            Text(
                es="Falta la activación de la capa oculta. Sin ella, las dos capas juntas son una sola capa lineal.",
                en="The activation of the hidden layer is missing. Without it, the two layers together are a single "
                "linear layer.",
            ),
        ),
        Misconception(
            "relu_before_bias",
            _relu_before_bias,
            Text(
                es="Aplicas ReLU antes de sumar el sesgo. El sesgo es parte de la suma: decide dónde se enciende la "
                "neurona, y eso va antes de la activación.",
                en="You apply ReLU before adding the bias. The bias is part of the sum: it decides where the neuron "
                "lights up, and that comes before the activation.",
            ),
        ),
        Misconception(
            "relu_at_the_output",
            _relu_at_the_output,
            Text(
                es="Aplicas ReLU también a la salida, y así nunca puede ser negativa. La salida de esta red es lineal.",
                en="You apply ReLU to the output too, so it can never be negative. The output of this network is "
                "linear.",
            ),
        ),
        Misconception(
            "no_biases",
            _no_biases,
            Text(
                es="Los sesgos no intervienen. Cada capa suma el suyo: `b1` y `b2`.",
                en="The biases play no part. Each layer adds its own: `b1` and `b2`.",
            ),
        ),
        Misconception(
            "sigmoid",
            _sigmoid,
            Text(
                es="Usas la sigmoide en la capa oculta. Aquí es ReLU: lo negativo pasa a 0 y lo positivo se queda "
                "como está.",
                en="You use the sigmoid in the hidden layer. Here it is ReLU: what is negative becomes 0 and what is "
                "positive stays as it is.",
            ),
        ),
        Misconception(
            "transposed",
            lambda x, w1, b1, w2, b2: forward(x, w1.T, b1, w2.T, b2),
            Text(
                es="Multiplicas por las matrices giradas. Aquí cada muestra es una fila y cada columna de `w1` es una "
                "neurona: el producto es `x @ w1`, sin `.T`.",
                en="You multiply by the matrices turned over. Here each sample is a row and each column of `w1` is a "
                "neuron: the product is `x @ w1`, without `.T`.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Las dos tablas son las buenas, pero en el otro orden: primero la capa oculta y después la salida.",
                en="Both tables are right, but in the other order: first the hidden layer, then the output.",
            ),
        ),
    ),
)
