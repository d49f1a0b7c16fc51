"""The simulated class hands in real notebooks, the same for the same seed, and says what each should get."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from small_course import LESSONS, MODULE, student_notebook

from curso.grading.classroom import CLASS, SMALL_CLASS, make_class, solution_of
from curso.grading.collect import collect
from curso.grading.course import Course, GradingError
from curso.grading.desk import ABOUT, KINDS, Expected, Student


@pytest.fixture
def built(tmp_path: Path) -> Path:
    for lang in ("es", "en"):
        (tmp_path / "notebooks" / lang).mkdir(parents=True)
        for lesson in LESSONS:
            nbformat.write(student_notebook(lesson, lang), tmp_path / "notebooks" / lang / f"{lesson}.ipynb")
    return tmp_path / "notebooks"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_seed_makes_the_same_class(released: Course, built: Path, tmp_path: Path) -> None:
    one = make_class(released, MODULE, built, tmp_path / "one", seed=3)
    two = make_class(released, MODULE, built, tmp_path / "two", seed=3)
    assert one == two and contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_class_has_students_of_every_kind_in_both_languages(released: Course, built: Path, tmp_path: Path) -> None:
    everybody = make_class(released, MODULE, built, tmp_path / "in")
    students = {student.kind: student for student in everybody}
    in_the_small_one = {kind for _, _, kind, _ in SMALL_CLASS}
    assert set(students) | in_the_small_one == set(KINDS) == set(ABOUT)
    assert {s.packed for s in everybody} == {"folder", "zip", "renamed"}
    assert len(CLASS) >= 10 and {s.lang for s in students.values()} == {"es", "en"}
    exercises = {"01.predict", "01.cost", "01.gradient"}

    def all_are(student: Student, what: Expected) -> bool:
        return {student.expected[e] for e in exercises} == {what}

    assert all_are(students["right"], Expected.FULL) and all_are(students["untouched"], Expected.NONE)
    assert all_are(students["misconceptions"], Expected.LESS)
    assert students["late"].days_late == 2
    assert set(students["half"].expected.values()) >= {Expected.FULL, Expected.NONE}


def test_collect_takes_the_whole_class(released: Course, built: Path, tmp_path: Path) -> None:
    make_class(released, MODULE, built, tmp_path / "in")
    course = Course(tmp_path / "course")
    course.root.mkdir()
    for folder in ("release", "release_en"):
        (course.root / folder).symlink_to(released.root / folder)
    rows = collect(course, "01", tmp_path / "in")
    assert sorted(row.name for row in rows) == sorted(name for name, *_ in CLASS)
    assert all(row.taken and row.refused is None for row in rows)


def test_notebooks_that_are_not_built_are_said(released: Course, tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="curso build"):
        make_class(released, MODULE, tmp_path / "nothing", tmp_path / "in")


def test_solutions_are_read_without_markers_and_stub_lines() -> None:
    source = "def f(x):\n    ### BEGIN SOLUTION\n    #~ y = ...\n    return x\n    ### END SOLUTION"
    assert solution_of(source) == "def f(x):\n    return x"


def test_the_small_class_cheats_twice_and_gets_nothing_for_it(released: Course, built: Path, tmp_path: Path) -> None:
    for folder in ("source", "source_en"):
        shutil.copytree(released.root / folder / MODULE, tmp_path / folder / "02_x")
    students = make_class(Course(tmp_path), "02_x", built, tmp_path / "in")
    assert [student.name for student in students] == [name for name, *_ in SMALL_CLASS]
    cheats = [student for student in students if student.kind in ("equal", "patched")]
    assert len(cheats) == 2
    assert all(set(student.expected.values()) == {Expected.NONE} for student in cheats)
