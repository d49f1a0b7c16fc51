"""nbgrader's own command, which is also formgrader's button, gives the marks that `curso grade` gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import SECRET, Classroom
from small_course import MODULE

from curso.grading.course import Course
from curso.grading.marks import read_marks
from curso.grading.sandbox import Level, level

pytestmark = pytest.mark.skipif(level() is not Level.BUBBLEWRAP, reason="there is no bubblewrap on this machine")

STUDENTS = ("ana", "killed", "stripped", "cheat", "talker")


@pytest.fixture(scope="module")
def again(classroom: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The same course and submissions, graded with nbgrader's own command into a gradebook of its own."""
    root = tmp_path_factory.mktemp("again") / "course"
    shutil.copytree(classroom.course.root, root, ignore=shutil.ignore_patterns("autograded", "feedback", "grading"))
    for folder in (root / "submitted").iterdir():
        if folder.name not in STUDENTS:
            shutil.rmtree(folder)
    environment = {**os.environ, "CURSO_SECRET": SECRET}
    command = [sys.executable, "-m", "nbgrader", "autograde", MODULE, "--force"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-3000:]
    return Course(root)


def rows(course: Course) -> dict[str, Any]:
    return {row.student: row for row in read_marks(course, MODULE).rows if row.student in STUDENTS}


def test_the_marks_are_the_same(again: Course, classroom: Classroom) -> None:
    here, there = rows(again), rows(classroom.course)
    assert set(here) == set(STUDENTS)
    for student in STUDENTS:
        assert dict(here[student].scores) == dict(there[student].scores), student


def test_the_graded_notebooks_are_the_same(again: Course, classroom: Classroom) -> None:
    def outputs(path: Path) -> list[Any]:
        return [cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells]

    found = sorted(again.autograded.glob(f"*/{MODULE}/*.ipynb"))
    assert len(found) >= len(STUDENTS)
    for path in found:
        assert outputs(path) == outputs(classroom.course.root / path.relative_to(again.root)), path
