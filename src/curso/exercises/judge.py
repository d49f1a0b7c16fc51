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
from curso.exercises.explain import discreet, explain
from curso.exercises.plain import Opaque, plain
from curso.exercises.probe import Problem, Reply
from curso.exercises.questions import Unfit, put
from curso.exercises.respondent import InProcess, Respondent
from curso.exercises.spec import FROM_REFERENCE, Case, Misconception, Spec, hidden_cases, public_cases
from curso.exercises.verdict import Status, Verdict
from curso.text import Text, verbatim

Questions = tuple[Sequence[Case], Sequence[Any]]
"""Cases, and the right answer to each."""

# after which there is no use in asking the remaining cases
FINAL = (
    Problem.TIMEOUT,
    Problem.PARAMETERS,
    Problem.NOT_A_FUNCTION,
    Problem.TOO_BIG,
    Problem.NO_REPLY,
    Problem.MALFORMED,
)


def check_answer(spec: Spec, answer: Any) -> Verdict:
    """The student's own check of an object in this process, on the public cases."""
    return public_verdict(spec, InProcess(answer))


def grade_answer(spec: Spec, answer: Any, secret: str) -> Verdict:
    """The grader's verdict on an object in this process."""
    respondent = InProcess(answer)
    return graded_verdict(spec, respondent, secret, public_verdict(spec, respondent))


def public_verdict(spec: Spec, respondent: Respondent) -> Verdict:
    """The verdict on the public cases."""
    return _verdict(spec, respondent, _public(spec), public=True)


def graded_verdict(spec: Spec, respondent: Respondent, secret: str, public: Verdict) -> Verdict:
    """The grader's verdict: scored on the hidden cases, explained on the public ones, whose verdict is `public`."""
    if public.status is Status.UNATTEMPTED:
        return public
    hidden = _verdict(spec, respondent, _hidden(spec, secret), public=False)
    if public.passed:
        silent = {say.NO_REPLY, say.MALFORMED} & set(hidden.messages)
        return hidden if hidden.passed or silent else replace(hidden, messages=(say.ONLY_PUBLIC, *hidden.messages))
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


@lru_cache(maxsize=64)
def _hidden(spec: Spec, secret: str) -> Questions:
    """The hidden ones: the same for a whole class."""
    return _answered(spec, hidden_cases(spec, secret))


def _answered(spec: Spec, cases: Sequence[Case]) -> Questions:
    with _one_thread():
        return cases, [expected_of(spec, case) for case in cases]


def expected_of(spec: Spec, case: Case) -> Any:
    """The right answer to `case`, as a plain value."""
    return run(spec.reference, case) if case.expected is FROM_REFERENCE else plain(case.expected)


def _verdict(spec: Spec, respondent: Respondent, questions: Questions, public: bool) -> Verdict:
    cases, expected = questions
    replies: list[Reply] = []
    with _one_thread():
        for case in cases:
            replies.append(_ask(spec, respondent, case))
            if replies[-1].problem in FINAL:
                replies += [replies[-1]] * (len(cases) - len(replies))
                break
        if not public:
            names = list(inspect.signature(spec.reference).parameters)
            replies = [discreet(reply, names) for reply in replies]
        return judge(spec, cases, expected, replies, blank=respondent.blank(), public=public)


def _ask(spec: Spec, respondent: Respondent, case: Case) -> Reply:
    reply = respondent.ask(case, spec.seconds)
    if spec.second_look is None or reply.problem is not None:
        return reply

    def again(args: tuple[Any, ...]) -> Any:
        return respondent.ask(replace(case, args=args), spec.seconds).value

    try:
        objection = spec.second_look(case.args, reply.value, again)
    except Exception:  # over what the answer gave: the case is then judged without it, by `agree`
        if not _sound(spec, case, expected_of(spec, case)):
            raise
        objection = say.NOT_COMPARABLE.format(kind=kind_of(reply.value))
    return replace(reply, objection=objection)


