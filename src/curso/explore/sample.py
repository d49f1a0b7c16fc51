"""The examples that the pictures of descent share, their cost surface, and what a config may hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from curso.explore.bowl import Array, Bowl
from curso.explore.figure import number
from curso.text import Text

TRUTH = (1.0, 2.0)  # θ₀ and θ₁ of the line that the data come from
MOST_STEPS = 10_000

WRONG = Text(
    es="`{name}` debe ser {wanted}. Valor recibido: {got!r}.",
    en="`{name}` should be {wanted}. Received: {got!r}.",
)
A_PAIR = Text(es="un par de números finitos", en="a pair of finite numbers")
POSITIVE = Text(es="un número mayor que 0", en="a number above 0")
NOT_NEGATIVE = Text(es="un número mayor o igual que 0", en="a number of 0 or more")
STEPS = Text(es="un entero entre 0 y 10 000", en="an integer from 0 to 10,000")


def refuse(name: str, wanted: Text, got: object) -> None:
    """Raise a ValueError that says what was wanted and what was found."""
    raise ValueError(str(WRONG.format(name=name, wanted=wanted, got=got)))


def check_rate(name: str, rate: float) -> None:
    """Refuse a learning rate that is not a positive number."""
    if not 0 < rate < np.inf:
        refuse(name, POSITIVE, rate)


def check_place(name: str, theta: Sequence[float]) -> None:
    """Refuse what is not a pair of finite numbers."""
    if len(theta) != 2 or not np.isfinite(theta).all():
        refuse(name, A_PAIR, theta)


def check_steps(steps: int) -> None:
    """Refuse a number of steps that is negative or too large to draw."""
    if not 0 <= steps <= MOST_STEPS:
        refuse("steps", STEPS, steps)


def check_noise(noise: float) -> None:
    """Refuse a standard deviation that is negative or not finite."""
    if not 0 <= noise < np.inf:
        refuse("noise", NOT_NEGATIVE, noise)


@lru_cache(maxsize=64)
def landscape(noise: float, seed: int) -> tuple[Array, Array, Bowl]:
    """Twenty-five examples (x, y) around the line 1 + 2x, and their cost surface."""
    x = np.linspace(-1.0, 3.0, 25)
    y = TRUTH[0] + TRUTH[1] * x + noise * np.random.default_rng(seed).standard_normal(len(x))
    return x, y, Bowl.of(np.column_stack([np.ones_like(x), x]), y)


def line(theta: Array) -> str:
    """h(x) for these parameters, such as "1.03 − 0.50 x"."""
    return f"{number(theta[0])} {'−' if theta[1] < 0 else '+'} {number(abs(theta[1]))} x"


def point(theta: Array) -> str:
    """A pair (θ₀, θ₁)."""
    return f"({number(theta[0])}, {number(theta[1])})"
