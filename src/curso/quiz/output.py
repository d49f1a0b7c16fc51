"""Questions that ask what a piece of code prints."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from curso.quiz.question import Model, Question, Sentence, Written, Wrong
from curso.text import Text


class Misprint(Model):
    """A wrong output that people expect, and what makes them."""

    value: Written
    why: Sentence


class Output(Question):
    """What `code` prints, typed in; spaces at the ends and how many stand together do not matter."""

    kind: Literal["output"]
    answer: Written
    also: tuple[Written, ...] = ()
    why: Sentence
    slips: tuple[Misprint, ...] = ()

    @property
    def key(self) -> frozenset[str]:
        """Every right output, with its spaces made even."""
        return frozenset(map(even, (self.answer, *self.also)))

    @model_validator(mode="after")
    def _sound(self) -> Output:
        if not (self.code or "").strip():
            raise Wrong(NO_CODE)
        if "" in self.key:
            raise Wrong(PRINTS_NOTHING, ("answer",))
        for nth, slip in enumerate(self.slips):
            if even(slip.value) in self.key:
                raise Wrong(RIGHT_MISPRINT.format(output=even(slip.value)), ("slips", nth, "value"))
        return self


def even(output: str) -> str:
    """`output` with one space where there are several, none at the ends of lines, and no empty lines at the ends."""
    return "\n".join(" ".join(line.split()) for line in output.strip().splitlines())


NO_CODE = Text(
    es="una pregunta `output` necesita `code`, lo que se ejecuta", en="an `output` question needs `code`, what is run"
)
PRINTS_NOTHING = Text(
    es="lo que se escribe no puede estar en blanco: no se distinguiría de no responder",
    en="what is printed can't be blank: it could not be told from giving no answer",
)
RIGHT_MISPRINT = Text(
    es="«{output}» está entre los errores y es una respuesta correcta",
    en="“{output}” is among the slips and is a right answer",
)
