"""What executing the students' own cells costs, with everything imported before and nothing judged: the floor.

    python _cells.py FOLDER RELEASED MODULE…

FOLDER holds a folder a student, RELEASED the released notebooks; the modules are imported once. Prints JSON: CPU
seconds a submission that take the cells that have to be run, and those that only show something.
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
from curso.grading.only_shown import only_shown


def alone(path: Path, released: Path) -> tuple[float, float]:
    """CPU seconds that a notebook's cells take in a process forked for them: those that matter, those that show."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writer, "w", encoding="ascii") as file:
            json.dump(_executed(path, released), file)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="ascii") as file:
        said = file.read()
    os.waitpid(child, 0)
    matter, show = json.loads(said)
    return matter, show


def _executed(path: Path, released: Path) -> tuple[float, float]:
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
    nb = nbformat.read(path, 4)
    idle = only_shown(nb, [nbformat.read(released, 4)])
    took = [0.0, 0.0]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
        shell.run_line_magic("matplotlib", "inline")
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code":
                began = time.process_time()
                shell.run_cell(cell.source, store_history=False)
                took[index in idle] += time.process_time() - began
    return took[0], took[1]


def main(arguments: list[str]) -> None:
    os.environ["CURSO_GRADING"] = "1"  # no pictures are drawn, as when a notebook is graded
    for name in ("numpy", "pandas", "matplotlib.pyplot", "ipywidgets", "curso.notebook", *arguments[2:]):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    rehearse()
    students = sorted(path for path in Path(arguments[0]).iterdir() if path.is_dir())
    taken = [alone(path, Path(arguments[1]) / path.name) for each in students for path in sorted(each.glob("*.ipynb"))]
    matter, show = (sum(column) / len(students) for column in zip(*taken, strict=True))
    print(json.dumps({"cpu": matter, "shown": show}))


if __name__ == "__main__":
    main(sys.argv[1:])
