"""How the race of the optimizers looks: the surface, the paths, the losses and the table of who stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, log_ticks, tidy
from curso.explore.bowl import DARK, LIGHT
from curso.explore.figure import number
from curso.explore.landscapes import SURFACES
from curso.explore.marks import SQUARE, STAR
from curso.explore.palette import INK
from curso.explore.race import STYLES, Config, State, horizon
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FLOOR, ROOF = 1e-6, 1e3  # of the axis of the losses
LEVELS = np.array([0, 0.01, 0.03, 0.1, 0.3, 0.6, 0.95, 1.3, 1.65, 2, 2.5, 3, 4, 8, 20, 60, 150, 1000])
HERE: dict[str, Any] = {"markersize": 8, "markeredgecolor": "white", "markeredgewidth": 0.8, "linestyle": ""}
HALO: dict[str, Any] = {"color": "white", "linewidth": 3.6}  # light lines are seen on the dark of the map too
TOP, ROW = 0.93, 0.105  # of the table, as parts of its height

STEP = Text(es="paso", en="step")
LOSS = Text(es="pérdida, escala logarítmica", en="loss, logarithmic scale")
PATHS = Text(es="Caminos desde el cuadrado; estrella: mínimo", en="Paths from the square; star: minimum")
LOSSES = Text(es="Pérdida de cada paso", en="Loss of each step")
TABLE = Text(es="Pérdida tras {steps} pasos", en="Loss after {steps} steps")
DIVERGES = Text(es="diverge", en="diverges")
ENTRY = Text(es="{name}, α = {rate}", en="{name}, α = {rate}")


def sheet(figure: Figure, config: Config) -> Figure:
    """The surface in colours, the axes of the losses, and room for the table."""
    from matplotlib.colors import LinearSegmentedColormap

    surface = SURFACES[config.surface]
    left = figure.add_axes((0.062, 0.115, 0.395, 0.79))
    x, y = (np.linspace(*span, 121) for span in (surface.across, surface.along))
    heights = surface.loss(np.stack(np.meshgrid(x, y), axis=-1))
    levels = LEVELS[: 1 + int(np.searchsorted(LEVELS, heights.max()))]
    colors = LinearSegmentedColormap.from_list("surface", [tuple(LIGHT), tuple(DARK)])(np.linspace(0, 1, len(levels)))
    left.contourf(x, y, heights, levels=levels, colors=colors, zorder=1)
    left.contour(x, y, heights, levels=levels, colors="white", linewidths=0.7, zorder=1.1)
    left.set(xlim=surface.across, ylim=surface.along)
    tidy(left, "x", "y")
    left.set_title(str(PATHS), fontsize=10.5, color=INK, loc="left")
    for place in surface.minima:
        left.plot(*place, **STAR, zorder=3)
    right = figure.add_axes((0.53, 0.115, 0.255, 0.79))
    right.set(yscale="log", xlim=(-0.02 * horizon(config), 1.03 * horizon(config)), ylim=(FLOOR, ROOF))
    log_ticks(right)
    tidy(right, str(STEP), str(LOSS))
    right.yaxis.labelpad = 5
    right.set_title(str(LOSSES), fontsize=10.5, color=INK, loc="left")
    table = figure.add_axes((0.805, 0.115, 0.19, 0.79))
    table.set(xlim=(0, 1), ylim=(0, 1))
    table.set_axis_off()
    return figure


def drawing(figure: Figure, config: Config, now: State) -> list[Artist]:
    """Draw the paths, the losses and the table on the `sheet`; gives back what it drew."""
    left, right, table = figure.axes
    drawn: list[Artist] = [add(left, next(iter(now.paths.values()))[0], SQUARE, 4)]
    words = str(TABLE.format(steps=config.steps))
    drawn.append(table.text(0, 1.012, words, fontsize=10.5, color=INK, va="bottom"))
    order = sorted(now.paths, key=lambda name: (len(now.paths[name]) <= config.steps, now.losses[name][-1]))
    for row, name in enumerate(order):
        style = STYLES[name]
        line: dict[str, Any] = {"color": style.color, "linestyle": style.linestyle, "linewidth": 1.7}
        end = {**HERE, "color": style.color, "marker": style.marker}
        losses = np.clip(now.losses[name], FLOOR, 10 * ROOF)
        steps = np.arange(len(losses))
        drawn += [
            add(left, now.paths[name], HALO, 3.5),
            add(left, now.paths[name], line, 5),
            add(left, now.paths[name][-1], end, 6),
            add(right, np.column_stack([steps, losses]), line, 3),
            add(right, (steps[-1], losses[-1]), end, 4),
            *_entry(table, TOP - ROW * row, line, end, config, now, name),
        ]
    return drawn


def _entry(
    table: Axes, y: float, line: dict[str, Any], end: dict[str, Any], config: Config, now: State, name: str
) -> list[Artist]:
    loss = str(DIVERGES) if len(now.paths[name]) <= config.steps else number(now.losses[name][-1])
    entry = str(ENTRY.format(name=name, rate=f"{now.rates[name]:.3g}"))
    return [
        add(table, [(0.0, y), (0.13, y)], line, 3),
        add(table, (0.065, y), end, 4),
        table.text(0.18, y, entry, fontsize=9.5, color=INK, va="bottom"),
        table.text(0.18, y - 0.004, loss, fontsize=9.5, color=INK, va="top", fontweight="bold"),
    ]
