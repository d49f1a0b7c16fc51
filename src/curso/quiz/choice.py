"""Questions with options: one right (`single`) or several (`multiple`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from curso.quiz.question import Letter, Model, Question, Sentence, Wrong, distinct
from curso.text import Text


class Option(Model):
    """One thing to choose: its text, whether it is right, and why.

    `misconception` is what makes people choose it, for an option that is wrong.
    """

    id: Letter
    text: Sentence
    correct: bool
    why: Sentence
    misconception: Sentence | None = None


class Choice(Question):
    """One right option (`single`) or several (`multiple`)."""

    kind: Literal["single", "multiple"]
    options: tuple[Option, ...] = Field(min_length=2)

    @property
    def key(self) -> frozenset[str]:
        """The ids of the right options."""
        return frozenset(option.id for option in self.options if option.correct)

    @model_validator(mode="after")
    def _sound(self) -> Choice:
        ids = [option.id for option in self.options]
        distinct("options", ids, [option.text for option in self.options])
        if self.kind == "single" and len(self.key) != 1:
            raise Wrong(NOT_ONE_RIGHT, ("options",))
        if not self.key:
            raise Wrong(NONE_RIGHT, ("options",))
        for nth, option in enumerate(self.options):
            if option.correct and option.misconception:
                raise Wrong(RIGHT_MISCONCEPTION, ("options", nth, "misconception"))
        for unknown in set(self.original.options) - set(ids) if self.original else ():
            raise Wrong(NO_SUCH_OPTION.format(id=unknown), ("original", "options", unknown))
        return self


NOT_ONE_RIGHT = Text(
    es="una pregunta `single` tiene exactamente una opción correcta",
    en="a `single` question has exactly one right option",
)
NONE_RIGHT = Text(es="ninguna opción es correcta", en="no option is right")
RIGHT_MISCONCEPTION = Text(
    es="una opción correcta no viene de ninguna idea equivocada; quita `misconception`",
    en="a right option comes from no misconception; take `misconception` out",
)
NO_SUCH_OPTION = Text(es="no hay ninguna opción «{id}»", en="there is no option “{id}”")
