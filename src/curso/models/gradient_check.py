"""A gradient without the chain rule, to check the one with it: nudge every parameter, and see what the cost does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from curso.models.activations import Array
from curso.models.faults import WrongInput
from curso.text import Text

if TYPE_CHECKING:
    from curso.models.network import Flow, Network


def check(network: Network, X: ArrayLike, y: ArrayLike, h: float) -> float:
    """Relative error of the gradient of `network` beside nudging; see `Network.gradient_check`."""
    flow = network.forward(X)
    smooth = ~at_a_corner(network, flow)
    if not smooth.any():
        raise WrongInput(ALL_AT_A_CORNER)
    rows, targets = flow.outputs[0][smooth], network.targets(y, flow.sums[-1])[smooth]
    computed = [part for pair in network.backward(network.forward(rows), targets) for part in pair]
    parameters = [part for pair in zip(network.weights, network.biases, strict=True) for part in pair]
    return relative_error(computed, nudged(lambda: network.cost(network.forward(rows), targets), parameters, h))


def at_a_corner(network: Network, flow: Flow) -> NDArray[np.bool_]:
    """Which examples bring some relu within `CORNER` of 0, where its slope changes from 0 to 1; shape (m,)."""
    corners = np.zeros(len(flow.outputs[0]), dtype=bool)
    for activation, z in zip(network.activations, flow.sums, strict=True):
        if activation.name == "relu":
            corners |= (np.abs(z) < CORNER).any(axis=1)
    return corners


def nudged(cost: Callable[[], float], parameters: Sequence[Array], h: float) -> list[Array]:
    """The central difference (L(p + h) − L(p − h)) / 2h of each number of each parameter, shaped as `parameters`.

    `cost` computes L from these very arrays: each number is changed in its place, and put back.
    """
    gradients = [np.empty_like(parameter) for parameter in parameters]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        for place in np.ndindex(parameter.shape):
            kept = parameter[place]
            parameter[place] = kept + h
            above = cost()
            parameter[place] = kept - h
            gradient[place] = (above - cost()) / (2 * h)
            parameter[place] = kept
    return gradients


def relative_error(ours: Sequence[Array], theirs: Sequence[Array]) -> float:
    """|g − n| / (|g| + |n|) of all the numbers together: between 0 and 1, and 0 if both are all zeros."""
    g, n = (np.concatenate([part.ravel() for part in parts]) for parts in (ours, theirs))
    size = np.linalg.norm(g) + np.linalg.norm(n)
    return float(np.linalg.norm(g - n) / size) if size > 0 else 0.0


CORNER = 1e-3  # a hundred times the usual nudge
ALL_AT_A_CORNER = Text(
    es="En todos los ejemplos alguna relu está justo en su esquina, donde no hay derivada. Usa otros ejemplos.",
    en="In every example some relu is right at its corner, where there is no derivative. Use other examples.",
)
