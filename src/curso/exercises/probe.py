"""Asks a student's object one question and brings back a plain value, or what went wrong. Knows no answers."""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import linecache
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from types import CodeType
from typing import Any

from curso.exercises.plain import TooBig, plain, same, tidy, type_name
from curso.exercises.questions import IsClass, NotFunction, Unfit, is_function, parameters_of, put
from curso.exercises.time_limit import TimeUp, time_limit
from curso.text import Text

LONGEST_DETAIL = 300
LONGEST_LINE = 200


class Problem(Enum):
    """What kept an answer from being a value."""

    RAISED = "raised"
    TIMEOUT = "timeout"
    CHANGED_ARGUMENT = "changed argument"
    PARAMETERS = "parameters"
    NOT_A_FUNCTION = "not a function"
    LACKS = "lacks"  # `detail` is the method or attribute that the object has not
    A_CLASS = "a class"
    TOO_BIG = "too big"
    NO_REPLY = "gone"  # whoever held the answer did not reply
    MALFORMED = "malformed"  # or replied something that is no reply


@dataclass(frozen=True)
class Reply:
    """What came back from one question: a plain value, or a problem and its particulars."""

    value: Any = None
    problem: Problem | None = None
    error: str = ""  # the exception's type
    detail: str = ""  # its message, or the name of what was changed or is missing
    line: str = ""  # the student's line where it happened
    printed: bool = False
    objection: Text | None = None  # what a second look showed


def ask(answer: Any, args: tuple[Any, ...], seconds: float = 2.0, question: str = "call") -> Reply:
    """Put `question` to `answer` with copies of `args`; never raises but KeyboardInterrupt, the user's own stop.

    An answer that can't be called is the value itself when there is nothing to call it with.
    """
    try:
        with _quiet() as heard, time_limit(seconds):
            return _asked(answer, args, question, heard)
    except TimeUp:
        return Reply(problem=Problem.TIMEOUT)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # what even telling of an exception raised
        return Reply(problem=Problem.RAISED, error=type_name(error))


def _asked(answer: Any, args: tuple[Any, ...], question: str, heard: _Ear) -> Reply:
    if question == "call" and not callable(answer) and not args:
        question = "value"
    try:
        if question == "call" and not callable(answer):
            raise NotFunction(plain(answer))
        called = question == "call" or is_function(answer)
        if called and question != "value" and not _accepts(answer, parameters_of(question, args)):
            return Reply(problem=Problem.PARAMETERS)
        given = copy.deepcopy(args)
        value = plain(put(question, answer, given))
        for position, (before, after) in enumerate(zip(args, given, strict=True)):
            if not same(before, after):
                name = _parameter(answer, position) if question == "call" else str(position + 1)
                return Reply(value, Problem.CHANGED_ARGUMENT, detail=name, printed=heard.anything)
        return Reply(value, printed=heard.anything)
    except Unfit as unfit:
        problem = {IsClass: Problem.A_CLASS, NotFunction: Problem.NOT_A_FUNCTION}.get(type(unfit), Problem.LACKS)
        name = getattr(unfit.answer, "__name__", "") if problem is Problem.A_CLASS else unfit.lacks
        return Reply(plain(unfit.answer), problem, detail=tidy(name, LONGEST_DETAIL))
    except TooBig:
        return Reply(problem=Problem.TOO_BIG)
    except (TimeUp, KeyboardInterrupt):
        raise
    except BaseException as error:
        return _raised(error, answer)


def is_blank(answer: Any) -> bool:
    """Whether `answer` still has a blank (`...`) in it, or is a function with nothing in it."""
    if answer is ...:
        return True
    code = _code(answer)
    if code is None:
        return False
    documented = bool(code.co_consts) and code.co_consts[0] == getattr(answer, "__doc__", None)
    constants = code.co_consts[1:] if documented else code.co_consts
    does_nothing = not code.co_names and set(constants) <= {None, ...} and code.co_nlocals == code.co_argcount
    return (does_nothing and _returns_constant(code)) or _holds_ellipsis(code)


def _code(answer: Any) -> CodeType | None:
    """The code of a function; None for anything else, an object that raises when it is asked included."""
    try:
        code = getattr(answer, "__code__", None)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return None
    return code if isinstance(code, CodeType) else None


def _returns_constant(code: CodeType) -> bool:
    import dis

    quiet = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "POP_TOP", "COPY_FREE_VARS"}
    return all(instruction.opname in quiet for instruction in dis.get_instructions(code))


def _holds_ellipsis(code: CodeType) -> bool:
    return any(c is ... or (isinstance(c, CodeType) and _holds_ellipsis(c)) for c in code.co_consts)


class _Ear(io.TextIOBase):
    """Hears whether anything is printed, and keeps nothing of it."""

    anything = False

    def write(self, text: str) -> int:
        self.anything = self.anything or not text[:1000].isspace()
        return len(text)


@contextlib.contextmanager
def _quiet() -> Iterator[_Ear]:
    heard = _Ear()
    with warnings.catch_warnings(), contextlib.redirect_stdout(heard), contextlib.redirect_stderr(_Ear()):
        warnings.simplefilter("ignore")
        yield heard


def _accepts(answer: Any, count: int) -> bool:
    try:
        inspect.signature(answer).bind(*([None] * count))
    except TypeError:
        return False
    except ValueError:  # a builtin or a ufunc that does not tell
        return True
    return True


def _parameter(answer: Any, position: int) -> str:
    try:
        return tidy(list(inspect.signature(answer).parameters)[position], LONGEST_DETAIL)
    except (ValueError, TypeError, IndexError):
        return str(position + 1)


def _raised(error: BaseException, answer: Any) -> Reply:
    line = ""
    code = _code(answer)
    for frame, number in traceback.walk_tb(error.__traceback__):
        if code is not None and frame.f_code.co_filename == code.co_filename:
            line = linecache.getline(code.co_filename, number).strip()
    try:
        detail = str(error)
    except Exception:
        detail = ""
    return Reply(
        problem=Problem.RAISED,
        error=type_name(error),
        detail=tidy(detail, LONGEST_DETAIL),
        line=tidy(line, LONGEST_LINE),
    )
