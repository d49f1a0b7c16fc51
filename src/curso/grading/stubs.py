"""nbgrader's release step that puts the student's stub in place of each solution."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from curso.grading.course import GradingError
from curso.text import Text

SOLUTION_WITHOUT_STUB = Text(
    es="La celda «{cell}» tiene una solución y ningún hueco que poner en su lugar. Construye el curso otra vez con "
    "`curso build`; el cuaderno no se publica así.",
    en="The cell “{cell}” has a solution and no blank to put in its place. Build the course again with `curso "
    "build`; the notebook is not released like this.",
)


class InsertStubs(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts `metadata.curso.stub` into every cell that has one, and lets no solution through.

    It stands where nbgrader has ClearSolutions, which knows one stub for all exercises and would also
    wipe the prompt of a cell that is marked by hand.
    """

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Replace one cell's source. Raises GradingError when a solution would be released."""
        ours = cell.metadata.get("curso", {})
        stub = ours.pop("stub", None)
        if not ours:
            cell.metadata.pop("curso", None)
        if stub is not None:
            if not is_solution(cell):
                raise GradingError(SOLUTION_WITHOUT_STUB.format(cell=cell.get("id", cell_index)))
            cell.source = stub
        if "BEGIN SOLUTION" in cell.source or "END SOLUTION" in cell.source:
            raise GradingError(SOLUTION_WITHOUT_STUB.format(cell=cell.get("id", cell_index)))
        return cell, resources
