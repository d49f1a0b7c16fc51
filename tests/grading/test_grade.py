"""Real nbgrader runs on students of every kind: each gets the marks earned, and a reason where some are missing."""

from __future__ import annotations

import csv

import pytest
from conftest import Classroom
from nbgrader.api import Gradebook
from small_course import LESSONS, MODULE

from curso.grading.course import Course, GradingError
from curso.grading.export import export
from curso.grading.feedback import feedback
from curso.grading.grade import grade
from curso.grading.marks import Mark, read_marks
from curso.grading.student_ids import student_id

PREDICT, COST, CONCLUSION, GRADIENT = "01.predict", "01.cost", "01.conclusion", "01.gradient"


def mark(course: Course, name: str) -> Mark:
    return next(row for row in read_marks(course, MODULE).rows if row.name == name)


@pytest.mark.parametrize(
    ("name", "scores"),
    [
        ("ana", {PREDICT: 1, COST: 2, CONCLUSION: None, GRADIENT: 2}),
        ("Begoña Núñez", {PREDICT: 1, COST: 0, CONCLUSION: 0, GRADIENT: 2}),
        ("blank", {PREDICT: 0, COST: 0, CONCLUSION: 0, GRADIENT: 0}),
        ("killed", {PREDICT: 1, COST: 0, CONCLUSION: 0, GRADIENT: 0}),
        ("late", {PREDICT: 1, COST: 2, CONCLUSION: 0, GRADIENT: 0}),
        ("damaged", {PREDICT: 1, COST: 2, CONCLUSION: 0, GRADIENT: 0}),
        ("stripped", {PREDICT: 1, COST: 2, CONCLUSION: 0, GRADIENT: 0}),
        ("cheat", {PREDICT: 0, COST: 0, CONCLUSION: 0, GRADIENT: 0}),
        ("talker", {PREDICT: 1, COST: 2, CONCLUSION: 0, GRADIENT: 0}),
    ],
)
def test_each_student_gets_what_was_earned(classroom: Classroom, name: str, scores: dict[str, float | None]) -> None:
    assert dict(mark(classroom.course, name).scores) == scores


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("killed", "the kernel died in cell goodbye"),
        ("killed", f"did not hand in {LESSONS[1]}"),
        ("damaged", f"{LESSONS[1]}.ipynb cannot be read"),
        ("stripped", "the cell of cost was missing"),
        ("cheat", "the check of predict had been changed"),
    ],
)
def test_what_is_missing_has_a_stated_reason(classroom: Classroom, name: str, reason: str) -> None:
    row = next(row for row in classroom.report.rows if row.name == name)
    assert row.state == "graded"
    assert any(reason in note.en for note in row.notes), [note.en for note in row.notes]


def test_late_days_cost_ten_percent_each(classroom: Classroom) -> None:
    late = mark(classroom.course, "late")
    assert (late.days_late, late.penalty, late.total) == (2, pytest.approx(0.6), pytest.approx(2.4))


def test_untouched_answers_are_known_in_both_languages(classroom: Classroom) -> None:
    assert mark(classroom.course, "blank").untouched == {PREDICT, COST, CONCLUSION, GRADIENT}
    assert mark(classroom.course, "ana").untouched == set()


def test_unchanged_submissions_are_skipped(classroom: Classroom) -> None:
    again = grade(classroom.course, "01", unsafe=True)
    assert {row.state for row in again.rows} == {"skipped"}
    assert [(r.student, r.score, r.notes) for r in again.rows] == [
        (r.student, r.score, r.notes) for r in classroom.report.rows
    ]


def test_a_manual_mark_and_comment_survive_regrading_and_count(classroom: Classroom) -> None:
    course = classroom.course
    with Gradebook(course.gradebook_url, "curso") as gradebook:
        given = gradebook.find_grade("conclusion", LESSONS[0], MODULE, "ana")
        given.manual_score, given.needs_manual_grade = 2.5, False
        corrected = gradebook.find_grade("check_cost", LESSONS[0], MODULE, "late")
        corrected.manual_score, corrected.extra_credit = 1.0, 0.5
        gradebook.find_comment("conclusion", LESSONS[0], MODULE, "ana").manual_comment = "¡Muy *bien*!"
        gradebook.db.commit()
    report = grade(course, "01", students=["ana", "late"], force=True, unsafe=True)
    assert [row.state for row in report.rows] == ["graded", "graded"]
    assert mark(course, "ana").scores == {PREDICT: 1, COST: 2, CONCLUSION: 2.5, GRADIENT: 2}
    late = mark(course, "late")
    assert late.scores[COST] == 1.5
    assert late.penalty == pytest.approx(0.5)  # of the score that the manual mark made
    feedback(course, "01", students=["ana"])
    page = (course.feedback / "ana" / MODULE / f"{LESSONS[0]}.html").read_text(encoding="utf-8")
    assert "¡Muy <em>bien</em>!" in page and 'id="comment-conclusion"' in page


def test_students_can_be_named_and_unknown_ones_are_said(classroom: Classroom) -> None:
    named = grade(classroom.course, "01", students=["Begoña Núñez"], unsafe=True)
    assert [row.student for row in named.rows] == [student_id("Begoña Núñez")]
    with pytest.raises(GradingError, match="nobody"):
        grade(classroom.course, "01", students=["nobody"])


def test_export_has_a_row_a_student_and_a_column_an_exercise(classroom: Classroom, tmp_path: object) -> None:
    path = export(classroom.course, "01", classroom.course.root / "marks.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert len(rows) == 9
    late = rows["late"]
    assert float(late["sum"]) - float(late["late penalty"]) == pytest.approx(float(late["total"]))
    assert rows["damaged"]["maximum"] == "8" and "cannot be read" in rows["damaged"]["remarks"]
    assert list(rows["ana"])[2:6] == [PREDICT, COST, CONCLUSION, GRADIENT]
