"""How many submissions a minute can be graded, and at what cost: ours, stock nbgrader and Otter-Grader.

    python benchmarks/grading.py [--submissions 20] [--only module|keras] [--otter PATH]
                                 [--sandbox TIMES] [--sizes 10 50 100 250 500]

A class hands in module 01 (its three lessons) and a notebook that trains a small Keras model. Every grader gets the
same work; times are on the clock from starting its command to its end, all steps included, for ours also collecting.
CPU seconds and memory are those of the command and all that it starts. Stock nbgrader and Otter run each submission's
own tests in the student's kernel; ours judges outside of it, on hidden cases too, and does not run those cells of the
lesson that only show something. The mean mark shows that all of them did the work.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from _assignments import Assignment, module_01, small_keras
from _graders import NBGRADER, Class, Line, NotInstalled, Run, cells_alone, graders, ours, sandbox_cost
from _measure import Failed
from rich.console import Console
from rich.table import Table

MIB = 2**20
ASSIGNMENTS = {"module": (module_01, 20), "keras": (small_keras, 8)}  # and what ours with 2 jobs should reach
AIMED = "ours, warm, 2 jobs"

console = Console(width=None if sys.stdout.isatty() else 130, highlight=False)


def compare(group: Class, aim: float, chosen: Sequence[str], otter: str | None) -> bool:
    """Grade the class with each grader, and print what each took; returns whether all marks are right."""
    assignment, number = group.assignment, group.number
    expected = assignment.mean_mark(number)
    table = Table(title=f"{assignment.name}: {number} submissions", title_justify="left")
    table.add_column("grader")
    for heading in (
        "submissions\na minute",
        "ratio",
        "CPU s\na submission",
        "ratio",
        "peak memory\nMiB",
        "… for each\ngraded at once",
        "ratio",
        "mean mark",
    ):
        table.add_column(heading, justify="right")
    runs: dict[str, Run] = {}
    right = True
    for name, grader in graders(otter).items():
        if chosen and not any(word in name for word in chosen):
            continue
        _doing(f"{assignment.name}: {name}")
        try:
            run = runs[name] = grader(group)
        except NotInstalled:
            table.add_row(name, "not installed")
            continue
        except Failed as failure:
            right = False
            table.add_row(name, "[red]failed[/]")
            console.print(f"{name}: {failure}", style="red", markup=False)
            continue
        good = abs(run.mark - expected) < 0.005
        right &= good
        table.add_row(
            name, *_figures(run, runs.get(NBGRADER), number), f"{run.mark:.2f}" if good else _wrong(run, expected)
        )
    console.print(table)
    _notes(group, runs, aim)
    return right


def _doing(what: str) -> None:
    """Say what takes so long, to whoever watches."""
    if console.is_terminal:
        console.print(f"{what}…".ljust(60), style="dim", end="\r")


def _figures(run: Run, stock: Run | None, number: int) -> list[str]:
    measured = run.measured
    each = measured.memory / run.at_once
    figures = [f"{60 * number / measured.seconds:.1f}", "—", f"{measured.cpu / number:.2f}", "—", "—", "—", "—"]
    if measured.memory:
        figures[4:6] = [f"{measured.memory / MIB:.0f}", f"{each / MIB:.0f}"]
    if stock is not None:
        figures[1] = f"{stock.measured.seconds / measured.seconds:.1f}"
        figures[3] = f"{measured.cpu / stock.measured.cpu:.2f}"
    if stock is not None and stock.measured.memory:
        figures[6] = f"{each / stock.measured.memory:.2f}"
    return figures


def _wrong(run: Run, expected: float) -> str:
    return f"[red]{run.mark:.2f}, not {expected:.2f}[/]"


def _notes(group: Class, runs: dict[str, Run], aim: float) -> None:
    """What the memory is, how far the aim was reached, and what bounds it."""
    once = all(run.measured.shared_once for run in runs.values())
    console.print(
        "Peak memory of the command and all that it starts, memory that they share "
        + ("counted once (PSS)." if once else "counted for each of them where it could not be told apart (RSS).")
    )
    ours_2, stock = runs.get(AIMED), runs.get(NBGRADER)
    if ours_2 is None:
        return
    if stock is not None:
        ratio = stock.measured.seconds / ours_2.measured.seconds
        console.print(f"Aim with 2 jobs: {aim:.0f} times stock nbgrader. Reached: {ratio:.1f} times.")
    floor = cells_alone(group)
    cores = min(2, os.cpu_count() or 1)
    bound = 60 * cores / floor["cpu"]
    reached = 60 * group.number / ours_2.measured.seconds
    share = floor["cpu"] * group.number / ours_2.measured.cpu
    console.print(
        "What bounds it: the students' own cells. Executed alone, with everything imported and nothing judged, they "
        f"take {floor['cpu']:.2f} CPU s a submission, which lets {cores} cores grade {bound:.0f} a minute at most. "
        f"Ours with 2 jobs reaches {reached:.0f} ({reached / bound:.0%}), and {share:.0%} of its CPU time is the "
        "students' own. The rest is starting, importing once a job, judging and writing. Cells that only show "
        f"something, {floor['shown']:.2f} CPU s more, are run by the others and not by ours."
    )


def cost_of_sandbox(group: Class, times: int) -> None:
    """Print what the sandbox adds to a run with 2 jobs."""
    cost = sandbox_cost(group, times)
    console.print(
        f"The sandbox: a run of {group.number} with 2 jobs takes {cost.seconds - 1:+.1%} time and {cost.cpu - 1:+.1%} "
        f"CPU time beside one without it (medians of {times} runs each, in turns; aim: less than 10 %)."
    )


def growth(assignment: Assignment, sizes: Sequence[int], work: Path) -> None:
    """Print how time and memory grow with the number of submissions, and how straight the line is."""
    table = Table(title=f"{assignment.name}: growth, ours, warm, 2 jobs", title_justify="left")
    for heading in ("submissions", "seconds", "seconds each", "runner's peak / MiB", "all processes' peak / MiB"):
        table.add_column(heading, justify="right")
    runs: list[Run] = []
    for number in sizes:
        _doing(f"{assignment.name}: {number} submissions")
        group = Class.of(assignment, number, work / f"growth {number}")
        runs.append(run := ours(group, 2))
        group.done()
        seconds = run.measured.seconds
        memory = (f"{run.runner / MIB:.0f}", f"{run.measured.memory / MIB:.0f}")
        table.add_row(str(number), f"{seconds:.1f}", f"{seconds / number:.3f}", *memory)
    console.print(table)
    if len(sizes) < 2:
        return
    time = Line.through(sizes, [run.measured.seconds for run in runs])
    runner = Line.through(sizes, [run.runner / MIB for run in runs])
    everything = Line.through(sizes, [run.measured.memory / MIB for run in runs])
    console.print(
        f"Straight line: {time.start:.1f} s + {time.slope:.3f} s a submission; "
        f"the farthest point is {time.farthest:.0%} off."
    )
    console.print(
        f"Memory: the runner {runner.start:.0f} MiB + {1024 * runner.slope:.0f} KiB a submission; "
        f"all processes {everything.start:.0f} MiB + {1024 * everything.slope:.0f} KiB a submission."
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Submissions graded a minute, and what that costs.")
    parser.add_argument("--submissions", type=int, default=20, metavar="N", help="size of the class (default 20)")
    parser.add_argument("--only", choices=sorted(ASSIGNMENTS), help="one of the two assignments")
    parser.add_argument("--graders", nargs="+", default=[], metavar="WORD", help="only those whose name has the word")
    parser.add_argument("--otter", metavar="PATH", help="the otter command, where it is not in the PATH")
    parser.add_argument("--sandbox", type=int, default=3, metavar="TIMES", help="runs to measure its cost by; 0: none")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="sizes to show growth by; takes minutes")
    given = parser.parse_args()
    right = True
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, aim) in ASSIGNMENTS.items():
            if given.only in (None, name):
                work = Path(folder) / name
                assignment = make(work / "course")
                group = Class.of(assignment, given.submissions, work / "class")
                right &= compare(group, aim, given.graders, given.otter)
                if given.sandbox:
                    cost_of_sandbox(group, given.sandbox)
                group.done()
                if given.sizes:
                    growth(assignment, sorted(given.sizes), work)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
