"""Examples of two classes on a plane: those that the neuron's picture offers, and the reader's own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from curso.explore.bowl import Array
from curso.explore.sample import refuse
from curso.text import Text

OWN = Text(es="los datos de la lección", en="the lesson's data")
SEPARABLE = Text(es="dos grupos separados", en="two separate groups")
MIXED = Text(es="dos grupos que se mezclan", en="two groups that mix")
EXCLUSIVE = Text(es="XOR: cuatro puntos", en="XOR: four points")
POINTS = Text(es="una o más parejas de números finitos", en="one or more pairs of finite numbers")
ZEROS_AND_ONES = Text(es="un 0 o un 1 por ejemplo ({m} en total)", en="a 0 or a 1 for each example ({m} in all)")


@dataclass(frozen=True)
class Examples:
    """Points of two classes; `Examples.of(X, y)` makes them from arrays.

    Parameters
    ----------
    points : (x₁, x₂) of each example, shape (m, 2).
    labels : the class of each example, 0 or 1, shape (m,).
    name : what they are called in the menu of the picture.

    Raises
    ------
    ValueError : a point is no pair of finite numbers, or a label is neither 0 nor 1.
    """

    points: tuple[tuple[float, float], ...]
    labels: tuple[int, ...]
    name: Text = OWN

    def __post_init__(self) -> None:
        if not self.points or any(len(p) != 2 for p in self.points) or not np.isfinite(self.points).all():
            refuse("points", POINTS, self.points)
        if len(self.labels) != len(self.points) or not set(self.labels) <= {0, 1}:
            refuse("labels", ZEROS_AND_ONES.format(m=len(self.points)), self.labels)

    @classmethod
    def of(cls, X: ArrayLike, y: ArrayLike, name: Text = OWN) -> Examples:
        """The examples of an array of shape (m, 2) and labels 0 and 1 of shape (m,) or (m, 1)."""
        rows = np.atleast_2d(np.asarray(X, dtype=float)).tolist()
        return cls(tuple(tuple(row) for row in rows), tuple(int(label) for label in np.ravel(y)), name)

    @property
    def limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Ends of both axes, equally long, with room around the points."""
        low, high = np.min(self.points, axis=0), np.max(self.points, axis=0)
        half = 0.7 * float(max(*(high - low), 0.5))
        (across, along) = (low + high) / 2
        return (across - half, across + half), (along - half, along + half)


def _groups(name: Text, centres: tuple[tuple[float, float], ...], spread: float, seed: int) -> Examples:
    random = np.random.default_rng(seed)
    X: Array = np.concatenate([c + spread * random.standard_normal((20, 2)) for c in np.array(centres)])
    return Examples.of(X.round(2), np.repeat([0, 1], 20), name)


GROUPS = _groups(SEPARABLE, ((-1.3, -0.6), (1.3, 1.0)), 0.55, 3)
OVERLAP = _groups(MIXED, ((-0.8, -0.5), (0.8, 0.6)), 0.9, 1)
XOR = Examples(((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)), (0, 1, 1, 0), EXCLUSIVE)
