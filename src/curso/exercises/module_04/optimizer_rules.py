"""The update rules of Keras's optimizers in NumPy, to judge by: with its default settings but for the rate."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Array = np.ndarray
Rule = Callable[[Array, Array], Array]  # weights, gradient -> new weights; it remembers what it has seen

RATES = {"sgd": 0.01, "rmsprop": 0.001, "adagrad": 0.001, "adadelta": 0.001} | dict.fromkeys(
    ("adam", "adamax", "nadam"), 0.001
)
SMALL = 1e-7


def rule(name: str, rate: float) -> Rule:
    """A fresh optimizer, by its name in Keras."""
    return MAKERS[name](rate)


def _sgd(rate: float) -> Rule:
    return lambda w, g: w - rate * g


def _rmsprop(rate: float) -> Rule:
    v: float | Array = 0.0

    def move(w: Array, g: Array) -> Array:
        nonlocal v
        v = 0.9 * v + 0.1 * g**2
        return w - rate * g / np.sqrt(v + SMALL)

    return move


def _adagrad(rate: float) -> Rule:
    total: float | Array = 0.1

    def move(w: Array, g: Array) -> Array:
        nonlocal total
        total = total + g**2
        return w - rate * g / np.sqrt(total + SMALL)

    return move


def _adadelta(rate: float) -> Rule:
    slopes: float | Array = 0.0
    steps: float | Array = 0.0

    def move(w: Array, g: Array) -> Array:
        nonlocal slopes, steps
        slopes = 0.95 * slopes + 0.05 * g**2
        step: Array = np.sqrt(steps + SMALL) * g / np.sqrt(slopes + SMALL)
        steps = 0.95 * steps + 0.05 * step**2
        new: Array = w - rate * step
        return new

    return move


def _adam(rate: float) -> Rule:
    m: float | Array = 0.0
    v: float | Array = 0.0
    t = 0

    def move(w: Array, g: Array) -> Array:
        nonlocal m, v, t
        t += 1
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        scale = rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        new: Array = w - scale * m / (np.sqrt(v) + SMALL)
        return new

    return move


def _adamax(rate: float) -> Rule:
    m: float | Array = 0.0
    largest: float | Array = 0.0
    t = 0

    def move(w: Array, g: Array) -> Array:
        nonlocal m, largest, t
        t += 1
        m, largest = 0.9 * m + 0.1 * g, np.maximum(0.999 * largest, np.abs(g))
        return w - rate * m / ((1 - 0.9**t) * (largest + SMALL))

    return move


def _nadam(rate: float) -> Rule:
    m: float | Array = 0.0
    v: float | Array = 0.0
    t, product = 0, 1.0

    def move(w: Array, g: Array) -> Array:
        nonlocal m, v, t, product
        t += 1
        now, then = (0.9 * (1 - 0.5 * 0.96**k) for k in (t, t + 1))
        product *= now
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        ahead = then * m / (1 - product * then) + (1 - now) * g / (1 - product)
        return w - rate * ahead / (np.sqrt(v / (1 - 0.999**t)) + SMALL)

    return move


MAKERS: dict[str, Callable[[float], Rule]] = {
    "sgd": _sgd,
    "rmsprop": _rmsprop,
    "adagrad": _adagrad,
    "adadelta": _adadelta,
    "adam": _adam,
    "adamax": _adamax,
    "nadam": _nadam,
}
