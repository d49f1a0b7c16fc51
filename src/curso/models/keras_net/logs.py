"""What a batch or a callback logs, as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np


def plain(logs: Any) -> dict[str, float]:
    """Logs with a number for each name; those of a metric that has several, as F1 of each class, are name_0, name_1…"""
    numbers: dict[str, float] = {}
    for name, value in sorted(logs.items()):
        if isinstance(value, dict):
            numbers |= plain(value)
            continue
        array = np.asarray(value)
        if array.ndim == 0:
            numbers[name] = float(array)
        else:
            numbers |= {f"{name}_{index}": float(each) for index, each in enumerate(array.ravel())}
    return numbers


def numbers_in(logs: Mapping[str, Any]) -> dict[str, float]:
    """Those of the logs that are numbers: a callback may write anything into them."""
    numbers: dict[str, float] = {}
    for name, value in logs.items():
        with suppress(TypeError, ValueError):
            numbers[name] = float(value)
    return numbers
