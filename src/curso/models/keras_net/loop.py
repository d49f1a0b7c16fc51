"""Training, epoch after epoch: callbacks, validation, early stopping, and an interruption that loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from curso.models.keras_net.best import Best
from curso.models.keras_net.epochs import Epochs
from curso.models.keras_net.logs import numbers_in
from curso.models.keras_net.validate import Evaluate
from curso.text import Text

PATIENCE = Text(
    es="Parada temprana en la época {epoch}: `{monitor}` no mejora desde la {best}, cuyos pesos quedan.",
    en="Stopped early in epoch {epoch}: `{monitor}` has not improved since {best}, whose weights are kept.",
)
NEVER_FINITE = Text(
    es="`{monitor}` no ha sido un número finito en ninguna época: quedan los pesos iniciales. Revisa los datos de "
    "validación y baja `learning_rate` o escala las columnas de X.",
    en="`{monitor}` has not been a finite number in any epoch: the first weights are kept. Look at the validation "
    "data, and lower `learning_rate` or scale the columns of X.",
)
BY_CALLBACK = Text(es="Un callback ha parado en la época {epoch}.", en="A callback stopped it in epoch {epoch}.")
INTERRUPTED = Text(
    es="Interrumpido tras {epochs} épocas: quedan los pesos de la mejor, la {best} (`{monitor}` {value:.4g}).",
    en="Interrupted after {epochs} epochs: the weights of the best, {best}, are kept (`{monitor}` {value:.4g}).",
)
NOTHING_YET = Text(
    es="Interrumpido antes de acabar una época: quedan los pesos iniciales.",
    en="Interrupted before an epoch had ended: the first weights are kept.",
)
NOT_FINITE = Text(
    es="`{monitor}` ya no es un número finito en la época {epoch}: baja `learning_rate` o escala las columnas de X.",
    en="`{monitor}` is no longer a finite number in epoch {epoch}: lower `learning_rate` or scale the columns of X.",
)


class Watcher(Protocol):
    """Shows a training while it runs."""

    def saw(self, history: Sequence[dict[str, float]]) -> None:
        """An epoch has ended; these are the logs of all until now."""


@dataclass
class Training:
    """How a training went.

    Parameters
    ----------
    history : the logs of each epoch, with what callbacks wrote into them.
    best : index of the epoch with the smallest monitored loss, or None.
    interrupted : whether somebody stopped it by hand.
    diverged : whether it ended because the loss was no longer a finite number.
    said : what there is to say about how it ended, if anything.
    """

    history: list[dict[str, float]] = field(default_factory=list)
    best: int | None = None
    interrupted: bool = False
    diverged: bool = False
    said: Text | None = None


def train(
    model: Any,
    epochs_of: Epochs,
    rows: int,
    *,
    epochs: int,
    batch_size: int,
    seed: int | None,
    patience: int | None,
    evaluate: Evaluate | None,
    callbacks: Sequence[Any],
    watcher: Watcher,
) -> Training:
    """Train `model` for `epochs` epochs of all `rows`, in a new order each, drawn with `seed`.

    Parameters
    ----------
    model : the compiled `keras.Model` whose epochs `epochs_of` runs.
    patience : stop after that many epochs without a smaller loss (of validation, where `evaluate` is given) and go
        back to the best weights; None for all epochs and the last weights.
    evaluate : gives the validation's logs after each epoch.
    callbacks : Keras's; they see the beginning and the end of the training and of each epoch. `fit` also calls them
        at batches where `epochs_of` runs by it.
    watcher : sees the logs of each epoch.

    Returns
    -------
    What happened. After an interruption the model has the best weights until then.
    """
    import keras

    random = np.random.default_rng(seed)
    monitor = "loss" if evaluate is None else "val_loss"
    best = Best(model, monitor, patience)
    done = Training()
    heard = keras.callbacks.CallbackList(
        [*callbacks, _writes_down(done)], model=model, epochs=epochs, steps=-(-rows // batch_size), verbose=0
    )
    model.stop_training = False
    logs: dict[str, float] = {}
    heard.on_train_begin()
    try:
        for epoch in range(epochs):
            heard.on_epoch_begin(epoch)
            logs = dict(epochs_of.run(random.permutation(rows), heard if callbacks else None))
            if evaluate is not None:
                heard.on_test_begin()
                judged = evaluate()
                heard.on_test_end(judged)
                logs |= {f"val_{name}": value for name, value in judged.items()}
            done.history.append(dict(logs))  # what callbacks write there changes neither the best nor when it ends
            best.saw(epoch, logs)
            heard.on_epoch_end(epoch, logs)
            watcher.saw(done.history)
            if not np.isfinite(logs["loss"]):
                done.diverged, done.said = True, NOT_FINITE.format(monitor="loss", epoch=epoch + 1)
            elif best.exhausted:
                done.said = PATIENCE.format(epoch=epoch + 1, monitor=monitor, best=(best.epoch or 0) + 1)
            elif model.stop_training:
                done.said = BY_CALLBACK.format(epoch=epoch + 1)
            if done.said is not None:
                break
        model.optimizer.finalize_variable_values(model.trainable_variables)
        if patience is not None or done.diverged:
            best.put_back()
        if patience is not None and best.epoch is None and not done.diverged:
            done.said = NEVER_FINITE.format(monitor=monitor)
    except KeyboardInterrupt:
        best.put_back()
        done.interrupted = True
        done.said = NOTHING_YET
        if best.epoch is not None:
            done.said = INTERRUPTED.format(
                epochs=len(done.history), best=best.epoch + 1, monitor=monitor, value=best.value
            )
    heard.on_train_end(logs)
    done.best = best.epoch
    return done


def _writes_down(done: Training) -> Any:
    """A Keras callback that comes last, and adds to the history what those before it wrote into an epoch's logs."""
    import keras

    class WritesDown(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            done.history[-1].update(numbers_in(logs or {}))

    return WritesDown()
