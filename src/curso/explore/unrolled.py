"""A recurrent cell unrolled over a sequence: one set of weights at every step, and what each step leaves behind."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.bowl import Array
from curso.explore.figure import canvas, show
from curso.explore.frames import Frames
from curso.explore.sample import refuse
from curso.models.activations import ACTIVATIONS
from curso.text import Text, language, verbatim

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 11.0, 5.4  # inches
LONGEST = 8  # steps
LARGEST_INPUT, LARGEST_WEIGHT = 1000.0, 10.0

STEP = Text(es="paso", en="step")
ACTIVATION = Text(es="activación", en="activation")
SEQUENCE = Text(es="secuencia x", en="sequence x")
W_X, W_H = verbatim("wₓ (kernel)"), verbatim("wₕ (recurrent_kernel)")
BIAS, START = verbatim("b (bias)"), Text(es="h₀ (estado inicial)", en="h₀ (initial state)")
NAMES = {name: verbatim(name) for name in ("tanh", "linear", "relu", "sigmoid")}

A_SEQUENCE = Text(
    es="de uno a ocho números entre −1000 y 1000",
    en="one to eight numbers from −1000 to 1000",
)
A_WEIGHT = Text(es="un número entre −10 y 10", en="a number from −10 to 10")
ONE_OF = Text(es="una de: {names}", en="one of: {names}")
A_STEP = Text(es="un entero entre 0 y {last}", en="an integer from 0 to {last}")


@dataclass(frozen=True)
class Config:
    """All that the picture depends on: a `SimpleRNN` of one unit, and a sequence of one number a step.

    Parameters
    ----------
    x : the sequence, one to eight numbers.
    w_x, w_h, b : weight of the input, weight of the state before and bias; in Keras `kernel`, `recurrent_kernel`
        and `bias`.
    start : h₀, the state before the first step.
    activation : "tanh", as in Keras when none is named, "linear", "relu" or "sigmoid".
    step : how many steps are done; None is all of them.

    Raises
    ------
    ValueError : a value out of its range.
    """

    x: tuple[float, ...] = (1.0, 0.0, 0.0, 2.0, -1.0)
    w_x: float = 1.0
    w_h: float = 0.6
    b: float = 0.0
    start: float = 0.0
    activation: str = "tanh"
    step: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.x) <= LONGEST or not all(abs(v) <= LARGEST_INPUT for v in self.x):
            refuse("x", A_SEQUENCE, self.x)
        for name in ("w_x", "w_h", "b", "start"):
            if not abs(getattr(self, name)) <= LARGEST_WEIGHT:
                refuse(name, A_WEIGHT, getattr(self, name))
        if self.activation not in NAMES:
            refuse("activation", ONE_OF.format(names=", ".join(NAMES)), self.activation)
        if self.step is not None and not 0 <= self.step <= len(self.x):
            refuse("step", A_STEP.format(last=len(self.x)), self.step)

    @property
    def now(self) -> int:
        """How many steps are done."""
        return len(self.x) if self.step is None else self.step


@dataclass(frozen=True)
class State:
    """Every number of the cell, of all the steps of the sequence.

    Parameters
    ----------
    sums : zₜ = wₓ·xₜ + wₕ·hₜ₋₁ + b, shape (T,).
    states : h₀ and then hₜ = f(zₜ), shape (T + 1,).
    echoes : what of each input is left in the state that is shown: ∂h/∂xₜ for the inputs so far, shape (step,).
    """

    sums: Array
    states: Array
    echoes: Array


def state(config: Config) -> State:
    """The cell of `config`, step by step, and the echo of each input by the chain rule."""
    f = ACTIVATIONS[config.activation]
    sums, states = [], [float(config.start)]
    for x in config.x:
        sums.append(config.w_x * x + config.w_h * states[-1] + config.b)
        states.append(float(f.value(sums[-1])))
    slopes = np.array([float(f.derivative(z)) for z in sums[: config.now]])
    # back from the last state: each step before it multiplies by wₕ and by the slope of its activation
    later = np.cumprod(np.append(1.0, config.w_h * slopes[:0:-1]))[::-1][: config.now]
    return State(np.array(sums), np.array(states), later * slopes * config.w_x)


def draw(config: Config) -> Figure:
    """The picture, 11 × 5.4 inches: the cell with its loop, the same unrolled, the echoes and the step in numbers."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The empty sheet; its units are inches."""
    from curso.explore.unrolled_drawing import sheet

    return sheet(canvas(WIDTH, HEIGHT))


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw the cell and its numbers on the sheet of `backdrop`; gives back what it drew."""
    from curso.explore.unrolled_drawing import drawing

    return drawing(figure.axes[0], config, state(config))


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    from curso.explore.unrolled_words import described

    return described(config, state(config))


def widget(config: Config) -> Any:
    """Step with a play button, weights, activation and sequence over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box
    from curso.explore.table import Table

    def weight(name: Text, value: float) -> Slider:
        return Slider(name, float(value), min(-2.0, value), max(2.0, value), 0.1)

    knobs: dict[str, Slider | Choice | Table] = {
        "step": Slider(STEP, config.step or 0, 0, len(config.x), 1, play=True),
        "w_x": weight(W_X, config.w_x),
        "w_h": weight(W_H, config.w_h),
        "b": weight(BIAS, config.b),
        "start": weight(START, config.start),
        "activation": Choice(ACTIVATION, config.activation, NAMES),
        "x": Table(SEQUENCE, (config.x,), LARGEST_INPUT),
    }

    def read(x: tuple[tuple[float, ...]], **rest: Any) -> Config:
        return replace(config, x=x[0], **rest)

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language()


def recurrent(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
