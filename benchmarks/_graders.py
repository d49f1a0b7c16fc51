"""The graders that are compared, each a run over a whole class, and what is read off such runs."""

from __future__ import annotations

import importlib.util
import json
import shutil
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from _assignments import Assignment, hand_in
from _measure import Measured, measure
from _stock import ENVIRONMENT, find_otter, mean_mark, nbgrader_alone, otter_run

from curso.grading.preload import imported
from curso.grading.sandbox.environment import THREADS

HERE = Path(__file__).resolve().parent
NBGRADER = "nbgrader autograde"


class NotInstalled(Exception):
    """The grader is not there to be measured."""


@dataclass(frozen=True)
class Run:
    """A class, graded.

    Parameters
    ----------
    measured : what it took.
    mark : the mean of the students' points.
    at_once : how many submissions were graded side by side.
    runner : peak memory of the process that hands out the work, where it told, in bytes.
    """

    measured: Measured
    mark: float
    at_once: int = 1
    runner: int = 0


@dataclass(frozen=True)
class Class:
    """Submissions of an assignment, handed in.

    Parameters
    ----------
    number : how many students.
    folder : what they handed in.
    work : where a run may write.
    """

    assignment: Assignment
    number: int
    folder: Path
    work: Path

    @classmethod
    def of(cls, assignment: Assignment, number: int, work: Path) -> Class:
        """Write the submissions."""
        return cls(assignment, number, hand_in(assignment, number, work / "handed in"), work)

    def done(self) -> None:
        """Remove them."""
        shutil.rmtree(self.work)


def ours(group: Class, jobs: int = 1, *options: str, at_once: int | None = None) -> Run:
    """Collect and grade with ours, in a course where nothing was handed in before."""
    course = group.work / "ours"
    shutil.copytree(group.assignment.course.root, course)
    try:
        command: list[str | Path] = [sys.executable, HERE / "_ours.py", course, group.assignment.module, group.folder]
        measured = measure([*command, "--jobs", str(jobs), *options], group.work, ENVIRONMENT)
        mark = mean_mark(course / "gradebook.db", group.number)
    finally:
        shutil.rmtree(course)
    return Run(measured, mark, min(at_once or jobs, group.number), int(_said(measured)["runner"]))


def cells_alone(group: Class) -> dict[str, float]:
    """CPU seconds a submission that the students' own cells take, with everything imported."""
    given = group.assignment
    released = given.course.release() / given.module
    command: list[str | Path] = [sys.executable, HERE / "_cells.py", group.folder, released]
    command += imported(given.released.values())
    return _said(measure(command, group.work, {**ENVIRONMENT, **THREADS}))


def _said(measured: Measured) -> dict[str, float]:
    lines = [line for line in measured.output.splitlines() if line.startswith("{")]
    said: dict[str, float] = json.loads(lines[-1])
    return said


def graders(otter: str | None) -> dict[str, Callable[[Class], Run]]:
    """All of them by name, the one that others are compared with first."""

    def stock(group: Class) -> Run:
        return Run(*nbgrader_alone(group.assignment, group.number, group.work))

    def otter_grader(group: Class) -> Run:
        command = find_otter(otter)
        if command is None:
            raise NotInstalled
        return Run(*otter_run(command, group.assignment, group.number, group.work))

    def dask(group: Class) -> Run:
        if importlib.util.find_spec("distributed") is None:
            raise NotInstalled
        return ours(group, 1, "--dask", "2", at_once=2)

    return {
        NBGRADER: stock,
        "otter run": otter_grader,
        "ours, cold, 1 job": lambda group: ours(group, 1, "--cold"),
        "ours, warm, 1 job": lambda group: ours(group, 1),
        "ours, warm, 2 jobs": lambda group: ours(group, 2),
        "ours, Dask, 2 workers": dask,
    }


@dataclass(frozen=True)
class SandboxCost:
    """Seconds and CPU seconds of a whole run in the sandbox, as ratios to those of the same run without."""

    seconds: float
    cpu: float


def sandbox_cost(group: Class, times: int) -> SandboxCost:
    """The same class with the sandbox and without, in turns; medians are compared."""
    boxed: list[Measured] = []
    plain: list[Measured] = []
    for turn in range(times):
        # who comes first changes, so that neither profits from what the other left in memory
        for options, runs in ([((), boxed), (("--no-sandbox",), plain)])[:: 1 if turn % 2 else -1]:
            runs.append(ours(group, 2, *options).measured)
    return SandboxCost(
        statistics.median(m.seconds for m in boxed) / statistics.median(m.seconds for m in plain),
        statistics.median(m.cpu for m in boxed) / statistics.median(m.cpu for m in plain),
    )


@dataclass(frozen=True)
class Line:
    """A straight line through points: `start` + `slope` · n, and the largest distance of a point as a ratio."""

    start: float
    slope: float
    farthest: float

    @classmethod
    def through(cls, sizes: Sequence[int], values: Sequence[float]) -> Line:
        """Least squares."""
        slope, start = np.polyfit(sizes, values, 1)
        fitted = start + slope * np.asarray(sizes)
        return cls(float(start), float(slope), float(np.max(np.abs(np.asarray(values) / fitted - 1))))
