"""What a batch logs, as plain numbers."""

from __future__ import annotations

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
