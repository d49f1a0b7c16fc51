"""Where a lesson and a section of it are: their titles and the notebook to open, where the lessons are at hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from curso.text import Language, language

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A section of a lesson: both titles (their ids where the lesson isn't at hand), and the notebook."""

    lesson: str
    section: str
    notebook: Path | None = None


@cache
def place_of(module: str, lesson: str, section: str, lang: Language | None = None) -> Place:
    """Where to reread what a question asks, in `lang` (the language spoken when None)."""
    found = next(NOTEBOOKS.glob(f"{module}_*/{lang or language()}/{lesson}.ipynb"), None)
    headings = _headings(found) if found else {}
    if not found or not headings:
        return Place(f"{module}/{lesson}", section)
    return Place(headings.get("title", lesson), headings.get(section, section), found)


@cache
def _headings(notebook: Path) -> dict[str, str]:
    """Of every prose cell of a notebook the heading that it has, or else the last one above it."""
    try:
        cells: list[Any] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return {}
    headings: dict[str, str] = {}
    heading = ""
    for cell in cells:
        if cell.get("cell_type") == "markdown":
            found = HEADING.search("".join(cell.get("source", "")))
            heading = found[1].strip() if found else heading
            headings[str(cell.get("id", ""))] = heading
    return headings
