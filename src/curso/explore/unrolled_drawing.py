"""The drawing of a recurrent cell: with its loop, and unrolled along the sequence with its numbers and echoes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add
from curso.explore.brief import brief
from curso.explore.palette import COLORS, INK
from curso.explore.unrolled_words import SYMBOL, equals, explained, stage, sub
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from curso.explore.unrolled import Config, State

Place = tuple[float, float]

ROLLED, FIRST, LAST = 1.25, 4.0, 10.35  # x of the cell with its loop, and of the first and last step, in inches
APART = 1.7  # from step to step, at most
ABOVE, CELLS, BELOW = 4.15, 3.2, 2.25  # y of the states, the cells and the inputs
ECHO, BAR = 1.2, 0.42  # y of the floor of the bars, and height of the tallest
RADIUS, BOX = 21.0, 21.0  # of a node and half of a cell, in points
WORDS: dict[str, Any] = {"fontsize": 9.5, "color": INK, "ha": "center", "va": "center"}
NOW, IDLE = COLORS.vermillion, INK
POSITIVE, NEGATIVE = COLORS.sky, COLORS.orange

FOLDED = Text(es="Con su bucle", en="With its loop")
UNROLLED = Text(es="Desenrollada: un paso al lado del otro", en="Unrolled: one step beside the other")
ECHOES = Text(es="Eco de cada x en {h}:\n∂{h}/∂x", en="Echo of each x in {h}:\n∂{h}/∂x")


def sheet(figure: Figure) -> Figure:
    """Axes without frame over the figure, in inches, with the titles of both halves."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, figure.get_figwidth()), ylim=(0, figure.get_figheight()))
    axes.set_axis_off()
    for x, title in ((0.3, FOLDED), (FIRST - 0.9, UNROLLED)):
        axes.text(x, 4.72, str(title), **{**WORDS, "ha": "left"})
    return figure


def drawing(axes: Axes, config: Config, now: State) -> list[Artist]:
    """The cell of `config`, twice, with the numbers known so far; gives back what was drawn."""
    count = len(config.x)
    across = FIRST + np.arange(count) * min(APART, (LAST - FIRST) / max(count - 1, 1))
    drawn: list[Artist] = [axes.text(0.3, 5.15, str(stage(config)), **{**WORDS, "fontsize": 10.5, "ha": "left"})]
    drawn += _rolled(axes, config)
    drawn += _start(axes, config, float(across[0]))
    for t, x in enumerate(across, 1):
        drawn += _step(axes, config, now, t, float(x))
        if t < count:
            drawn.append(_arrow(axes, (x, CELLS), (float(across[t]), CELLS), busy=config.now == t + 1))
    drawn += _echoes(axes, config, now, across)
    for i, line in enumerate(explained(config, now)):
        drawn.append(axes.text(0.3, 0.6 - 0.33 * i, str(line), fontsize=11, color=INK, va="center"))
    return drawn


def _rolled(axes: Axes, config: Config) -> list[Artist]:
    """The cell once, with the loop that takes its state back to it, and its weights."""
    from matplotlib.patches import FancyArrowPatch

    side = BOX / 72
    loop = FancyArrowPatch(
        (ROLLED + side, CELLS + 0.12),
        (ROLLED + side, CELLS - 0.12),
        connectionstyle="arc,angleA=0,angleB=0,armA=26,armB=26,rad=8",
        arrowstyle="-|>",
        mutation_scale=13,
        color=IDLE,
        linewidth=1.3,
        zorder=3,
    )
    return [
        axes.add_artist(loop),
        _arrow(axes, (ROLLED, BELOW), (ROLLED, CELLS)),
        _arrow(axes, (ROLLED, CELLS), (ROLLED, ABOVE)),
        *_node(axes, (ROLLED, CELLS), "s", IDLE, SYMBOL[config.activation]),
        *_node(axes, (ROLLED, BELOW), "o", IDLE, "x"),
        *_node(axes, (ROLLED, ABOVE), "o", IDLE, "h"),
        axes.text(ROLLED + 0.76, CELLS, equals("wₕ", config.w_h), **{**WORDS, "ha": "left"}),
        axes.text(ROLLED + 0.12, (BELOW + CELLS) / 2, equals("wₓ", config.w_x), **{**WORDS, "ha": "left"}),
        axes.text(ROLLED - 0.4, CELLS, equals("b", config.b), **{**WORDS, "ha": "right"}),
    ]


