"""Spec of lesson 03, the challenge: gradient descent with several features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]

# ------------------------------------------------------------------------------------ 01.multivariate


def multivariate(X: Array, y: Array, learning_rate: float, steps: int) -> Array:
    """θ of shape (d + 1,), intercept first, after `steps` steps from zeros; X has shape (m, d), y (m,)."""
    # es: la columna de unos deja que θ₀ sea un peso más
    # en: the column of ones lets θ₀ be one more weight
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.zeros(A.shape[1])
    for _ in range(steps):
        theta = theta - learning_rate * A.T @ (A @ theta - y) / len(y)
    return theta


def _multivariate_cases(rng: np.random.Generator) -> Sequence[Case]:
    drawn = [
        Case(
            (
                rng.normal(0.3, 1.0, (m, d)).round(2),
                rng.uniform(-4, 6, m).round(2),
                round(float(rng.uniform(0.05, 0.2)), 3),
                int(rng.integers(3, 9)),
            )
        )
        for m, d in ((6, 2), (7, 3), (9, 5))
    ]
    line = Case(
        (np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([3.0, 5.0, 7.0, 9.0]), 0.1, 2),
        note=Text(es="una sola característica: la recta de antes", en="a single feature: the line from before"),
    )
    return [line, *drawn]


def _run(A: Array, y: Array, learning_rate: float, steps: int) -> Array:
    theta = np.zeros(A.shape[1])
    for _ in range(steps):
        theta = theta - learning_rate * A.T @ (A @ theta - y) / len(y)
    return theta


def _no_ones(X: Array, y: Array, learning_rate: float, steps: int) -> Array:
    return _run(X, y, learning_rate, steps)


def _zero_intercept(X: Array, y: Array, learning_rate: float, steps: int) -> Array:
    return np.concatenate([[0.0], _run(X, y, learning_rate, steps)])


def _ones_last(X: Array, y: Array, learning_rate: float, steps: int) -> Array:
    return np.roll(multivariate(X, y, learning_rate, steps), -1)


def _sum_many(X: Array, y: Array, learning_rate: float, steps: int) -> Array:
    return multivariate(X, y, learning_rate * len(y), steps)


def _twice_many(X: Array, y: Array, learning_rate: float, steps: int) -> Array:
    return multivariate(X, y, 2 * learning_rate, steps)


def _uphill_many(X: Array, y: Array, learning_rate: float, steps: int) -> Array:
    return multivariate(X, y, -learning_rate, steps)


def _one_by_one(X: Array, y: Array, learning_rate: float, steps: int) -> Array:
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.zeros(A.shape[1])
    for _ in range(steps):
        for j in range(len(theta)):
            theta[j] -= learning_rate * A[:, j] @ (A @ theta - y) / len(y)
    return theta


def _only_one(X: Array, y: Array, learning_rate: float, steps: int) -> Any:
    return multivariate(X, y, learning_rate, 1)


MULTIVARIATE = Spec(
    id="01.multivariate",
    title=Text(es="Reto: varias características", en="Challenge: several features"),
    reference=multivariate,
    cases=_multivariate_cases,
    returns=Text(es="un array de d + 1 números, θ₀ el primero", en="an array of d + 1 numbers, θ₀ the first"),
    hints=(
        Text(
            es="Pon delante de X una columna de unos: así θ₀ es un peso más y no hace falta tratarlo "
            "aparte. `np.column_stack([...])` pega columnas.",
            en="Put a column of ones in front of X: then θ₀ is one more weight and needs no treatment of "
            "its own. `np.column_stack([...])` glues columns.",
        ),
        Text(
            es="Si A es la tabla con los unos, `A @ theta` son las m predicciones y `A.T @ errores` suma, "
            "para cada parámetro, error por columna. ¿Qué falta para que sea una media?",
            en="If A is the table with the ones, `A @ theta` are the m predictions and `A.T @ errors` "
            "adds, for each parameter, error times column. What is missing to make it a mean?",
        ),
        Text(
            es="El resto es tu `descend`: `theta` empieza con un cero por columna de A, `np.zeros(A.shape[1])`, "
            "y en cada vuelta se le resta `learning_rate` por el gradiente entero. Con una sola "
            "característica tiene que dar lo mismo que `descend`.",
            en="The rest is your `descend`: `theta` starts with a zero per column of A, "
            "`np.zeros(A.shape[1])`, and in each turn `learning_rate` times the whole gradient is "
            "subtracted. With a single feature it must give the same as `descend`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "no_ones",
            _no_ones,
            Text(
                es="Falta el término independiente: tu modelo pasa siempre por el origen y θ tiene d "
                "números en vez de d + 1. ¿Qué columna hace que θ₀ sume lo mismo en todas las filas?",
                en="The intercept is missing: your model always goes through the origin and θ has d "
                "numbers instead of d + 1. Which column makes θ₀ add the same to every row?",
            ),
        ),
        Misconception(
            "zero_intercept",
            _zero_intercept,
            Text(
                es="θ₀ se queda en 0: nunca se mueve. También tiene derivada y también se actualiza, a la "
                "vez que los demás.",
                en="θ₀ stays at 0: it never moves. It has a derivative too and is updated too, together "
                "with the others.",
            ),
        ),
        Misconception(
            "ones_last",
            _ones_last,
            Text(
                es="Los números son los buenos en otro orden: θ₀ va el primero. La columna de unos va a la izquierda.",
                en="The numbers are right in another order: θ₀ goes first. The column of ones goes on the left.",
            ),
        ),
        Misconception(
            "sum",
            _sum_many,
            Text(
                es="El paso es m veces demasiado largo: `A.T @ errores` es una suma, y el gradiente de J es una media.",
                en="The step is m times too long: `A.T @ errors` is a sum, and the gradient of J is a mean.",
            ),
        ),
        Misconception(
            "twice",
            _twice_many,
            Text(
                es="El paso mide el doble de lo debido: es el de la `mse`, que divide por m. Nuestro J divide por 2m.",
                en="The step is twice the right length: it is that of `mse`, which divides by m. Our J divides by 2m.",
            ),
        ),
        Misconception(
            "uphill",
            _uphill_many,
            Text(
                es="Subes en vez de bajar: revisa el signo de la actualización o del error.",
                en="You climb instead of going down: check the sign of the update or of the error.",
            ),
        ),
        Misconception(
            "one_by_one",
            _one_by_one,
            Text(
                es="Cambias los parámetros de uno en uno, y cada uno ve ya cambiados a los anteriores. "
                "Calcula el gradiente entero antes de tocar θ.",
                en="You change the parameters one by one, and each sees the earlier ones already changed. "
                "Compute the whole gradient before touching θ.",
            ),
        ),
        Misconception(
            "only_one",
            _only_one,
            Text(
                es="Solo cuenta el primer paso: mira si el `return` está dentro del bucle o si θ vuelve a "
                "cero en cada vuelta.",
                en="Only the first step counts: see whether the `return` is inside the loop or θ goes "
                "back to zero in each turn.",
            ),
        ),
    ),
)

SPECS = (MULTIVARIATE,)
