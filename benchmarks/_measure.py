"""Runs a command and measures it with everything that it starts: seconds, CPU seconds, peak memory.

As a script it is the process in between, of which the kernel counts the children's CPU:

    python _measure.py RESULT.json COMMAND…
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.1  # seconds between two looks
MEMORY_EVERY = 10  # of so many looks one at the memory, which takes long: tens of milliseconds
PR_SET_CHILD_SUBREAPER = 36
PAGE, TICKS = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
STAY_AT_MOST = 10.0  # seconds that what was started may outlive the command


@dataclass(frozen=True)
class Measured:
    """What a command took.

    Parameters
    ----------
    seconds : from start to end, on the clock.
    cpu : seconds of processor time of the command and of all that it started.
    memory : the most bytes that all of them held at the same time; 0 where there is no /proc to tell.
    shared_once : whether memory that processes share is counted once (PSS); else once for each (RSS).
    output : what the command printed.
    code : exit code.
    """

    seconds: float
    cpu: float
    memory: int
    shared_once: bool
    output: str
    code: int

    def __add__(self, other: Measured) -> Measured:
        """One after the other."""
        return Measured(
            self.seconds + other.seconds,
            self.cpu + other.cpu,
            max(self.memory, other.memory),
            self.shared_once and other.shared_once,
            self.output + other.output,
            self.code or other.code,
        )


class Failed(Exception):
    """The command ended with another exit code than 0; says the end of what it printed."""


def measure(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command in `folder`. Raises Failed."""
    with tempfile.TemporaryDirectory() as work:
        result, log = Path(work) / "result.json", Path(work) / "log.txt"
        between = [sys.executable, __file__, str(result), *map(str, command)]
        with log.open("wb") as file:
            subprocess.run(
                between,
                cwd=folder,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                check=True,
            )
        output = log.read_text(encoding="utf-8", errors="replace")
        measured = Measured(output=output, **json.loads(result.read_text(encoding="utf-8")))
    if measured.code:
        raise Failed(f"{' '.join(map(str, command))}: exit code {measured.code}\n{output[-3000:]}")
    return measured


@dataclass(frozen=True)
class Process:
    """What /proc tells of a process: who it is, and its CPU in seconds, of its own and of children it has reaped."""

    parent: int
    start: str
    own: float
    reaped: float


class Watch(threading.Thread):
    """Looks again and again at everything below this process: its memory, and CPU that nobody will account for.

    The kernel adds the CPU of a process to whoever reaps it; but when a process namespace is ended as a whole, as
    a sandbox is, those in it are reaped by nobody. What they had used when last seen is kept here.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.lost, self.shared_once = 0, 0.0, True
        self._stop_now = threading.Event()
        self._seen = processes()

    def run(self) -> None:
        """Look until told to stop."""
        looks = 0
        while not self._stop_now.wait(EVERY):
            self.look()
            if looks % MEMORY_EVERY == 0:
                self.peak = max(self.peak, sum(self._bytes(pid) for pid in self._seen if pid != os.getpid()))
            looks += 1

    def stop(self) -> None:
        """Look no more by itself."""
        self._stop_now.set()
        self.join()

    def look(self) -> None:
        """See who has gone since the last time, and whether their CPU has arrived where it should."""
        before, self._seen = self._seen, processes()
        now = self._seen
        gone = {pid for pid, seen in before.items() if pid not in now or now[pid].start != seen.start}
        owed: dict[int, float] = {}
        for pid in gone:
            heir = before[pid].parent
            while heir in gone:
                heir = before[heir].parent
            owed[heir] = owed.get(heir, 0.0) + before[pid].own + before[pid].reaped
        for heir, seconds in owed.items():
            arrived = now[heir].reaped - before[heir].reaped if heir in before and heir in now else 0.0
            self.lost += max(0.0, seconds - arrived)

    def _bytes(self, pid: int) -> int:
        """Proportional set size; the resident one where that may not be read. None where the process has ended."""
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
        except PermissionError:
            with contextlib.suppress(OSError, ValueError, IndexError):
                resident = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE
                self.shared_once &= resident == 0
                return resident
        except (OSError, ValueError):
            pass
        return 0


def processes() -> dict[int, Process]:
    """This process and every one below it."""
    found: dict[int, Process] = {}
    below: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):  # not with pathlib: its time would be taken from what is measured
        if not entry.name.isdecimal():
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            # the name, in parentheses, may hold anything
            fields = _read(f"/proc/{entry.name}/stat").rpartition(b")")[2].split()
            ticks = [int(field) for field in fields[11:15]]
            pid = int(entry.name)
            own, reaped = sum(ticks[:2]) / TICKS, sum(ticks[2:]) / TICKS
            found[pid] = Process(int(fields[1]), fields[19].decode(), own, reaped)
            below.setdefault(found[pid].parent, []).append(pid)
    mine: list[int] = []
    waiting = [os.getpid()]
    while waiting:
        mine.append(waiting.pop())
        waiting += below.get(mine[-1], [])
    return {pid: found[pid] for pid in mine if pid in found}


def _read(path: str) -> bytes:
    file = os.open(path, os.O_RDONLY)
    try:
        return os.read(file, 4096)
    finally:
        os.close(file)


def reap(seconds: float) -> None:
    """Wait for whatever outlived the command, so that its CPU is counted; what stays longer is ended."""
    until = time.monotonic() + seconds
    while True:
        try:
            done, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if done:
            continue
        if time.monotonic() > until:
            for pid in processes().keys() - {os.getpid()}:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def main(arguments: list[str]) -> None:
    """Run the command, look after orphans (this process inherits them), and write what was measured."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    watch = Watch()
    watch.start()
    began = time.perf_counter()
    command = subprocess.Popen(arguments[1:])
    if sys.platform == "linux":  # once ended, it is still to be seen once
        os.waitid(os.P_PID, command.pid, os.WEXITED | os.WNOWAIT)
    else:
        command.wait()
    seconds = time.perf_counter() - began
    watch.stop()
    watch.look()
    code = command.wait()
    reap(STAY_AT_MOST)
    watch.look()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    measured = {
        "seconds": seconds,
        "cpu": used.ru_utime + used.ru_stime + watch.lost,
        "memory": watch.peak,
        "shared_once": watch.shared_once,
        "code": code,
    }
    Path(arguments[0]).write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
