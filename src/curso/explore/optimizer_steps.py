"""The eight optimizers of the course, as Keras has them: each turns one gradient after another into steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from curso.explore.bowl import Array

Rule = Callable[[Array], Array]  # from a gradient to what is added to the parameters; it remembers the ones before
TINY = 1e-7  # ε of Keras


def sgd(rate: float, momentum: float = 0.0) -> Rule:
    """−αg, and with momentum v ← βv − αg, which is the step."""
    v: Array = np.zeros(1)

    def step(g: Array) -> Array:
        nonlocal v
        v = momentum * v - rate * g
        return v

    return step


def rmsprop(rate: float, rho: float = 0.9) -> Rule:
    """−αg/√(v + ε), with v the moving mean of g²."""
    v: Array = np.zeros(1)

    def step(g: Array) -> Array:
        nonlocal v
        v = rho * v + (1 - rho) * g**2
        return -rate * g / np.sqrt(v + TINY)

    return step


def adagrad(rate: float, start: float = 0.1) -> Rule:
    """−αg/√(s + ε), with s the sum of all g² so far, which begins at `start`."""
    s: Array = np.full(1, start)

    def step(g: Array) -> Array:
        nonlocal s
        s = s + g**2
        return -rate * g / np.sqrt(s + TINY)

    return step


def adadelta(rate: float, rho: float = 0.95) -> Rule:
    """αd, with d = −g √(u + ε)/√(v + ε): v and u are the moving means of g² and of the d² before."""
    v: Array = np.zeros(1)
    u: Array = np.zeros(1)

    def step(g: Array) -> Array:
        nonlocal v, u
        v = rho * v + (1 - rho) * g**2
        d = -g * np.sqrt(u + TINY) / np.sqrt(v + TINY)
        u = rho * u + (1 - rho) * d**2
        return rate * d

    return step


def adam(rate: float, beta_1: float = 0.9, beta_2: float = 0.999) -> Rule:
    """−α m̂/(√v̂ + ε), with m and v the moving means of g and g², both mended for their start at 0.

    Keras mends α instead of m and v, which makes its ε a little larger: the same here.
    """
    m: Array = np.zeros(1)
    v: Array = np.zeros(1)
    t = 0

    def step(g: Array) -> Array:
        nonlocal m, v, t
        t += 1
        m, v = m + (1 - beta_1) * (g - m), v + (1 - beta_2) * (g**2 - v)
        mended: float = rate * (1 - beta_2**t) ** 0.5 / (1 - beta_1**t)
        return -mended * m / (np.sqrt(v) + TINY)

    return step


def adamax(rate: float, beta_1: float = 0.9, beta_2: float = 0.999) -> Rule:
    """Adam with the largest |g|, which fades, in the place of √v."""
    m: Array = np.zeros(1)
    u: Array = np.zeros(1)
    t = 0

    def step(g: Array) -> Array:
        nonlocal m, u, t
        t += 1
        m, u = m + (1 - beta_1) * (g - m), np.maximum(beta_2 * u, np.abs(g))
        return -rate * m / ((1 - beta_1**t) * (u + TINY))

    return step


def nadam(rate: float, beta_1: float = 0.9, beta_2: float = 0.999) -> Rule:
    """Adam that looks one step ahead (Nesterov), with a β₁ that grows over the first steps."""
    m: Array = np.zeros(1)
    v: Array = np.zeros(1)
    t, product = 0, 1.0

    def step(g: Array) -> Array:
        nonlocal m, v, t, product
        t += 1
        now, after = (beta_1 * (1 - 0.5 * 0.96**k) for k in (t, t + 1))
        product *= now
        m, v = m + (1 - beta_1) * (g - m), v + (1 - beta_2) * (g**2 - v)
        ahead = after * m / (1 - product * after) + (1 - now) * g / (1 - product)
        return -rate * ahead / (np.sqrt(v / (1 - beta_2**t)) + TINY)

    return step


RULES: Mapping[str, Callable[[float], Rule]] = {
    "SGD": sgd,
    "momentum": partial(sgd, momentum=0.9),
    "RMSprop": rmsprop,
    "Adagrad": adagrad,
    "Adadelta": adadelta,
    "Adam": adam,
    "Adamax": adamax,
    "Nadam": nadam,
}
