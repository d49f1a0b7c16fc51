"""What the validation data say after each epoch, as `model.evaluate` does, in few calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from curso.models.keras_net.logs import plain
from curso.models.keras_net.parts import Data

ROWS = 2048  # rows of a call: a mean over the examples does not depend on how they are cut
MEANS = ("sum_over_batch_size", "mean")  # what Keras calls such a mean

Evaluate = Callable[[], dict[str, float]]


def evaluator(model: Any, data: Data, batch_size: int, compiled: bool) -> Evaluate:
    """A function that gives the loss and the metrics of `model` on `data`, by the names that `evaluate` gives them.

    Parameters
    ----------
    model : a compiled model.
    data : the validation data.
    batch_size : rows of a batch where `model.evaluate` has to do it, or the loss is no mean over the examples.
    compiled : whether the epochs run compiled; then the model's own `test_step` is, too.
    """

    def by_evaluate() -> dict[str, float]:
        return plain(
            model.evaluate(
                data.x, data.y, sample_weight=data.weight, batch_size=batch_size, verbose=0, return_dict=True
            )
        )

    import keras

    if not compiled or keras.config.backend() != "tensorflow" or isinstance(data.x, (dict, list, tuple)):
        return by_evaluate
    mean = isinstance(model.loss, str) or getattr(model.loss, "reduction", None) in MEANS
    return _by_test_step(model, data, ROWS if mean else batch_size)


def _by_test_step(model: Any, data: Data, rows: int) -> Evaluate:
    import keras
    import tensorflow as tf

    def tensor(values: Any) -> Any:
        array = np.asarray(values)
        return tf.constant(array.astype(keras.config.floatx()) if array.dtype.kind == "f" else array)

    parts = [tensor(a) for a in (data.x, data.y, data.weight) if a is not None]
    n = len(data.y)
    pieces = [tuple(part[first : first + rows] for part in parts) for first in range(0, n, rows)]
    step = tf.function(model.test_step, reduce_retracing=True)

    def by_test_step() -> dict[str, float]:
        model.reset_metrics()
        logs: dict[str, Any] = {}
        for piece in pieces:
            logs = step(piece)
        return plain(logs)

    return by_test_step
