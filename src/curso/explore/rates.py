"""The same descent with several learning rates: the cost of each step, one curve a rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from curso.explore.axes import headline, log_ticks, tidy
from curso.explore.bowl import Array, Bowl
from curso.explore.figure import canvas, number, show
from curso.explore.palette import COLORS, CYCLE, INK
from curso.explore.sample import check_noise, check_place, check_rate, check_steps, landscape, refuse
from curso.text import Text, join, verbatim

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FLOOR, ROOF = 0.1, 1000.0  # of the cost axis

HOW_MANY = Text(es="entre uno y seis valores", en="between one and six values")
TITLE = Text(es="Coste de cada paso con varias α (2/L = {limit})", en="Cost of each step for several α (2/L = {limit})")
STEP = Text(es="paso", en="step")
COST = Text(es="J(θ), escala logarítmica", en="J(θ), logarithmic scale")
LOWEST = Text(es="coste mínimo: {lowest}", en="lowest cost: {lowest}")
ENDS = Text(es="α = {rate}: J = {cost}", en="α = {rate}: J = {cost}")
DIVERGES = Text(es="α = {rate}: diverge", en="α = {rate}: diverges")
PICTURE = Text(
    es="Curvas del coste en {steps} pasos. Todas empiezan en {first}; el mínimo es {lowest}. Al final: {ends}.",
    en="Curves of the cost over {steps} steps. All start at {first}; the minimum is {lowest}. At the end: {ends}.",
)


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    rates : one to six learning rates α > 0.
    start, steps, noise, seed : as in `descent.Config`.

    Raises
    ------
    ValueError : a value out of its range.
    """

    rates: tuple[float, ...] = (0.01, 0.1, 0.3, 0.6, 0.72)
    start: tuple[float, float] = (-3.0, -2.0)
    steps: int = 40
    noise: float = 0.8
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= len(self.rates) <= len(CYCLE):
            refuse("rates", HOW_MANY, self.rates)
        for rate in self.rates:
            check_rate("rates", rate)
        check_place("start", self.start)
        check_steps(self.steps)
        check_noise(self.noise)


@dataclass(frozen=True)
class State:
    """What the picture shows.

    Parameters
    ----------
    bowl : the cost surface.
    costs : for each rate, J before the first step and after each one.
    """

    bowl: Bowl
    costs: tuple[Array, ...]


def state(config: Config) -> State:
    """The descents that `config` asks for."""
    _, _, bowl = landscape(config.noise, config.seed)
    paths = (bowl.path(config.start, rate, config.steps) for rate in config.rates)
    return State(bowl, tuple(bowl.cost(path) for path in paths))


def draw(config: Config) -> Figure:
    """The picture, 8 × 4 inches."""
    now = state(config)
    figure = canvas(8, 4)
    axes = figure.add_axes((0.085, 0.125, 0.595, 0.775))
    roof = max(ROOF, 10 * now.costs[0][0])
    for rate, costs, style in zip(config.rates, now.costs, CYCLE, strict=False):
        axes.plot(
            np.clip(costs, 1e-9, 10 * roof),
            **style._asdict(),
            markersize=4,
            markevery=max(1, config.steps // 20),
            label=str(_end(rate, costs, now.bowl)),
        )
    label = str(LOWEST.format(lowest=number(now.bowl.lowest)))
    axes.axhline(max(now.bowl.lowest, FLOOR), color=COLORS.black, linewidth=0.8, label=label)
    axes.set(yscale="log", xlim=(-0.5, max(config.steps, 1) + 0.5), ylim=(FLOOR, roof))
    log_ticks(axes)
    tidy(axes, str(STEP), str(COST))
    headline(axes, str(TITLE.format(limit=number(now.bowl.limit)))).set_y(1.03)
    axes.legend(
        loc="center left", bbox_to_anchor=(1.02, 0.5), fontsize=9.5, frameon=False, labelcolor=INK, handlelength=3
    )
    return figure


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    ends = [_end(rate, costs, now.bowl) for rate, costs in zip(config.rates, now.costs, strict=True)]
    return PICTURE.format(
        steps=config.steps, first=number(now.costs[0][0]), lowest=number(now.bowl.lowest), ends=join(ends, "; ")
    )


def _end(rate: float, costs: Array, bowl: Bowl) -> Text:
    value = verbatim(f"{rate:g}")
    return DIVERGES.format(rate=value) if rate > bowl.limit else ENDS.format(rate=value, cost=number(costs[-1]))


def learning_rates(config: Config | None = None) -> None:
    """Show the picture in a notebook; outside of one it is drawn and closed."""
    show(config or Config(), draw, alt)
