"""Optimizers raced over one surface: the way that each takes, and its loss at each step."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from curso.explore.bowl import Array
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.landscapes import SURFACES
from curso.explore.optimizer_steps import RULES
from curso.explore.palette import COLORS, CYCLE, Style
from curso.explore.sample import check_noise, check_place, check_rate, refuse
from curso.text import Text, join, language, verbatim

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 10.4, 5.0  # inches
HORIZONS = (60, 120, 500)  # how far the axis of steps may go
MOST_STEPS = HORIZONS[-1]
FAR = 1e6  # beyond it a path is over
RACERS = tuple(RULES)
STYLES: Mapping[str, Style] = dict(
    zip(RACERS, (*CYCLE, Style(COLORS.black, "X", (0, (1, 1))), Style("#8A6D3B", ">", (0, (7, 2, 1, 2)))), strict=True)
)
# rates that suit these surfaces: each racer gets far in sixty steps
RATES: Mapping[str, float] = {
    "SGD": 0.02,
    "momentum": 0.01,
    "RMSprop": 0.1,
    "Adagrad": 0.8,
    "Adadelta": 20.0,
    "Adam": 0.2,
    "Adamax": 0.3,
    "Nadam": 0.2,
}

SURFACE = Text(es="superficie", en="surface")
FACTOR = Text(es="multiplica todas las α por", en="multiply every α by")
STEPS_TAKEN = Text(es="pasos", en="steps")
NOISE = Text(es="ruido en el gradiente", en="noise in the gradient")
A_SURFACE = Text(es="una de: {names}", en="one of: {names}")
SOME_RACERS = Text(es="uno o más, sin repetir, de: {names}", en="one or more, each once, of: {names}")
A_RATE_EACH = Text(es="una tasa para cada corredor ({n})", en="one rate for each racer ({n})")
A_STEP = Text(es="un entero entre 0 y {last}", en="an integer from 0 to {last}")
PICTURE = Text(
    es="Dos gráficos. Izquierda: curvas de nivel de una superficie ({surface}) y los caminos de los optimizadores "
    "desde {start}. Derecha: la pérdida de cada uno, en escala logarítmica. Tras {steps} pasos{noise}, de menor a "
    "mayor pérdida: {ends}.",
    en="Two charts. Left: contours of a surface ({surface}) and the paths of the optimizers from {start}. Right: the "
    "loss of each, on a logarithmic scale. After {steps} steps{noise}, from the lowest loss to the highest: {ends}.",
)
WITH_NOISE = Text(
    es=", con ruido de desviación {noise} en el gradiente", en=", with noise of deviation {noise} in the gradient"
)
STANDS = Text(es="{name} (α = {rate}) {loss}", en="{name} (α = {rate}) {loss}")
GONE = Text(es="{name} (α = {rate}) diverge", en="{name} (α = {rate}) diverges")


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    surface : "ravine", "banana", "saddle" or "hollows"; see `curso.explore.landscapes`.
    racers : one to eight of `RACERS`.
    rates : the learning rate α of each racer, in their order; None takes those of `RATES`.
    factor : what every α is multiplied by.
    start : (x, y) where all begin; None is the place that suits the surface.
    steps : number of steps taken, from 0 to 500.
    noise : standard deviation of what is added to each component of each gradient, as mini-batches do.
    seed : of the noise, which is the same for every racer.

    Raises
    ------
    ValueError : a value out of its range.
    """

    surface: str = "ravine"
    racers: tuple[str, ...] = RACERS
    rates: tuple[float, ...] | None = None
    factor: float = 1.0
    start: tuple[float, float] | None = None
    steps: int = 60
    noise: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        if self.surface not in SURFACES:
            refuse("surface", A_SURFACE.format(names=", ".join(SURFACES)), self.surface)
        if not self.racers or len(set(self.racers)) < len(self.racers) or not set(self.racers) <= set(RACERS):
            refuse("racers", SOME_RACERS.format(names=", ".join(RACERS)), self.racers)
        if self.rates is not None and len(self.rates) != len(self.racers):
            refuse("rates", A_RATE_EACH.format(n=len(self.racers)), self.rates)
        for rate in self.rates or ():
            check_rate("rates", rate)
        check_rate("factor", self.factor)
        if self.start is not None:
            check_place("start", self.start)
        if not 0 <= self.steps <= MOST_STEPS:
            refuse("steps", A_STEP.format(last=MOST_STEPS), self.steps)
        check_noise(self.noise)


