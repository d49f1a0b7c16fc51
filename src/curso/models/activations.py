"""Activations, their derivatives, and the step of the chain rule through each of them.

All of them work on arrays of any shape and neither overflow nor lose their meaning at ±1000: `exp` is only
taken of numbers that are not positive.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def linear(z: ArrayLike) -> Array:
    """z itself."""
    return np.array(z, dtype=np.float64)


def linear_derivative(z: ArrayLike) -> Array:
    """1 everywhere."""
    return np.ones_like(z, dtype=np.float64)


def sigmoid(z: ArrayLike) -> Array:
    """σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1; for negative z as eᶻ / (1 + eᶻ), which is the same number."""
    z = np.asarray(z, dtype=np.float64)
    small = np.exp(-np.abs(z))
    value: Array = np.where(z >= 0, 1.0, small) / (1.0 + small)
    return value


def sigmoid_derivative(z: ArrayLike) -> Array:
    """σ′(z) = σ(z) (1 − σ(z)), where 1 − σ(z) is σ(−z): subtracting would leave 0 from z = 37 on."""
    z = np.asarray(z, dtype=np.float64)
    return sigmoid(z) * sigmoid(-z)


def tanh(z: ArrayLike) -> Array:
    """The hyperbolic tangent, between −1 and 1: 2σ(2z) − 1."""
    value: Array = np.tanh(np.asarray(z, dtype=np.float64))
    return value


def tanh_derivative(z: ArrayLike) -> Array:
    """tanh′(z) = 1 − tanh²(z)."""
    value: Array = 1.0 - tanh(z) ** 2
    return value


def relu(z: ArrayLike) -> Array:
    """z where it is positive, 0 elsewhere."""
    return np.maximum(np.asarray(z, dtype=np.float64), 0.0)


def relu_derivative(z: ArrayLike) -> Array:
    """1 where z is positive, 0 elsewhere; at 0, where there is no derivative, 0, as Keras takes it."""
    value: Array = (np.asarray(z, dtype=np.float64) > 0).astype(np.float64)
    return value


def softmax(z: ArrayLike) -> Array:
    """eᶻ / Σ eᶻ along the last axis: positive, adding up to 1. Taking the same number from every z changes nothing."""
    z = np.asarray(z, dtype=np.float64)
    small = np.exp(z - z.max(axis=-1, keepdims=True))
    value: Array = small / small.sum(axis=-1, keepdims=True)
    return value


def softmax_derivative(z: ArrayLike) -> Array:
    """∂aᵢ/∂zⱼ = aᵢ (1{i = j} − aⱼ): each output depends on every z, so z of shape (…, k) gives shape (…, k, k)."""
    a = softmax(z)
    value: Array = a[..., :, None] * (np.eye(a.shape[-1]) - a[..., None, :])
    return value


@dataclass(frozen=True)
class Activation:
    """An activation a = f(z) with its derivative.

    Parameters
    ----------
    name : as Keras calls it.
    value : f, from z of shape (…, k) to a of the same shape.
    derivative : f′(z) of the same shape, or, if each output depends on every z, ∂aᵢ/∂zⱼ of shape (…, k, k).
    """

    name: str
    value: Callable[[ArrayLike], Array]
    derivative: Callable[[ArrayLike], Array]

    def __call__(self, z: ArrayLike) -> Array:
        """a = f(z)."""
        return self.value(z)

    def back(self, gradient: Array, z: Array) -> Array:
        """∂L/∂z from `gradient` = ∂L/∂a, of the shape of z: the chain rule, ∂L/∂zⱼ = Σᵢ ∂L/∂aᵢ · ∂aᵢ/∂zⱼ."""
        slope = self.derivative(z)
        if slope.ndim == z.ndim:  # each output depends on its own z alone, and one term of the sum is left
            return gradient * slope
        summed: Array = (gradient[..., None, :] @ slope)[..., 0, :]
        return summed


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("linear", linear, linear_derivative),
        Activation("sigmoid", sigmoid, sigmoid_derivative),
        Activation("tanh", tanh, tanh_derivative),
        Activation("relu", relu, relu_derivative),
        Activation("softmax", softmax, softmax_derivative),
    )
}
