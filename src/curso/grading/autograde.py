"""nbgrader's Autograde for one submission, notebook by notebook: one that cannot be graded costs only itself."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import OperationalError

from curso.grading.course import Course
from curso.grading.logs import last_reason, run_converter
from curso.grading.notebooks import read
from curso.grading.notes import IN_LESSON, NOT_GRADED, remembered
from curso.grading.recognise import Unreadable, read_notebook
from curso.text import Text, verbatim


@dataclass(frozen=True)
class Graded:
    """What came of a submission: remarks on it."""

    notes: tuple[Text, ...]


class NotebookByNotebook(Autograde):  # type: ignore[misc]
    """Autograde as configured, where a notebook that fails gets 0 and a reason, and the others go on."""

    def __init__(self, student: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.student = student
        self.failed: dict[str, Text] = {}

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade one notebook; note why when it cannot be done."""
        path = Path(notebook_filename)
        try:
            read_notebook(path.read_bytes())
            super().convert_single_notebook(notebook_filename)
        except OperationalError:
            raise
        except Unreadable as problem:
            self._give_nothing(path.stem, problem.text)
        except Exception as error:
            self._give_nothing(path.stem, verbatim(last_reason("", error)))

    def _give_nothing(self, lesson: str, why: Text) -> None:
        self.failed[lesson] = why
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            submission = gradebook.find_submission_notebook(lesson, self.coursedir.assignment_id, self.student)
            for grade in submission.grades:
                grade.auto_score = 0
                grade.needs_manual_grade = False
            gradebook.db.commit()


def autograde_submission(root: str, module: str, student: str) -> Graded:
    """Grade one submission with nbgrader, whatever was graded of it before. Called in a process of its own.

    Marks and comments given by hand stay. Raises ConverterFailed when nbgrader itself cannot go on.
    """
    course = Course(Path(root))
    config = course.load_config()
    directory = CourseDirectory(config=config, assignment_id=module, student_id=glob.escape(student))
    converter = NotebookByNotebook(student, coursedir=directory, config=config, force=True)
    run_converter(converter)
    _no_score_missing(config, module, student)
    notes = [NOT_GRADED.format(lesson=lesson, why=why) for lesson, why in converter.failed.items()]
    for path in sorted((course.autograded / student / module).glob("*.ipynb")):
        if path.stem not in converter.failed:
            found = remembered(read(path))
            notes += [IN_LESSON.format(lesson=path.stem, note=note) for note in found]
    return Graded(tuple(notes))


def _no_score_missing(config: Any, module: str, student: str) -> None:
    """A check without a score is worth 0; nbgrader would leave it blank without a word."""
    with Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id) as gradebook:
        for notebook in gradebook.find_submission(module, student).notebooks:
            for grade in notebook.grades:
                if grade.auto_score is None and grade.cell_type == "code":
                    grade.auto_score = 0
                    grade.needs_manual_grade = grade.manual_score is not None
        gradebook.db.commit()
