"""Training on several machines at once, as the environment variable TF_CONFIG describes them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from curso.models.faults import WrongInput
from curso.models.keras_net.build import build
from curso.models.keras_net.logs import plain
from curso.models.keras_net.parts import Data
from curso.text import Text

SHARED = Text(
    es="Entrenan {n} procesos a la vez (TF_CONFIG); este es el {index}. Cada lote se reparte entre ellos.",
    en="{n} processes train together (TF_CONFIG); this is number {index}. Each batch is shared out among them.",
)
BY_WORKERS = Text(
    es="Cada proceso calcula su parte de cada lote, y todos dan el mismo paso.",
    en="Each process computes its share of each batch, and all take the same step.",
)
NOT_JSON = Text(
    es="TF_CONFIG no se entiende ({error}). Debe ser un JSON con `cluster` y `task`.",
    en="TF_CONFIG cannot be read ({error}). It should be JSON with `cluster` and `task`.",
)
SAME_SEED = Text(
    es="Varios procesos han de barajar igual: pasa un entero en `seed`.",
    en="Several processes have to shuffle alike: pass an integer as `seed`.",
)


def several_workers() -> Text | None:
    """A sentence about the processes that train together, or None where TF_CONFIG names no more than this one.

    Raises
    ------
    WrongInput : TF_CONFIG is there and is not what TensorFlow writes in it.
    """
    said = os.environ.get("TF_CONFIG")
    if not said:
        return None
    try:
        config = json.loads(said)
        task = config.get("task", {})
        workers, mine = _place(config.get("cluster", {}), task.get("type", "worker"), int(task.get("index", 0)))
    except (ValueError, TypeError, AttributeError) as error:
        raise WrongInput(NOT_JSON.format(error=error)) from error
    return SHARED.format(n=workers, index=mine + 1) if workers > 1 else None


@cache
def strategy_of_workers() -> Any:
    """`tf.distribute.MultiWorkerMirroredStrategy`, one for the whole process: it opens this worker's port.

    TensorFlow wants it made before anything else is computed, so call it at the very beginning where that is in doubt.
    """
    import tensorflow as tf

    return tf.distribute.MultiWorkerMirroredStrategy()


class SharedEpochs:
    """Epochs of one model by several processes (see `Epochs`): each batch is cut into one share for each of them.

    Keras's own `fit` reduces its first batch over the workers before it has built anything, and fails on arrays with
    `MultiWorkerMirroredStrategy`; what a share does is Keras's `train_step` all the same. Loss and gradients are means
    over the shares, which are of equal size but for one row.
    """

    how = "workers"

    def __init__(self, model: Any, data: Data, batch_size: int, strategy: Any, why: Text) -> None:
        import tensorflow as tf

        self.model, self.data, self.batch_size, self.why = model, data, batch_size, why
        # Not `num_replicas_in_sync`: the GPUs of one process go through its share together
        resolver = strategy.cluster_resolver
        self._workers, self._mine = _place(resolver.cluster_spec().as_dict(), resolver.task_type, resolver.task_id)
        arrays = tuple(part[:batch_size] for part in _parts(data))
        build(model, arrays, batch_size)
        self._step = tf.function(lambda part: strategy.run(model.train_step, args=(part,)), reduce_retracing=True)
        self._test = tf.function(lambda part: strategy.run(model.test_step, args=(part,)), reduce_retracing=True)

    def run(self, order: ArrayLike, callbacks: Any = None) -> dict[str, float]:
        """One epoch over the rows `order`, which is the same in every process (see `Epochs.run`)."""
        rows = np.asarray(order)
        self.model.reset_metrics()
        for number, first in enumerate(range(0, len(rows), self.batch_size)):
            if callbacks is not None:
                callbacks.on_train_batch_begin(number)
            batch = rows[first : first + self.batch_size]
            # A batch with fewer rows than processes goes to all of them: the mean of equal gradients is that gradient
            mine = batch if len(batch) < self._workers else np.array_split(batch, self._workers)[self._mine]
            self._step(_tensors(self.data.take(mine)))
            if callbacks is not None:
                callbacks.on_train_batch_end(number, self._logs())
        return self._logs()

    def evaluate(self, data: Data) -> dict[str, float]:
        """The logs on `data`, which every process goes through whole."""
        self.model.reset_metrics()
        self._test(_tensors(data))
        return self._logs()

    def _logs(self) -> dict[str, float]:
        return plain(self.model.get_metrics_result())


def _place(cluster: Mapping[str, Any], kind: str, index: int) -> tuple[int, int]:
    """How many processes train together, and which of them this is, from 0; TF_CONFIG counts each kind apart."""
    chiefs, workers = (len(cluster.get(each, ())) for each in ("chief", "worker"))
    return chiefs + workers, index + (chiefs if kind == "worker" else 0)


def _parts(data: Data) -> tuple[Any, ...]:
    return tuple(part for part in (data.x, data.y, data.weight) if part is not None)


def _tensors(data: Data) -> tuple[Any, ...]:
    import tensorflow as tf

    return tuple(tf.constant(part) for part in _parts(data))
