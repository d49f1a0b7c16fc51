"""A quiz cell becomes three: the question, the answer, the check."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

from curso.quiz.bank import AnyQuestion, Choice, Number, Order, Output
from curso.quiz.cells import by_letter, question_of_cell
from curso.text import Language, Text

Questions = Callable[[str], AnyQuestion]
"""Finds a question by its id, its numbers settled."""


def bank(question: str) -> AnyQuestion:
    """The question of the course's bank with this id, as notebooks ask it. Raises BankError when there is none."""
    return question_of_cell(question)


def asked(question: AnyQuestion, lang: Language) -> str:
    """The question as markdown: what is asked, its code, its options or lines, and how to answer."""
    parts = [f"**{_LABEL.to(lang)}** {_markdown(question.question.to(lang).strip())}"]
    if question.code:
        parts.append(_fenced(question.code, "python"))
    if isinstance(question, Choice):
        parts.append(_listed((option.id, option.text.to(lang)) for option in question.options))
    if isinstance(question, Order):
        lines = [(line.id, line.text.to(lang)) for line in by_letter(question)]
        parts.append(_lettered_code(lines) if question.is_code else _listed(lines))
    if question.kind in _HOW:
        parts.append(_HOW[question.kind].to(lang))
    return "\n\n".join(parts)


def blank(question: AnyQuestion, variable: str) -> str:
    """The answer cell, unanswered: a form in Colab, plain Python elsewhere."""
    return _answer(question, variable, solved=False)


def key(question: AnyQuestion, variable: str) -> str:
    """The answer cell with the right answer."""
    return _answer(question, variable, solved=True)


def call(question: AnyQuestion, identifier: str, variable: str, points: str | None) -> str:
    """The check cell: hands the answer to `quiz_check`."""
    answer = variable
    if isinstance(question, Choice) and question.kind == "multiple":
        answer = "{" + ", ".join(f'"{option.id}": {variable}_{option.id}' for option in question.options) + "}"
    return f'quiz_check("{identifier}", {answer}{"" if points is None else f", points={points}"})'


def _answer(question: AnyQuestion, variable: str, *, solved: bool) -> str:
    if isinstance(question, Number):
        return f'{variable} = {question.answer if solved else None!r}  # @param {{type:"raw"}}'
    if isinstance(question, Order):
        return _text(variable, question.key[0] if solved else "")
    if isinstance(question, Output):
        return _text(variable, question.answer if solved else "")
    if question.kind == "multiple":
        return "\n".join(
            f'{variable}_{option.id} = {solved and option.correct}  # @param {{type:"boolean"}}'
            for option in question.options
        )
    choices = ", ".join(f'"{name}"' for name in ("", *(option.id for option in question.options)))
    return f'{variable} = "{"".join(question.key) if solved else ""}"  # @param [{choices}]'


def _text(variable: str, answer: str) -> str:
    return f'{variable} = {json.dumps(answer, ensure_ascii=False)}  # @param {{type:"string"}}'


def _listed(items: Iterable[tuple[str, str]]) -> str:
    lines = []
    for letter, text in items:
        first, *rest = _markdown(text.strip()).split("\n")
        lines += [f"- **{letter})** {first}", *(f"  {line}".rstrip() for line in rest)]
    return "\n".join(lines)


def _lettered_code(items: Iterable[tuple[str, str]]) -> str:
    """Lines of code with their letters, in one block, which keeps their indentation."""
    return _fenced("\n".join(f"{letter})  " + text.rstrip().replace("\n", "\n    ") for letter, text in items), "")


def _fenced(code: str, language: str) -> str:
    return f"```{language}\n{code.strip(chr(10)).rstrip()}\n```"


def _markdown(text: str) -> str:
    """A text of the bank, where only backticks mean anything, as markdown, where more does."""
    return re.sub(r"`[^`]+`|[\\*_<]", lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", text)


_LABEL = Text(es="Pregunta.", en="Question.")
_HOW = {
    "multiple": Text(
        es="Puede haber varias correctas: pon `True` en cada una. Cuenta (bien marcadas − mal marcadas) / correctas, y "
        "nunca menos de 0.",
        en="Several may be right: set each of them to `True`. It counts (rightly marked − wrongly marked) / right "
        "ones, and never less than 0.",
    ),
    "number": Text(es="Escribe un número en lugar de `None`.", en="Write a number in place of `None`."),
    "order": Text(
        es="Escribe las letras en orden, seguidas, entre las comillas.",
        en="Write the letters in order, one after the other, between the quotation marks.",
    ),
    "output": Text(
        es="Escribe entre las comillas lo que imprime el código. Si son varias líneas, pon `\\n` entre una y otra.",
        en="Write what the code prints between the quotation marks. If it prints several lines, put `\\n` in between.",
    ),
}
