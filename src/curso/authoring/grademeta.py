"""nbgrader's metadata, version 3, as its release writes it: a student's notebook is a released one."""

from __future__ import annotations

import hashlib
from typing import Any

SCHEMA = 3


def graded(
    grade_id: str, *, grade: bool, solution: bool, points: float | int | None = None
) -> dict[str, Any]:
    """The `nbgrader` table of a cell; a graded cell that isn't answered by the student is locked."""
    table: dict[str, Any] = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": grade and not solution,
        "schema_version": SCHEMA,
        "solution": solution,
        "task": False,
    }
    if grade:
        table["points"] = points
    return table


def released(table: dict[str, Any], source: str, cell_type: str) -> dict[str, Any]:
    """The cell metadata that `nbgrader generate_assignment` makes of `table`: locked and with its checksum."""
    metadata: dict[str, Any] = {
        "deletable": False,
        "nbgrader": {**table, "cell_type": cell_type, "checksum": checksum(table, source, cell_type)},
    }
    if table["locked"]:
        metadata["editable"] = False
    return metadata


def checksum(table: dict[str, Any], source: str, cell_type: str) -> str:
    """nbgrader's checksum of a cell (nbgrader.utils.compute_checksum), without the seconds that importing takes."""
    words = [source, cell_type, str(table["grade"]), str(table["solution"]), str(table["locked"]), table["grade_id"]]
    if table["grade"]:
        words.append(str(float(table["points"])))
    return hashlib.md5("".join(words).encode(), usedforsecurity=False).hexdigest()
