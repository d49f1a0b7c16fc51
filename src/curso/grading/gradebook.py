"""The one writer to nbgrader's gradebook: an outcome goes in whole, in one transaction, or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from nbgrader.api import BaseCell, Comment, MissingEntry, SubmittedNotebook
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

    def write(self, outcome: Outcome, handed_in: datetime | None) -> None:
        """Write the marks of a submission that was handed in at this moment (UTC, without zone).

        Raises GradingError when the database stays busy or away.
        """
        retrying(lambda: self._write(outcome, handed_in))

    def _write(self, outcome: Outcome, handed_in: datetime | None) -> None:
        notebooks = {notebook.lesson: notebook for notebook in outcome.notebooks}
        with transaction(self._gradebook) as session:
            self._gradebook.update_or_create_student(outcome.student)
            moment = {} if handed_in is None else {"timestamp": handed_in}
            with session.no_autoflush:
                submission = self._gradebook.update_or_create_submission(self._module, outcome.student, **moment)
            for row, name, lesson in _cells(session, GradeRow, submission):
                _save_grade(row, name, notebooks.get(lesson))
            for row, name, lesson in _cells(session, Comment, submission):
                _save_comment(row, name, notebooks.get(lesson))
            session.flush()
            for row in submission.notebooks:
                notebook = notebooks.get(row.name)
                missing = notebook is None or notebook.failed is not None
                row.late_submission_penalty = None if missing else penalty_due(self._late, submission, row)


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
