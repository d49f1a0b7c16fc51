"""Judges replies against the reference: from plain values to a verdict. Never touches a student's object."""

from __future__ import annotations

import copy
import inspect
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from curso.exercises import sentences as say
from curso.exercises.agree import kind_of
from curso.exercises.plain import Opaque, plain
from curso.exercises.probe import Problem, Reply, ask, is_blank
from curso.exercises.show import call_text, value_text
from curso.exercises.spec import Case, Misconception, Spec, hidden_cases, public_cases
from curso.exercises.verdict import Status, Verdict
from curso.text import Text, verbatim

Questions = tuple[Sequence[Case], Sequence[Any]]
"""Cases, and the reference's answer to each."""


def check_answer(spec: Spec, answer: Any) -> Verdict:
    """The student's own check, on the public cases."""
    return _attempt(spec, answer, lambda: _public(spec), public=True)


def grade_answer(spec: Spec, answer: Any, secret: str) -> Verdict:
    """The grader's verdict: scored on the hidden cases, explained on the public ones."""
    public = check_answer(spec, answer)
    if public.status is Status.UNATTEMPTED:
        return public
    hidden = _attempt(spec, answer, lambda: _answered(spec, hidden_cases(spec, secret)), public=False)
    if public.passed:
        return hidden if hidden.passed else replace(hidden, messages=(say.ONLY_PUBLIC, *hidden.messages))
    # whoever fails an example that was in view has not passed, whatever the hidden cases say
    return replace(
        public,
        score=min(hidden.score, public.score) if hidden.passed else hidden.score,
        messages=(*public.messages, hidden.messages[-1]),
        misconception=public.misconception or hidden.misconception,
    )


@lru_cache(maxsize=64)
def _public(spec: Spec) -> Questions:
    """The public cases and their answers: the same every time, and a learner checks often."""
    return _answered(spec, public_cases(spec))


def _answered(spec: Spec, cases: Sequence[Case]) -> Questions:
    return cases, [run(spec.reference, case.args) for case in cases]


def _attempt(spec: Spec, answer: Any, cases: Callable[[], Questions], public: bool) -> Verdict:
    replies: list[Reply] = []
    with _one_thread():
        questions, expected = cases()
        for case in questions:
            replies.append(_ask(spec, answer, case.args))
            if replies[-1].problem in (Problem.TIMEOUT, Problem.PARAMETERS, Problem.NOT_A_FUNCTION):
                replies += [replies[-1]] * (len(questions) - len(replies))
                break
        return judge(spec, questions, expected, replies, blank=is_blank(answer), public=public)


def _ask(spec: Spec, answer: Any, args: tuple[Any, ...]) -> Reply:
    reply = ask(answer, args, spec.seconds)
    if spec.second_look is None or reply.problem is not None:
        return reply
    objection = spec.second_look(args, reply.value, lambda other: ask(answer, other, spec.seconds).value)
    return replace(reply, objection=objection)


def _one_thread() -> AbstractContextManager[Any]:
    """On inputs this small, threads only wait for one another: on two busy cores that took ten times as long."""
    if "threadpoolctl" not in sys.modules:
        return nullcontext()
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(limits=1)
    return limits


def judge(
    spec: Spec, cases: Sequence[Case], expected: Sequence[Any], replies: Sequence[Reply], *, blank: bool, public: bool
) -> Verdict:
    """A verdict from the replies to `cases`.

    Parameters
    ----------
    cases, expected, replies : one right answer and one reply a case.
    blank : whether the student's code still has a blank in it.
    public : whether the verdict may tell the inputs of the cases.
    """
    problems = [_problem(spec, *each) for each in zip(cases, expected, replies, strict=True)]
    right = sum(problem is None for problem in problems)
    if right == len(cases):
        counted = say.ALL_RIGHT if public else say.HIDDEN_RIGHT
        return Verdict(spec.id, spec.title, Status.PASS, 1.0, (counted.format(n=len(cases), right=right),))
    if blank and right == 0 and all(_unfinished(reply) for reply in replies):
        touched = any(reply.problem is not None for reply in replies)
        messages = (say.BLANK_LEFT,) * touched + (say.NOT_ATTEMPTED.format(exercise=spec.id),)
        return Verdict(spec.id, spec.title, Status.UNATTEMPTED, 0.0, messages)
    first = next(i for i, problem in enumerate(problems) if problem is not None)
    found = recognise(spec, cases, replies)
    messages = _explain(spec, cases[first], expected[first], replies[first], problems[first], public)
    if found is not None:
        messages = (found.message, *messages)
    if right or not public:
        counted = say.SOME_RIGHT if public else say.HIDDEN_RIGHT
        messages = (*messages, counted.format(right=right, n=len(cases)))
    failed = replies[first].problem in (Problem.RAISED, Problem.TIMEOUT)
    return Verdict(
        spec.id,
        spec.title,
        Status.ERROR if failed else Status.FAIL,
        right / len(cases),
        messages,
        found.name if found else None,
    )


