"""The drawing of a kernel over an image: grids of cells with their numbers, and what is outlined on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.bowl import Array
from curso.explore.brief import brief
from curso.explore.convolution_words import lines
from curso.explore.palette import COLORS, INK
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from curso.explore.convolution import Config, State

LEFT, MIDDLE, RIGHT = 0.3, 4.5, 7.15  # left edges of image, kernel and output, in inches
WIDE, NARROW, HIGH, LOW = 3.55, 2.1, 3.4, 1.45  # room for image or output, for the kernel, and their heights
TOP = 4.65  # of all grids
BETWEEN = 0.5  # from the kernel down to its products
LARGEST_CELL = 0.55
INCH = 72.0  # points
SMALLEST, LARGEST = 9.0, 11.0  # font sizes
DIGIT, OTHERS = 0.64, {"−": 0.84, ".": 0.32, "·": 0.32}  # widths of digits and signs, in font sizes
ROOM = 0.86  # of the width of a cell that a number may take
BELOW, ABOVE, OUTSIDE = COLORS.blue, COLORS.yellow, "#f4ecd8"
WORDS: dict[str, Any] = {"fontsize": 10.5, "color": INK, "va": "bottom"}

IMAGE = Text(es="Imagen {rows} × {columns}", en="Image {rows} × {columns}")
PADDED = Text(es="Imagen {rows} × {columns} con su relleno", en="Image {rows} × {columns} with its padding")
KERNEL = Text(es="Núcleo {rows} × {columns}", en="Kernel {rows} × {columns}")
PRODUCTS = Text(es="Ventana × núcleo", en="Window × kernel")
SIZE = Text(es="Salida {rows} × {columns}", en="Output {rows} × {columns}")
WINDOW = Text(es="ventana", en="window")
ZEROS = Text(es="relleno: ceros", en="padding: zeros")
TOO_LOW = Text(es="menos de 0", en="below 0")
TOO_HIGH = Text(es="más de {white}", en="above {white}")


@dataclass(frozen=True)
class Grid:
    """Where the cells of a table lie: its upper left corner and the sides of a cell, in inches."""

    left: float
    top: float
    width: float
    height: float

    def corners(self, row: float, column: float) -> Array:
        """The corners of a cell, shape (4, 2)."""
        x, y = self.left + column * self.width, self.top - row * self.height
        w, h = self.width, self.height
        return np.array([(x, y), (x + w, y), (x + w, y - h), (x, y - h)])


def grids(config: Config, now: State) -> tuple[Grid, Grid, Grid, Grid]:
    """Of the image, the kernel, the products and the output. Image and output have cells of the same size."""
    rows, columns = now.padded.shape
    side = min(LARGEST_CELL, WIDE / columns, HIGH / rows)
    rows, columns = len(config.kernel), len(config.kernel[0])
    w, h = min(LARGEST_CELL, NARROW / columns), min(0.48, LOW / rows)
    left = MIDDLE + (NARROW - columns * w) / 2
    below = TOP - rows * h - BETWEEN
    return Grid(LEFT, TOP, side, side), Grid(left, TOP, w, h), Grid(left, below, w, h), Grid(RIGHT, TOP, side, side)


def sheet(figure: Figure, config: Config, now: State) -> Figure:
    """All that stays while the window moves, on axes in inches: image, kernel, output, titles, legends."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, figure.get_figwidth()), ylim=(0, figure.get_figheight()))
    axes.set_axis_off()
    image, kernel, products, output = grids(config, now)
    shape, kernel_shape = np.shape(config.image), np.shape(config.kernel)
    grey = np.clip(now.padded / config.white, 0, 1)
    colors = [_grey(v) if within else OUTSIDE for v, within in zip(grey.flat, now.inside.flat, strict=True)]
    table(axes, image, now.padded, colors)
    table(axes, kernel, np.array(config.kernel), ["white"] * np.size(config.kernel))
    table(axes, output, now.output, [_shade(v, config.white) for v in now.output.flat])
    title = IMAGE if now.inside.all() else PADDED
    axes.text(LEFT, TOP + 0.4, str(_sized(title, shape)), **WORDS)
    axes.text(kernel.left, TOP + 0.1, str(_sized(KERNEL, kernel_shape)), **WORDS)
    axes.text(products.left, products.top + 0.1, str(PRODUCTS), **WORDS)
    axes.text(RIGHT, TOP + 0.4, str(_sized(SIZE, now.output.shape)), **WORDS)
    key = [(WINDOW, "none", COLORS.vermillion, 2.0)]
    if not now.inside.all():
        key.append((ZEROS, OUTSIDE, INK, 0.8))
    _legend(axes, LEFT, key)
    high = TOO_HIGH.format(white=brief(config.white))
    _legend(axes, RIGHT, [(TOO_LOW, BELOW, INK, 0.8), (high, ABOVE, INK, 0.8)])
    for start, end in ((LEFT + WIDE + 0.08, MIDDLE - 0.08), (MIDDLE + NARROW + 0.08, RIGHT - 0.12)):
        axes.annotate("", (end, 3.0), (start, 3.0), arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.4})
    return figure


