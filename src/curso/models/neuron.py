"""One neuron: a weighted sum, an activation, a loss, and gradient descent on it. NumPy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from curso.models.activations import Array
from curso.models.faults import WrongInput
from curso.models.losses import activation_named, loss_named
from curso.models.training import train
from curso.text import Text


class Neuron:
    """A neuron: ŷ = f(z), where z = w·x + b.

    Parameters
    ----------
    weights : w, one number for each column of the data, shape (d,).
    bias : b.
    activation : f, "linear", "sigmoid", "tanh" or "relu".
    loss : "mse", the mean of (ŷ − y)², or "binary_crossentropy", which needs a sigmoid. By default the sigmoid has
        the cross-entropy and the others "mse".

    Attributes
    ----------
    weights : w as it is now, shape (d,).
    bias : b as it is now.
    activation, loss : what was chosen, see `Activation` and `Loss`.

    Raises
    ------
    WrongInput : a name that there is not, a loss that does not go with the activation, weights that are no list.

    Examples
    --------
    >>> from curso.models import Neuron
    >>> neuron = Neuron([0.5, 2.0, -1.0], bias=4.0)
    >>> float(neuron.predict([2.0, -1.0, 3.0]))
    0.5
    """

    def __init__(
        self, weights: ArrayLike, bias: float = 0.0, activation: str = "sigmoid", loss: str | None = None
    ) -> None:
        self.weights: Array = np.array(weights, dtype=np.float64)
        if self.weights.ndim != 1:
            raise WrongInput(NO_LIST.format(shape=self.weights.shape))
        self.bias = float(bias)
        self.activation = activation_named(activation)
        self.loss = loss_named(loss or ("binary_crossentropy" if activation == "sigmoid" else "mse"), self.activation)

    @classmethod
    def random(cls, inputs: int, activation: str = "sigmoid", loss: str | None = None, seed: int | None = 0) -> Neuron:
        """A neuron that starts as a Keras `Dense(1)` does: bias 0, weights uniform within ±√(6 / (inputs + 1))."""
        limit = np.sqrt(6 / (inputs + 1))
        return cls(np.random.default_rng(seed).uniform(-limit, limit, inputs), 0.0, activation, loss)

    def weighted_sum(self, X: ArrayLike) -> Array:
        """z = w·x + b of each row of `X`, shape (m, d): shape (m,). A single example, shape (d,), gives one number."""
        rows = np.asarray(X, dtype=np.float64)
        if rows.ndim not in (1, 2) or rows.shape[-1] != len(self.weights):
            raise WrongInput(OTHER_WIDTH.format(d=len(self.weights), shape=rows.shape))
        z: Array = rows @ self.weights + self.bias
        return z

    def predict(self, X: ArrayLike) -> Array:
        """ŷ = f(z) of each row of `X`, shape (m, d): shape (m,). A single example, shape (d,), gives one number."""
        return self.activation(self.weighted_sum(X))

    def cost(self, X: ArrayLike, y: ArrayLike) -> float:
        """The loss on the examples `X`, shape (m, d), with targets `y`, shape (m,)."""
        z = self.weighted_sum(X)
        return self.loss.value(z, _targets(y, z), self.activation)

    def gradient(self, X: ArrayLike, y: ArrayLike) -> tuple[Array, float]:
        """∂L/∂w, shape (d,), and ∂L/∂b, on the examples `X`, shape (m, d), with targets `y`, shape (m,)."""
        z = self.weighted_sum(X)
        delta = self.loss.slope(z, _targets(y, z), self.activation)  # ∂L/∂z, one an example
        return delta @ np.asarray(X, dtype=np.float64), float(delta.sum())  # ∂z/∂w = x, ∂z/∂b = 1

    def step(self, X: ArrayLike, y: ArrayLike, learning_rate: float) -> float:
        """One step of gradient descent on all these examples, w := w − α ∂L/∂w and b := b − α ∂L/∂b.

        Returns the loss before the step. If that is no finite number, the neuron is left as it is.
        """
        loss = self.cost(X, y)
        if np.isfinite(loss):
            dw, db = self.gradient(X, y)
            self.weights = self.weights - learning_rate * dw
            self.bias -= learning_rate * db
        return loss

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        epochs: int,
        batch_size: int | None = None,
        learning_rate: float = 0.1,
        seed: int | None = 0,
        shuffle: bool = True,
    ) -> list[float]:
        """Gradient descent from where the neuron is now, one step a batch.

        Parameters
        ----------
        X, y : examples, shape (m, d), and their targets, shape (m,).
        epochs : how many times all the examples are gone through.
        batch_size : examples in each step; None for all of them (batch gradient descent).
        learning_rate : α > 0.
        seed, shuffle : whether the examples are put into a new order in each epoch, and the seed of those orders.

        Returns
        -------
        The loss of each epoch, the mean over its batches, each measured before its step.

        Raises
        ------
        WrongInput : a parameter out of its range, or X and y that do not go together.

        Warns
        -----
        DivergenceWarning : the loss overflowed; training ends there.
        """
        rows = np.asarray(X, dtype=np.float64)
        targets = _targets(y, self.weighted_sum(rows))
        shuffle = shuffle and batch_size is not None  # the order does not matter where all go together
        return train(self.step, rows, targets, epochs=epochs, batch_size=batch_size, learning_rate=learning_rate,
                     seed=seed, shuffle=shuffle)  # fmt: skip


def _targets(y: ArrayLike, z: Array) -> Array:
    targets = np.asarray(y, dtype=np.float64)
    if targets.shape != z.shape:
        raise WrongInput(OTHER_TARGETS.format(m=z.shape, shape=targets.shape))
    return targets


NO_LIST = Text(
    es="`weights` debe ser una lista de números, uno por columna de X. Forma recibida: {shape}.",
    en="`weights` should be a list of numbers, one for each column of X. Received the shape {shape}.",
)
OTHER_WIDTH = Text(
    es="La neurona tiene {d} pesos: cada ejemplo de X debe tener {d} números. Forma recibida: {shape}.",
    en="The neuron has {d} weights: each example of X should have {d} numbers. Received the shape {shape}.",
)
OTHER_TARGETS = Text(
    es="`y` debe tener un número por ejemplo, forma {m}. Forma recibida: {shape}.",
    en="`y` should have one number for each example, shape {m}. Received the shape {shape}.",
)
