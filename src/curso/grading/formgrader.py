"""Opens nbgrader's formgrader, where answers are marked by hand, on a course."""

from __future__ import annotations

import os
import subprocess
import sys

from curso.grading.course import Course, GradingError
from curso.text import Text

NO_GRADEBOOK = Text(
    es="En «{root}» no hay nada que calificar todavía: publica antes un módulo con `curso release`.",
    en="There is nothing to grade in “{root}” yet: release a module first with `curso release`.",
)


def command(course: Course, port: int | None = None, browser: bool = True) -> list[str]:
    """The command that serves formgrader; it has to run with the course's folder as its current directory.

    nbgrader's server extensions are on as soon as nbgrader is installed, and take the course from
    nbgrader_config.py in the current directory. The server listens on this machine only.
    """
    arguments = [
        f"--ServerApp.root_dir={course.root}",
        "--ServerApp.ip=127.0.0.1",
        "--LabApp.default_url=/formgrader",
    ]
    if port is not None:
        arguments += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        arguments.append("--ServerApp.open_browser=False")
    if getattr(os, "geteuid", lambda: 1)() == 0:
        arguments.append("--allow-root")  # in a container there is often no other user
    return [sys.executable, "-m", "jupyterlab", *arguments]


def start(course: Course, port: int | None = None, browser: bool = True) -> subprocess.Popen[bytes]:
    """Start the server; the caller waits for it or stops it. Raises GradingError when there is no course yet."""
    if not any(course.release().glob("*/*.ipynb")):
        raise GradingError(NO_GRADEBOOK.format(root=course.root))
    course.load_config()  # puts the path of the scripts into the environment
    return subprocess.Popen(command(course, port, browser), cwd=course.root)


def serve(course: Course, port: int | None = None, browser: bool = True) -> int:
    """Serve formgrader until it is stopped with Ctrl-C; returns the server's exit code. Raises GradingError."""
    server = start(course, port, browser)
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait(timeout=15)
        return 0
