"""Why scaling helps: the same data before and after standardisation, the shape of J and the way of θ over it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, headline, legend_row, tidy
from curso.explore.bowl import Array, Bowl, draw_bowl
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.marks import CIRCLE, SQUARE, STAR, TRAIL
from curso.explore.sample import MOST_STEPS, check_steps, refuse
from curso.text import Text, language

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 9.6, 5.2  # inches
ACROSS, ALONG = (-5.0, 7.0), (-5.0, 7.0)  # limits of θ₁ and θ₂, to the same scale
ENOUGH = 1e-3  # the way is over when J − minimum is this part of what it was at the start

RATIO = Text(es="desviación de x₂ (la de x₁ es 1)", en="deviation of x₂ (that of x₁ is 1)")
FRACTION = Text(es="α, como parte de 2/L", en="α, as a part of 2/L")
STEPS_TAKEN = Text(es="pasos", en="steps")
BEFORE = Text(es="Sin escalar: κ = {condition}, {needs}", en="Not scaled: κ = {condition}, {needs}")
AFTER = Text(es="Estandarizado: κ = {condition}, {needs}", en="Standardised: κ = {condition}, {needs}")
NEEDS = Text(es="llega en {steps} pasos", en="arrives in {steps} steps")
NEVER = Text(es="no llega", en="never arrives")
START = Text(es="inicio", en="start")
NOW = Text(es="θ actual", en="θ now")
MINIMUM = Text(es="mínimo", en="minimum")
AT_LEAST_1 = Text(es="un número entre 1 y 100", en="a number from 1 to 100")
PART = Text(es="un número mayor que 0 y menor que 1", en="a number above 0 and below 1")
PICTURE = Text(
    es="Dos mapas del coste con el camino de θ tras {steps} pasos. Izquierda, sin escalar: elipses alargadas, número "
    "de condición {before}; {long}. Derecha, con las características estandarizadas: elipses más redondas, número de "
    "condición {after}; {short}.",
    en="Two maps of the cost with the path of θ after {steps} steps. Left, not scaled: long ellipses, condition number "
    "{before}; {long}. Right, with standardised features: rounder ellipses, condition number {after}; {short}.",
)


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    ratio : standard deviation of the feature x₂, from 1 to 100; that of x₁ is 1.
    fraction : learning rate as a part of the largest that does not diverge, 2/L of each surface; in (0, 1).
    steps : number of steps taken, from 0 to 10 000.
    seed : of the data.

    Raises
    ------
    ValueError : a value out of its range.
    """

    ratio: float = 5.0
    fraction: float = 0.9
    steps: int = 20
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.ratio <= 100:
            refuse("ratio", AT_LEAST_1, self.ratio)
        if not 0 < self.fraction < 1:
            refuse("fraction", PART, self.fraction)
        check_steps(self.steps)


@dataclass(frozen=True)
class Way:
    """One surface and the descent on it.

    Parameters
    ----------
    bowl : cost surface of the two slopes (θ₁, θ₂); the data are centred, so that there is no θ₀.
    path : θ before the first step and after each one, shape (steps + 1, 2).
    needed : steps until J has come down to its minimum (see `ENOUGH`); None if 10 000 are not enough.
    """

    bowl: Bowl
    path: Array
    needed: int | None


@dataclass(frozen=True)
class State:
    """The two descents: on the features as they are, and on the standardised ones."""

    before: Way
    after: Way


@lru_cache(maxsize=64)
def _bowls(ratio: float, seed: int) -> tuple[Bowl, Bowl]:
    random = np.random.default_rng(seed)
    X = random.standard_normal((60, 2))
    X[:, 1] += 0.3 * X[:, 0]
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    noise = 0.3 * random.standard_normal(60)
    raw = X * (1.0, ratio)
    y = X @ (1.0, 1.0) + noise - noise.mean()
    return Bowl.of(raw, y), Bowl.of(X, y)


def state(config: Config) -> State:
    """Both descents, each from the same place beside its minimum."""
    before, after = (_way(bowl, config) for bowl in _bowls(config.ratio, config.seed))
    return State(before, after)


def _way(bowl: Bowl, config: Config) -> Way:
    start, rate = bowl.minimum + np.array([-4.5, 3.0]), config.fraction * bowl.limit
    return Way(bowl, bowl.path(start, rate, config.steps), _needed(bowl, start - bowl.minimum, rate))


def _needed(bowl: Bowl, away: Array, rate: float) -> int | None:
    """Steps from `away` of the minimum until J has come down: along an eigenvector each step multiplies by 1 − αλ."""
    curvatures, vectors = np.linalg.eigh(bowl.hessian)
    parts = curvatures * (vectors.T @ away) ** 2
    above = np.abs(1 - rate * curvatures) ** (2 * np.arange(MOST_STEPS + 1)[:, None]) @ parts
    reached = np.flatnonzero(above <= ENOUGH * above[0])
    return int(reached[0]) if len(reached) else None


def draw(config: Config) -> Figure:
    """The picture, 9.6 × 5.2 inches: both surfaces to the same scale, with the way of θ."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The two panels with axes and legends, still empty. They are the same for every config."""
    figure = canvas(WIDTH, HEIGHT)
    for x in (0.065, 0.57):
        axes = figure.add_axes((x, 0.11, 0.41, 0.745))
        axes.set(xlim=ACROSS, ylim=ALONG)
        tidy(axes, "θ₁", "θ₂")
        legend_row(axes, (str(START), SQUARE), (str(NOW), CIRCLE), (str(MINIMUM), STAR))
    return figure


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw both descents into the panels of `backdrop`; gives back what it drew."""
    now = state(config)
    drawn: list[Artist] = []
    for axes, way, title in zip(figure.axes, (now.before, now.after), (BEFORE, AFTER), strict=True):
        drawn += [
            *draw_bowl(axes, way.bowl, ACROSS, ALONG),
            add(axes, way.path, TRAIL, 5),
            add(axes, way.path[0], SQUARE, 6),
            add(axes, way.bowl.minimum, STAR, 8),
            add(axes, way.path[-1], CIRCLE, 7),
            headline(axes, str(title.format(condition=number(way.bowl.condition), needs=_needs(way)))),
        ]
    return drawn


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    return PICTURE.format(
        steps=config.steps,
        before=number(now.before.bowl.condition),
        after=number(now.after.bowl.condition),
        long=_needs(now.before),
        short=_needs(now.after),
    )


def _needs(way: Way) -> Text:
    return NEVER if way.needed is None else NEEDS.format(steps=way.needed)


def widget(config: Config) -> Any:
    """Sliders for the ratio of the features, α and steps and a play button over `draw`: an ipywidgets box."""
    from curso.explore.shell import Slider, box

    sliders = {
        "ratio": Slider(RATIO, config.ratio, 1.0, max(10.0, config.ratio), 0.5),
        "fraction": Slider(FRACTION, config.fraction, min(0.05, config.fraction), 0.99, 0.01),
        "steps": Slider(STEPS_TAKEN, config.steps, 0, max(60, config.steps), 1, play=True),
    }

    def read(**values: Any) -> Config:
        return Config(seed=config.seed, **values)

    return box(sliders, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language()


def scaling(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
