"""Epochs run by `model.fit`, for what cannot be compiled: the same batches in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from curso.models.keras_net.logs import plain
from curso.text import Text

SEVERAL = Text(es="las entradas son varias matrices", en="the inputs are several arrays")
SPARSE = Text(es="hay una matriz dispersa", en="there is a sparse matrix")
NOT_NUMBERS = Text(es="los datos no son números", en="the data are not numbers")
ONLY_WEIGHTS = Text(es="hay pesos, pero no respuestas `y`", en="there are weights but no answers `y`")
EAGERLY = Text(
    es="el modelo está compilado con `run_eagerly=True`", en="the model was compiled with `run_eagerly=True`"
)
REPLICAS = Text(es="el modelo está repartido entre {n} dispositivos", en="the model is spread over {n} devices")


def reason_for_fit(model: Any, x: Any, y: Any, sample_weight: Any) -> Text | None:
    """Why `model.fit` has to run this, known without trying; None if a compiled epoch may."""
    if model.run_eagerly:
        return EAGERLY
    if (replicas := _replicas(model)) > 1:
        return REPLICAS.format(n=replicas)
    if y is None and sample_weight is not None:
        return ONLY_WEIGHTS
    for data in (x, y, sample_weight):
        if isinstance(_as_tree(data), (dict, list, tuple)):
            return SEVERAL
        if _is_sparse(data):
            return SPARSE
        if data is not None and np.asarray(data).dtype.kind not in "biuf":
            return NOT_NUMBERS
    return None


def _replicas(model: Any) -> int:
    """How many devices share each batch: by a strategy of TensorFlow, or by a distribution of Keras on JAX."""
    import keras

    distribution = keras.distribution.distribution()
    if distribution is not None:
        return int(distribution.device_mesh.devices.size)
    return int(getattr(getattr(model, "distribute_strategy", None), "num_replicas_in_sync", 1))


class FitEpochs:
    """Epochs of `model` by `model.fit` (see `Epochs`); x, y and weights may be trees of arrays."""

    how = "fit"

    def __init__(self, model: Any, x: Any, y: Any, sample_weight: Any, batch_size: int, why: Text) -> None:
        self.model, self.data, self.batch_size, self.why = model, (x, y, sample_weight), batch_size, why

    def run(self, order: ArrayLike, callbacks: Any = None) -> dict[str, float]:
        """One epoch over the rows `order` (see `Epochs.run`)."""
        import keras

        rows = np.asarray(order)
        x, y, weight = (
            None if data is None else keras.tree.map_structure(lambda leaf: _take(leaf, rows), _as_tree(data))
            for data in self.data
        )
        batches = [] if callbacks is None else [_only_batches(callbacks)]
        kept = getattr(self.model, "history", None)
        with _not_finalised(self.model.optimizer):
            history = self.model.fit(
                x, y, sample_weight=weight, batch_size=self.batch_size, shuffle=False, verbose=0, callbacks=batches
            )
        self.model.history = kept  # `fit` leaves that of its one epoch there
        return plain({name: values[-1] for name, values in history.history.items()})


def _only_batches(callbacks: Any) -> Any:
    """A Keras callback that passes on what happens at batches; epochs and training are its owner's to announce."""
    import keras

    class Batches(keras.callbacks.Callback):  # type: ignore[misc]
        def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
            callbacks.on_train_batch_begin(batch, logs)

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            callbacks.on_train_batch_end(batch, logs)

    return Batches()


@contextmanager
def _not_finalised(optimizer: Any) -> Iterator[None]:
    """Each `fit` would end by writing averaged weights over the model's; that is for the end of the training."""
    optimizer = getattr(optimizer, "inner_optimizer", optimizer)  # of one that scales the loss
    if not getattr(optimizer, "use_ema", False):
        yield
        return
    optimizer.finalize_variable_values = lambda variables: None
    try:
        yield
    finally:
        del optimizer.finalize_variable_values


def _is_sparse(data: Any) -> bool:
    return type(data).__module__.startswith("scipy.sparse") or type(data).__name__ in ("SparseTensor", "BCOO")


def _as_tree(data: Any) -> Any:
    """Lists of numbers are arrays; lists and tuples of arrays are several inputs."""
    if isinstance(data, (list, tuple)) and not all(hasattr(part, "shape") for part in data):
        return np.asarray(data)
    return data


def _take(leaf: Any, rows: Any) -> Any:
    if _is_sparse(leaf) and hasattr(leaf, "tocsr"):
        return leaf.tocsr()[rows]
    return np.asarray(leaf)[rows]
