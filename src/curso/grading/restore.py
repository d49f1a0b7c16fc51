"""nbgrader's steps that make a submission whole again before it is run, whichever language it is in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum, is_solution
from traitlets import Unicode

from curso.grading.align import align, unique_ids
from curso.grading.course import NOT_RELEASED, Course, GradingError
from curso.grading.notebooks import node, read
from curso.grading.notes import remember
from curso.text import Language, as_language


def read_released(course: Course, module: str, lesson: str) -> dict[Language, Any]:
    """The released notebooks of a lesson, by language. Raises GradingError when there is none."""
    paths = course.released(module, lesson)
    if not paths:
        raise GradingError(NOT_RELEASED.format(module=module))
    return {lang: read(path) for lang, path in paths.items()}


def language_of(nb: Any, releases: dict[Language, Any]) -> Language:
    """The language of a submission: what its metadata says, else the release it shares most cells with."""
    ours = nb.metadata.get("curso")
    said = as_language(str(ours.get("language", ""))) if isinstance(ours, dict) else None
    if said in releases:
        return said
    sources = {cell.source.strip() for cell in nb.cells}

    def shared(lang: Language) -> int:
        return sum(cell.source.strip() in sources for cell in releases[lang].cells)

    return max(releases, key=shared)


class _WithReleases(NbGraderPreprocessor):  # type: ignore[misc]
    """A step that knows what was released."""

    course_root = Unicode("", help="The folder of the course.").tag(config=True)

    def releases(self, resources: Any) -> dict[Language, Any]:
        """The released notebooks of the lesson in hand."""
        about = resources["nbgrader"]
        return read_released(Course(Path(self.course_root)), about["assignment"], about["notebook"])


class RestoreCells(_WithReleases):
    """Puts back cells and metadata by comparison with the release of the submission's own language."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Repair a whole notebook, and note in its metadata what had to be repaired."""
        releases = self.releases(resources)
        lang = language_of(nb, releases)
        noticed = align(nb, releases[lang])
        unique_ids(nb)
        nb.metadata["curso"] = node({**releases[lang].metadata.get("curso", {}), "language": lang})
        for code, name in noticed:
            remember(nb, code, name)
        return nb, resources


class CountAsUntouched(_WithReleases):
    """Tells nbgrader that an answer is untouched when it is the stub of any language, not of Spanish alone."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Give each untouched answer the checksum that nbgrader takes for untouched."""
        stubs = {
            (cell.metadata.nbgrader.grade_id, cell.source.strip())
            for released in self.releases(resources).values()
            for cell in released.cells
            if is_solution(cell)
        }
        for cell in nb.cells:
            if is_solution(cell) and (cell.metadata.nbgrader.grade_id, cell.source.strip()) in stubs:
                cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
        return nb, resources
