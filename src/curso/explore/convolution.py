"""A kernel that slides over an image: the window, its products with the kernel, and the output cell that they make."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from curso.explore.bowl import Array
from curso.explore.figure import canvas, show
from curso.explore.frames import Frames
from curso.explore.kernels import READY, SHARPEN, Matrix, matrix
from curso.explore.sample import POSITIVE, refuse
from curso.text import Text, language

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 11.0, 5.5  # inches
LARGEST_IMAGE, LARGEST_KERNEL = 32, 5  # rows and columns
LARGEST_NUMBER = 1000.0
IMAGE: Matrix = (
    (60, 113, 56, 139, 85),
    (73, 121, 54, 84, 128),
    (131, 99, 70, 129, 127),
    (80, 57, 115, 69, 134),
    (104, 126, 123, 95, 130),
)

CELL = Text(es="casilla de la salida", en="cell of the output")
STRIDE = Text(es="paso (strides)", en="stride (strides)")
DILATION = Text(es="dilatación (dilation_rate)", en="dilation (dilation_rate)")
PADDING = Text(es="relleno (padding)", en="padding")
KERNEL = Text(es="núcleo", en="kernel")
PADDINGS = {
    "valid": Text(es="'valid': sin relleno", en="'valid': none"),
    "same": Text(es="'same': con ceros", en="'same': with zeros"),
}
A_MATRIX = Text(
    es="filas iguales de números entre −1000 y 1000, de 1 × 1 a {most} × {most}",
    en="rows of equally many numbers from −1000 to 1000, from 1 × 1 to {most} × {most}",
)
ONE_OF = Text(es="una de: {names}", en="one of: {names}")
A_COUNT = Text(es="un entero entre 1 y {last}", en="an integer from 1 to {last}")
NOT_BOTH = Text(
    es="1 cuando el paso es mayor que 1: Keras no admite las dos cosas a la vez",
    en="1 where the stride is above 1: Keras doesn't take both at once",
)
IT_FITS = Text(
    es="uno que quepa en la imagen, dilatado y todo, porque padding='valid' no añade nada",
    en="one that fits into the image, dilation and all, because padding='valid' adds nothing",
)
A_CELL = Text(es="un entero entre 0 y {last}", en="an integer from 0 to {last}")


@dataclass(frozen=True)
class Config:
    """All that the picture depends on; `Config.of(image, kernel)` takes arrays.

    Parameters
    ----------
    image : rows of numbers, up to 32 × 32. Numbers are written into the cells where they fit.
    kernel : rows of numbers, up to 5 × 5. It is not flipped, as in Keras: what `Conv2D` does is cross-correlation.
    stride : cells from one window to the next, in both directions; `strides` of `Conv2D`.
    padding : "valid" (none), or "same" (zeros around the image, as `Conv2D` puts them).
    dilation : cells from one value of the window to the next; `dilation_rate` of `Conv2D`. One of both is 1.
    cell : which cell of the output is looked at, in reading order from 0.
    white : the value that is drawn white; 0 is drawn black.

    Raises
    ------
    ValueError : a value out of its range, or a kernel that does not fit.
    """

    image: Matrix = IMAGE
    kernel: Matrix = SHARPEN
    stride: int = 1
    padding: Literal["valid", "same"] = "same"
    dilation: int = 1
    cell: int = 0
    white: float = 255.0

    def __post_init__(self) -> None:
        for name, most in (("image", LARGEST_IMAGE), ("kernel", LARGEST_KERNEL)):
            if not _is_matrix(getattr(self, name), most):
                refuse(name, A_MATRIX.format(most=most), getattr(self, name))
        if self.padding not in PADDINGS:
            refuse("padding", ONE_OF.format(names=", ".join(PADDINGS)), self.padding)
        for name in ("stride", "dilation"):
            if not 1 <= getattr(self, name) <= LARGEST_KERNEL:
                refuse(name, A_COUNT.format(last=LARGEST_KERNEL), getattr(self, name))
        if self.stride > 1 and self.dilation > 1:
            refuse("dilation", NOT_BOTH, self.dilation)
        if min(self.size) < 1:
            refuse("kernel", IT_FITS, self.kernel)
        if not 0 <= self.cell <= self.last:
            refuse("cell", A_CELL.format(last=self.last), self.cell)
        if not 0 < self.white < np.inf:
            refuse("white", POSITIVE, self.white)

    @classmethod
    def of(cls, image: ArrayLike, kernel: ArrayLike = SHARPEN, **rest: Any) -> Config:
        """The picture of an image and a kernel, both arrays of two dimensions; `rest` as in `Config`."""
        return cls(matrix(image), matrix(kernel), **rest)

    @property
    def reach(self) -> tuple[int, int]:
        """Rows and columns from one end of the window to the other."""
        rows, columns = _shape(self.kernel)
        return (rows - 1) * self.dilation + 1, (columns - 1) * self.dilation + 1

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the output."""
        (rows, columns), (down, across) = _shape(self.image), self.reach
        if self.padding == "valid":
            rows, columns = rows - down + 1, columns - across + 1
        return -(-rows // self.stride), -(-columns // self.stride)

    @property
    def last(self) -> int:
        """The last cell of the output, in reading order from 0."""
        return self.size[0] * self.size[1] - 1

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the cell that is looked at."""
        return divmod(self.cell, self.size[1])


def _shape(rows: Sequence[Sequence[float]]) -> tuple[int, int]:
    return len(rows), len(rows[0])


def _is_matrix(rows: Matrix, most: int) -> bool:
    sides = (len(rows), *{len(row) for row in rows})
    return len(sides) == 2 and all(1 <= n <= most for n in sides) and bool((np.abs(rows) <= LARGEST_NUMBER).all())


@dataclass(frozen=True)
class State:
    """What the picture shows.

    Parameters
    ----------
    padded : the image with its zeros around it, shape (rows, columns).
    inside : which cells of `padded` are of the image itself, same shape.
    output : the whole output, of shape `Config.size`.
    rows, columns : of `padded`, that the window takes at this cell.
    """

    padded: Array
    inside: np.ndarray[Any, np.dtype[np.bool_]]
    output: Array
    rows: list[int]
    columns: list[int]

    @property
    def window(self) -> Array:
        """The values under the kernel, in its shape."""
        return self.padded[np.ix_(self.rows, self.columns)]

    @property
    def from_padding(self) -> int:
        """How many of those come from the padding."""
        return int((~self.inside[np.ix_(self.rows, self.columns)]).sum())


def state(config: Config) -> State:
    """The window of `config` and the whole output."""
    padded, inside, output = _correlate(replace(config, cell=0))
    rows, columns = (
        [start * config.stride + i * config.dilation for i in range(n)]
        for start, n in zip(config.place, _shape(config.kernel), strict=True)
    )
    return State(padded, inside, output, rows, columns)


@lru_cache(maxsize=16)
def _correlate(config: Config) -> tuple[Array, Any, Array]:
    """The padded image, a mask of what is not padding, and the output."""
    image, kernel, d, s = np.array(config.image, float), np.array(config.kernel, float), config.dilation, config.stride
    around = [(0, 0), (0, 0)]
    if config.padding == "same":
        for axis, (n, out, reach) in enumerate(zip(image.shape, config.size, config.reach, strict=True)):
            zeros = max((out - 1) * s + reach - n, 0)
            around[axis] = (zeros // 2, zeros - zeros // 2)  # an odd zero goes to the end, as in Keras
    padded, inside = np.pad(image, around), np.pad(np.ones(image.shape, bool), around)
    windows = np.lib.stride_tricks.sliding_window_view(padded, config.reach)[::s, ::s, ::d, ::d]
    return padded, inside, np.einsum("rcij,ij->rc", windows, kernel)


def draw(config: Config) -> Figure:
    """The picture, 11 × 5.5 inches: image with window, kernel, products, output, and the sum written out."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """Image, kernel and output, which do not depend on the cell that is looked at."""
    from curso.explore.convolution_drawing import sheet

    return sheet(canvas(WIDTH, HEIGHT), config, state(config))


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """The window, its products and its sum on the sheet of `backdrop`; gives back what it drew."""
    from curso.explore.convolution_drawing import drawing

    return drawing(figure.axes[0], config, state(config))


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    from curso.explore.convolution_words import described

    return described(config, state(config))


def widget(config: Config) -> Any:
    """Cell with a play button, kernel, padding and stride (or dilation) over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box
    from curso.explore.table import Table

    knobs: dict[str, Slider | Choice | Table] = {
        "cell": Slider(CELL, config.cell, 0, config.last, 1, play=True),
        "padding": Choice(PADDING, config.padding, PADDINGS),
    }
    if config.dilation > 1:
        spare = [(n - 1) // (k - 1) for n, k in zip(_shape(config.image), _shape(config.kernel), strict=True) if k > 1]
        most = max(min([LARGEST_KERNEL, *spare]), 1)  # that still fits without padding
        knobs["dilation"] = Slider(DILATION, min(config.dilation, most), 1, most, 1)
    else:
        knobs["stride"] = Slider(STRIDE, config.stride, 1, max(3, config.stride), 1)
    knobs["kernel"] = Table(KERNEL, config.kernel, LARGEST_NUMBER, READY)

    def read(cell: int, **rest: Any) -> Config:
        moved = replace(config, cell=0, **rest)
        return replace(moved, cell=min(cell, moved.last))

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH, lambda c: {"cell": c.last})


def _key(config: Config) -> Hashable:
    return language(), replace(config, cell=0)


def kernel(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
