"""The linter: every rule over every lesson, and over the notebooks that are committed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from curso.authoring import questions
from curso.authoring.lesson import Lesson, read_lesson
from curso.authoring.material import read_material
from curso.authoring.problem import LessonError, Problem
from curso.authoring.questions import Questions
from curso.authoring.rules import RULES, Context
from curso.authoring.seals import write_seals
from curso.authoring.tree import lesson_files, module_folders, notebook_files
from curso.text import Text

UNREADABLE = "unreadable"
NOTEBOOK_OUTPUT = "output-left"


def lint(
    root: Path, modules: Iterable[str] | None = None, *, fix: bool = False, bank: Questions = questions.bank
) -> tuple[Problem, ...]:
    """All problems of the lessons and of the built notebooks, in order of file and line.

    With `fix`, what a rule can mend is mended first. Raises AuthoringError for an unknown module.
    """
    context = make_context(root, bank)
    problems: list[Problem] = []
    for folder in module_folders(root, modules):
        for path in lesson_files(folder):
            try:
                if fix:
                    write_seals(path)
                problems += lint_lesson(read_lesson(path), context)
            except LessonError as error:
                problems.append(unreadable(error, context))
        for path in notebook_files(folder):
            problems += lint_notebook(path, context)
    return tuple(sorted(problems, key=lambda p: (p.file, p.line)))


def lint_lesson(lesson: Lesson, context: Context) -> tuple[Problem, ...]:
    """The problems of one lesson, by every rule."""
    found = [problem for rule in RULES.values() for problem in rule(lesson, context)]
    return tuple(sorted(found, key=lambda problem: problem.line))


def lint_notebook(path: Path, context: Context) -> Iterator[Problem]:
    """The problems of a built notebook: outputs and execution counts left in it."""
    place = context.place(path)
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        dirty = [cell["id"] for cell in cells if cell.get("outputs") or cell.get("execution_count")]
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Problem(place, 1, NOTEBOOK_OUTPUT, _NO_NOTEBOOK)
        return
    for name in dirty:
        yield Problem(place, _line_of(path, name), NOTEBOOK_OUTPUT, _RAN.format(name=name))


def unreadable(error: LessonError, context: Context) -> Problem:
    """The problem of a lesson that can't be parsed."""
    return Problem(context.place(error.file), error.line, UNREADABLE, error.message, blocks=True)


def make_context(root: Path, bank: Questions = questions.bank) -> Context:
    """What the rules look at, for the course at `root`. Raises AuthoringError."""
    folder = root / "tests" / "exercises"
    tests = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    return Context(root, bank, tests, read_material(root))


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next((n for n, line in enumerate(lines, 1) if f'"id": "{name}"' in line), 1)


_RAN = Text(
    es="La celda «{name}» conserva salidas de una ejecución. Vuelve a construir con «curso build».",
    en="The cell “{name}” keeps outputs of a run. Build again with “curso build”.",
)
_NO_NOTEBOOK = Text(
    es="No es un cuaderno que se pueda leer. Vuelve a construir con «curso build».",
    en="It isn't a notebook that can be read. Build again with “curso build”.",
)
