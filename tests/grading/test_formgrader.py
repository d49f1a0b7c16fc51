"""formgrader answers on this machine, on the course it was given, and stops when told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Classroom
from desk import open_desk
from small_course import MODULE

from curso.grading.course import Course, GradingError
from curso.grading.formgrader import start


def test_formgrader_answers_with_the_submissions_of_the_course(classroom: Classroom) -> None:
    with open_desk(classroom.course) as desk:
        assert "formgrader" in desk.ask("/formgrader/manage_assignments")
        submissions = json.loads(desk.ask(f"/formgrader/api/submissions/{MODULE}"))
        assert {"ana", "late"} <= {s["student"] for s in submissions}


def test_a_course_with_nothing_released_is_said(tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="curso release"):
        start(Course(tmp_path))
