"""nbgrader's step that runs a submission, and carries on when the student's code does not."""

from __future__ import annotations

import time
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbgrader.preprocessors import Execute
from nbgrader.preprocessors.execute import UnresponsiveKernelError
from traitlets import Integer

from curso.grading.notes import remember

TIMEOUTS_AT_MOST = 2


class _GaveUp(Exception):
    """The notebook has used up its time."""


class ExecuteToTheEnd(Execute):  # type: ignore[misc]
    """Runs the cells; a dead kernel or a notebook without end costs what comes after, not the whole submission.

    What happened is written into the notebook's metadata, for the report and the feedback page.
    """

    notebook_timeout = Integer(240, help="Seconds that a whole notebook may take.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:
        """Run all cells that can be run."""
        self._started = time.monotonic()
        self._timeouts = 0
        self._current = (0, "")
        try:
            return super().preprocess(nb, resources, km)  # type: ignore[no-any-return]
        except DeadKernelError:
            remember(nb, "died", self._current[1])
        except (CellTimeoutError, UnresponsiveKernelError, _GaveUp):
            remember(nb, "stopped", self._current[1])
        _forget_later_outputs(nb, self._current[0])
        return nb, resources

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Run one cell, unless the notebook has used up its time."""
        if cell.cell_type != "code":
            return cell, resources
        self._current = (index, cell.get("id") or str(index + 1))
        if self._timeouts >= TIMEOUTS_AT_MOST or time.monotonic() - self._started > self.notebook_timeout:
            raise _GaveUp
        cell, resources = super().preprocess_cell(cell, resources, index)
        errors = [output.ename for output in cell.outputs if output.output_type == "error"]
        if "CellTimeoutError" in errors:
            self._timeouts += 1
            remember(self.nb, "timeout", self._current[1])
        elif errors and not cell.metadata.get("nbgrader", {}).get("grade"):
            remember(self.nb, "raised", self._current[1])
        return cell, resources


def _forget_later_outputs(nb: Any, index: int) -> None:
    """Cells that were not run have no outputs, whatever the notebook said before."""
    for cell in nb.cells[index + 1 :]:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
