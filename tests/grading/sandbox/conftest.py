"""Runs pieces of Python in the box, and finds on this machine what they leave."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curso.grading import sandbox

Inside = Callable[..., Any]
Alive = Callable[[str], dict[int, str]]
Eventually = Callable[[Callable[[], bool]], bool]


@pytest.fixture(scope="session")
def boxes() -> None:
    """Skips where no box can be made."""
    if sandbox.level() is not sandbox.Level.BUBBLEWRAP:
        pytest.skip(f"no box here: {sandbox.explanation().en}")


@pytest.fixture
def inside(boxes: None) -> Inside:
    """`inside(code, *arguments, …)` runs Python code in a box and gives what it put in `answer`."""
    return run


def run(code: str, *arguments: object, **options: Any) -> Any:
    told = f"import json, os, sys\nfrom pathlib import Path\nanswer = None\n{code}\nprint('\\n' + json.dumps(answer))"
    argv = [sys.executable, "-c", told, *map(str, arguments)]
    with sandbox.start(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options) as box:
        out, err = box.communicate(timeout=120)
    assert box.returncode == 0, err.decode()
    return json.loads(out.splitlines()[-1])


@pytest.fixture
def token() -> str:
    """A word that no other process has in its command line."""
    return f"token-{uuid.uuid4()}"


@pytest.fixture
def alive() -> Alive:
    """`alive(token)`: the processes of this machine with it in their command line, and who each runs as."""

    def look(token: str) -> dict[int, str]:
        there = {}
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if token.encode() in (process / "cmdline").read_bytes():
                    status = (process / "status").read_text(encoding="utf-8")
                    there[int(process.name)] = next(line for line in status.splitlines() if line.startswith("Uid:"))
        return there

    return look


@pytest.fixture
def eventually() -> Eventually:
    """`eventually(condition)`: whether it comes true within half a minute."""

    def wait(condition: Callable[[], bool]) -> bool:
        end = time.monotonic() + 30
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    return wait
