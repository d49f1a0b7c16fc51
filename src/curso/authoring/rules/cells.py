"""Rules on the header, the names, the pictures, the questions, and what a run leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curso.authoring.lesson import NAMED, SOURCE_ONLY, Cell, Lesson
from curso.authoring.markdown import items
from curso.authoring.rules.registry import Context, Finding, rule
from curso.authoring.transforms import RESERVED, cell_ids, grade_ids
from curso.text import LANGUAGES, Text, verbatim

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_QUESTION = re.compile(r"[a-z0-9]+\.[a-z][a-z0-9_]*", re.ASCII)
_LONGEST = 50


@rule("header-incomplete", blocks=True)
def header_incomplete(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """The header has all its keys, in both languages."""
    return ((lesson.header.line, fault) for fault in lesson.header.faults)


@rule("forbidden-id", blocks=True)
def forbidden_id(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Names and ids are ASCII and of the right form: they become cell ids, grade ids and variables."""
    for cell in lesson.cells:
        if SOURCE_ONLY in cell.tags and not cell.name:
            continue
        if cell.kind == "quiz":
            right, form = _QUESTION, _QUESTION_FORM
        else:
            right, form = (_NAME, _NAME_FORM) if cell.kind in NAMED else (_ID, _ID_FORM)
        if not right.fullmatch(cell.name) or len(cell.name) > _LONGEST:
            yield cell.line, _FORBIDDEN.format(name=cell.name, form=form)


@rule("duplicate-id", blocks=True)
def duplicate_id(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """No two cells of a notebook have the same cell id or grade id."""
    told: set[int] = set()
    for lang in LANGUAGES:
        ids: dict[str, int] = dict.fromkeys(RESERVED, lesson.header.line)
        grades: dict[str, int] = {}
        for cell in lesson.cells:
            if cell.lang not in (None, lang) or SOURCE_ONLY in cell.tags or not cell.name:
                continue
            first = _already(cell, ids, grades)
            if first and cell.line not in told:
                told.add(cell.line)
                message = _RESERVED if first[1] == lesson.header.line else _DUPLICATE
                yield cell.line, message.format(name=first[0], line=first[1])


@rule("image-without-alt")
def image_without_alt(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Each picture says in words what it shows."""
    for cell in lesson.cells:
        if cell.markdown:
            for item in items(cell.source):
                if item.aspect == "image" and not item.alt:
                    yield cell.line + 1 + item.offset, _NO_ALT.format(image=item.value)


@rule("unknown-question", blocks=True)
def unknown_question(lesson: Lesson, context: Context) -> Iterator[Finding]:
    """Each quiz cell names a question of the bank."""
    for cell in lesson.named("quiz"):
        try:
            context.bank(cell.name)
        except Exception as error:  # a missing question or a bank that can't be read: both are said here
            yield cell.line, _NO_QUESTION.format(name=cell.name, error=_reason(error))


@rule("output-left")
def output_left(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """A lesson's source holds nothing that a run leaves behind."""
    for cell in lesson.cells:
        if cell.leftovers:
            yield cell.line, _LEFTOVER.format(keys=", ".join(cell.leftovers))


def _reason(error: Exception) -> Text:
    sentence = getattr(error, "sentence", None)
    return sentence if isinstance(sentence, Text) else verbatim(str(error))


def _already(cell: Cell, ids: dict[str, int], grades: dict[str, int]) -> tuple[str, int] | None:
    """The first id or grade id of a cell that another has already, with that one's line; takes note of all."""
    first = None
    for taken, own in ((ids, cell_ids(cell)), (grades, grade_ids(cell))):
        for name in own:
            if name in taken:
                first = first or (name, taken[name])
            taken.setdefault(name, cell.line)
    return first


_ID_FORM = Text(
    es="solo minúsculas sin tilde, cifras y guiones, como «primer-modelo»",
    en="only unaccented small letters, digits and hyphens, like “first-model”",
)
_NAME_FORM = Text(
    es="solo minúsculas sin tilde, cifras y «_», como «cost_grid»",
    en="only unaccented small letters, digits and “_”, like “cost_grid”",
)
_QUESTION_FORM = Text(es="como «01.q05»", en="like “01.q05”")
_FORBIDDEN = Text(
    es="El nombre «{name}» no vale: debe tener como mucho 50 caracteres, {form}. Cámbialo.",
    en="The name “{name}” won't do: it must have at most 50 characters, {form}. Change it.",
)
_DUPLICATE = Text(
    es="El id «{name}» ya lo tiene la celda de la línea {line}. Da otro nombre a una de las dos.",
    en="The id “{name}” is already that of the cell in line {line}. Give one of the two another name.",
)
_RESERVED = Text(
    es="El id «{name}» es de una celda que pone el constructor. Da otro nombre a esta.",
    en="The id “{name}” is that of a cell that the builder adds. Give this one another name.",
)
_NO_ALT = Text(
    es="La imagen «{image}» no tiene texto alternativo. Di lo que muestra: ![lo que muestra](…) o alt=\"…\".",
    en="The image “{image}” has no alternative text. Say what it shows: ![what it shows](…) or alt=\"…\".",
)
_NO_QUESTION = Text(
    es="La pregunta «{name}» no se encuentra en el banco ({error}). Corrige el id o añádela a quizzes/.",
    en="The question “{name}” isn't found in the bank ({error}). Mend the id or add it to quizzes/.",
)
_LEFTOVER = Text(
    es="La marca de la celda guarda restos de una ejecución ({keys}). Bórralos.",
    en="The cell's marker holds what a run left behind ({keys}). Delete them.",
)
