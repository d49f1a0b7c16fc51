"""formgrader, started on a course and asked over HTTP as its pages ask it."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from curso.grading.course import Course
from curso.grading.formgrader import start

TOKEN = "t"


@dataclass(frozen=True)
class Desk:
    """A formgrader that answers."""

    address: str

    def ask(self, path: str, put: Any = None) -> str:
        """What it answers at the path; `put` is sent as JSON."""
        data = None if put is None else json.dumps(put).encode()
        headers = {"Authorization": f"token {TOKEN}"}
        method = "GET" if put is None else "PUT"
        request = urllib.request.Request(f"{self.address}{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return str(answer.read().decode("utf-8"))


@contextmanager
def open_desk(course: Course) -> Iterator[Desk]:
    """Start it, wait until it answers, and stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    desk = Desk(f"http://127.0.0.1:{port}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_TOKEN", TOKEN)
        server = start(course, port, browser=False)
    try:
        for _ in range(240):
            try:
                desk.ask("/api/status")
                break
            except (urllib.error.URLError, ConnectionError):
                assert server.poll() is None
                time.sleep(0.25)
        yield desk
    finally:
        server.terminate()
        server.wait(30)
