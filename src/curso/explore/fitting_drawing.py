"""How a fit looks: the points with the curves, and the two errors with where the reader stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, headline, legend_row, log_ticks, tidy
from curso.explore.figure import number
from curso.explore.fitting import HIGHEST, Config, State, described
from curso.explore.marks import DASHED, DOT, LINE_NOW, STAR
from curso.explore.palette import COLORS
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LOW, HIGH = -2.6, 2.6  # of y
FLOOR, ROOF = 1e-4, 10.0  # of the errors
TRUTH: dict[str, Any] = {**DASHED, "linewidth": 1.4}
TRAIN: dict[str, Any] = {"color": COLORS.blue, "linewidth": 2}
VALIDATION: dict[str, Any] = {"color": COLORS.orange, "linewidth": 2, "linestyle": (0, (5, 1))}
HERE: dict[str, Any] = {"linestyle": "", "markersize": 8, "markeredgecolor": "white"}

POINTS = Text(es="datos", en="data")
ORIGIN = Text(es="curva verdadera", en="true curve")
FIT = Text(es="ajuste", en="fit")
TRAINING = Text(es="entrenamiento", en="training")
VALIDATING = Text(es="validación", en="validation")
LOWEST = Text(es="validación mínima", en="lowest validation")
DEGREE = Text(es="grado", en="degree")
EPOCH = Text(es="época", en="epoch")
ERROR = Text(es="error cuadrático medio", en="mean squared error")
ERRORS = Text(es="Error: entrenamiento {train}, validación {validation}",
              en="Error: training {train}, validation {validation}")  # fmt: skip


def sheet(figure: Figure, config: Config) -> Figure:
    """The two panels with axes and legends."""
    left, right = (figure.add_axes((x, 0.115, 0.41, 0.735)) for x in (0.06, 0.575))
    left.set(xlim=(-1.03, 1.03), ylim=(LOW, HIGH))
    tidy(left, "x", "y")
    legend_row(left, (str(POINTS), DOT), (str(ORIGIN), TRUTH), (str(FIT), LINE_NOW))
    last = HIGHEST if config.model == "polynomial" else config.epochs
    right.set(yscale="log", xlim=(-0.02 * last, 1.02 * last), ylim=(FLOOR, ROOF))
    log_ticks(right)
    tidy(right, str(DEGREE if config.model == "polynomial" else EPOCH), str(ERROR))
    legend_row(right, (str(TRAINING), TRAIN), (str(VALIDATING), VALIDATION), (str(LOWEST), STAR))
    return figure


def drawing(figure: Figure, config: Config, now: State) -> list[Artist]:
    """Draw points, curves and errors into the panels of `sheet`; gives back what it drew."""
    left, right = figure.axes
    here = config.degree if config.model == "polynomial" else config.epochs

    def curve(x: Any, errors: Any) -> Any:
        return np.column_stack([x, np.clip(errors, FLOOR, 10 * ROOF)])

    title = str(described(config))
    errors = ERRORS.format(train=number(now.train_error), validation=number(now.validation_error))
    return [
        add(left, np.column_stack([now.grid, now.truth]), TRUTH, 3),
        add(left, np.column_stack([now.grid, np.clip(now.fit, 9 * LOW, 9 * HIGH)]), LINE_NOW, 4),
        add(left, np.column_stack([now.x, now.y]), DOT, 5),
        headline(left, title[0].upper() + title[1:]),
        add(right, curve(now.across, now.train_curve), TRAIN, 3),
        add(right, curve(now.across, now.validation_curve), VALIDATION, 3),
        add(right, [(here, FLOOR), (here, ROOF)], DASHED, 2),
        add(right, curve(now.best, now.validation_curve.min())[0], STAR, 6),
        _mark(right, here, now.train_error, COLORS.blue, "o"),
        _mark(right, here, now.validation_error, COLORS.orange, "s"),
        headline(right, str(errors)),
    ]


def _mark(axes: Axes, x: float, error: float, color: str, marker: str) -> Artist:
    """Where the reader stands: an arrow head at the upper edge if the error lies beyond it."""
    out = error > ROOF
    style = {**HERE, "color": color, "marker": "^" if out else marker}
    return add(axes, (x, 0.7 * ROOF if out else max(error, FLOOR)), style, 7)
