"""The worked example of CONTRIBUTING.md is taken out of the page, linted, built, run and tested."""

from __future__ import annotations

import re
import runpy
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curso.authoring.lesson import read_lesson
from curso.authoring.lint import lint_lesson, make_context
from curso.authoring.notebook import solution_notebook, student_notebook
from curso.authoring.settings import Settings
from curso.exercises import spec as specs
from curso.quiz.library import parse_bank

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^`([\w/.]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = dict(BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
LESSON = "notebooks/07_medias/01_la_mediana.py"
TESTS = "tests/exercises/test_median.py"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course that holds the example's files, and its exercise among the known ones."""
    for name, text in EXAMPLE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    module = types.ModuleType("example_module_07")
    exec(compile(EXAMPLE["src/curso/exercises/module_07/__init__.py"], "module_07.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(specs.MODULES, "07", module.__name__)
    return tmp_path


def the_bank(course: Path) -> Callable[[str], Any]:
    questions = {q.id: q for q in parse_bank(course / "quizzes/07_medias.yaml").questions}
    return questions.__getitem__


def test_the_page_holds_the_four_files() -> None:
    assert set(EXAMPLE) == {
        LESSON,
        "src/curso/exercises/module_07/__init__.py",
        TESTS,
        "quizzes/07_medias.yaml",
    }


def test_the_linter_finds_nothing_in_the_lesson(course: Path) -> None:
    lesson = read_lesson(course / LESSON)
    problems = lint_lesson(lesson, make_context(course, the_bank(course)))
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_lesson_builds_and_its_solution_passes_its_own_check(
    course: Path, lang: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson, bank = read_lesson(course / LESSON), the_bank(course)
    student = student_notebook(lesson, lang, Settings("someone/course"), bank)
    assert "BEGIN SOLUTION" not in str(student)
    solved = solution_notebook(lesson, lang, Settings("someone/course"), bank)
    names: dict[str, Any] = {}
    for cell in solved.cells:
        if cell.cell_type == "code" and cell.id != "setup" and "quiz_check" not in cell.source:
            exec(compile("from curso.notebook import *\n" + cell.source, cell.id, "exec"), names)
    assert names["passed"]("07.median")
    assert "07.median" in capsys.readouterr().out


def test_the_source_of_the_lesson_runs_as_a_script(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(course / LESSON))
    assert "07.median" in capsys.readouterr().out


def test_the_tests_of_the_example_pass(course: Path) -> None:
    names = runpy.run_path(str(course / TESTS))
    cases = {
        "test_right_answers_pass": names["test_right_answers_pass"].pytestmark[0].args[1],
        "test_wrong_answers_do_not_pass": names["test_wrong_answers_do_not_pass"].pytestmark[0].args[1],
    }
    for name, answers in cases.items():
        assert len(answers) >= 4
        for answer in answers:
            names[name](answer)
    names["test_each_misconception_is_recognised_as_itself"]()
