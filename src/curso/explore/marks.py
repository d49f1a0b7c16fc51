"""How things look that appear in several pictures: data, lines, places on the cost surface."""

from __future__ import annotations

from typing import Any

from curso.explore.palette import COLORS, FAINT

DOT: dict[str, Any] = {"linestyle": "", "marker": "o", "color": COLORS.blue, "markersize": 5}
LINE_NOW: dict[str, Any] = {"color": COLORS.vermillion, "linewidth": 2.2}
LINE_BEFORE: dict[str, Any] = {"color": FAINT, "linewidth": 1}
TRAIL: dict[str, Any] = {"color": COLORS.vermillion, "linewidth": 1.3, "marker": "o", "markersize": 3}
POINT: dict[str, Any] = {"linestyle": "", "markeredgecolor": "white", "markersize": 9}
SQUARE: dict[str, Any] = {**POINT, "marker": "s", "color": COLORS.black}
CIRCLE: dict[str, Any] = {**POINT, "marker": "o", "color": COLORS.vermillion}
STAR: dict[str, Any] = {
    "linestyle": "",
    "marker": "*",
    "color": COLORS.yellow,
    "markeredgecolor": COLORS.black,
    "markersize": 13,
}
DASHED: dict[str, Any] = {"color": COLORS.black, "linestyle": "--", "linewidth": 1}
