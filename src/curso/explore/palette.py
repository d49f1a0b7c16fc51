"""Colours that colour-blind people can tell apart, each with a marker and a line style of its own."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """The eight colours of M. Okabe and K. Ito, Color Universal Design (2008), as #rrggbb."""

    black: str = "#000000"
    orange: str = "#E69F00"
    sky: str = "#56B4E9"
    green: str = "#009E73"
    yellow: str = "#F0E442"
    blue: str = "#0072B2"
    vermillion: str = "#D55E00"
    purple: str = "#CC79A7"


class Style(NamedTuple):
    """How one series is drawn, so that colour is never the only difference."""

    color: str
    marker: str
    linestyle: str | tuple[int, tuple[int, ...]]


COLORS = Palette()
CYCLE = (
    Style(COLORS.blue, "o", "-"),
    Style(COLORS.vermillion, "s", "--"),
    Style(COLORS.green, "^", "-."),
    Style(COLORS.purple, "D", ":"),
    Style(COLORS.orange, "v", (0, (5, 1))),
    Style(COLORS.sky, "P", (0, (3, 1, 1, 1))),
)
INK = "#333333"  # text, axes
FAINT = "#B8B8B8"  # what was, beside what is
