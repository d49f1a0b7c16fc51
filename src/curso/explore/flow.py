"""A small network drawn with its numbers: they flow forward to the loss, and the gradients flow back from it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from curso.explore.bowl import Array
from curso.explore.figure import canvas, show
from curso.explore.flow_words import in_words
from curso.explore.frames import Frames
from curso.explore.sample import refuse
from curso.models.activations import ACTIVATIONS
from curso.models.losses import loss_named
from curso.models.network import Network
from curso.text import Text, language, verbatim

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 11.0, 6.1  # inches
Matrix = tuple[tuple[float, ...], ...]

STEP = Text(es="paso", en="step")
HIDDEN = Text(es="activación oculta", en="hidden activation")
X_NAME, Y_NAME = verbatim("x"), Text(es="y (objetivo)", en="y (target)")
LOSS_NAMES = ("mse", "binary_crossentropy")
NAMES = {name: verbatim(name) for name in ("tanh", "sigmoid", "relu", "linear")}

SMALL = Text(
    es="una a tres matrices de pesos que encajan una tras otra, con uno a tres valores por lado y una sola salida",
    en="one to three matrices of weights that fit one after the other, one to three values a side, and one output",
)
ONE_EACH = Text(es="un sesgo por unidad de cada capa", en="one bias for each unit of each layer")
INPUTS = Text(es="{n} números entre −1000 y 1000", en="{n} numbers from −1000 to 1000")
A_TARGET = Text(es="un número entre −1000 y 1000; con entropía cruzada, entre 0 y 1",
                en="a number from −1000 to 1000; with cross-entropy, from 0 to 1")  # fmt: skip
THE_SAME = Text(es="la misma activación en todas las capas ocultas", en="the same activation in all hidden layers")
ONE_OF = Text(es="una de: {names}", en="one of: {names}")
A_STEP = Text(es="un entero entre 0 y {last}", en="an integer from 0 to {last}")


@dataclass(frozen=True)
class Config:
    """All that the picture depends on; `Config.of(network, x, y)` takes a trained `curso.models.Network`.

    Parameters
    ----------
    x : the example, one to three numbers.
    y : its target; from 0 to 1 for the cross-entropy.
    weights : of each layer, shape (inputs, units): one to three layers of at most three units, the last of one.
    biases : of each layer, shape (units,).
    hidden : activation of the hidden layers: "tanh", "sigmoid", "relu" or "linear".
    output : activation of the last layer, one of the same.
    loss : "mse", which is (ŷ − y)² here, or, after a sigmoid, "binary_crossentropy".
    step : how far the flow has come. With L layers: 0 shows the inputs, 1 to L the layers forward, L + 1 the loss,
        L + 2 to 2L + 1 the layers backward; None is the end.

    Raises
    ------
    ValueError : a value out of its range, or weights that don't fit together.
    """

    x: tuple[float, ...] = (1.5, -1.0)
    y: float = 1.0
    weights: tuple[Matrix, ...] = (((0.5, -0.8), (-0.3, 0.6)), ((1.2,), (-0.7,)))
    biases: tuple[tuple[float, ...], ...] = ((0.1, 0.2), (-0.4,))
    hidden: str = "tanh"
    output: str = "sigmoid"
    loss: str = "binary_crossentropy"
    step: int | None = None

    def __post_init__(self) -> None:
        sizes = self.sizes
        if not 2 <= len(sizes) <= 4 or not all(1 <= n <= 3 for n in sizes) or sizes[-1] != 1 or not self._fits():
            refuse("weights", SMALL, self.weights)
        if tuple(map(len, self.biases)) != sizes[1:]:
            refuse("biases", ONE_EACH, self.biases)
        if len(self.x) != sizes[0] or not all(abs(v) <= 1000 for v in self.x):
            refuse("x", INPUTS.format(n=sizes[0]), self.x)
        for name, known in (("hidden", NAMES), ("output", NAMES), ("loss", LOSS_NAMES)):
            if getattr(self, name) not in known:
                refuse(name, ONE_OF.format(names=", ".join(known)), getattr(self, name))
        loss_named(self.loss, ACTIVATIONS[self.output])
        if not (0 <= self.y <= 1 if self.loss == "binary_crossentropy" else abs(self.y) <= 1000):
            refuse("y", A_TARGET, self.y)
        if self.step is not None and not 0 <= self.step <= self.last:
            refuse("step", A_STEP.format(last=self.last), self.step)

    def _fits(self) -> bool:
        shapes = list(zip(self.sizes[:-1], self.sizes[1:], strict=True))
        return all(
            len(W) == inputs and all(len(row) == units for row in W) and np.isfinite(W).all()
            for W, (inputs, units) in zip(self.weights, shapes, strict=True)
        )

    @classmethod
    def of(cls, network: Network, x: ArrayLike, y: float, step: int | None = None) -> Config:
        """The picture of a network as it is now, with one example `x` of shape (inputs,) and its target.

        Raises
        ------
        ValueError : the network is too large to draw, or its hidden layers have different activations.
        """
        *before, last = (activation.name for activation in network.activations)
        if len(set(before)) > 1:
            refuse("hidden", THE_SAME, tuple(before))
        return cls(
            tuple(np.ravel(x).tolist()),
            float(np.ravel(y)[0]),
            tuple(tuple(map(tuple, W.tolist())) for W in network.weights),
            tuple(tuple(b.tolist()) for b in network.biases),
            before[0] if before else "tanh",
            last,
            network.loss.name,
            step,
        )

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many numbers stand in each column: the inputs, then the units of each layer."""
        return (len(self.weights[0]) if self.weights else 0, *(len(W[0]) if W else 0 for W in self.weights))

    @property
    def layers(self) -> int:
        """L, the number of layers with weights."""
        return len(self.weights)

    @property
    def last(self) -> int:
        """The last step of the flow."""
        return 2 * self.layers + 1

    @property
    def now(self) -> int:
        """The step that is shown."""
        return self.last if self.step is None else self.step


