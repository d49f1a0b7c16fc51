"""Epochs on TensorFlow: the batches of an epoch run one after the other inside one compiled call.

The data lie on the device as tensors. `many` is a loop over batches that calls the model's own `train_step`, as a
TensorFlow graph or compiled by XLA; the last, smaller batch runs as a graph, so that XLA compiles one shape only.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import ArrayLike

from curso.models.keras_net.device import Device
from curso.models.keras_net.logs import plain
from curso.models.keras_net.randomness import random_algorithm
from curso.models.keras_net.trial import put_back, seconds_per_step
from curso.text import Text

PIECE = 64 * 2**20  # bytes of batches laid out at once: data that are larger go through in pieces
CLEARLY = 0.8  # the graph must need less than this share of XLA's time: what is close must not change from run to run
FEW = 3000  # steps in all that are over before XLA has paid for its compilation (measured: 1,200 to 10,000)
NOT_BY_XLA = (tf.errors.OpError, NotImplementedError, TypeError, ValueError)  # it has no kernel for it, or no shape

TRIED = Text(
    es="Épocas en una sola llamada compilada, con {how}: en la prueba, {xla:.3g} ms por lote con XLA y {graph:.3g} ms "
    "con un grafo.",
    en="Epochs in one compiled call, with {how}: in the trial, {xla:.3g} ms a batch with XLA and {graph:.3g} ms with "
    "a graph.",
)
AS_BEFORE = Text(
    es="Épocas en una sola llamada compilada, con {how}, lo más rápido con otro modelo igual.",
    en="Epochs in one compiled call, with {how}, the fastest way with another model like this one.",
)
NO_XLA = Text(
    es="Épocas en una sola llamada, con un grafo: XLA no puede compilar este modelo.",
    en="Epochs in one call, with a graph: XLA cannot compile this model.",
)
NO_XLA_BEFORE = Text(
    es="Épocas en una sola llamada, con un grafo: XLA no ha podido compilar otro modelo igual.",
    en="Epochs in one call, with a graph: XLA could not compile another model like this one.",
)
SHORT = Text(
    es="Épocas en una sola llamada, con un grafo: son tan pocos pasos que compilarlos con XLA tardaría más.",
    en="Epochs in one call, with a graph: so few steps that compiling them with XLA would take longer.",
)
ASKED = Text(
    es="Épocas en una sola llamada compilada, con {how}, como has pedido.",
    en="Epochs in one compiled call, with {how}, as you asked.",
)
NAMES = {"xla": Text(es="XLA", en="XLA"), "graph": Text(es="un grafo", en="a graph")}

_chosen: dict[Any, tuple[str, Text]] = {}  # the way, and why it is also that of the next model alike


def compile_tensorflow(
    model: Any, arrays: tuple[Any, ...], batch_size: int, how: str, device: Device | None, epochs: int | None = None
) -> TensorFlowEpochs:
    """What runs the epochs of `model` on TensorFlow (see `compile_epochs`); `arrays` are x, y and perhaps weights."""
    data = Data(arrays, batch_size, device)
    if how != "auto":
        return _warmed(model, data, how, ASKED.format(how=NAMES[how]))
    if data.batches == 0 or (epochs is not None and epochs * data.batches < FEW):
        return _warmed(model, data, "graph", SHORT)
    key = _likeness(model, data)
    if key not in _chosen:
        return _tried(model, data, key)
    try:
        return _warmed(model, data, *_chosen[key])
    except NOT_BY_XLA:
        return _warmed(model, data, "graph", NO_XLA)


def _warmed(model: Any, data: Data, how: str, why: Text) -> TensorFlowEpochs:
    way = TensorFlowEpochs(model, data, how, why)
    way.warm()
    return way


def _tried(model: Any, data: Data, key: Any) -> TensorFlowEpochs:
    ways = {how: TensorFlowEpochs(model, data, how, SHORT) for how in ("graph", "xla")}
    try:
        ways["xla"].warm()
    except NOT_BY_XLA:
        _chosen[key] = ("graph", NO_XLA_BEFORE)
        return _warmed(model, data, "graph", NO_XLA)
    ways["graph"].warm()
    touched = [v for way in ways.values() for v in way.variables()]
    times = {}
    with put_back(touched):
        for name, way in ways.items():
            times[name] = 1000 * seconds_per_step(way.steps, data.in_piece)
    best = "graph" if times["graph"] < CLEARLY * times["xla"] else "xla"
    ways[best].why = TRIED.format(how=NAMES[best], xla=times["xla"], graph=times["graph"])
    _chosen[key] = (best, AS_BEFORE.format(how=NAMES[best]))
    return ways[best]


class Data:
    """The arrays on the device, and how the batches of an epoch are cut.

    Attributes
    ----------
    batches : full batches of an epoch over all rows.
    in_piece : how many of them are laid out at once.
    """

    def __init__(self, arrays: tuple[Any, ...], batch_size: int, device: Device | None) -> None:
        self.device, self.batch_size = device, batch_size
        with self.place():
            self.parts = tuple(tf.convert_to_tensor(array) for array in arrays)
        self.rows = len(arrays[0])
        self.batches = self.rows // batch_size
        of_a_batch = batch_size * sum(array.nbytes for array in arrays) // max(1, self.rows)
        self.in_piece = max(1, min(self.batches, PIECE // max(1, of_a_batch)))

    def place(self) -> Any:
        """The scope of the device."""
        return nullcontext() if self.device is None else self.device.scope()

    def take(self, rows: tf.Tensor) -> tuple[tf.Tensor, ...]:
        """The rows of every array, in the shape of `rows` followed by that of a row."""
        return tuple(tf.gather(part, rows) for part in self.parts)


class TensorFlowEpochs:
    """Epochs of `model` as a graph or compiled by XLA (see `Epochs`)."""

    def __init__(self, model: Any, data: Data, how: str, why: Text) -> None:
        self.model, self.data, self.how, self.why = model, data, how, why
        # A train_step or compute_metrics of one's own may log what no metric knows: then the last batch's logs count.
        self._plain = all(
            getattr(type(model), name) is getattr(keras.Model, name) for name in ("train_step", "compute_metrics")
        )
        self._piece = tf.function(self._run_piece, autograph=False)
        self._last = tf.function(self._run_last, autograph=False, reduce_retracing=True)
        self._results = tf.function(model.get_metrics_result, autograph=False)
        self._many: Callable[..., None] = tf.function(self._run_many, autograph=False, jit_compile=how == "xla")

    def run(self, order: ArrayLike, callbacks: Any = None) -> dict[str, float]:
        """One epoch over the rows `order` (see `Epochs.run`)."""
        rows = np.asarray(order, dtype=np.int32)
        size, in_piece = self.data.batch_size, self.data.in_piece
        full = (len(rows) if self._plain else len(rows) - 1) // size
        self.model.reset_metrics()
        logs = None
        with self.data.place():
            for first in range(0, full, in_piece):
                count = min(in_piece, full - first)
                piece = np.zeros((in_piece, size), np.int32)
                piece[:count] = rows[first * size : (first + count) * size].reshape(count, size)
                self._piece(piece, np.int32(count))
            if full * size < len(rows):
                logs = self._last(rows[full * size :])
            if logs is None:
                logs = self._results()
        return plain(logs)

    def warm(self) -> None:
        """Trace and compile what an epoch runs, without running a step; what cannot be traced raises here."""
        if self.data.batches:
            self.steps(0)
        else:
            self._last.get_concrete_function(tf.TensorSpec((self.data.rows,), tf.int32))

    def steps(self, count: int) -> None:
        """Run the first `count` batches of the data."""
        shape = (self.data.in_piece, self.data.batch_size)
        with self.data.place():
            self._piece(np.arange(shape[0] * shape[1], dtype=np.int32).reshape(shape) % self.data.rows, np.int32(count))
            self._fence()

    def variables(self) -> list[Any]:
        """Every variable that a step reads or writes, seeds of random generators among them."""
        shape = (self.data.in_piece, self.data.batch_size)
        function = self._piece.get_concrete_function(tf.TensorSpec(shape, tf.int32), tf.TensorSpec((), tf.int32))
        optimizer = [v.value for v in self.model.optimizer.variables]
        return [*function.variables, *(v.value for v in self.model.variables), *optimizer]

    def _fence(self) -> None:
        """Wait until the device is done: what it computes is otherwise only queued."""
        self.model.optimizer.iterations.numpy()

    def _run_piece(self, rows: tf.Tensor, count: tf.Tensor) -> None:
        self._many(*self.data.take(rows), count)

    def _run_many(self, *parts_and_count: tf.Tensor) -> None:
        *parts, count = parts_and_count

        def step(i: tf.Tensor) -> tuple[tf.Tensor]:
            self.model.train_step(_packed([part[i] for part in parts]))
            return (i + 1,)

        on_cpu = self.data.device is None or self.data.device.kind == "cpu"
        with random_algorithm("threefry") if self.how == "xla" and on_cpu else nullcontext():
            tf.while_loop(lambda i: i < count, step, (tf.constant(0),))

    def _run_last(self, rows: tf.Tensor) -> Any:
        return self.model.train_step(_packed(self.data.take(rows)))


def _packed(parts: Any) -> Any:
    return keras.utils.pack_x_y_sample_weight(*parts)


def _likeness(model: Any, data: Data) -> Any:
    """What models have in common that take their steps alike."""
    loss = model.loss
    return (
        tuple(type(layer).__name__ for layer in model.layers),
        tuple(tuple(v.shape) for v in model.variables),
        type(model.optimizer).__name__,
        loss if isinstance(loss, str) else getattr(loss, "__name__", type(loss).__name__),
        data.batch_size,
        data.in_piece,
        tuple((tuple(part.shape[1:]), part.dtype.name) for part in data.parts),
        data.device and data.device.names,
    )
