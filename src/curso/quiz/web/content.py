"""What a page knows of the questions: plain data in one language, its templates settled into variants."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curso.quiz.bank import AnyQuestion, Choice, Number, Order, Output, even
from curso.quiz.library import bank_files, load_bank, parse_bank
from curso.quiz.places import place_of
from curso.quiz.titles import TITLES, printable
from curso.quiz.variants import settle
from curso.text import Language, Text, verbatim

VARIANTS = 20


@dataclass(frozen=True)
class Shelf:
    """A bank on a page.

    Parameters
    ----------
    name : what it is asked for with ("01").
    questions : every question as its variants; a question without parameters has one.
    """

    name: str
    title: Text
    questions: tuple[tuple[AnyQuestion, ...], ...]


def shelf(name: str, seed: int | str) -> Shelf:
    """The bank called `name`, or the one in the file `name` when that ends in .yaml. Raises BankError, NoVariant."""
    from_file = name.endswith((".yaml", ".yml"))
    bank = parse_bank(Path(name)) if from_file else load_bank(name)
    stem = printable(Path(name).stem)
    short = stem.partition("_")[0]
    own_file = bank_files().get(short)
    is_ours = not from_file or (own_file is not None and own_file.resolve() == Path(name).resolve())
    title = TITLES.get(short) if is_ours else None
    return Shelf(
        short,
        title or verbatim(stem.replace("_", " ")),
        tuple(variants(question, seed) for question in bank.questions),
    )


def variants(question: AnyQuestion, seed: int | str) -> tuple[AnyQuestion, ...]:
    """Up to VARIANTS different variants of a template; of any other question, itself."""
    if not isinstance(question, Number) or not question.parameters:
        return (question,)
    found: list[AnyQuestion] = []
    for nth in range(5 * VARIANTS):  # some draws come out alike
        settled = settle(question, f"{seed}:{nth}")
        if settled not in found:
            found.append(settled)
    return tuple(found[:VARIANTS])


def digest(shelves: Iterable[Shelf]) -> str:
    """The same for the same questions in whatever language; another one as soon as anything in them changes."""
    written = "\n".join(each.model_dump_json() for shelf in shelves for group in shelf.questions for each in group)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def banks_data(shelves: Sequence[Shelf], lang: Language) -> list[dict[str, Any]]:
    """The banks as JSON can hold them, every text in `lang`."""
    return [
        {
            "name": each.name,
            "title": each.title.to(lang),
            "questions": [_question(group, lang) for group in each.questions],
        }
        for each in shelves
    ]


def _question(group: Sequence[AnyQuestion], lang: Language) -> dict[str, Any]:
    first = group[0]
    place = place_of(first.module, first.lesson, first.section, lang)
    return {
        "id": first.id,
        "kind": first.kind,
        "lesson": place.lesson,
        "section": place.section,
        "original": first.original.model_dump() if first.original else None,
        "erratum": first.erratum.to(lang) if first.erratum else None,
        "variants": [
            _spoken({"question": each.question, "code": each.code, **_of_its_kind(each)}, lang) for each in group
        ],
    }


def _of_its_kind(question: AnyQuestion) -> dict[str, Any]:
    """What only this kind of question has: what is chosen from, what is right, and why."""
    if isinstance(question, Choice):
        return {"options": [option.model_dump() for option in question.options]}
    if isinstance(question, Number):
        return {
            "answer": question.answer,
            "answerText": f"{float(question.answer):.10g}",
            "tolerance": question.tolerance,
            "why": question.why,
            "slips": [slip.model_dump() for slip in question.slips],
        }
    if isinstance(question, Order):
        return {
            "lines": [line.model_dump() for line in question.lines],
            "isCode": question.is_code,
            "accepted": list(question.key),
            "slips": [{"value": slip.order, "why": slip.why} for slip in question.slips],
        }
    return _output(question)


def _output(question: Output) -> dict[str, Any]:
    return {
        "answerText": question.answer,
        "accepted": sorted(question.key),
        "why": question.why,
        "slips": [{"value": even(slip.value), "why": slip.why} for slip in question.slips],
    }


def _spoken(thing: Any, lang: Language) -> Any:
    """`thing` with every text in `lang`, also where pydantic has made a dict of it."""
    match thing:
        case Text():
            return thing.to(lang)
        case {"es": str(), "en": str(), **others} if not others:
            return thing[lang]
        case Mapping():
            return {key: _spoken(value, lang) for key, value in thing.items()}
        case list() | tuple():
            return [_spoken(each, lang) for each in thing]
    return thing
