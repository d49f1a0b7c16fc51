"""Which of Keras's callbacks want to hear of every batch, and which cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from curso.models.faults import WrongInput
from curso.text import Text

BATCHES = Text(
    es="Épocas con `model.fit`: {names} quiere saber de cada lote, y una época compilada no se detiene en ellos.",
    en="Epochs with `model.fit`: {names} wants to hear of each batch, and a compiled epoch does not stop at them.",
)
NO_RESUMING = Text(
    es="`BackupAndRestore` no sirve aquí: cada `fit` empieza por la primera época. Guarda el modelo con "
    "`ModelCheckpoint` y, para seguir, pásalo en `model`.",
    en="`BackupAndRestore` cannot be used here: each `fit` begins with the first epoch. Save the model with "
    "`ModelCheckpoint` and, to go on, pass it as `model`.",
)
HOOKS = ("on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end")


def check_callbacks(callbacks: Iterable[Any]) -> None:
    """Raise `WrongInput` for a callback that would go on with an earlier training, in the middle of its epochs."""
    import keras

    if any(isinstance(each, keras.callbacks.BackupAndRestore) for each in callbacks):
        raise WrongInput(NO_RESUMING)


def wants_batches(callbacks: Iterable[Any]) -> list[str]:
    """Names of the classes among `callbacks` that have something to do at a batch."""
    return [type(each).__name__ for each in callbacks if _hears_batches(each)]


def _hears_batches(callback: Any) -> bool:
    import keras

    plain = keras.callbacks.Callback
    known = keras.callbacks
    if isinstance(callback, known.ModelCheckpoint):
        return callback.save_freq not in ("epoch", False)
    if isinstance(callback, known.TensorBoard):
        return callback.update_freq != "epoch" or bool(getattr(callback, "_should_trace", False))
    return any(
        name in vars(callback) or getattr(type(callback), name, None) is not getattr(plain, name) for name in HOOKS
    )
