"""Runs a student's notebook in a fresh kernel and reads which of its checks passed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curso.cli.course import BadInput
from curso.exercises.verdict import ICONS, WORDS, Status
from curso.published import requirement
from curso.text import Text

RECORD = "application/vnd.curso.record+json"
ASK = f"""
from IPython.display import display as _display
from curso.notebook import record as _record
_display({{"{RECORD}": _record()}}, raw=True)
"""

NOT_A_NOTEBOOK = Text(
    es="«{name}» no es un cuaderno de Jupyter (.ipynb) que se pueda leer.",
    en="“{name}” is not a Jupyter notebook (.ipynb) that can be read.",
)
NO_CHECKS = Text(
    es="«{name}» no tiene ejercicios del curso: comprueba que sea un cuaderno de una lección y que conserve su "
    "primera celda de código.",
    en="“{name}” has no exercises of the course: check that it is a lesson's notebook and still has its first "
    "code cell.",
)
NO_JUPYTER = Text(
    es='Para ejecutar cuadernos hace falta Jupyter: python -m pip install "{course}"',
    en='Running notebooks needs Jupyter: python -m pip install "{course}"',
)
TOO_LONG = Text(es="tardó más de {seconds} s y se detuvo.", en="took more than {seconds} s and was stopped.")
DIED = Text(
    es="el núcleo de Python se cerró solo (¿demasiada memoria, o `exit()`?).",
    en="the Python kernel ended by itself (too much memory, or `exit()`?).",
)


@dataclass(frozen=True)
class Checked:
    """How one exercise of the notebook went: points are those of the exercise, the score lies in [0, 1]."""

    exercise: str
    title: Text
    status: Status
    score: float
    points: float
    messages: tuple[Text, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was right."""
        return self.status is Status.PASS

    @property
    def earned(self) -> float:
        """Points earned on the public cases."""
        return self.score * self.points

    @property
    def headline(self) -> str:
        """An icon and a word, in the language spoken."""
        return f"{ICONS[self.status]} {WORDS[self.status]}"


@dataclass(frozen=True)
class Crash:
    """A cell (numbered from 1, as they stand in the notebook) that raised, and what it raised."""

    number: int
    error: Text


@dataclass(frozen=True)
class Result:
    """What came out of one run."""

    verdicts: tuple[Checked, ...]
    crashes: tuple[Crash, ...]


def read_notebook(path: Path) -> Any:
    """The notebook at `path`, in the newest format.

    Raises:
        BadInput: when it is no notebook, has no cells of the course, or Jupyter is not installed.
    """
    try:
        import nbformat
    except ImportError:
        raise BadInput(NO_JUPYTER.format(course=requirement("[lab]"))) from None
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    except Exception:  # nbformat raises what its validators raise; whatever it is, the file is not a notebook
        raise BadInput(NOT_A_NOTEBOOK.format(name=path.name)) from None
    if not any("curso.notebook" in cell.source for cell in node.cells if cell.cell_type == "code"):
        raise BadInput(NO_CHECKS.format(name=path.name))
    return node


def run_checks(node: Any, folder: Path, timeout: int, step: Callable[[int, int], None]) -> Result:
    """Run every cell of `node` in `folder`, going on after one that raises.

    `timeout` is the seconds that a cell may take; `step` is told the number of the cell that starts and of all.
    """
    try:
        from nbclient import NotebookClient
        from nbclient.exceptions import CellTimeoutError, DeadKernelError
    except ImportError:
        raise BadInput(NO_JUPYTER.format(course=requirement("[lab]"))) from None
    import nbformat

    cells = len(node.cells)
    node.cells.append(nbformat.v4.new_code_cell(ASK))  # type: ignore[no-untyped-call]
    started = 0

    def begin(cell: Any, cell_index: int) -> None:
        nonlocal started
        started = cell_index
        step(cell_index, cells)

    client = NotebookClient(
        node,
        timeout=timeout,
        kernel_name="python3",
        allow_errors=True,
        on_cell_start=begin,
        resources={"metadata": {"path": str(folder)}},
    )
    student = {name: value for name, value in os.environ.items() if not name.startswith(("NBGRADER", "CURSO_SECRET"))}
    try:
        client.execute(env=student, stderr=subprocess.DEVNULL)
    except CellTimeoutError:
        return Result((), (Crash(started + 1, TOO_LONG.format(seconds=timeout)),))
    except DeadKernelError:
        return Result((), (Crash(started + 1, DIED),))
    crashes = tuple(
        Crash(number, _raised(output))
        for number, cell in enumerate(node.cells[:cells], 1)
        for output in cell.get("outputs", ())
        if output.output_type == "error"
    )
    return Result(_verdicts(node.cells[cells]), crashes)


def _verdicts(cell: Any) -> tuple[Checked, ...]:
    rows = [row for output in cell.outputs for row in output.get("data", {}).get(RECORD, ())]
    return tuple(
        Checked(
            exercise=row["exercise"],
            title=Text(**row["title"]),
            status=Status(row["status"]),
            score=row["score"],
            points=row["points"],
            messages=tuple(Text(**message) for message in row["messages"]),
        )
        for row in rows
    )


def _raised(output: Any) -> Text:
    said = f"{output.ename}: {output.evalue}".strip()
    return Text(es=said, en=said)
