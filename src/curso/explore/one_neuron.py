"""A neuron with knobs: its boundary among examples of two classes, and where its activation puts each of them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from curso.explore.activation_shapes import NAMES
from curso.explore.bowl import Array
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.plane import GROUPS, OVERLAP, XOR, Examples
from curso.explore.sample import refuse
from curso.models.activations import ACTIVATIONS
from curso.models.losses import LOSSES
from curso.text import Text, join, language, verbatim

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 10.6, 5.0  # inches
MOST = 1000.0  # of a weight
# what the neuron should say of the classes 0 and 1
TARGETS = {"linear": (0.0, 1.0), "sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, 1.0)}

W1, W2 = verbatim("w₁"), verbatim("w₂")
BIAS = Text(es="b (sesgo)", en="b (bias)")
ACTIVATION = Text(es="activación", en="activation")
DATA = Text(es="datos", en="data")
CROSS_ENTROPY = Text(es="entropía cruzada", en="cross-entropy")
SQUARED = Text(es="error cuadrático medio", en="mean squared error")
NOWHERE = Text(es="Sin frontera: misma salida en todas partes", en="No boundary: the same output everywhere")
OUTSIDE = Text(es="La frontera queda fuera del dibujo", en="The boundary lies outside of the picture")
A_KNOB = Text(es="un número entre −1000 y 1000", en="a number from −1000 to 1000")
KNOWN = Text(es="una de: {names}", en="one of: {names}")
PICTURE = Text(
    es="Dos gráficos. Izquierda: {m} ejemplos de dos clases en el plano, sombreado según la salida de una neurona con "
    "activación {name} y z = {z}; la frontera es ŷ = {threshold}. Acierta {right} de {m}. Derecha: la curva de la "
    "activación, con cada ejemplo en su z y una línea hasta su objetivo; {loss}: {value}.",
    en="Two charts. Left: {m} examples of two classes on the plane, shaded by the output of a neuron with "
    "{name} activation and z = {z}; the boundary is ŷ = {threshold}. It gets {right} of {m} right. Right: the curve of "
    "the activation, with each example at its z and a line to its target; {loss}: {value}.",
)


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    w1, w2, b : the knobs: z = w1·x₁ + w2·x₂ + b, each from −1000 to 1000.
    activation : "linear", "sigmoid", "tanh" or "relu". The loss is the cross-entropy after a sigmoid, the mean squared
        error after the others. The classes' targets are 0 and 1, after tanh −1 and 1, and the boundary lies half way.
    data : the examples: `GROUPS`, `OVERLAP` or `XOR` of `curso.explore.plane`, or `Examples.of(X, y)`.

    Raises
    ------
    ValueError : a knob out of its range, or an unknown activation.
    """

    w1: float = 1.0
    w2: float = -1.0
    b: float = 0.0
    activation: str = "sigmoid"
    data: Examples = GROUPS

    def __post_init__(self) -> None:
        for name in ("w1", "w2", "b"):
            if not abs(getattr(self, name)) <= MOST:
                refuse(name, A_KNOB, getattr(self, name))
        if self.activation not in TARGETS:
            refuse("activation", KNOWN.format(names=", ".join(TARGETS)), self.activation)

    @property
    def threshold(self) -> float:
        """Half way between the targets of the classes: above it the neuron says class 1."""
        return sum(TARGETS[self.activation]) / 2

    @property
    def turn(self) -> float:
        """The z where ŷ is at the threshold: all activations grow with z there, so that z tells the side."""
        return 0.0 if self.activation in ("sigmoid", "tanh") else self.threshold


@dataclass(frozen=True)
class State:
    """What the picture shows.

    Parameters
    ----------
    z, output, target : weighted sum, ŷ and what it should be, of each example, shape (m,).
    right : whether ŷ lies on the side of its class, shape (m,).
    loss : cross-entropy or mean squared error.
    """

    z: Array
    output: Array
    target: Array
    right: NDArray[np.bool_]
    loss: float


