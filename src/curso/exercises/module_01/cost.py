"""Spec of `01.cost`, and the three specs of lesson 02 in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curso.exercises.module_01.cost_grid import COST_GRID
from curso.exercises.module_01.hypothesis import PREDICT, away_from_zero, noisy_line
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def cost(theta0: float, theta1: float, x: np.ndarray, y: np.ndarray) -> float:
    """J(θ0, θ1) = 1/(2m) · Σ (h_θ(x) − y)²."""
    predictions = theta0 + theta1 * x
    errors = predictions - y
    return float(np.sum(errors**2) / (2 * len(x)))


def cost_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Four points that can be followed by hand, then noisy lines with errors of both signs."""
    by_hand = Case(
        (0.0, 1.0, np.array([1.0, 2.0, 3.0, 4.0]), np.array([3.0, 5.0, 7.0, 9.0])),
        Text(es="los cuatro puntos de la lección, θ = (0, 1)", en="the lesson's four points, θ = (0, 1)"),
    )
    drawn = []
    for m in (3, 5, 8, 40):
        x, y = noisy_line(rng, m)
        drawn.append(Case((away_from_zero(rng), away_from_zero(rng), x, y)))
    return [by_hand, *drawn]


HOUSES = 546  # the `m` that lesson 02 defines for its table of houses


def _errors(theta0: float, theta1: float, x: Any, y: Any) -> Any:
    return theta0 + theta1 * x - y


SUMMED_ONLY = Text(
    es="Sumas los errores al cuadrado y no divides entre nada. Con el doble de casas, tu coste sería el "
    "doble aunque la recta fuese igual de buena. ¿Qué pone en la fórmula delante de la suma?",
    en="You sum the squared errors and divide by nothing. With twice as many houses your cost would double "
    "even if the line were just as good. What stands before the sum in the formula?",
)
AVERAGED_ONLY = Text(
    es="Has dividido entre m: es el error cuadrático medio (la `mse` de Keras), el doble de J. Mira otra "
    "vez el denominador de nuestra fórmula.",
    en="You divided by m: that is the mean squared error (`mse` in Keras), twice J. Look at the denominator "
    "of our formula again.",
)
NOT_SQUARED = Text(
    es="Usas el valor absoluto de los errores. También mide lo mala que es una recta, pero no es J: J eleva "
    "cada error al cuadrado.",
    en="You use the absolute value of the errors. It also measures how bad a line is, but it is not J: J "
    "squares each error.",
)
CANCELLED = Text(
    es="Sumas los errores con su signo, sin elevarlos al cuadrado: los positivos y los negativos se anulan "
    "y una recta mala puede parecer perfecta.",
    en="You add the errors with their sign, without squaring them: positive and negative ones cancel and a "
    "bad line can look perfect.",
)

