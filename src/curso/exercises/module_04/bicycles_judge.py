"""Judges a model for `04.project` by hours that it has not seen, against least squares fitted to the same table."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.data.bicycles import bicycles
from curso.exercises.agree import NOT_ALIKE, Agree, as_numbers, kind_of, shape_text
from curso.text import Text

Array = NDArray[np.float64]

TRAINED_WITH = 0  # the seed of the lesson's table
MOST = 0.5  # of the error of least squares; a trained network gets about 0.2, the best constant 1.25
LEARNED = 0.9  # of it: with more, a model is no better than least squares to speak of
LIKE_PLANE = 0.25  # of it: whoever is nearer to the plane than this has a plane too
FLAT = 0.1  # of the spread of what was hired: less is the same answer for every hour
ALIGNED = 0.85  # correlation of forecasts that only lack their units


def foretells(y: Array) -> Agree:
    """Whether forecasts are off by at most half of what least squares is; or whether two models fail alike."""

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        X = np.asarray(args[0])
        want, got = _flaw(X, y, expected), _flaw(X, y, answer)
        if want == got:
            return None
        return NOT_ALIKE if got is None else _said(got, X, y, answer)

    return agree


def least_squares(X: Array) -> Array:
    """What least squares, fitted to the lesson's table, foretells for the hours of `X`."""
    forecast: Array = np.column_stack([X, np.ones(len(X))]) @ _plane()
    return forecast


def rmse(forecast: Array, y: Array) -> float:
    """Root of the mean of the squared errors, in bicycles."""
    return float(np.sqrt(np.mean((forecast - y) ** 2)))


@cache
def _plane() -> Array:
    X, y = bicycles(TRAINED_WITH)
    plane: Array = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y)[0].astype(np.float64)
    return plane


def _flaw(X: Array, y: Array, answer: Any) -> str | None:
    """What is wrong with forecasts, if anything, by what can be seen in them."""
    numbers = as_numbers(answer)
    if numbers is None:
        return "not_numbers"
    if numbers.size != len(X):
        return "not_one_each"
    if not np.isfinite(numbers).all():
        return "not_finite"
    forecast, plane = numbers.ravel(), least_squares(X)
    error, baseline = rmse(forecast, y), rmse(plane, y)
    if error <= MOST * baseline:
        return None
    if forecast.std() < FLAT * y.std():
        aligned = forecast.std() > 0 and np.corrcoef(forecast, y)[0, 1] > ALIGNED
        return "other_units" if aligned else "flat"
    if rmse(forecast, plane) < LIKE_PLANE * baseline:
        return "plane"
    return "half_way" if error < LEARNED * baseline else "no_better"


def _said(flaw: str, X: Array, y: Array, answer: Any) -> Text:
    if flaw == "not_numbers":
        return NOT_NUMBERS.format(kind=kind_of(answer))
    numbers = np.asarray(answer, dtype=float)
    if flaw == "not_one_each":
        return ONE_EACH.format(n=len(X), got=shape_text(numbers.shape))
    if flaw == "not_finite":
        return NOT_FINITE
    baseline = rmse(least_squares(X), y)
    return TOO_FAR.format(error=rmse(numbers.ravel(), y), most=MOST * baseline, baseline=baseline)


NOT_NUMBERS = Text(es="esperaba un número por hora y recibí {kind}", en="I expected one number per hour, got {kind}")
ONE_EACH = Text(
    es="esperaba un número por hora, {n} en total, y `predict` da un array de forma {got}",
    en="I expected one number per hour, {n} in all, and `predict` gives an array of shape {got}",
)
NOT_FINITE = Text(
    es="el modelo ha divergido: predice `nan` o `inf`", en="the model has diverged: it predicts `nan` or `inf`"
)
TOO_FAR = Text(
    es="en horas que no ha visto se equivoca en {error:.1f} bicicletas (raíz del error cuadrático medio), y se pide "
    "{most:.1f} como mucho: la mitad que los mínimos cuadrados, {baseline:.1f}",
    en="on hours that it has not seen it is off by {error:.1f} bicycles (root of the mean squared error), and "
    "{most:.1f} at most is asked for: half of what least squares gets, {baseline:.1f}",
)
