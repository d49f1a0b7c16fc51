"""A search by several processes: keras-tuner's chief hands out trials on loopback, its workers train them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from curso.text import Text
from curso.tuning.job import Job

HERE = "127.0.0.1"
CHIEF = "chief"  # how keras-tuner's chief must be called
LOOK = 0.1  # seconds between two looks at the processes
GRACE = 5.0  # seconds that a process has to end when it is asked to

LOST = Text(
    es="El proceso `{name}` ha terminado antes de tiempo (código {code}): {last}",
    en="The process `{name}` ended before its time (code {code}): {last}",
)


def search_in_processes(job: Job, processes: int) -> Text | None:
    """Run all trials of `job` with so many workers, and one chief that trains nothing.

    Returns
    -------
    None, or which process was lost and what it said last; all are stopped then.
    """
    path = job.folder / "job.pickle"
    job.write(path)
    port = _free_port()
    workers = [f"worker{number}" for number in range(1, processes + 1)]
    running = {}
    try:
        for name in (CHIEF, *workers):
            running[name] = _start(name, path, port, processes)
        while True:
            codes = {name: process.poll() for name, process in running.items()}
            lost = next((name for name, code in codes.items() if code), None)
            if lost is not None:
                return LOST.format(name=lost, code=codes[lost], last=_last_line(_log(path, lost)))
            if codes[CHIEF] == 0 or all(codes[name] == 0 for name in workers):
                return None  # the chief knows no more than the trials' files; a late worker would wait for it in vain
            time.sleep(LOOK)
    finally:
        _stop(list(running.values()))


def _start(name: str, path: Path, port: int, processes: int) -> subprocess.Popen[bytes]:
    """One process, with its share of the processor's threads, and this one's way of finding modules."""
    threads = str(max(1, (os.cpu_count() or 1) // processes))
    surroundings = {
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_NUM_INTRAOP_THREADS": threads,
        "OMP_NUM_THREADS": threads,
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "KERASTUNER_TUNER_ID": name,
        "KERASTUNER_ORACLE_IP": HERE,
        "KERASTUNER_ORACLE_PORT": str(port),
    }
    with _log(path, name).open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "curso.tuning.worker", str(path)],
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # an interruption by hand is for the process that then stops the others
        )


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, until - time.monotonic()))
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HERE, 0))
        port: int = found.getsockname()[1]
        return port


def _log(path: Path, name: str) -> Path:
    return path.with_name(f"{name}.log")


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "…"
