"""How much a process and all that it started use, seen from outside."""

from __future__ import annotations

from curso.box import watch


def usage(pid: int, at_most: int, inherited: int = 0) -> tuple[int, int]:
    """Processes, and bytes of memory that they hold; (0, 0) on a system that doesn't tell.

    Parameters
    ----------
    at_most, inherited : see `curso.box.watch.memory`.
    """
    found = watch.children(pid)
    return len(found), watch.memory(found, at_most, inherited)
