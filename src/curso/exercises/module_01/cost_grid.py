"""Spec of `01.cost_grid`: the cost at every pair (θ0, θ1) of a grid, without loops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curso.exercises.module_01.hypothesis import noisy_line
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def cost_grid(theta0s: np.ndarray, theta1s: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """J[i, j] = J(theta0s[i], theta1s[j])."""
    # es: tres ejes: θ0, θ1 y ejemplos
    # en: three axes: θ0, θ1 and examples
    intercepts = np.asarray(theta0s)[:, np.newaxis, np.newaxis]
    slopes = np.asarray(theta1s)[np.newaxis, :, np.newaxis]
    errors = intercepts + slopes * x - y
    # es: se suma solo sobre los ejemplos, el último eje
    # en: the sum runs over the examples only, the last axis
    return np.asarray(np.sum(errors**2, axis=2) / (2 * len(x)))


def cost_grid_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A grid to follow by hand, a square one (where a transposed answer has the right shape), two others."""
    by_hand = Case(
        (
            np.array([0.0, 1.0]),
            np.array([0.0, 1.0, 2.0]),
            np.array([1.0, 2.0, 3.0, 4.0]),
            np.array([3.0, 5.0, 7.0, 9.0]),
        ),
        Text(es="los cuatro puntos de la lección, 2 × 3 rectas", en="the lesson's four points, 2 × 3 lines"),
    )
    drawn = []
    notes = {(4, 4): Text(es="tantas θ₀ como θ₁", en="as many θ₀ as θ₁")}
    for rows, columns, m in ((4, 4, 7), (3, 6, 5), (9, 2, 30)):
        x, y = noisy_line(rng, m)
        theta0s, theta1s = rng.uniform(-5, 5, rows), rng.uniform(-3, 3, columns)
        drawn.append(Case((theta0s, theta1s, x, y), notes.get((rows, columns))))
    return [by_hand, *drawn]


