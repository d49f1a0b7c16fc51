"""The final project through the grader and formgrader: a complete, a mediocre and a leaking one, and their marks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from desk import open_desk

from curso.authoring.builder import build_sources
from curso.grading.classroom import solution_of
from curso.grading.collect import collect
from curso.grading.course import CONFIG_NAME, Course
from curso.grading.grade import grade
from curso.grading.marks import Mark, read_marks
from curso.grading.notebooks import read
from curso.grading.release import release
from curso.grading.sandbox import Level, level
from curso.text import Language

pytest.importorskip("tensorflow")
pytestmark = pytest.mark.skipif(level() is not Level.BUBBLEWRAP, reason="there is no bubblewrap on this machine")
ROOT = Path(__file__).parents[2]
PROJECTS = ROOT / "tests" / "fixtures" / "projects"
MODULE, LESSON, CONCLUSION = "06_hiperparametros", "02_proyecto", "project_conclusion"
NEEDED = ("setup", "missing-packages", "load-table", "clean", "split-rows", "baselines")
# a project's language, and the least and the most that it may earn of eight points
CLASS: dict[str, tuple[Language, float, float]] = {
    "complete": ("es", 8, 8),
    "mediocre": ("en", 3, 5),
    "leaking": ("es", 0, 1),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """The three, handed in and graded."""
    course = Course(tmp_path_factory.mktemp("project") / "course")
    course.root.mkdir()
    shutil.copyfile(ROOT / "autograder" / CONFIG_NAME, course.config_file)
    handed_in = tmp_path_factory.mktemp("handed_in")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CURSO_SECRET", "a-secret-of-the-project-0123456789")
        patch.delenv("CURSO_GRADEBOOK", raising=False)
        assert not build_sources(ROOT, MODULE, course.root).failed
        release(course, MODULE)
        for student, (lang, *_) in CLASS.items():
            (handed_in / student).mkdir()
            nbformat.write(_notebook(course, student, lang), handed_in / student / f"{LESSON}.ipynb")
        collect(course, MODULE, handed_in)
        assert grade(course, MODULE, jobs=2).ok
        yield course


def _notebook(course: Course, student: str, lang: Language) -> Any:
    """The lesson with its own cells as far as the project needs them, right answers, and the student's project."""
    nb = read(course.release(lang) / MODULE / f"{LESSON}.ipynb")
    source = read(course.source(lang) / MODULE / f"{LESSON}.ipynb")
    right = {cell.metadata.nbgrader.grade_id: solution_of(cell.source) for cell in source.cells if _answers(cell)}
    nb.cells = [cell for cell in nb.cells if cell.get("id") in NEEDED or "nbgrader" in cell.metadata]
    project = PROJECTS / f"{student}.py"
    for cell in nb.cells:
        if _answers(cell):
            name = cell.metadata.nbgrader.grade_id
            given = name == "project" and project.exists()
            cell.source = project.read_text(encoding="utf-8") if given else right[name]
        elif cell.metadata.get("nbgrader", {}).get("grade_id") == CONCLUSION:
            cell.source += f"\n\nConclusion: {student}."
    return nb


def _answers(cell: Any) -> bool:
    return cell.cell_type == "code" and bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _marks(course: Course) -> dict[str, Mark]:
    return {mark.name: mark for mark in read_marks(course, MODULE).rows}


@pytest.mark.parametrize("student", CLASS)
def test_a_project_earns_what_it_is_worth(course: Course, student: str) -> None:
    mark = _marks(course)[student]
    _, least, most = CLASS[student]
    project = mark.scores["06.project"]
    assert project is not None and least <= project <= most, [note.en for note in mark.notes]
    assert (mark.scores["06.square_metres"], mark.scores["06.features"]) == (2, 2)


def test_the_conclusion_waits_for_a_person_who_marks_it_in_formgrader(course: Course) -> None:
    before = _marks(course)
    assert [mark.scores["06.project_conclusion"] for mark in before.values()] == [None, None, None]
    given = {"complete": 4, "mediocre": 2.5, "leaking": 0}
    with open_desk(course) as desk:
        for student, points in given.items():
            api = "/formgrader/api"
            found = json.loads(desk.ask(f"{api}/student_notebook_submissions/{before[student].student}/{MODULE}"))
            (notebook,) = [one for one in found if one["name"] == LESSON]
            assert notebook["needs_manual_grade"]
            assert f"Conclusion: {student}." in desk.ask(f"/formgrader/submissions/{notebook['id']}")
            grades = json.loads(desk.ask(f"{api}/grades?submission_id={notebook['id']}"))
            (waiting,) = [one for one in grades if one["name"] == CONCLUSION]
            desk.ask(f"{api}/grade/{waiting['id']}", {"manual_score": points})
    for student, mark in _marks(course).items():
        assert mark.scores["06.project_conclusion"] == given[student]
        assert mark.total == pytest.approx(before[student].total + given[student])
