"""What a gradebook and a folder hold, without what is made up anew each time, so that two of them can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

Rows = dict[tuple[str, ...], Any]


def gradebook_rows(url: str) -> Rows:
    """Every row that belongs to a submission, by what it is about; ids are drawn at random and left out."""
    rows: Rows = {}
    with Gradebook(url, "curso") as gradebook:
        for student in gradebook.students:
            rows["student", student.id] = (student.first_name, student.last_name, student.email)
        for assignment in gradebook.assignments:
            for submission in gradebook.assignment_submissions(assignment.name):
                about = (assignment.name, submission.student.id)
                _once(rows, ("submission", *about), (submission.timestamp, submission.extension))
                for notebook in submission.notebooks:
                    late = notebook.late_submission_penalty
                    _once(rows, ("notebook", *about, notebook.name), (late, notebook.flagged))
                    for grade in notebook.grades:
                        given = (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
                        _once(rows, ("grade", *about, notebook.name, grade.name), given)
                    for comment in notebook.comments:
                        said = (comment.auto_comment, comment.manual_comment)
                        _once(rows, ("comment", *about, notebook.name, comment.name), said)
    return rows


def _once(rows: Rows, key: tuple[str, ...], value: Any) -> None:
    assert key not in rows, f"twice in the gradebook: {key}"
    rows[key] = value


def files_in(folder: Path) -> dict[str, bytes]:
    """The content of every file below, hidden ones too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
