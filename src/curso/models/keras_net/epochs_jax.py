"""Epochs on JAX: `lax.scan` over the batches of an epoch, with the model's state passed from one to the next."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any, cast

import jax
import keras
import numpy as np
from numpy.typing import ArrayLike

from curso.models.keras_net.device import Device
from curso.models.keras_net.logs import plain
from curso.text import Text

WHY = Text(
    es="Épocas en una sola llamada compilada, con `lax.scan` de JAX.",
    en="Epochs in one compiled call, with JAX's `lax.scan`.",
)


class JaxEpochs:
    """Epochs of `model`, which is built, on JAX (see `Epochs`); `arrays` are x, y and perhaps weights.

    `model.train_step(state, batch)` is a pure function there: it takes the variables' values and returns new ones.
    """

    how = "jax"
    why = WHY

    def __init__(self, model: Any, arrays: tuple[Any, ...], batch_size: int, device: Device | None) -> None:
        self.model, self.batch_size, self.device = model, batch_size, device
        with self._place():
            self.parts = tuple(jax.numpy.asarray(array) for array in arrays)
        self._epoch = cast(Any, jax.jit(self._scan))
        rows = np.arange(len(arrays[0]), dtype=np.int32)
        self._epoch.eval_shape(self._state(), self.parts, *self._cut(rows))  # what cannot be traced raises here

    def run(self, order: ArrayLike, callbacks: Any = None) -> dict[str, float]:
        """One epoch over the rows `order` (see `Epochs.run`)."""
        self.model.reset_metrics()
        with self._place():
            logs, state = self._epoch(self._state(), self.parts, *self._cut(np.asarray(order, dtype=np.int32)))
        for variables, values in zip(self._variables(), state, strict=True):
            for variable, value in zip(variables, values, strict=True):
                variable.assign(value)
        return plain(logs)

    def _cut(self, rows: Any) -> tuple[Any, Any]:
        """The full batches, shape (batches, batch_size), and the rows that are left."""
        full = len(rows) // self.batch_size * self.batch_size
        return rows[:full].reshape(-1, self.batch_size), rows[full:]

    def _scan(self, state: Any, parts: Any, head: Any, tail: Any) -> Any:
        def step(state: Any, rows: Any) -> Any:
            batch = keras.utils.pack_x_y_sample_weight(*(part[rows] for part in parts))
            logs, state = self.model.train_step(state, batch)
            return tuple(map(list, state)), logs

        logs: Any = {}
        if len(head):
            state, all_logs = jax.lax.scan(step, state, head)
            logs = jax.tree.map(lambda each: each[-1], all_logs)
        if len(tail):
            state, logs = step(state, tail)
        return logs, state

    def _variables(self) -> tuple[list[Any], ...]:
        model = self.model
        return (
            model.trainable_variables,
            model.non_trainable_variables,
            model.optimizer.variables,
            model.metrics_variables,
        )

    def _state(self) -> tuple[list[Any], ...]:
        return tuple([variable.value for variable in variables] for variables in self._variables())

    def _place(self) -> Any:
        return nullcontext() if self.device is None else self.device.scope()
