"""Asks a student's object one question and brings back a plain value, or what went wrong. Knows no answers."""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import linecache
import traceback
import warnings
from dataclasses import dataclass, replace
from enum import Enum
from types import CodeType
from typing import Any

from curso.exercises.plain import plain, same
from curso.exercises.time_limit import TimeUp, time_limit
from curso.text import Text


class Problem(Enum):
    """What kept an answer from being a value."""

    RAISED = "raised"
    TIMEOUT = "timeout"
    CHANGED_ARGUMENT = "changed argument"
    PARAMETERS = "parameters"
    NOT_A_FUNCTION = "not a function"


@dataclass(frozen=True)
class Reply:
    """What came back from one call: a plain value, or a problem and its particulars."""

    value: Any = None
    problem: Problem | None = None
    error: str = ""  # the exception's type
    detail: str = ""  # its message, or the name of the argument that was changed
    line: str = ""  # the student's line where it happened
    printed: bool = False
    objection: Text | None = None  # what a second look showed


def ask(answer: Any, args: tuple[Any, ...], seconds: float = 2.0) -> Reply:
    """Call `answer` on copies of `args`; never raises (KeyboardInterrupt, the user's own stop, excepted).

    An answer that can't be called is the value itself when there is nothing to call it with.
    """
    if not callable(answer):
        reply = _value(answer, seconds)
        return replace(reply, problem=reply.problem or Problem.NOT_A_FUNCTION) if args else reply
    if not _accepts(answer, len(args)):
        return Reply(problem=Problem.PARAMETERS)
    given = copy.deepcopy(args)
    out = io.StringIO()
    try:
        with _quiet(out), time_limit(seconds):
            value = plain(answer(*given))
    except TimeUp:
        return Reply(problem=Problem.TIMEOUT)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return _raised(error, answer)
    printed = bool(out.getvalue().strip())
    for position, (before, after) in enumerate(zip(args, given, strict=True)):
        if not same(before, after):
            return Reply(
                value=value, problem=Problem.CHANGED_ARGUMENT, detail=_parameter(answer, position), printed=printed
            )
    return Reply(value=value, printed=printed)


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
    except Exception:
        return None
    return code if isinstance(code, CodeType) else None


def _returns_constant(code: CodeType) -> bool:
    import dis

    quiet = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "POP_TOP", "COPY_FREE_VARS"}
    return all(instruction.opname in quiet for instruction in dis.get_instructions(code))


def _holds_ellipsis(code: CodeType) -> bool:
    return any(c is ... or (isinstance(c, CodeType) and _holds_ellipsis(c)) for c in code.co_consts)


def _value(answer: Any, seconds: float) -> Reply:
    try:
        with time_limit(seconds):
            return Reply(value=plain(answer))
    except TimeUp:
        return Reply(problem=Problem.TIMEOUT)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return _raised(error, answer)


@contextlib.contextmanager
def _quiet(out: io.StringIO) -> Any:
    with warnings.catch_warnings(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


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
        return list(inspect.signature(answer).parameters)[position]
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
    return Reply(problem=Problem.RAISED, error=type(error).__name__, detail=detail[:300], line=line[:200])
