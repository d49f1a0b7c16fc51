"""Looks after the processes of the sandbox: how much they use, and that none outlives its notebook."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

IPC = ("shm", "sem", "msg")
SIZES = ("RssAnon:", "RssShmem:", "Pss:", "Pss_Anon:", "Pss_Shmem:")


def threads() -> int:
    """How many threads this process has; with more than one it cannot be forked safely."""
    return sum(1 for _ in Path("/proc/self/task").iterdir())


def others() -> list[int]:
    """Every process that descends from this one or shares its process namespace, but for this one and its parents."""
    mine = {1, os.getpid(), os.getppid()}
    return [pid for pid in _processes() if pid not in mine]


def children(of: int | None = None) -> list[int]:
    """Every descendant of a process, of this one if none is named; none on a system that doesn't tell."""
    parents: dict[int, list[int]] = {}
    for pid in _processes():
        with contextlib.suppress(OSError, ValueError):
            fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2]
            parents.setdefault(int(fields.split()[1]), []).append(pid)
    found: list[int] = []
    waiting = [os.getpid() if of is None else of]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]


def memory(processes: Sequence[int], at_most: int, inherited: int = 0) -> int:
    """Bytes that these processes hold: when that may be more than `at_most`, memory that they share counted once.

    Parameters
    ----------
    inherited : bytes that are taken off each process into which this one may not look, for what it shares.
    """
    most = sum(map(held, processes))
    return most if most <= at_most else sum(_proportional(pid, inherited) for pid in processes)


def biggest(processes: Sequence[int], at_least: int) -> list[int]:
    """Those of these processes that hold at least so many bytes, memory that they share divided among them."""
    return [pid for pid in processes if _proportional(pid) >= at_least]


def held(pid: int) -> int:
    """Bytes of memory that no file on a disk stands behind; anybody may know this much of any process."""
    sizes = _sizes(pid, "status")
    return sizes.get("RssAnon", 0) + sizes.get("RssShmem", 0)


def _proportional(pid: int, inherited: int = 0) -> int:
    """The same, with what several processes hold divided among them.

    A process can see to it that nobody may look into it: then it holds all that it seems to.
    """
    sizes = _sizes(pid, "smaps_rollup")
    if "Pss" not in sizes:
        return max(0, held(pid) - inherited)
    return sizes["Pss_Anon"] + sizes["Pss_Shmem"] if "Pss_Anon" in sizes else sizes["Pss"]


def _sizes(pid: int, file: str) -> dict[str, int]:
    """What a file of /proc says of a process's memory, in bytes by name; nothing where that may not be known."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    return {line.partition(":")[0]: int(line.split()[1]) * 1024 for line in lines if line.startswith(SIZES)}


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
    clean = not any(any(_own(folder, mounted)) for folder in folders) and not any(_left(kind) for kind in IPC)
    for folder in folders:
        _forget(folder)
    return clean


def _forget(folder: Path) -> None:
    """A folder that is always there keeps no times, permissions or attributes either."""
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
        if hasattr(os, "listxattr"):
            for name in os.listxattr(folder):
                os.removexattr(folder, name)
        os.utime(folder, (0, 0))


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
