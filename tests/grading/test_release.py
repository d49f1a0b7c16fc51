"""A release is what the builder makes for students, and never holds a solution."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import compute_checksum
from small_course import LESSONS, MODULE, make_course, student_notebook

from curso.grading.course import Course, GradingError
from curso.grading.release import as_due, release
from curso.text import LANGUAGES


def tags(cell: Any) -> dict[str, Any]:
    return {k: v for k, v in cell.metadata.get("nbgrader", {}).items() if k not in ("checksum", "cell_type")}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_release_equals_the_student_build_cell_by_cell(released: Course, lang: Any, lesson: str) -> None:
    made = nbformat.read(released.release(lang) / MODULE / f"{lesson}.ipynb", as_version=4)
    built = student_notebook(lesson, lang)
    assert [(c.id, c.cell_type, c.source, tags(c)) for c in made.cells] == [
        (c.id, c.cell_type, c.source, tags(c)) for c in built.cells
    ]
    assert made.metadata.curso == built.metadata.curso
    assert all("stub" not in cell.metadata.get("curso", {}) for cell in made.cells)


def test_nbgrader_knows_the_checksums_of_both_languages(released: Course) -> None:
    for lang in LANGUAGES:
        made = nbformat.read(released.release(lang) / MODULE / f"{LESSONS[0]}.ipynb", as_version=4)
        tagged = [c for c in made.cells if "nbgrader" in c.metadata]
        assert tagged and all(c.metadata.nbgrader.checksum == compute_checksum(c) for c in tagged)


def test_gradebook_has_one_assignment_with_points_and_due_date(released: Course) -> None:
    with Gradebook(released.gradebook_url, "curso") as gradebook:
        assignment = gradebook.find_assignment(MODULE)
        assert assignment.max_score == 8
        assert f"{assignment.duedate}" == "2027-03-01 12:00:00"
        assert sorted(nb.name for nb in assignment.notebooks) == list(LESSONS)


def _edit(course: Course, lang: Any, change: Any) -> None:
    path = course.source(lang) / MODULE / f"{LESSONS[0]}.ipynb"
    nb = nbformat.read(path, as_version=4)
    change(nb)
    nbformat.write(nb, path)


def test_a_solution_without_stub_is_refused_and_the_earlier_release_stays(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    release(course, "01")
    before = {p: p.read_bytes() for p in course.release().rglob("*.ipynb")}
    _edit(course, "es", lambda nb: nb.cells[2].metadata.pop("curso"))
    with pytest.raises(GradingError, match="predict"):
        release(course, "01")
    assert {p: p.read_bytes() for p in course.release().rglob("*.ipynb")} == before


def test_languages_with_different_points_are_refused(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    _edit(course, "en", lambda nb: nb.cells[3].metadata.nbgrader.update(points=7))
    with pytest.raises(GradingError, match="check_predict"):
        release(course, "01")
    assert not course.release().exists()


def test_unknown_module_and_missing_sources_are_said(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    with pytest.raises(GradingError, match=MODULE):
        release(course, "07")
    shutil.rmtree(course.source() / MODULE)
    (course.source() / MODULE).mkdir()
    with pytest.raises(GradingError, match="curso build"):
        release(course, "01")


def test_due_dates() -> None:
    assert f"{as_due('2027-03-01T12:00:00+02:00')}" == "2027-03-01 10:00:00"
    assert as_due("2027-03-01").second == 59
    with pytest.raises(GradingError, match="2026-03-31 23:59"):
        as_due("mañana")
