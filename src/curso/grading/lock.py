"""One run of grading at a time on a module; whatever ends a run, the lock goes with its process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from curso.grading.course import Course, GradingError
from curso.text import Text

RUNNING = Text(
    es="Ya se está corrigiendo «{module}» en otro proceso: espera a que termine.",
    en="“{module}” is being graded by another process already: wait until it is done.",
)


@contextmanager
def locked(course: Course, module: str) -> Iterator[None]:
    """Hold the lock grading/<module>.lock. Raises GradingError when another process has it."""
    course.journal.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(course.journal / f"{module}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _take(descriptor)
        except OSError as error:
            raise GradingError(RUNNING.format(module=module)) from error
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
