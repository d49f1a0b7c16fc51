"""Respondents for tests: one that only plain bytes reach and leave, and some that misbehave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from curso.exercises.judge import check_answer, grade_answer, graded_verdict, public_verdict
from curso.exercises.probe import Reply, ask, is_blank
from curso.exercises.spec import Case, Spec
from curso.exercises.verdict import Verdict
from curso.exercises.wire import decode, decode_reply, encode, encode_reply

SECRETS = ("first secret", "another one", "ñ-3")


@dataclass(frozen=True)
class Wired:
    """The object as the grader asks it: questions and replies as bytes."""

    answer: Any

    def ask(self, case: Case, seconds: float) -> Reply:
        args = decode(encode(case.args))
        return decode_reply(encode_reply(ask(self.answer, args, seconds, case.ask)))

    def blank(self) -> bool:
        return is_blank(self.answer)


def verdicts(spec: Spec, answer: Any, secret: str = SECRETS[0]) -> tuple[Verdict, Verdict]:
    """The student's check and the grade, the same whether the object is here or behind a wire."""
    checked, graded = check_answer(spec, answer), grade_answer(spec, answer, secret)
    public = public_verdict(spec, Wired(answer))
    assert public == checked
    assert graded_verdict(spec, Wired(answer), secret, public) == graded
    return checked, graded