def recognise(spec: Spec, cases: Sequence[Case], replies: Sequence[Reply]) -> Misconception | None:
    """The misconception that explains every reply, if there is one."""
    for misconception in spec.misconceptions:
        outcomes = (run_or_error(misconception.wrong, case.args) for case in cases)
        if all(_behaves_like(spec, *each) for each in zip(cases, outcomes, replies, strict=False)):
            return misconception
    return None


def run(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """What trusted code gives for `args`, as a plain value."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return plain(function(*copy.deepcopy(args)))


def run_or_error(function: Callable[..., Any], args: tuple[Any, ...]) -> Reply:
    """The same for wrong code, which may raise."""
    try:
        return Reply(value=run(function, args))
    except Exception as error:
        return Reply(problem=Problem.RAISED, error=type(error).__name__)


def _behaves_like(spec: Spec, case: Case, wrong: Reply, reply: Reply) -> bool:
    if wrong.problem is not None or reply.problem is not None:
        return wrong.problem is reply.problem and wrong.error == reply.error
    return spec.agree(case.args, wrong.value, reply.value) is None


def _problem(spec: Spec, case: Case, expected: Any, reply: Reply) -> Text | None:
    if reply.problem is not None:
        return verbatim(reply.problem.value)
    return spec.agree(case.args, expected, reply.value) or reply.objection


def _unfinished(reply: Reply) -> bool:
    return reply.problem is Problem.RAISED or _empty(reply.value)


def _empty(value: Any) -> bool:
    if isinstance(value, (tuple, list)):
        return bool(value) and all(_empty(item) for item in value)
    return value is None or (isinstance(value, Opaque) and value.type_name == "ellipsis")


def _explain(
    spec: Spec, case: Case, expected: Any, reply: Reply, problem: Text | None, public: bool
) -> tuple[Text, ...]:
    """What was called with what, what came out, what was expected in kind."""
    names = list(inspect.signature(spec.reference).parameters)
    if reply.problem is Problem.PARAMETERS:
        return (say.PARAMETERS.format(n=len(names), names=", ".join(names)),)
    if reply.problem is Problem.NOT_A_FUNCTION:
        return (say.NOT_A_FUNCTION.format(kind=kind_of(reply.value), exercise=spec.id, name=spec.name),)
    called = (say.CALLED.format(call=call_text(spec.name, spec.reference, case.args)),) if public and names else ()
    note = (say.THE_CASE.format(note=case.note),) if case.note else ()
    return (*called, *note, *_outcome(spec, expected, reply, problem, public))


def _outcome(spec: Spec, expected: Any, reply: Reply, problem: Text | None, public: bool) -> tuple[Text, ...]:
    if reply.problem is Problem.RAISED:
        by_detail = (text for piece, text in say.EXPLAINED_BY_DETAIL.items() if piece in reply.detail)
        explained = next(by_detail, say.EXPLAINED.get(reply.error))
        where = say.AT_LINE.format(line=reply.line) if reply.line else None
        # what the student's code says of a hidden case could tell the case
        raised = say.RAISED.format(error=reply.error, detail=(reply.detail if public else "") or "…")
        return tuple(text for text in (raised, where, explained) if text)
    if reply.problem is Problem.TIMEOUT:
        return (say.TIMEOUT.format(seconds=spec.seconds),)
    if reply.problem is Problem.CHANGED_ARGUMENT:
        return (say.CHANGED.format(name=reply.detail),)
    if reply.value is None and expected is not None:
        return (say.PRINTED if reply.printed else say.RETURNED_NONE,)
    kind = spec.returns or kind_of(expected)
    if not public:
        return (say.GAVE.format(value=kind_of(reply.value), problem=problem or kind),)
    return (say.CAME_OUT.format(value=value_text(reply.value), kind=kind, problem=problem or kind),)
