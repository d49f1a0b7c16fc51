"""What every spec promises, said once: right answers pass, wrong ones do not, misconceptions are told apart."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from curso.exercises.judge import graded_verdict, public_verdict, recognise, run_or_error
from curso.exercises.respondent import InProcess
from curso.exercises.spec import Spec, find, hidden_cases, public_cases
from curso.exercises.verdict import Status, Verdict

SECRETS = ("first secret", "another one", "ñ-3")


def assert_right(exercise: str, answer: Any) -> None:
    """`answer` passes the public cases and the hidden ones of several secrets."""
    checked, *grades = _verdicts(known(exercise), answer)
    assert checked.status is Status.PASS, checked.text("en")
    for graded in grades:
        assert graded.status is Status.PASS, graded.text("en")
        assert graded.score == 1


def assert_wrong(exercise: str, answer: Any) -> None:
    """`answer` passes neither the public cases nor the grader, and something is said about it in both languages."""
    for verdict in _verdicts(known(exercise), answer):
        assert verdict.status is not Status.PASS, f"{exercise}: a wrong answer passed"
        assert verdict.score < 1
        assert verdict.messages
        assert verdict.text("es") and verdict.text("en")


def assert_recognised(exercise: str, misconception: str, answer: Callable[..., Any]) -> None:
    """`answer` is recognised as `misconception` by the check and by the grader."""
    assert {verdict.misconception for verdict in _verdicts(known(exercise), answer)} == {misconception}


def _verdicts(spec: Spec, answer: Any) -> list[Verdict]:
    """What the check says of `answer`, and then the grader under each secret."""
    respondent = InProcess(answer)
    public = public_verdict(spec, respondent)
    return [public, *(graded_verdict(spec, respondent, secret, public) for secret in SECRETS)]


def assert_misconceptions_distinct(exercise: str) -> None:
    """Each misconception fails its exercise, is recognised as itself, and is confused with no other."""
    spec = known(exercise)
    assert spec.misconceptions, f"{exercise} has no misconceptions"
    assert len({m.name for m in spec.misconceptions}) == len(spec.misconceptions)
    for misconception in spec.misconceptions:
        assert_wrong(exercise, misconception.wrong)
        assert_recognised(exercise, misconception.name, misconception.wrong)
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        replies = {m.name: [run_or_error(m.wrong, case) for case in cases] for m in spec.misconceptions}
        for one, other in combinations(spec.misconceptions, 2):
            confused = recognise_only(spec, other, cases, replies[one.name])
            assert not confused, f"{one.name} is confused with {other.name}"


@cache
def known(exercise: str) -> Spec:
    """The spec, whose wrong answers are worked out once for all that is compared with them."""
    spec = find(exercise)
    wrong = tuple(dataclasses.replace(m, wrong=remembering(m.wrong)) for m in spec.misconceptions)
    return dataclasses.replace(spec, misconceptions=wrong)


def remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, run once for the same arguments: building a Keras model takes long."""
    results: dict[bytes, Any] = {}

    def result(*args: Any) -> Any:
        key = pickle.dumps(args)
        if key not in results:
            results[key] = function(*args)
        return results[key]

    return result


def recognise_only(spec: Any, misconception: Any, cases: Any, replies: Any) -> bool:
    """Whether `misconception` alone would explain `replies`."""
    return recognise(dataclasses.replace(spec, misconceptions=(misconception,)), cases, replies) is not None


def rng(seed: int = 0) -> np.random.Generator:
    """A generator for tests."""
    return np.random.default_rng(seed)
