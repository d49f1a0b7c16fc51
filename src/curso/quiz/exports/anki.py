"""Anki cards: the question in front, the answer with every reason behind.

A note is known by the question and its language, so that a newer file brings cards up to date and keeps their schedule.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from curso.quiz.bank import AnyQuestion
from curso.quiz.exports.files import ExportError
from curso.quiz.exports.item import Item, items_of
from curso.quiz.exports.words import afterwards, answer, options, reasons, stem
from curso.quiz.missing import install
from curso.text import Language, Text

FIELDS = ("Id", "Question", "Options", "Answer", "Reasons", "More")
FRONT = '{{Question}}{{Options}}<div class="id">{{Id}}</div>'
BACK = "{{FrontSide}}<hr id=answer>{{Answer}}{{Reasons}}{{More}}"
STYLE = """
.card { font-family: sans-serif; font-size: 18px; line-height: 1.45; max-width: 42em; margin: 0 auto; text-align: left }
pre { overflow-x: auto; padding: .6em; background: rgba(127, 127, 127, .15) }
ul.options { list-style: none; padding-left: 1em }
.id { font-size: 70%; opacity: .6 }
"""


def render(title: str, questions: Sequence[AnyQuestion], lang: Language) -> bytes:
    """The bank as a deck. Raises ExportError."""
    try:
        import genanki
    except ImportError as error:
        raise ExportError(install(NO_GENANKI)) from error
    model = genanki.Model(
        _number("model"),
        "curso · quiz",
        fields=[{"name": field} for field in FIELDS],
        templates=[{"name": "quiz", "qfmt": FRONT, "afmt": BACK}],
        css=STYLE,
    )
    deck = genanki.Deck(_number("deck", title, lang), f"curso::{title} ({lang})")
    for question in questions:
        (item,) = items_of(question, lang, most=1)
        guid = genanki.guid_for("curso", item.name, lang)
        deck.add_note(genanki.Note(model=model, fields=_fields(item), tags=_tags(question), guid=guid))
    file = io.BytesIO()
    genanki.Package(deck).write_to_file(file)
    return file.getvalue()


def _fields(item: Item) -> list[str]:
    front = stem(item, paper=True)
    return [item.name, front, options(item), answer(item), reasons(item), afterwards(item)]


def _tags(question: AnyQuestion) -> list[str]:
    return [f"curso::{question.module}", question.lesson.replace(" ", "_"), question.kind]


def _number(*words: str) -> int:
    """A number for Anki to know a thing by, always the same."""
    return int.from_bytes(hashlib.sha256("\0".join(("curso-quiz", *words)).encode()).digest()[:4], "big") + 2**31


NO_GENANKI = Text(es="Para hacer tarjetas de Anki falta genanki.", en="Making Anki cards needs genanki.")
