"""nbgrader's steps that look at what a graded notebook put out: only a number is a mark, and no secret stays."""

from __future__ import annotations

import math
import os
import re
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from curso.grading.notebooks import result
from curso.grading.notes import exercise_name, remember

NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?(e[+-]?[0-9]+)?")
SECRET_LENGTH = 8


class OnlyVerdicts(NbGraderPreprocessor):  # type: ignore[misc]
    """Leaves in each check cell one number in [0, points]: the one it returned, else 0.

    nbgrader itself gives full marks to a cell with no output, or with one that is not a number, and none to
    a cell that warned on stderr.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Look at every check cell."""
        for cell in nb.cells:
            if cell.cell_type != "code" or not is_grade(cell) or is_solution(cell):
                continue
            score = verdict_score(cell.outputs, float(cell.metadata.nbgrader.points))
            if score is None:
                remember(nb, "no_verdict", exercise_name(cell.metadata.nbgrader.grade_id))
            cell.outputs = [o for o in cell.outputs if _stays(o)]
            cell.outputs.append(result(repr(score or 0.0), cell.execution_count))
        return nb, resources


def verdict_score(outputs: list[Any], points: float) -> float | None:
    """The one number in [0, points] that a check cell returned, or None: no number, several, or an error."""
    if any(output.output_type == "error" for output in outputs):
        return None
    results = [o.get("data", {}).get("text/plain", "") for o in outputs if o.output_type == "execute_result"]
    if len(results) != 1 or not isinstance(results[0], str) or not NUMBER.fullmatch(results[0].strip()):
        return None
    score = float(results[0])
    return score if math.isfinite(score) and 0.0 <= score <= points else None


def _stays(output: Any) -> bool:
    if output.output_type == "stream":
        return bool(output.name != "stderr")
    return bool(output.output_type != "execute_result")


class HideSecret(NbGraderPreprocessor):  # type: ignore[misc]
    """Blots the course's secret out of everything a notebook put out."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Blot it out of one cell's outputs."""
        secret = os.environ.get("CURSO_SECRET", "")
        if cell.cell_type == "code" and len(secret) >= SECRET_LENGTH:
            cell.outputs = [_blotted(output, secret) for output in cell.outputs]
        return cell, resources


def _blotted(value: Any, secret: str) -> Any:
    if isinstance(value, str):
        return value.replace(secret, "•" * 8)
    if isinstance(value, list):
        return [_blotted(item, secret) for item in value]
    if isinstance(value, dict):
        for key in value:
            value[key] = _blotted(value[key], secret)
    return value
