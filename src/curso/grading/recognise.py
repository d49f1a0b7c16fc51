"""Which lesson is this notebook? By its metadata, else its name, else its exercises."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from curso.grading.course import Course
from curso.grading.intake import Handed
from curso.grading.notebooks import NEWEST, from_text, node
from curso.grading.restore import read_released
from curso.text import Text

NOT_JSON = Text(
    es="no es un cuaderno de Jupyter, o el archivo está cortado o dañado",
    en="it is not a Jupyter notebook, or the file is cut short or damaged",
)
NOT_TEXT = Text(es="no es un archivo de texto en UTF-8", en="it is not a text file in UTF-8")
EMPTY = Text(es="el archivo está vacío", en="the file is empty")
TOO_NEW = Text(
    es="usa un formato de cuaderno que esta versión no conoce",
    en="it uses a notebook format that this version does not know",
)


class Unreadable(Exception):
    """The file is not a notebook; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Lesson:
    """What tells the notebooks of a released lesson from others."""

    name: str
    number: str
    grade_ids: frozenset[str]
    cell_ids: frozenset[str]


def released_lessons(course: Course, module: str) -> list[Lesson]:
    """The lessons of a module, as they were released."""
    found = []
    for name in course.lessons(module):
        releases = read_released(course, module, name)
        cells = [cell for nb in releases.values() for cell in nb.cells]
        ours = next(iter(releases.values())).metadata.get("curso", {})
        found.append(
            Lesson(
                name=name,
                number=str(ours.get("module", "")),
                grade_ids=frozenset(c.metadata.nbgrader.grade_id for c in cells if "nbgrader" in c.metadata),
                cell_ids=frozenset(c.id for c in cells if "id" in c and "nbgrader" in c.metadata),
            )
        )
    return found


def read_notebook(content: bytes) -> Any:
    """The notebook in these bytes, in format 4, whatever format and encoding it came in. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(EMPTY)
    try:
        encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_TEXT) from error
    try:
        raw = json.loads(text)
        if not isinstance(raw, dict) or not ("cells" in raw or "worksheets" in raw):
            raise Unreadable(NOT_JSON)
        if int(raw.get("nbformat", 4)) > NEWEST:
            raise Unreadable(TOO_NEW)
        nb = from_text(text)
        for cell in nb.cells:
            _whole(cell)
        return nb
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(NOT_JSON) from error


def _whole(cell: Any) -> None:
    """Fill in what a cell cannot do without. Raises when it is no cell at all."""
    if cell.cell_type not in ("code", "markdown", "raw"):
        raise ValueError(cell.cell_type)
    cell.setdefault("metadata", node({}))
    if not isinstance(cell.setdefault("source", ""), str):
        raise TypeError("source")
    if cell.cell_type == "code":
        cell.setdefault("outputs", [])
        cell.setdefault("execution_count", None)


def lesson_of(nb: Any, file: Handed, lessons: list[Lesson]) -> Lesson | None:
    """The lesson of a submitted notebook, or None when it is of none of these."""
    ours = nb.metadata.get("curso")
    if isinstance(ours, dict) and ours.get("lesson"):
        named = [x for x in lessons if x.name == ours["lesson"] and str(ours.get("module", "")) in ("", x.number)]
        if named:
            return named[0]
    by_name = [x for x in lessons if x.name == file.path.stem]
    if by_name and (_shared(nb, by_name[0]) or not any(_shared(nb, x) for x in lessons)):
        return by_name[0]
    best = max(lessons, key=lambda x: _shared(nb, x))
    return best if _shared(nb, best) else None


def _shared(nb: Any, lesson: Lesson) -> int:
    """How many cells of the lesson are in the notebook."""
    tags = [cell.metadata.get("nbgrader") for cell in nb.cells]
    ids = {tag.get("grade_id") for tag in tags if isinstance(tag, dict)}
    cell_ids = {cell.get("id") or cell.metadata.get("id") for cell in nb.cells}
    return max(len(ids & lesson.grade_ids), len(cell_ids & lesson.cell_ids))
