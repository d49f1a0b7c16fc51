"""How a search looks: its trials over the map of the error, and the best error so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, headline, legend_row, tidy
from curso.explore.bowl import DARK, LIGHT
from curso.explore.marks import DASHED, STAR
from curso.explore.palette import COLORS
from curso.explore.searches import BEST_DROPOUT, BEST_RATE, DROPOUTS, FULL, RATES, error
from curso.explore.trials import METHODS, Config, State, horizon
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

LEVELS = (0.0, 0.11, 0.13, 0.17, 0.25, 0.4, 0.6, 0.8, 1.0)
ROOF = 0.9  # of the axis of errors
GREY = "#808080"
MARGIN = 0.045  # under the space, where the rates that were tried are marked
WHOLE: dict[str, Any] = {"linestyle": "", "marker": "o", "color": COLORS.blue, "markersize": 7,
                         "markeredgecolor": "white"}  # fmt: skip
STOPPED: dict[str, Any] = {**WHOLE, "color": "white", "markeredgecolor": COLORS.blue, "markersize": 5}
BEST: dict[str, Any] = {**WHOLE, "color": COLORS.vermillion, "marker": "D", "markersize": 9}
TICK: dict[str, Any] = {"linestyle": "", "marker": "|", "color": COLORS.black, "markersize": 8}
FOUND: dict[str, Any] = {"linestyle": "", "marker": ".", "color": GREY, "markersize": 6}
SO_FAR: dict[str, Any] = {"color": COLORS.vermillion, "linewidth": 2.2}

RATE = Text(es="tasa de aprendizaje", en="learning rate")
DROPOUT = Text(es="dropout", en="dropout")
EPOCHS = Text(es="épocas gastadas", en="epochs spent")
ERROR = Text(es="error de validación", en="validation error")
TRAINED = Text(es="completa", en="trained in full")
CUT = Text(es="detenida antes", en="stopped early")
BEST_ONE = Text(es="mejor", en="best")
TRUE_ONE = Text(es="óptimo", en="optimum")
EACH = Text(es="cada ensayo", en="each trial")
SO_FAR_NAME = Text(es="mejor hasta ahora", en="best so far")
LIMIT = Text(es="presupuesto", en="budget")
TRIED = Text(es="Búsqueda {method}. Combinaciones: {n}; tasas (rayas): {rates}",
             en="{method} search. Combinations: {n}; rates (ticks): {rates}")  # fmt: skip
ARRIVED = Text(es="Mejor error: {error} tras {spent} épocas", en="Best error: {error} after {spent} epochs")
NONE_YET = Text(es="Nada gastado todavía", en="Nothing spent yet")


def sheet(figure: Figure, config: Config) -> Figure:
    """The map of the error, and the axes of the best so far."""
    from matplotlib.colors import LinearSegmentedColormap

    left, right = (figure.add_axes((x, 0.115, width, 0.735)) for x, width in ((0.065, 0.46), (0.595, 0.38)))
    x, y = np.linspace(*RATES, 101), np.linspace(*DROPOUTS, 61)
    heights = error(10.0 ** x[None, :], y[:, None])
    colors = LinearSegmentedColormap.from_list("error", [tuple(LIGHT), tuple(DARK)])(np.linspace(0, 1, len(LEVELS)))
    left.contourf(x, y, heights, levels=LEVELS, colors=colors, zorder=1)
    left.contour(x, y, heights, levels=LEVELS, colors="white", linewidths=0.7, zorder=1.1)
    left.plot(np.log10(BEST_RATE), BEST_DROPOUT, **STAR, zorder=2)
    left.set(xlim=(RATES[0] - 0.08, RATES[1] + 0.08), ylim=(DROPOUTS[0] - 1.8 * MARGIN, DROPOUTS[1] + 0.02))
    left.set_xticks(range(int(RATES[0]), int(RATES[1]) + 1), ["0.0001", "0.001", "0.01", "0.1", "1"])
    tidy(left, str(RATE), str(DROPOUT))
    legend_row(left, (str(TRAINED), WHOLE), (str(CUT), STOPPED), (str(BEST_ONE), BEST), (str(TRUE_ONE), STAR))
    right.set(xlim=(0, 1.02 * FULL * horizon(config)), ylim=(0, ROOF))
    tidy(right, str(EPOCHS), str(ERROR))
    legend_row(right, (str(EACH), FOUND), (str(SO_FAR_NAME), SO_FAR), (str(LIMIT), DASHED))
    return figure


def drawing(figure: Figure, config: Config, now: State) -> list[Artist]:
    """Draw the trials and the best so far on the `sheet`; gives back what it drew."""
    left, right = figure.axes
    longest: dict[tuple[float, float], int] = {}
    for trial in now.trials:
        longest[trial.rate, trial.dropout] = trial.epochs
    places = np.array([(np.log10(rate), dropout) for rate, dropout in longest]).reshape(-1, 2)
    whole = np.array([epochs == FULL for epochs in longest.values()], dtype=bool)
    rates = len({round(float(rate), 9) for rate in places[:, 0]})
    said = TRIED.format(method=METHODS[config.method], n=len(places), rates=rates)
    title = str(said)
    drawn: list[Artist] = [
        add(left, places[~whole], STOPPED, 3),
        add(left, places[whole], WHOLE, 4),
        add(left, np.column_stack([places[:, 0], np.full(len(places), -MARGIN)]), TICK, 3),
        headline(left, title[0].upper() + title[1:]),
    ]
    end = FULL * config.budget
    drawn.append(add(right, [(end, 0), (end, ROOF)], DASHED, 2))
    if now.best is None:
        return [*drawn, headline(right, str(NONE_YET))]
    steps = np.repeat(np.column_stack([now.spent, now.best_so_far]), 2, axis=0)
    steps[2::2, 1], steps[1::2, 0] = steps[1:-1:2, 1], steps[1::2, 0]
    errors = np.column_stack([now.spent, np.minimum([trial.error for trial in now.trials], ROOF)])
    arrived = ARRIVED.format(error=f"{now.best.error:.3f}", spent=int(now.spent[-1]))
    return [
        *drawn,
        add(left, (np.log10(now.best.rate), now.best.dropout), BEST, 5),
        add(right, errors, FOUND, 3),
        add(right, steps, SO_FAR, 4),
        headline(right, str(arrived)),
    ]
