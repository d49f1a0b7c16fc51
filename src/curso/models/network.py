"""A network of dense layers that learns by backpropagation. NumPy only; the chain rule stands in `backward`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from curso.models.activations import Array
from curso.models.faults import WrongInput, check_count
from curso.models.gradient_check import check
from curso.models.losses import activation_named, loss_named
from curso.models.training import train
from curso.text import Text


@dataclass(frozen=True)
class Flow:
    """What each layer computed for m examples.

    Parameters
    ----------
    sums : z of each layer, shape (m, units).
    outputs : the examples first, and then a = f(z) of each layer; `outputs[i]` is what went into layer i.
    """

    sums: list[Array]
    outputs: list[Array]


class Network:
    """Dense layers one after the other: a⁰ = x, zⁱ = aⁱ⁻¹Wⁱ + bⁱ, aⁱ = fⁱ(zⁱ).

    Parameters
    ----------
    sizes : numbers in an example, and then units in each layer: [2, 3, 1] has two layers.
    activations : "linear", "sigmoid", "tanh", "relu" or "softmax", one for each layer.
    loss : "mse", "binary_crossentropy" (after a sigmoid) or "categorical_crossentropy" (after a softmax).
    seed : of the weights, uniform within ±√(6 / (inputs + units)) as in Keras (Glorot and Bengio, 2010); biases are 0.

    Attributes
    ----------
    weights, biases : of each layer, shapes (inputs, units) and (units,).

    Raises
    ------
    WrongInput : here and in every method, for an argument that does not fit, with what is wanted instead.
    """

    def __init__(self, sizes: Sequence[int], activations: Sequence[str], loss: str = "mse", seed: int = 0) -> None:
        if len(sizes) < 2 or len(activations) != len(sizes) - 1:
            raise WrongInput(NOT_ONE_EACH.format(layers=len(sizes) - 1, activations=len(activations)))
        for size in sizes:
            check_count("sizes", size)
        self.sizes = list(sizes)
        self.activations = [activation_named(name) for name in activations]
        self.loss = loss_named(loss, self.activations[-1])
        random = np.random.default_rng(seed)
        self.weights: list[Array] = []
        self.biases: list[Array] = []
        for inputs, units in pairwise(sizes):
            limit = np.sqrt(6 / (inputs + units))
            self.weights.append(random.uniform(-limit, limit, (inputs, units)))
            self.biases.append(np.zeros(units))

    def count_params(self) -> int:
        """How many numbers training can change: inputs · units weights and as many biases as units in each layer."""
        return sum(W.size + b.size for W, b in zip(self.weights, self.biases, strict=True))

    def forward(self, X: ArrayLike) -> Flow:
        """Every layer's sums and outputs for the examples `X`, shape (m, sizes[0])."""
        a = np.asarray(X, dtype=np.float64)
        if a.ndim != 2 or a.shape[1] != self.sizes[0]:
            raise WrongInput(OTHER_WIDTH.format(d=self.sizes[0], shape=a.shape))
        flow = Flow([], [a])
        for W, b, f in zip(self.weights, self.biases, self.activations, strict=True):
            z = a @ W + b
            a = f(z)
            flow.sums.append(z)
            flow.outputs.append(a)
        return flow

    def predict(self, X: ArrayLike) -> Array:
        """What the last layer gives for the examples `X`: shape (m, sizes[-1])."""
        return self.forward(X).outputs[-1]

    def cost(self, flow: Flow, y: ArrayLike) -> float:
        """The loss of what `forward` computed, with targets `y`, shape (m, sizes[-1]), or (m,) if that is 1."""
        z = flow.sums[-1]
        return self.loss.value(z, self.targets(y, z), self.activations[-1])

    def backward(self, flow: Flow, y: ArrayLike) -> list[tuple[Array, Array]]:
        """∂L/∂W and ∂L/∂b of each layer, the first one first. `flow` and `y` as in `cost`."""
        z = flow.sums[-1]
        delta = self.loss.slope(z, self.targets(y, z), self.activations[-1])  # ∂L/∂z of the last layer
        gradients = []
        for i in reversed(range(len(self.weights))):
            dW = flow.outputs[i].T @ delta  # ∂L/∂W = ∂L/∂z · ∂z/∂W, and z = aW + b, so ∂z/∂W is a
            db = delta.sum(axis=0)  # ∂z/∂b is 1
            gradients.append((dW, db))
            if i > 0:
                da = delta @ self.weights[i].T  # ∂L/∂a of the layer before: ∂z/∂a is W
                delta = self.activations[i - 1].back(da, flow.sums[i - 1])  # its ∂L/∂z = ∂L/∂a · f′(z)
        return gradients[::-1]

    def step(self, X: ArrayLike, y: ArrayLike, learning_rate: float) -> float:
        """One step down the gradient; returns the loss before it. If that is not finite, nothing changes."""
        flow = self.forward(X)
        loss = self.cost(flow, y)
        if np.isfinite(loss):
            for i, (dW, db) in enumerate(self.backward(flow, y)):
                self.weights[i] = self.weights[i] - learning_rate * dW
                self.biases[i] = self.biases[i] - learning_rate * db
        return loss

    def fit(
        self, X: ArrayLike, y: ArrayLike, epochs: int, batch_size: int | None = 32, learning_rate: float = 0.1,
        seed: int | None = 0, shuffle: bool = True,
    ) -> list[float]:  # fmt: skip
        """Mini-batch gradient descent from the weights as they are now; takes and returns what `Neuron.fit` does."""
        rows = np.asarray(X, dtype=np.float64)
        targets = self.targets(y, self.forward(rows).sums[-1])
        return train(self.step, rows, targets, epochs=epochs, batch_size=batch_size, learning_rate=learning_rate,
                     seed=seed, shuffle=shuffle)  # fmt: skip

    def gradient_check(self, X: ArrayLike, y: ArrayLike, h: float = 1e-5) -> float:
        """Relative error of `backward` beside nudging each parameter by ±h: below 1e-6 if it is right.

        Examples that bring a relu close to its corner are left out: there a nudge sees both slopes. Check an
        untrained network: at a minimum both gradients are hardly more than rounding.
        """
        return check(self, X, y, h)

    def targets(self, y: ArrayLike, z: Array) -> Array:
        """`y` in the shape of the last layer's sums `z`."""
        targets = np.asarray(y, dtype=np.float64)
        if targets.ndim == 1 and z.shape[1] == 1:
            targets = targets[:, None]
        if targets.shape != z.shape:
            raise WrongInput(OTHER_TARGETS.format(wanted=z.shape, shape=targets.shape))
        return targets


NOT_ONE_EACH = Text(
    es="Hace falta una activación por capa. Capas: {layers} (los números de `sizes` menos uno); "
    "activaciones: {activations}.",
    en="There should be one activation for each layer. Layers: {layers} (the numbers in `sizes` less one); "
    "activations: {activations}.",
)
OTHER_WIDTH = Text(
    es="`X` debe tener la forma (m, {d}): una fila por ejemplo y una columna por entrada. Forma recibida: {shape}.",
    en="`X` should have the shape (m, {d}): one row for each example, one column for each input. "
    "Received the shape {shape}.",
)
OTHER_TARGETS = Text(
    es="`y` debe tener la forma {wanted}, la de la salida (para clases: `np.eye(k)[y]`). Forma recibida: {shape}.",
    en="`y` should have the shape {wanted}, that of the output (for classes: `np.eye(k)[y]`). "
    "Received the shape {shape}.",
)
