"""The loss of softmax regression with its derivative with respect to the logits, done right and done wrong.

Each takes logits and labels of shape (m, k) and returns the loss, a number, and ∂L/∂logits, of shape (m, k).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Slope = Callable[[Any, Any], tuple[float, Any]]
Trained = tuple[Any, Any, list[float]]


def cross_entropy(logits: Any, labels: Any) -> tuple[float, Any]:
    """The mean over the examples of −Σ y log softmax(z); the derivative is (softmax(z) − y) / m."""
    chances, logs = _softmax(logits)
    return float(-np.sum(labels * logs) / len(logits)), (chances - labels) / len(logits)


def softmax_twice(logits: Any, labels: Any) -> tuple[float, Any]:
    """The probabilities given where logits are wanted."""
    chances, _ = _softmax(logits)
    loss, back = cross_entropy(chances, labels)
    return loss, chances * (back - np.sum(back * chances, axis=1, keepdims=True))


def squared_error(logits: Any, labels: Any) -> tuple[float, Any]:
    """The mean squared error of linear regression."""
    return float(np.mean((logits - labels) ** 2)), 2 * (logits - labels) / labels.size


def summed(logits: Any, labels: Any) -> tuple[float, Any]:
    """The sum over the examples in place of the mean."""
    loss, back = cross_entropy(logits, labels)
    return loss * len(logits), back * len(logits)


def wrong_axis(logits: Any, labels: Any) -> tuple[float, Any]:
    """Softmax along the examples, and the mean over the classes.

    The derivative is the one that TensorFlow gives, which takes for granted that the labels add up to 1.
    """
    loss, back = cross_entropy(logits.T, labels.T)
    return loss, back.T


def _softmax(z: Any) -> tuple[Any, Any]:
    """Probabilities along the last axis, and their logarithms."""
    shifted = z - z.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return np.exp(logs), logs
