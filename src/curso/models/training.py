"""What training a neuron and training a network have in common: epochs, mini-batches, and a loss that runs away."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator

import numpy as np

from curso.models.activations import Array
from curso.models.faults import check_count, check_rate
from curso.text import Text

Step = Callable[[Array, Array, float], float]


def batches(X: Array, y: Array, size: int | None, random: np.random.Generator | None) -> Iterator[tuple[Array, Array]]:
    """The examples in groups of `size`, the last one perhaps smaller; in a new order if `random` is given.

    Parameters
    ----------
    X, y : as many rows each as there are examples.
    size : examples in a batch; None for all of them at once.
    random : shuffles the examples first; None leaves them in their order.
    """
    if random is not None:
        order = random.permutation(len(X))
        X, y = X[order], y[order]
    size = size or len(X)
    for first in range(0, len(X), size):
        yield X[first : first + size], y[first : first + size]


def train(
    step: Step,
    X: Array,
    y: Array,
    *,
    epochs: int,
    batch_size: int | None,
    learning_rate: float,
    seed: int | None,
    shuffle: bool,
) -> list[float]:
    """Go `epochs` times over the examples, one step a batch.

    Parameters
    ----------
    step : changes the model by one step on a batch, given the learning rate too, and returns the loss that the batch
        had before it. Where that is no finite number it changes nothing.
    X, y, batch_size : as in `batches`.
    seed, shuffle : whether the examples are put into a new order in each epoch, and the seed of those orders.

    Returns
    -------
    The mean loss of each epoch, as Keras reports it: of each example as it was when its batch came.

    Raises
    ------
    WrongInput : a parameter out of its range.

    Warns
    -----
    DivergenceWarning : the loss overflowed. Training ends there, with the parameters of the step before.
    """
    check_count("epochs", epochs)
    check_rate("learning_rate", learning_rate)
    if batch_size is not None:
        check_count("batch_size", batch_size)
    random = np.random.default_rng(seed) if shuffle else None
    losses: list[float] = []
    with np.errstate(over="ignore", invalid="ignore"):
        for epoch in range(1, epochs + 1):
            total = 0.0
            for X_batch, y_batch in batches(X, y, batch_size, random):
                loss = step(X_batch, y_batch, learning_rate)
                if not np.isfinite(loss):
                    _warn(RAN_AWAY.format(epoch=epoch, rate=learning_rate))
                    return losses
                total += loss * len(X_batch)
            losses.append(total / len(X))
    return losses


def _warn(said: Text) -> None:
    # The kind of warning is scikit-learn's, which takes a second to import and is not needed until now
    from curso.models.linear_regression import DivergenceWarning

    warnings.warn(str(said), DivergenceWarning, stacklevel=4)


RAN_AWAY = Text(
    es="El entrenamiento diverge en la época {epoch}: la pérdida ya no es un número finito. "
    "Usa un `learning_rate` menor que {rate:g} o escala las columnas de X.",
    en="Training diverges in epoch {epoch}: the loss is no longer a finite number. "
    "Use a `learning_rate` below {rate:g}, or scale the columns of X.",
)
