"""A student is found by id and by the name that the folder had, however it is typed, and nobody else is."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from small_course import MODULE

from curso.grading.course import Course, GradingError
from curso.grading.handed import shown
from curso.grading.journal import Journal
from curso.grading.student_ids import student_id
from curso.grading.students import students_named

BEGONA = "Begoña Núñez"
LONG = ["Ana " + "x" * 50 + middle + "y" * 50 for middle in ("1", "2")]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Four students that handed in, and one that did so for another module alone."""
    made = Course(tmp_path)
    journal = Journal.of(made, MODULE)
    for name in ("ana", BEGONA, *LONG):
        (made.submitted / student_id(name) / MODULE).mkdir(parents=True)
        journal.note(student_id(name), name=shown(name))
    (made.submitted / "ben" / "02_neurona").mkdir(parents=True)
    return made


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (["ana"], ["ana"]),
        ([BEGONA, "ana", student_id(BEGONA)], [BEGONA, "ana"]),
        ([unicodedata.normalize("NFD", BEGONA)], [BEGONA]),
        (LONG[1:], LONG[1:]),
        ([shown(LONG[0])], LONG),
        ([], []),
    ],
)
def test_those_that_are_named_are_found_once_each(course: Course, named: list[str], found: list[str]) -> None:
    expected = [student_id(name) for name in found]
    assert sorted(students_named(course, MODULE, named)) == sorted(expected)


def test_everybody_is_meant_where_nobody_is_named(course: Course) -> None:
    assert students_named(course, MODULE, None) == course.students(MODULE)


@pytest.mark.parametrize("name", ["nobody", "ben", "Begona Nunez", ""])
def test_whoever_handed_nothing_in_is_said(course: Course, name: str) -> None:
    with pytest.raises(GradingError, match=f"no submission by “{name}”"):
        students_named(course, MODULE, ["ana", name])


def test_a_module_that_nobody_handed_in_is_said(tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="curso collect"):
        students_named(Course(tmp_path), MODULE, None)
