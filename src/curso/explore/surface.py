"""The cost surface and a cut through it: along the cut J is a parabola, and its slope is the derivative."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, headline, legend_row, tidy
from curso.explore.bowl import Array, Bowl, draw_bowl
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.marks import CIRCLE, DASHED, LINE_NOW, STAR
from curso.explore.palette import COLORS
from curso.explore.sample import check_noise, check_place, landscape, point
from curso.text import Text, language

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 9.0, 4.0  # inches
ACROSS, ALONG = (-5.0, 7.0), (-4.0, 8.0)  # limits of θ₀ and θ₁
ROOF = 60.0  # of the axis of J
PARABOLA: dict[str, Any] = {"color": COLORS.blue, "linewidth": 2}

THETA0, THETA1 = Text(es="θ₀", en="θ₀"), Text(es="θ₁", en="θ₁")
NOISE = Text(es="ruido en los datos", en="noise in the data")
SURFACE = Text(es="Coste J(θ): J{here} = {cost}", en="Cost J(θ): J{here} = {cost}")
CUT_TITLE = Text(es="Corte en θ₀ = {theta0}: ∂J/∂θ₁ = {slope}", en="Cut at θ₀ = {theta0}: ∂J/∂θ₁ = {slope}")
HERE = Text(es="θ", en="θ")
MINIMUM = Text(es="mínimo", en="minimum")
CUT = Text(es="corte", en="cut")
COST_OF_CUT = Text(es="J sobre el corte", en="J along the cut")
TANGENT = Text(es="tangente", en="tangent")
PICTURE = Text(
    es="Dos gráficos. Izquierda: curvas de nivel del coste, elipses alrededor del mínimo {minimum}, el punto θ = "
    "{here} y la recta vertical θ₀ = {theta0}. Derecha: el coste sobre esa recta es una parábola; en el punto vale "
    "{cost} y su tangente tiene pendiente {slope}.",
    en="Two charts. Left: contours of the cost, ellipses around the minimum {minimum}, the point θ = {here} and the "
    "vertical line θ₀ = {theta0}. Right: the cost along that line is a parabola; at the point it is {cost} and its "
    "tangent has slope {slope}.",
)


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    theta : the point (θ₀, θ₁) that is looked at; the cut goes through it, along θ₁.
    noise, seed : as in `descent.Config`.

    Raises
    ------
    ValueError : a value out of its range.
    """

    theta: tuple[float, float] = (-1.0, 0.0)
    noise: float = 0.8
    seed: int = 0

    def __post_init__(self) -> None:
        check_place("theta", self.theta)
        check_noise(self.noise)


@dataclass(frozen=True)
class State:
    """What the picture shows.

    Parameters
    ----------
    bowl : the cost surface.
    cost : J(θ).
    slope : ∂J/∂θ₁ at θ.
    """

    bowl: Bowl
    cost: float
    slope: float


def state(config: Config) -> State:
    """Cost and derivative at the point of `config`."""
    _, _, bowl = landscape(config.noise, config.seed)
    theta = np.array(config.theta)
    return State(bowl, float(bowl.cost(theta)), float(bowl.hessian[1] @ (theta - bowl.minimum)))


def draw(config: Config) -> Figure:
    """The picture, 9 × 4 inches."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The two panels with axes and legends, still empty. They are the same for every config."""
    figure = canvas(WIDTH, HEIGHT)
    left, right = (figure.add_axes((x, 0.125, 0.4, 0.705)) for x in (0.065, 0.57))
    left.set(xlim=ACROSS, ylim=ALONG)
    tidy(left, "θ₀", "θ₁")
    legend_row(left, (str(HERE), CIRCLE), (str(MINIMUM), STAR), (str(CUT), DASHED))
    right.set(xlim=ALONG, ylim=(0, ROOF))
    tidy(right, "θ₁", "J")
    legend_row(right, (str(COST_OF_CUT), PARABOLA), (str(TANGENT), LINE_NOW))
    return figure


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw the surface, the cut and the tangent into the panels of `backdrop`; gives back what it drew."""
    now = state(config)
    left, right = figure.axes
    theta0, theta1 = config.theta
    along = np.linspace(*ALONG, 121)
    near = (theta1 - 1.5, theta1 + 1.5)
    cut: Array = now.bowl.cost(np.column_stack([np.full_like(along, theta0), along]))
    values = {"here": point(np.array(config.theta)), "theta0": number(theta0)}
    return [
        *draw_bowl(left, now.bowl, ACROSS, ALONG),
        add(left, [(theta0, end) for end in ALONG], DASHED, 4),
        add(left, now.bowl.minimum, STAR, 7),
        add(left, config.theta, CIRCLE, 6),
        headline(left, str(SURFACE.format(cost=number(now.cost), **values))),
        add(right, np.column_stack([along, cut]), PARABOLA, 3),
        add(right, [(x, now.cost + now.slope * (x - theta1)) for x in near], LINE_NOW, 4),
        add(right, (theta1, now.cost), CIRCLE, 5),
        headline(right, str(CUT_TITLE.format(slope=number(now.slope), **values))),
    ]


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    return PICTURE.format(
        minimum=point(now.bowl.minimum),
        here=point(np.array(config.theta)),
        theta0=number(config.theta[0]),
        cost=number(now.cost),
        slope=number(now.slope),
    )


def widget(config: Config) -> Any:
    """Sliders for θ₀, θ₁ and noise over `draw`: an ipywidgets box."""
    from curso.explore.shell import Slider, box

    theta0, theta1 = config.theta
    sliders = {
        "theta0": Slider(THETA0, theta0, min(-4.0, theta0), max(6.0, theta0), 0.1),
        "theta1": Slider(THETA1, theta1, min(-3.0, theta1), max(7.0, theta1), 0.1),
        "noise": Slider(NOISE, config.noise, 0.0, max(3.0, config.noise), 0.1),
    }

    def read(theta0: float, theta1: float, noise: float) -> Config:
        return Config((theta0, theta1), noise, config.seed)

    return box(sliders, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language()


def cost_surface(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
