"""Looks after the processes of the sandbox: how much they use, and that none outlives its notebook."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
IPC = ("shm", "sem", "msg")


def threads() -> int:
    """How many threads this process has; with more than one it cannot be forked safely."""
    return sum(1 for _ in Path("/proc/self/task").iterdir())


def others() -> list[int]:
    """Every process that descends from this one or shares its process namespace, but for this one and its parents."""
    mine = {1, os.getpid(), os.getppid()}
    return [pid for pid in _processes() if pid not in mine]


def children() -> list[int]:
    """Every descendant of this process; orphans come back to it."""
    parents: dict[int, list[int]] = {}
    for pid in _processes():
        with contextlib.suppress(OSError, ValueError):
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
            parents.setdefault(int(fields.split()[1]), []).append(pid)
    found: list[int] = []
    waiting = [os.getpid()]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def memory(processes: Sequence[int], at_most: int) -> int:
    """Bytes that these processes hold, memory that they share counted once; exact only when near `at_most`."""
    own = _resident(os.getpid())
    quick = sum(max(0, _resident(pid) - own) for pid in processes)
    return quick if quick <= at_most else sum(_proportional(pid) for pid in processes)


def biggest(processes: Sequence[int], at_least: int) -> list[int]:
    """Those of these processes that hold at least so many bytes, memory that they share divided among them."""
    return [pid for pid in processes if _proportional(pid) >= at_least]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    except (OSError, IndexError, ValueError):
        return 0


def _proportional(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        return 0
    return 0


def end_all(alone: bool) -> None:
    """Kill every process but this one; returns when they are gone.

    Parameters
    ----------
    alone : whether this process has a process namespace to itself: then the kernel kills them all at once, and
        none can escape by forking.
    """
    while True:
        if alone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        else:
            for pid in children():
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
        for _ in _reaped():
            pass
        if not (others() if alone else children()):
            return
        time.sleep(0.001)


def _reaped() -> Iterator[int]:
    with contextlib.suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            yield pid


def wipe(folders: Sequence[Path]) -> bool:
    """Remove everything in these folders; returns whether nothing is left there, nor in the kernel's own stores.

    What is mounted below a folder (the interpreter may be) is not the notebook's, and stays.
    """
    mounted = {Path(line.split()[4]) for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()}
    for folder in folders:
        for path in list(_own(folder, mounted)):
            with contextlib.suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    # the system's own tools bear any depth, and any permissions once they are mended
                    for command in (["chmod", "-R", "u+rwX", str(path)], ["rm", "-rf", str(path)]):
                        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
                else:
                    path.unlink()
    return not any(any(_own(folder, mounted)) for folder in folders) and not any(_left(kind) for kind in IPC)


def _own(folder: Path, mounted: set[Path]) -> Iterator[Path]:
    """What lies in a folder, save what is mounted there; of the way to such a place, what else lies along it."""
    try:
        entries = list(folder.iterdir())
    except FileNotFoundError:
        return
    except OSError:  # it was shut: that alone is something left
        yield folder
        return
    for path in entries:
        if path in mounted:
            continue
        if any(place.is_relative_to(path) for place in mounted):
            yield from _own(path, mounted)
        else:
            yield path


def _left(kind: str) -> bool:
    try:
        return len(Path(f"/proc/sysvipc/{kind}").read_text(encoding="ascii").splitlines()) > 1
    except OSError:
        return False
