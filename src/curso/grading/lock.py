"""One at a time: locks that go with the process that holds them, whatever ends it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curso.grading.course import Course, GradingError
from curso.text import Text

RUNNING = Text(
    es="Ya se está corrigiendo «{module}» en otro proceso: espera a que termine.",
    en="“{module}” is being graded by another process already: wait until it is done.",
)


@contextmanager
def locked(course: Course, module: str) -> Iterator[None]:
    """Be the one run of grading of a module. Raises GradingError when another process is."""
    with held(course.journal / f"{module}.lock", wait=False) as free:
        if not free:
            raise GradingError(RUNNING.format(module=module))
        yield


@contextmanager
def settled(course: Course, module: str) -> Iterator[None]:
    """Have the submissions of a module stay as they are: none is replaced while it is held, and it is held briefly."""
    with held(course.journal / f"{module}.submitted.lock"):
        yield


@contextmanager
def held(path: Path, wait: bool = True) -> Iterator[bool]:
    """Hold the lock `path`, when others have let go of it; without `wait`, gives False when another holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield _take(descriptor, wait)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int, wait: bool) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int, wait: bool) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True
