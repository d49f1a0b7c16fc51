"""Says in sentences what was asked of an answer, what came of it and what was expected in kind."""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from curso.exercises import sentences as say
from curso.exercises.agree import DIFFERENT, kind_of
from curso.exercises.plain import Opaque
from curso.exercises.probe import Problem, Reply
from curso.exercises.show import call_text, given_text, question_text, value_text
from curso.exercises.spec import Case, Spec
from curso.text import Text

TOLD_ALONE = {Problem.NO_REPLY: say.NO_REPLY, Problem.MALFORMED: say.MALFORMED}


def explain(
    spec: Spec, case: Case, expected: Any, reply: Reply, problem: Text | None, public: bool
) -> tuple[Text, ...]:
    """The sentences on one case that went wrong; with its inputs where they are `public`."""
    names = list(inspect.signature(spec.reference).parameters)
    if reply.problem is Problem.PARAMETERS:
        accepts = say.PARAMETERS if names else say.NO_PARAMETERS
        return (accepts.format(n=len(names), names=", ".join(names)),)
    if reply.problem is Problem.NOT_A_FUNCTION:
        return (say.NOT_A_FUNCTION.format(kind=kind_of(reply.value), exercise=spec.id, name=spec.name),)
    if reply.problem in TOLD_ALONE:
        return (TOLD_ALONE[reply.problem],)
    note = (say.THE_CASE.format(note=case.note),) if case.note else ()
    return (*_asked(spec, case, public), *note, *_outcome(spec, case, expected, reply, problem, public))


def discreet(reply: Reply, names: Sequence[str]) -> Reply:
    """A reply to a hidden case without the words in it that student code chose: they could tell the case.

    Names of Python's own exceptions and types stay, and those of the parameters (`names`).
    """
    known = reply.detail in names or reply.detail in say.EXPLAINED_BY_LACK
    by_python = next((piece for piece in say.EXPLAINED_BY_DETAIL if piece in reply.detail), "")
    return replace(
        reply,
        value=_nameless(reply.value),
        error=reply.error if reply.error in vars(builtins) else Exception.__name__,
        detail=reply.detail if known else by_python,
        line="",
    )


def _nameless(value: Any) -> Any:
    """A plain value in which the student's own types have no names."""
    if isinstance(value, Opaque):
        return value if value.type_name in {*vars(builtins), "ellipsis"} else Opaque(object.__name__)
    if isinstance(value, (list, tuple)):
        return type(value)(map(_nameless, value))
    if isinstance(value, dict):
        return {key: _nameless(inner) for key, inner in value.items()}
    return value


def _has_words(value: Any) -> bool:
    """Whether student code chose words in a plain value: a text, or keys of a dictionary."""
    if isinstance(value, (list, tuple)):
        return any(map(_has_words, value))
    return isinstance(value, (str, dict)) or (isinstance(value, np.ndarray) and value.dtype.kind in "US")


def _asked(spec: Spec, case: Case, public: bool) -> tuple[Text, ...]:
    """The call or the question; with its arguments where they may be told."""
    if case.ask == "call":
        shown = public and bool(inspect.signature(spec.reference).parameters)
        return (say.CALLED.format(call=call_text(spec.name, spec.reference, case.args)),) if shown else ()
    if case.ask == "value":
        return ()
    asked = (say.ASKED.format(question=question_text(spec.name, case.ask, spec.reference, case.args, public)),)
    given = given_text(case.ask, case.args) if public else ""
    return (*asked, say.WITH.format(given=given)) if given else asked


def _outcome(
    spec: Spec, case: Case, expected: Any, reply: Reply, problem: Text | None, public: bool
) -> tuple[Text, ...]:
    if reply.problem is Problem.RAISED:
        by_detail = (text for piece, text in say.EXPLAINED_BY_DETAIL.items() if piece in reply.detail)
        explained = next(by_detail, say.EXPLAINED.get(reply.error))
        where = say.AT_LINE.format(line=reply.line) if reply.line else None
        # what the student's code says of a hidden case could tell the case
        raised = say.RAISED.format(error=reply.error, detail=(reply.detail if public else "") or "…")
        return tuple(text for text in (raised, where, explained) if text)
    if reply.problem is Problem.TIMEOUT:
        return ((say.TIMEOUT if case.ask == "call" else say.TIMEOUT_ASKED).format(seconds=spec.seconds),)
    if reply.problem is Problem.CHANGED_ARGUMENT:
        changed = say.CHANGED if case.ask == "call" else say.CHANGED_DATA
        return (changed.format(name=reply.detail or "…"),)
    if reply.problem is Problem.TOO_BIG:
        return (say.TOO_BIG,)
    if reply.problem is Problem.A_CLASS:
        return (say.A_CLASS.format(name=reply.detail or spec.name),)
    if reply.problem is Problem.LACKS and reply.value is not None:
        explained = say.EXPLAINED_BY_LACK.get(reply.detail, say.ANOTHER_OBJECT)
        return (say.LACKS.format(kind=kind_of(reply.value), name=reply.detail), explained)
    if reply.value is None and (expected is not None or reply.problem is Problem.LACKS):
        if case.ask != "call":
            return (say.NOTHING,)
        return (say.PRINTED if reply.printed else say.RETURNED_NONE,)
    kind = spec.returns or kind_of(expected)
    if public:
        return (say.CAME_OUT.format(value=value_text(reply.value), kind=kind, problem=problem or kind),)
    if _has_words(reply.value):  # what is said of it could quote them
        return (say.CAME_OUT.format(value=kind_of(reply.value), kind=kind, problem=DIFFERENT),)
    return (say.GAVE.format(value=kind_of(reply.value), problem=problem or kind),)
