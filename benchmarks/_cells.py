"""What executing the students' own cells costs, with everything imported before and nothing judged: the floor.

    python _cells.py FOLDER MODULE…

FOLDER holds a folder a student; the modules are imported once. Prints JSON: seconds and CPU seconds a submission.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import sys
import time
from pathlib import Path

import nbformat

from curso.box.server import rehearse


def alone(path: Path) -> tuple[float, float]:
    """Seconds and CPU seconds that a notebook's cells take in a process forked for them."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writer, "w", encoding="ascii") as file:
            json.dump(_executed(path), file)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="ascii") as file:
        said = file.read()
    os.waitpid(child, 0)
    seconds, cpu = json.loads(said)
    return seconds, cpu


def _executed(path: Path) -> tuple[float, float]:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    import curso.notebook

    class Shell(InteractiveShell):
        """Draws plots as images, as a notebook does."""

        def enable_gui(self, gui: str | None = None) -> None:
            """There are no windows."""

    # answers are not judged here: what judging costs is the grader's; nearly all are right, and the cells that
    # wait for a right answer run
    curso.notebook.check = curso.notebook.quiz_check = lambda *given, **named: None  # type: ignore[assignment]
    curso.notebook.passed = lambda exercise: True
    cells = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
        shell.run_line_magic("matplotlib", "inline")
        began, cpu = time.perf_counter(), time.process_time()
        for source in cells:
            shell.run_cell(source, store_history=False)
        return time.perf_counter() - began, time.process_time() - cpu


def main(arguments: list[str]) -> None:
    for name in ("numpy", "pandas", "matplotlib.pyplot", "ipywidgets", "curso.notebook", *arguments[1:]):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    rehearse()
    students = sorted(path for path in Path(arguments[0]).iterdir() if path.is_dir())
    taken = [alone(path) for student in students for path in sorted(student.glob("*.ipynb"))]
    seconds, cpu = (sum(column) / len(students) for column in zip(*taken, strict=True))
    print(json.dumps({"seconds": seconds, "cpu": cpu}))


if __name__ == "__main__":
    main(sys.argv[1:])
