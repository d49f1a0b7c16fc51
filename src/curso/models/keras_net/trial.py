"""A short trial: how long a step takes, on the model itself, which is then put back as it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

LONG_ENOUGH = 0.02  # seconds; below this the clock and what else runs weigh too much
TIMES = 3


@contextmanager
def put_back(variables: Iterable[Any]) -> Iterator[None]:
    """Give `variables` (anything with `numpy()` and `assign`) the values they now have again when the block ends."""
    kept = [(variable, variable.numpy()) for variable in {id(v): v for v in variables}.values()]
    try:
        yield
    finally:
        for variable, value in kept:
            variable.assign(value)


def seconds_per_step(run: Callable[[int], object], most: int) -> float:
    """The best time of a step, in seconds; `run(steps)` is given as many steps (≤ `most`) as it takes to tell."""
    steps = 1
    while True:
        times = []
        for _ in range(TIMES):
            began = time.perf_counter()
            run(steps)
            times.append(time.perf_counter() - began)
            if times[-1] > 10 * LONG_ENOUGH:
                break
        if min(times) > LONG_ENOUGH or steps >= most:
            return min(times) / steps
        steps = min(most, 4 * steps)
