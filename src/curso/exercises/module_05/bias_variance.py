"""Spec of `05.bias_variance`: how far models miss on average, and how far they differ from one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]


def bias_variance(predictions: Array, truth: Array) -> tuple[float, float]:
    """Squared bias and variance, each the mean over the points, of predictions of shape (models, points)."""
    # es: El promedio de los modelos en cada punto
    # en: The average of the models at each point
    average = predictions.mean(axis=0)
    bias = ((average - truth) ** 2).mean()
    variance = ((predictions - average) ** 2).mean()
    return bias, variance


def bias_variance_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Three models and one point, by hand; then tables of several shapes, one of them square."""
    by_hand = Case(
        (np.array([[8.0], [11.0], [14.0]]), np.array([10.0])),
        Text(es="tres modelos, un solo punto", en="three models, a single point"),
    )
    return [by_hand, *(_draw(rng, models, points) for models, points in ((5, 8), (20, 6), (7, 7)))]


def _draw(rng: np.random.Generator, models: int, points: int) -> Case:
    truth = rng.normal(0, 3, points)
    missed = rng.normal(0.5, 1.5, points)
    predictions = truth + missed + rng.normal(0, rng.uniform(0.8, 1.6), (models, points))
    return Case((np.round(predictions, 2), np.round(truth, 2)))


def _signs_cancel(predictions: Array, truth: Array) -> tuple[float, float]:
    average = predictions.mean(axis=0)
    return float((average - truth).mean() ** 2), bias_variance(predictions, truth)[1]


def _not_squared(predictions: Array, truth: Array) -> tuple[float, float]:
    return float(np.abs(predictions.mean(axis=0) - truth).mean()), bias_variance(predictions, truth)[1]


def _around_the_truth(predictions: Array, truth: Array) -> tuple[float, float]:
    return bias_variance(predictions, truth)[0], float(((predictions - truth) ** 2).mean())


def _whole_error(predictions: Array, truth: Array) -> tuple[float, float]:
    return float(((predictions - truth) ** 2).mean()), bias_variance(predictions, truth)[1]


def _among_points(predictions: Array, truth: Array) -> tuple[float, float]:
    return bias_variance(predictions, truth)[0], float(predictions.var(axis=1).mean())


def _one_less(predictions: Array, truth: Array) -> tuple[float, float]:
    return bias_variance(predictions, truth)[0], float(predictions.var(axis=0, ddof=1).mean())


def _deviation(predictions: Array, truth: Array) -> tuple[float, float]:
    return bias_variance(predictions, truth)[0], float(predictions.std(axis=0).mean())


def _turned_round(predictions: Array, truth: Array) -> tuple[float, float]:
    bias, variance = bias_variance(predictions, truth)
    return variance, bias


BIAS_VARIANCE = Spec(
    id="05.bias_variance",
    title=Text(es="Sesgo y varianza", en="Bias and variance"),
    reference=bias_variance,
    cases=bias_variance_cases,
    returns=Text(es="dos números: sesgo al cuadrado y varianza", en="two numbers: squared bias and variance"),
    hints=(
        Text(
            es="Cada fila es un modelo y cada columna, un punto. El promedio de los modelos es "
            "`predictions.mean(axis=0)`: un número por punto.",
            en="Each row is a model and each column, a point. The average of the models is "
            "`predictions.mean(axis=0)`: one number per point.",
        ),
        Text(
            es="El sesgo compara ese promedio con `truth`; la varianza, cada modelo con ese promedio. En los dos "
            "casos: restar, elevar al cuadrado y hacer la media de todo, en ese orden.",
            en="Bias compares that average with `truth`; variance, each model with that average. In both cases: "
            "subtract, square and take the mean of it all, in that order.",
        ),
        Text(
            es="`bias = ((average - truth) ** 2).mean()`; la otra línea es igual, con `predictions - average`.",
            en="`bias = ((average - truth) ** 2).mean()`; the other line is the same, with `predictions - average`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "signs_cancel",
            _signs_cancel,
            Text(
                es="Haces la media antes de elevar al cuadrado: pasarse en un punto y quedarse corto en otro se "
                "cancelan. Eleva al cuadrado punto por punto.",
                en="You take the mean before squaring: too much at one point and too little at another cancel. Square "
                "point by point.",
            ),
        ),
        Misconception(
            "not_squared",
            _not_squared,
            Text(
                es="Se pide el sesgo **al cuadrado**: así se suma con la varianza, que también está en cuadrados.",
                en="The **squared** bias is asked for: that way it adds to the variance, which is in squares too.",
            ),
        ),
        Misconception(
            "around_the_truth",
            _around_the_truth,
            Text(
                es="Tu varianza mide la distancia a la verdad: eso es el error entero. La varianza mide cuánto se "
                "apartan los modelos de su propio promedio, sin saber nada de la verdad.",
                en="Your variance measures the distance from the truth: that is the whole error. Variance measures how "
                "far the models lie from their own average, knowing nothing of the truth.",
            ),
        ),
        Misconception(
            "whole_error",
            _whole_error,
            Text(
                es="Tu sesgo es el error de todos los modelos, que ya incluye la varianza. Promedia primero los "
                "modelos y mira cuánto falla ese promedio.",
                en="Your bias is the error of all the models, which already holds the variance. Average the models "
                "first, and see how far that average misses.",
            ),
        ),
        Misconception(
            "among_points",
            _among_points,
            Text(
                es="Mides cuánto cambia un modelo de un punto a otro (`axis=1`). La varianza mira un punto y compara "
                "los modelos entre sí (`axis=0`).",
                en="You measure how much a model changes from point to point (`axis=1`). Variance looks at one point "
                "and compares the models with each other (`axis=0`).",
            ),
        ),
        Misconception(
            "one_less",
            _one_less,
            Text(
                es="Divides entre los modelos menos uno (`ddof=1`). Aquí es una media corriente: con ella, sesgo al "
                "cuadrado más varianza dan justo el error.",
                en="You divide by the models less one (`ddof=1`). Here it is a plain mean: with it, squared bias plus "
                "variance give exactly the error.",
            ),
        ),
        Misconception(
            "deviation",
            _deviation,
            Text(
                es="Eso es la desviación típica, la raíz de la varianza. Para sumar con el sesgo al cuadrado hace "
                "falta la varianza.",
                en="That is the standard deviation, the root of the variance. To add to the squared bias it takes the "
                "variance.",
            ),
        ),
        Misconception(
            "turned_round",
            _turned_round,
            Text(
                es="Los dos números son buenos y están al revés: primero el sesgo al cuadrado y después la varianza.",
                en="Both numbers are right and the wrong way round: first the squared bias, then the variance.",
            ),
        ),
    ),
)
