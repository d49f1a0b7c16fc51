"""A line and its errors, as bars or as squares, beside its place on the cost surface."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from curso.explore.axes import headline, note, tidy
from curso.explore.bowl import Bowl, draw_bowl
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.palette import COLORS
from curso.text import Text, language, verbatim

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
Errors = Literal["none", "bars", "squares"]

NEAR = 1.01  # the bottom is found when J is at most this many times the lowest
X_NAME, Y_NAME = verbatim("x"), verbatim("y")
LADDER = (0.003, 0.01, 0.03, 0.08, 0.17, 0.3, 0.5, 0.75)  # contours, as parts of the way from lowest to highest

THETA0 = Text(es="θ₀ (altura)", en="θ₀ (height)")
THETA1 = Text(es="θ₁ (pendiente)", en="θ₁ (slope)")
LINE = Text(es="h(x) = {line}     J = {cost}", en="h(x) = {line}     J = {cost}")
SURFACE = Text(
    es="Coste J(θ₀, θ₁): cada punto es una recta; el círculo, esta",
    en="Cost J(θ₀, θ₁): each point is a line; the circle, this one",
)
FOUND = Text(es="¡El fondo! J mínimo = {lowest}", en="The bottom! Lowest J = {lowest}")
WRONG = Text(
    es="`x` e `y` deben tener los mismos valores, al menos dos, y no todas las `x` iguales. "
    "Valor recibido: {x} e {y} valores.",
    en="`x` and `y` should hold equally many values, at least two, and not all `x` equal. "
    "Received: {x} and {y} values.",
)
PICTURE = Text(
    es="{m} puntos y la recta h(x) = {line}, con coste J = {cost}; el mayor error es {largest}.",
    en="{m} points and the line h(x) = {line}, with cost J = {cost}; the largest error is {largest}.",
)
DRAWN: dict[Errors, Text] = {
    "none": verbatim(""),
    "bars": Text(
        es=" Una barra vertical une cada punto con la recta.",
        en=" A vertical bar joins each point to the line.",
    ),
    "squares": Text(
        es=" Cada error es el lado de un cuadrado.",
        en=" Each error is the side of a square.",
    ),
}
MAP = Text(
    es=" Al lado, curvas de nivel del coste, con un punto en θ = ({here}).",
    en=" Beside it, contours of the cost, with a point at θ = ({here}).",
)


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    theta0, theta1 : the line.
    x, y : the examples, equally many.
    errors : how the errors are drawn.
    surface : whether the cost surface stands beside the line.
    theta0_range, theta1_range : ends of the surface's axes and of the sliders.
    x_name, y_name : what x and y are, with their units.

    Raises
    ------
    ValueError : x and y differ in length, or no line follows from them.
    """

    theta0: float = 2.0
    theta1: float = 1.0
    x: tuple[float, ...] = (1.0, 2.0, 3.0, 4.0)
    y: tuple[float, ...] = (3.0, 5.0, 7.0, 9.0)
    errors: Errors = "squares"
    surface: bool = True
    theta0_range: tuple[float, float] = (-5.0, 7.0)
    theta1_range: tuple[float, float] = (-2.0, 6.0)
    x_name: Text = X_NAME
    y_name: Text = Y_NAME

    def __post_init__(self) -> None:
        if len(self.x) != len(self.y) or len(set(self.x)) < 2:
            raise ValueError(str(WRONG.format(x=len(self.x), y=len(self.y))))


@dataclass(frozen=True)
class State:
    """What the picture shows.

    Parameters
    ----------
    bowl : the cost surface.
    errors : h(x) − y, shape (m,).
    cost : J of the line.
    found : whether that is nearly the lowest.
    """

    bowl: Bowl
    errors: Array
    cost: float
    found: bool


@lru_cache(maxsize=64)
def _bowl(x: tuple[float, ...], y: tuple[float, ...]) -> Bowl:
    return Bowl.of(np.column_stack([np.ones(len(x)), x]), np.asarray(y))


def state(config: Config) -> State:
    """The errors and the cost of the line of `config`."""
    bowl = _bowl(config.x, config.y)
    errors = config.theta0 + config.theta1 * np.asarray(config.x) - np.asarray(config.y)
    cost = float(np.mean(errors**2) / 2)
    return State(bowl, errors, cost, found=cost <= NEAR * bowl.lowest + 1e-9)


