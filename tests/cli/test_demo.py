"""`curso demo`: builds, runs the simulated class, and ends with the table of marks and where everything lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curso.authoring.builder import BuildReport
from curso.authoring.problem import Problem
from curso.grading.course import Course
from curso.grading.demo import Demo
from curso.grading.desk import Student
from curso.grading.grade import GradeReport, Row
from curso.grading.marks import Exercise, Mark, Marks
from curso.grading.preload import NotInstalled
from curso.text import Text, verbatim

MODULE, SECOND = "01_regresion_lineal", "02_neurona"


@pytest.fixture
def made(course: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the demo is asked for; two students come out of each module, one of them a cheat without a point."""
    asked: dict[str, Any] = {}
    grader = Course(course / "build" / "demo")
    students = [Student("Ana Núñez", "es", "right", "folder"), Student("Lucía Peña", "es", "equal", "folder")]
    (course / "notebooks" / SECOND).mkdir(exist_ok=True)

    def done(module: str) -> Demo:
        scores = {"01.cost": 1.5}, {"01.cost": 0.0}
        totals = (("ana", students[0].name, scores[0], 0.5, 1.5), ("luc", students[1].name, scores[1], 0.0, 0.0))
        rows = tuple(Mark(i, n, s, frozenset(), p, t, 1, None, True, "graded", ()) for i, n, s, p, t in totals)
        marks = Marks(module, (Exercise("01.cost", "02_a", "check_cost", 2.0, False),), rows)
        report = GradeReport((Row("ana", "Ana Núñez", asked.get("state", "graded"), 1.5, 2.0),))
        root = grader.root
        files = (root / "feedback", root / f"{module}.csv", root / f"{module}.png", root / f"{module}.svg")
        return Demo(grader, students, report, marks, *files, {"grade": 3.0})

    def demo(root: Path, modules: list[str], jobs: int, progress: Any) -> Iterator[Demo]:
        asked.update(root=root, modules=modules, jobs=jobs)
        for module in modules:
            step = progress(Text(es="Calificar", en="Grade"))
            step(1, 2, verbatim("Ana"))
            if module == asked.get("lacking"):
                raise NotInstalled(Text(es="falta tensorflow", en="tensorflow is missing"))
            yield done(module)

    def build(root: Path, modules: list[str], **options: Any) -> BuildReport:
        asked.update(built=modules, sources=options["sources"], course=options["course"])
        return asked.get("report", BuildReport())

    monkeypatch.setattr("curso.grading.demo.demo", demo)
    monkeypatch.setattr("curso.grading.demo.demo_course", lambda root: grader)
    monkeypatch.setattr("curso.authoring.builder.build", build)
    return asked


def test_it_ends_with_the_marks_of_both_modules_and_where_the_files_lie(
    curso, course: Path, made: dict[str, Any]
) -> None:
    code, out, _ = curso("--lang", "es", "demo", "--jobs", "1")
    assert code == 0
    assert (made["modules"], made["jobs"], made["built"]) == ([MODULE, SECOND], 1, [MODULE, SECOND])
    assert made["sources"]
    assert made["course"] == course / "build" / "demo"
    for words in ("Ana Núñez", "1.5 / 2", "−0.5", "todo resuelto", "Páginas de comentarios", "formgrader"):
        assert words in out
    for place in ("feedback", f"{MODULE}.csv", f"{MODULE}.png", f"{SECOND}.csv", f"{SECOND}.png"):
        assert str(course / "build" / "demo" / place) in out


@pytest.mark.parametrize(("lang", "said"), [("es", "ataque"), ("en", "attack")])
def test_an_attack_is_called_one_beside_its_mark(curso, made: dict[str, Any], lang: str, said: str) -> None:
    _, out, _ = curso("--lang", lang, "demo", "--module", "02")
    assert made["modules"] == [SECOND]
    [row] = [line for line in out.splitlines() if "Lucía Peña" in line]
    assert said in row and "0 / 2" in row


def test_without_tensorflow_the_first_module_is_shown_and_the_second_said_to_be_left_out(
    curso, made: dict[str, Any]
) -> None:
    made["lacking"] = SECOND
    code, out, _ = curso("--lang", "en", "demo")
    assert code == 0
    assert f"{MODULE}.csv" in out and f"{SECOND}.csv" not in out
    assert f"Not done: {SECOND}. tensorflow is missing" in out
    code, _, err = curso("--lang", "en", "demo", "--module", "02")
    assert code != 0 and "tensorflow is missing" in err


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
