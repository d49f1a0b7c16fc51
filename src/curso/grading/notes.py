"""What can be said about a submission: every remark that grading makes, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from curso.text import Text

# Codes of remarks on a whole file, made when it is read.
READING = ("latin1", "damaged", "converted", "renumbered", "slimmed", "malformed")

# Remarks that are found while a notebook is graded: they travel in its metadata as a code and a name.
NOTES: Mapping[str, Text] = {
    "latin1": Text(
        es="el archivo no estaba en UTF-8 sino en una codificación antigua (Latin-1); se ha convertido",
        en="the file was not in UTF-8 but in an older encoding (Latin-1); it has been converted",
    ),
    "damaged": Text(
        es="el archivo tenía caracteres dañados; se ven como «\ufffd»",
        en="the file had damaged characters; they show as “\ufffd”",
    ),
    "converted": Text(
        es="estaba en un formato de cuaderno antiguo; se ha convertido",
        en="it was in an old notebook format; it has been converted",
    ),
    "renumbered": Text(
        es="decía ser de un formato de cuaderno que no existe, pero es del 4; se ha leído como tal",
        en="it said it was of a notebook format that does not exist, but is of format 4; it was read as such",
    ),
    "slimmed": Text(
        es="las salidas ocupaban muchísimo; se ha leído sin ellas, que no hacen falta",
        en="its outputs were huge; it was read without them, as they are not needed",
    ),
    "malformed": Text(
        es="alguna celda estaba mal formada; se ha leído lo que se podía leer",
        en="some cell was malformed; what could be read has been read",
    ),
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
    "guessed": Text(
        es="la respuesta de {cell} había perdido sus metadatos y se ha reconocido por su texto o su sitio; revísala",
        en="the answer of {cell} had lost its metadata and was recognised by its text or its place; look at it",
    ),
    "changed": Text(
        es="los metadatos de {cell} estaban cambiados (puntos, tipo de celda…); valen los originales",
        en="the metadata of {cell} had been changed (points, kind of cell…); the original ones count",
    ),
    "moved": Text(
        es="las celdas de {cell} no estaban en su sitio; se han puesto en el orden original",
        en="the cells of {cell} were out of place; they have been put back in the original order",
    ),
    "split": Text(
        es="la respuesta de {cell} estaba partida en varias celdas; cuentan todas",
        en="the answer of {cell} was split over several cells; all of them count",
    ),
    "merged": Text(
        es="la respuesta de {cell} estaba junto con otra en una sola celda; cuentan las dos",
        en="the answer of {cell} was in one cell together with another; both count",
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
    "silent": Text(
        es="el proceso que guardaba la respuesta de {cell} se cerró o dejó de responder cuando se le preguntó",
        en="the process that held the answer of {cell} ended, or went silent, when it was asked",
    ),
    "memory": Text(
        es="el cuaderno ocupaba demasiada memoria y se cerró",
        en="the notebook used too much memory and was ended",
    ),
    "processes": Text(
        es="el cuaderno abrió demasiados procesos y se cerró",
        en="the notebook started too many processes and was ended",
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
