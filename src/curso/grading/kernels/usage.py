"""How much a process and all that it started use, seen from outside."""

from __future__ import annotations

import os
from pathlib import Path


def usage(pid: int) -> tuple[int, int]:
    """Processes, and bytes of memory that each has for itself; (0, 0) on a system that doesn't tell."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _fields(folder.name, "stat"):
            below.setdefault(int(fields[1]), []).append(int(folder.name))
    found: list[int] = []
    waiting = list(below.get(pid, ()))
    while waiting:
        found.append(waiting.pop())
        waiting += below.get(found[-1], ())
    return len(found), sum(map(_own_memory, found))


def _own_memory(pid: int) -> int:
    fields = _fields(str(pid), "statm")
    return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _fields(pid: str, file: str) -> list[str]:
    """The fields of a file of /proc, what stands before a name in brackets left out; none of a process that is gone."""
    try:
        text = Path("/proc", pid, file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()
