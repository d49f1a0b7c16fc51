"""From a lesson's cells to a notebook's: small pure functions, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from curso.authoring import frame, questions, regions
from curso.authoring.grademeta import graded, released
from curso.authoring.lesson import SOURCE_ONLY, Cell, Lesson
from curso.authoring.questions import Questions
from curso.authoring.settings import Settings
from curso.text import Language, Text

View = Literal["student", "solution", "source"]
"""Whose notebook: the student's, the solved one that tests run, the instructor's source for nbgrader."""

RESERVED = ("title", "setup-note", "setup")


@dataclass(frozen=True)
class Draft:
    """A notebook cell to be.

    Parameters
    ----------
    id : of the cell, stable from build to build.
    markdown : whether it is a markdown cell.
    source : what is in it for this view.
    grade : nbgrader's table, or None.
    curso : our own metadata.
    tags : of the cell.
    """

    id: str
    markdown: bool
    source: str
    grade: dict[str, Any] | None = None
    curso: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


def drafts(lesson: Lesson, lang: Language, view: View, settings: Settings, bank: Questions) -> tuple[Draft, ...]:
    """All cells of a notebook: title, setup, then the lesson's."""
    cells = pick_language(drop_source_only(lesson.cells), lang)
    return (
        Draft("title", True, frame.title(lesson, lang, settings)),
        Draft("setup-note", True, frame.setup_note(lang)),
        Draft("setup", False, frame.setup(lesson, lang, settings)),
        *(draft for cell in cells for draft in expand(cell, lesson, lang, view, bank)),
    )


def drop_source_only(cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells that are built: not those that only let the source run as a script."""
    return (cell for cell in cells if SOURCE_ONLY not in cell.tags)


def pick_language(cells: Iterable[Cell], lang: Language) -> Iterator[Cell]:
    """The cells of one language and those for both."""
    return (cell for cell in cells if cell.lang in (None, lang))


def expand(cell: Cell, lesson: Lesson, lang: Language, view: View, bank: Questions) -> tuple[Draft, ...]:
    """The notebook cells of one cell of the lesson."""
    if cell.kind == "exercise":
        return (exercise(cell, lesson, lang, view),)
    if cell.kind == "check":
        return (check(cell, lesson, lang),)
    if cell.kind == "manual":
        return (manual(cell, lesson, lang, view),)
    if cell.kind == "quiz":
        return quiz(cell, lang, view, bank)
    source = cell.source if cell.markdown else regions.pick_comments(cell.source, lang)
    return (Draft(cell.name, cell.markdown, source, tags=cell.tags),)


def exercise(cell: Cell, lesson: Lesson, lang: Language, view: View) -> Draft:
    """The exercise cell: its stub, its solution, or its solution between nbgrader's markers with the stub beside."""
    curso = {"exercise": f"{lesson.module}.{cell.name}"}
    return _answered(cell, lang, view, graded(cell.name, grade=False, solution=True), curso)


def manual(cell: Cell, lesson: Lesson, lang: Language, view: View) -> Draft:
    """A cell that is answered by the student and marked by hand."""
    grade = graded(cell.name, grade=True, solution=True, points=cell.points)
    return _answered(cell, lang, view, grade, {"manual": f"{lesson.module}.{cell.name}"})


def check(cell: Cell, lesson: Lesson, lang: Language) -> Draft:
    """The check cell: the call gets the points of the exercise."""
    source = regions.pick_comments(cell.source, lang).rstrip()
    if cell.points is not None:
        source = re.sub(r",?\s*\)$", f", points={frame.number(cell.points)})", source)
    grade = graded(f"check_{cell.name}", grade=True, solution=False, points=cell.points)
    return Draft(
        check_id(cell.name), False, source, grade, {"check": f"{lesson.module}.{cell.name}"}, cell.tags
    )


def quiz(cell: Cell, lang: Language, view: View, bank: Questions) -> tuple[Draft, ...]:
    """Question, answer and check; with nbgrader's tables only when it has points."""
    question = bank(cell.name)
    name = cell.short
    counts = cell.points is not None
    points = frame.number(cell.points) if cell.points is not None else None
    stub = questions.blank(question, name)
    answer, curso = stub, {"quiz": cell.name}
    if view == "solution":
        answer = questions.key(question, name)
    elif view == "source" and counts:
        answer = "\n".join((regions.BEGIN, questions.key(question, name), regions.END))
        curso["stub"] = stub
    return (
        Draft(name, True, questions.asked(question, lang), tags=cell.tags),
        Draft(
            f"{name}-answer", False, answer, graded(name, grade=False, solution=True) if counts else None, curso
        ),
        Draft(
            check_id(name),
            False,
            questions.call(question, cell.name, name, points),
            graded(f"check_{name}", grade=True, solution=False, points=cell.points) if counts else None,
            {"check": cell.name},
        ),
    )


def metadata(draft: Draft, view: View) -> dict[str, Any]:
    """The metadata of the notebook cell: in the student's, what nbgrader's release would write."""
    made: dict[str, Any] = {}
    if draft.curso:
        made["curso"] = dict(draft.curso)
    if draft.tags:
        made["tags"] = list(draft.tags)
    if draft.grade is None:
        return made
    if view == "student":
        kind = "markdown" if draft.markdown else "code"
        return {**made, **released(draft.grade, draft.source, kind)}
    return {**made, "nbgrader": dict(draft.grade)}


def check_id(name: str) -> str:
    """The cell id of a check: "check-cost-grid" of "cost_grid"."""
    return "check-" + name.replace("_", "-")


def cell_ids(cell: Cell) -> tuple[str, ...]:
    """The ids that the notebook cells of one cell of the lesson get."""
    if cell.kind == "check":
        return (check_id(cell.name),)
    if cell.kind == "quiz":
        return (cell.short, f"{cell.short}-answer", check_id(cell.short))
    return (cell.name,)


def grade_ids(cell: Cell) -> tuple[str, ...]:
    """The grade ids of one cell of the lesson."""
    if cell.kind in ("exercise", "manual"):
        return (cell.name,)
    if cell.kind == "check":
        return (f"check_{cell.name}",)
    if cell.kind == "quiz" and cell.points is not None:
        return (cell.short, f"check_{cell.short}")
    return ()


def stub_of(cell: Cell, lang: Language) -> str:
    """The student's text of an exercise or manual cell."""
    if cell.markdown:
        return regions.stub(cell.source, _WRITE_HERE.to(lang))
    return regions.pick_comments(regions.stub(cell.source), lang)


def _answered(
    cell: Cell, lang: Language, view: View, grade: dict[str, Any], curso: dict[str, Any]
) -> Draft:
    if view == "student":
        source = stub_of(cell, lang)
    else:
        source = regions.solved(cell.source) if view == "solution" else regions.instructor(cell.source)
        source = source if cell.markdown else regions.pick_comments(source, lang)
    if view == "source":
        curso = {**curso, "stub": stub_of(cell, lang)}
    return Draft(cell.name, cell.markdown, source, grade, curso, cell.tags)


_WRITE_HERE = Text(es="*Escribe aquí tu respuesta.*", en="*Write your answer here.*")
