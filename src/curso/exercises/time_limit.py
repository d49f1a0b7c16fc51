"""A limit on the time that a call may take, for code that may never return."""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
import time
from contextlib import AbstractContextManager
from types import FrameType

AGAIN = 0.05


class TimeUp(BaseException):
    """The time is up. Not an `Exception`, so that `except Exception` in a student's loop does not swallow it."""


def time_limit(seconds: float) -> AbstractContextManager[None]:
    """Raise TimeUp inside the block once `seconds` have passed, and again every 50 ms if it is swallowed.

    Uses a timer signal where there is one (it also ends a sleep); elsewhere, and outside the main thread,
    an asynchronous exception, which waits for the running C call to end.

    It is never raised while the block is entered or left, however long that takes on a busy machine: half left,
    the limit would go on ringing in whatever comes after the block.
    """
    in_main = threading.current_thread() is threading.main_thread()
    return _BySignal(seconds) if in_main and hasattr(signal, "setitimer") else _ByThread(seconds)


class _BySignal(AbstractContextManager[None]):
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        self._began = time.monotonic()
        self._before = signal.signal(signal.SIGALRM, self._ring)
        self._outer = signal.setitimer(signal.ITIMER_REAL, self._seconds, AGAIN)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)
        delay, again = self._outer
        if delay:  # somebody else's, who waits for it still
            signal.setitimer(signal.ITIMER_REAL, max(delay - (time.monotonic() - self._began), 1e-3), again)

    def _ring(self, signum: int, frame: FrameType | None) -> None:
        if not _on_the_threshold(frame):
            raise TimeUp


class _ByThread(AbstractContextManager[None]):
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._thread = threading.get_ident()
        self._left = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._raise(None)  # one that was set and not yet raised must not hit the caller
            self._left.set()

    def _watch(self) -> None:
        delay = self._seconds
        while not self._left.wait(delay):
            with self._lock:
                if not self._left.is_set() and not _on_the_threshold(sys._current_frames().get(self._thread)):
                    self._raise(TimeUp)
            delay = AGAIN

    def _raise(self, what: type[TimeUp] | None) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self._thread), None if what is None else ctypes.py_object(what)
        )


def _on_the_threshold(frame: FrameType | None) -> bool:
    """Whether the code that is running, or what called it, is entering or leaving a time limit."""
    while frame is not None:
        if frame.f_code in _THRESHOLDS:
            return True
        frame = frame.f_back
    return False


_THRESHOLDS = {
    method.__code__ for limit in (_BySignal, _ByThread) for method in (limit.__enter__, limit.__exit__)
}
