"""Questions with lines to put in order."""

from __future__ import annotations

import math
from typing import Literal

from pydantic import Field, model_validator

from curso.quiz.question import Letter, Letters, Model, Question, Sentence, Wrong, distinct
from curso.text import Text


class Line(Model):
    """One line to put in its place, and why it stands there."""

    id: Letter
    text: Sentence
    why: Sentence


class WrongOrder(Model):
    """A wrong order that people come to, as the ids of its lines one after the other, and what is wrong with it."""

    order: Letters
    why: Sentence


class Order(Question):
    """Lines to put in order; they are written in the right one.

    `also` are further right orders ("bacd"); `is_code` shows the lines as code.
    """

    kind: Literal["order"]
    lines: tuple[Line, ...] = Field(min_length=3)
    also: tuple[Letters, ...] = ()
    slips: tuple[WrongOrder, ...] = ()
    is_code: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        """Every right order."""
        return ("".join(line.id for line in self.lines), *self.also)

    @model_validator(mode="after")
    def _sound(self) -> Order:
        distinct("lines", [line.id for line in self.lines], [line.text for line in self.lines])
        wanted = sorted(self.key[0])
        for nth, order in enumerate(self.also):
            if sorted(order) != wanted:
                raise Wrong(NOT_AN_ORDER.format(order=order), ("also", nth))
        if len(set(self.key)) == math.factorial(len(wanted)):
            raise Wrong(ANY_ORDER, ("also",))
        for nth, slip in enumerate(self.slips):
            if sorted(slip.order) != wanted:
                raise Wrong(NOT_AN_ORDER.format(order=slip.order), ("slips", nth, "order"))
            if slip.order in self.key:
                raise Wrong(RIGHT_ORDER.format(order=slip.order), ("slips", nth, "order"))
        return self


NOT_AN_ORDER = Text(es="«{order}» no tiene cada línea una vez", en="“{order}” does not have every line exactly once")
ANY_ORDER = Text(
    es="todos los órdenes están bien, y no hay nada que ordenar",
    en="every order is right, and nothing is left to order",
)
RIGHT_ORDER = Text(
    es="«{order}» está entre los errores y es un orden correcto", en="“{order}” is among the slips and is a right order"
)
