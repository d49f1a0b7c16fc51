"""Gradient descent, seen: the line on its data, the way of θ over the cost surface, and the cost of each step."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, headline, legend_row, log_ticks, note, tidy
from curso.explore.bowl import Array, Bowl, draw_bowl
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.marks import CIRCLE, DASHED, DOT, LINE_BEFORE, LINE_NOW, SQUARE, STAR, TRAIL
from curso.explore.sample import check_noise, check_place, check_rate, check_steps, landscape, line, point
from curso.text import Text, language

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RATE = Text(es="α (tasa de aprendizaje)", en="α (learning rate)")
THETA0 = Text(es="θ₀ inicial", en="θ₀ at the start")
THETA1 = Text(es="θ₁ inicial", en="θ₁ at the start")
NOISE = Text(es="ruido en los datos", en="noise in the data")
STEPS_TAKEN = Text(es="pasos", en="steps")

WIDTH, HEIGHT = 11.0, 4.0  # inches
LONG = 60  # steps on the cost axis, and the last stop of the slider
FLOOR, ROOF = 0.03, 1000.0  # of the cost axis
SIDES = (-1.25, 3.25)  # limits of x
TINY = 1e-12  # a cost that a logarithmic axis can still take
REACHED = 1e-5  # the path has arrived when J is this close to its minimum, as a part of J at the start

LINE = Text(es="Datos y recta: h(x) = {line}", en="Data and line: h(x) = {line}")
SURFACE = Text(es="Coste J(θ) y camino de θ", en="Cost J(θ) and path of θ")
COSTS = Text(es="Coste tras el paso {step}: J = {cost}", en="Cost after step {step}: J = {cost}")
DATA = Text(es="datos", en="data")
NOW_LINE = Text(es="recta actual", en="line now")
BEFORE = Text(es="anteriores", en="earlier")
STEP = Text(es="paso", en="step")
COST = Text(es="J(θ), escala logarítmica", en="J(θ), logarithmic scale")
MINIMUM = Text(es="mínimo", en="minimum")
START = Text(es="inicio", en="start")
NOW = Text(es="θ actual", en="θ now")
LOWEST = Text(es="coste mínimo", en="lowest cost")
DIVERGES = Text(
    es="Diverge: α = {rate} pasa de 2/L = {limit}",
    en="It diverges: α = {rate} is above 2/L = {limit}",
)
ARRIVED = Text(es="Ha llegado al mínimo", en="It has reached the minimum")
LEAVES = Text(es="θ ha salido del dibujo", en="θ has left the picture")
PICTURE = Text(
    es="Tres gráficos. Izquierda: {m} puntos y la recta h(x) = {line}. Centro: curvas de nivel del coste, elipses "
    "alrededor del mínimo {minimum}, y el camino de θ desde {start} hasta {end} en {steps} pasos con α = {rate}. "
    "Derecha: el coste de cada paso, de {first} a {last}; el mínimo es {lowest}. {verdict}.",
    en="Three charts. Left: {m} points and the line h(x) = {line}. Middle: contours of the cost, ellipses around "
    "the minimum {minimum}, and the path of θ from {start} to {end} in {steps} steps with α = {rate}. "
    "Right: the cost of each step, from {first} to {last}; the minimum is {lowest}. {verdict}.",
)
ON_THE_WAY = Text(es="Aún no ha llegado al mínimo", en="It has not reached the minimum yet")


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    learning_rate : α > 0.
    start : first (θ₀, θ₁).
    steps : number of steps taken, from 0 to 10 000.
    noise : standard deviation of what is added to y of each example, in units of y.
    seed : of the noise.

    Raises
    ------
    ValueError : a value out of its range.
    """

    learning_rate: float = 0.1
    start: tuple[float, float] = (-3.0, -2.0)
    steps: int = 15
    noise: float = 0.8
    seed: int = 0

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)
        check_place("start", self.start)
        check_steps(self.steps)
        check_noise(self.noise)


@dataclass(frozen=True)
class State:
    """What the picture shows: the data, their cost surface and the way of θ over it.

    Parameters
    ----------
    x, y : examples, shape (m,).
    bowl : the cost surface.
    path : θ before the first step and after each one, shape (steps + 1, 2); shorter if numbers overflow.
    costs : J of each row of `path`.
    diverges, arrived : whether α > 2/L, and whether J is as good as at its minimum.
    """

    x: Array
    y: Array
    bowl: Bowl
    path: Array
    costs: Array
    diverges: bool
    arrived: bool


@lru_cache(maxsize=16)
def state(config: Config) -> State:
    """The descent that `config` asks for. Never raises: a path that overflows ends before that."""
    x, y, bowl = landscape(config.noise, config.seed)
    path = bowl.path(config.start, config.learning_rate, config.steps)
    costs = bowl.cost(path)
    diverges = config.learning_rate > bowl.limit
    left = costs[-1] - bowl.lowest <= REACHED * max(costs[0] - bowl.lowest, 1e-9)
    return State(x, y, bowl, path, costs, diverges, arrived=bool(left) and not diverges)


