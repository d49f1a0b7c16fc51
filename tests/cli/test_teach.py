"""release, collect, grade, feedback, export, formgrader: what is asked of the grading parts, and what is said of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from curso.authoring.builder import BuildReport
from curso.grading.collect import Collected
from curso.grading.feedback import FeedbackRow
from curso.grading.grade import GradeReport, Row
from curso.grading.marks import Exercise, Mark, Marks
from curso.text import Text

MODULE = "01_regresion_lineal"
NOTE = Text(es="no entregó la lección 3", en="did not hand in lesson 3")


@pytest.fixture
def released(course: Path) -> Path:
    """A course whose module 01 was released."""
    folder = course / "autograder" / "release" / MODULE
    folder.mkdir(parents=True)
    (folder / "01_a.ipynb").write_text("{}", encoding="utf-8")
    return course


def mark(
    name: str,
    total: float,
    *,
    graded: bool = True,
    by_hand: float | None = 1.0,
    penalty: float = 0.0,
    outdated: bool = False,
) -> Mark:
    return Mark(
        student=name.lower(),
        name=name,
        scores={"01.cost": total, "01.conclusion": by_hand},
        untouched=frozenset(),
        penalty=penalty,
        total=total,
        days_late=0,
        handed_in=None,
        graded=graded,
        state="graded" if graded else "failed",
        notes=(),
        outdated=outdated,
    )


def marks(*rows: Mark) -> Marks:
    cost = Exercise("01.cost", "01_a", "check_cost", 2.0, False)
    conclusion = Exercise("01.conclusion", "01_a", "conclusion", 1.0, True)
    return Marks(MODULE, (cost, conclusion), rows)


# --- before anything is done ------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["collect", "grade", "feedback", "export"])
def test_an_unknown_module_is_bad_input(curso, released: Path, command: str) -> None:
    more = ("entregas",) if command == "collect" else ()
    code, _, err = curso("--lang", "es", command, "09", *more)
    assert code == 2
    assert f"No hay ningún módulo «09»; los que hay son: {MODULE}, 02_neurona." in err


@pytest.mark.parametrize("command", ["grade", "feedback", "export"])
def test_a_module_not_yet_released_is_answered_with_the_command_to_run(curso, released: Path, command: str) -> None:
    code, _, err = curso(command, "02")
    assert code == 2
    assert "`curso release 02`" in err


@pytest.mark.parametrize("words", [("release", "01"), ("grade", "01"), ("formgrader",)])
def test_without_nbgrader_the_command_that_installs_it_is_said(
    curso, released: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr("curso.cli.course.importlib.util.find_spec", lambda name: None)
    code, _, err = curso(*words)
    assert code == 2
    assert 'pip install "curso-redes[teacher] @ git+https://' in err


def test_a_course_folder_that_is_not_there_is_bad_input(curso, released: Path) -> None:
    code, _, err = curso("grade", "01", "--course", "otro curso")
    assert code == 2
    assert "otro curso" in err


# --- release ----------------------------------------------------------------------------------------------------


def test_release_builds_the_sources_and_releases_with_the_due_date(
    curso, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def build_sources(root: Path, module: str, folder: Path) -> BuildReport:
        asked.append((root, module, folder))
        return BuildReport()

    def release(grader: Any, module: str, due: Any, progress: Any) -> dict[str, Path]:
        asked.append((module, due))
        return {"es": grader.release("es") / module, "en": grader.release("en") / module}

    monkeypatch.setattr("curso.authoring.builder.build_sources", build_sources)
    monkeypatch.setattr("curso.grading.release.release", release)
    code, out, _ = curso("--lang", "es", "release", "01", "--due", "2027-03-31 23:59")
    assert code == 0
    assert asked[0] == (course, MODULE, course / "autograder")
    assert asked[1][0] == MODULE
    assert isinstance(asked[1][1], datetime)
    assert "Cuadernos en español" in out
    assert "Cuadernos en inglés" in out


def test_a_due_date_that_is_none_is_bad_input_before_anything_is_built(
    curso, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curso.authoring.builder.build_sources", lambda *_: pytest.fail("it was built"))
    code, _, err = curso("release", "01", "--due", "mañana")
    assert code == 2
    assert "mañana" in err


def test_a_lesson_that_cannot_be_built_stops_the_release_with_file_and_line(curso, course: Path) -> None:
    (course / "notebooks" / MODULE / "01_rota.py").write_text("# no header\n", encoding="utf-8")
    code, _, err = curso("release", "01", "--lang", "es")
    assert code == 2
    assert f"notebooks/{MODULE}/01_rota.py:1:" in err


# --- collect, grade, feedback -----------------------------------------------------------------------------------


def test_collect_shows_what_was_taken_and_what_was_refused(
    curso, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = released / "las entregas"
    folder.mkdir()
    rows = [
        Collected("ana", "Ana Núñez", taken=["01_a"], missing=[NOTE]),
        Collected("bo", "Bo [red]", refused=Text(es="zip dañado", en="damaged zip")),
    ]
    monkeypatch.setattr("curso.grading.collect.collect", lambda *_: rows)
    code, out, _ = curso("--lang", "es", "collect", "01", str(folder))
    assert code == 1
    assert "1 de 2 entregas recogidas; 2 con observaciones." in out
    for words in ("Ana Núñez", "no entregó la lección 3", "Bo [red]", "zip dañado"):
        assert words in out


@pytest.mark.parametrize(("state", "expected"), [("graded", 0), ("skipped", 0), ("failed", 1)])
def test_grade_passes_its_options_on_and_its_exit_code_says_whether_all_have_a_mark(
    curso, released: Path, monkeypatch: pytest.MonkeyPatch, state: str, expected: int
) -> None:
    asked: dict[str, Any] = {}

    def grade(grader: Any, module: str, **options: Any) -> GradeReport:
        asked.update(options, module=module, root=grader.root)
        score = None if state == "failed" else 7.5
        return GradeReport((Row("ana", "Ana", state, score, 10.0, (NOTE,)),))

    monkeypatch.setattr("curso.grading.grade.grade", grade)
    more = ("--force", "--unsafe", "--cold", "--scheduler", "tcp://somewhere:8786")
    code, out, _ = curso("grade", "1", "--jobs", "3", "--student", "ana", "--student", "bo", *more)
    assert code == expected
    assert asked["module"] == MODULE
    assert asked["root"] == released / "autograder"
    assert (asked["jobs"], asked["students"], asked["force"]) == (3, ["ana", "bo"], True)
    assert (asked["unsafe"], asked["cold"], asked["scheduler"]) == (True, True, "tcp://somewhere:8786")
    assert "1 submissions in 0 s" in out
    assert ("7.5 / 10" in out) == (state != "failed")
    assert "did not hand in lesson 3" in out


def test_grade_is_careful_unless_told_otherwise(curso, released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def grade(grader: Any, module: str, **options: Any) -> GradeReport:
        asked.update(options)
        return GradeReport((Row("ana", "Ana", "skipped", 7.5, 10.0),))

    monkeypatch.setattr("curso.grading.grade.grade", grade)
    code, out, _ = curso("--lang", "es", "grade", "01")
    assert code == 0
    assert [asked[name] for name in ("unsafe", "cold", "force", "scheduler", "students")] == [*[False] * 3, None, None]
    assert not asked.get("ours")
    assert "0 corregidas, 1 sin cambios, 0 sin corregir" in out


def test_feedback_says_where_the_pages_are_and_who_has_none(
    curso, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [FeedbackRow("ana", (Path("a.html"), Path("b.html"))), FeedbackRow("bo", (), NOTE)]
    monkeypatch.setattr("curso.grading.feedback.feedback", lambda *_: rows)
    code, out, _ = curso("--lang", "es", "feedback", "01")
    assert code == 1
    assert "bo: sin páginas (no entregó la lección 3)" in out
    assert str(released / "autograder" / "feedback") in out


# --- export -----------------------------------------------------------------------------------------------------


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What `export` is asked to write, instead of writing it."""
    asked: list[Path] = []
    monkeypatch.setattr("curso.grading.export.export", lambda grader, module, path, step: asked.append(path))

    def class_picture(grader: Any, module: str, folder: Path, name: str) -> tuple[Path, Path]:
        return folder / f"{name}.png", folder / f"{name}.svg"

    monkeypatch.setattr("curso.grading.report.class_picture", class_picture)
    rows = marks(mark("Ana Núñez", 3.0), mark("Bo", 1.0, penalty=0.5))
    monkeypatch.setattr("curso.grading.marks.read_marks", lambda *_: rows)
    return asked


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, f"autograder/marks/{MODULE}.csv"),
        ("las notas", f"las notas/{MODULE}.csv"),
        ("año/notas.csv", "año/notas.csv"),
    ],
)
def test_export_writes_where_it_is_told_and_says_where(
    curso, released: Path, exported: list[Path], given: str | None, expected: str
) -> None:
    code, out, _ = curso("export", "01", *(("--out", given) if given else ()))
    assert code == 0
    assert exported == [released / expected]
    assert str(released / expected) in out
    assert str((released / expected).with_suffix(".png")) in out
    for words in ("Ana Núñez", "3 / 3", "−0.5"):
        assert words in out


