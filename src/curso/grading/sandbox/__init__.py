"""Runs a student's code where it can do no harm, and says how well this machine can do that.

`start` runs a program in a box, or without bubblewrap in a process of its own; `level` says which of the two this
machine can do, having tried; `require` refuses to go on where other people's notebooks should not be run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from curso.grading.course import GradingError
from curso.grading.sandbox.box import DEVNULL, Box, Given, Output, boxed, plain
from curso.grading.sandbox.levels import Level, explanation, found, level, require
from curso.grading.sandbox.limits import Limits
from curso.grading.sandbox.view import HOME, WRITABLE

__all__ = ["HOME", "WRITABLE", "Box", "Level", "Limits", "explanation", "level", "require", "start"]


def start(
    argv: Sequence[str],
    *,
    fds: Sequence[int] = (),
    shared: Path | None = None,
    limits: Limits | None = None,
    at: Level | None = None,
    env: Mapping[str, str] | None = None,
    stdout: Output = DEVNULL,
    stderr: Output = DEVNULL,
) -> Box:
    """Run `argv` apart, at the best level of this machine or at the one asked for. Its standard input is empty.

    Parameters
    ----------
    fds : open files that it has too, under the same numbers.
    shared : the one folder of this machine that it can write in, under the same path; it is given to the user that the
        program runs as.
    env : variables besides those that it always has.
    stdout, stderr : what `subprocess.Popen` takes; by default what it prints goes nowhere.
    """
    given = Given(tuple(argv), limits or Limits(), tuple(fds), shared, env or {}, stdout, stderr)
    if (at or level()) is Level.PROCESS:
        return plain(given)
    tried = found()
    if tried.level is Level.PROCESS or tried.bwrap is None:
        raise GradingError(explanation())
    return boxed(tried.bwrap, given)
