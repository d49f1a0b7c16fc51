"""The configuration of nbgrader for this course; autograder/nbgrader_config.py calls `configure`."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import Any

from curso.grading.course import Course
from curso.grading.workers import one_thread_each

TEMPLATES = Path(__file__).parent / "templates"
OURS = "curso.grading"
NBGRADER = "nbgrader.preprocessors"

# Ours in place of ClearSolutions: the student's stub of each exercise, instead of one stub for all.
RELEASE_STEPS = [
    f"{NBGRADER}.IncludeHeaderFooter",
    f"{OURS}.stubs.InsertStubs",
    f"{NBGRADER}.LockCells",
    f"{NBGRADER}.ClearOutput",
    f"{NBGRADER}.CheckCellMetadata",
    f"{NBGRADER}.ComputeChecksums",
    f"{NBGRADER}.SaveCells",
    f"{NBGRADER}.ClearHiddenTests",
    f"{NBGRADER}.ClearMarkScheme",
    f"{NBGRADER}.ComputeChecksums",
    f"{NBGRADER}.CheckCellMetadata",
]
# RestoreCells makes the submission the released notebook again, with the student's answers in it.
SANITIZE_STEPS = [
    f"{OURS}.restore.RestoreCells",
    f"{NBGRADER}.CheckCellMetadata",
]
# ExecuteInBox runs the cells in the sandbox and writes one number into every check cell.
AUTOGRADE_STEPS = [
    f"{OURS}.execute.ExecuteInBox",
    f"{NBGRADER}.SaveAutoGrades",
    f"{NBGRADER}.AssignLatePenalties",
    f"{NBGRADER}.CheckCellMetadata",
]
# ForTheStudent: no source and no traceback of a check, no hidden tests.
FEEDBACK_STEPS = [
    f"{NBGRADER}.GetGrades",
    f"{OURS}.feedback.ForTheStudent",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]


def configure(c: Any, root: Path) -> None:
    """Fill nbgrader's configuration `c` for the course in `root`, from whatever directory it is run.

    The gradebook is SQLite in the course's folder, or what the variable CURSO_GRADEBOOK addresses
    ("postgresql://user:password@host/name").
    """
    course = Course(root)
    c.CourseDirectory.root = str(course.root)
    c.CourseDirectory.course_id = "curso"
    c.CourseDirectory.db_url = course.gradebook_url
    c.CourseDirectory.ignore = [
        ".ipynb_checkpoints",
        "*.pyc",
        "__pycache__",
        "feedback",
        ".DS_Store",
        "__MACOSX",
    ]

    c.GenerateAssignment.preprocessors = RELEASE_STEPS
    c.Autograde.sanitize_preprocessors = SANITIZE_STEPS
    c.Autograde.autograde_preprocessors = AUTOGRADE_STEPS
    c.RestoreCells.course_root = str(course.root)
    c.ExecuteInBox.course_root = str(course.root)

    c.AssignLatePenalties.plugin_class = f"{OURS}.late.PercentPerDay"

    c.GenerateFeedback.preprocessors = FEEDBACK_STEPS
    c.GenerateFeedback.exporter_class = f"{OURS}.feedback.FeedbackExporter"
    c.FeedbackExporter.template_name = "curso_feedback"
    c.FeedbackExporter.extra_template_basedirs = [str(TEMPLATES)]

    one_thread_each()
    _find_scripts()


def _find_scripts() -> None:
    """Let nbgrader find `alembic`, which it calls by name, though the environment is not activated."""
    scripts = sysconfig.get_path("scripts")
    paths = os.environ.get("PATH", "").split(os.pathsep)
    if scripts not in paths:
        os.environ["PATH"] = os.pathsep.join([scripts, *paths])
