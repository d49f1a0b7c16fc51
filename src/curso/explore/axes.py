"""How the panels of the pictures look: titles, axes, notes, ticks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from curso.explore.figure import RAISED
from curso.explore.palette import INK

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text


def tidy(axes: Axes, x: str, y: str) -> None:
    """Names of the axes, and quiet spines and ticks."""
    axes.set_xlabel(x, fontsize=10, color=INK, labelpad=2)
    axes.set_ylabel(y, fontsize=10, color=INK, labelpad=2)
    axes.tick_params(labelsize=9, colors=INK, length=3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(INK)


def headline(axes: Axes, text: str) -> Text:
    """What the panel shows, above the row of `legend_row`, where a title would be in its way."""
    return axes.text(0, 1.09, text, transform=axes.transAxes, fontsize=10.5, color=INK, va="bottom")


def legend_row(axes: Axes, *entries: tuple[str, dict[str, Any]]) -> None:
    """A legend in one row over the panel, where nothing can lie under it: name and line style of each entry."""
    from matplotlib.lines import Line2D

    axes.legend(
        handles=[Line2D([], [], label=name, **style) for name, style in entries],
        loc="lower left",
        bbox_to_anchor=(-0.02, 0.99),
        ncols=len(entries),
        frameon=False,
        fontsize=9,
        labelcolor=INK,
        borderpad=0.2,
        handlelength=1.4,
        handletextpad=0.4,
        columnspacing=1.1,
    )


def add(axes: Axes, points: ArrayLike, style: Mapping[str, Any], zorder: float) -> Artist:
    """A line through `points`, shape (n, 2) or (2,): `axes.plot` without units, limits and colours, in less time."""
    from matplotlib.lines import Line2D

    return axes.add_artist(Line2D(*np.reshape(points, (-1, 2)).T, **{"zorder": zorder, **style}))


def note(axes: Axes, text: str, where: str) -> Text:
    """A sentence in a corner of the panel: `where` is "upper left", "lower right" and so on."""
    vertical, horizontal = where.split()
    return axes.text(
        0.03 if horizontal == "left" else 0.97,
        0.96 if vertical == "upper" else 0.04,
        text,
        transform=axes.transAxes,
        ha=horizontal,
        va={"upper": "top", "lower": "bottom"}[vertical],
        fontsize=9.5,
        color=INK,
        bbox={"facecolor": "white", "edgecolor": INK, "linewidth": 0.8, "boxstyle": "round,pad=0.3"},
        zorder=20,
    )


def log_ticks(axes: Axes) -> None:
    """At most six powers of ten on a logarithmic y axis, written 0.1, 1, 10, 10⁴."""
    low, high = np.log10(axes.get_ylim())
    powers = np.arange(np.ceil(low - 1e-9), np.floor(high + 1e-9) + 1, max(1, np.ceil((high - low) / 6)))
    axes.set_yticks(10.0**powers, [power(int(p)) for p in powers])
    axes.set_yticks([], minor=True)


def power(exponent: int) -> str:
    """A power of ten, written out while it is short."""
    return f"{10.0**exponent:g}" if -3 <= exponent <= 3 else f"10{str(exponent).translate(RAISED)}"
