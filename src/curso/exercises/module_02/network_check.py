"""Spec of `02.gradient_check`: a gradient that was computed, beside one that was measured by nudging each weight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from curso.exercises.module_02.network_backward import Y, backward, drawn
from curso.exercises.module_02.network_forward import BY_HAND, Array, X
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def gradient_check(x: Array, y: Array, params: list[Array], grads: list[Array], epsilon: float) -> float:
    """‖g − n‖ / (‖g‖ + ‖n‖): g all numbers of `grads`, n the central differences of J for each number of `params`."""

    def loss() -> float:
        w1, b1, w2, b2 = params
        return float(np.mean((np.maximum(x @ w1 + b1, 0) @ w2 + b2 - y) ** 2))

    measured = []
    for values in params:
        for place in np.ndindex(values.shape):
            kept = values[place]
            values[place] = kept + epsilon
            above = loss()
            values[place] = kept - epsilon
            below = loss()
            # es: se deja como estaba, antes de pasar al siguiente
            # en: it is left as it was before going on to the next
            values[place] = kept
            measured.append((above - below) / (2 * epsilon))
    n = np.array(measured)
    g = np.concatenate([np.ravel(grad) for grad in grads])
    return float(np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n)))


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    right = _arguments((X + 0.25, Y, *BY_HAND))
    missing_two = _arguments(drawn(rng, 4, 3, 4), factor=0.5)
    wide = _arguments(drawn(rng, 5, 2, 3), other=rng.normal(0, 1, 4).round(2))
    wider = _arguments(drawn(rng, 6, 3, 3), other=rng.normal(0, 1, 4).round(2))
    return [
        Case((*right, 1e-4), note=Text(es="un gradiente bien calculado", en="a gradient computed rightly")),
        Case((*missing_two, 1e-4), note=Text(es="un gradiente sin el 2", en="a gradient without the 2")),
        Case((*wide, 0.1), note=Text(es="un empujón grande, ε = 0.1", en="a large nudge, ε = 0.1")),
        Case((*wider, 0.3), note=Text(es="un empujón grande, ε = 0.3", en="a large nudge, ε = 0.3")),
    ]


Arguments = tuple[Array, Array, list[Array], list[Array]]


def _arguments(case: tuple[Array, ...], factor: float = 1, other: Array | None = None) -> Arguments:
    """x, y, parameters and gradients, which are those of J times `factor` plus, in each array, a number of `other`."""
    x, y, *params = case
    off = np.zeros(len(params)) if other is None else other
    grads = [factor * grad + more for grad, more in zip(backward(*case), off, strict=True)]
    return x, y, params, grads


def _slopes(x: Array, y: Array, params: list[Array], above: float, below: float, width: float) -> Array:
    """(J with one number `above` higher − J with it `below` lower) / `width`, for each number of `params`."""
    sizes = [values.size for values in params]
    start = np.concatenate([np.ravel(values) for values in params])

    def loss(numbers: Array) -> float:
        parts = np.split(numbers, np.cumsum(sizes)[:-1])
        w1, b1, w2, b2 = (part.reshape(values.shape) for part, values in zip(parts, params, strict=True))
        return float(np.mean((np.maximum(x @ w1 + b1, 0) @ w2 + b2 - y) ** 2))

    return np.array([(loss(start + above * one) - loss(start - below * one)) / width for one in np.eye(len(start))])


def _joined(grads: list[Array]) -> Array:
    return np.concatenate([np.ravel(grad) for grad in grads])


def _relative(g: Array, n: Array) -> float:
    return float(np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n)))


def _one_sided(x: Array, y: Array, params: list[Array], grads: list[Array], epsilon: float) -> float:
    return _relative(_joined(grads), _slopes(x, y, params, epsilon, 0, epsilon))


def _half_width(x: Array, y: Array, params: list[Array], grads: list[Array], epsilon: float) -> float:
    return _relative(_joined(grads), _slopes(x, y, params, epsilon, epsilon, epsilon))


def _not_divided(x: Array, y: Array, params: list[Array], grads: list[Array], epsilon: float) -> float:
    return _relative(_joined(grads), _slopes(x, y, params, epsilon, epsilon, 1))


def _absolute(x: Array, y: Array, params: list[Array], grads: list[Array], epsilon: float) -> float:
    return float(np.linalg.norm(_joined(grads) - _slopes(x, y, params, epsilon, epsilon, 2 * epsilon)))


def _own_epsilon(x: Array, y: Array, params: list[Array], grads: list[Array], epsilon: float) -> float:
    return _relative(_joined(grads), _slopes(x, y, params, 1e-6, 1e-6, 2e-6))


def _only_weights(x: Array, y: Array, params: list[Array], grads: list[Array], epsilon: float) -> float:
    n = _slopes(x, y, params, epsilon, epsilon, 2 * epsilon)
    weights = np.concatenate([np.full(values.size, values.ndim == 2) for values in params])
    return _relative(_joined(grads)[weights], n[weights])


SPEC = Spec(
    id="02.gradient_check",
    title=Text(es="Comprobar el gradiente", en="Checking the gradient"),
    reference=gradient_check,
    cases=_cases,
    returns=Text(es="el error relativo, un número", en="the relative error, a number"),
    hints=(
        Text(
            es="Es el truco de medir la pendiente a empujones, repetido para cada número de cada array: lo empujas "
            "ε hacia arriba, ε hacia abajo, y miras cuánto cambia el coste.",
            en="It is the trick of measuring the slope by pushing, repeated for each number of each array: you nudge "
            "it up by ε, down by ε, and see how much the cost changes.",
        ),
        Text(
            es="`np.ndindex(values.shape)` recorre todas las posiciones, sea matriz o vector: `values[place]` es el "
            "número. Guárdalo antes de empujarlo y devuélvelo a su sitio después. Se divide por 2ε: es lo que hay de "
            "un empujón al otro.",
            en="`np.ndindex(values.shape)` goes through all the places, matrix or vector: `values[place]` is the "
            "number. Keep it before you nudge it, and put it back afterwards. Divide by 2ε: that is how far one nudge "
            "is from the other.",
        ),
        Text(
            es="Junta todas las pendientes medidas en un array `n` y todos los gradientes en otro, `g = "
            "np.concatenate([np.ravel(grad) for grad in grads])`. Al final, `np.linalg.norm(g - n) / "
            "(np.linalg.norm(g) + np.linalg.norm(n))`.",
            en="Gather all the measured slopes in an array `n` and all the gradients in another, `g = "
            "np.concatenate([np.ravel(grad) for grad in grads])`. In the end, `np.linalg.norm(g - n) / "
            "(np.linalg.norm(g) + np.linalg.norm(n))`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "half_width",
            _half_width,
            Text(
                es="Tus pendientes salen el doble: empujas ε a cada lado, así que entre las dos alturas hay 2ε.",
                en="Your slopes come out at double: you nudge ε to each side, so that there are 2ε between the two "
                "heights.",
            ),
        ),
        Misconception(
            "one_sided",
            _one_sided,
            Text(
                es="Empujas solo hacia un lado. Así la curva te desvía la medida; con un empujón a cada lado, la "
                "desviación se compensa.",
                en="You nudge to one side only. The curve then bends your measurement; with a nudge to each side the "
                "bending cancels.",
            ),
        ),
        Misconception(
            "not_divided",
            _not_divided,
            Text(
                es="Comparas el gradiente con lo que sube el coste, y una pendiente es lo que sube entre lo que se ha "
                "avanzado: falta dividir por 2ε.",
                en="You compare the gradient with how much the cost rises, and a slope is the rise over the distance: "
                "the division by 2ε is missing.",
            ),
        ),
        Misconception(
            "absolute",
            _absolute,
            Text(
                es="Devuelves la diferencia sin compararla con nada: 0.01 es mucho si el gradiente vale 0.02, y nada "
                "si vale 1000. Falta dividir por la suma de las dos longitudes.",
                en="You return the difference without comparing it with anything: 0.01 is a lot if the gradient is "
                "0.02, and nothing if it is 1000. Divide by the sum of the two lengths.",
            ),
        ),
        Misconception(
            "own_epsilon",
            _own_epsilon,
            Text(
                es="Usas una ε tuya (o no mides el gradiente, sino que lo calculas). Empuja con la `epsilon` que te "
                "dan.",
                en="You use an ε of your own (or you don't measure the gradient but compute it). Nudge by the "
                "`epsilon` that you are given.",
            ),
        ),
        Misconception(
            "only_weights",
            _only_weights,
            Text(
                es="Solo compruebas los pesos. Los sesgos también se entrenan, y su derivada también puede estar mal.",
                en="You only check the weights. The biases are trained too, and their derivative can be wrong too.",
            ),
        ),
    ),
)
