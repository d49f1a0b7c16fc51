"""A simulated class: the real student notebooks, edited the way students edit them, and what each should get."""

from __future__ import annotations

import copy
import random
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from curso.grading.course import Course, GradingError
from curso.grading.desk import KINDS, Desk, Expected, Lesson, Student
from curso.grading.notebooks import read, to_text
from curso.grading.notes import exercise_name
from curso.text import Language, Text

DUE = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
NOT_BUILT = Text(
    es="En «{folder}» no están los cuadernos de los estudiantes: constrúyelos con `curso build`.",
    en="The students' notebooks are not in “{folder}”: build them with `curso build`.",
)


def make_class(course: Course, module: str, notebooks: Path, out: Path, seed: int = 0) -> list[Student]:
    """Write a class into `out`, a folder or a zip file each, and say what each should get.

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
    for position, (name, lang, kind, packed) in enumerate(class_of(module)):
        student = Student(name, lang, kind, packed)
        handed = {lesson.name: copy.deepcopy(lesson.notebook) for lesson in lessons[lang]}
        chance = random.Random(f"{seed} {position}")
        for lesson in lessons[lang]:
            desk = Desk(student, lesson, handed[lesson.name], chance, seed + position)
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


# name, language, what is special about the work, and about how it is handed in
Roll = tuple[tuple[str, Language, str, str], ...]
CLASS: Roll = (
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

SMALL_CLASS: Roll = (
    ("Ana Ruiz", "es", "right", "folder"),
    ("Bilal Haddad", "en", "misconceptions", "renamed"),
    ("Elena Costa", "es", "misconceptions", "zip"),
    ("Iker Sanz", "es", "killed", "folder"),
    ("Lucía Peña", "es", "equal", "folder"),
    ("Marco Bauer", "en", "patched", "folder"),
)


def class_of(module: str) -> Roll:
    """Who hands in a module, named in full: everybody the first, which is quick to run; a few the others."""
    return CLASS if module.startswith("01") else SMALL_CLASS


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
                archive.writestr(zipfile.ZipInfo(f"Entrega/{name}", moment.timetuple()[:6]), text)
            archive.writestr(zipfile.ZipInfo("__MACOSX/._junk.ipynb", moment.timetuple()[:6]), b"\x00")
        return
    folder = out / student.name
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
