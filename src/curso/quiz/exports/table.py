"""CSV: a row a question, for a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from curso.quiz.bank import AnyQuestion, Choice, Number, Order, Output
from curso.quiz.exports.item import Item, decimal, items_of
from curso.text import Language, Text

# With a byte order mark: Excel takes a UTF-8 file without one for Latin-1 and spoils every accent.
ENCODING = "utf-8-sig"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(title: str, questions: Sequence[AnyQuestion], lang: Language) -> bytes:
    """Headings and rows; an option, a line or a wrong answer a line within its cell."""
    rows = io.StringIO(newline="")
    writer = csv.writer(rows)
    writer.writerow(heading.to(lang) for heading in HEADINGS.values())
    for question in questions:
        for item in items_of(question, lang):
            cells = _cells(item)
            writer.writerow(harmless(cells[column]) for column in HEADINGS)
    return rows.getvalue().encode(ENCODING)


def harmless(text: str) -> str:
    """A text that a spreadsheet will not run as a formula; a number stays one."""
    if not text.startswith(FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def _cells(item: Item) -> dict[str, str]:
    question, say = item.question, item.say
    options, answer, tolerance = _key(item)
    original = question.original
    asked = [original.question, *(f"{each}) {text}" for each, text in original.options.items())] if original else []
    return {
        "id": item.name,
        "module": question.module,
        "lesson": question.lesson,
        "section": question.section,
        "difficulty": str(question.difficulty),
        "kind": question.kind,
        "question": say(question.question),
        "code": question.code or "",
        "options": options,
        "answer": answer,
        "tolerance": tolerance,
        "reasons": "\n".join(_reasons(item)),
        "original": "\n".join(asked),
        "erratum": say(question.erratum) if question.erratum else "",
    }


def _key(item: Item) -> tuple[str, str, str]:
    """What is chosen from, the answer (of `multiple`, "a, c"; of several right ones, a line each), the tolerance."""
    question, say = item.question, item.say
    if isinstance(question, Choice):
        options = "\n".join(f"{option.id}) {say(option.text)}" for option in question.options)
        return options, ", ".join(sorted(question.key)), ""
    if isinstance(question, Number):
        return "", decimal(question.answer), decimal(question.tolerance)
    if isinstance(question, Order):
        lines = sorted(question.lines, key=lambda line: line.id)
        return "\n".join(f"{line.id}) {say(line.text)}" for line in lines), "\n".join(question.key), ""
    return "", question.answer, ""


def _reasons(item: Item) -> Iterator[str]:
    question, say = item.question, item.say
    if isinstance(question, Choice):
        for option in question.options:
            misconception = f" ({say(option.misconception)})" if option.misconception else ""
            yield f"{option.id}) {say(option.why)}{misconception}"
    elif isinstance(question, Order):
        yield from (f"{line.id}) {say(line.why)}" for line in question.lines)
        yield from (f"{slip.order}: {say(slip.why)}" for slip in question.slips)
    else:
        yield say(question.why)
        for slip in question.slips:
            yield f"{slip.value if isinstance(question, Output) else decimal(slip.value)}: {say(slip.why)}"


HEADINGS = {
    "id": Text(es="id", en="id"),
    "module": Text(es="módulo", en="module"),
    "lesson": Text(es="lección", en="lesson"),
    "section": Text(es="sección", en="section"),
    "difficulty": Text(es="dificultad", en="difficulty"),
    "kind": Text(es="clase", en="kind"),
    "question": Text(es="pregunta", en="question"),
    "code": Text(es="código", en="code"),
    "options": Text(es="opciones", en="options"),
    "answer": Text(es="respuesta", en="answer"),
    "tolerance": Text(es="tolerancia", en="tolerance"),
    "reasons": Text(es="explicación", en="explanation"),
    "original": Text(es="como la preguntaba la diapositiva", en="as the slide asked it"),
    "erratum": Text(es="qué se ha corregido", en="what was corrected"),
}