def _one_thread() -> AbstractContextManager[Any]:
    """On inputs this small, threads only wait for one another: on two busy cores that took ten times as long."""
    if "threadpoolctl" not in sys.modules:
        return nullcontext()
    limits: AbstractContextManager[Any] = _thread_pools(len(sys.modules)).limit(limits=1)
    return limits


@lru_cache(maxsize=1)
def _thread_pools(modules: int) -> Any:
    """The thread pools of this process: looking for them takes longer than most checks, and only imports add any."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


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
        counted = (say.ONE_RIGHT if right == 1 else say.ALL_RIGHT) if public else say.HIDDEN_RIGHT
        return Verdict(spec.id, spec.title, Status.PASS, 1.0, (counted.format(n=len(cases), right=right),))
    if blank and right == 0 and all(_unfinished(reply) for reply in replies):
        touched = any(reply.problem is not None for reply in replies)
        messages = (say.BLANK_LEFT,) * touched + (say.NOT_ATTEMPTED.format(exercise=spec.id),)
        return Verdict(spec.id, spec.title, Status.UNATTEMPTED, 0.0, messages)
    first = next(i for i, problem in enumerate(problems) if problem is not None)
    found = recognise(spec, cases, replies)
    messages = explain(spec, cases[first], expected[first], replies[first], problems[first], public)
    if found is not None:
        messages = (found.message, *messages)
    if right or not public:
        counted = say.SOME_RIGHT if public else say.HIDDEN_RIGHT
        messages = (*messages, counted.format(right=right, n=len(cases)))
    failed = replies[first].problem in (Problem.RAISED, Problem.TIMEOUT, Problem.NO_REPLY, Problem.MALFORMED)
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
        outcomes = (run_or_error(misconception.wrong, case) for case in cases)
        if all(_behaves_like(spec, *each) for each in zip(cases, outcomes, replies, strict=False)):
            return misconception
    return None


def run(function: Callable[..., Any], case: Case) -> Any:
    """What trusted code answers to `case`, as a plain value."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        answer = function() if case.ask == "value" else lambda *args: function(*args)  # a class makes objects too
        return plain(put(case.ask, answer, copy.deepcopy(case.args)))


def run_or_error(function: Callable[..., Any], case: Case) -> Reply:
    """The same for wrong code, which may raise."""
    try:
        return Reply(value=run(function, case))
    except Unfit as unfit:
        return Reply(problem=Problem.LACKS, detail=unfit.lacks)
    except Exception as error:
        return Reply(problem=Problem.RAISED, error=type(error).__name__)


def _behaves_like(spec: Spec, case: Case, wrong: Reply, reply: Reply) -> bool:
    if wrong.problem is not None or reply.problem is not None:
        return wrong.problem is reply.problem and wrong.error == reply.error
    return _compare(spec, case, wrong.value, reply.value) is None


def _problem(spec: Spec, case: Case, expected: Any, reply: Reply) -> Text | None:
    if reply.problem is not None:
        return verbatim(reply.problem.value)
    return _compare(spec, case, expected, reply.value) or reply.objection


def _compare(spec: Spec, case: Case, expected: Any, answer: Any) -> Text | None:
    """What differs, if anything. An answer over which the comparison itself fails is wrong, and not the end of it."""
    try:
        return (case.agree or spec.agree)(case.args, expected, answer)
    except Exception:
        if not _sound(spec, case, expected):
            raise
        return say.NOT_COMPARABLE.format(kind=kind_of(answer))


def _sound(spec: Spec, case: Case, expected: Any) -> bool:
    """Whether the exercise can at least judge its own right answer."""
    try:
        (case.agree or spec.agree)(case.args, expected, expected)
    except Exception:
        return False
    return True


def _unfinished(reply: Reply) -> bool:
    return reply.problem is Problem.RAISED or _empty(reply.value)


def _empty(value: Any) -> bool:
    if isinstance(value, (tuple, list)):
        return bool(value) and all(_empty(item) for item in value)
    return value is None or (isinstance(value, Opaque) and value.type_name == "ellipsis")
