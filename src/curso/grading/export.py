"""Writes the marks of a module as a CSV file that Excel, LibreOffice and every learning platform open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from curso.grading.course import Course, Progress
from curso.grading.journal import write_atomically
from curso.grading.marks import Mark, Marks, read_marks
from curso.grading.notes import shortened
from curso.text import Text, verbatim

# With a byte order mark: Excel takes a UTF-8 file without one for Latin-1 and spoils every accent.
ENCODING = "utf-8-sig"

HEADINGS = {
    "student": Text(es="estudiante", en="student"),
    "name": Text(es="nombre", en="name"),
    "subtotal": Text(es="suma", en="sum"),
    "days": Text(es="días de retraso", en="days late"),
    "penalty": Text(es="penalización", en="late penalty"),
    "total": Text(es="total", en="total"),
    "maximum": Text(es="máximo", en="maximum"),
    "handed_in": Text(es="entregado (UTC)", en="handed in (UTC)"),
    "state": Text(es="estado", en="state"),
    "notes": Text(es="observaciones", en="remarks"),
}
STATES = {
    "graded": Text(es="calificada", en="graded"),
    "to_mark": Text(es="falta corregir a mano {exercises}", en="{exercises} still to be marked by hand"),
    "failed": Text(es="sin calificar", en="not graded"),
    "outdated": Text(
        es="nota anterior: la última entrega está sin calificar",
        en="earlier mark: the newest submission is not graded",
    ),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(course: Course, module: str, path: Path, progress: Progress | None = None) -> Path:
    """Write the marks: a row a student, a column an exercise ("01.cost"), sums, penalty, state. Returns `path`.

    The file is UTF-8 with a byte order mark, written whole or not at all. An empty cell is a mark still to be
    given by hand. Raises GradingError, OSError.
    """
    marks = read_marks(course, module)
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(table(marks))
    write_atomically(Path(path), buffer.getvalue().encode(ENCODING))
    if progress:
        progress(1, 1, verbatim(str(path)))
    return Path(path)


def table(marks: Marks) -> Iterator[list[str]]:
    """The rows of the file, headings first, in the language spoken now."""
    exercises = [exercise.id for exercise in marks.exercises]
    head = ["student", "name"]
    tail = ["subtotal", "days", "penalty", "total", "maximum", "handed_in", "state", "notes"]
    yield [*(str(HEADINGS[h]) for h in head), *exercises, *(str(HEADINGS[h]) for h in tail)]
    for row in marks.rows:
        scores = [number(row.scores[exercise]) for exercise in exercises]
        yield [harmless(row.student), harmless(row.name), *scores, *_tail(row, marks.maximum)]


def _tail(row: Mark, maximum: float) -> list[str]:
    notes = "; ".join(str(note) for note in shortened(row.notes))
    when = f"{row.handed_in:%Y-%m-%d %H:%M}" if row.handed_in else ""
    total = number(row.total) if row.graded else ""
    subtotal = number(row.total + row.penalty) if row.graded else ""
    return [
        subtotal,
        str(row.days_late),
        number(row.penalty),
        total,
        number(maximum),
        when,
        harmless(str(state_of(row))),
        harmless(notes),
    ]


def state_of(row: Mark) -> Text:
    """In words: graded, still to be marked by hand, not graded, or graded before the newest submission came."""
    if not row.graded:
        return STATES["failed"]
    if row.outdated:
        return STATES["outdated"]
    if row.to_mark:
        return STATES["to_mark"].format(exercises=", ".join(row.to_mark))
    return STATES["graded"]


def number(value: float | None) -> str:
    """Points to the hundredth, without needless zeros: "2", "1.25"; empty for none."""
    return "" if value is None else f"{round(value, 2):g}"


def harmless(text: str) -> str:
    """A text that a spreadsheet will not run as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
