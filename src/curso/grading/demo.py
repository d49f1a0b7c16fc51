"""The whole life of a module with a simulated class: release, collect, grade, feedback, marks, picture."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from curso.grading.classroom import DUE, Student, make_class
from curso.grading.collect import collect
from curso.grading.course import CONFIG_NAME, Course, GradingError, Progress
from curso.grading.export import export
from curso.grading.feedback import feedback
from curso.grading.grade import GradeReport, grade
from curso.grading.marks import Marks, read_marks
from curso.grading.release import release
from curso.grading.report import class_picture
from curso.text import Language, Text, language

Made = TypeVar("Made")

STAGES = {
    "release": Text(es="Publicar", en="Release"),
    "hand_in": Text(es="Simular la clase", en="Simulate the class"),
    "collect": Text(es="Recoger", en="Collect"),
    "grade": Text(es="Calificar", en="Grade"),
    "feedback": Text(es="Escribir los comentarios", en="Write the feedback"),
    "export": Text(es="Exportar las notas", en="Export the marks"),
}


@dataclass(frozen=True)
class Demo:
    """What the demo made.

    Parameters
    ----------
    course : a course of its own, so that the real one stays as it is.
    students : the class, with what each should get.
    report, marks : what each got.
    feedback, table, picture, drawing : where the pages (a folder), the CSV file and the pictures lie.
    seconds : how long each stage took.
    """

    course: Course
    students: list[Student]
    report: GradeReport
    marks: Marks
    feedback: Path
    table: Path
    picture: Path
    drawing: Path
    seconds: dict[str, float]


def demo_course(root: Path) -> Course:
    """The nbgrader course of the demo, in build/demo of the repository; made when it is not there."""
    course = Course(root / "build" / "demo")
    course.root.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(root / "autograder" / CONFIG_NAME, course.config_file)
    return course


def demo(
    root: Path,
    module: str,
    jobs: int = 2,
    progress: Callable[[Text], Progress | None] | None = None,
) -> Demo:
    """Run everything on a simulated class.

    The sources of the module have to be in `demo_course(root)` already, and the students' notebooks in
    notebooks/<module>/<lang>/. `progress(stage)` is called as each stage begins and may return a callback for
    its steps. A second run grades only what has changed. Raises GradingError.
    """
    course = demo_course(root)
    module = course.module(module)
    seconds: dict[str, float] = {}

    def stage(name: str, work: Callable[[Progress | None], Made]) -> Made:
        began = time.perf_counter()
        made = work(progress(STAGES[name]) if progress else None)
        seconds[name] = time.perf_counter() - began
        return made

    handed_in = course.root / "handed_in"
    stage("release", lambda step: _release(course, module, step))
    students = stage("hand_in", lambda _: make_class(course, module, root / "notebooks" / module, handed_in))
    stage("collect", lambda step: collect(course, module, handed_in, step))
    report = stage("grade", lambda step: grade(course, module, jobs=jobs, progress=step, ours=True))
    stage("feedback", lambda step: feedback(course, module, jobs=jobs, progress=step))
    table, (picture, drawing) = stage(
        "export",
        lambda step: (
            export(course, module, course.root / MARKS[language()], step),
            class_picture(course, module, course.root),
        ),
    )
    marks = read_marks(course, module)
    return Demo(course, students, report, marks, course.feedback, table, picture, drawing, seconds)


MARKS: dict[Language, str] = {"es": "notas.csv", "en": "marks.csv"}


def _release(course: Course, module: str, step: Progress | None) -> None:
    """Release; when an earlier demo was run with other exercises, begin again without it."""
    try:
        release(course, module, DUE, step)
    except GradingError:
        for made in (course.submitted, course.autograded, course.feedback, course.journal):
            shutil.rmtree(made, ignore_errors=True)
        (course.root / "gradebook.db").unlink(missing_ok=True)
        release(course, module, DUE, step)
