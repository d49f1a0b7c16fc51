"""Spec of `02.xor`: a network trained from scratch that tells apart what no straight line can."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from curso.exercises.module_02.network_backward import backward
from curso.exercises.module_02.network_forward import Array, Parameters
from curso.exercises.module_02.network_xor_judge import agree
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def xor(X: Array, y: Array, seed: int) -> Parameters:
    """w1, b1, w2, b2 of a trained network with one hidden layer; X has shape (m, 2), and y, of 0 and 1, (m, 1)."""
    rng = np.random.default_rng(seed)
    # es: los pesos al azar, para que las neuronas sean distintas; los sesgos pueden empezar en 0
    # en: the weights at random, so that the neurons differ; the biases may start at 0
    params = [rng.normal(0, 1, (2, 16)), np.zeros(16), rng.normal(0, 0.35, (16, 1)), np.zeros(1)]
    for _ in range(500):
        grads = backward(X, y, *params)
        params = [value - 0.1 * grad for value, grad in zip(params, grads, strict=True)]
    w1, b1, w2, b2 = params
    return w1, b1, w2, b2


def clouds(rng: np.random.Generator, m: int) -> tuple[Array, Array]:
    """m points around the corners of a turned square, opposite corners of the same class: (m, 2) and (m, 1).

    Where the square points to and which corners are 1 is drawn too, so that the answer is in the data alone.
    """
    corner = rng.permutation(np.arange(m) % 4)
    angle = rng.uniform(0, 2 * np.pi) + corner * np.pi / 2
    X = np.sqrt(2) * np.column_stack([np.cos(angle), np.sin(angle)]) + rng.normal(0, 0.3, (m, 2))
    return X.round(3), ((corner + rng.integers(2)) % 2).astype("float64")[:, None]


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    cases = []
    for _ in range(3):
        X, y = clouds(rng, 500)
        held_back = {"X": X[100:], "y": y[100:]}
        cases.append(Case((X[:100], y[:100], int(rng.integers(1000))), expected=held_back))
    return cases


def _trained(
    X: Array,
    y: Array,
    params: list[Array],
    steps: int,
    rate: float,
    gradients: Callable[..., Sequence[Array]] = backward,
) -> Parameters:
    for _ in range(steps):
        grads = gradients(X, y, *params)
        params = [value - rate * grad for value, grad in zip(params, grads, strict=True)]
    w1, b1, w2, b2 = params
    return w1, b1, w2, b2


def _random(seed: int) -> list[Array]:
    rng = np.random.default_rng(seed)
    return [rng.normal(0, 1, (2, 8)), np.zeros(8), rng.normal(0, 0.5, (8, 1)), np.zeros(1)]


def _zeros(X: Array, y: Array, seed: int) -> Parameters:
    return _trained(X, y, [np.zeros((2, 8)), np.zeros(8), np.zeros((8, 1)), np.zeros(1)], 20, 0.1)


def _twins(X: Array, y: Array, seed: int) -> Parameters:
    return _trained(X, y, [np.full((2, 8), 0.5), np.zeros(8), np.full((8, 1), 0.5), np.zeros(1)], 50, 0.02)


def _climbs(X: Array, y: Array, seed: int) -> Parameters:
    with np.errstate(all="ignore"):
        return _trained(X, y, _random(seed), 60, -0.1)


def _linear_gradients(X: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Parameters:
    hidden = X @ w1 + b1
    d_output = 2 * (hidden @ w2 + b2 - y) / len(X)
    d_sum = d_output @ w2.T
    return X.T @ d_sum, d_sum.sum(axis=0), hidden.T @ d_output, d_output.sum(axis=0)


def _no_relu(X: Array, y: Array, seed: int) -> Parameters:
    return _trained(X, y, _random(seed), 300, 0.05, _linear_gradients)


def _few_steps(X: Array, y: Array, seed: int) -> Parameters:
    return _trained(X, y, _random(seed), 1, 0.01)


SPEC = Spec(
    id="02.xor",
    title=Text(es="Reto: lo que una recta no puede", en="Challenge: what a straight line cannot do"),
    reference=xor,
    cases=_cases,
    agree=agree,
    returns=Text(
        es="los `w1`, `b1`, `w2` y `b2` ya entrenados",
        en="the trained `w1`, `b1`, `w2` and `b2`",
    ),
    seconds=10.0,
    hints=(
        Text(
            es="Ya tienes todas las piezas: pesos al azar, tu `backward`, y dar pasos en contra del gradiente, muchas "
            "veces. Es el descenso de la lección 01.03 con cuatro arrays en vez de dos números.",
            en="You have all the pieces: random weights, your `backward`, and steps against the gradient, many times "
            "over. It is the descent of lesson 01.03 with four arrays in place of two numbers.",
        ),
        Text(
            es="Haz el azar con `rng = np.random.default_rng(seed)` y `rng.normal(0, 1, (2, 16))`; los sesgos, a cero. "
            "Con 8 o más neuronas ocultas, una tasa de 0.1 y unos 500 pasos suele bastar. Si el coste se dispara, baja "
            "la tasa; si se queda en 0.25, mira cómo empiezan los pesos.",
            en="Make chance with `rng = np.random.default_rng(seed)` and `rng.normal(0, 1, (2, 16))`; the biases, "
            "zero. With 8 hidden neurons or more, a rate of 0.1 and some 500 steps are usually enough. If the cost "
            "shoots up, lower the rate; if it stays at 0.25, look at how the weights start.",
        ),
        Text(
            es="Con `params = [w1, b1, w2, b2]`, un paso es `grads = backward(X, y, *params)` y `params = [p - 0.1 * g "
            "for p, g in zip(params, grads)]`. Empieza `w2` más pequeño que `w1` (0.35 en lugar de 1), repite 500 "
            "veces y devuelve `params`.",
            en="With `params = [w1, b1, w2, b2]`, a step is `grads = backward(X, y, *params)` and `params = [p - 0.1 * "
            "g for p, g in zip(params, grads)]`. Start `w2` smaller than `w1` (0.35 instead of 1), repeat 500 times "
            "and return `params`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "zeros",
            _zeros,
            Text(
                es="Los pesos empiezan en cero. El gradiente de la capa oculta llega multiplicado por `w2`, que es "
                "cero: no se mueve nada.",
                en="The weights start at zero. The gradient of the hidden layer arrives multiplied by `w2`, which is "
                "zero: nothing moves.",
            ),
        ),
        Misconception(
            "twins",
            _twins,
            Text(
                es="Todas tus neuronas ocultas son iguales: empezaron iguales y han recibido siempre el mismo "
                "gradiente. Empieza con pesos al azar.",
                en="All of your hidden neurons are alike: they began alike and have always received the same gradient. "
                "Start with random weights.",
            ),
        ),
        Misconception(
            "diverges",
            _climbs,
            Text(
                es="El coste crece en vez de bajar: o sumas el gradiente donde hay que restarlo, o la tasa es "
                "demasiado grande.",
                en="The cost grows instead of falling: either you add the gradient where it has to be subtracted, or "
                "the rate is too large.",
            ),
        ),
        Misconception(
            "no_relu",
            _no_relu,
            Text(
                es="Has entrenado la red sin ReLU: sus dos capas lineales dan una sola recta, y ninguna recta separa "
                "esto.",
                en="You trained the network without ReLU: its two linear layers give a single line, and no line "
                "separates this.",
            ),
        ),
        Misconception(
            "few_steps",
            _few_steps,
            Text(
                es="La red apenas ha aprendido: su coste sigue cerca del de quien dice siempre 0.5. ¿Cuántos pasos "
                "das? ¿Guardas en `params` los pesos nuevos?",
                en="The network has hardly learned: its cost is still near that of always saying 0.5. How many steps "
                "do you take? Do you keep the new weights in `params`?",
            ),
        ),
    ),
)
