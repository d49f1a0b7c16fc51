"""Models small enough to be fitted while a slider moves: polynomials of every degree, and a network of one layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from curso.explore.bowl import Array
from curso.explore.optimizer_steps import adam

RATE = 0.02  # of Adam
KINKS = 4.0  # how steep the hidden units begin


def polynomials(x: Array, y: Array, asked: Array, highest: int, penalty: float) -> Array:
    """Polynomials of degree 0 to `highest` fitted to (x, y): their values at `asked`, shape (highest + 1, n).

    Each minimises the mean squared error plus penalty · Σ w². The w are the coefficients of Legendre polynomials, on
    [−1, 1], without the constant: the same curves as with powers of x, and numbers that stay small.
    """
    X, wanted = (np.polynomial.legendre.legvander(v, highest) for v in (x, asked))
    answers = []
    for degree in range(highest + 1):
        keep = slice(degree + 1)
        pulls = np.sqrt(penalty * len(x)) * np.eye(degree + 1)[1:]  # rows that pull each w towards 0
        rows, aims = np.vstack([X[:, keep], pulls]), np.append(y, np.zeros(degree))
        answers.append(wanted[:, keep] @ np.linalg.lstsq(rows, aims, rcond=None)[0])
    return np.array(answers)


def network(
    x: Array, y: Array, width: int, dropout: float, penalty: float, seed: int, epochs: Sequence[int] | Array
) -> NDArray[np.float32]:
    """One hidden layer of tanh units trained by Adam: its parameters after each of `epochs`, for `answers`.

    `epochs` rise, from 0 on; an epoch is one step with all rows. The result has shape (len(epochs), 3 · width + 1).

    The loss is the mean squared error plus penalty · Σ w² over both kernels. Dropout is inverted, as in Keras: units
    that stay are divided by 1 − dropout.
    """
    random = np.random.default_rng(seed)
    # one vector for all parameters, so that Adam has one thing to move: kernel and bias of each layer
    theta = np.concatenate(
        [
            KINKS * random.standard_normal(width),
            KINKS * random.uniform(-1, 1, width),
            random.standard_normal(width) / np.sqrt(width),
            [0.0],
        ]
    ).astype(np.float32)
    x, y = x.astype(np.float32), y.astype(np.float32)  # as Keras has them; NumPy's tanh is several times faster so
    rule, inverse, kept = adam(RATE), 2 / len(x), 1 - dropout
    looks = set(map(int, epochs))
    history = [theta.copy()] if 0 in looks else []
    for epoch in range(1, max(looks) + 1):
        w, b, v = theta[:-1].reshape(3, width)
        hidden = np.tanh(x[:, None] * w + b)
        slope = 1 - hidden**2
        if dropout:
            mask = (random.random(hidden.shape, dtype=np.float32) < kept) * np.float32(1 / kept)
            hidden *= mask
            slope *= mask
        error = inverse * (hidden @ v + theta[-1] - y)
        gradient = np.concatenate(
            [
                v * ((x * error) @ slope) + 2 * penalty * w,
                v * (error @ slope),
                error @ hidden + 2 * penalty * v,
                [error.sum()],
            ]
        )
        theta += rule(gradient)
        if epoch in looks:
            history.append(theta.copy())
    return np.array(history)


def answers(history: NDArray[np.float32], asked: Array) -> Array:
    """What a network with each row of parameters of `history` answers at `asked`, without dropout: shape (rows, n)."""
    points, given = asked.astype(np.float32)[:, None], []
    for theta in history:
        w, b, v = theta[:-1].reshape(3, -1)
        given.append(np.tanh(points * w + b) @ v + theta[-1])
    return np.array(given, dtype=np.float64)
