"""How long the student's own check takes, exercise by exercise of a module.

    python benchmarks/check.py [--module 01] [--quick]

Each exercise is checked with the reference as the answer: all public cases, and the verdict.
The aim for module 01 is less than 50 ms an exercise.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from rich.console import Console
from rich.table import Table

from curso.exercises.judge import check_answer
from curso.exercises.spec import MODULES, Spec, public_cases, specs


def answer(spec: Spec) -> object:
    """What a student with everything right would hand to the check: a function, or a value where one is asked for."""
    takes_arguments = any(case.args for case in public_cases(spec))
    return spec.reference if takes_arguments else spec.reference()


def milliseconds(spec: Spec, times: int) -> tuple[float, float, float, bool]:
    """First check, median and slowest of the later ones, and whether all passed."""
    given, taken, passed = answer(spec), [], True
    for _ in range(times + 1):
        began = time.perf_counter()
        verdict = check_answer(spec, given)
        taken.append(1e3 * (time.perf_counter() - began))
        passed &= verdict.passed
    return taken[0], float(np.median(taken[1:])), max(taken[1:]), passed


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the student's own check takes.")
    parser.add_argument("--module", default="01", choices=sorted(MODULES))
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    chosen = parser.parse_args()
    table = Table("exercise", "cases", "first / ms", "median / ms", "slowest / ms", "verdict")
    for column in table.columns[1:5]:
        column.justify = "right"
    for spec in specs(chosen.module).values():
        first, median, slowest, passed = milliseconds(spec, 3 if chosen.quick else 15)
        times = (f"{value:.1f}" for value in (first, median, slowest))
        table.add_row(spec.id, str(len(public_cases(spec))), *times, "PASS" if passed else "not PASS")
    Console().print(table)


if __name__ == "__main__":
    main()
