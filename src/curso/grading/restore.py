"""Makes a submission ready to be run: whole again, without outputs, in whichever language it was handed in."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum, is_solution
from traitlets import Unicode

from curso.grading.align import align, unique_ids
from curso.grading.course import NOT_RELEASED, Course, GradingError
from curso.grading.lenient import whole
from curso.grading.notebooks import node, read
from curso.grading.notes import remember
from curso.text import Language, as_language


def prepare(nb: Any, releases: Mapping[Language, Any]) -> Language:
    """Make a submitted notebook, in place, what is graded, and return its language.

    Afterwards it holds every graded cell of the release once and in its order, checks as they were released,
    nothing that it put out before, valid metadata, unique ids, and remarks on what had to be repaired. An
    answer that is the blank of any language has the checksum that nbgrader takes for untouched. `releases`
    are the released notebooks of the lesson, by language; they stay as they are. Raises Unreadable.
    """
    made, mended = whole(nb)
    nb.clear()
    dict.update(nb, made)
    lang = language_of(nb, releases)
    released = releases[lang]
    noticed = [*((code, "") for code in mended), *align(nb, released)]
    unique_ids(nb)
    grading = nb.metadata.get("curso", {}).get("grading")
    nb.metadata = copy.deepcopy(released.metadata)
    nb.metadata["curso"] = node({**released.metadata.get("curso", {}), "language": lang})
    if grading:
        nb.metadata.curso["grading"] = grading
    for code, name in noticed:
        remember(nb, code, name)
    _tell_untouched(nb, releases)
    return lang


def _tell_untouched(nb: Any, releases: Mapping[Language, Any]) -> None:
    """Give each untouched answer the checksum that it has as it is: nbgrader knows the one of Spanish alone."""
    blanks = {
        (cell.metadata.nbgrader.grade_id, cell.source.strip())
        for released in releases.values()
        for cell in released.cells
        if is_solution(cell)
    }
    for cell in nb.cells:
        if is_solution(cell) and (cell.metadata.nbgrader.grade_id, cell.source.strip()) in blanks:
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)


def language_of(nb: Any, releases: Mapping[Language, Any]) -> Language:
    """The language of a submission: what its metadata says, else the release it shares most cells with."""
    ours = nb.metadata.get("curso")
    said = as_language(str(ours.get("language", ""))) if isinstance(ours, dict) else None
    if said is not None and said in releases:
        return said
    sources = {cell.source.strip() for cell in nb.cells}

    def shared(lang: Language) -> int:
        return sum(cell.source.strip() in sources for cell in releases[lang].cells)

    return max(releases, key=shared)


def read_released(course: Course, module: str, lesson: str) -> dict[Language, Any]:
    """The released notebooks of a lesson, by language. Raises GradingError when there is none."""
    paths = course.released(module, lesson)
    if not paths:
        raise GradingError(NOT_RELEASED.format(module=module))
    return {lang: read(path) for lang, path in paths.items()}


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """nbgrader's step that does all this before a submission is run."""

    course_root = Unicode("", help="The folder of the course.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Repair a whole notebook, and note in its metadata what had to be repaired."""
        about = resources["nbgrader"]
        prepare(nb, read_released(Course(Path(self.course_root)), about["assignment"], about["notebook"]))
        return nb, resources
