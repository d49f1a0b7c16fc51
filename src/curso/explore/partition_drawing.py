"""How a split looks: boxes for the rows, bars for the rare class, and a third panel for the leak."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, tidy
from curso.explore.figure import number
from curso.explore.marks import DASHED
from curso.explore.palette import COLORS, INK, Style
from curso.explore.partition import Config, State, ceiling
from curso.explore.partition_words import PART_NAMES, PARTS
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STYLES = {
    "train": Style(COLORS.blue, "o", "-"),
    "validation": Style(COLORS.green, "^", "-"),
    "test": Style(COLORS.orange, "s", "-"),
}
PLATE: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
WORDS = 0.1  # height of a line of words over the boxes, as a part of the width of their panel
RANGE = 4.0  # of the scaled feature
HEIGHTS = (3.0, 2.0, 1.0)  # of the parts in the right panel

BOXES = Text(es="Una casilla por fila; negra: clase rara", en="One box per row; black: the rare class")
BARS = Text(es="Clase rara en cada parte", en="Rare class in each part")
SHARE = Text(es="proporción", en="share")
WHOLE = Text(es="en total", en="in all")
MEAN = Text(es="media {mean}", en="mean {mean}")
COUNT = Text(es="{part}: {n}", en="{part}: {n}")
FITTED = Text(es="Escalada con las filas de entrenamiento", en="Scaled with the training rows")
LEAKING = Text(es="Escalada con todas las filas", en="Scaled with all rows")
STATISTICS = Text(es="media {mean}, desviación {deviation}", en="mean {mean}, deviation {deviation}")
FEATURE = Text(es="característica escalada (raya: media)", en="scaled feature (bar: mean)")
SCORES = Text(es="Exactitud del vecino más próximo", en="Accuracy of the nearest neighbour")
SEEN = Text(es="{shared} de {n} filas de prueba tienen copia fuera", en="{shared} of {n} test rows have a copy outside")
ACCURACY = Text(es="exactitud", en="accuracy")
MEASURED = Text(es="prueba con\ncopias fuera", en="test with\ncopies outside")
GROUPED = Text(es="copias\njuntas", en="copies\ntogether")
FRESH = Text(es="filas\nnuevas", en="new\nrows")


def sheet(figure: Figure, config: Config) -> Figure:
    """The three panels with what does not change."""
    boxes = figure.add_axes((0.02, 0.03, 0.27, 0.84))
    boxes.set_axis_off()
    bars = figure.add_axes((0.355, 0.12, 0.28, 0.75))
    bars.set(xlim=(-0.6, 2.6), ylim=(0, ceiling(config)))
    bars.set_xticks(range(3), [str(PART_NAMES[name]) for name in PARTS])
    tidy(bars, "", str(SHARE))
    right = figure.add_axes((0.7, 0.12, 0.285, 0.75))
    if config.leak == "duplicates":
        right.set(xlim=(-0.6, 2.6), ylim=(0, 1.12))
        right.set_xticks(range(3), [str(name) for name in (MEASURED, GROUPED, FRESH)])
        tidy(right, "", str(ACCURACY))
    else:
        right.set(xlim=(-RANGE, RANGE), ylim=(0.4, 3.8))
        right.set_yticks([])
        tidy(right, str(FEATURE), "")
        right.spines["left"].set_visible(False)
        right.axvline(0, **DASHED, zorder=1)
    for axes, title in ((boxes, BOXES), (bars, BARS)):
        axes.set_title(str(title), fontsize=10.5, color=INK, loc="left", pad=19)
    return figure


def drawing(figure: Figure, config: Config, now: State) -> list[Artist]:
    """Draw the split into the panels of `sheet`; gives back what it drew."""
    boxes, bars, right = figure.axes
    drawn = _boxes(boxes, now)
    heights = [now.shares[name] for name in PARTS]
    drawn += _bars(bars, heights, [STYLES[name].color for name in PARTS])
    whole = float(now.labels.mean())
    drawn.append(add(bars, [(-0.6, whole), (2.6, whole)], DASHED, 4))
    above = f"- - -  {WHOLE}: {number(whole)}"
    drawn.append(bars.text(0, 1.015, above, transform=bars.transAxes, fontsize=9.5, color=INK, va="bottom"))
    if config.leak == "duplicates":
        scores = [now.measured, now.grouped, now.fresh]
        drawn += _bars(right, scores, [COLORS.vermillion, COLORS.sky, COLORS.blue])
        below = SEEN.format(shared=now.shared, n=len(now.test))
        return [*drawn, _title(right, str(SCORES), str(below))]
    drawn += _strips(right, now)
    title = LEAKING if config.leak == "scaling" else FITTED
    below = STATISTICS.format(mean=number(now.mean), deviation=number(now.deviation))
    return [*drawn, _title(right, str(title), str(below))]


def _title(axes: Axes, first: str, second: str) -> Artist:
    words = f"{first}\n{second}"
    return axes.text(0, 1.015, words, transform=axes.transAxes, fontsize=10, color=INK, va="bottom", linespacing=1.3)


def _boxes(axes: Axes, now: State) -> list[Artist]:
    """Part under part, each with its name and a block of boxes."""
    from matplotlib.collections import PolyCollection

    corners: Any = np.array([(0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)])
    shapes, colors, drawn, top = [], [], [], 0.0
    place = axes.get_window_extent()
    tall = place.height / place.width  # all that follows is in boxes: `across` of them go from side to side
    lengths = [len(getattr(now, name)) for name in PARTS]
    across = next(n for n in count(6) if sum(-(-length // n) for length in lengths) <= (tall - 3 * WORDS) * n)
    for name, length in zip(PARTS, lengths, strict=True):
        rows = getattr(now, name)
        words = str(COUNT.format(part=PART_NAMES[name], n=length))
        drawn.append(axes.text(0, top + 0.55 * WORDS * across, words, fontsize=9.5, color=INK, va="center"))
        top += WORDS * across
        for i, kind in enumerate(now.labels[rows]):
            shapes.append(np.add(corners, (i % across, top + i // across)))
            colors.append(COLORS.black if kind else STYLES[name].color)
        top += -(-length // across)
    blocks = PolyCollection(shapes, facecolors=colors, edgecolors="none", zorder=3)
    axes.add_collection(blocks, autolim=False)
    axes.set(xlim=(0, across), ylim=(tall * across, 0))
    return [*drawn, blocks]


def _bars(axes: Axes, heights: list[float], colors: list[str]) -> list[Artist]:
    from matplotlib.collections import PolyCollection

    shapes = [[(i - 0.35, 0), (i + 0.35, 0), (i + 0.35, h), (i - 0.35, h)] for i, h in enumerate(heights)]
    bars = PolyCollection(shapes, facecolors=colors, edgecolors=INK, linewidths=0.8, zorder=3)
    axes.add_collection(bars, autolim=False)
    above = 0.02 * axes.get_ylim()[1]
    words = [
        axes.text(i, h + above, number(h), fontsize=9.5, color=INK, ha="center", va="bottom", zorder=6, bbox=PLATE)
        for i, h in enumerate(heights)
    ]
    return [bars, *words]


def _strips(axes: Axes, now: State) -> list[Artist]:
    drawn: list[Artist] = []
    for name, height in zip(PARTS, HEIGHTS, strict=True):
        x = np.clip(now.scaled[getattr(now, name)], -RANGE, RANGE)
        y = height + 0.16 * np.sin(7.0 * np.arange(len(x)))  # apart, so that none hides another
        style = {"color": STYLES[name].color, "marker": STYLES[name].marker, "linestyle": "", "markersize": 4}
        mean = now.means[name]
        above: dict[str, Any] = {"y": height + 0.36, "fontsize": 9.5, "color": INK, "va": "bottom"}
        drawn += [
            add(axes, np.column_stack([x, y]), {**style, "alpha": 0.7}, 3),
            add(axes, [(mean, height - 0.3), (mean, height + 0.3)], {"color": COLORS.black, "linewidth": 2.5}, 4),
            axes.text(-RANGE, s=str(PART_NAMES[name]), **above),
            axes.text(RANGE, s=str(MEAN.format(mean=number(mean))), ha="right", **above),
        ]
    return drawn
