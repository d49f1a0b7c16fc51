"""A quiz cell becomes three: the question, the answer, the check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from curso.quiz.bank import load_question
from curso.text import Language, Text


class Option(Protocol):
    """One option of a question in the bank."""

    @property
    def id(self) -> str:
        """A letter."""
        ...

    @property
    def text(self) -> Text:
        """What it says."""
        ...

    @property
    def correct(self) -> bool:
        """Whether it belongs to the answer."""
        ...


class Question(Protocol):
    """What the builder reads of a question in the bank."""

    @property
    def kind(self) -> str:
        """"single", "multiple" or "number"."""
        ...

    @property
    def question(self) -> Text:
        """What is asked."""
        ...

    @property
    def options(self) -> Sequence[Any]:
        """The options, each an `Option`; empty for a number."""
        ...


Questions = Callable[[str], Question]


def bank(question: str) -> Question:
    """The question of the course's bank with this id. Raises BankError when there is none."""
    return load_question(question)


def asked(question: Question, lang: Language) -> str:
    """The question as markdown, its options as a list."""
    lines = [f"**{_LABEL.to(lang)}** {question.question.to(lang).strip()}"]
    for nth, option in enumerate(question.options):
        first, *rest = option.text.to(lang).strip().split("\n")
        lines += [""] if nth == 0 else []
        lines += [f"- **{option.id})** {first}", *(f"  {line}".rstrip() for line in rest)]
    if question.kind == "multiple":
        lines += ["", _SEVERAL.to(lang)]
    elif question.kind == "number":
        lines += ["", _NUMBER.to(lang)]
    return "\n".join(lines).rstrip()


def blank(question: Question, variable: str) -> str:
    """The answer cell, unanswered: a form in Colab, plain Python elsewhere."""
    return _answer(question, variable, solved=False)


def key(question: Question, variable: str) -> str:
    """The answer cell with the right answer."""
    return _answer(question, variable, solved=True)


def call(question: Question, identifier: str, variable: str, points: str | None) -> str:
    """The check cell: hands the answer to `quiz_check`."""
    if question.kind == "multiple":
        pairs = ", ".join(f'"{option.id}": {variable}_{option.id}' for option in question.options)
        answer = f"{{{pairs}}}"
    else:
        answer = variable
    return f'quiz_check("{identifier}", {answer}{"" if points is None else f", points={points}"})'


def _answer(question: Question, variable: str, *, solved: bool) -> str:
    if question.kind == "multiple":
        return "\n".join(
            f'{variable}_{option.id} = {solved and bool(option.correct)}  # @param {{type:"boolean"}}'
            for option in question.options
        )
    if question.kind == "number":
        value = getattr(question, "answer", None) if solved else None
        return f'{variable} = {value!r}  # @param {{type:"raw"}}'
    choices = ", ".join(f'"{name}"' for name in ("", *(option.id for option in question.options)))
    right = next((option.id for option in question.options if option.correct), "") if solved else ""
    return f'{variable} = "{right}"  # @param [{choices}]'


_LABEL = Text(es="Pregunta.", en="Question.")
_SEVERAL = Text(
    es="Puede haber varias correctas: pon `True` en cada una.",
    en="Several may be right: set each of them to `True`.",
)
_NUMBER = Text(es="Escribe un número en lugar de `None`.", en="Write a number in place of `None`.")
