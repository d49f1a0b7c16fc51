"""What an answer is given with: options to choose, lines to put in order, a field to type in."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual.widgets import Input

from curso.quiz.bank import Choice, Number, Order, Output
from curso.quiz.reply import chosen_ids
from curso.quiz.sitting import Asked
from curso.quiz.terminal.explain import text_of
from curso.quiz.terminal.rows import Given, Rows
from curso.text import Text


@runtime_checkable
class Answering(Protocol):
    """A widget that holds an answer, in the form that `verdict_of` takes."""

    def answer(self) -> Any:
        """What is answered so far; empty or None when nothing is."""


class Choices(Rows):
    """The options of a question, numbered from 1. In a `single` one whatever the cursor is on is chosen."""

    def __init__(self, asked: Asked, answer: Any = None) -> None:
        question = asked.question
        if not isinstance(question, Choice):
            raise TypeError(question.kind)
        self._question, self._shown = question, asked.shown
        self._chosen = set(chosen_ids(answer))
        before = next((nth for nth, each in enumerate(self._shown) if each in self._chosen), None)
        super().__init__(len(self._shown), before if question.kind == "single" else 0)

    def answer(self) -> list[str]:
        """The ids chosen."""
        return sorted(self._chosen)

    def moved(self, before: int | None, now: int) -> None:
        """In a single choice the mark goes along."""
        if self._question.kind == "single":
            self._chosen = {self._shown[now]}

    def picked(self, nth: int) -> None:
        """In a multiple choice, choose the option or leave it again."""
        if self._question.kind == "multiple":
            self._chosen ^= {self._shown[nth]}

    def numbered(self, nth: int) -> None:
        """Go to that option, and in a multiple choice mark it."""
        self.cursor = nth
        self.picked(nth)

    def prompt(self, nth: int) -> tuple[str, str]:
        """An option with its mark."""
        each = self._shown[nth]
        off, on = ("○", "●") if self._question.kind == "single" else ("[ ]", "[x]")
        return f"{on if each in self._chosen else off} {nth + 1}.", str(text_of(self._question, each))


class Lines(Rows):
    """Lines to put in order: one is picked up, carried, and put down."""

    def __init__(self, asked: Asked, answer: Any = None) -> None:
        question = asked.question
        if not isinstance(question, Order):
            raise TypeError(question.kind)
        self._question = question
        self._order = list(answer or asked.shown)
        self._carries = False
        super().__init__(len(self._order), 0)

    def answer(self) -> str:
        """The ids of the lines from top to bottom."""
        return "".join(self._order)

    def moved(self, before: int | None, now: int) -> None:
        """A line that was picked up goes along."""
        if self._carries and before is not None:
            self._order.insert(now, self._order.pop(before))

    def picked(self, nth: int) -> None:
        """Pick the line up, or put it down here."""
        self._carries = not self._carries

    def numbered(self, nth: int) -> None:
        """Carry the line under the cursor to that place."""
        self._carries = True
        self.cursor = nth
        self._carries = False

    def prompt(self, nth: int) -> tuple[str, str]:
        """A line, and whether it is being carried."""
        mark = "↕" if self._carries and nth == self.cursor else " "
        return f"{mark} {nth + 1}.", str(text_of(self._question, self._order[nth]))


class Typed(Input):
    """A number, or what a program prints in one line."""

    def __init__(self, asked: Asked, answer: Any = None) -> None:
        what = NUMBER if isinstance(asked.question, Number) else PRINTED
        super().__init__("" if answer is None else str(answer), placeholder=str(what), max_length=2000, id="answer")

    def answer(self) -> str:
        """What was typed."""
        return self.value

    async def action_submit(self) -> None:
        """Enter: that is the answer."""
        self.post_message(Given())


def answering(asked: Asked, answer: Any = None) -> Answering:
    """The widget for a question, with what was answered to it before."""
    question = asked.question
    if isinstance(question, Choice):
        return Choices(asked, answer)
    if isinstance(question, Order):
        return Lines(asked, answer)
    if isinstance(question, Output) and "\n" in question.answer.strip():
        from curso.quiz.terminal.several_lines import SeveralLines

        return SeveralLines(answer)
    return Typed(asked, answer)


def how_to(asked: Asked) -> Text:
    """How to give the answer, with keyboard and mouse."""
    question = asked.question
    if isinstance(question, Choice):
        return CHOOSE_ONE if question.kind == "single" else CHOOSE_SEVERAL
    if isinstance(question, Order):
        return PUT_IN_ORDER
    if isinstance(question, Output):
        return TYPE_LINES if "\n" in question.answer.strip() else TYPE_OUTPUT
    return TYPE_NUMBER


NUMBER = Text(es="un número", en="a number")
PRINTED = Text(es="lo que escribe el programa", en="what the program prints")
CHOOSE_ONE = Text(es="Elige una: ↑ ↓, su número o un clic.", en="Choose one: ↑ ↓, its number or a click.")
CHOOSE_SEVERAL = Text(
    es="Marca todas las que sean ciertas: espacio, su número o un clic.",
    en="Mark all that hold: space, their numbers or a click.",
)
PUT_IN_ORDER = Text(
    es="Ordénalas: espacio o un clic coge una línea y la suelta; ↑ ↓ la lleva.",
    en="Put them in order: space or a click picks a line up and puts it down; ↑ ↓ carries it.",
)
TYPE_NUMBER = Text(es="Escribe el número.", en="Type the number.")
TYPE_OUTPUT = Text(es="Escribe lo que sale por pantalla.", en="Type what comes out.")
TYPE_LINES = Text(
    es="Escribe lo que sale por pantalla, línea a línea; responde con Ctrl+S.",
    en="Type what comes out, line by line; answer with Ctrl+S.",
)
