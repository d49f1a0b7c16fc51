"""Grades the submissions of a module with nbgrader, several at a time, and says what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from curso.grading.course import NOT_RELEASED, Course, GradingError, Progress
from curso.grading.journal import Entry, Journal, fingerprint
from curso.grading.marks import read_marks
from curso.grading.notes import WORKER_DIED, shortened
from curso.grading.workers import DIED, in_processes
from curso.text import Text, verbatim

GRADED = "graded"
SKIPPED = "skipped"
FAILED = "failed"

NO_SUBMISSIONS = Text(
    es="No hay entregas de «{module}»: recógelas antes con `curso collect`.",
    en="There are no submissions of “{module}”: collect them first with `curso collect`.",
)
UNKNOWN_STUDENT = Text(
    es="No hay ninguna entrega de «{student}» para «{module}».",
    en="There is no submission by “{student}” for “{module}”.",
)


@dataclass(frozen=True)
class Row:
    """What came of one submission.

    Parameters
    ----------
    student : id; `name` is how the student's folder was called.
    state : "graded", "skipped" (graded before, and nothing has changed) or "failed".
    score, maximum : points, after the late penalty; None when it failed and was never graded.
    notes : remarks: what was missing, repaired, interrupted.
    """

    student: str
    name: str
    state: str
    score: float | None
    maximum: float
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class GradeReport:
    """A run of grading: a row a student."""

    rows: tuple[Row, ...]

    @property
    def ok(self) -> bool:
        """Whether every submission has a mark."""
        return all(row.state != FAILED for row in self.rows)


def grade(
    course: Course,
    module: str,
    students: Sequence[str] | None = None,
    force: bool = False,
    jobs: int = 2,
    progress: Progress | None = None,
) -> GradeReport:
    """Run nbgrader's autograde for each submission, `jobs` at a time.

    A submission that was graded and has not changed since is skipped unless `force`. Marks and comments that
    were given by hand stay. One student's failure has a stated reason and never stops the others.
    Raises GradingError.
    """
    module = course.module(module)
    if not any((course.release() / module).glob("*.ipynb")):
        raise GradingError(NOT_RELEASED.format(module=module))
    chosen = _chosen(course, module, students)
    course.secret()
    journal = Journal.of(course, module)
    prints = {student: fingerprint(course, module, student) for student in chosen}
    due = [s for s in chosen if force or not _up_to_date(course, module, journal.get(s), s, prints[s])]
    total = len(chosen)
    finished = total - len(due)
    states = dict.fromkeys(chosen, SKIPPED)
    if progress and finished:
        progress(finished, total, Text(es="ya calificadas", en="graded before"))

    def ended(position: int, graded: object, failure: str | None) -> None:
        nonlocal finished
        student = due[position]
        if failure is None:
            states[student] = GRADED
            notes = getattr(graded, "notes", ())
            journal.note(student, state=GRADED, graded=notes, fingerprint=prints[student])
        else:
            states[student] = FAILED
            reason = WORKER_DIED if failure == DIED else verbatim(failure)
            journal.note(student, state=FAILED, graded=(reason,), fingerprint="")
        finished += 1
        if progress:
            progress(finished, total, verbatim(journal.get(student).name or student))

    if due:
        from curso.grading.autograde import autograde_submission

        in_processes(autograde_submission, [(str(course.root), module, s) for s in due], jobs, ended)
    return _report(course, module, chosen, states, journal)


def _chosen(course: Course, module: str, students: Sequence[str] | None) -> list[str]:
    there = course.students(module)
    if not there:
        raise GradingError(NO_SUBMISSIONS.format(module=module))
    if students is None:
        return there
    by_name = {entry.name: student for student, entry in Journal.of(course, module).entries.items()}
    wanted = [s if s in there else by_name.get(s, s) for s in students]
    for student in wanted:
        if student not in there:
            raise GradingError(UNKNOWN_STUDENT.format(student=student, module=module))
    return wanted


def _up_to_date(course: Course, module: str, entry: Entry, student: str, current: str) -> bool:
    return entry.fingerprint == current and (course.autograded / student / module).is_dir()


def _report(course: Course, module: str, chosen: list[str], states: dict[str, str], journal: Journal) -> GradeReport:
    marks = read_marks(course, module)
    by_student = {row.student: row for row in marks.rows}
    rows = []
    for student in chosen:
        entry, mark = journal.get(student), by_student.get(student)
        rows.append(
            Row(
                student=student,
                name=entry.name or student,
                state=states[student],
                score=mark.total if mark and mark.graded else None,
                maximum=marks.maximum,
                notes=tuple(shortened([*entry.collected, *entry.graded])),
            )
        )
    return GradeReport(tuple(rows))
