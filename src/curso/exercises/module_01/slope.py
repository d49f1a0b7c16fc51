"""Spec of lesson 03: the gradient of the cost, by formula."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Pair = tuple[Any, Any]

# The four points of the lesson: y = 2x + 1, whose first steps fit on a napkin.
X = np.array([1.0, 2.0, 3.0, 4.0])
Y = np.array([3.0, 5.0, 7.0, 9.0])


def points(rng: np.random.Generator, m: int) -> tuple[Array, Array]:
    """m examples that lie on no line, with x away from 0 and 1, so that no wrong formula is right by luck."""
    return rng.uniform(0.2, 2.2, m).round(2), rng.uniform(-5.0, 5.0, m).round(2)


# ---------------------------------------------------------------------------------------- 01.gradient


def gradient(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    """(∂J/∂θ₀, ∂J/∂θ₁) of J = 1/(2m) Σ (h − y)² for the line h = θ₀ + θ₁x; x and y have shape (m,)."""
    # es: error de cada ejemplo; después, su media sin pesar y pesada por x
    # en: error of each example; then its mean, plain and weighted by x
    errors = theta0 + theta1 * x - y
    return errors.mean(), (errors * x).mean()


def _gradient_cases(rng: np.random.Generator) -> Sequence[Case]:
    fixed = [
        Case((0.0, 0.0, X, Y)),
        Case((1.0, 0.5, np.array([2.0, 4.0, 9.0]), np.array([4.0, 2.0, 8.0]))),
        Case(
            (2.0, -1.0, np.array([3.0]), np.array([5.0])),
            note=Text(es="un solo ejemplo", en="a single example"),
        ),
    ]
    drawn = [Case((*rng.normal(0, 2, 2).round(2), *points(rng, m))) for m in (3, 5, 8)]
    return [*fixed, *drawn]


def _sum(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    d0, d1 = gradient(theta0, theta1, x, y)
    return d0 * len(x), d1 * len(x)


def _twice(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    d0, d1 = gradient(theta0, theta1, x, y)
    return 2 * d0, 2 * d1


def _half(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    d0, d1 = gradient(theta0, theta1, x, y)
    return d0 / 2, d1 / 2


def _opposite(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    d0, d1 = gradient(theta0, theta1, x, y)
    return -d0, -d1


def _x_in_both(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    _, d1 = gradient(theta0, theta1, x, y)
    return d1, d1


def _x_in_none(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    d0, _ = gradient(theta0, theta1, x, y)
    return d0, d0


def _product_of_means(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    d0, _ = gradient(theta0, theta1, x, y)
    return d0, d0 * x.mean()


def _swapped(theta0: float, theta1: float, x: Array, y: Array) -> Pair:
    d0, d1 = gradient(theta0, theta1, x, y)
    return d1, d0


GRADIENT = Spec(
    id="01.gradient",
    title=Text(es="El gradiente del coste", en="The gradient of the cost"),
    reference=gradient,
    cases=_gradient_cases,
    returns=Text(es="dos números: (∂J/∂θ₀, ∂J/∂θ₁)", en="two numbers: (∂J/∂θ₀, ∂J/∂θ₁)"),
    hints=(
        Text(
            es="Empieza por el error de cada ejemplo: predicción menos dato, h − y. Sale un array de m números.",
            en="Start with the error of each example: prediction minus data, h − y. It is an array of m numbers.",
        ),
        Text(
            es="La derivada respecto de θ₀ es la media de esos errores. Para θ₁, antes de hacer la media, "
            "cada error pesa según algo que depende del ejemplo: mira la segunda fórmula.",
            en="The derivative with respect to θ₀ is the mean of those errors. For θ₁, before taking the "
            "mean, each error is weighted by something that depends on the example: look at the second "
            "formula.",
        ),
        Text(
            es="En NumPy, `np.mean(a * b)` multiplica elemento a elemento y hace la media. Con x = 1…4, y "
            "= 3, 5, 7, 9 y θ = (0, 0) los errores son −3, −5, −7, −9 y debe salir (−6, −17.5).",
            en="In NumPy, `np.mean(a * b)` multiplies element by element and takes the mean. With x = "
            "1…4, y = 3, 5, 7, 9 and θ = (0, 0) the errors are −3, −5, −7, −9 and the answer must be "
            "(−6, −17.5).",
        ),
    ),
    misconceptions=(
        Misconception(
            "sum",
            _sum,
            Text(
                es="Sumas sobre los ejemplos, pero falta hacer la media: tus valores son m veces los "
                "buenos (m es cuántos ejemplos hay). Mira qué factor queda delante de la suma en la "
                "fórmula.",
                en="You add over the examples, but the mean is missing: your values are m times the right "
                "ones (m is how many examples there are). Look at the factor in front of the sum in "
                "the formula.",
            ),
        ),
        Misconception(
            "twice",
            _twice,
            Text(
                es="Tus valores son el doble de los buenos. Es el gradiente de la `mse` de Keras, que "
                "divide por m; nuestro J divide por 2m. Deriva otra vez el cuadrado sin olvidar ese 2 "
                "del denominador.",
                en="Your values are twice the right ones. This is the gradient of Keras's `mse`, which "
                "divides by m; our J divides by 2m. Take the derivative of the square again, minding "
                "that 2 in the denominator.",
            ),
        ),
        Misconception(
            "half",
            _half,
            Text(
                es="Tus valores son la mitad de los buenos. El 1/(2m) es de J; al derivar el cuadrado "
                "baja un 2: ¿qué le hace al 2 del denominador?",
                en="Your values are half of the right ones. The 1/(2m) belongs to J; the derivative of "
                "the square brings down a 2: what does it do to the 2 in the denominator?",
            ),
        ),
        Misconception(
            "opposite",
            _opposite,
            Text(
                es="El tamaño es el bueno y el signo es el contrario: has restado al revés, y − h. El "
                "gradiente apunta hacia donde J sube; cambiar de sentido es asunto del paso, no del "
                "gradiente.",
                en="The size is right and the sign is the opposite: you subtracted the other way round, y "
                "− h. The gradient points where J goes up; turning round is the step's business, not "
                "the gradient's.",
            ),
        ),
        Misconception(
            "x_in_both",
            _x_in_both,
            Text(
                es="Has multiplicado por x también en la derivada de θ₀. Si subes θ₀ en 1, ¿cuánto sube "
                "la predicción de cada ejemplo? ¿Depende de su x?",
                en="You multiplied by x in the derivative of θ₀ too. If you raise θ₀ by 1, how much does "
                "the prediction of each example rise? Does it depend on its x?",
            ),
        ),
        Misconception(
            "x_in_none",
            _x_in_none,
            Text(
                es="Las dos derivadas te salen iguales: a la de θ₁ le falta algo. Si subes θ₁ en 1, la "
                "predicción no sube lo mismo en todos los ejemplos: ¿de qué depende?",
                en="Both of your derivatives are the same: the one of θ₁ lacks something. If you raise θ₁ "
                "by 1, the prediction does not rise equally for all examples: what does it depend on?",
            ),
        ),
        Misconception(
            "product_of_means",
            _product_of_means,
            Text(
                es="Haces dos medias, la de los errores y la de x, y luego multiplicas. Es al revés: primero cada "
                "error por su x, y después la media de esos productos.",
                en="You take two means, that of the errors and that of x, and then multiply. It is the other way "
                "round: first each error times its x, and then the mean of those products.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Los dos números son los buenos, pero en el otro orden: primero va el de θ₀ y después el de θ₁.",
                en="Both numbers are right, but in the other order: the one of θ₀ goes first, then the one of θ₁.",
            ),
        ),
    ),
)
