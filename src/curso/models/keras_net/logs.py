"""What a batch logs, as plain numbers."""

from __future__ import annotations

from typing import Any

import numpy as np


def plain(logs: Any) -> dict[str, Any]:
    """Logs as `fit` gives them: a number for each name, or an array where a metric has several."""
    numbers: dict[str, Any] = {}
    for name, value in sorted(logs.items()):
        if isinstance(value, dict):
            numbers |= plain(value)
            continue
        array = np.asarray(value)
        numbers[name] = float(array) if array.ndim == 0 else array
    return numbers