@dataclass(frozen=True)
class State:
    """Every number of the flow; layers count from 0.

    Parameters
    ----------
    outputs : x, and then a = f(z) of each layer, shape (units,).
    sums : z of each layer, shape (units,).
    loss : J.
    deltas : δ = ∂J/∂z of each layer, shape (units,); it is ∂J/∂b too.
    gradients : ∂J/∂W of each layer, shape (inputs, units).
    """

    outputs: list[Array]
    sums: list[Array]
    loss: float
    deltas: list[Array]
    gradients: list[Array]


def state(config: Config) -> State:
    """The flow of `config`, forward and back, by `curso.models.Network`."""
    activations = [config.hidden] * (config.layers - 1) + [config.output]
    network = Network(config.sizes, activations, config.loss)
    network.weights = [np.array(W, dtype=float) for W in config.weights]
    network.biases = [np.array(b, dtype=float) for b in config.biases]
    forward, target = network.forward([config.x]), np.array([[config.y]])
    gradients = network.backward(forward, target)
    return State(
        [a[0] for a in forward.outputs],
        [z[0] for z in forward.sums],
        network.cost(forward, target),
        [db for _, db in gradients],
        [dW for dW, _ in gradients],
    )


def draw(config: Config) -> Figure:
    """The picture, 11 × 6.1 inches: the network, the numbers known so far, and one of them computed in words."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The empty sheet with its legend; its units are inches."""
    from curso.explore.flow_drawing import sheet

    return sheet(canvas(WIDTH, HEIGHT), WIDTH, HEIGHT)


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw the network with its numbers on the sheet of `backdrop`; gives back what it drew."""
    from curso.explore.flow_drawing import drawing

    return drawing(figure, config, state(config))


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    return in_words(config, state(config))


def widget(config: Config) -> Any:
    """Sliders for step, inputs and target and a menu of hidden activations over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box

    low, high = (0.0, 1.0) if config.loss == "binary_crossentropy" else (min(-5.0, config.y), max(5.0, config.y))
    knobs: dict[str, Slider | Choice] = {"step": Slider(STEP, config.step or 0, 0, config.last, 1, play=True)}
    for i, value in enumerate(config.x):
        name = verbatim("x" + "₁₂₃"[i])
        knobs[f"x{i}"] = Slider(name, float(value), min(-3.0, value), max(3.0, value), 0.1)
    knobs["y"] = Slider(Y_NAME, float(config.y), low, high, 0.1)
    if config.layers > 1:
        knobs["hidden"] = Choice(HIDDEN, config.hidden, NAMES)

    def read(step: int, y: float, hidden: str = config.hidden, **inputs: float) -> Config:
        return replace(config, step=step, x=tuple(inputs.values()), y=y, hidden=hidden)

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language()


def network_flow(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
