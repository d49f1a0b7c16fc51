"""Surfaces of two parameters for optimizers to race on, each hard in its own way; the lowest loss of each is 0."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from curso.explore.bowl import Array, Span
from curso.text import Text


@dataclass(frozen=True)
class Surface:
    """A loss of two parameters.

    Parameters
    ----------
    name : what it is called in the menu of the picture.
    loss : of points of shape (…, 2), in an array of shape (…).
    gradient : of the loss at one point, shape (2,).
    minima : where the loss is 0.
    start : where the race begins.
    across, along : limits of both axes in the picture.
    """

    name: Text
    loss: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    minima: tuple[tuple[float, float], ...]
    start: tuple[float, float]
    across: Span
    along: Span


def _ravine(p: Array) -> Array:
    loss: Array = 0.05 * p[..., 0] ** 2 + p[..., 1] ** 2
    return loss


def _ravine_gradient(p: Array) -> Array:
    return np.array([0.1 * p[0], 2.0 * p[1]])


def _banana(p: Array) -> Array:
    x, y = p[..., 0], p[..., 1]
    loss: Array = (1 - x) ** 2 + 10 * (y - x**2) ** 2
    return loss


def _banana_gradient(p: Array) -> Array:
    x, y = p
    return np.array([-2 * (1 - x) - 40 * x * (y - x**2), 20 * (y - x**2)])


def _saddle(p: Array) -> Array:
    x, y = p[..., 0], p[..., 1]
    loss: Array = x**2 / 2 + (y**2 - 4) ** 2 / 16
    return loss


def _saddle_gradient(p: Array) -> Array:
    x, y = p
    return np.array([x, y * (y**2 - 4) / 4])


WELLS = ((1.5, -0.5, 2.0, 1.0), (-1.2, 0.8, 1.0, 0.45))  # x, y, depth and squared width of each hollow
SLOPE = 0.1  # of the paraboloid that both lie in
DEEPEST = (1.36200929, -0.45395475)
LIFT = 1.7729540684214478  # makes the loss 0 there


def _hollows(p: Array) -> Array:
    loss: Array = LIFT + SLOPE * (p**2).sum(axis=-1)
    for x, y, depth, width in WELLS:
        loss = loss - depth * np.exp(-((p - (x, y)) ** 2).sum(axis=-1) / (2 * width))
    return loss


def _hollows_gradient(p: Array) -> Array:
    gradient: Array = 2 * SLOPE * p
    for x, y, depth, width in WELLS:
        away = p - (x, y)
        gradient = gradient + depth / width * away * np.exp(-(away @ away) / (2 * width))
    return gradient


RAVINE = Text(es="barranco: una elipse alargada", en="ravine: a long ellipse")
BANANA = Text(es="plátano: el valle curvo de Rosenbrock", en="banana: Rosenbrock's curved valley")
SADDLE = Text(es="silla: casi llana en el centro", en="saddle: nearly flat in the middle")
HOLLOWS = Text(es="dos hoyos: el más cercano no es el más hondo", en="two hollows: the nearer is not the deeper")

SURFACES: Mapping[str, Surface] = {
    "ravine": Surface(RAVINE, _ravine, _ravine_gradient, ((0.0, 0.0),), (-8.0, 2.0), (-9.5, 3.5), (-3.2, 3.2)),
    "banana": Surface(BANANA, _banana, _banana_gradient, ((1.0, 1.0),), (-1.2, 1.8), (-2.0, 2.0), (-0.8, 2.6)),
    "saddle": Surface(
        SADDLE, _saddle, _saddle_gradient, ((0.0, 2.0), (0.0, -2.0)), (-2.5, 0.05), (-3.2, 3.2), (-2.9, 2.9)
    ),
    "hollows": Surface(HOLLOWS, _hollows, _hollows_gradient, (DEEPEST,), (-2.6, 1.7), (-3.4, 3.4), (-2.4, 2.4)),
}
