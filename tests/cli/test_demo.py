"""`curso demo`: builds, runs the simulated class, and ends with the table of marks and where everything lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from curso.authoring.builder import BuildReport
from curso.authoring.problem import Problem
from curso.grading.course import Course
from curso.grading.demo import Demo
from curso.grading.grade import GradeReport, Row
from curso.grading.marks import Exercise, Mark, Marks
from curso.text import Text, verbatim

MODULE = "01_regresion_lineal"


@pytest.fixture
def made(course: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the demo is asked for; one student comes out, with 1.5 of 2 points."""
    asked: dict[str, Any] = {}
    grader = Course(course / "build" / "demo")
    row = Mark("ana", "Ana Núñez", {"01.cost": 1.5}, frozenset(), 0.5, 1.5, 1, None, True, "graded", ())
    marks = Marks(MODULE, (Exercise("01.cost", "02_a", "check_cost", 2.0, False),), (row,))

    def demo(root: Path, module: str, jobs: int, progress: Any) -> Demo:
        asked.update(root=root, module=module, jobs=jobs)
        step = progress(Text(es="Calificar", en="Grade"))
        step(1, 2, verbatim("Ana"))
        report = GradeReport((Row("ana", "Ana Núñez", asked.get("state", "graded"), 1.5, 2.0),))
        root = grader.root
        files = (root / "feedback", root / "notas.csv", root / "class.png", root / "class.svg")
        return Demo(grader, [], report, marks, *files, {"grade": 3.0})

    def build(root: Path, modules: list[str], **options: Any) -> BuildReport:
        asked.update(built=modules, sources=options["sources"], course=options["course"])
        return asked.get("report", BuildReport())

    monkeypatch.setattr("curso.grading.demo.demo", demo)
    monkeypatch.setattr("curso.grading.demo.demo_course", lambda root: grader)
    monkeypatch.setattr("curso.authoring.builder.build", build)
    return asked


def test_it_ends_with_the_marks_and_where_the_pages_the_file_and_the_picture_lie(
    curso, course: Path, made: dict[str, Any]
) -> None:
    code, out, _ = curso("--lang", "es", "demo", "--jobs", "1")
    assert code == 0
    assert (made["module"], made["jobs"], made["built"]) == (MODULE, 1, [MODULE])
    assert made["sources"]
    assert made["course"] == course / "build" / "demo"
    for words in ("Ana Núñez", "1.5 / 2", "−0.5", "Páginas de comentarios", "formgrader"):
        assert words in out
    for place in ("feedback", "notas.csv", "class.png"):
        assert str(course / "build" / "demo" / place) in out


def test_a_submission_without_a_mark_shows_in_the_exit_code(curso, made: dict[str, Any]) -> None:
    made["state"] = "failed"
    assert curso("demo")[0] == 1


def test_lessons_that_cannot_be_built_stop_it(curso, made: dict[str, Any]) -> None:
    lesson = Path("notebooks/01/02.py")
    problem = Problem(lesson, 3, "unreadable", Text(es="está roto", en="it is broken"), blocks=True)
    made["report"] = BuildReport(failed=(lesson,), problems=(problem,))
    code, _, err = curso("demo", "--lang", "es")
    assert code == 2
    assert "notebooks/01/02.py:3: está roto" in err


def test_an_unknown_module_is_bad_input(curso, made: dict[str, Any]) -> None:
    assert curso("demo", "--module", "88")[0] == 2
