"""The whole life of modules with a simulated class: release, collect, grade, feedback, marks, picture."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from curso.grading.classroom import DUE, make_class
from curso.grading.collect import collect
from curso.grading.course import CONFIG_NAME, Course, GradingError, Progress
from curso.grading.desk import Student
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
    """What the demo made of a module.

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
    modules: Sequence[str],
    jobs: int = 2,
    progress: Callable[[Text], Progress | None] | None = None,
) -> Iterator[Demo]:
    """Run everything on a simulated class of each module, one after the other.

    The sources of the modules have to be in `demo_course(root)` already, and the students' notebooks in
    notebooks/<module>/<lang>/. `progress(stage)` is called as each stage begins and may return a callback for
    its steps. A second run grades only what has changed. Raises GradingError.
    """
    course = demo_course(root)
    names = [course.module(module) for module in modules]
    stages = _Stages(progress)
    stages.run("release", lambda step: _release(course, names, step))
    for name in names:
        yield _demo(root, course, name, jobs, stages)
        stages = _Stages(progress)


class _Stages:
    """Runs one stage after the other and takes the time of each."""

    def __init__(self, progress: Callable[[Text], Progress | None] | None) -> None:
        self._progress = progress
        self.seconds: dict[str, float] = {}

    def run(self, name: str, work: Callable[[Progress | None], Made]) -> Made:
        """What comes of a stage."""
        began = time.perf_counter()
        made = work(self._progress(STAGES[name]) if self._progress else None)
        self.seconds[name] = time.perf_counter() - began
        return made


def _demo(root: Path, course: Course, module: str, jobs: int, stages: _Stages) -> Demo:
    handed_in = course.root / "handed_in" / module
    students = stages.run("hand_in", lambda _: make_class(course, module, root / "notebooks" / module, handed_in))
    stages.run("collect", lambda step: collect(course, module, handed_in, step))
    report = stages.run("grade", lambda step: grade(course, module, jobs=jobs, progress=step, ours=True))
    stages.run("feedback", lambda step: feedback(course, module, jobs=jobs, progress=step))
    folder = course.root / MARKS[language()]
    table, (picture, drawing) = stages.run(
        "export",
        lambda step: (
            export(course, module, folder / f"{module}.csv", step),
            class_picture(course, module, folder, module),
        ),
    )
    marks = read_marks(course, module)
    return Demo(course, students, report, marks, course.feedback, table, picture, drawing, stages.seconds)


MARKS: dict[Language, str] = {"es": "notas", "en": "marks"}


def _release(course: Course, modules: Sequence[str], step: Progress | None) -> None:
    """Release; when an earlier demo was run with other exercises, begin again without it."""
    try:
        for module in modules:
            release(course, module, DUE, step)
    except GradingError:
        for made in (course.submitted, course.autograded, course.feedback, course.journal):
            shutil.rmtree(made, ignore_errors=True)
        (course.root / "gradebook.db").unlink(missing_ok=True)
        for module in modules:
            release(course, module, DUE, step)
