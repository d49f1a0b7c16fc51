"""formgrader answers on this machine, on the course it was given, and stops when told."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import Classroom
from small_course import MODULE

from curso.grading.course import Course, GradingError
from curso.grading.formgrader import start


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": "token t"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))


def test_formgrader_answers_with_the_submissions_of_the_course(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_TOKEN", "t")
    port = free_port()
    server = start(classroom.course, port, browser=False)
    try:
        for _ in range(240):
            try:
                fetch(port, "/api/status")
                break
            except (urllib.error.URLError, ConnectionError):
                assert server.poll() is None
                time.sleep(0.25)
        assert "formgrader" in fetch(port, "/formgrader/manage_assignments")
        submissions = json.loads(fetch(port, f"/formgrader/api/submissions/{MODULE}"))
        assert {"ana", "late"} <= {s["student"] for s in submissions}
    finally:
        server.terminate()
        server.wait(30)


def test_a_course_with_nothing_released_is_said(tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="curso release"):
        start(Course(tmp_path))
