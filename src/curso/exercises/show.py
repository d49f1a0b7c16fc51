"""Writes a call and a value the way a learner would: short, with the names of the parameters."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

LONGEST = 70


def value_text(value: Any, longest: int = LONGEST) -> str:
    """`value` on one line of at most about `longest` characters; arrays with four significant digits."""
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=4, threshold=12, edgeitems=3, separator=", ", suppress_small=True)
        text = " ".join(text.split())
        if len(text) > longest:
            return f"array({value.shape[0]}×…, shape={value.shape})" if value.ndim > 1 else text[: longest - 1] + "…"
        return f"array({text})" if value.ndim else text
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        inner = ", ".join(value_text(v, longest) for v in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    text = repr(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def call_text(name: str, reference: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """`cost(theta0=0, theta1=1, x=[1, 2], y=[3, 5])`: the call with the parameters' names."""
    names = list(inspect.signature(reference).parameters)
    shown = (f"{n}={value_text(a, 48)}" for n, a in zip(names, args, strict=False))
    return f"{name}({', '.join(shown)})"
