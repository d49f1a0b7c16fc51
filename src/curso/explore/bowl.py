"""The cost surface of a line: a bowl whose contours are ellipses, drawn exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Array = NDArray[np.float64]
Span = tuple[float, float]

LEVELS = tuple(digit * 10.0**power for power in range(-1, 6) for digit in (1.0, 3.0))
# light at the bottom, darker upwards; lightness alone tells the levels apart
LIGHT, DARK = np.array([247, 251, 255]) / 255, np.array([130, 170, 205]) / 255
LABEL: dict[str, Any] = {"fontsize": 9, "ha": "center", "va": "bottom", "color": "#3f5a73", "zorder": 2.7}
CIRCLE = np.linspace(0, 2 * np.pi, 121)


@dataclass(frozen=True)
class Bowl:
    """J(θ₀, θ₁) = lowest + ½ (θ − minimum)ᵀ H (θ − minimum): what J of a straight line always is.

    Parameters
    ----------
    minimum : θ where J is lowest, shape (2,).
    lowest : J there, in squared units of y.
    hessian : H = XᵀX/m, shape (2, 2): the curvature of J.
    """

    minimum: Array
    lowest: float
    hessian: Array

    @classmethod
    def of(cls, X: Array, y: Array) -> Bowl:
        """The surface of J(θ) = 1/(2m) Σ (Xθ − y)² for a design matrix of shape (m, 2) and y of shape (m,)."""
        minimum = np.linalg.lstsq(X, y, rcond=None)[0]
        return cls(np.asarray(minimum, dtype=np.float64), float(np.mean((X @ minimum - y) ** 2) / 2), X.T @ X / len(y))

    @property
    def limit(self) -> float:
        """2/L, with L the largest eigenvalue of H: with a learning rate above it gradient descent diverges."""
        return float(2 / np.linalg.eigvalsh(self.hessian)[-1])

    @property
    def condition(self) -> float:
        """κ, the largest eigenvalue of H over the smallest: the square of how long the ellipses are for their width."""
        low, high = np.linalg.eigvalsh(self.hessian)
        return float(high / low)

    def cost(self, theta: Array) -> Array:
        """J of parameters of shape (…, 2), in an array of shape (…)."""
        away = theta - self.minimum
        costs: Array = self.lowest + np.einsum("...i,ij,...j->...", away, self.hessian, away) / 2
        return costs

    def path(self, start: tuple[float, float] | Array, rate: float, steps: int) -> Array:
        """θ before the first step and after each one, shape (steps + 1, 2); it ends before numbers overflow."""
        theta = np.array(start, dtype=float)
        path = [theta]
        for _ in range(steps):
            theta = theta - rate * self.hessian @ (theta - self.minimum)
            if not np.abs(theta).max() < 1e100:
                break
            path.append(theta)
        return np.array(path)

    def contour(self, level: float) -> Array:
        """The ellipse where J = `level`, shape (121, 2)."""
        values, vectors = np.linalg.eigh(self.hessian)
        circle = np.array([np.cos(CIRCLE), np.sin(CIRCLE)]).T
        ellipse: Array = self.minimum + np.sqrt(2 * (level - self.lowest)) * (circle / np.sqrt(values)) @ vectors.T
        return ellipse


def draw_bowl(
    axes: Axes, bowl: Bowl, horizontal: Span, vertical: Span, ladder: tuple[float, ...] = LEVELS
) -> list[Artist]:
    """Contours of J, darker where J is higher, labelled with J.

    Parameters
    ----------
    axes : of θ₀ (horizontal) and θ₁ (vertical).
    horizontal, vertical : their limits, which are set.
    ladder : values of J, growing; those that lie in the picture are drawn.

    Returns
    -------
    What was drawn.
    """
    from matplotlib.collections import PolyCollection

    (left, right), (bottom, top) = horizontal, vertical
    highest = bowl.cost(np.array([(a, b) for a in horizontal for b in vertical])).max()
    levels = [level for level in ladder if 1.02 * bowl.lowest < level < highest][::-1]
    shades = np.linspace(1, 0, len(levels) + 1)[:, None]
    rectangle = np.array([(left, bottom), (right, bottom), (right, top), (left, top)])
    areas = [rectangle, *(bowl.contour(level) for level in levels)]
    colors = LIGHT + shades * (DARK - LIGHT)
    bands = PolyCollection(areas, facecolors=colors, edgecolors="white", linewidths=0.8, zorder=2.6)
    axes.add_collection(bands, autolim=False)
    axes.set(xlim=horizontal, ylim=vertical)
    drawn: list[Artist] = [bands]
    last, apart = bottom - (top - bottom), 0.055 * (top - bottom)
    for level, ellipse in zip(levels, areas[1:], strict=True):
        x, y = ellipse[np.argmin(ellipse[:, 1])]
        if level >= 1 and left < x < right and bottom < y > last + apart:
            last = y
            drawn.append(
                axes.text(x, y, f"{level:g}", fontsize=9, ha="center", va="bottom", color="#3f5a73", zorder=2.7)
            )
    return drawn
