"""One submission to be graded, as plain data in and out: what a worker does, on this machine or on another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nbgrader.utils import compute_checksum, is_grade, is_solution, is_task

from curso.grading.course import GradingError
from curso.grading.notebooks import from_text, to_text
from curso.grading.notes import remembered
from curso.grading.recognise import Unreadable, read_notebook
from curso.text import Language, Text, verbatim

if TYPE_CHECKING:
    from curso.grading.execute import Settings

COULD_NOT = Text(
    es="la máquina que la calificaba no ha podido ({why}): mira si se queda sin memoria, sin disco o sin archivos "
    "abiertos, y repite la orden",
    en="the machine that was grading it could not ({why}): see whether it runs out of memory, disk or open files, and "
    "run the command again",
)


@dataclass(frozen=True)
class Task:
    """What a worker needs to grade one student's submission; it needs no disk and no gradebook.

    Parameters
    ----------
    module, student : whose submission of what.
    releases : the released notebooks' bytes, by lesson and language.
    notebooks : the submitted notebooks' bytes, by lesson; lessons that were not handed in are not there.
    settings : how notebooks are run, and the secret that hidden cases are drawn from.
    """

    module: str
    student: str
    releases: Mapping[str, Mapping[Language, bytes]]
    notebooks: Mapping[str, bytes]
    settings: Settings


@dataclass(frozen=True)
class Grade:
    """What came of one cell that counts or is answered in.

    Parameters
    ----------
    grade_id : the cell, as nbgrader names it.
    auto_score : points; None where a person gives them, and for a cell that only holds an answer.
    untouched : whether the answer is as it was released.
    needs_manual : whether a person has to mark it.
    """

    grade_id: str
    auto_score: float | None
    untouched: bool
    needs_manual: bool


@dataclass(frozen=True)
class GradedNotebook:
    """What came of one notebook.

    Parameters
    ----------
    lesson : the notebook's name.
    content : the notebook with its verdicts; None when it could not be graded.
    grades : a row a cell.
    notes : remarks: what was missing, repaired, interrupted.
    failed : why it could not be graded; None when it was.
    """

    lesson: str
    content: bytes | None
    grades: tuple[Grade, ...] = ()
    notes: tuple[Text, ...] = ()
    failed: Text | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a submission: of each notebook that was handed in."""

    student: str
    notebooks: tuple[GradedNotebook, ...]


def grade_task(task: Task) -> Outcome:
    """Grade a submission. A notebook that cannot be read or graded costs only itself, and says why.

    Raises GradingError when it is this machine that cannot grade, and no notebook is to blame.
    """
    lessons = sorted(lesson for lesson in task.notebooks if lesson in task.releases)
    return Outcome(task.student, tuple(_graded(task, lesson) for lesson in lessons))


def _graded(task: Task, lesson: str) -> GradedNotebook:
    from curso.grading.execute import execute
    from curso.grading.restore import prepare

    try:
        nb = read_notebook(task.notebooks[lesson])
        releases = {lang: _released(content) for lang, content in task.releases[lesson].items()}
        prepare(nb, releases)
        scores = execute(nb, task.settings, releases.values())
        content = to_text(nb).encode("utf-8", "replace")
        return GradedNotebook(lesson, content, tuple(_grades(nb, scores)), tuple(remembered(nb)))
    except GradingError:
        raise
    except (OSError, MemoryError) as error:  # a notebook is bytes here, and runs apart: it can bring about neither
        raise GradingError(COULD_NOT.format(why=str(error) or type(error).__name__)) from error
    except Unreadable as problem:
        return GradedNotebook(lesson, None, failed=problem.text)
    except Exception as error:
        return GradedNotebook(lesson, None, failed=verbatim(str(error) or type(error).__name__))


@lru_cache(maxsize=64)
def _released(content: bytes) -> Any:
    """A released notebook; the same for every submission that this process grades."""
    return from_text(content.decode("utf-8"))


def _grades(nb: Any, scores: Mapping[str, float]) -> Iterator[Grade]:
    """A row for each cell that nbgrader's gradebook has a grade or a comment for."""
    for cell in nb.cells:
        if not (is_grade(cell) or is_solution(cell) or is_task(cell)):
            continue
        tags = cell.metadata.nbgrader
        untouched = not is_task(cell) and tags.get("checksum") == compute_checksum(cell)
        score = _score(cell, scores, untouched) if is_grade(cell) else None
        yield Grade(tags.grade_id, score, untouched, bool(is_grade(cell)) and score is None)


def _score(cell: Any, scores: Mapping[str, float], untouched: bool) -> float | None:
    """Points by nbgrader's rules, save that a check without a verdict is worth 0 and not everything."""
    if is_solution(cell):
        return 0.0 if untouched else None
    if cell.cell_type != "code":
        return None
    tags = cell.metadata.nbgrader
    score = float(scores.get(tags.grade_id, 0.0))
    return min(max(score, 0.0), float(tags.points)) if math.isfinite(score) else 0.0
