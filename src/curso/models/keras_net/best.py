"""The best weights so far, and when there has been no better for too long."""

from __future__ import annotations

from typing import Any

import numpy as np


class Best:
    """Keeps the weights of the epoch with the smallest value of `monitor`.

    Parameters
    ----------
    model : the `keras.Model` that trains.
    monitor : a name in the logs of an epoch, "val_loss" or "loss".
    patience : epochs without a better value after which `exhausted` is true; None for never.

    Attributes
    ----------
    epoch : the best one, counted from 0; None before the first.
    value : its value.
    """

    def __init__(self, model: Any, monitor: str, patience: int | None) -> None:
        self.model, self.monitor, self.patience = model, monitor, patience
        self.epoch: int | None = None
        self.value = np.inf
        self.exhausted = False
        self._weights = model.get_weights()

    def saw(self, epoch: int, logs: dict[str, float]) -> None:
        """An epoch has ended with these logs."""
        value = logs[self.monitor]
        if value < self.value:
            self.epoch, self.value, self._weights = epoch, value, self.model.get_weights()
        if self.patience is not None:
            since = epoch if self.epoch is None else epoch - self.epoch
            self.exhausted = since >= self.patience

    def put_back(self) -> None:
        """Give the model the best weights; those of the start if no epoch has ended with a finite value."""
        self.model.set_weights(self._weights)
