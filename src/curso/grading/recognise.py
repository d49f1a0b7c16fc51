"""Which lesson is this notebook? By its metadata, its name and the exercises that are in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from curso.grading.course import Course
from curso.grading.intake import Handed
from curso.grading.markers import checked, defined
from curso.grading.match import tags_of
from curso.grading.reading import read_notebook
from curso.grading.restore import read_released
from curso.grading.unreadable import Unreadable
from curso.text import Language

__all__ = ["Lesson", "Unreadable", "lesson_from", "lesson_of", "read_notebook", "released_lessons"]


@dataclass(frozen=True)
class Lesson:
    """What tells the notebooks of a released lesson from others.

    Parameters
    ----------
    name : the lesson's file name, without extension.
    number : the module's number, "01".
    grade_ids, cell_ids : of its graded cells.
    markers : the functions that its exercises ask for, and the exercises that are checked.
    """

    name: str
    number: str
    grade_ids: frozenset[str]
    cell_ids: frozenset[str]
    markers: frozenset[str] = frozenset()


def released_lessons(course: Course, module: str) -> list[Lesson]:
    """The lessons of a module, as they were released."""
    return [lesson_from(name, read_released(course, module, name)) for name in course.lessons(module)]


def lesson_from(name: str, releases: Mapping[Language, Any]) -> Lesson:
    """What tells a lesson from others, of its released notebooks."""
    cells = [cell for nb in releases.values() for cell in nb.cells if "nbgrader" in cell.metadata]
    ours = next(iter(releases.values())).metadata.get("curso", {})
    return Lesson(
        name=name,
        number=str(ours.get("module", "")),
        grade_ids=frozenset(cell.metadata.nbgrader.grade_id for cell in cells),
        cell_ids=frozenset(cell.id for cell in cells if "id" in cell),
        markers=_markers(cells),
    )


def lesson_of(nb: Any, file: Handed, lessons: list[Lesson]) -> Lesson | None:
    """The lesson of a submitted notebook, or None when it is of none of these.

    What its metadata or its name say counts unless its exercises are those of another lesson.
    """
    ours = nb.metadata.get("curso")
    ours = ours if isinstance(ours, dict) else {}
    shared = {lesson.name: _shared(nb, lesson) for lesson in lessons}
    most = max(shared.values(), default=0)
    numbers = {lesson.number for lesson in lessons}
    if not most and ours.get("module") and str(ours["module"]) not in numbers:
        return None  # of another module, whatever it is called
    called = unicodedata.normalize("NFC", file.path.stem).casefold()
    said = [x for x in lessons if ours.get("lesson") == x.name and str(ours.get("module", "")) in ("", x.number)]
    named = [x for x in lessons if x.name.casefold() == called]
    for lesson in (*said, *named):
        if shared[lesson.name] or not most:
            return lesson
    return max(lessons, key=lambda x: shared[x.name]) if most else None


def _markers(cells: list[Any]) -> frozenset[str]:
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    return frozenset(name for source in code for name in defined(source) | checked(source))


def _shared(nb: Any, lesson: Lesson) -> int:
    """How many cells of the lesson are in the notebook."""
    tags = {tags_of(cell).get("grade_id") for cell in nb.cells}
    ids = {cell.get("id") or cell.metadata.get("id") for cell in nb.cells}
    ids = {name for name in ids if isinstance(name, str)}
    tags = {name for name in tags if isinstance(name, str)}
    return max(len(tags & lesson.grade_ids), len(ids & lesson.cell_ids), len(_markers(nb.cells) & lesson.markers))