@dataclass(frozen=True)
class State:
    """The race, by the names of the racers.

    Parameters
    ----------
    paths : where each was before the first step and after each one, shape (steps + 1, 2); shorter if it flew off.
    losses : the loss there, shape (steps + 1,).
    rates : the learning rates α.
    """

    paths: Mapping[str, Array]
    losses: Mapping[str, Array]
    rates: Mapping[str, float]


def minimise(
    name: str, gradient: Callable[[Array], ArrayLike], start: ArrayLike, steps: int, rate: float | None = None
) -> Array:
    """The path of one optimizer over any surface, shape (steps + 1, 2): the formulas of Keras and its defaults.

    Parameters
    ----------
    name : one of `RACERS`.
    gradient : of the surface at a point.
    start : where it begins.
    rate : the learning rate; None takes that of `RATES`.

    The path ends early if it goes beyond a million.
    """
    rule = RULES[name](RATES[name] if rate is None else rate)
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        place = path[-1] + rule(np.asarray(gradient(path[-1]), dtype=float))
        if not np.abs(place).max() < FAR:
            break
        path.append(place)
    return np.array(path)


def state(config: Config) -> State:
    """The race that `config` asks for."""
    surface = SURFACES[config.surface]
    given = config.rates or tuple(RATES[name] for name in config.racers)
    rates = {name: config.factor * rate for name, rate in zip(config.racers, given, strict=True)}
    start = config.start or surface.start
    paths = {
        name: _path(config.surface, name, rate, start, horizon(config), config.noise, config.seed)[: config.steps + 1]
        for name, rate in rates.items()
    }
    return State(paths, {name: surface.loss(path) for name, path in paths.items()}, rates)


def horizon(config: Config) -> int:
    """How far the axis of steps goes. Paths are computed so far: a play button then only cuts them."""
    return next(far for far in HORIZONS if config.steps <= far)


@lru_cache(maxsize=64)
def _path(
    surface: str, name: str, rate: float, start: tuple[float, float], steps: int, noise: float, seed: int
) -> Array:
    shaken = iter(noise * np.random.default_rng(seed).standard_normal((steps, 2)))
    slope = SURFACES[surface].gradient
    return minimise(name, lambda place: slope(place) + next(shaken), start, steps, rate)


def draw(config: Config) -> Figure:
    """The picture, 10.4 × 5 inches: the surface with the paths, the loss of each step, and where each stands."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The surface, and the axes of the losses, still empty."""
    from curso.explore.race_drawing import sheet

    return sheet(canvas(WIDTH, HEIGHT), config)


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw the paths, the losses and the table of the racers on the sheet of `backdrop`; gives back what it drew."""
    from curso.explore.race_drawing import drawing

    return drawing(figure, config, state(config))


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    surface = SURFACES[config.surface]
    ends = sorted(now.losses, key=lambda name: (_out(now, config, name), now.losses[name][-1]))
    said = [
        (GONE if _out(now, config, name) else STANDS).format(
            name=name, rate=f"{now.rates[name]:.4g}", loss=number(now.losses[name][-1])
        )
        for name in ends
    ]
    start = config.start or surface.start
    return PICTURE.format(
        surface=surface.name,
        start=f"({number(start[0])}, {number(start[1])})",
        steps=config.steps,
        noise=WITH_NOISE.format(noise=number(config.noise)) if config.noise else verbatim(""),
        ends=join(said, "; "),
    )


def _out(now: State, config: Config, name: str) -> bool:
    return len(now.paths[name]) <= config.steps


def widget(config: Config) -> Any:
    """Menu of surfaces and sliders for α, noise and steps with a play button over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box

    knobs: dict[str, Slider | Choice] = {
        "surface": Choice(SURFACE, config.surface, {name: surface.name for name, surface in SURFACES.items()}),
        "steps": Slider(STEPS_TAKEN, config.steps, 0, max(HORIZONS[1], config.steps), 1, play=True),
        "factor": Slider(FACTOR, config.factor, min(0.1, config.factor), max(5.0, config.factor), 0.1),
        "noise": Slider(NOISE, config.noise, 0.0, max(2.0, config.noise), 0.1),
    }

    def read(surface: str, **rest: Any) -> Config:
        start = config.start if surface == config.surface else None
        return replace(config, surface=surface, start=start, **rest)

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language(), config.surface, horizon(config)


def optimizers(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
