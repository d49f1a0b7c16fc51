"""Losses, averaged over the examples of a batch, and where the chain rule begins: ∂L/∂z of the last weighted sums.

The cross-entropies are computed from the weighted sums z, not from the probabilities a: the logarithm of a
probability that was rounded to 0 is −∞, whereas log σ(z) and log softmax(z) are ordinary numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from curso.models.activations import ACTIVATIONS, Activation, Array, sigmoid, softmax
from curso.models.faults import WrongInput, one_of, wrong
from curso.text import Text

NOT_TOGETHER = Text(
    es='La pérdida "{loss}" necesita la activación "{wanted}" a la salida. Activación recibida: "{got}".',
    en='The loss "{loss}" needs the activation "{wanted}" at the output. Received the activation "{got}".',
)


def mse(z: Array, y: Array, activation: Activation) -> float:
    """Mean of (a − y)² over all outputs of all examples, a = f(z)."""
    return float(np.mean((activation(z) - y) ** 2))


def mse_slope(z: Array, y: Array, activation: Activation) -> Array:
    """∂L/∂a = 2 (a − y) / n for n outputs in all, and through the activation to z."""
    return activation.back(2 * (activation(z) - y) / y.size, z)


def binary_crossentropy(z: Array, y: Array, activation: Activation) -> float:
    """Mean of −y log a − (1 − y) log(1 − a), a = σ(z), which is log(1 + eᶻ) − y z."""
    return float(np.mean(np.logaddexp(0.0, z) - y * z))


def binary_crossentropy_slope(z: Array, y: Array, activation: Activation) -> Array:
    """(a − y) / n: the derivatives of the logarithm and of the sigmoid cancel."""
    return (sigmoid(z) - y) / y.size


def categorical_crossentropy(z: Array, y: Array, activation: Activation) -> float:
    """Mean over the examples of −Σ y log a, a = softmax(z), where log aᵢ = zᵢ − log Σ eᶻ."""
    shifted = z - z.max(axis=-1, keepdims=True)
    log_a = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return float(-np.mean((y * log_a).sum(axis=-1)))


def categorical_crossentropy_slope(z: Array, y: Array, activation: Activation) -> Array:
    """(a − y) / m for m examples, if each row of y adds up to 1: here too the derivatives cancel."""
    slope: Array = (softmax(z) * y.sum(axis=-1, keepdims=True) - y) / len(y)
    return slope


@dataclass(frozen=True)
class Loss:
    """A loss L of the last weighted sums z, the targets y of the same shape, and the activation of the output.

    Parameters
    ----------
    name : as Keras calls it.
    value : L, a number.
    slope : ∂L/∂z, of the shape of z.
    output : the activation that it needs at the output, or None if any will do.
    """

    name: str
    value: Callable[[Array, Array, Activation], float]
    slope: Callable[[Array, Array, Activation], Array]
    output: str | None = None


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("mse", mse, mse_slope),
        Loss("binary_crossentropy", binary_crossentropy, binary_crossentropy_slope, "sigmoid"),
        Loss("categorical_crossentropy", categorical_crossentropy, categorical_crossentropy_slope, "softmax"),
    )
}


def activation_named(name: str) -> Activation:
    """The activation called `name`; `WrongInput` names those that there are."""
    if name not in ACTIVATIONS:
        raise wrong("activation", one_of(ACTIVATIONS), name)
    return ACTIVATIONS[name]


def loss_named(name: str, output: Activation) -> Loss:
    """The loss called `name`, for a model that ends in the activation `output`.

    Raises
    ------
    WrongInput : there is no such loss, or it does not go with that activation.
    """
    if name not in LOSSES:
        raise wrong("loss", one_of(LOSSES), name)
    loss = LOSSES[name]
    if loss.output not in (None, output.name):
        raise WrongInput(NOT_TOGETHER.format(loss=name, wanted=loss.output, got=output.name))
    return loss
