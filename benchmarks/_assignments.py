"""The two assignments that are graded: module 01, and a notebook that trains a small Keras model."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import _keras_lesson as keras_lesson
import nbformat
from nbformat.v4 import new_code_cell

from curso.authoring.builder import build_sources
from curso.grading.classroom import solution_of
from curso.grading.course import CONFIG_NAME, Course
from curso.grading.desk import ESSAY
from curso.grading.release import release

REPOSITORY = Path(__file__).resolve().parents[1]
STAMP = "2027-02-27 12:00:00 UTC\n"
SECRET = "a-secret-for-measuring-only-0123456789"
BLANK_EVERY = 4  # every fourth student leaves the first exercise as it was released

Notebooks = Mapping[str, Any]


@dataclass(frozen=True)
class Assignment:
    """A module to be graded.

    Parameters
    ----------
    name : how it is called on screen.
    course : a course of ours where it is released, with nothing handed in yet.
    module : its name in full.
    sources, released : the instructor's and the students' notebooks, by lesson.
    tests : plain tests that stock graders run in place of the checks, by grade id; without them the checks
        themselves are run in the student's kernel.
    only_ours : cells that are there for our checks alone.
    """

    name: str
    course: Course
    module: str
    sources: Notebooks
    released: Notebooks
    tests: Mapping[str, str]
    only_ours: frozenset[str] = frozenset()

    def checks(self, lesson: str) -> dict[str, float]:
        """The cells of a lesson that a machine gives points for, by grade id."""
        return {
            cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
            for cell in self.released[lesson].cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
        }

    def mean_mark(self, number: int) -> float:
        """What the first `number` students should get on average."""
        points = [worth for lesson in self.released for worth in self.checks(lesson).values()]
        return sum(points) - points[0] * len(range(0, number, BLANK_EVERY)) / number

    def submission(self, student: int) -> dict[str, Any]:
        """What a student hands in: right answers but for the first one of some, and a little of their own."""
        handed = {lesson: copy.deepcopy(nb) for lesson, nb in self.released.items()}
        blank = student % BLANK_EVERY == 0
        for lesson, nb in handed.items():
            solutions = _solutions(self.sources[lesson])
            for cell in nb.cells:
                tags = cell.metadata.get("nbgrader", {})
                if not tags.get("solution"):
                    continue
                if cell.cell_type == "markdown":
                    cell.source += "\n\n" + ESSAY["es"]
                elif not blank:
                    cell.source = f"# estudiante {student}\n{solutions[tags.grade_id]}"
                else:
                    blank = False  # this one is left
            mine = f"apuntes = [{student}, {student * 7 % 11}]\nprint('Trabajo del estudiante', sum(apuntes))"
            nb.cells.append(new_code_cell(mine, id="mine"))
        return handed

    def in_stock(self, notebooks: Notebooks, replace: Callable[[Any], str] | None = None) -> dict[str, Any]:
        """The notebooks as a grader other than ours gets them; `replace` gives the new source of a check cell."""
        made = {}
        for lesson, original in notebooks.items():
            nb = copy.deepcopy(original)
            nb.cells = [cell for cell in nb.cells if cell.get("id") not in self.only_ours]
            for cell in nb.cells:
                cell.metadata.pop("curso", None)
                grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
                if grade_id in self.checks(lesson):
                    cell.source = replace(cell) if replace else self.tests.get(grade_id, cell.source)
            made[lesson] = nb
        return made


def hand_in(assignment: Assignment, number: int, folder: Path) -> Path:
    """Write a folder a student, as `curso collect` takes them."""
    for student in range(number):
        write(assignment.submission(student), folder / student_name(student))
    return folder


def write(notebooks: Notebooks, folder: Path) -> None:
    """Write a submission."""
    folder.mkdir(parents=True)
    for lesson, nb in notebooks.items():
        nbformat.write(nb, folder / f"{lesson}.ipynb")
    (folder / "timestamp.txt").write_text(STAMP, encoding="utf-8")


def student_name(student: int) -> str:
    """The name of a student's folder."""
    return f"student{student:03d}"


def module_01(folder: Path) -> Assignment:
    """The real module: its three lessons, released in Spanish."""
    course = _course(folder)
    module = "01_regresion_lineal"
    build_sources(REPOSITORY, module, course.root)
    return _released("module 01", course, module, {})


def small_keras(folder: Path) -> Assignment:
    """Four exercises, the last of which trains a small Keras model."""
    course = _course(folder)
    source = course.source() / keras_lesson.MODULE
    source.mkdir(parents=True)
    nbformat.write(keras_lesson.instructor_notebook(), source / f"{keras_lesson.LESSON}.ipynb")
    return _released("small Keras model", course, keras_lesson.MODULE, keras_lesson.ASSERTIONS, frozenset({"setup"}))


def _course(folder: Path) -> Course:
    folder.mkdir(parents=True)
    shutil.copyfile(REPOSITORY / "autograder" / CONFIG_NAME, folder / CONFIG_NAME)
    return Course(folder)


def _released(
    name: str, course: Course, module: str, tests: Mapping[str, str], only_ours: frozenset[str] = frozenset()
) -> Assignment:
    shutil.rmtree(course.source("en"), ignore_errors=True)
    release(course, module)
    sources, released = (_read(base / module) for base in (course.source(), course.release()))
    return Assignment(name, course, module, sources, released, tests, only_ours)


def _read(folder: Path) -> dict[str, Any]:
    return {path.stem: nbformat.read(path, 4) for path in sorted(folder.glob("*.ipynb"))}


def _solutions(source: Any) -> dict[str, str]:
    return {
        cell.metadata.nbgrader.grade_id: solution_of(cell.source)
        for cell in source.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
