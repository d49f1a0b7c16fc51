"""Rules on the rows of the material: the header and the cells name the same ones, and all of them exist."""

from __future__ import annotations

from collections.abc import Iterator

from curso.authoring.lesson import Lesson
from curso.authoring.rules.registry import Context, Finding, rule
from curso.text import Text


@rule("rows-differ")
def rows_differ(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """The header's `inventory` and `errata` are together what its cells teach."""
    taught = {row for cell in lesson.cells for row in cell.rows}
    header = lesson.header
    lists = {"inventory": header.inventory, "errata": header.errata}
    for key, listed in lists.items():
        strays = [row for row in listed if _list_of(row) != key]
        missing = [row for row in listed if row not in taught and row not in strays]
        if strays:
            yield header.line, _WRONG_LIST.format(rows=", ".join(strays), key=key)
        if missing:
            yield header.line, _NOT_TAUGHT.format(rows=", ".join(missing), key=key)
    for cell in lesson.cells:
        for key, listed in lists.items():
            if extra := [row for row in cell.rows if _list_of(row) == key and row not in listed]:
                yield cell.line, _NOT_LISTED.format(rows=", ".join(extra), key=key)


@rule("unknown-row")
def unknown_row(lesson: Lesson, context: Context) -> Iterator[Finding]:
    """Each row that a cell teaches is one of the material's, where the course has a list of them."""
    if context.material is None:
        return
    for cell in lesson.cells:
        if unknown := [row for row in cell.rows if row not in context.material]:
            yield cell.line, _UNKNOWN.format(rows=", ".join(unknown))


def _list_of(row: str) -> str:
    return "inventory" if row.startswith("inv-") else "errata"


_WRONG_LIST = Text(
    es="«{key}» de la cabecera tiene {rows}: las filas «inv-…» van en inventory y las «err-…» en errata. Pásalas.",
    en="“{key}” in the header has {rows}: the rows “inv-…” go into inventory and “err-…” into errata. Move them.",
)
_NOT_TAUGHT = Text(
    es='La cabecera tiene en «{key}» filas que ninguna celda nombra: {rows}. Escríbelas en rows="…" de la celda '
    "española que las enseña, o quítalas de la cabecera.",
    en='The header has in “{key}” rows that no cell names: {rows}. Write them in rows="…" of the Spanish cell that '
    "teaches them, or take them out of the header.",
)
_NOT_LISTED = Text(
    es="Esta celda enseña filas que no están en «{key}» de la cabecera: {rows}. Añádelas allí.",
    en="This cell teaches rows that aren't in “{key}” of the header: {rows}. Add them there.",
)
_UNKNOWN = Text(
    es="Estas filas no están en notebooks/material.yaml: {rows}. Corrige su nombre o añádelas allí.",
    en="These rows aren't in notebooks/material.yaml: {rows}. Mend their names or add them there.",
)
