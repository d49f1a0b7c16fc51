"""Collects and grades a folder of submissions with our grader; what `curso collect` and `curso grade` do, in one.

    python _ours.py COURSE MODULE FOLDER [--jobs N] [--cold] [--dask N] [--no-sandbox]

The last line that it prints is JSON: how many were graded, and the peak memory of this process, the runner.
Worker processes import this file as well, so that they too know the exercises of the Keras lesson.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import _keras_specs

from curso.grading import sandbox
from curso.grading.sandbox import Level, levels

NO_SANDBOX = "--no-sandbox"

if NO_SANDBOX in sys.argv:  # as on a machine where bubblewrap is not to be had
    levels.found = sandbox.found = lambda: levels.Found(Level.PROCESS)  # type: ignore[assignment, attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description="Collect and grade submissions.")
    parser.add_argument("course", type=Path)
    parser.add_argument("module")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--dask", type=int, default=0)
    parser.add_argument(NO_SANDBOX, action="store_true")
    given = parser.parse_args()

    from curso.grading.workers import begin

    if not given.dask:
        begin()  # as `curso grade` does

    from curso.grading.collect import collect
    from curso.grading.course import Course
    from curso.grading.grade import grade

    course = Course(given.course)
    collect(course, given.module, given.folder)
    with ExitStack() as stack:
        scheduler = stack.enter_context(cluster(given.dask)).scheduler_address if given.dask else None
        report = grade(
            course,
            given.module,
            jobs=given.jobs,
            scheduler=scheduler,
            unsafe=given.no_sandbox,
            cold=given.cold,
        )
    # in kilobytes, except on macOS
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    graded = sum(row.state == "graded" and row.score is not None for row in report.rows)
    notes = sorted({str(note.en) for row in report.rows for note in row.notes})[:5]
    print(json.dumps({"graded": graded, "runner": peak, "notes": notes}))


def cluster(workers: int) -> Any:
    """A Dask cluster on this machine, a process a worker, each of which knows the exercises of the Keras lesson."""
    import dask
    import distributed

    dask.config.set({"distributed.worker.preload": [_keras_specs.__file__]})
    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    )


if __name__ == "__main__":
    main()
