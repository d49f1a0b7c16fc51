"""When a submission was handed in, as its timestamp.txt says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from curso.text import Text

AT_MOST = 1000  # bytes
BAD_STAMP = Text(
    es="no entiendo la fecha de timestamp.txt («{given}»); no cuenta",
    en="the date in timestamp.txt (“{given}”) is not understood; it does not count",
)


def moment_in(stamp: Path) -> tuple[datetime | None, Text | None]:
    """When it was handed in (UTC, without zone), if that is known; and what is not understood of it. Raises OSError."""
    from nbgrader.utils import parse_utc

    try:
        with stamp.open("rb") as file:
            said = file.read(AT_MOST).decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return None, None
    try:
        return (parse_utc(said) if said else None), None
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None, BAD_STAMP.format(given=said[:40])
