"""Variants of parametrised questions: the same seed always gives the same one."""

from __future__ import annotations

import hashlib
import hmac
import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

from curso.quiz.bank import AnyQuestion, Number, Slip, near
from curso.quiz.formula import FormulaError, evaluate
from curso.quiz.number import HOLE, TRIES
from curso.text import Text


class NoVariant(Exception):
    """A template whose condition no draw fulfils."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.sentence = NONE_FOUND.format(question=question)

    def __str__(self) -> str:
        return str(self.sentence)


def settle(question: AnyQuestion, seed: int | str = 0) -> AnyQuestion:
    """The question to ask: for a template its variant for `seed`, with numbers in place of formulas; else itself.

    Raises
    ------
    NoVariant : the template's condition can't be fulfilled (in a bank that was loaded it can).
    """
    if not isinstance(question, Number) or not question.parameters:
        return question
    chance = random.Random(f"{seed}:{question.id}")
    drawn = next(filter(None, (question.draw(chance) for _ in range(TRIES))), None)
    if drawn is None:
        raise NoVariant(question.id)
    values, answer = drawn[0], _tidy(drawn[1])
    shown = {**values, "answer": answer}
    return question.model_copy(
        update={
            "question": _filled(question.question, shown),
            "code": None if question.code is None else _written(question.code, shown),
            "why": _filled(question.why, shown),
            "answer": answer,
            "slips": tuple(_slips(question, shown)),
            "parameters": {},
            "let": {},
            "require": None,
        }
    )


def seed_of(student: str, secret: bytes) -> str:
    """A seed that only the holder of the course's secret can foretell."""
    return hmac.new(secret, f"quiz:{student}".encode(), hashlib.sha256).hexdigest()[:16]


def _slips(question: Number, shown: Mapping[str, float]) -> Iterator[Slip]:
    """The slips that are wrong with these numbers: with some, one has no value or comes to the right answer."""
    for slip in question.slips:
        try:
            value = _tidy(float(evaluate(str(slip.value), shown)))
        except (FormulaError, ZeroDivisionError):
            continue
        if not near(value, shown["answer"], question.tolerance):
            yield Slip.model_construct(value=value, why=_filled(slip.why, shown))


def _filled(text: Text, values: Mapping[str, float]) -> Text:
    return Text(es=_written(text.es, values), en=_written(text.en, values))


def _written(text: str, values: Mapping[str, float]) -> str:
    def one(found: re.Match[str]) -> str:
        return format(_plain(values[found[1]]), found[2] or "") if found[1] in values else found[0]

    return HOLE.sub(one, text)


def _tidy(value: float) -> float:
    """0.3 for what floating point makes of 0.1 + 0.2."""
    return float(f"{value:.15g}")


def _plain(value: float) -> Any:
    """A whole number without a decimal point, and no more digits than people read."""
    if value == int(value) and abs(value) < 1e15:
        return int(value)
    return float(f"{value:.6g}" if abs(value) < 1e5 else f"{value:.10g}")


NONE_FOUND = Text(
    es="La pregunta {question} no tiene ninguna variante que cumpla su condición. Revisa `parameters` y `require`.",
    en="Question {question} has no variant that fulfils its condition. Look at `parameters` and `require`.",
)
