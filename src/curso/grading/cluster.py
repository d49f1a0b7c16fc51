"""Runs tasks on a Dask cluster; its workers need this package and a sandbox, no disk and no gradebook."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from curso.grading.course import GradingError
from curso.grading.task import Outcome, Task, grade_task
from curso.grading.version import course_version
from curso.grading.workers import AT_HAND, Ended
from curso.text import Text, verbatim

UNREACHABLE = Text(
    es="No hay ningún planificador de Dask en {address} ({why}): arráncalo con `dask scheduler` y comprueba la "
    "dirección, que se escribe como tcp://servidor:8786.",
    en="There is no Dask scheduler at {address} ({why}): start it with `dask scheduler`, and check the address, "
    "which is written like tcp://host:8786.",
)
NO_WORKERS = Text(
    es="El planificador de Dask en {address} no tiene ningún trabajador: arráncalos con "
    "`dask worker {address} --nworkers 4 --nthreads 1`.",
    en="The Dask scheduler at {address} has no workers: start them with "
    "`dask worker {address} --nworkers 4 --nthreads 1`.",
)
OTHER_VERSION = Text(
    es="Los trabajadores de Dask en {workers} tienen otra versión del curso, o ninguna: las notas no serían las "
    "mismas. Instala en todos la misma que aquí y vuelve a arrancarlos.",
    en="The Dask workers at {workers} have another version of the course, or none: the marks would not be the "
    "same. Install on all of them the one that is here, and start them again.",
)
ON_WORKER = Text(es="En el trabajador {worker}: {problem}", en="On the worker {worker}: {problem}")
LOST = Text(
    es="Se ha perdido el clúster de Dask en {address} ({why}). Lo ya corregido está guardado: repite la orden "
    "cuando vuelva a estar en marcha.",
    en="The Dask cluster at {address} is gone ({why}). What was graded is saved: run the command again when it is "
    "back.",
)
NO_WORKERS_LEFT = Text(es="ya no quedan trabajadores", en="no workers are left")
DIED = Text(
    es="los procesos que la calificaban se cerraron de repente, varias veces",
    en="the processes that were grading it closed suddenly, several times",
)

CANCELLED = "cancelled"  # what a task becomes whose scheduler is gone
CONNECT = 10.0  # seconds to reach the scheduler
LOOK = 5.0  # seconds between looks at who is there
PATIENCE = 120.0  # seconds without any worker, and without any task that ends, before it is given up


def run_on_cluster(tasks: Iterable[Task], address: str, unsafe: bool = False) -> Iterator[Ended[Task, Outcome]]:
    """Grade the tasks on the cluster whose scheduler is at `address`; each end is yielded as it comes.

    There are never more than two tasks a worker in memory. A worker that is lost costs nothing: Dask gives its
    tasks to others. One that took down several is tried once more when all others are done, with nothing beside
    it, and ends with a reason if it does so again. Raises GradingError when the cluster cannot be reached, has
    workers of another version or without sandbox, or is lost.
    """
    died: list[Task] = []
    with _client(address) as client:
        _examine(client, address, unsafe)
        yield from _work(client, address, iter(tasks), died.append)
        for task in died:
            again: list[Task] = []
            yield from _work(client, address, iter([task]), again.append)
            if again:
                yield Ended(task, None, DIED)


def _work(
    client: Any, address: str, tasks: Iterator[Task], died: Callable[[Task], None]
) -> Iterator[Ended[Task, Outcome]]:
    """Hand out the tasks; `died` is told those that workers died over."""
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    pending: dict[Any, Task] = {}
    workers, seen = _workers(client), time.monotonic()
    while True:
        while len(pending) < AT_HAND * max(workers, 1) and (task := next(tasks, None)) is not None:
            pending[client.submit(_grade, task, course_version(), pure=False)] = task
        if not pending:
            return
        for future in _first(client, list(pending)):
            task = pending.pop(future)
            if future.status == CANCELLED:
                raise GradingError(LOST.format(address=address, why=future.status))
            try:
                result = future.result(timeout=LOOK)
            except KilledWorker:
                died(task)
            except (Exception, FutureCancelledError) as error:
                if future.status != "error":  # lost with its worker, and made again, unless all is lost
                    pending[future] = task
                    continue
                said = getattr(error, "text", None)
                yield Ended(task, None, said if isinstance(said, Text) else verbatim(_first_line(error)))
            else:
                yield Ended(task, result, None)
            future.release()
            seen = time.monotonic()  # whoever ended it may have come and died between two looks
        workers = _workers(client)
        seen = time.monotonic() if workers else seen
        if client.status != "running" or time.monotonic() - seen > PATIENCE:
            raise GradingError(LOST.format(address=address, why=NO_WORKERS_LEFT))


def _workers(client: Any) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])


@contextmanager
def _client(address: str) -> Iterator[Any]:
    import distributed

    dask: Any = distributed
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL)  # what matters of it is said in our sentences
    try:
        # a client that finds nobody is closed only when it is collected, and may block whoever runs then
        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, _knock(address)).result()
        client = dask.Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        log.setLevel(before)
        raise GradingError(UNREACHABLE.format(address=address, why=_first_line(error))) from error
    try:
        yield client
    finally:
        client.close(timeout=CONNECT)
        log.setLevel(before)


async def _knock(address: str) -> None:
    """Raises OSError or ValueError when nothing answers at the address."""
    import distributed.comm

    dask: Any = distributed
    answered = await dask.comm.connect(address, timeout=CONNECT)
    await answered.close()


def _examine(client: Any, address: str, unsafe: bool) -> None:
    """Every worker has the same course, and may run other people's notebooks. Raises GradingError."""

    # Sent whole and not by name, as a worker may not have the course at all.
    def version() -> str | None:
        try:
            from curso.grading.version import course_version
        except ImportError:
            return None
        return course_version()

    versions = client.run(version, on_error="return")
    if not versions:
        raise GradingError(NO_WORKERS.format(address=address))
    others = sorted(worker for worker, found in versions.items() if found != course_version())
    if others:
        raise GradingError(OTHER_VERSION.format(workers=", ".join(others)))
    for worker, problem in sorted(client.run(partial(_problem, unsafe)).items()):
        if problem is not None:
            raise GradingError(ON_WORKER.format(worker=worker, problem=problem))


def _problem(unsafe: bool) -> Text | None:
    """Why a worker may not run other people's notebooks."""
    from curso.grading.sandbox import require

    try:
        require(unsafe)
    except GradingError as error:
        return error.text
    return None


_one_at_a_time = threading.Lock()


def _grade(task: Task, version: str) -> Outcome:
    """What a worker does. A Dask worker may have several threads; the warm process is shared by all of them.

    Raises GradingError when its course is of another version: it may have joined after the others were asked.
    """
    if course_version() != version:
        raise GradingError(OTHER_VERSION.format(workers=_address()))
    with _one_at_a_time:
        return grade_task(task)


def _address() -> str:
    """Of the worker that this is."""
    import distributed

    dask: Any = distributed
    return str(dask.get_worker().address)


def _first(client: Any, futures: list[Any]) -> list[Any]:
    """Those that have ended, when one has; none after a while."""
    import distributed

    dask: Any = distributed
    try:
        with client.as_current():
            return list(dask.wait(futures, timeout=LOOK, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        return []
    except dask.client.FuturesCancelledError:
        return [future for future in futures if future.status == CANCELLED]


def _first_line(error: Any) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