def draw(config: Config) -> Figure:
    """The picture, 11 × 4 inches: data and line; contours of J and path of θ; cost against step."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    return PICTURE.format(
        m=len(now.x),
        line=line(now.path[-1]),
        minimum=point(now.bowl.minimum),
        start=point(now.path[0]),
        end=point(now.path[-1]),
        steps=len(now.path) - 1,
        rate=f"{config.learning_rate:g}",
        first=number(now.costs[0]),
        last=number(now.costs[-1]),
        lowest=number(now.bowl.lowest),
        verdict=verdict(now, config),
    )


def verdict(now: State, config: Config) -> Text:
    """How the descent is doing: it diverges, it has arrived, or it is on its way."""
    if now.diverges:
        return DIVERGES.format(rate=f"{config.learning_rate:g}", limit=number(now.bowl.limit))
    return ARRIVED if now.arrived else ON_THE_WAY


def backdrop(config: Config) -> Figure:
    """The three panels with axes and legends, still empty."""
    figure = canvas(WIDTH, HEIGHT)
    left, middle, right = (figure.add_axes((x, 0.125, 0.26, 0.705)) for x in (0.05, 0.382, 0.722))
    left.set(xlim=SIDES, ylim=(-6, 10))
    tidy(left, "x", "y")
    legend_row(left, (str(DATA), DOT), (str(NOW_LINE), LINE_NOW), (str(BEFORE), LINE_BEFORE))
    middle.set(**dict(zip(("xlim", "ylim"), window(config.start), strict=True)))
    tidy(middle, "θ₀", "θ₁")
    headline(middle, str(SURFACE))
    legend_row(middle, (str(START), SQUARE), (str(NOW), CIRCLE), (str(MINIMUM), STAR))
    right.set(yscale="log", xlim=(-1, max(LONG, config.steps) + 1), ylim=(FLOOR, roof(config)))
    log_ticks(right)
    tidy(right, str(STEP), str(COST))
    legend_row(right, (str(LOWEST), DASHED))
    return figure


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw the descent of `config` into the panels of `backdrop`; gives back what it drew."""
    now = state(config)
    left, middle, right = figure.axes
    return [*_line(left, now), *_path(middle, now, config), *_costs(right, now, config)]


def _line(axes: Axes, now: State) -> list[Artist]:
    from matplotlib.collections import LineCollection

    theta, before = now.path[-1], now.path[:-1]
    some = before[np.unique(np.geomspace(1, len(before), 8).astype(int) - 1)] if len(before) else before
    earlier = LineCollection([ends_of(t) for t in some], **LINE_BEFORE, zorder=3)
    axes.add_collection(earlier, autolim=False)
    return [
        earlier,
        add(axes, np.column_stack([now.x, now.y]), DOT, 4),
        add(axes, ends_of(theta), LINE_NOW, 5),
        headline(axes, str(LINE.format(line=line(theta)))),
    ]


def ends_of(theta: Array) -> Array:
    """The line of these parameters, from one side of the picture to the other, shape (2, 2)."""
    return np.array([(x, theta[0] + theta[1] * x) for x in SIDES])


def _path(axes: Axes, now: State, config: Config) -> list[Artist]:
    (low, high), (bottom, top) = span = window(config.start)
    end = now.path[-1]
    inside = low <= end[0] <= high and bottom <= end[1] <= top
    return [
        *draw_bowl(axes, now.bowl, *span),
        add(axes, now.path, TRAIL, 5),
        add(axes, now.path[0], SQUARE, 6),
        add(axes, now.bowl.minimum, STAR, 8),
        add(axes, end, CIRCLE, 7),
        *([] if inside else [note(axes, str(LEAVES), "lower left")]),
    ]


def _costs(axes: Axes, now: State, config: Config) -> list[Artist]:
    last, highest = len(now.costs) - 1, roof(config)
    cost = now.costs[-1]
    mark = {**CIRCLE, "clip_on": False, "marker": "^" if cost > highest else "v" if cost < FLOOR else "o"}
    drawn = [
        add(axes, [(x, max(now.bowl.lowest, TINY)) for x in axes.get_xlim()], DASHED, 4),
        add(axes, np.column_stack([range(last + 1), np.clip(now.costs, TINY, 10 * highest)]), TRAIL, 5),
        add(axes, (last, np.clip(cost, FLOOR, highest)), mark, 6),
        headline(axes, str(COSTS.format(step=last, cost=number(cost)))),
    ]
    if now.diverges or now.arrived:
        drawn.append(note(axes, str(verdict(now, config)), "lower right" if now.diverges else "upper right"))
    return drawn


def roof(config: Config) -> float:
    """The top of the cost axis: always the same, unless the descent starts higher."""
    return float(max(ROOF, 10 * state(replace(config, steps=0)).costs[0]))


def window(start: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Limits of θ₀ and of θ₁ in the picture: always the same, unless the start lies outside."""
    return (
        (min(-5.0, start[0] - 1), max(7.0, start[0] + 1)),
        (min(-4.0, start[1] - 1), max(8.0, start[1] + 1)),
    )


def widget(config: Config) -> Any:
    """Sliders for α, start, steps and noise and a play button over `draw`: an ipywidgets box."""
    from curso.explore.shell import Slider, box

    sliders = {
        "learning_rate": Slider(RATE, config.learning_rate, 0.01, max(0.8, config.learning_rate), 0.01),
        "theta0": Slider(THETA0, config.start[0], *_span(-4, 6, config.start[0]), 0.1),
        "theta1": Slider(THETA1, config.start[1], *_span(-3, 7, config.start[1]), 0.1),
        "noise": Slider(NOISE, config.noise, 0.0, max(3.0, config.noise), 0.1),
        "steps": Slider(STEPS_TAKEN, config.steps, 0, max(LONG, config.steps), 1, play=True),
    }

    def read(theta0: float, theta1: float, **values: Any) -> Config:
        return Config(start=(theta0, theta1), seed=config.seed, **values)

    return box(sliders, read, Frames(backdrop, foreground, _backdrop_key), alt, WIDTH)


def _span(low: float, high: float, value: float) -> tuple[float, float]:
    return min(low, value), max(high, value)


def _backdrop_key(config: Config) -> Hashable:
    return language(), window(config.start), roof(config), max(LONG, config.steps)


def gradient_descent(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
