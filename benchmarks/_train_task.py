"""What is trained in `training.py`: digits, four networks, and the watch that times an epoch and looks at accuracy."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

Array = NDArray[Any]
BATCH, RATE, DROP, UNITS, FILTERS, CELLS = 32, 1e-3, 0.2, 64, 8, 32
SHAPES = {"mlp": (64,), "mlp+dropout": (64,), "cnn": (8, 8, 1), "lstm": (8, 8)}
TARGETS = {"mlp": 0.97, "mlp+dropout": 0.97, "cnn": 0.97, "lstm": 0.95}


@dataclass(frozen=True)
class Task:
    """A network by its name, and the data in the shape that it takes."""

    network: str
    X: Array
    y: Array
    X_new: Array
    y_new: Array

    def orders(self, epochs: int) -> list[Array]:
        """The rows of each epoch, the same for every racer."""
        random = np.random.default_rng(0)
        return [random.permutation(len(self.X)).astype("int32") for _ in range(epochs)]

    def right(self, scores: Any) -> float:
        """Share of the new digits that the largest score names."""
        return float(np.mean(np.argmax(np.asarray(scores), axis=1) == self.y_new))


def task(network: str, copies: int = 8) -> Task:
    """1,437 digits to learn from, `copies` times with a little noise, and 360 others."""
    X, y = load_digits(return_X_y=True)
    X, X_new, y, y_new = train_test_split(X / 16, y, test_size=360, stratify=y, random_state=0)
    random = np.random.default_rng(0)
    X = np.concatenate([X + 0.1 * random.standard_normal(X.shape) for _ in range(copies)])
    shape = SHAPES[network]
    as_input = [each.reshape(-1, *shape).astype("float32") for each in (X, X_new)]
    return Task(network, as_input[0], np.tile(y, copies).astype("int32"), as_input[1], y_new)


@dataclass
class Watch:
    """Times epochs; looking at the accuracy is not counted.

    Attributes
    ----------
    seconds : of each epoch; the first includes building and compiling.
    reached : seconds until the accuracy on new digits was `target`, or None.
    """

    target: float
    seconds: list[float] = field(default_factory=list)
    reached: float | None = None
    best: float = 0.0

    def start(self) -> None:
        """From now on the time counts."""
        self._mark = time.perf_counter()

    def epoch(self, accuracy: Callable[[], float]) -> None:
        """An epoch has ended."""
        self.seconds.append(time.perf_counter() - self._mark)
        now = accuracy()
        self.best = max(self.best, now)
        if self.reached is None and now >= self.target:
            self.reached = sum(self.seconds)
        self._mark = time.perf_counter()
