"""Searches for two hyper-parameters: grid, random, Bayesian and Hyperband fill a space with the same budget."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.bowl import Array
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.sample import check_noise, refuse
from curso.explore.searches import BEST_DROPOUT, BEST_RATE, FULL, Trial, error, searched
from curso.text import Text, language, verbatim

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

__all__ = ["Config", "State", "Trial", "alt", "draw", "error", "search", "searched", "state", "widget"]
WIDTH, HEIGHT = 10.4, 4.8  # inches
LEAST, MOST = 4, 36  # full trainings
HORIZONS = (12, 24, MOST)  # how many of them the axis of epochs may hold

METHODS: Mapping[str, Text] = {
    "grid": Text(es="en rejilla", en="grid"),
    "random": Text(es="al azar", en="random"),
    "bayesian": Text(es="bayesiana", en="Bayesian"),
    "hyperband": verbatim("Hyperband"),
}
METHOD = Text(es="búsqueda", en="search")
BUDGET = Text(es="presupuesto (entrenamientos completos)", en="budget (full trainings)")
SPENT = Text(es="gastados", en="spent")
NOISE = Text(es="ruido en el error", en="noise in the error")
SEED = Text(es="semilla", en="seed")
ONE_OF = Text(es="una de: {names}", en="one of: {names}")
WHOLE = Text(es="un entero entre {low} y {high}", en="an integer from {low} to {high}")
PICTURE = Text(
    es="Dos gráficos de una búsqueda {method}. Izquierda: el mapa del error de validación según la tasa de aprendizaje "
    "y el dropout, con las combinaciones probadas: {n}. Derecha: el mejor error según las épocas gastadas. {end}",
    en="Two charts of a {method} search. Left: a map of the validation error by learning rate and dropout, with the "
    "combinations tried: {n}. Right: the best error by the epochs spent. {end}",
)
END = Text(
    es="Con {spent} épocas gastadas, el mejor error es {error}, con una tasa de {rate} y un dropout de {dropout}.",
    en="With {spent} epochs spent, the best error is {error}, with a rate of {rate} and a dropout of {dropout}.",
)
NOTHING = Text(es="Todavía no se ha probado ninguna.", en="None has been tried yet.")


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    method : "grid", "random", "bayesian" or "hyperband".
    budget : how many trainings of 27 epochs all trials together may cost, from 4 to 36.
    step : how many of them are spent in the picture, from 0 to `budget`; None is all.
    noise : standard deviation of what each training adds to the error, as other initial weights do.
    seed : of the search and of the noise.

    Raises
    ------
    ValueError : a value out of its range.
    """

    method: str = "random"
    budget: int = 16
    step: int | None = None
    noise: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            refuse("method", ONE_OF.format(names=", ".join(METHODS)), self.method)
        if not LEAST <= self.budget <= MOST:
            refuse("budget", WHOLE.format(low=LEAST, high=MOST), self.budget)
        if self.step is not None and not 0 <= self.step <= self.budget:
            refuse("step", WHOLE.format(low=0, high=self.budget), self.step)
        check_noise(self.noise)


@dataclass(frozen=True)
class State:
    """The search as far as it has come.

    Parameters
    ----------
    trials : each training, in order; in Hyperband a combination that goes on is there once for each round.
    spent : epochs spent after each, shape (n,).
    best_so_far : the lowest error so far after each, shape (n,).
    best : the trial with the lowest error, or None before the first.
    truth : learning rate and dropout where the error without noise is lowest.
    """

    trials: tuple[Trial, ...]
    spent: Array
    best_so_far: Array
    best: Trial | None
    truth: tuple[float, float]


def state(config: Config) -> State:
    """The search that `config` asks for."""
    limit = FULL * (config.budget if config.step is None else config.step)
    done = tuple(t for t in searched(config.method, config.budget, config.noise, config.seed) if t.spent <= limit)
    errors = np.array([trial.error for trial in done])
    return State(
        done,
        np.array([trial.spent for trial in done], dtype=np.float64),
        np.minimum.accumulate(errors) if len(done) else errors,
        min(done, key=lambda trial: trial.error) if done else None,
        (BEST_RATE, BEST_DROPOUT),
    )


def horizon(config: Config) -> int:
    """How many full trainings the axis of epochs holds; few values, so that a slider for the budget moves fast."""
    return next(far for far in HORIZONS if config.budget <= far)


def draw(config: Config) -> Figure:
    """The picture, 10.4 × 4.8 inches: the space with its trials, and the best error so far."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The map of the error, and the axes of the best so far, still empty."""
    from curso.explore.trials_drawing import sheet

    return sheet(canvas(WIDTH, HEIGHT), config)


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw the trials and the best so far on the sheet of `backdrop`; gives back what it drew."""
    from curso.explore.trials_drawing import drawing

    return drawing(figure, config, state(config))


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    end = NOTHING
    if now.best:
        end = END.format(
            spent=int(now.spent[-1]),
            error=f"{now.best.error:.3f}",
            rate=f"{now.best.rate:.2g}",
            dropout=number(now.best.dropout),
        )
    places = {(trial.rate, trial.dropout) for trial in now.trials}
    return PICTURE.format(method=METHODS[config.method], n=len(places), end=end)


def widget(config: Config) -> Any:
    """Menu of searches and sliders for budget, noise, seed and what is spent over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box

    knobs: dict[str, Slider | Choice] = {
        "method": Choice(METHOD, config.method, METHODS),
        "step": Slider(SPENT, config.budget if config.step is None else config.step, 0, config.budget, 1, play=True),
        "budget": Slider(BUDGET, config.budget, LEAST, MOST, 1),
        "noise": Slider(NOISE, config.noise, 0.0, max(0.1, config.noise), 0.01),
        "seed": Slider(SEED, config.seed, 0, max(20, config.seed), 1),
    }

    def read(step: int, budget: int, **rest: Any) -> Config:
        return replace(config, step=min(step, budget), budget=budget, **rest)

    def ends(shown: Config) -> Mapping[str, float]:
        return {"step": shown.budget}

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH, ends)


def _key(config: Config) -> Hashable:
    return language(), horizon(config)


def search(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