def drawing(axes: Axes, config: Config, now: State) -> list[Artist]:
    """The window, its products, the cell that they make and the sum; gives back what was drawn."""
    image, _, products, output = grids(config, now)
    picked = [image.corners(r, c) for r in now.rows for c in now.columns]
    drawn = [
        _outline(axes, picked, 2.2 if config.dilation > 1 else 1.0),
        _outline(axes, [output.corners(*config.place)], 2.6),
        *table(axes, products, now.window * np.array(config.kernel), ["white"] * now.window.size),
    ]
    if config.dilation == 1:
        whole = Grid(image.left, image.top, image.width * len(now.columns), image.height * len(now.rows))
        at = now.rows[0] / len(now.rows), now.columns[0] / len(now.columns)
        drawn.append(_outline(axes, [whole.corners(*at)], 2.6))
    for i, line in enumerate(lines(config, now)):
        drawn.append(axes.text(LEFT, 0.86 - 0.25 * i, line, **{**WORDS, "fontsize": 11}, zorder=9))
    return drawn


def table(axes: Axes, grid: Grid, values: Array, colors: list[str]) -> list[Artist]:
    """Cells in their colours and, if they fit into them, the values; gives back what was drawn."""
    from matplotlib.collections import PolyCollection

    rows, columns = values.shape
    places = [(r, c) for r in range(rows) for c in range(columns)]
    edge = INK if grid.width > 0.2 else "none"
    squares = [grid.corners(*place) for place in places]
    cells = PolyCollection(squares, facecolors=colors, edgecolors=edge, linewidths=0.5, zorder=2)
    axes.add_collection(cells, autolim=False)
    said = [brief(v) for v in values.flat]
    size = _font(grid, max(map(_width, said)))
    if size is None:
        return [cells]
    style: dict[str, Any] = {"fontsize": size, "ha": "center", "va": "center_baseline", "zorder": 4}
    middles = [square.mean(axis=0) for square in squares]
    numbers = [
        axes.text(x, y, text, color=_on(color), **style)
        for (x, y), text, color in zip(middles, said, colors, strict=True)
    ]
    return [cells, *numbers]


def _width(number: str) -> float:
    """How wide a number is, in font sizes."""
    return sum(OTHERS.get(sign, DIGIT) for sign in number)


def _font(grid: Grid, widest: float) -> float | None:
    """The font size at which numbers up to that width fit into a cell, or None if it would be too small to read."""
    size = min(LARGEST, ROOM * grid.width * INCH / widest, 0.75 * grid.height * INCH)
    return size if size >= SMALLEST else None


def _outline(axes: Axes, squares: list[Array], width: float) -> Artist:
    from matplotlib.collections import PolyCollection

    lines = PolyCollection(squares, facecolors="none", edgecolors=COLORS.vermillion, linewidths=width, zorder=6)
    axes.add_collection(lines, autolim=False)
    return lines


def _legend(axes: Axes, left: float, entries: list[tuple[Text, str, str, float]]) -> None:
    """Small squares with their names, over a grid."""
    from matplotlib.legend import Legend
    from matplotlib.patches import Patch

    handles = [Patch(facecolor=face, edgecolor=edge, linewidth=width) for _, face, edge, width in entries]
    legend = Legend(
        axes,
        handles,
        [str(name) for name, *_ in entries],
        loc="lower left",
        bbox_to_anchor=(left, TOP + 0.03),
        bbox_transform=axes.transData,
        ncols=len(handles),
        frameon=False,
        fontsize=9.5,
        labelcolor=INK,
        borderpad=0,
        borderaxespad=0.1,
        handlelength=1.2,
        handleheight=1.0,
        columnspacing=1.4,
    )
    axes.add_artist(legend)


def _sized(title: Text, shape: tuple[int, ...]) -> Text:
    return title.format(rows=shape[0], columns=shape[1])


def _grey(part: float) -> str:
    """A grey from black, 0, to white, 1."""
    return "#" + f"{round(255 * part):02x}" * 3


def _shade(value: float, white: float) -> str:
    """The grey of a value, or the colour of what an image cannot show."""
    return BELOW if value < 0 else ABOVE if value > white else _grey(value / white)


def _on(color: str) -> str:
    """Black or white, whichever stands out from a colour."""
    if color == "white":
        return "black"
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue >= 117 else "white"
