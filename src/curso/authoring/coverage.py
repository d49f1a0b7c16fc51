"""Where each row of the material is taught: found in the lessons, and written as the page site/material.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from curso.authoring.lesson import Cell, Lesson
from curso.authoring.markdown import items
from curso.authoring.material import FILE, Material, Row
from curso.authoring.problem import Problem
from curso.authoring.questions import Questions
from curso.authoring.seals import twins
from curso.text import LANGUAGES, Language, Text

PAGE = Path("site") / "material.md"


@dataclass(frozen=True)
class Section:
    """A place where a row is taught: the lesson, and the heading that its cell stands under, with its mark."""

    lesson: Lesson
    title: Text

    def link(self, lang: Language) -> str:
        """A link from the page to the notebook in `lang`."""
        words = f"{number(self.lesson)} · {self.title.to(lang).lstrip('# ')}"
        return f"[{_cell(words)}](../notebooks/{self.lesson.folder}/{lang}/{self.lesson.name}.ipynb)"


def number(lesson: Lesson) -> str:
    """Module and lesson, as material.yaml names it: "02.01"."""
    return f"{lesson.module}.{lesson.name[:2]}"


def sections(lessons: Iterable[Lesson]) -> dict[str, list[Section]]:
    """Every row that some cell teaches, with the sections of those cells in order.

    A cell's section is the heading that it begins with, or else the last one of the second level before it.
    """
    found: dict[str, list[Section]] = {}
    for lesson in lessons:
        under = lesson.header.title
        for pair in twins(lesson):
            spanish, english = map(_headings, pair)
            heads = [Text(es=es, en=en) for es, en in zip(spanish.values(), english.values(), strict=False)]
            here = Section(lesson, heads[0] if 0 in spanish and heads else under)
            for row in dict.fromkeys(pair[0].rows):
                if here not in found.setdefault(row, []):
                    found[row].append(here)
            under = next((head for head in reversed(heads) if head.es.startswith("## ")), under)
    return found


def uncovered(
    material: Material, lessons: Sequence[Lesson], modules: Iterable[str], bank: Questions
) -> Iterator[Problem]:
    """The rows of those `modules` whose lessons are all written that no lesson teaches, and questions that are not."""
    taught = sections(lessons)
    written = {number(lesson) for lesson in lessons}
    for module in modules:
        rows = [row for row in material.values() if row.module == module]
        if {row.lesson for row in rows} <= written:
            for row in rows:
                if row.id not in taught:
                    message = _UNTAUGHT.format(row=row.id, what=row.what, lesson=row.lesson)
                    yield Problem(FILE, row.line, "row-untaught", message)
    for row in material.values():
        if row.quiz is not None:
            try:
                bank(row.quiz)
            except Exception:  # a missing question or a bank that can't be read
                yield Problem(FILE, row.line, "row-untaught", _UNASKED.format(row=row.id, question=row.quiz))


def page(material: Material, lessons: Sequence[Lesson]) -> bytes:
    """The page: for each module, a table from its rows to the sections that teach them."""
    taught = sections(lessons)
    counts, tables = [], []
    for module in sorted({row.module for row in material.values() if row.module is not None}):
        rows = [row for row in material.values() if row.module == module]
        done = sum(row.id in taught for row in rows)
        counts.append((f"[{module}](#{module})", str(len(rows)), str(done), str(len(rows) - done)))
        cells = [tuple(_places(row, taught.get(row.id, []), lang) for lang in LANGUAGES) for row in rows]
        tables += ["", f"## {module}", "", *_rows((_IN_ES, _IN_EN), rows, cells)]
    rows = [row for row in material.values() if row.quiz is not None]
    tables += [
        "",
        f"## {_ASKED.es} · {_ASKED.en}",
        "",
        *_rows((_QUESTION,), rows, [(f"`{row.quiz}`",) for row in rows]),
    ]
    left = {row: row.omitted for row in material.values() if row.omitted is not None}
    tables += ["", f"## {_LEFT_OUT.es} · {_LEFT_OUT.en}", ""]
    tables += _rows((_WHY_ES, _WHY_EN), left, [(why.es, why.en) for why in left.values()])
    head = [f"# {_TITLE.es} · {_TITLE.en}", "", _INTRO.es, "", _INTRO.en, ""]
    return ("\n".join([*head, *_table((_MODULE, _ROWS, _TAUGHT, _NOT_YET), counts), *tables]) + "\n").encode("utf-8")


def _headings(cell: Cell) -> dict[int, str]:
    """The headings of a prose cell, with their marks, by their line in it from 0."""
    lines = cell.source.split("\n")
    return {
        item.offset: lines[item.offset] for item in items(cell.source) if cell.markdown and item.aspect == "heading"
    }


def _places(row: Row, places: Sequence[Section], lang: Language) -> str:
    if not places:
        return f"{row.lesson} · {_NOT_YET.to(lang)}"
    return "<br>".join(place.link(lang) for place in places)


def _rows(titles: tuple[Text, ...], rows: Iterable[Row], cells: Sequence[tuple[str, ...]]) -> list[str]:
    named = [(f"`{row.id}`", _cell(row.what.es), _cell(row.what.en)) for row in rows]
    lines = [one + other for one, other in zip(named, cells, strict=True)]
    return _table((_ROW, _WHAT_ES, _WHAT_EN, *titles), lines)


def _table(titles: tuple[Text, ...], lines: Sequence[tuple[str, ...]]) -> list[str]:
    words = tuple(title.es if title.es == title.en else f"{title.es} · {title.en}" for title in titles)
    return ["| " + " | ".join(cells) + " |" for cells in (words, ("---",) * len(words), *lines)]


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


_TITLE = Text(es="Del material a las lecciones", en="From the material to the lessons")
_INTRO = Text(
    es="El curso partió de cinco juegos de diapositivas. Aquí está dónde se enseña cada cosa que dicen (`inv-…`) y "
    "cada corrección (`err-…`): lo que era falso, impreciso o ya no vale. La página la hace `curso build` a partir de "
    "`notebooks/material.yaml` y de las marcas `rows=` de las lecciones.",
    en="The course started from five decks of slides. Here is where each thing that they say (`inv-…`) and each "
    "correction (`err-…`) is taught: what was wrong, imprecise or no longer holds. `curso build` makes this page from "
    "`notebooks/material.yaml` and the marks `rows=` of the lessons.",
)
_MODULE = Text(es="módulo", en="module")
_ROWS = Text(es="filas", en="rows")
_TAUGHT = Text(es="enseñadas", en="taught")
_NOT_YET = Text(es="todavía no", en="not yet")
_ROW = Text(es="fila", en="row")
_WHAT_ES = Text(es="qué es", en="qué es")
_WHAT_EN = Text(es="what it is", en="what it is")
_IN_ES = Text(es="español", en="español")
_IN_EN = Text(es="English", en="English")
_ASKED = Text(es="Preguntas de examen", en="Exam questions")
_QUESTION = Text(es="pregunta", en="question")
_LEFT_OUT = Text(es="Fuera del curso", en="Left out")
_WHY_ES = Text(es="por qué", en="por qué")
_WHY_EN = Text(es="why", en="why")
_UNTAUGHT = Text(
    es="Ninguna lección enseña la fila «{row}» ({what}). Enséñala, por ejemplo en la {lesson}, y escribe "
    'rows="{row}" en su celda.',
    en="No lesson teaches the row “{row}” ({what}). Teach it, in {lesson} for example, and write "
    'rows="{row}" in its cell.',
)
_UNASKED = Text(
    es="La fila «{row}» nombra la pregunta «{question}», que no se encuentra. Corrige su id.",
    en="The row “{row}” names the question “{question}”, which isn't found. Mend its id.",
)
