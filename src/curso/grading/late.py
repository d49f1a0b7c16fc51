"""What handing in late costs: a percentage of the mark for each day begun, up to a limit."""

from __future__ import annotations

import contextlib
import math
from typing import Any

from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties
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


def configured_plugin(config: Any) -> Any:
    """The plugin that nbgrader_config.py names for late submissions."""
    step = AssignLatePenalties(config=config)
    step.init_plugin()
    return step.plugin_inst


def penalty_due(plugin: Any, submission: Any, notebook: Any) -> float | None:
    """Points to take off a notebook of the gradebook, by nbgrader's rules; None when it was in time."""
    late = submission.total_seconds_late
    if late <= 0:
        return None
    due = plugin.late_submission_penalty(submission.student_id, notebook.score, late)
    return None if due is None else float(min(max(due, 0.0), notebook.score))


def refresh_penalties(course: Course, module: str, gradebook: Any = None) -> None:
    """Work the penalties out again from the scores of now.

    nbgrader does it when it autogrades; marks given by hand afterwards change the score, and so the penalty.
    The course's gradebook may be given when it is open already.
    """
    from curso.grading.database import reached, retrying, submissions

    plugin = configured_plugin(course.load_config())

    def refresh() -> None:
        for submission in submissions(opened, module):
            for notebook in submission.notebooks:
                due = penalty_due(plugin, submission, notebook)
                if (notebook.late_submission_penalty or 0.0) != (due or 0.0):
                    notebook.late_submission_penalty = due
        opened.db.commit()

    with contextlib.nullcontext(gradebook) if gradebook is not None else reached(course) as opened:
        retrying(refresh)
