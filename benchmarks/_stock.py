"""What ours is compared with: stock `nbgrader autograde`, and Otter-Grader's `otter run` where it is installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from _assignments import SECRET, Assignment, student_name, write
from _measure import Measured, measure
from nbformat.v4 import new_code_cell

BIN = Path(sys.executable).parent
NBGRADER = [sys.executable, "-m", "nbgrader"]
ENVIRONMENT = {
    "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
    "CURSO_SECRET": SECRET,
    "CURSO_GRADEBOOK": "",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
STOCK_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "stock"\n'

# A test of the assignment for Otter: what a cell of ours checks, or a plain assertion, on the student's names.
OTTER_TEST = """from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points!r}


@test_case()
def test(env):
{body}
"""
OTTER_CHECK = """{imports}
verdict = check_answer(find({asked!r}), env[{answer!r}])
assert verdict.passed, verdict.text()"""
OTTER_IMPORTS = "from curso.exercises.judge import check_answer\nfrom curso.exercises.spec import find"
CHECK_CELL = re.compile(r'check\("(?P<asked>[\w.]+)", (?P<answer>\w+), points=')


def nbgrader_alone(assignment: Assignment, number: int, work: Path) -> tuple[Measured, float]:
    """Autograde with nbgrader as it comes, in one run; returns the mean mark too."""
    course = work / "stock"
    for lesson, nb in assignment.in_stock(assignment.sources).items():
        source = course / "source" / assignment.module
        source.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, source / f"{lesson}.ipynb")
    (course / "nbgrader_config.py").write_text(STOCK_CONFIG, encoding="utf-8")
    measure([*NBGRADER, "generate_assignment", assignment.module], course, ENVIRONMENT)
    for student in range(number):
        folder = course / "submitted" / student_name(student) / assignment.module
        write(assignment.in_stock(assignment.submission(student)), folder)
    measured = measure([*NBGRADER, "autograde", assignment.module], course, ENVIRONMENT)
    return measured, mean_mark(course / "gradebook.db", number)


def mean_mark(gradebook: Path, number: int) -> float:
    """The points that the machine gave, per student."""
    with closing(sqlite3.connect(gradebook)) as database:
        [(total,)] = database.execute("SELECT SUM(auto_score) FROM grade")
    return (total or 0.0) / number


def find_otter(given: str | None) -> Path | None:
    """The `otter` command: as given, or from the PATH."""
    found = shutil.which(given or "otter")
    return Path(found) if found else None


def otter_run(otter: Path, assignment: Assignment, number: int, work: Path) -> tuple[Measured, float]:
    """Grade with `otter run`, a command a notebook, one after the other; returns the mean mark too."""
    folder = work / "otter"
    folder.mkdir(parents=True)
    archives = {lesson: _autograder(assignment, lesson, folder) for lesson in assignment.released}
    environment = {**ENVIRONMENT, "PATH": f"{otter.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    total, points = None, 0.0
    for student in range(number):
        for lesson, nb in assignment.in_stock(assignment.submission(student), _otter_cell).items():
            mine = folder / student_name(student) / lesson
            mine.mkdir(parents=True)
            nbformat.write(_for_otter(nb), mine / "notebook.ipynb")
            given: list[str | Path] = ["-a", archives[lesson], "-o", mine, mine / "notebook.ipynb"]
            command = [otter, "run", "--no-logo", *given]
            measured = measure(command, mine, environment)
            total = measured if total is None else total + measured
            results = json.loads((mine / "results.json").read_text(encoding="utf-8"))
            points += sum(test.get("score") or 0.0 for test in results["tests"])
    assert total is not None
    return replace(total, output=""), points / number


def _autograder(assignment: Assignment, lesson: str, folder: Path) -> Path:
    """The zip file that Otter grades a lesson with."""
    path = folder / f"{lesson}.zip"
    checks = {cell.metadata.nbgrader.grade_id: cell.source for cell in _graded(assignment.released[lesson])}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("otter_config.json", json.dumps({"lang": "python", "pdf": False}))
        for grade_id, points in assignment.checks(lesson).items():
            if grade_id in assignment.tests:
                # the assertion, in the student's names
                body = f"exec({assignment.tests[grade_id]!r}, env)"
            else:
                call = CHECK_CELL.match(checks[grade_id])
                assert call is not None, checks[grade_id]
                body = OTTER_CHECK.format(imports=OTTER_IMPORTS, **call.groupdict())
            indented = "\n".join(f"    {line}" for line in body.splitlines())
            test = OTTER_TEST.format(name=grade_id, points=points, body=indented)
            archive.writestr(f"tests/{grade_id}.py", test)
    return path


def _graded(nb: Any) -> list[Any]:
    return [c for c in nb.cells if c.cell_type == "code" and c.metadata.get("nbgrader", {}).get("grade")]


def _otter_cell(cell: Any) -> str:
    return f'grader.check("{cell.metadata.nbgrader.grade_id}")'


def _for_otter(nb: Any) -> Any:
    nb.cells.insert(0, new_code_cell("import otter\n\ngrader = otter.Notebook()", id="otter"))
    for cell in nb.cells:
        cell.metadata.pop("nbgrader", None)
    return nb
