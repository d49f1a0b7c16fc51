"""Judges the weights that an answer to `02.xor` has trained: by what their network says of points it has not seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from curso.exercises.agree import NOT_ALIKE, as_numbers
from curso.exercises.module_02.network_forward import Array, Parameters, forward
from curso.text import Text

LEAST = 0.9  # the best straight line gets three of the four clouds, 0.75; always the same class, about 0.5
WILD = 3.0  # the loss of a network whose answers are far outside of 0 and 1
FLAT = 0.2  # always saying 0.5 costs 0.25; a single hidden neuron, trained, 0.18; a network that has learned, 0.01


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether the network with the weights `answer` is right about the points held back.

    `expected` are those points; or the weights that a misconception leads to, and then: whether both fail alike.
    """
    if answer is expected:
        return None
    params = _weights(answer)
    if params is None:
        return NOT_WEIGHTS
    if not isinstance(expected, Mapping):
        flaw, other = (_flaw(args[0], args[1], weights) for weights in (_weights(expected), params))
        return None if flaw is not None and flaw == other else NOT_ALIKE
    with np.errstate(all="ignore"):
        _, output = forward(expected["X"], *params)
        share = float(np.mean((output > 0.5) == (expected["y"] > 0.5)))
    if not np.isfinite(output).all():
        return NOT_FINITE
    return None if share >= LEAST else TOO_FEW.format(share=share, least=LEAST)


def _weights(answer: Any) -> Parameters | None:
    """The answer as w1, b1, w2, b2 with shapes that fit one another, or None."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        return None
    w1, b1, w2, b2 = (as_numbers(part) for part in answer)
    if w1 is None or b1 is None or w2 is None or b2 is None or w1.ndim != 2 or len(w1) != 2:
        return None
    units = w1.shape[1]
    if units == 0 or b1.size != units or w2.size != units or b2.size != 1:
        return None
    return w1, b1.reshape(units), w2.reshape(units, 1), b2.reshape(1)


def _flaw(X: Array, y: Array, params: Parameters | None) -> str | None:
    """What is to be seen in the weights of a network that has not learned, if it is one of the usual mistakes."""
    if params is None:
        return None
    w1, b1, w2, b2 = params
    with np.errstate(all="ignore"):
        hidden, output = forward(X, *params)
        loss = float(np.mean((output - y) ** 2))
        without_relu = (X @ w1 + b1) @ w2 + b2
    if not np.isfinite(loss) or loss > WILD:
        return "diverges"
    if not hidden.any() or not w2.any():
        return "zeros"
    if w1.shape[1] > 1 and np.allclose(w1, w1[:, :1]) and np.allclose(b1, b1[0]):
        return "twins"
    columns = np.column_stack([X, np.ones(len(X))])
    line = columns @ np.linalg.lstsq(columns, y, rcond=None)[0]
    if np.abs(without_relu - line).max() < 0.1 < np.abs(output - line).max():
        return "no_relu"
    return "few_steps" if loss > FLAT else None


NOT_WEIGHTS = Text(
    es="esperaba cuatro arrays, `w1` (2, h), `b1` (h,), `w2` (h, 1) y `b2` (1,), con la misma h en los tres primeros",
    en="I expected four arrays, `w1` (2, h), `b1` (h,), `w2` (h, 1) and `b2` (1,), with the same h in the first three",
)
NOT_FINITE = Text(
    es="la red ha divergido: con sus pesos la salida es `nan` o `inf`",
    en="the network has diverged: with its weights the output is `nan` or `inf`",
)
TOO_FEW = Text(
    es="la red acierta el {share:.0%} de los puntos que no ha visto, y se pide al menos el {least:.0%} (una recta, "
    "como mucho, el 75 %)",
    en="the network is right about {share:.0%} of the points that it has not seen, and at least {least:.0%} is asked "
    "for (a straight line gets 75% at most)",
)
