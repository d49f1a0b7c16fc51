"""Spec of `01.predict`, and the lines and points that the cases of this lesson are made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]


def away_from_zero(rng: np.random.Generator) -> float:
    """A parameter from 1.5 to 5 in size: near 0 or ±1, a wrong answer could be right by luck."""
    return float(rng.choice((-1, 1)) * rng.uniform(1.5, 5))


def noisy_line(rng: np.random.Generator, m: int) -> tuple[Array, Array]:
    """m points about a line, x not centred on 0, so that errors of both signs appear."""
    x = rng.uniform(-4, 9, m)
    y = rng.uniform(-3, 3) + rng.uniform(-2, 2) * x + rng.normal(0, 2, m)
    return x, y


def predict(theta0: float, theta1: float, x: float | np.ndarray) -> float | np.ndarray:
    """h_θ(x) = θ0 + θ1·x."""
    return theta0 + theta1 * x


def predict_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A number, a small array that can be followed by hand, then arrays of several lengths."""
    fixed = [
        Case((2.0, 3.0, 5.0), Text(es="x es un solo número", en="x is a single number")),
        Case((1.0, -0.5, np.array([0.0, 2.0, 10.0])), Text(es="la recta baja", en="the line goes down")),
    ]
    return fixed + [
        Case((away_from_zero(rng), away_from_zero(rng), rng.uniform(-9, 9, size))) for size in (1, 4, 7, 12)
    ]


PREDICT = Spec(
    id="01.predict",
    title=Text(es="La predicción de una recta", en="The prediction of a line"),
    reference=predict,
    cases=predict_cases,
    hints=(
        Text(
            es="Piensa en lo que cuesta un taxi: una cantidad fija por subirte y un precio por cada kilómetro. "
            "¿Cuál de los dos parámetros es la cantidad fija?",
            en="Think of a taxi fare: a fixed amount for getting in, and a price for each kilometre. "
            "Which of the two parameters is the fixed amount?",
        ),
        Text(
            es="θ₁ es la pendiente: es el único de los dos que multiplica a x. θ₀ se suma una vez.",
            en="θ₁ is the slope: it is the only one of the two that multiplies x. θ₀ is added once.",
        ),
        Text(
            es="No necesitas ningún bucle: si `x` es un array de NumPy, `3 * x` multiplica todos sus valores "
            "y `2 + x` suma 2 a todos. Escribe la fórmula de h tal como se lee y devuélvela con `return`.",
            en="You need no loop: if `x` is a NumPy array, `3 * x` multiplies all its values and `2 + x` "
            "adds 2 to all of them. Write the formula of h just as it reads and return it with `return`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "swapped",
            lambda theta0, theta1, x: theta1 + theta0 * x,
            Text(
                es="Has cambiado los papeles: aquí θ₀ multiplica a x y θ₁ se suma sola. Pregúntate qué debe "
                "salir cuando x vale 0.",
                en="The roles are swapped: here θ₀ multiplies x and θ₁ is added alone. Ask yourself what "
                "must come out when x is 0.",
            ),
        ),
        Misconception(
            "no_intercept",
            lambda theta0, theta1, x: theta1 * x,
            Text(
                es="Falta θ₀: tu recta pasa siempre por el origen. Mira qué predice cuando x vale 0.",
                en="θ₀ is missing: your line always goes through the origin. Look at what it predicts when x is 0.",
            ),
        ),
        Misconception(
            "both_times_x",
            lambda theta0, theta1, x: (theta0 + theta1) * x,
            Text(
                es="Las dos θ multiplican a x. Una de ellas no depende de x: es la altura de la que parte la "
                "recta. ¿Hay un paréntesis de más?",
                en="Both θ multiply x. One of them does not depend on x: it is the height where the line "
                "starts. Is there a bracket too many?",
            ),
        ),
        Misconception(
            "product",
            lambda theta0, theta1, x: theta0 * theta1 * x,
            Text(
                es="Multiplicas θ₀, θ₁ y x entre sí. Uno de los dos parámetros se suma, no se multiplica.",
                en="You multiply θ₀, θ₁ and x together. One of the two parameters is added, not multiplied.",
            ),
        ),
        Misconception(
            "minus",
            lambda theta0, theta1, x: theta0 - theta1 * x,
            Text(
                es="Restas el término de la pendiente: con θ₁ positiva tu recta baja, y debería subir.",
                en="You subtract the slope's term: with a positive θ₁ your line goes down, and it should go up.",
            ),
        ),
        Misconception(
            "without_x",
            lambda theta0, theta1, x: theta0 + theta1,
            Text(
                es="Tu función no usa x: predice lo mismo para todas las casas. La pendiente dice cuánto "
                "cambia la predicción por cada unidad de x.",
                en="Your function does not use x: it predicts the same for every house. The slope says how "
                "much the prediction changes for each unit of x.",
            ),
        ),
        Misconception(
            "inverse",
            lambda theta0, theta1, x: (x - theta0) / theta1,
            Text(
                es="Has despejado x: contestas «¿qué x da este valor?». Se pide lo contrario: de la x a la predicción.",
                en="You have solved for x: you answer “which x gives this value?”. The question goes the "
                "other way: from x to the prediction.",
            ),
        ),
    ),
    returns=Text(
        es="un número si x es un número; un array como x si x es un array",
        en="a number if x is a number; an array like x if x is an array",
    ),
)
