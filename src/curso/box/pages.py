"""Makes forking cheap: what a process has imported goes into large pages, of which there are far fewer to copy."""

from __future__ import annotations

import ctypes
import mmap
from pathlib import Path

MADV_COLLAPSE = 25  # Linux 6.1 and later; refused by others, and then everything is as before
ORDINARY, LARGE = 4 * 2**10, 2 * 2**20  # bytes of a page; where ordinary ones have more, large ones are too large


def gather() -> int:
    """Gather this process's own memory in large pages where the system can; returns how many there are now.

    Forking copies an entry for each page, and ending the child goes through all of them again: one large page
    stands for 512. A page that the child writes to is copied by itself, as before.
    """
    if mmap.PAGESIZE != ORDINARY:
        return 0
    try:
        regions = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # not Linux
        return 0
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    return sum(madvise(place, LARGE, MADV_COLLAPSE) == 0 for region in regions for place in _places(region))


def _places(region: str) -> range:
    """Where large pages could lie in a line of /proc/self/maps: in memory that is private and written to."""
    span, rights, _, _, inode, *name = region.split(maxsplit=5)
    if rights != "rw-p" or inode != "0" or name == ["[stack]"]:
        return range(0)
    first, last = (int(address, 16) for address in span.split("-"))
    return range(-(-first // LARGE) * LARGE, last - LARGE + 1, LARGE)
