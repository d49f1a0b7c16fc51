"""A lesson as data: the parser of the bilingual jupytext percent scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import jupytext

from curso.authoring.header import Header, read_header
from curso.authoring.problem import LessonError
from curso.authoring.regions import RegionError, regions
from curso.text import LANGUAGES, Language, Text

Kind = Literal["prose", "code", "exercise", "check", "quiz", "manual"]
NAMED: tuple[Kind, ...] = ("exercise", "check", "quiz", "manual")
SOURCE_ONLY = "source-only"

_MARKER = re.compile(r"^\s*#\s*%%(?:%*\s.*|\s*)$")
_TAGS = re.compile(r"\stags=([^\[\s]\S*)")
_ASIDE = frozenset({"lines_to_next_cell", "cell_marker", "title"})
_OURS = frozenset({"id", "lang", "seal", "points", "tags", "rows", *NAMED})
OUTPUT_KEYS = frozenset(
    {"outputs", "execution", "execution_count", "outputId", "ExecuteTime", "collapsed", "jupyter"}
)


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson.

    Parameters
    ----------
    kind : prose, code, or one of the four that the builder knows by name.
    name : the id, or what follows `exercise=`, `check=`, `manual=` ("cost") or `quiz=` ("01.q05").
    markdown : whether it is a markdown cell.
    source : its text, after jupytext's uncommenting.
    line : line of its `# %%` in the file, from 1.
    lang : the language it is for; None when it is for both.
    seal : of the Spanish twin that it was translated from.
    points : as written, or None.
    tags : of the notebook cell.
    rows : of the course's material that it teaches.
    leftovers : keys that only a notebook that ran leaves behind.
    """

    kind: Kind
    name: str
    markdown: bool
    source: str
    line: int
    lang: Language | None = None
    seal: str | None = None
    points: float | int | None = None
    tags: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The name without its module: "q05" of "01.q05"."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True)
class Lesson:
    """A lesson: where it lies, its header, its cells in order."""

    path: Path
    header: Header
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The file's name without ".py": also the name of its notebooks."""
        return self.path.stem

    @property
    def folder(self) -> str:
        """The module's folder, for example "01_regresion_lineal": also the nbgrader assignment."""
        return self.path.parent.name

    @property
    def module(self) -> str:
        """The module's two digits."""
        return self.header.module

    def named(self, kind: Kind) -> tuple[Cell, ...]:
        """The cells of one kind."""
        return tuple(cell for cell in self.cells if cell.kind == kind)

    def points(self, exercise: str) -> float | int:
        """The points of an exercise of this lesson, by its short name; 0 without a check."""
        return next((c.points or 0 for c in self.named("check") if c.name == exercise), 0)


def read_lesson(path: Path) -> Lesson:
    """The lesson in a file. Raises LessonError."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise LessonError(path, line, _NOT_UTF8) from None
    return parse(text, path)


def parse(text: str, path: Path) -> Lesson:
    """The lesson in a text; `path` says what it is called. Raises LessonError."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    header, taken = read_header(text, path)
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines[taken:], taken + 1) if line.strip()), None)
    if first is None:
        raise LessonError(path, taken, _NO_CELLS)
    if not _MARKER.match(lines[first - 1]):
        raise LessonError(path, first, _BEFORE_FIRST)
    markers = [(n, line) for n, line in enumerate(lines[taken:], taken + 1) if _MARKER.match(line)]
    for n, line in markers:
        if bad := _TAGS.search(line):
            raise LessonError(path, n, _BAD_TAGS.format(found=bad[1]))
    try:
        notebook = jupytext.reads(text, fmt="py:percent")
    except Exception as error:  # whatever jupytext and its parsers raise: the author needs the file's name
        raise LessonError(path, 1, _UNREADABLE.format(error=str(error).partition("\n")[0])) from error
    cells = tuple(
        _cell(node, line, path)
        for node, line in zip(notebook.cells, _marker_lines(notebook.cells, markers), strict=True)
    )
    return Lesson(path, header, cells)


