"""The quiz line by line: for a pipe, a terminal that can't move its cursor, or whoever prefers it."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from curso.quiz.bank import Choice, Number, Order, Output
from curso.quiz.sitting import Asked
from curso.quiz.terminal.explain import explained, text_of
from curso.quiz.terminal.session import Session
from curso.quiz.terminal.summary import parting
from curso.text import Text

WIDEST, NARROWEST = 78, 30
Ask = Callable[[str], str]
Tell = Callable[[str], None]


def take(session: Session, ask: Ask | None = None, tell: Tell = print) -> None:
    """Ask every question that is open. When the input ends, so does the quiz, with nothing lost."""
    ask = ask or (input if sys.stdin and sys.stdin.isatty() else _line)
    for sentence in (session.progress.notice, session.progress.trouble):
        if sentence:
            tell(_wrapped(str(sentence)))
    try:
        for nth in session.open_questions:
            _one(session, nth, ask, tell)
    except EOFError:
        tell("")
    if not session.open_questions:
        session.finish()
    if session.exam and session.finished:
        for nth in range(len(session.asked)):
            tell(f"\n{_head(session, nth)}")
            _explain(session, nth, tell)
    tell("")
    for line in parting(session):
        tell(line)


def first_question(session: Session, tell: Tell = print) -> None:
    """Only show what would be asked first."""
    for line in _asking(session, session.open_questions[0]):
        tell(line)


def read(asked: Asked, typed: str) -> Any:
    """What was typed as an answer: the numbers of options or lines become their ids."""
    if isinstance(asked.question, (Number, Output)):
        return typed
    places = [int(number) for number in re.findall(r"\d+", typed)]
    if not places or re.search(r"[^\d\s,;.)-]", typed) or not all(1 <= place <= len(asked.shown) for place in places):
        return None
    ids = [asked.shown[place - 1] for place in places]
    if isinstance(asked.question, Order):
        return "".join(ids) if sorted(ids) == sorted(asked.shown) else None
    return ids if asked.question.kind == "multiple" or len(ids) == 1 else None


def _one(session: Session, nth: int, ask: Ask, tell: Tell) -> None:
    asked = session.asked[nth]
    for line in _asking(session, nth):
        tell(line)
    while True:
        answer = read(asked, _typed(asked, ask))
        problem = session.problem(nth, answer)
        if problem is None:
            break
        tell(_wrapped(str(how_to(asked))))
    before = session.progress.trouble
    session.answer(nth, answer)
    if session.progress.trouble and session.progress.trouble != before:
        tell(_wrapped(str(session.progress.trouble)))
    if session.exam:
        tell(str(NOTED))
    else:
        _explain(session, nth, tell)


def _typed(asked: Asked, ask: Ask) -> str:
    """One line; of an output of several lines, as many as it takes until an empty one."""
    question = asked.question
    first = ask("> ")
    if not isinstance(question, Output) or "\n" not in question.answer.strip() or not first.strip():
        return first
    return "\n".join([first, *iter(lambda: ask("> "), "")])


def _head(session: Session, nth: int) -> str:
    return str(HEAD.format(name=session.name, nth=nth + 1, last=len(session.asked)))


def _asking(session: Session, nth: int) -> Iterator[str]:
    asked = session.asked[nth]
    question = asked.question
    yield f"\n{_head(session, nth)}"
    yield _wrapped(str(question.question))
    if question.code:
        yield textwrap.indent(question.code.rstrip(), "    ")
    if isinstance(question, (Choice, Order)):
        for place, each in enumerate(asked.shown, 1):
            yield _wrapped(str(text_of(question, each)), 2, f"{place}.")
    yield _wrapped(str(how_to(asked)))


def _explain(session: Session, nth: int, tell: Tell) -> None:
    for piece in explained(session.asked[nth], session.answers.get(nth), session.verdict(nth)):
        if piece.tone == "code":
            tell(textwrap.indent(f"{piece.mark} {piece.text}".strip(), " " * (piece.indent + 2)))
        else:
            tell(_wrapped(piece.text, piece.indent, piece.mark))


def _wrapped(text: str, indent: int = 0, mark: str = "") -> str:
    first = " " * indent + (f"{mark} " if mark else "")
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns - 1))
    wrapper = textwrap.TextWrapper(width, first, " " * len(first), break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(text)


def _line(prompt: str) -> str:
    """The next line of a pipe, where nobody sees a prompt."""
    line = sys.stdin.readline() if sys.stdin else ""
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def how_to(asked: Asked) -> Text:
    """How to type the answer."""
    question = asked.question
    if isinstance(question, Choice):
        return TYPE_ONE if question.kind == "single" else TYPE_SEVERAL
    if isinstance(question, Order):
        return TYPE_ORDER
    if isinstance(question, Output):
        return TYPE_LINES if "\n" in question.answer.strip() else TYPE_OUTPUT
    return TYPE_NUMBER


HEAD = Text(es="── {name} · pregunta {nth} de {last} ──", en="── {name} · question {nth} of {last} ──")
NOTED = Text(es="Anotada.", en="Noted.")
TYPE_ONE = Text(es="Escribe el número de una opción.", en="Type the number of one option.")
TYPE_SEVERAL = Text(
    es="Escribe los números de todas las que sean ciertas, por ejemplo: 1 3",
    en="Type the numbers of all that hold, for example: 1 3",
)
TYPE_ORDER = Text(
    es="Escribe los números de las líneas en el orden que deben tener, por ejemplo: 2 1 3",
    en="Type the numbers of the lines in the order that they should have, for example: 2 1 3",
)
TYPE_NUMBER = Text(es="Escribe un número, por ejemplo 12.5", en="Type a number, for example 12.5")
TYPE_OUTPUT = Text(es="Escribe lo que sale por pantalla.", en="Type what comes out.")
TYPE_LINES = Text(
    es="Escribe lo que sale por pantalla, y al final una línea vacía.",
    en="Type what comes out, and then an empty line.",
)
