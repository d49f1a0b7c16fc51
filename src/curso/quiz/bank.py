"""Questions as data: the kinds there are, a bank of them, and its schema for editors."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field, model_validator

from curso.quiz.arrange import Line, Order, WrongOrder
from curso.quiz.choice import Choice, Option
from curso.quiz.number import Number, Range, Slip, near
from curso.quiz.output import Misprint, Output, even
from curso.quiz.question import Model, Original, Question, Wrong
from curso.text import Text

__all__ = [
    "KINDS", "AnyQuestion", "Bank", "Choice", "Line", "Misprint", "Number", "Option", "Order", "Original", "Output",
    "Question", "Range", "Slip", "Wrong", "WrongOrder", "even", "json_schema", "near",
]  # fmt: skip

KINDS = ("single", "multiple", "number", "order", "output")

AnyQuestion = Choice | Number | Order | Output
Tagged = Annotated[AnyQuestion, Field(discriminator="kind")]


class Bank(Model):
    """A file of questions; their ids are all different and begin with the same word."""

    questions: tuple[Tagged, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sound(self) -> Bank:
        first = self.questions[0].id.partition(".")[0]
        seen: set[str] = set()
        for nth, question in enumerate(self.questions):
            if question.id in seen:
                raise Wrong(REPEATED, (nth, "id"))
            if question.id.partition(".")[0] != first:
                raise Wrong(OTHER_WORD.format(word=first), (nth, "id"))
            seen.add(question.id)
        return self


def json_schema() -> str:
    """The schema of a bank's file, for editors: JSON Schema, as text."""
    schema: dict[str, Any] = Bank.model_json_schema()
    listed = schema["properties"]["questions"]
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Bank",
        "type": "array",
        "items": listed["items"],
        "minItems": 1,
        "$defs": schema["$defs"],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


REPEATED = Text(
    es="ya hay otra pregunta con ese id; los ids no se repiten",
    en="there is another question with that id already; ids are not repeated",
)
OTHER_WORD = Text(
    es="todas las preguntas de un banco empiezan igual, aquí por «{word}.»",
    en="all the questions of a bank begin alike, here with “{word}.”",
)
