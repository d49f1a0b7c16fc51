"""Runs notebooks in the grader's kernels."""

from __future__ import annotations

import copy
from typing import Any

from curso.grading.kernels.base import Ended
from curso.grading.kernels.cold import ColdKernel
from curso.grading.kernels.warm import WarmBox, WarmKernel
from curso.grading.sandbox import Limits

LIMITS = Limits(cell_seconds=30.0)


def run_all(kernel: Any, nb: Any) -> list[Ended]:
    """Run every code cell that can be run, and end the kernel; how each ended."""
    ended = []
    try:
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code" and kernel.alive:
                ended.append(kernel.run(cell, index))
        kernel.finish()
    finally:
        kernel.close()
    return ended


def cold(nb: Any, limits: Limits = LIMITS) -> tuple[Any, list[Ended]]:
    """A copy of the notebook after its run in a cold kernel."""
    nb = copy.deepcopy(nb)
    return nb, run_all(ColdKernel(nb, limits), nb)


_boxes: list[WarmBox] = []


def warm(nb: Any, preload: tuple[str, ...] = ()) -> tuple[Any, list[Ended]]:
    """A copy of the notebook after its run in a child of a warm process, the same for all tests."""
    if not _boxes:
        _boxes.append(WarmBox(LIMITS, preload))
    nb = copy.deepcopy(nb)
    return nb, run_all(WarmKernel(_boxes[0], nb, 0), nb)


def cool_down() -> None:
    """End the warm process."""
    while _boxes:
        _boxes.pop().close()