def state(config: Config) -> State:
    """What the neuron of `config` does with its examples."""
    labels = np.array(config.data.labels)
    z = np.array(config.data.points) @ (config.w1, config.w2) + config.b
    activation = ACTIVATIONS[config.activation]
    output, target = activation(z), np.array(TARGETS[config.activation])[labels]
    loss = LOSSES[_loss(config)].value(z, target, activation)
    return State(z, output, target, (z > config.turn) == (labels == 1), loss)


def _loss(config: Config) -> str:
    return "binary_crossentropy" if config.activation == "sigmoid" else "mse"


def boundary(config: Config) -> tuple[Array, Array] | None:
    """The point of the boundary nearest to the middle of the data, and w, both of shape (2,); None if w is 0.

    The boundary ŷ = threshold is the straight line z = `config.turn`.
    """
    w = np.array([config.w1, config.w2])
    if not np.linalg.norm(w) > 1e-9:
        return None
    middle = np.mean(config.data.limits, axis=1)
    point: Array = middle + w * (config.turn - config.b - w @ middle) / (w @ w)
    return point, w


def missing(config: Config) -> Text | None:
    """Why no boundary is to be seen, or None if there is one in the picture."""
    found = boundary(config)
    if found is None:
        return NOWHERE
    point, w = found
    across, along = config.data.limits
    sides = np.sign([w @ (np.array([x1, x2]) - point) for x1 in across for x2 in along])
    return OUTSIDE if abs(sides.sum()) == 4 else None  # all four corners lie on one side


def draw(config: Config) -> Figure:
    """The picture, 10.6 × 5 inches: the plane of the examples, and the activation with each of them."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The two panels with axes, legends and the curve of the activation: what the knobs don't change."""
    from curso.explore.neuron_drawing import panels

    return panels(canvas(WIDTH, HEIGHT), config)


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """What the knobs change, in the panels of `backdrop`; gives back what it drew."""
    from curso.explore.neuron_drawing import drawing

    return drawing(figure, config, state(config))


def loss_name(config: Config) -> Text:
    """What the loss of `config` is called."""
    return CROSS_ENTROPY if config.activation == "sigmoid" else SQUARED


def weighted_sum(config: Config) -> str:
    """z with its numbers, such as "1.00 x₁ − 0.50 x₂ + 0.20"."""
    signs = ["−" if value < 0 else "+" for value in (config.w2, config.b)]
    return f"{number(config.w1)} x₁ {signs[0]} {number(abs(config.w2))} x₂ {signs[1]} {number(abs(config.b))}"


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    said = PICTURE.format(
        m=len(now.z),
        name=NAMES[config.activation],
        z=weighted_sum(config),
        threshold=f"{config.threshold:g}",
        right=int(now.right.sum()),
        loss=loss_name(config),
        value=number(now.loss),
    )
    why = missing(config)
    return said if why is None else join([said, why + verbatim(".")])


def widget(config: Config) -> Any:
    """Sliders for w₁, w₂ and b and menus for activation and data over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box

    offered = {str(i): data for i, data in enumerate(dict.fromkeys((config.data, GROUPS, OVERLAP, XOR)))}
    knobs: dict[str, Slider | Choice] = {
        name: Slider(said, float(value), min(-6.0, value), max(6.0, value), 0.1)
        for name, said, value in (("w1", W1, config.w1), ("w2", W2, config.w2), ("b", BIAS, config.b))
    }
    knobs["activation"] = Choice(ACTIVATION, config.activation, {name: NAMES[name] for name in TARGETS})
    knobs["data"] = Choice(DATA, "0", {key: data.name for key, data in offered.items()})

    def read(data: str, **values: Any) -> Config:
        return Config(data=offered[data], **values)

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language(), config.data, config.activation


def neuron(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
