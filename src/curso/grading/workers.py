"""Runs tasks in processes of their own: nbgrader changes directory and shares state, so threads will not do."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Result = TypeVar("Result")
# What a task returned and, when it failed, why (its result is then None).
Ended = tuple[Result | None, str | None]

DIED = "WorkerDied"


def in_processes(
    task: Callable[..., Result],
    arguments: Sequence[tuple[Any, ...]],
    jobs: int = 2,
    ended: Callable[[int, Result | None, str | None], None] | None = None,
) -> list[Ended[Result]]:
    """Call `task(*a)` for each `a`, `jobs` at a time, each in a fresh (spawned) process that is used again.

    A task that raises, or whose process dies, ends with a reason; the others go on. `ended` is called here,
    in this process, with (position, result, reason) as each one ends. Results come in the order given.
    """
    results: dict[int, Ended[Result]] = {}

    def end(position: int, result: Result | None, reason: str | None) -> None:
        results[position] = (result, reason)
        if ended:
            ended(position, result, reason)

    waiting = _run_pool(task, arguments, list(range(len(arguments))), max(1, jobs), end)
    # When a process dies the pool cannot say whose it was: those not done are tried again one at a time.
    for position in waiting:
        if _run_pool(task, arguments, [position], 1, end):
            end(position, None, DIED)
    return [results[position] for position in range(len(arguments))]


def _silence() -> None:
    """Nothing that nbgrader, the database or a kernel writes goes to the terminal; reasons come back as results."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _run_pool(
    task: Callable[..., Result],
    arguments: Sequence[tuple[Any, ...]],
    positions: list[int],
    jobs: int,
    end: Callable[[int, Result | None, str | None], None],
) -> list[int]:
    """Run the tasks at `positions`; returns those that were not done because a process died."""
    undone: list[int] = []
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(positions)) or 1, context, initializer=_silence) as pool:
        futures: dict[Future[Result], int] = {}
        for position in positions:
            try:
                futures[pool.submit(task, *arguments[position])] = position
            except BrokenProcessPool:
                undone.append(position)
        try:
            for future in as_completed(futures):
                position = futures[future]
                try:
                    result = future.result()
                except BrokenProcessPool:
                    undone.append(position)
                except Exception as error:
                    end(position, None, str(error) or type(error).__name__)
                else:
                    end(position, result, None)
        except BaseException:  # Ctrl-C: those that have not begun do not begin
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return sorted(undone)
