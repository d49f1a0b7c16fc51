"""Spec of `02.backward`: the derivatives of the mean squared error with respect to every weight and bias."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from curso.exercises.module_02.network_forward import BY_HAND, Array, Parameters, X, forward, parameters, samples
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Y = np.array([[0.0], [2.0]])


def backward(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    """∂J/∂w1, ∂J/∂b1, ∂J/∂w2, ∂J/∂b2, where J is the mean of (output − y)² over the m rows; y has shape (m, 1)."""
    hidden = np.maximum(x @ w1 + b1, 0)
    output = hidden @ w2 + b2
    # es: el primer eslabón: derivar la media de los cuadrados
    # en: the first link: the derivative of the mean of the squares
    d_output = 2 * (output - y) / len(x)
    # es: hacia atrás por w2, y por ReLU solo donde estaba encendida
    # en: back through w2, and through ReLU only where it was on
    d_sum = (d_output @ w2.T) * (hidden > 0)
    return x.T @ d_sum, d_sum.sum(axis=0), hidden.T @ d_output, d_output.sum(axis=0)


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    cases = [drawn(rng, m, inputs, hidden) for m, inputs, hidden in ((4, 3, 5), (6, 2, 4), (7, 4, 3))]
    return [Case((X, Y, *BY_HAND)), *(Case(args) for args in cases)]


def drawn(rng: np.random.Generator, m: int, inputs: int, hidden: int) -> tuple[Array, ...]:
    """Samples, targets and weights with which some neurons are on and some are off; drawn again until they are."""
    while True:
        x, values = samples(rng, m, inputs), parameters(rng, inputs, hidden, 1)
        on = forward(x, *values)[0] > 0
        if on.any(axis=0).all() and 0.25 < on.mean() < 0.75:
            return x, rng.uniform(-3, 3, (m, 1)).round(2), *values


def _half(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    return _times(0.5, backward(x, y, w1, b1, w2, b2))


def _sum(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    return _times(len(x), backward(x, y, w1, b1, w2, b2))


def _opposite(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    return _times(-1, backward(x, y, w1, b1, w2, b2))


def _times(factor: float, gradients: Parameters) -> Parameters:
    w1, b1, w2, b2 = gradients
    return factor * w1, factor * b1, factor * w2, factor * b2


def _mean_bias(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    d_w1, d_b1, d_w2, d_b2 = backward(x, y, w1, b1, w2, b2)
    return d_w1, d_b1 / len(x), d_w2, d_b2 / len(x)


def _through(x: Array, y: Array, values: Parameters, gate: Array, weights: Array) -> Parameters:
    """The gradients with another derivative of the activation, `gate`, and `weights` in the place of w2 on the way."""
    hidden, output = forward(x, *values)
    d_output = 2 * (output - y) / len(x)
    d_sum = d_output @ weights.T * gate
    return x.T @ d_sum, d_sum.sum(axis=0), hidden.T @ d_output, d_output.sum(axis=0)


def _no_gate(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    return _through(x, y, (w1, b1, w2, b2), np.ones((len(x), len(b1))), w2)


def _relu_itself(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    hidden, _ = forward(x, w1, b1, w2, b2)
    return _through(x, y, (w1, b1, w2, b2), hidden, w2)


def _not_through_w2(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    hidden, _ = forward(x, w1, b1, w2, b2)
    return _through(x, y, (w1, b1, w2, b2), np.asarray(hidden > 0, dtype="float64"), np.ones_like(w2))


SPEC = Spec(
    id="02.backward",
    title=Text(es="Hacia atrás", en="Backward"),
    reference=backward,
    cases=_cases,
    returns=Text(
        es="cuatro arrays, con las formas de `w1`, `b1`, `w2` y `b2`",
        en="four arrays, with the shapes of `w1`, `b1`, `w2` and `b2`",
    ),
    hints=(
        Text(
            es="Ve eslabón a eslabón, desde el coste hacia la entrada: salida, capa oculta, suma de la capa oculta. "
            "Cada derivada tiene la misma forma que aquello de lo que es derivada: úsalo para saber qué se gira.",
            en="Go link by link, from the cost towards the input: output, hidden layer, sum of the hidden layer. Each "
            "derivative has the shape of what it is the derivative of: that tells you what to turn over.",
        ),
        Text(
            es="`d_hidden = d_output @ w2.T` cruza los pesos; al cruzar ReLU queda `d_sum = d_hidden * (hidden > 0)`. "
            "La derivada de los pesos de una capa es (lo que entró en ella).T @ (la derivada de su suma).",
            en="`d_hidden = d_output @ w2.T` crosses the weights; crossing ReLU leaves `d_sum = d_hidden * (hidden > "
            "0)`. The derivative of a layer's weights is (what entered it).T @ (the derivative of its sum).",
        ),
        Text(
            es="`d_w2 = hidden.T @ d_output` y `d_b2 = d_output.sum(axis=0)`; `d_w1` y `d_b1` son iguales con `x` y "
            "`d_sum`. El 1/m ya está en `d_output`: no vuelvas a dividir.",
            en="`d_w2 = hidden.T @ d_output` and `d_b2 = d_output.sum(axis=0)`; `d_w1` and `d_b1` are alike with `x` "
            "and `d_sum`. The 1/m is already in `d_output`: don't divide again.",
        ),
    ),
    misconceptions=(
        Misconception(
            "half",
            _half,
            Text(
                es="Todo te sale la mitad: falta el 2 de derivar el cuadrado. En este coste no hay un 1/2 que lo "
                "quite.",
                en="Everything comes out at half: the 2 from the derivative of the square is missing. This cost has "
                "no 1/2 to cancel it.",
            ),
        ),
        Misconception(
            "sum",
            _sum,
            Text(
                es="Todo te sale m veces mayor: J es la media de los m errores al cuadrado, no su suma. Divide una "
                "vez, en el primer eslabón.",
                en="Everything comes out m times too large: J is the mean of the m squared errors, not their sum. "
                "Divide once, in the first link.",
            ),
        ),
        Misconception(
            "opposite",
            _opposite,
            Text(
                es="El tamaño es el bueno y el signo es el contrario: has restado y − salida. Ir en contra del "
                "gradiente es asunto del paso.",
                en="The size is right and the sign is the opposite: you subtracted y − output. Going against the "
                "gradient is the step's business.",
            ),
        ),
        Misconception(
            "no_gate",
            _no_gate,
            Text(
                es="La salida está bien, pero te saltas ReLU al volver. Una neurona apagada no cambia nada si la "
                "empujas un poco: por ella no pasa gradiente.",
                en="The output layer is right, but you skip ReLU on the way back. A neuron that is off changes nothing "
                "if you nudge it a little: no gradient goes through it.",
            ),
        ),
        Misconception(
            "relu_itself",
            _relu_itself,
            Text(
                es="Al cruzar ReLU multiplicas por lo que ReLU vale, y hay que multiplicar por su derivada: 1 si "
                "estaba encendida y 0 si no, valga lo que valga.",
                en="Crossing ReLU you multiply by what ReLU is worth, and it has to be its derivative: 1 if it was on "
                "and 0 if not, whatever its value.",
            ),
        ),
        Misconception(
            "not_through_w2",
            _not_through_w2,
            Text(
                es="Falta un eslabón: el error llega a cada neurona oculta a través de su peso en `w2`. La que pesa "
                "más carga con más culpa.",
                en="A link is missing: the error reaches each hidden neuron through its weight in `w2`. The one that "
                "weighs more takes more of the blame.",
            ),
        ),
        Misconception(
            "mean_bias",
            _mean_bias,
            Text(
                es="Los pesos están bien y los sesgos salen m veces menores: el 1/m ya está en el primer eslabón, y "
                "aquí toca sumar las filas, no promediarlas.",
                en="The weights are right and the biases come out m times too small: the 1/m is already in the first "
                "link, and here the rows are added, not averaged.",
            ),
        ),
    ),
)
