"""A simulated class: the real student notebooks, edited the way students edit them, and what each should get."""

from __future__ import annotations

import copy
import random
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from curso.exercises.spec import UnknownExercise, find
from curso.grading.course import Course, GradingError
from curso.grading.notebooks import code_cell, read, to_text
from curso.grading.notes import exercise_name
from curso.grading.portable import portable_source
from curso.text import Language, Text

DUE = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
NOT_BUILT = Text(
    es="En «{folder}» no están los cuadernos de los estudiantes: constrúyelos con `curso build`.",
    en="The students' notebooks are not in “{folder}”: build them with `curso build`.",
)
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
    kind : what is special about the work: "right", "late", "part", "half", "misconceptions", "untouched",
        "crashed", "killed".
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


def make_class(course: Course, module: str, notebooks: Path, out: Path, seed: int = 0) -> list[Student]:
    """Write a class of ten into `out`, a folder or a zip file each, and say what each should get.

    Parameters
    ----------
    course : has the instructor's sources, from which the solutions are read.
    module : its name in full.
    notebooks : the students' notebooks, in one folder a language (es/, en/).
    out : made anew.
    seed : chooses who solves what and who holds which misconception.

    Raises GradingError when the notebooks have not been built.
    """
    lessons: dict[Language, list[Lesson]] = {
        lang: _lessons(course.source(lang) / module, notebooks / lang) for lang in ("es", "en")
    }
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    students = []
    for position, (name, lang, kind, packed) in enumerate(CLASS):
        student = Student(name, lang, kind, packed)
        handed = {lesson.name: copy.deepcopy(lesson.notebook) for lesson in lessons[lang]}
        chance = random.Random(f"{seed} {position}")
        for lesson in lessons[lang]:
            desk = _Desk(student, lesson, handed[lesson.name], chance, seed + position)
            KINDS[kind](desk)
            desk.mind_dependencies()
        moment = DUE - timedelta(hours=3 + 5 * position)
        if kind == "late":
            student.days_late = 2
            moment = DUE + timedelta(days=1, hours=6)
        _write(out, student, handed, moment)
        students.append(student)
    return students


def _lessons(sources: Path, built: Path) -> list[Lesson]:
    found = []
    for path in sorted(built.glob("*.ipynb")):
        source = read(sources / path.name)
        solutions = {
            cell.metadata.nbgrader.grade_id: solution_of(cell.source)
            for cell in source.cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
        }
        found.append(Lesson(path.stem, read(path), solutions))
    if not found:
        raise GradingError(NOT_BUILT.format(folder=built))
    return found


def solution_of(source: str) -> str:
    """The cell as its author would run it: without the markers of the solution and the lines of the stub."""
    lines = [
        line for line in source.splitlines() if "### BEGIN SOLUTION" not in line and "### END SOLUTION" not in line
    ]
    return "\n".join(line for line in lines if not line.lstrip().startswith("#~"))


@dataclass
class _Desk:
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


def _right(desk: _Desk) -> None:
    for name, cell in desk.exercises():
        desk.solve(name, cell)
    desk.essay(True)


def _half(desk: _Desk) -> None:
    for position, (name, cell) in enumerate(desk.exercises()):
        if (position + desk.number) % 2 == 0:
            desk.solve(name, cell)
        else:
            desk.expect(name, Expected.NONE)
    desk.essay(desk.number % 2 == 0)


def _misconceived(desk: _Desk) -> None:
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


def _untouched(desk: _Desk) -> None:
    for name, _ in desk.exercises():
        desk.expect(name, Expected.NONE)
    desk.essay(False)


def _crashed(desk: _Desk) -> None:
    """A cell that raises before anything else, and an exercise that is not even Python."""
    _right(desk)
    desk.insert(1, "datos = open('mis_datos.csv')", "my-data")
    name, cell = desk.exercises()[0]
    cell.source += "\n    if theta0 = 1:"
    desk.expect(name, Expected.NONE)


def _killed(desk: _Desk) -> None:
    """After the first exercise, a cell that takes the kernel down: what comes before it counts."""
    _right(desk)
    first, _ = desk.exercises()[0]
    ids = [c.metadata.get("nbgrader", {}).get("grade_id") for c in desk.notebook.cells]
    desk.insert(ids.index(f"check_{first}") + 1, "import os\nos._exit(1)", "goodbye")
    for name, _ in desk.exercises()[1:]:
        desk.expect(name, Expected.NONE)


KINDS: dict[str, Callable[[_Desk], None]] = {
    "right": _right,
    "late": _right,
    "part": _right,
    "half": _half,
    "misconceptions": _misconceived,
    "untouched": _untouched,
    "crashed": _crashed,
    "killed": _killed,
}
# name, language, what is special about the work, and about how it is handed in
CLASS: tuple[tuple[str, Language, str, str], ...] = (
    ("Ana Ruiz", "es", "right", "folder"),
    ("Begoña Núñez", "es", "half", "zip"),
    ("Bilal Haddad", "en", "misconceptions", "renamed"),
    ("Chen Wei", "en", "half", "folder"),
    ("Elena Costa", "es", "misconceptions", "folder"),
    ("Grace Hall", "en", "untouched", "folder"),
    ("Hugo Marín", "es", "crashed", "folder"),
    ("Iker Sanz", "es", "killed", "folder"),
    ("Julia Weber", "en", "late", "folder"),
    ("Karim Benali", "en", "part", "folder"),
)


def _write(out: Path, student: Student, handed: dict[str, Any], moment: datetime) -> None:
    """Put the notebooks in a folder or a zip file with the student's name, as such files arrive."""
    names = sorted(handed)
    if student.kind == "part":
        for name in names[1:]:
            for cell in handed.pop(name).cells:
                tags = cell.metadata.get("nbgrader", {})
                if tags.get("grade"):
                    module = handed[names[0]].metadata.curso.module
                    student.expected[f"{module}.{exercise_name(tags.grade_id)}"] = Expected.NONE
    stamp = f"{moment:%Y-%m-%d %H:%M:%S} UTC\n"
    files = {f"{name}.ipynb": to_text(nb) for name, nb in handed.items()}
    if student.packed == "renamed":
        files = {f"lesson {i} ({student.name}) final.ipynb": text for i, text in enumerate(files.values(), start=1)}
    files["timestamp.txt"] = stamp
    if student.packed == "zip":
        with zipfile.ZipFile(out / f"{student.name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(zipfile.ZipInfo(f"Módulo 1/{name}", moment.timetuple()[:6]), text)
            archive.writestr(zipfile.ZipInfo("__MACOSX/._junk.ipynb", moment.timetuple()[:6]), b"\x00")
        return
    folder = out / student.name
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