def draw(config: Config) -> Figure:
    """The picture: 11 × 4.2 inches with the surface, else 7 × 4.2."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    said = PICTURE.format(
        m=len(config.x), line=_line(config), cost=number(now.cost), largest=number(max(now.errors, key=abs))
    )
    said = said + DRAWN[config.errors]
    return said + MAP.format(here=f"{config.theta0:g}, {config.theta1:g}") if config.surface else said


def backdrop(config: Config) -> Figure:
    """What does not depend on the line: axes, examples, contours."""
    figure = canvas(*_size(config))
    beside = figure.add_axes((0.055, 0.13, 0.42, 0.79) if config.surface else (0.09, 0.13, 0.88, 0.79))
    beside.set(xlim=_limits(config.x, 0.08), ylim=_limits(config.y, 0.15))
    beside.plot(config.x, config.y, "o", color=COLORS.blue, markersize=7, markeredgecolor="white", zorder=1)
    tidy(beside, str(config.x_name), str(config.y_name))
    if config.surface:
        surface = figure.add_axes((0.56, 0.13, 0.42, 0.79))
        draw_bowl(surface, state(config).bowl, config.theta0_range, config.theta1_range, _levels(config))
        surface.set(xlim=config.theta0_range, ylim=config.theta1_range)
        tidy(surface, "θ₀", "θ₁")
        headline(surface, str(SURFACE)).set_y(1.03)
    return figure


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """The line, its errors and its place on the surface; gives back what it drew."""
    now = state(config)
    drawn = _line_and_errors(figure.axes[0], config, now)
    return drawn + _place(figure.axes[1], config, now) if config.surface else drawn


def _line_and_errors(axes: Axes, config: Config, now: State) -> list[Artist]:
    x, y, ends = np.asarray(config.x), np.asarray(config.y), np.array(axes.get_xlim())
    drawn: list[Artist] = []
    if config.errors == "squares":
        drawn.append(_squares(axes, x, y, now.errors))
    if config.errors != "none":
        drawn.append(axes.vlines(x, y, y + now.errors, color=COLORS.black, linewidth=1.4, zorder=3))
    drawn += axes.plot(ends, config.theta0 + config.theta1 * ends, color=COLORS.vermillion, linewidth=2.2, zorder=4)
    drawn += axes.plot(x, y, "o", color=COLORS.blue, markersize=7, markeredgecolor="white", zorder=5)
    title = headline(axes, str(LINE.format(line=_line(config), cost=number(now.cost))))
    title.set_y(1.03)
    return [*drawn, title]


def _squares(axes: Axes, x: Array, y: Array, errors: Array) -> Artist:
    """A square on each bar, towards the middle; square on the screen, so that its area is the error squared."""
    from matplotlib.collections import PolyCollection

    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    box = axes.get_window_extent()
    width = np.abs(errors) * (box.height / (top - bottom)) / (box.width / (right - left))
    to = x + np.where(x < (left + right) / 2, width, -width)
    corners = np.stack([[x, y], [to, y], [to, y + errors], [x, y + errors]]).transpose(2, 0, 1)
    squares = PolyCollection(list(corners), facecolors=f"{COLORS.sky}4d", edgecolors=COLORS.sky, zorder=2)
    axes.add_collection(squares, autolim=False)
    return squares


def _place(axes: Axes, config: Config, now: State) -> list[Artist]:
    style: dict[str, Any] = {"linestyle": "", "markeredgecolor": "white"}
    drawn: list[Artist] = []
    if now.found:
        drawn += axes.plot(*now.bowl.minimum, marker="*", color=COLORS.black, markersize=24, zorder=5, **style)
        drawn.append(note(axes, str(FOUND.format(lowest=number(now.bowl.lowest))), "upper right"))
    here = (config.theta0, config.theta1)
    drawn += axes.plot(*here, marker="o", color=COLORS.vermillion, markersize=10, zorder=6, **style)
    return drawn


def widget(config: Config) -> Any:
    """Sliders for θ₀ and θ₁ over `draw`: an ipywidgets box."""
    from curso.explore.shell import Slider, box

    def slider(name: Text, value: float, ends: tuple[float, float]) -> Slider:
        return Slider(name, value, min(ends[0], value), max(ends[1], value), _step(ends))

    sliders = {
        "theta0": slider(THETA0, config.theta0, config.theta0_range),
        "theta1": slider(THETA1, config.theta1, config.theta1_range),
    }
    image = Frames(backdrop, foreground, lambda c: (language(), replace(c, theta0=0.0, theta1=0.0)))
    return box(sliders, lambda **values: replace(config, **values), image, alt, _size(config)[0])


def play(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)


def _size(config: Config) -> tuple[float, float]:
    return (11, 4.2) if config.surface else (7, 4.2)


def _limits(values: tuple[float, ...], margin: float) -> tuple[float, float]:
    spare = margin * (max(values) - min(values) or 1.0)
    return min(values) - spare, max(values) + spare


def _levels(config: Config) -> tuple[float, ...]:
    """Costs with a contour, two digits each."""
    bowl = state(config).bowl
    highest = bowl.cost(np.array([(a, b) for a in config.theta0_range for b in config.theta1_range])).max()
    return tuple(float(f"{bowl.lowest + part * (highest - bowl.lowest):.2g}") for part in LADDER)


def _line(config: Config) -> str:
    sign = "−" if config.theta1 < 0 else "+"
    return f"{config.theta0:g} {sign} {abs(config.theta1):g}x".replace("-", "−")


def _step(ends: tuple[float, float]) -> float:
    """A slider's step: a round number that makes about a hundred of them."""
    exact = (ends[1] - ends[0]) / 100
    power = 10.0 ** np.floor(np.log10(exact))
    return float(power * max(s for s in (1, 2.5, 5) if s * power <= exact * 1.001))
