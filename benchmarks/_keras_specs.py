"""The exercises of the small Keras lesson, as our grader judges them. Importing this makes them known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curso.exercises.agree import as_numbers
from curso.exercises.spec import MODULES, Case, Spec
from curso.text import Text, verbatim

POINTS = 64  # new ones, on which the trained model is tried
RIGHT_AT_LEAST = 0.8
TOO_FEW = Text(
    es="acierta menos del 80 % de los puntos que no había visto", en="it gets less than 80 % of new points right"
)
HINTS = (verbatim("NumPy"), verbatim("Keras"))

MODULES["90"] = __name__


def relu(x: Any) -> Any:
    return np.maximum(x, 0)


def softmax(x: Any) -> Any:
    powers = np.exp(x - np.max(x))
    return powers / powers.sum()


def mse(a: Any, b: Any) -> float:
    return float(np.mean((np.asarray(a) - np.asarray(b)) ** 2))


def train() -> Any:
    """A network is judged by what it says of new points, whose labels the judge keeps."""
    raise NotImplementedError


def _vectors(random: np.random.Generator) -> Sequence[Case]:
    return [Case((random.normal(size=size),)) for size in (2, 5, 9)]


def _pairs(random: np.random.Generator) -> Sequence[Case]:
    return [Case((random.normal(size=size), random.normal(size=size))) for size in (2, 5, 9)]


def _new_points(random: np.random.Generator) -> Sequence[Case]:
    X = random.normal(size=(POINTS, 4)).astype("float32")
    return [Case((X,), ask="predict", expected=X.sum(axis=1) > 0)]


def _mostly_right(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    said = as_numbers(answer)
    if said is None or said.size != POINTS:
        return TOO_FEW
    return None if np.mean((said.ravel() > 0.5) == expected) >= RIGHT_AT_LEAST else TOO_FEW


SPECS = (
    Spec("90.relu", verbatim("ReLU"), relu, _vectors, HINTS),
    Spec("90.softmax", verbatim("softmax"), softmax, _vectors, HINTS),
    Spec("90.mse", verbatim("MSE"), mse, _pairs, HINTS),
    Spec("90.train", verbatim("train"), train, _new_points, HINTS, agree=_mostly_right, seconds=10.0),
)
