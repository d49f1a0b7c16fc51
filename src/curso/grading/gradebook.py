"""The one writer to nbgrader's gradebook: an outcome goes in whole, in one transaction, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from nbgrader.api import Assignment, BaseCell, Comment, MissingEntry, Notebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.api import Grade as GradeRow

from curso.grading.course import Course, GradingError
from curso.grading.database import reached, retrying, transaction
from curso.grading.late import configured_plugin, penalty_due
from curso.grading.marks import NO_RESPONSE
from curso.grading.task import Grade, GradedNotebook, Outcome
from curso.text import Text

UNKNOWN_MODULE = Text(
    es="El cuaderno de notas no conoce el módulo «{module}»: publícalo otra vez con `curso release {module}`.",
    en="The gradebook does not know module “{module}”: release it again with `curso release {module}`.",
)


class Writer:
    """Writes into the gradebook what nbgrader's SaveAutoGrades and AssignLatePenalties would.

    Marks, comments and extra credit given by hand stay. While the database is busy or away for a moment, it
    is tried again. Opening it raises GradingError when the database cannot be reached.
    """

    def __init__(self, course: Course, module: str) -> None:
        self._module = module
        config: Any = course.load_config()
        self._late = configured_plugin(config)
        self._gradebook = reached(course)
        try:
            retrying(lambda: self._gradebook.find_assignment(module))
        except MissingEntry as error:
            self.close()
            raise GradingError(UNKNOWN_MODULE.format(module=module)) from error
        self._gradebook.db.rollback()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._gradebook.close()

    def write(self, outcome: Outcome, handed_in: datetime | None) -> str:
        """Write the marks of a submission that was handed in at this moment (UTC, without zone).

        Returns a hash of what the gradebook holds of it now, as `marks_held` does. Raises GradingError when the
        database stays busy or away.
        """
        return retrying(lambda: self._write(outcome, handed_in))

    def _write(self, outcome: Outcome, handed_in: datetime | None) -> str:
        notebooks = {notebook.lesson: notebook for notebook in outcome.notebooks}
        with transaction(self._gradebook) as session:
            self._gradebook.update_or_create_student(outcome.student)
            moment = {} if handed_in is None else {"timestamp": handed_in}
            with session.no_autoflush:
                submission = self._gradebook.update_or_create_submission(self._module, outcome.student, **moment)
            grades = _cells(session, GradeRow, submission)
            for row, name, lesson in grades:
                _save_grade(row, name, notebooks.get(lesson))
            for row, name, lesson in _cells(session, Comment, submission):
                _save_comment(row, name, notebooks.get(lesson))
            session.flush()
            for row in submission.notebooks:
                notebook = notebooks.get(row.name)
                missing = notebook is None or notebook.failed is not None
                row.late_submission_penalty = None if missing else penalty_due(self._late, submission, row)
            return _hash(submission.timestamp, ((lesson, name, row.auto_score) for row, name, lesson in grades))


def marks_held(course: Course, module: str) -> dict[str, str]:
    """By student, a hash of what grading wrote into the gradebook: the moment, and the points of each cell.

    What a person gives is not in it: marks, comments and extra credit by hand, more time to hand in. The whole
    class is read at once. Raises GradingError when the database cannot be reached.
    """
    with reached(course) as gradebook:
        rows = retrying(lambda: _rows(gradebook.db, module))
    held: dict[tuple[str, datetime | None], list[Any]] = {}
    for student, moment, *mark in rows:
        held.setdefault((student, moment), []).append(mark)
    return {student: _hash(moment, marks) for (student, moment), marks in held.items()}


def _rows(session: Any, module: str) -> list[Any]:
    """Student, moment, lesson, cell and points of every grade of a module."""
    session.rollback()
    return list(
        session.query(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            Notebook.name,
            BaseCell.name,
            GradeRow.auto_score,
        )
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(GradeRow, GradeRow.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == GradeRow.cell_id)
        .filter(Assignment.name == module)
    )


def _hash(moment: datetime | None, marks: Iterable[Any]) -> str:
    return hashlib.sha256(repr((moment, sorted(map(tuple, marks)))).encode()).hexdigest()


def _cells(session: Any, kind: Any, submission: Any) -> list[tuple[Any, str, str]]:
    """The grades or comments of a submission with cell and lesson; where the database can, they are locked."""
    lessons = {row.id: row.name for row in submission.notebooks}
    found = (
        session.query(kind, BaseCell.name)
        .join(BaseCell, BaseCell.id == kind.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
        .filter(SubmittedNotebook.assignment_id == submission.id)
        .order_by(kind.id)
        .populate_existing()
        .with_for_update(of=kind)
    )
    return [(row, name, lessons[row.notebook_id]) for row, name in found]


def _find(name: str, notebook: GradedNotebook) -> Grade | None:
    return next((grade for grade in notebook.grades if grade.grade_id == name), None)


def _save_grade(row: Any, name: str, notebook: GradedNotebook | None) -> None:
    """As SaveAutoGrades does; a notebook that is not there or could not be graded is worth 0."""
    if notebook is None or notebook.failed:
        row.auto_score, row.needs_manual_grade = 0.0, False
        return
    grade = _find(name, notebook)
    if grade is None and row.cell_type != "code":
        return
    row.auto_score = grade.auto_score if grade else 0.0
    row.needs_manual_grade = row.manual_score is not None or row.auto_score is None


def _save_comment(row: Any, name: str, notebook: GradedNotebook | None) -> None:
    if notebook is None:
        return
    grade = _find(name, notebook)
    row.auto_comment = NO_RESPONSE if grade is not None and grade.untouched else None
