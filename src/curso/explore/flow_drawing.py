"""The drawing of a small network: columns of nodes, weighted edges, and the numbers known so far beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, headline, legend_row
from curso.explore.flow_words import explained, name_of, short, stage, working_layer
from curso.explore.palette import COLORS, INK
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from curso.explore.flow import Config, State

PART = 0.88  # of the height of the figure that the sheet takes
FIRST, OUTPUT, LOSS = 0.85, 2.4, 0.8  # x of the inputs; of the output and of the loss, from the right; in inches
MIDDLE = 3.2  # y of the middle of each column, in inches
APART = (0.0, 0.0, 2.0, 1.45)  # from node to node, in a column of so many, in inches
RADIUS = 22.5  # of a node, in points
LABEL_AT = 0.25  # of the way along an edge: three edges from each of three nodes lie evenly there
HEAD_AT = (0.62, 0.7)  # tail and tip of an arrowhead, the same way
AHEAD, BACK = COLORS.blue, COLORS.vermillion
WORDS: dict[str, Any] = {"fontsize": 9.5, "color": INK, "ha": "center", "va": "center"}
PLAIN: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}

POSITIVE = Text(es="peso positivo", en="positive weight")
NEGATIVE = Text(es="peso negativo", en="negative weight")
VALUES = Text(es="hacia delante: valores", en="forward: values")
GRADIENTS = Text(es="hacia atrás: ∂ = ∂J/∂w, δ = ∂J/∂z", en="backward: ∂ = ∂J/∂w, δ = ∂J/∂z")


def sheet(figure: Figure, width: float, height: float) -> Figure:
    """Axes without frame over the lower part of the figure, in inches, with the legend above them."""
    axes = figure.add_axes((0, 0, 1, PART))
    axes.set(xlim=(0, width), ylim=(0, PART * height))
    axes.set_axis_off()
    inner = figure.add_axes((0.04, 0, 0.95, PART))
    inner.set_axis_off()
    legend_row(
        inner,
        (str(POSITIVE), {"color": INK, "linewidth": 2}),
        (str(NEGATIVE), {"color": INK, "linewidth": 2, "linestyle": "--"}),
        (str(VALUES), {"color": AHEAD, "linewidth": 1.5, "marker": ">", "markersize": 6}),
        (str(GRADIENTS), {"color": BACK, "linewidth": 1.5, "marker": "<", "markersize": 6}),
    )
    return figure


def drawing(figure: Figure, config: Config, now: State) -> list[Artist]:
    """The network of `config` and the step that it shows, on the sheet; gives back what was drawn."""
    axes, inner = figure.axes
    places = _places(config, axes.get_xlim()[1])
    drawn = _edges(axes, config, now, places)
    for column, rows in enumerate(places[:-1]):
        for unit, place in enumerate(rows):
            drawn += _node(axes, config, now, column, unit, place)
    drawn += _loss(axes, config, now, places[-1][0])
    for i, line in enumerate(explained(config, now)):
        drawn.append(axes.text(0.45, 0.72 - 0.36 * i, str(line), fontsize=11, color=INK, va="center", zorder=9))
    return [*drawn, headline(inner, str(stage(config)))]


Place = tuple[float, float]


def _places(config: Config, width: float) -> list[list[Place]]:
    """Where each node stands, by column; the last column is the loss."""
    sizes = (*config.sizes, 1)
    across = [*np.linspace(FIRST, width - OUTPUT, len(config.sizes)), width - LOSS]
    return [
        [(float(x), MIDDLE + APART[n] * ((n - 1) / 2 - unit)) for unit in range(n)]
        for x, n in zip(across, sizes, strict=True)
    ]


def _edges(axes: Axes, config: Config, now: State, places: list[list[Place]]) -> list[Artist]:
    working, direction = working_layer(config)
    to_the_loss = 1 if config.now == config.layers + 1 else 0
    drawn = _edge(axes, places[-2][0], places[-1][0], 1.0, to_the_loss)
    for layer, weights in enumerate(config.weights, 1):
        known = config.now >= 2 * config.layers + 2 - layer
        for i, row in enumerate(weights):
            for j, weight in enumerate(row):
                ends = places[layer - 1][i], places[layer][j]
                drawn += _edge(axes, *ends, weight, direction if layer == working else 0)
                gradient = float(now.gradients[layer - 1][i, j]) if known else None
                drawn += _edge_label(axes, *ends, weight, gradient)
    return drawn


def _edge(axes: Axes, start: Place, end: Place, weight: float, direction: int) -> list[Artist]:
    """A line, thicker for larger weights, dashed for negative ones; with an arrowhead where something flows now."""
    from matplotlib.patches import FancyArrowPatch

    color = {0: "#8a8a8a", 1: AHEAD, -1: BACK}[direction]
    width = 0.8 + min(abs(weight), 3.0) * 0.7
    look = {"color": color, "linewidth": width, "linestyle": "--" if weight < 0 else "-"}
    line = add(axes, [start, end], look, 3)
    if not direction:
        return [line]
    way = np.array(end) - start
    tail, tip = (tuple(start + part * way) for part in HEAD_AT[::direction])
    head = FancyArrowPatch(tail, tip, arrowstyle="-|>", mutation_scale=18, linewidth=width, color=color, zorder=3.1)
    return [line, axes.add_artist(head)]


def _edge_label(axes: Axes, start: Place, end: Place, weight: float, gradient: float | None) -> list[Artist]:
    """The weight on its edge and, once it is known, the gradient below it."""
    from matplotlib.patches import Rectangle

    x, y = np.array(start) + LABEL_AT * (np.array(end) - start)
    if gradient is None:
        return [axes.text(x, y, short(weight), **WORDS, bbox=PLAIN, zorder=5)]
    room = Rectangle((x - 0.27, y - 0.16), 0.54, 0.32, facecolor="white", edgecolor="none", zorder=4.9)
    return [
        axes.add_artist(room),
        axes.text(x, y + 0.09, short(weight), **WORDS, zorder=5),
        axes.text(x, y - 0.09, f"∂ {short(gradient)}", **{**WORDS, "color": BACK}, zorder=5),
    ]


def _node(axes: Axes, config: Config, now: State, column: int, unit: int, place: Place) -> list[Artist]:
    working, direction = working_layer(config)
    busy = (column == working and direction != 0) or column == config.now == 0
    known = config.now >= column
    edge = (BACK if direction < 0 else AHEAD) if busy else INK
    drawn = _disc(axes, place, "o", edge, busy, short(now.outputs[column][unit]) if known else "?")
    x, y = place
    name = name_of(config, column, unit)
    if not column:
        return [*drawn, _beside(axes, x, y + 0.43, name, INK)]
    drawn.append(_beside(axes, x, y + 0.43, f"{name}   b = {short(config.biases[column - 1][unit])}", INK))
    if known:
        drawn.append(_beside(axes, x, y - 0.43, f"z = {short(now.sums[column - 1][unit])}", AHEAD))
    if config.now >= 2 * config.layers + 2 - column:
        drawn.append(_beside(axes, x, y - 0.61, f"δ = {short(now.deltas[column - 1][unit])}", BACK))
    return drawn


def _beside(axes: Axes, x: float, y: float, said: str, color: str) -> Artist:
    """A number above or below a node, to the left, where no edge has its weight."""
    from matplotlib.patheffects import withStroke

    text = axes.text(x + 0.17, y, said, **{**WORDS, "color": color, "ha": "right"}, zorder=6)
    text.set_path_effects([withStroke(linewidth=3, foreground="white")])
    return text


def _loss(axes: Axes, config: Config, now: State, place: Place) -> list[Artist]:
    at_it, known = config.now == config.layers + 1, config.now > config.layers
    x, y = place
    return [
        *_disc(axes, place, "s", AHEAD if at_it else INK, at_it, short(now.loss) if known else "?"),
        axes.text(x, y + 0.43, "J", **WORDS, zorder=6),
        axes.text(x, y - 0.43, f"y = {short(config.y)}", **WORDS, zorder=6),
    ]


def _disc(axes: Axes, place: Place, marker: str, edge: str, busy: bool, inside: str) -> list[Artist]:
    look = {
        "linestyle": "",
        "marker": marker,
        "markersize": 2 * RADIUS,
        "color": "#fff7e6" if busy else "white",
        "markeredgecolor": edge,
        "markeredgewidth": 2.4 if busy else 1.2,
    }
    return [add(axes, place, look, 4), axes.text(*place, inside, **{**WORDS, "fontsize": 10.5}, zorder=7)]
