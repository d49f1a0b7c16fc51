"""What handing in late costs: a percentage of the mark for each day begun, up to a limit."""

from __future__ import annotations

import math
from typing import Any

from nbgrader.plugins import BasePlugin
from traitlets import Float

from curso.grading.course import Course

DAY = 24 * 60 * 60


def penalty(score: float, seconds_late: float, per_day: float, at_most: float) -> float:
    """Points that handing in late costs.

    Parameters
    ----------
    score : points earned.
    seconds_late : seconds after the due date; 0 or less is in time.
    per_day : percentage of the score for each day begun.
    at_most : the largest percentage.
    """
    if seconds_late <= 0 or score <= 0:
        return 0.0
    percent = min(per_day * math.ceil(seconds_late / DAY), at_most)
    return round(score * percent / 100, 4)


class PercentPerDay(BasePlugin):  # type: ignore[misc]
    """nbgrader's plugin for late submissions; set `c.PercentPerDay.per_day` and `.at_most` in nbgrader_config.py."""

    per_day = Float(10.0, help="Percentage of the mark that each day begun after the due date costs.").tag(config=True)
    at_most = Float(50.0, help="The largest percentage that handing in late costs.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """Points to take off a notebook's score."""
        return penalty(score, total_seconds_late, self.per_day, self.at_most)


def refresh_penalties(course: Course, module: str) -> None:
    """Work the penalties out again from the scores of now.

    nbgrader does it when it autogrades; marks given by hand afterwards change the score, and so the penalty.
    """
    from nbgrader.api import Gradebook

    config: Any = course.load_config()
    plugin = PercentPerDay(config=config)
    with Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id) as gradebook:
        for submission in gradebook.assignment_submissions(module):
            late = submission.total_seconds_late
            for notebook in submission.notebooks:
                due = plugin.late_submission_penalty(submission.student.id, notebook.score, late)
                notebook.late_submission_penalty = due or None
        gradebook.db.commit()
