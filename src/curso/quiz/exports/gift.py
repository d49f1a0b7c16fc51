"""GIFT, the text format of Moodle's questions (https://docs.moodle.org/en/GIFT_format), which other programs read too.

It has no lines to put in order: they are matched with their places. Typed answers are compared without regard to case,
which GIFT can't say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from curso.markup import code_html
from curso.quiz.bank import AnyQuestion, Choice, Number, Order
from curso.quiz.exports.item import Item, decimal, items_of, typed
from curso.quiz.exports.moodle import share
from curso.quiz.exports.words import afterwards, because, line_text, ordered, stem
from curso.text import Language

SPECIAL = re.compile(r"([\\~=#{}:])")


def render(title: str, questions: Sequence[AnyQuestion], lang: Language) -> bytes:
    """The bank as a category."""
    parts = [f"$CATEGORY: $course$/top/{title} ({lang})"]
    parts += (_question(item) for question in questions for item in items_of(question, lang))
    return ("\n\n".join(parts) + "\n").encode()


def _question(item: Item) -> str:
    question = item.question
    number = "#" if isinstance(question, Number) else ""
    answers = "\n".join(f"\t{answer}" for answer in _answers(item))
    after = (ordered(item) if isinstance(question, Order) else "") + afterwards(item)
    return f"::{_safe(item.name)}::[html]{_safe(stem(item))} {{{number}\n{answers}\n\t####{_safe(after)}\n}}"


def _answers(item: Item) -> Iterator[str]:
    question = item.question
    if isinstance(question, Choice):
        yield from _options(item, question)
    elif isinstance(question, Number):
        tolerance = decimal(question.tolerance)
        yield f"={decimal(question.answer)}:{tolerance}#{_safe(code_html(item.say(question.why)))}"
        for slip in question.slips:
            yield f"=%0%{decimal(slip.value)}:{tolerance}#{_safe(code_html(item.say(slip.why)))}"
    elif isinstance(question, Order) and not question.also:
        for nth, line in enumerate(question.lines, 1):
            yield f"={nth} -> {_safe(line_text(item, line))}"
    else:
        answers = typed(question)
        for right in answers.right:
            yield f"=%100%{_literal(right)}#{_safe(code_html(item.say(answers.why)))}"
        for wrong, why in answers.wrong:
            yield f"=%0%{_literal(wrong)}#{_safe(code_html(item.say(why)))}"


def _options(item: Item, question: Choice) -> Iterator[str]:
    for option in question.options:
        if question.kind == "single":
            sign = "=" if option.correct else "~"
        else:
            sign = f"~%{'' if option.correct else '-'}{share(question)}%"
        yield f"{sign}{_safe(code_html(item.say(option.text)))}#{_safe(because(item, option))}"


def _literal(answer: str) -> str:
    """Moodle takes a bare asterisk for “anything”."""
    return _safe(answer.replace("*", r"\*"))


def _safe(text: str) -> str:
    """Escaped, in one line: a blank one would end the question, and two slashes at the start of one are a comment."""
    text = re.sub(r"<pre>.*?</pre>", lambda found: found[0].replace("\n", "<br/>"), text, flags=re.DOTALL)
    return SPECIAL.sub(r"\\\1", text.replace("\n", " "))
