"""How simulated students work on a lesson: rightly, half, with a misconception, in a hurry, or by cheating."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from curso.exercises.spec import UnknownExercise, find
from curso.grading.cheats import EQUAL, PATCHES
from curso.grading.notebooks import code_cell
from curso.grading.notes import exercise_name
from curso.grading.portable import portable_source
from curso.text import Language, Text

ESSAY: dict[Language, str] = {
    "es": "Porque así no se anulan los errores de signo contrario, y los grandes pesan más que los pequeños.",
    "en": "Because then errors of opposite sign do not cancel, and large ones weigh more than small ones.",
}


class Expected(Enum):
    """What an exercise should be worth to a student."""

    FULL = "full"
    LESS = "less than full"
    NONE = "none"
    BY_HAND = "waits for a person"


@dataclass
class Student:
    """One simulated student.

    Parameters
    ----------
    name : how the folder or zip file is called.
    lang : the language of the notebooks handed in.
    kind : what is special about the work, a key of KINDS and of ABOUT.
    packed : how it is handed in: "folder", "zip", or a folder of "renamed" files.
    expected : by exercise id.
    days_late : days begun after the due date.
    """

    name: str
    lang: Language
    kind: str
    packed: str
    expected: dict[str, Expected] = field(default_factory=dict)
    days_late: int = 0


@dataclass(frozen=True)
class Lesson:
    """A lesson as students get it in one language, with the solutions of its exercises."""

    name: str
    notebook: Any
    solutions: Mapping[str, str]


@dataclass
class Desk:
    """A student at work on one lesson."""

    student: Student
    lesson: Lesson
    notebook: Any
    chance: random.Random
    number: int

    def exercises(self) -> list[tuple[str, Any]]:
        """Name and cell of each exercise that is checked by the machine."""
        cells = {c.metadata.nbgrader.grade_id: c for c in self.notebook.cells if "nbgrader" in c.metadata}
        checked = [exercise_name(grade_id) for grade_id in cells if grade_id.startswith("check_")]
        return [(name, cells[name]) for name in checked if name in cells and name in self.lesson.solutions]

    def id_of(self, name: str) -> str:
        """The exercise's id: "01.cost"."""
        return f"{self.notebook.metadata.curso.module}.{name}"

    def expect(self, name: str, what: Expected) -> None:
        """Note what the exercise should be worth."""
        self.student.expected[self.id_of(name)] = what

    def solve(self, name: str, cell: Any) -> None:
        """Answer as the author does."""
        cell.source = self.lesson.solutions[name]
        self.expect(name, Expected.FULL)

    def mind_dependencies(self) -> None:
        """A solution that calls an earlier exercise is not right where that one is not."""
        names = [name for name, _ in self.exercises()]
        for name in names:
            used = {word for word in names if word != name and re.search(rf"\b{word}\(", self.lesson.solutions[name])}
            if self.student.expected[self.id_of(name)] is Expected.FULL and any(
                self.student.expected[self.id_of(word)] is not Expected.FULL for word in used
            ):
                self.expect(name, Expected.LESS)

    def essay(self, answer: bool) -> None:
        """Answer in words, where the lesson asks for it, or leave it."""
        for cell in self.notebook.cells:
            tags = cell.metadata.get("nbgrader", {})
            if tags.get("grade") and tags.get("solution"):
                self.expect(tags.grade_id, Expected.BY_HAND if answer else Expected.NONE)
                if answer:
                    cell.source += "\n\n" + ESSAY[self.student.lang]

    def insert(self, position: int, source: str, name: str) -> None:
        """Add a code cell of the student's own."""
        self.notebook.cells.insert(position, code_cell(source, name))


def _right(desk: Desk) -> None:
    for name, cell in desk.exercises():
        desk.solve(name, cell)
    desk.essay(True)


def _half(desk: Desk) -> None:
    for position, (name, cell) in enumerate(desk.exercises()):
        if (position + desk.number) % 2 == 0:
            desk.solve(name, cell)
        else:
            desk.expect(name, Expected.NONE)
    desk.essay(desk.number % 2 == 0)


def _misconceived(desk: Desk) -> None:
    for name, cell in desk.exercises():
        try:
            wrong = find(desk.id_of(name)).misconceptions
        except UnknownExercise:
            wrong = ()
        sources = [s for s in (portable_source(m.wrong, name) for m in wrong) if s is not None]
        if sources:
            cell.source = desk.chance.choice(sources)
            desk.expect(name, Expected.LESS)
        else:
            desk.solve(name, cell)
    desk.essay(True)


def _untouched(desk: Desk) -> None:
    for name, _ in desk.exercises():
        desk.expect(name, Expected.NONE)
    desk.essay(False)


def _crashed(desk: Desk) -> None:
    """A cell that raises before anything else, and an exercise that is not even Python."""
    _right(desk)
    desk.insert(1, "datos = open('mis_datos.csv')", "my-data")
    name, cell = desk.exercises()[0]
    cell.source += "\n    if theta0 = 1:"
    desk.expect(name, Expected.NONE)


def _killed(desk: Desk) -> None:
    """After the first exercise, a cell that takes the kernel down: what comes before it counts."""
    _right(desk)
    first, _ = desk.exercises()[0]
    ids = [c.metadata.get("nbgrader", {}).get("grade_id") for c in desk.notebook.cells]
    desk.insert(ids.index(f"check_{first}") + 1, "import os\nos._exit(1)", "goodbye")
    for name, _ in desk.exercises()[1:]:
        desk.expect(name, Expected.NONE)


def _cheated(desk: Desk, answer: str, attack: str) -> None:
    """A cell that tampers before anything else, and every answer wrong."""
    for name, cell in desk.exercises():
        cell.source = answer.format(name=name)
        desk.expect(name, Expected.NONE)
    desk.insert(1, attack, "attack")
    desk.essay(False)


def _equal(desk: Desk) -> None:
    _cheated(desk, "{name} = Always()", EQUAL)


def _patched(desk: Desk) -> None:
    _cheated(desk, "def {name}(*args):\n    return 0.0", PATCHES)


KINDS: dict[str, Callable[[Desk], None]] = {
    "right": _right,
    "late": _right,
    "part": _right,
    "half": _half,
    "misconceptions": _misconceived,
    "untouched": _untouched,
    "crashed": _crashed,
    "killed": _killed,
    "equal": _equal,
    "patched": _patched,
}
ABOUT: Mapping[str, Text] = {
    "right": Text(es="todo resuelto", en="everything solved"),
    "late": Text(es="todo resuelto, con retraso", en="everything solved, late"),
    "part": Text(es="solo la primera lección", en="the first lesson only"),
    "half": Text(es="la mitad resuelta", en="one half solved"),
    "misconceptions": Text(es="errores típicos", en="common mistakes"),
    "untouched": Text(es="nada tocado", en="nothing touched"),
    "crashed": Text(es="una celda que falla y una que no es Python", en="a cell that fails and one that is not Python"),
    "killed": Text(es="cierra el kernel tras el primer ejercicio", en="ends the kernel after the first exercise"),
    "equal": Text(es="ataque: objetos «iguales» a todo", en="attack: objects “equal” to everything"),
    "patched": Text(
        es="ataque: NumPy, TensorFlow y `check` cambiados", en="attack: NumPy, TensorFlow and `check` replaced"
    ),
}