def _marker_lines(nodes: list[Any], markers: list[tuple[int, str]]) -> Iterator[int]:
    """The line of each cell's marker: the n-th of the n-th cell.

    Where the file has more marker lines than cells (one stands in a string or in a fenced block), those
    that lack a cell's own words are passed over.
    """
    remaining = iter(markers)
    spare = len(markers) - len(nodes)
    last = markers[-1][0]
    for node in nodes:
        words = [str(v) for k, v in node.metadata.items() if k in _OURS and isinstance(v, str | int)]
        for line, marker in remaining:
            if spare == 0 or all(word in marker for word in words):
                last = line
                break
            spare -= 1
        yield last


def _cell(node: Any, line: int, path: Path) -> Cell:
    meta: Mapping[str, Any] = node.metadata

    def fail(message: Text, offset: int = 0) -> LessonError:
        return LessonError(path, line + offset, message)

    if "incorrectly_encoded_metadata" in meta:
        raise fail(_BAD_MARKER.format(found=meta["incorrectly_encoded_metadata"]))
    if node.cell_type == "raw":
        raise fail(_RAW)
    for key in meta:
        if key not in _OURS | _ASIDE | OUTPUT_KEYS:
            raise fail(_UNKNOWN_KEY.format(key=key, keys=", ".join(sorted(_OURS))))
    kinds = [kind for kind in NAMED if kind in meta]
    if len(kinds) > 1:
        raise fail(_TWO_KINDS.format(first=kinds[0], second=kinds[1]))
    markdown = node.cell_type == "markdown"
    tags = tuple(map(str, meta.get("tags", ())))
    kind: Kind = kinds[0] if kinds else ("prose" if markdown else "code")
    name = meta.get(kind if kinds else "id", "" if SOURCE_ONLY in tags else None)
    if name is None:
        raise fail(_NO_ID)
    if not isinstance(name, str):
        raise fail(_NOT_QUOTED.format(key=kind if kinds else "id", found=name))
    lang = meta.get("lang")
    if lang is not None and lang not in LANGUAGES:
        raise fail(_BAD_LANG.format(found=lang))
    if markdown and kind in ("exercise", "check", "quiz"):
        raise fail(_NOT_CODE.format(kind=kind))
    if kind == "quiz" and node.source.strip():
        raise fail(_QUIZ_BODY, 1)
    try:
        found = regions(node.source)
    except RegionError as error:
        raise fail(error.message, 1 + error.offset) from None
    if kind == "exercise" and not found:
        raise fail(_NO_SOLUTION.format(name=name))
    if found and kind not in ("exercise", "manual"):
        raise fail(_SOLUTION_OUTSIDE)
    points = meta.get("points")
    if points is not None and (not isinstance(points, int | float) or isinstance(points, bool) or points <= 0):
        raise fail(_BAD_POINTS.format(found=points))
    rows = meta.get("rows", "")
    if not isinstance(rows, str):
        raise fail(_NOT_QUOTED.format(key="rows", found=rows))
    if rows and not (kind == "prose" and lang == "es"):
        raise fail(_ROWS_ELSEWHERE)
    seal = meta.get("seal")
    return Cell(
        kind=kind,
        name=name,
        markdown=markdown,
        source=node.source,
        line=line,
        lang=cast("Language | None", lang),
        seal=None if seal is None else str(seal),
        points=points,
        tags=tags,
        rows=tuple(rows.split()),
        leftovers=tuple(sorted(OUTPUT_KEYS & meta.keys())),
    )