def test_export_says_with_its_exit_code_that_marks_are_missing(
    curso, released: Path, exported: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = marks(mark("Ana", 2.0, by_hand=None), mark("Bo", 0.0, graded=False))
    monkeypatch.setattr("curso.grading.marks.read_marks", lambda *_: waiting)
    code, out, _ = curso("--lang", "es", "export", "01")
    assert code == 1
    assert "falta corregir a mano 01.conclusion" in out
    assert "sin calificar" in out


def test_export_says_that_a_mark_is_an_earlier_one_and_so_does_its_exit_code(
    curso, released: Path, exported: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = marks(mark("Ana", 2.0, outdated=True), mark("Bo", 1.0))
    monkeypatch.setattr("curso.grading.marks.read_marks", lambda *_: earlier)
    code, out, _ = curso("--lang", "es", "export", "01")
    assert code == 1
    assert "nota anterior" in out and "2 / 3" in out


# --- formgrader -------------------------------------------------------------------------------------------------


def test_formgrader_is_served_on_the_port_asked_for(curso, released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def serve(grader: Any, port: int | None, browser: bool) -> int:
        asked.append((grader.root, port, browser))
        return 0

    monkeypatch.setattr("curso.grading.formgrader.serve", serve)
    assert curso("formgrader", "--port", "8999", "--no-browser")[0] == 0
    assert asked == [(released / "autograder", 8999, False)]


def test_formgrader_without_a_released_module_is_bad_input(curso, course: Path) -> None:
    code, _, err = curso("formgrader", "--no-browser")
    assert code == 2
    assert "curso release" in err