def _start(axes: Axes, config: Config, first: float) -> list[Artist]:
    """h₀ and its way into the first cell."""
    x = first - 0.8
    return [
        _arrow(axes, (x, CELLS), (first, CELLS), busy=config.now == 1, gap=4),
        axes.text(x, CELLS + 0.22, equals("h₀", config.start), **WORDS),
    ]


def _step(axes: Axes, config: Config, now: State, t: int, x: float) -> list[Artist]:
    """One copy of the cell with its input, its state and the way between them."""
    busy, known = config.now == t, config.now >= t
    edge = NOW if busy else IDLE
    return [
        _arrow(axes, (x, BELOW), (x, CELLS), busy=busy),
        _arrow(axes, (x, CELLS), (x, ABOVE), busy=busy),
        *_node(axes, (x, BELOW), "o", edge, brief(config.x[t - 1]), busy),
        *_node(axes, (x, CELLS), "s", edge, SYMBOL[config.activation], busy),
        *_node(axes, (x, ABOVE), "o", edge, brief(now.states[t]) if known else "?", busy),
        axes.text(x + 0.33, BELOW, sub("x", t), **{**WORDS, "ha": "left"}),
        axes.text(x + 0.33, ABOVE, sub("h", t), **{**WORDS, "ha": "left"}),
    ]


def _echoes(axes: Axes, config: Config, now: State, across: Any) -> list[Artist]:
    """A bar under each input read so far: how much the state moves when that input does."""
    if not config.now:
        return []
    most = max(1.0, *np.abs(now.echoes))
    title = ECHOES.format(h=sub("h", config.now))
    drawn: list[Artist] = [axes.text(0.3, ECHO + 0.2, str(title), **{**WORDS, "ha": "left"}, linespacing=1.4)]
    for x, echo in zip(across, now.echoes, strict=False):
        top = ECHO + BAR * abs(echo) / most
        corners = [(x - 0.2, ECHO), (x - 0.2, top), (x + 0.2, top), (x + 0.2, ECHO)]
        color = NEGATIVE if echo < 0 else POSITIVE
        (bar,) = axes.fill(*np.transpose(corners), facecolor=color, edgecolor=INK, linewidth=0.8, zorder=3)
        drawn += [bar, axes.text(x, ECHO - 0.13, brief(echo), **WORDS)]
    return drawn


def _arrow(axes: Axes, start: Place, end: Place, busy: bool = False, gap: float = RADIUS) -> Artist:
    from matplotlib.patches import FancyArrowPatch

    arrow = FancyArrowPatch(
        start,
        end,
        arrowstyle="-|>",
        mutation_scale=13,
        shrinkA=gap + 1,
        shrinkB=RADIUS + 1,
        linewidth=2.2 if busy else 1.2,
        color=NOW if busy else IDLE,
        zorder=3,
    )
    return axes.add_artist(arrow)


def _node(axes: Axes, place: Place, marker: str, edge: str, inside: str, busy: bool = False) -> list[Artist]:
    look = {
        "linestyle": "",
        "marker": marker,
        "markersize": 2 * RADIUS,
        "color": "#fff7e6" if busy else "white",
        "markeredgecolor": edge,
        "markeredgewidth": 2.4 if busy else 1.2,
    }
    size = 10 if len(inside) < 7 else 9
    return [add(axes, place, look, 4), axes.text(*place, inside, **{**WORDS, "fontsize": size}, zorder=7)]