COST = Spec(
    id="01.cost",
    title=Text(es="El coste de una recta", en="The cost of a line"),
    reference=cost,
    cases=cost_cases,
    hints=(
        Text(
            es="Hazlo en tres pasos con nombre: las predicciones, los errores (predicción − dato) y el "
            "número final. Puedes mirar cada uno con `print`.",
            en="Do it in three named steps: the predictions, the errors (prediction − data) and the final "
            "number. You can look at each one with `print`.",
        ),
        Text(
            es="El orden importa: primero se eleva al cuadrado cada error (`errors ** 2`) y después se "
            "suman (`np.sum`).",
            en="The order matters: first each error is squared (`errors ** 2`), and then they are summed (`np.sum`).",
        ),
        Text(
            es="m es el número de ejemplos: `len(x)`. Al dividir entre 2m pon el paréntesis: `/ (2 * m)`. "
            "Sin él, `/ 2 * m` divide entre 2 y multiplica por m.",
            en="m is the number of examples: `len(x)`. When you divide by 2m, write the brackets: `/ (2 * "
            "m)`. Without them, `/ 2 * m` divides by 2 and multiplies by m.",
        ),
        Text(
            es="Casi entera: `errors = theta0 + theta1 * x - y`, y se devuelve la suma de `errors ** 2` "
            "dividida entre dos veces `len(x)`.",
            en="Nearly whole: `errors = theta0 + theta1 * x - y`, and you return the sum of `errors ** 2` "
            "divided by twice `len(x)`.",
        ),
    ),
    misconceptions=(
        Misconception("plain_sum", lambda t0, t1, x, y: np.sum(_errors(t0, t1, x, y) ** 2), SUMMED_ONLY),
        Misconception("mse", lambda t0, t1, x, y: np.mean(_errors(t0, t1, x, y) ** 2), AVERAGED_ONLY),
        Misconception(
            "half_sum",
            lambda t0, t1, x, y: np.sum(_errors(t0, t1, x, y) ** 2) / 2,
            Text(
                es="Divides entre 2, pero no entre m: falta la media. Tu coste crece solo por tener más casas.",
                en="You divide by 2 but not by m: the average is missing. Your cost grows just for having more houses.",
            ),
        ),
        Misconception(
            "missing_brackets",
            lambda t0, t1, x, y: np.sum(_errors(t0, t1, x, y) ** 2) / 2 * len(x),
            Text(
                es="Python lee `a / 2 * m` como `(a / 2) * m`: has multiplicado por m en vez de dividir. "
                "Faltan los paréntesis.",
                en="Python reads `a / 2 * m` as `(a / 2) * m`: you multiplied by m instead of dividing. A "
                "pair of brackets is missing.",
            ),
        ),
        Misconception(
            "houses_m",
            lambda t0, t1, x, y: np.sum(_errors(t0, t1, x, y) ** 2) / (2 * HOUSES),
            Text(
                es="Divides siempre entre 2 · 546: la `m` del cuaderno es la de todas las casas. Dentro de la función, "
                "m es cuántos ejemplos trae `x`.",
                en="You always divide by 2 · 546: the `m` of the notebook is that of all the houses. Inside the "
                "function, m is how many examples `x` has.",
            ),
        ),
        Misconception(
            "divided_twice",
            lambda t0, t1, x, y: np.mean(_errors(t0, t1, x, y) ** 2) / (2 * len(x)),
            Text(
                es="Divides entre m dos veces: `np.mean` (o tu media) ya lo hace, y luego vuelves a dividir.",
                en="You divide by m twice: `np.mean` (or your average) already does it, and then you divide again.",
            ),
        ),
        Misconception(
            "absolute", lambda t0, t1, x, y: np.sum(np.abs(_errors(t0, t1, x, y))) / (2 * len(x)), NOT_SQUARED
        ),
        Misconception("mean_absolute", lambda t0, t1, x, y: np.mean(np.abs(_errors(t0, t1, x, y))), NOT_SQUARED),
        Misconception(
            "square_of_sum",
            lambda t0, t1, x, y: np.sum(_errors(t0, t1, x, y)) ** 2 / (2 * len(x)),
            Text(
                es="Primero sumas los errores y luego elevas al cuadrado el total: los de signo contrario "
                "ya se han anulado. ¿Qué va antes, el cuadrado o la suma?",
                en="You first sum the errors and then square the total: those of opposite sign have already "
                "cancelled. Which comes first, the square or the sum?",
            ),
        ),
        Misconception("mean_error", lambda t0, t1, x, y: np.mean(_errors(t0, t1, x, y)), CANCELLED),
        Misconception("half_mean_error", lambda t0, t1, x, y: np.mean(_errors(t0, t1, x, y)) / 2, CANCELLED),
        Misconception(
            "root",
            lambda t0, t1, x, y: np.sqrt(np.mean(_errors(t0, t1, x, y) ** 2)),
            Text(
                es="Has calculado la raíz del error cuadrático medio (RMSE). Sirve para dar el error en "
                "las unidades de y, pero J no lleva raíz, y su denominador no es solo m.",
                en="You computed the root of the mean squared error (RMSE). It is good for giving the error "
                "in the units of y, but J has no root, and its denominator is not just m.",
            ),
        ),
        Misconception(
            "not_summed",
            lambda t0, t1, x, y: _errors(t0, t1, x, y) ** 2 / (2 * len(x)),
            Text(
                es="Devuelves un valor por cada ejemplo. El coste es un solo número para toda la recta: falta Σ.",
                en="You return one value for each example. The cost is a single number for the whole "
                "line: Σ is missing.",
            ),
        ),
        Misconception(
            "swapped",
            lambda t0, t1, x, y: np.mean(_errors(t1, t0, x, y) ** 2) / 2,
            Text(
                es="La fórmula del coste está bien, pero las predicciones usan θ₀ como pendiente y θ₁ como altura.",
                en="The formula of the cost is right, but the predictions use θ₀ as the slope and θ₁ as the height.",
            ),
        ),
    ),
    returns=Text(es="un solo número, mayor o igual que 0", en="a single number, greater than or equal to 0"),
)


SPECS = (PREDICT, COST, COST_GRID)
