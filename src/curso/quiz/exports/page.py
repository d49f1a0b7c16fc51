"""A page to print: the questions with room to answer, and the same with answers and reasons."""

from __future__ import annotations

import html
from collections.abc import Sequence

from curso.quiz.bank import AnyQuestion, Choice
from curso.quiz.exports.item import Item, items_of
from curso.quiz.exports.words import afterwards, answer, options, reasons, stem
from curso.text import Language, Text

STYLE = """
:root { color-scheme: light dark }
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.4em } h2 { font-size: 1em; margin: 0 0 .3em }
section { break-inside: avoid; margin: 0 0 1.6em } p { margin: .4em 0 }
pre { overflow-x: auto; padding: .6em; border: 1px solid; border-radius: .3em; white-space: pre-wrap }
.options { list-style: none; padding-left: 1em } .options li::before { content: "☐ " / "" }
.answer { border-left: .3em solid; padding-left: .8em }
.blank { border-bottom: 1px solid; height: 1.8em; max-width: 24em }
@media print { :root { color-scheme: light } body { margin: 0; max-width: none } }
"""


def render(title: str, questions: Sequence[AnyQuestion], lang: Language) -> bytes:
    """The questions alone."""
    return _page(title, questions, lang, with_key=False)


def render_with_key(title: str, questions: Sequence[AnyQuestion], lang: Language) -> bytes:
    """The questions, each with its answer and why."""
    return _page(title, questions, lang, with_key=True)


def _page(title: str, questions: Sequence[AnyQuestion], lang: Language, *, with_key: bool) -> bytes:
    items = [item for question in questions for item in items_of(question, lang, most=1)]
    name = html.escape(title.replace("_", " "))
    heading = (WITH_KEY if with_key else WITHOUT_KEY).to(lang)
    body = "".join(_section(nth, item, with_key=with_key) for nth, item in enumerate(items, 1))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{name} · {heading}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{name} · {heading}</h1>\n{body}</main>\n</body>\n</html>\n"
    ).encode()


def _section(nth: int, item: Item, *, with_key: bool) -> str:
    parts = [stem(item, paper=True), options(item)]
    if with_key:
        key = f"<p><strong>{ANSWER.to(item.lang)}</strong></p>{answer(item)}{reasons(item)}{afterwards(item)}"
        parts.append(f'<div class="answer">{key}</div>')
    elif not isinstance(item.question, Choice):
        parts.append('<div class="blank"></div>')
    name = f"<h2>{nth}. <small>{item.name}</small></h2>"
    return f'<section id="{item.name}">\n{name}\n{"".join(parts)}\n</section>\n'


WITHOUT_KEY = Text(es="preguntas", en="questions")
WITH_KEY = Text(es="preguntas y respuestas", en="questions and answers")
ANSWER = Text(es="Respuesta", en="Answer")
