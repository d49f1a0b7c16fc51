"""The marks of a module as the gradebook has them: a row a student, a column an exercise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from curso.grading.course import Course
from curso.grading.handed import STAMP
from curso.grading.journal import Entry, Journal
from curso.grading.late import refresh_penalties
from curso.grading.notebooks import read
from curso.grading.notes import exercise_name
from curso.grading.stamp import moment_in
from curso.text import Text

# nbgrader's own comment on an answer that is as it was released.
NO_RESPONSE = "No response."


@dataclass(frozen=True)
class Exercise:
    """A graded exercise.

    Parameters
    ----------
    id : "01.cost".
    lesson, cell : the notebook and the graded cell it stands in.
    points : the most it can give.
    by_hand : whether a person marks it.
    """

    id: str
    lesson: str
    cell: str
    points: float
    by_hand: bool


@dataclass(frozen=True)
class Mark:
    """What one student has.

    Parameters
    ----------
    student, name : id, and how the folder was called.
    scores : points by exercise id; None where it is still to be marked by hand, or was never graded.
    untouched : exercises that were left as they were, or whose notebook was not handed in.
    penalty : points that handing in late costs.
    total : points after the penalty.
    days_late : days begun after the due date.
    graded : whether it was ever graded.
    state, notes : from the journal.
    outdated : whether the newest submission is not graded, so that what is here is of an earlier one.
    """

    student: str
    name: str
    scores: Mapping[str, float | None]
    untouched: frozenset[str]
    penalty: float
    total: float
    days_late: int
    handed_in: datetime | None
    graded: bool
    state: str
    notes: tuple[Text, ...]
    outdated: bool = False

    @property
    def to_mark(self) -> list[str]:
        """The exercises still to be marked by hand."""
        return [exercise for exercise, score in self.scores.items() if score is None] if self.graded else []


@dataclass(frozen=True)
class Marks:
    """The marks of a module."""

    module: str
    exercises: tuple[Exercise, ...]
    rows: tuple[Mark, ...]

    @property
    def maximum(self) -> float:
        """Points that can be had."""
        return sum(exercise.points for exercise in self.exercises)


def read_marks(course: Course, module: str) -> Marks:
    """Read the gradebook, with the late penalties worked out again from the scores of now."""
    from curso.grading.database import reached, retrying, submissions

    module = course.module(module)
    journal = Journal.of(course, module)
    exercises = exercises_of(course, module)
    with reached(course) as gradebook:
        refresh_penalties(course, module, gradebook)
        rows = retrying(
            lambda: {
                submission.student.id: _mark(submission, exercises, journal, course.submitted)
                for submission in submissions(gradebook, module)
            }
        )
    for student in {*course.students(module), *journal.entries}:
        if student not in rows:
            rows[student] = _never_graded(student, exercises, journal)
    return Marks(module, exercises, tuple(rows[student] for student in sorted(rows)))


def exercises_of(course: Course, module: str) -> tuple[Exercise, ...]:
    """The graded exercises of a released module, in the order of the lessons. Raises GradingError."""
    found = []
    for lesson in course.lessons(module):
        nb = read(course.release() / module / f"{lesson}.ipynb")
        number = str(nb.metadata.get("curso", {}).get("module", "")) or module.partition("_")[0]
        for cell in nb.cells:
            tags = cell.metadata.get("nbgrader", {})
            if tags.get("grade"):
                name = f"{number}.{exercise_name(tags.grade_id)}"
                found.append(Exercise(name, lesson, tags.grade_id, float(tags.points), bool(tags.solution)))
    twice = {e.id for e in found if sum(other.id == e.id for other in found) > 1}
    return tuple(
        Exercise(f"{e.lesson}/{e.id}", e.lesson, e.cell, e.points, e.by_hand) if e.id in twice else e for e in found
    )


def _mark(submission: Any, exercises: tuple[Exercise, ...], journal: Journal, submitted: Path) -> Mark:
    grades = {(nb.name, g.name): g for nb in submission.notebooks for g in nb.grades}
    scores = {e.id: _score(grades.get((e.lesson, e.cell))) for e in exercises}
    penalty = sum(nb.late_submission_penalty or 0.0 for nb in submission.notebooks)
    entry = journal.get(submission.student.id)
    return Mark(
        student=submission.student.id,
        name=entry.name or submission.student.id,
        scores=scores,
        untouched=frozenset(_untouched(submission, exercises, submitted)),
        penalty=round(penalty, 4),
        total=round(sum(score or 0.0 for score in scores.values()) - penalty, 4),
        days_late=-int(-submission.total_seconds_late // 86400),
        handed_in=submission.timestamp,
        graded=any(score is not None for score in scores.values()) or all(exercise.by_hand for exercise in exercises),
        state=entry.state,
        notes=(*entry.collected, *entry.graded),
        outdated=_outdated(submission, entry, submitted / submission.student.id / submission.assignment.name),
    )


def _outdated(submission: Any, entry: Entry, folder: Path) -> bool:
    """Whether the newest submission is not graded.

    The journal knows what `curso grade` did; what nbgrader graded by itself is known by the moment in the gradebook.
    """
    try:
        newest, _ = moment_in(folder / STAMP)
    except OSError:  # who cannot be read is graded anew, and told why
        newest = None
    return (entry.state != "collected" and not entry.fingerprint) or newest not in (None, submission.timestamp)


def _untouched(submission: Any, exercises: tuple[Exercise, ...], submitted: Path) -> Iterator[str]:
    """The exercises that nbgrader found as they were released, and those of notebooks that are not there."""
    folder = submitted / submission.student.id / submission.assignment.name
    handed_in = {path.stem for path in folder.glob("*.ipynb")}
    blank = {
        (notebook.name, comment.name)
        for notebook in submission.notebooks
        for comment in notebook.comments
        if comment.auto_comment == NO_RESPONSE
    }
    for exercise in exercises:
        answer = (exercise.lesson, exercise_name(exercise.cell))
        if answer in blank or exercise.lesson not in handed_in:
            yield exercise.id


def _score(grade: Any) -> float | None:
    if grade is None or (grade.auto_score is None and grade.manual_score is None):
        return None
    return round(float(grade.score), 4)


def _never_graded(student: str, exercises: tuple[Exercise, ...], journal: Journal) -> Mark:
    entry = journal.get(student)
    return Mark(
        student=student,
        name=entry.name or student,
        scores={exercise.id: None for exercise in exercises},
        untouched=frozenset(exercise.id for exercise in exercises),
        penalty=0.0,
        total=0.0,
        days_late=0,
        handed_in=None,
        graded=False,
        state=entry.state,
        notes=(*entry.collected, *entry.graded),
    )
