"""What the grader evaluates in a kernel that was started cold: prepares it, keeps values and asks about them."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import sys
import time
from collections.abc import Sequence
from functools import cache
from typing import Any

from IPython import get_ipython

from curso.box.common import import_all, seed
from curso.box.kernel import SENT_AT_MOST
from curso.box.snapshot import Captured, Kept

DRAIN = 1.0  # seconds that are waited, at most, for what a cell wrote past Python's own streams

_written = 0  # characters of the cell that runs


def prepare(modules: Sequence[str]) -> str:
    """Make the kernel as a warm one is: the same modules imported, the same seeds, alive until the grader ends it."""
    import_all(modules)
    shell = _shell()
    # after `exit()` no cell runs any more, but what was answered until then is still asked about
    shell.unobserve_all("exit_now")
    shell.events.register("pre_run_cell", _begin)
    shell.events.register("post_run_cell", _drain)
    # IPython would keep whatever is printed, for a history that nobody asks for
    shell._tee = lambda channel: contextlib.nullcontext()
    for stream in (sys.stdout, sys.stderr):
        _cap(stream)
    sys.argv = ["ipykernel_launcher.py"]
    seed()
    return _text(b"ready")


def capture(place: str, expression: str) -> str:
    """Keep the value that `expression` has now, and the names that it may look up."""
    _kept().keep(place, expression)
    return _text(b"captured")


def answer(place: str, head: str, body: str) -> str:
    """What the value kept at `place` says to a question, all of it in letters."""
    return _said(*_kept().reply(place, json.loads(head), base64.b64decode(body)))


def value(expression: str, head: str, body: str) -> str:
    """What the value that `expression` has now says to a question."""
    return _said(*Captured(expression, _shell().user_ns).reply(json.loads(head), base64.b64decode(body)))


def tell(exercise: str, passed: bool) -> str:
    """Let `passed` know how an exercise went."""
    from curso.notebook import told

    told(exercise, passed)
    return _text(b"told")


def _said(reply: dict[str, Any], content: bytes) -> str:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")  # a figure that the answer drew belongs to no cell
    return _text(content or json.dumps(reply).encode())


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _shell() -> Any:
    return get_ipython()


@cache
def _kept() -> Kept:
    return Kept(_shell().user_ns)


def _begin(*_: Any) -> None:
    global _written
    _written = 0


def _cap(stream: Any) -> None:
    """What a cell writes beyond what a warm kernel would send is not sent: it would wait in the grader's memory."""
    write = stream.write

    def capped(text: str) -> int:
        global _written
        if _written > SENT_AT_MOST and isinstance(text, str):
            return len(text)
        write(text)
        _written += len(text)
        return len(text)

    stream.write = capped


def _drain(*_: Any) -> None:
    """Wait until ipykernel has read what a cell wrote to the file descriptors 1 and 2."""
    if os.name != "posix":
        return
    import fcntl
    import termios

    until = time.monotonic() + DRAIN
    for stream in (sys.stdout, sys.stderr):
        descriptor: Any = getattr(stream, "_fid", None)
        with contextlib.suppress(OSError, TypeError):
            while int.from_bytes(fcntl.ioctl(descriptor, termios.FIONREAD, bytes(4)), sys.byteorder):
                if time.monotonic() > until:
                    return
                time.sleep(0.001)
    time.sleep(0.001)  # read, and on its way
