"""A picture of what is done in a lesson, and of the points so far."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

from curso.exercises.spec import UnknownExercise, find
from curso.exercises.verdict import COLOURS, ICONS, WORDS, Status, Verdict
from curso.text import Text, language, verbatim

HEADLINE = Text(
    es="{done} de {total} ejercicios · {earned:g} de {points:g} puntos",
    en="{done} of {total} exercises · {earned:g} of {points:g} points",
)
NOTHING = Text(
    es="Todavía no hay ejercicios: ejecuta primero la celda de preparación.",
    en="There are no exercises yet: run the set-up cell first.",
)
CAPTION = Text(es="Tu progreso en esta lección", en="Your progress in this lesson")
COLUMNS = (Text(es="Ejercicio", en="Exercise"), Text(es="Estado", en="Status"), Text(es="Puntos", en="Points"))
BAR = 20


@dataclass(frozen=True)
class Row:
    """One exercise in the picture."""

    exercise: str
    title: Text
    status: Status
    earned: float
    points: float


@dataclass(frozen=True)
class Progress:
    """All rows of a lesson."""

    rows: tuple[Row, ...]

    def headline(self) -> str:
        """How many are done, how many points."""
        return str(
            HEADLINE.format(
                done=sum(row.status is Status.PASS for row in self.rows),
                total=len(self.rows),
                earned=sum(row.earned for row in self.rows),
                points=sum(row.points for row in self.rows),
            )
        )

    def share(self) -> float:
        """Points earned over all points, in [0, 1]."""
        return sum(row.earned for row in self.rows) / (sum(row.points for row in self.rows) or 1)

    def text(self) -> str:
        """For a terminal."""
        if not self.rows:
            return str(NOTHING)
        full = round(self.share() * BAR)
        lines = [f"{'█' * full}{'░' * (BAR - full)} {self.headline()}"]
        width = max(len(f"{row.exercise} {row.title}") for row in self.rows)
        for row in self.rows:
            name = f"{row.exercise} {row.title}".ljust(width)
            lines.append(f"  {ICONS[row.status]} {name}  {row.earned:g}/{row.points:g}  {WORDS[row.status]}")
        return "\n".join(lines)

    def html(self) -> str:
        """For a notebook: a bar and a table."""
        if not self.rows:
            return f'<div lang="{language()}">{html.escape(str(NOTHING))}</div>'
        body = "".join(
            f"<tr><td style='text-align:left'>{html.escape(row.exercise)} {html.escape(str(row.title))}</td>"
            f"<td style='text-align:left'><span aria-hidden='true' style='color:{COLOURS[row.status]};"
            f"font-weight:bold'>{ICONS[row.status]}</span> {WORDS[row.status]}</td>"
            f"<td>{row.earned:g} / {row.points:g}</td></tr>"
            for row in self.rows
        )
        head = "".join(f"<th scope='col' style='text-align:left'>{column}</th>" for column in COLUMNS)
        return (
            f'<div lang="{language()}" class="curso-progress"><p style="margin:.3em 0">'
            f"<progress max='1' value='{self.share():.4f}' aria-label='{html.escape(str(CAPTION))}' "
            f"style='width:16em'></progress> <strong>{self.headline()}</strong></p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )


def progress_view(points: Mapping[str, float], best: Mapping[str, Verdict]) -> Progress:
    """The picture of exercises worth `points`, with the best verdict of each so far."""
    return Progress(tuple(_row(exercise, worth, best.get(exercise)) for exercise, worth in points.items()))


def _row(exercise: str, worth: float, verdict: Verdict | None) -> Row:
    status = verdict.status if verdict else Status.UNATTEMPTED
    earned = round(worth * verdict.score, 2) if verdict else 0.0
    return Row(exercise, _title(exercise), status, earned, worth)


def _title(exercise: str) -> Text:
    try:
        return find(exercise).title
    except UnknownExercise:
        return verbatim("")