COST_GRID = Spec(
    id="01.cost_grid",
    title=Text(es="El coste de muchas rectas a la vez", en="The cost of many lines at once"),
    reference=cost_grid,
    cases=cost_grid_cases,
    hints=(
        Text(
            es="Empieza con lo que ya tienes: dos bucles, uno que recorre las θ₀ y, dentro, otro que "
            "recorre las θ₁ y llama a tu `cost`. Cada vuelta del de fuera hace una fila, que es una lista; la "
            "tabla es la lista de las filas. Cuando funcione, busca cómo quitar los bucles.",
            en="Start with what you have: two loops, one over the θ₀ and, inside it, one over the θ₁ that "
            "calls your `cost`. Each turn of the outer one makes a row, which is a list; the table is the list "
            "of the rows. When it works, look for a way to remove the loops.",
        ),
        Text(
            es="Para el vector `a` de 3 números y el vector `b` de 4, `a[:, np.newaxis] + b` tiene forma "
            "(3, 4): todas las sumas posibles. Es la difusión (broadcasting) de NumPy.",
            en="For a vector `a` of 3 numbers and a vector `b` of 4, `a[:, np.newaxis] + b` has shape (3, "
            "4): every possible sum. That is NumPy's broadcasting.",
        ),
        Text(
            es="Aquí hacen falta tres ejes: (θ₀, θ₁, ejemplos). Dale a `theta0s` la forma (n₀, 1, 1), con "
            "`theta0s[:, np.newaxis, np.newaxis]`, y a `theta1s` la forma (1, n₁, 1); "
            "deja `x` e `y` con forma (m,). Los errores saldrán con forma "
            "(n₀, n₁, m).",
            en="Three axes are needed here: (θ₀, θ₁, examples). Give `theta0s` the shape (n₀, 1, 1), with "
            "`theta0s[:, np.newaxis, np.newaxis]`, and `theta1s` the shape (1, n₁, 1); "
            "leave `x` and `y` with shape (m,). The errors come out "
            "with shape (n₀, n₁, m).",
        ),
        Text(
            es="Casi entera: eleva esos errores al cuadrado, súmalos solo por el último eje (`axis=2`) y "
            "divide entre `2 * len(x)`. Quedan n₀ filas y n₁ columnas.",
            en="Nearly whole: square those errors, sum them along the last axis only (`axis=2`) and divide "
            "by `2 * len(x)`. What remains has n₀ rows and n₁ columns.",
        ),
    ),
    misconceptions=(
        Misconception(
            "transposed",
            lambda t0s, t1s, x, y: cost_grid(t0s, t1s, x, y).T,
            Text(
                es="Los costes son los correctos, pero con los ejes cambiados: cada fila debe ser una θ₀ y "
                "cada columna una θ₁. `np.meshgrid` hace justo esto si no le dices `indexing='ij'`.",
                en="The costs are right, but the axes are swapped: each row must be one θ₀ and each column "
                "one θ₁. `np.meshgrid` does exactly this unless you tell it `indexing='ij'`.",
            ),
        ),
        Misconception(
            "swapped",
            lambda t0s, t1s, x, y: cost_grid(t1s, t0s, x, y).T,
            Text(
                es="La tabla tiene la forma correcta, pero usas las θ₀ como pendientes y las θ₁ como alturas.",
                en="The table has the right shape, but you use the θ₀ as slopes and the θ₁ as heights.",
            ),
        ),
        Misconception(
            "plain_sum",
            lambda t0s, t1s, x, y: cost_grid(t0s, t1s, x, y) * 2 * len(x),
            Text(
                es="La tabla está bien hecha, pero falta dividir: es la suma de cuadrados, sin el factor de J.",
                en="The table is well made, but the division is missing: it is the sum of squares, without J's factor.",
            ),
        ),
        Misconception(
            "mse",
            lambda t0s, t1s, x, y: cost_grid(t0s, t1s, x, y) * 2,
            Text(
                es="La tabla está bien hecha, pero cada valor es el doble de J: has tomado la media de los "
                "cuadrados. Mira el denominador.",
                en="The table is well made, but each value is twice J: you took the mean of the squares. "
                "Look at the denominator.",
            ),
        ),
        Misconception(
            "absolute",
            lambda t0s, t1s, x, y: np.abs(_grid_errors(t0s, t1s, x, y)).sum(axis=2) / (2 * len(x)),
            Text(
                es="Sumas los valores absolutos de los errores. J eleva cada error al cuadrado.",
                en="You sum the absolute values of the errors. J squares each error.",
            ),
        ),
        Misconception(
            "square_of_sum",
            lambda t0s, t1s, x, y: _grid_errors(t0s, t1s, x, y).sum(axis=2) ** 2 / (2 * len(x)),
            Text(
                es="Sumas los errores por el último eje y después elevas al cuadrado. El cuadrado va antes de la suma.",
                en="You sum the errors along the last axis and square afterwards. The square comes before the sum.",
            ),
        ),
        Misconception(
            "divided_by_grid",
            lambda t0s, t1s, x, y: cost_grid(t0s, t1s, x, y) / (len(t0s) * len(t1s)),
            Text(
                es="Divides también entre el número de rectas. m es el número de ejemplos, `len(x)`: "
                "`errors.size` cuenta además todas las θ.",
                en="You also divide by the number of lines. m is the number of examples, `len(x)`: "
                "`errors.size` counts all the θ as well.",
            ),
        ),
        Misconception(
            "one_number",
            lambda t0s, t1s, x, y: cost_grid(t0s, t1s, x, y).mean(),
            Text(
                es="Has sumado por todos los ejes y queda un solo número. Suma solo por el eje de los "
                "ejemplos: debe quedar un coste por cada pareja (θ₀, θ₁).",
                en="You summed over every axis and a single number is left. Sum over the axis of the "
                "examples only: one cost for each pair (θ₀, θ₁) must remain.",
            ),
        ),
        Misconception(
            "cost_of_mean",
            lambda t0s, t1s, x, y: cost_grid(t0s.mean(keepdims=True), t1s.mean(keepdims=True), x, y)[0, 0],
            Text(
                es="Has calculado el coste de la recta media. Se pide el coste de cada recta, una por "
                "cada pareja (θ₀, θ₁).",
                en="You computed the cost of the average line. What is asked for is the cost of each "
                "line, one for each pair (θ₀, θ₁).",
            ),
        ),
        Misconception(
            "paired",
            lambda t0s, t1s, x, y: np.diagonal(cost_grid(t0s, t1s, x, y)),
            Text(
                es="Emparejas la primera θ₀ con la primera θ₁, la segunda con la segunda… Se pide cada θ₀ "
                "con todas las θ₁: una tabla, no una lista.",
                en="You pair the first θ₀ with the first θ₁, the second with the second… What is asked for "
                "is each θ₀ with all the θ₁: a table, not a list.",
            ),
        ),
        Misconception(
            "flat",
            lambda t0s, t1s, x, y: cost_grid(t0s, t1s, x, y).ravel(),
            Text(
                es="Los costes son los correctos, pero en una sola fila. Dales forma de tabla: una fila por cada θ₀.",
                en="The costs are right, but in a single row. Give them the shape of a table: one row for each θ₀.",
            ),
        ),
    ),
    returns=Text(
        es="un array de forma (len(theta0s), len(theta1s))",
        en="an array of shape (len(theta0s), len(theta1s))",
    ),
)


def _grid_errors(theta0s: Any, theta1s: Any, x: Any, y: Any) -> Any:
    return theta0s[:, np.newaxis, np.newaxis] + theta1s[np.newaxis, :, np.newaxis] * x - y
