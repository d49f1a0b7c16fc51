"""What every spec promises, said once: right answers pass, wrong ones do not, misconceptions are told apart."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from curso.exercises.judge import check_answer, grade_answer, recognise, run_or_error
from curso.exercises.spec import find, hidden_cases, public_cases
from curso.exercises.verdict import Status

SECRETS = ("first secret", "another one", "ñ-3")


def assert_right(exercise: str, answer: Any) -> None:
    """`answer` passes the public cases and the hidden ones of several secrets."""
    spec = find(exercise)
    verdict = check_answer(spec, answer)
    assert verdict.status is Status.PASS, verdict.text("en")
    for secret in SECRETS:
        graded = grade_answer(spec, answer, secret)
        assert graded.status is Status.PASS, graded.text("en")
        assert graded.score == 1


def assert_wrong(exercise: str, answer: Any) -> None:
    """`answer` passes neither the public cases nor the grader, and something is said about it in both languages."""
    spec = find(exercise)
    for verdict in (check_answer(spec, answer), *(grade_answer(spec, answer, secret) for secret in SECRETS)):
        assert verdict.status is not Status.PASS, f"{exercise}: a wrong answer passed"
        assert verdict.score < 1
        assert verdict.messages
        assert verdict.text("es") and verdict.text("en")


def assert_recognised(exercise: str, misconception: str, answer: Callable[..., Any]) -> None:
    """`answer` is recognised as `misconception` by the check and by the grader."""
    spec = find(exercise)
    assert check_answer(spec, answer).misconception == misconception
    for secret in SECRETS:
        assert grade_answer(spec, answer, secret).misconception == misconception


def assert_misconceptions_distinct(exercise: str) -> None:
    """Each misconception fails its exercise, is recognised as itself, and is confused with no other."""
    spec = find(exercise)
    assert spec.misconceptions, f"{exercise} has no misconceptions"
    assert len({m.name for m in spec.misconceptions}) == len(spec.misconceptions)
    for misconception in spec.misconceptions:
        answer = remembering(misconception.wrong)
        assert_wrong(exercise, answer)
        assert_recognised(exercise, misconception.name, answer)
    known = [dataclasses.replace(m, wrong=remembering(m.wrong)) for m in spec.misconceptions]
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        replies = {m.name: [run_or_error(m.wrong, case) for case in cases] for m in known}
        for one, other in combinations(known, 2):
            confused = recognise_only(spec, other, cases, replies[one.name])
            assert not confused, f"{one.name} is confused with {other.name}"


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
