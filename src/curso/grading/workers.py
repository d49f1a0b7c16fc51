"""Runs tasks in processes of their own: one that fails, or takes its process down, never costs another task."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from curso.text import Text, verbatim

Given = TypeVar("Given")
Result = TypeVar("Result")

DIED = Text(
    es="el proceso que se ocupaba de ello se cerró de repente, dos veces",
    en="the process at work on it closed suddenly, twice",
)
# Tasks that a worker has at hand: while one result is being written, it works on the next task.
AT_HAND = 2
# what grading needs, and what so many exercises are judged with that each worker would import it by itself
PRELOAD = ["curso.grading.task", "curso.grading.execute", "pandas", "sklearn.cluster", "sklearn.datasets"]
POLITE = 10.0  # seconds that a worker without work has to end


@dataclass(frozen=True)
class Ended(Generic[Given, Result]):
    """How a task ended: with a result, or with a reason why there is none."""

    task: Given
    result: Result | None
    reason: Text | None


def in_processes(
    function: Callable[..., Result],
    arguments: Sequence[tuple[Any, ...]],
    jobs: int = 2,
    ended: Callable[[int, Result | None, Text | None], None] | None = None,
) -> list[tuple[Result | None, Text | None]]:
    """Call `function(*a)` for each `a`, `jobs` at a time, each in a fresh process that is used again.

    A task that raises, or whose process dies, ends with a reason; the others go on. `ended` is called here,
    in this process, with (position, result, reason) as each one ends. Results come in the order given.
    """
    results: dict[int, tuple[Result | None, Text | None]] = {}
    calls = ((position, function, one) for position, one in enumerate(arguments))
    for end in run(_call, calls, min(jobs, len(arguments))):
        position = end.task[0]
        results[position] = (end.result, end.reason)
        if ended:
            ended(position, end.result, end.reason)
    return [results[position] for position in range(len(arguments))]


def _call(call: tuple[int, Callable[..., Result], tuple[Any, ...]]) -> Result:
    _, function, arguments = call
    return function(*arguments)


def run(function: Callable[[Given], Result], tasks: Iterable[Given], jobs: int) -> Iterator[Ended[Given, Result]]:
    """Call `function(task)` for each task in `jobs` processes; each end is yielded as it comes.

    Tasks are taken from the iterable as processes get free, so that there are never more than two a process
    in memory. A task whose process died is tried once more when all others are done, with nothing beside it.
    """
    died: list[Given] = []
    with _Crew(function, max(1, jobs)) as crew:
        yield from crew.work(iter(tasks), died.append)
    for task in died:
        again: list[Given] = []
        with _Crew(function, 1) as crew:
            yield from crew.work(iter([task]), again.append)
        if again:
            yield Ended(task, None, DIED)


@dataclass
class _Worker:
    """A process, the pipe to it, and the tasks it was given, the one it is at first."""

    process: Any
    pipe: Connection
    tasks: deque[Any] = field(default_factory=deque)


class _Crew(Generic[Given, Result]):
    """Processes that are there until the work is done; when it is broken off, they are killed."""

    def __init__(self, function: Callable[[Given], Result], jobs: int) -> None:
        self._function, self._jobs = function, jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> _Crew[Given, Result]:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for worker in self._workers:
            if kind is None:
                with contextlib.suppress(OSError):
                    worker.pipe.send(None)
            else:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join(POLITE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()

    def work(self, tasks: Iterator[Given], died: Callable[[Given], None]) -> Iterator[Ended[Given, Result]]:
        """Hand out the tasks; `died` is told those whose process died over them."""
        back: deque[Given] = deque()  # given to a process that died before it came to them
        while True:
            self._hand_out(tasks, back)
            busy = [worker for worker in self._workers if worker.tasks]
            if not busy:
                return
            wait([*(worker.pipe for worker in busy), *(worker.process.sentinel for worker in busy)])
            for worker in busy:
                try:
                    if not worker.pipe.poll():
                        if worker.process.is_alive():
                            continue
                        raise EOFError
                    result, reason = worker.pipe.recv()
                except (EOFError, OSError):
                    died(worker.tasks.popleft())
                    back.extend(worker.tasks)
                    self._dismiss(worker)
                else:
                    yield Ended(worker.tasks.popleft(), result, reason)

    def _hand_out(self, tasks: Iterator[Given], back: deque[Given]) -> None:
        """Give every process one task, then every one a second; start processes only for tasks that there are."""
        given: list[tuple[_Worker, Given]] = []
        for load in range(1, AT_HAND + 1):
            for position in range(self._jobs):
                if position < len(self._workers) and len(self._workers[position].tasks) >= load:
                    continue
                try:
                    task = back.popleft() if back else next(tasks)
                except StopIteration:
                    break
                if position >= len(self._workers):
                    self._workers.append(_start(self._function))
                worker = self._workers[min(position, len(self._workers) - 1)]
                worker.tasks.append(task)
                given.append((worker, task))
        for worker, task in given:  # when all have been started: a new process takes a while to listen
            with contextlib.suppress(OSError):  # it has died: the end of its pipe will say so
                worker.pipe.send(task)

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()


def _start(function: Callable[[Any], Any]) -> _Worker:
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(function, theirs, dict(os.environ)))
    process.start()
    theirs.close()
    return _Worker(process, ours)


def begin() -> None:
    """Let the process that workers are forked from import what they need, while the caller does other things."""
    one_thread_each()
    if _context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()


def one_thread_each() -> None:
    """Submissions are judged side by side: more threads than cores would wait for one another."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, "1")


def _context() -> Any:
    """How processes begin: forked from one that has imported what grading needs, where that can be had."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    return context


def _serve(function: Callable[[Any], Any], pipe: Connection, environment: dict[str, str]) -> None:
    """What a worker does: task by task, until it is told to end, or whoever started it is gone."""
    os.environ.clear()
    os.environ.update(environment)  # that of now, and not of when the first worker was started
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the process that hands out the work
    _silence()
    gc.freeze()  # what was imported is there to stay, and shared with the other workers until somebody looks through it
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, waiting), daemon=True).start()
    while (task := waiting.get()) is not None:
        answer: tuple[Any, Text | None]
        try:
            answer = (function(task), None)
        except Exception as error:
            said = getattr(error, "text", None)
            answer = (None, said if isinstance(said, Text) else verbatim(str(error) or type(error).__name__))
        pipe.send(answer)


def _listen(pipe: Connection, waiting: queue.SimpleQueue[Any]) -> None:
    """Take in tasks while another is being worked on; without the other end there is nobody to work for."""
    try:
        while (task := pipe.recv()) is not None:
            waiting.put(task)
        waiting.put(None)
    except BaseException:  # also a task that cannot be read: to those who wait for it, this process has died
        os._exit(1)


def _silence() -> None:
    """Nothing that nbgrader, the database or a kernel writes goes to the terminal; reasons come back as results."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
