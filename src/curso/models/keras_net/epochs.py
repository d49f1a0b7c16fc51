"""The seam between KerasNet and what runs its epochs: `compile_epochs` chooses a way, `Epochs.run` runs one.

`fit` comes back to Python after every batch; here a whole epoch is one call where the model allows it. What a batch
does is in either case the model's own `train_step`: losses, metrics, penalties and optimizer are Keras's.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from curso.models.faults import WrongInput
from curso.models.keras_net.build import build
from curso.models.keras_net.device import Device
from curso.text import Text, verbatim

How = Literal["auto", "xla", "graph", "jax", "fit"]
HOWS = ("auto", "xla", "graph", "jax", "fit")
COMPILED = {"tensorflow": ("xla", "graph"), "jax": ("jax",)}

UNKNOWN = Text(
    es='`how` debe ser "auto", "xla", "graph", "jax" o "fit". Valor recibido: {got!r}.',
    en='`how` should be "auto", "xla", "graph", "jax" or "fit". Received: {got!r}.',
)
ANOTHER_BACKEND = Text(
    es='`how="{how}"` no existe con Keras sobre {backend}. Usa "auto".',
    en='`how="{how}"` does not exist with Keras on {backend}. Use "auto".',
)
NOT_COMPILED = Text(
    es="El modelo no está compilado: llama antes a `model.compile(loss=…, optimizer=…)`.",
    en="The model is not compiled: call `model.compile(loss=…, optimizer=…)` first.",
)
ASKED = Text(es='Épocas con "{how}", como has pedido.', en='Epochs with "{how}", as you asked.')
BY_FIT = Text(es="Épocas con `model.fit`: {why}.", en="Epochs with `model.fit`: {why}.")
NO_LOOP = Text(
    es="con Keras sobre {backend} no hay épocas compiladas", en="with Keras on {backend} there are no compiled epochs"
)
FAILED = Text(
    es="la función compilada no se pudo construir ({error})", en="the compiled function could not be built ({error})"
)


class Epochs(Protocol):
    """What runs epochs of one model on one data set.

    Attributes
    ----------
    how : which way runs: "xla", "graph", "jax" or "fit".
    why : one line that says what was chosen, and why.
    """

    how: str
    why: Text

    def run(self, order: ArrayLike, callbacks: Any = None) -> dict[str, float]:
        """One epoch over the rows `order` (integers, already shuffled), the last smaller batch included.

        Parameters
        ----------
        order : row numbers, shape (n,), n ≥ 1; cut into batches from the first to the last.
        callbacks : what has `on_train_batch_begin` and `on_train_batch_end`, such as a
            `keras.callbacks.CallbackList`. Only "fit" comes back to Python between batches, so only "fit" calls it.

        Returns
        -------
        What `fit` logs for an epoch: {"loss": …, metric: …}. Weights and the optimizer's state are in the model.
        `fit` also ends with `model.optimizer.finalize_variable_values(…)`, once after the last epoch: no way of
        running epochs does that, so whoever trains calls it at the end (it matters to averaged weights only).
        """


class EpochsError(WrongInput):
    """Epochs that cannot be run as asked; `sentence` says why in both languages."""


def compile_epochs(
    model: Any,
    x: Any,
    y: Any,
    sample_weight: Any = None,
    *,
    batch_size: int = 32,
    how: How = "auto",
    device: Device | None = None,
    epochs: int | None = None,
) -> Epochs:
    """Choose how the epochs of `model` over (x, y) will be run, and get that ready.

    Parameters
    ----------
    model : a compiled `keras.Model`. It is built if it was not; its weights, optimizer state, metrics and random
        seeds are otherwise left as they are.
    x, y, sample_weight : arrays of n rows each (weights of shape (n,)), or None for the last. Lists and dicts of
        arrays, sparse matrices and strings go to `model.fit`.
    batch_size : rows of a batch.
    how : "auto" tries on a few batches what is fastest here. On TensorFlow "xla" and "graph" run a whole epoch in one
        compiled call; "jax" does so on JAX; "fit" is `model.fit`, with the same batches in the same order. What
        cannot be compiled runs by "fit" too, and `why` says so.
    device : where to run (see `choose_device`); where Keras puts things by default.
    epochs : how many are expected, if known: "auto" does not spend a compilation on a short training.

    Raises
    ------
    EpochsError : an unknown `how`, one of another backend, or a model that is not compiled.
    """
    import keras

    backend = keras.config.backend()
    if how not in HOWS:
        raise EpochsError(UNKNOWN.format(got=how))
    ways = COMPILED.get(backend, ())
    if how not in ("auto", "fit", *ways):
        raise EpochsError(ANOTHER_BACKEND.format(how=how, backend=verbatim(backend)))
    if not getattr(model, "compiled", False):
        raise EpochsError(NOT_COMPILED)

    from curso.models.keras_net.epochs_fit import FitEpochs, reason_for_fit

    def by_fit(why: Text) -> Epochs:
        return FitEpochs(model, x, y, sample_weight, batch_size, why)

    if how == "fit":
        return by_fit(ASKED.format(how=how))
    reason = reason_for_fit(model, x, y, sample_weight)
    if reason is None and not ways:
        reason = NO_LOOP.format(backend=backend)
    if reason is not None:
        return by_fit(BY_FIT.format(why=reason))
    try:
        return _compiled(model, x, y, sample_weight, batch_size, how, device, epochs)
    except Exception as error:  # whatever a model's own code or a compiler raises: `fit` then runs it or says it better
        return by_fit(BY_FIT.format(why=FAILED.format(error=_first_line(error))))


def _compiled(
    model: Any, x: Any, y: Any, weight: Any, batch_size: int, how: How, device: Device | None, epochs: int | None
) -> Epochs:
    import keras

    arrays = tuple(_as_fit_sees_it(each) for each in (x, y, weight) if each is not None)
    with nullcontext() if device is None else device.scope():
        build(model, arrays, batch_size)
    if keras.config.backend() == "jax":
        from curso.models.keras_net.epochs_jax import JaxEpochs

        return JaxEpochs(model, arrays, batch_size, device)
    from curso.models.keras_net.epochs_tensorflow import compile_tensorflow

    return compile_tensorflow(model, arrays, batch_size, how, device, epochs)


def _as_fit_sees_it(values: Any) -> NDArray[Any]:
    """An array as `fit` hands it to the model: floats as Keras's default float, whole numbers as they are."""
    import keras

    array = np.asarray(values)
    return array.astype(keras.config.floatx(), copy=False) if array.dtype.kind == "f" else array


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:160]}" if lines else type(error).__name__
