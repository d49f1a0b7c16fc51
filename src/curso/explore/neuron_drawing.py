"""How a neuron is drawn: its boundary among the examples, and the examples on the curve of its activation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.activation_shapes import NAMES
from curso.explore.axes import add, headline, legend_row, note, tidy
from curso.explore.figure import number
from curso.explore.marks import DASHED
from curso.explore.one_neuron import TARGETS, boundary, loss_name, missing, weighted_sum
from curso.explore.palette import COLORS, INK
from curso.models.activations import ACTIVATIONS
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from curso.explore.one_neuron import Config, State

REACH = 8.0  # z goes from −8 to 8 on the right
# ends of the axis of ŷ
HEIGHTS = {"linear": (-1.3, 2.3), "sigmoid": (-0.12, 1.12), "tanh": (-1.24, 1.24), "relu": (-0.3, 2.3)}
CLASS_0: dict[str, Any] = {"color": COLORS.blue, "marker": "o", "markersize": 7}
CLASS_1: dict[str, Any] = {"color": COLORS.vermillion, "marker": "s", "markersize": 6.5}
DOTS: dict[str, Any] = {"linestyle": "", "markeredgecolor": "white", "markeredgewidth": 0.8}
WRONG_ONE: dict[str, Any] = {
    "linestyle": "",
    "marker": "o",
    "color": COLORS.black,
    "markerfacecolor": "none",
    "markersize": 12,
    "markeredgewidth": 1.4,
}
CURVE: dict[str, Any] = {"color": INK, "linewidth": 2}
ERROR: dict[str, Any] = {"color": COLORS.purple, "linewidth": 1}
# ends and middle of the shading: sure of class 0, undecided, sure of class 1
SHADES = np.array([(0.70, 0.83, 0.94), (1.0, 1.0, 1.0), (0.98, 0.82, 0.70)])

CLASS = Text(es="clase {k}", en="class {k}")
BOUNDARY = Text(es="frontera", en="boundary")
MISTAKEN = Text(es="fallo", en="mistake")
RIGHT = Text(es="Aciertos: {right} de {m}", en="Right: {right} of {m}")
LOSS = Text(es="ŷ = {name}(z)     {loss}: {value}", en="ŷ = {name}(z)     {loss}: {value}")
OUTPUT = Text(es="salida ŷ", en="output ŷ")
CURVE_NAME = Text(es="activación", en="activation")
DISTANCE = Text(es="hasta su objetivo", en="to its target")
ALL_RIGHT = Text(es="¡Todos bien!", en="All of them right!")


def panels(figure: Figure, config: Config) -> Figure:
    """The plane of the examples and the plane of z and ŷ, with legends and the curve of the activation."""
    left = figure.add_axes((0.06, 0.11, 0.75 * figure.get_figheight() / figure.get_figwidth(), 0.75))
    across, along = config.data.limits
    left.set(xlim=across, ylim=along)
    tidy(left, "x₁", "x₂")
    classes = [(str(CLASS.format(k=k)), {**DOTS, **style}) for k, style in enumerate((CLASS_0, CLASS_1))]
    legend_row(left, *classes, (str(BOUNDARY), DASHED), (str(MISTAKEN), {**WRONG_ONE, "markersize": 9}))
    right = figure.add_axes((0.515, 0.11, 0.475, 0.75))
    right.set(xlim=(-REACH, REACH), ylim=HEIGHTS[config.activation])
    tidy(right, "z = w₁ x₁ + w₂ x₂ + b", str(OUTPUT))
    legend_row(right, (str(CURVE_NAME), CURVE), (str(DISTANCE), ERROR))
    z = np.linspace(-REACH, REACH, 321)
    right.plot(z, ACTIVATIONS[config.activation](z), **CURVE, zorder=2.6)
    for level in TARGETS[config.activation]:
        right.axhline(level, color=INK, linewidth=0.6, linestyle=":", zorder=2.6)
    right.axhline(config.threshold, **DASHED, zorder=2.6)
    return figure


def drawing(figure: Figure, config: Config, now: State) -> list[Artist]:
    """What the knobs change, in the panels; gives back what was drawn."""
    left, right = figure.axes
    return [*_plane(left, config, now), *_curve(right, config, now)]


def _plane(axes: Axes, config: Config, now: State) -> list[Artist]:
    points, labels = np.array(config.data.points), np.array(config.data.labels)
    drawn = [
        _shading(axes, config),
        *_line(axes, config),
        add(axes, points[labels == 0], {**DOTS, **CLASS_0}, 5),
        add(axes, points[labels == 1], {**DOTS, **CLASS_1}, 5),
        add(axes, points[~now.right], WRONG_ONE, 6),
        headline(axes, str(RIGHT.format(right=int(now.right.sum()), m=len(labels)))),
    ]
    if now.right.all():
        drawn.append(note(axes, str(ALL_RIGHT), "lower right"))
    return drawn


def _shading(axes: Axes, config: Config) -> Artist:
    """Blue where ŷ is near the target of class 0, orange where near that of class 1, white between them."""
    from matplotlib.image import AxesImage

    across, along = config.data.limits
    x1, x2 = np.meshgrid(np.linspace(*across, 64), np.linspace(*along, 64))
    low, high = TARGETS[config.activation]
    output = ACTIVATIONS[config.activation](config.w1 * x1 + config.w2 * x2 + config.b)
    sure = np.clip((output - low) / (high - low), 0, 1)
    colors = np.stack([np.interp(sure, (0, 0.5, 1), channel) for channel in SHADES.T], axis=-1)
    image = AxesImage(axes, extent=(*across, *along), origin="lower", interpolation="bilinear")
    image.set_data(colors)
    image.set_zorder(2.6)
    return axes.add_artist(image)


def _line(axes: Axes, config: Config) -> list[Artist]:
    """The boundary with w standing on it, or a note that says why there is none to see."""
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.patheffects import withStroke

    why, found = missing(config), boundary(config)
    if why is not None or found is None:
        return [note(axes, str(why), "upper left")]
    point, w = found
    span = np.ptp(config.data.limits[0])
    normal = w / np.linalg.norm(w)
    turned = 1.5 * span * np.array([-normal[1], normal[0]])
    size = float(np.linalg.norm(w))
    tip = point + normal * span * 0.3 * size / (1 + size)  # longer for larger weights, and never out of sight
    look: dict[str, Any] = {"mutation_scale": 13, "linewidth": 1.6, "color": COLORS.black, "zorder": 7}
    arrow = FancyArrowPatch(tuple(point), tuple(tip), arrowstyle="-|>", shrinkA=0, shrinkB=0, **look)
    x, y = tip + 0.035 * span * normal
    name = axes.text(x, y, "w", fontsize=11, ha="center", va="center", zorder=8, clip_on=True)
    name.set_path_effects([withStroke(linewidth=2.5, foreground="white")])
    return [add(axes, [point - turned, point + turned], DASHED, 4), axes.add_artist(arrow), name]


def _curve(axes: Axes, config: Config, now: State) -> list[Artist]:
    """Each example on the activation; those beyond the axes stand at their edge."""
    from matplotlib.collections import LineCollection

    low, high = HEIGHTS[config.activation]
    z, output = np.clip(now.z, -REACH, REACH), np.clip(now.output, low, high)
    bars = LineCollection([[(a, b), (a, c)] for a, b, c in zip(z, output, now.target, strict=True)], **ERROR, zorder=3)
    axes.add_collection(bars, autolim=False)
    drawn: list[Artist] = [bars]
    labels = np.array(config.data.labels)
    for k, style in enumerate((CLASS_0, CLASS_1)):
        here = np.column_stack([z, output])[labels == k]
        drawn.append(add(axes, here, {**DOTS, **style, "clip_on": False}, 5))
    said = LOSS.format(name=NAMES[config.activation], loss=loss_name(config), value=number(now.loss))
    return [*drawn, headline(axes, str(said)), note(axes, f"z = {weighted_sum(config)}", "upper left")]
