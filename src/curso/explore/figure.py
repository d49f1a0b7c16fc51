"""From a matplotlib figure to a PNG with alternative text, in a notebook or outside of one."""

from __future__ import annotations

import html
import io
import os
import sys
from base64 import b64encode
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from curso.display import in_notebook
from curso.text import Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 96
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

C = TypeVar("C")


def canvas(width: float, height: float) -> Figure:
    """An empty figure of `width` × `height` inches that needs no window and no pyplot."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def png(fig: Figure, alt: Text | None = None) -> bytes:
    """The picture as the bytes of a PNG file; `alt` is also written into it, as its description."""
    from matplotlib import rcParams

    buffer = io.BytesIO()
    description = {"Description": str(alt)} if alt is not None else None
    with_box = rcParams["savefig.bbox"]
    rcParams["savefig.bbox"] = None
    try:
        fig.savefig(buffer, format="png", dpi=fig.dpi, metadata=description, pil_kwargs={"compress_level": 1})
    finally:
        rcParams["savefig.bbox"] = with_box
    return buffer.getvalue()


def tag(image: bytes, alt: Text, width: float | None = None) -> str:
    """An HTML `<img>` of a PNG with its alternative text; `width` in CSS pixels, never wider than the page."""
    size = "" if width is None else f"width:{width:.0f}px;"
    return (
        f'<img alt="{html.escape(str(alt))}" decoding="sync" style="{size}max-width:100%" '
        f'src="data:image/png;base64,{b64encode(image).decode()}">'
    )


def shown(fig: Figure, alt: Text) -> None:
    """Show a figure in a notebook, with its alternative text, and close it; outside of one only close it.

    Parameters
    ----------
    fig : a matplotlib figure, made with pyplot or without.
    alt : what the picture shows, for who cannot see it.
    """
    if watched():
        ipython = import_module("IPython.display")
        ipython.display(ipython.HTML(tag(png(fig, alt), alt, fig.get_figwidth() * DPI)))
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(fig)


def watched() -> bool:
    """Whether somebody looks on: in a notebook, except while it is graded."""
    return in_notebook() and not graded()


def graded() -> bool:
    """Whether the notebook runs to be graded: then the course's own pictures would only cost time."""
    return "CURSO_GRADING" in os.environ or os.environ.get("NBGRADER_EXECUTION") == "autograde"


def show(
    config: C, draw: Callable[[C], Figure], alt: Callable[[C], Text], widget: Callable[[C], Any] | None = None
) -> None:
    """Show the picture of `config`: its widget where a notebook can hold one, else the still picture."""
    if widget is not None and watched() and find_spec("ipywidgets") is not None:
        import_module("IPython.display").display(widget(config))
    elif not graded():
        shown(draw(config), alt(config))


def still(picture: Any, config: Any) -> None:
    """Show the still picture of `config`, with its alternative text; while a notebook is graded, nothing is drawn.

    Parameters
    ----------
    picture : a module with `draw` and `alt`, such as `curso.explore.descent`.
    config : one of its `Config`.
    """
    show(config, picture.draw, picture.alt)


def number(value: float) -> str:
    """A number as the pictures write it: "−1.25", or "3.1·10⁷" where digits would be many."""
    size = abs(value)
    if size and not 1e-2 <= size < 1e4:
        digits, exponent = f"{size:.1e}".split("e")
        written = f"{digits}·10{str(int(exponent)).translate(RAISED)}"
    else:
        written = f"{size:.2f}"
    return f"−{written}" if value < 0 and written.strip("0.") else written
