"""What can be said about a submission: every remark that grading makes, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from curso.text import Text

# Remarks that are found while a notebook is graded: they travel in its metadata as a code and a name.
NOTES: Mapping[str, Text] = {
    "restored": Text(
        es="faltaba la celda de {cell}; se ha repuesto",
        en="the cell of {cell} was missing; it has been put back",
    ),
    "retagged": Text(
        es="la celda de {cell} había perdido sus metadatos; se han repuesto",
        en="the cell of {cell} had lost its metadata; they have been put back",
    ),
    "edited": Text(
        es="la comprobación de {cell} estaba cambiada; se ha repuesto la original",
        en="the check of {cell} had been changed; the original has been put back",
    ),
    "duplicated": Text(
        es="la celda de {cell} estaba repetida; cuenta la última",
        en="the cell of {cell} was there more than once; the last one counts",
    ),
    "died": Text(
        es="el kernel murió en la celda {cell}; lo que venía después no se ha podido ejecutar",
        en="the kernel died in cell {cell}; what came after could not be run",
    ),
    "stopped": Text(
        es="se agotó el tiempo en la celda {cell}; lo que venía después no se ha ejecutado",
        en="time ran out in cell {cell}; what came after was not run",
    ),
    "timeout": Text(
        es="la celda {cell} tardaba demasiado y se interrumpió",
        en="cell {cell} took too long and was interrupted",
    ),
    "raised": Text(
        es="la celda {cell} terminó con un error",
        en="cell {cell} ended with an error",
    ),
    "no_verdict": Text(
        es="{cell} no dio ningún veredicto: 0 puntos",
        en="{cell} gave no verdict: 0 points",
    ),
}

MISSING = Text(es="no entregó {lesson}", en="did not hand in {lesson}")
UNREADABLE = Text(
    es="{file} no se puede leer como cuaderno: {why}",
    en="{file} cannot be read as a notebook: {why}",
)
NOT_GRADED = Text(es="no se pudo calificar {lesson}: {why}", en="{lesson} could not be graded: {why}")
WORKER_DIED = Text(
    es="el proceso que la calificaba se cerró de repente",
    en="the process that was grading it closed suddenly",
)
IN_LESSON = Text(es="{lesson}: {note}", en="{lesson}: {note}")
NOTES_AT_MOST = 6
MORE = Text(es="y {count} observaciones más", en="and {count} remarks more")


def remember(nb: Any, code: str, cell: str) -> None:
    """Write a remark into the notebook's own metadata, once."""
    problems = nb.metadata.setdefault("curso", {}).setdefault("grading", {}).setdefault("notes", [])
    entry = {"code": code, "cell": cell}
    if entry not in problems:
        problems.append(entry)


def remembered(nb: Any) -> list[Text]:
    """The remarks that a graded notebook carries."""
    noted = nb.metadata.get("curso", {}).get("grading", {}).get("notes", [])
    return [NOTES[n["code"]].format(cell=n["cell"]) for n in noted if n.get("code") in NOTES]


def shortened(notes: Iterable[Text]) -> list[Text]:
    """At most a handful of remarks, and how many more there are."""
    listed = list(notes)
    if len(listed) <= NOTES_AT_MOST:
        return listed
    return [*listed[: NOTES_AT_MOST - 1], MORE.format(count=len(listed) - NOTES_AT_MOST + 1)]


def exercise_name(grade_id: str) -> str:
    """The exercise of a graded cell: "cost" for "check_cost", "conclusion" for a cell marked by hand."""
    return grade_id.removeprefix("check_")