_NOT_UTF8 = Text(
    es="La lección no está en UTF-8. Guárdala otra vez con la codificación UTF-8.",
    en="The lesson isn't in UTF-8. Save it again with the encoding UTF-8.",
)
_NO_CELLS = Text(
    es="La lección no tiene celdas. Escribe la primera: # %% [markdown] id=\"intro\" lang=\"es\".",
    en="The lesson has no cells. Write the first: # %% [markdown] id=\"intro\" lang=\"es\".",
)
_BEFORE_FIRST = Text(
    es="Hay texto entre la cabecera y la primera celda. Pon encima «# %%» con su id.",
    en="There is text between the header and the first cell. Put “# %%” with its id above it.",
)
_UNREADABLE = Text(
    es="jupytext no puede leer la lección: {error}. Corrige eso y vuelve a construir.",
    en="jupytext can't read the lesson: {error}. Mend that and build again.",
)
_BAD_MARKER = Text(
    es="No se entiende «{found}» en la marca de la celda. Escribe pares clave=\"valor\" separados por espacios.",
    en="“{found}” in the cell's marker can't be understood. Write pairs key=\"value\" separated by spaces.",
)
_RAW = Text(
    es="Las celdas [raw] no se usan aquí. Hazla [markdown] o de código.",
    en="[raw] cells aren't used here. Make it [markdown] or code.",
)
_UNKNOWN_KEY = Text(
    es="La marca de la celda tiene «{key}», que no se conoce. Corrígelo o quítalo; se conocen: {keys}.",
    en="The cell's marker has “{key}”, which is not known. Mend it or remove it; known are: {keys}.",
)
_TWO_KINDS = Text(
    es="La celda es «{first}» y «{second}» a la vez. Sepárala en dos celdas.",
    en="The cell is “{first}” and “{second}” at once. Split it into two cells.",
)
_BAD_TAGS = Text(
    es="tags es «{found}» y debe ser una lista: tags=[\"…\"]. Ponle corchetes.",
    en="tags is “{found}” and must be a list: tags=[\"…\"]. Put brackets around it.",
)
_NO_ID = Text(
    es="La celda no tiene id. Escribe en su marca, por ejemplo, id=\"primer-modelo\".",
    en="The cell has no id. Write in its marker, for example, id=\"first-model\".",
)
_NOT_QUOTED = Text(
    es="El valor de «{key}» es {found} y debe ir entre comillas: {key}=\"…\". Escríbelas.",
    en="The value of “{key}” is {found} and must be in quotes: {key}=\"…\". Write them.",
)
_BAD_LANG = Text(
    es="lang es «{found}» y solo puede ser \"es\" o \"en\". Cámbialo.",
    en="lang is “{found}” and can only be \"es\" or \"en\". Change it.",
)
_NOT_CODE = Text(
    es="Una celda «{kind}» es de código. Quita [markdown] de su marca.",
    en="A cell “{kind}” is a code cell. Take [markdown] out of its marker.",
)
_BAD_POINTS = Text(
    es="points es «{found}» y debe ser un número mayor que 0, sin comillas. Cámbialo.",
    en="points is “{found}” and must be a number above 0, without quotes. Change it.",
)
_ROWS_ELSEWHERE = Text(
    es="rows solo va en la marca de una celda de texto con lang=\"es\": la que enseña esas filas. Pásalo allí.",
    en="rows only goes in the marker of a prose cell with lang=\"es\": the one that teaches those rows. Move it there.",
)
_QUIZ_BODY = Text(
    es="Una celda «quiz» va vacía: el texto viene del banco de preguntas. Borra su contenido.",
    en="A “quiz” cell is empty: its text comes from the question bank. Delete what it holds.",
)
_NO_SOLUTION = Text(
    es="El ejercicio «{name}» no tiene región de solución y saldría resuelto. Pon la solución entre "
    "«### BEGIN SOLUTION» y «### END SOLUTION».",
    en="The exercise “{name}” has no solution region and would go out solved. Put the solution between "
    "“### BEGIN SOLUTION” and “### END SOLUTION”.",
)
_SOLUTION_OUTSIDE = Text(
    es="Solo las celdas «exercise» y «manual» llevan región de solución. Pon exercise=\"…\" en la marca o "
    "quita la región.",
    en="Only “exercise” and “manual” cells carry a solution region. Put exercise=\"…\" in the marker or "
    "take the region away.",
)
