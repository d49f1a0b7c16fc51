"""`curso build --run`: every solution is run in both languages, and the table says how long it took."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from curso.cli import rehearsal

PAGE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`(notebooks/[\w/.]+)`\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def lesson(course: Path) -> Path:
    """A lesson without exercises: the contributors' example up to its first one."""
    found = BLOCK.search(PAGE)
    assert found
    path = course / "notebooks" / "01_regresion_lineal" / "01_la_mediana.py"
    text = found[2].partition("# %% exercise=")[0].replace('module: "07"', 'module: "01"')
    path.write_text(text, encoding="utf-8")
    return path


def test_the_table_has_a_row_for_each_language(curso, lesson: Path) -> None:
    code, out, err = curso("build", "--run")
    assert code == 0, out + err
    assert re.search(r"01_la_mediana\W+es\W+0 of 0\W+\d+\.\d", out), out
    assert re.search(r"01_la_mediana\W+en\W+0 of 0\W+\d+\.\d", out), out


def test_a_solution_that_fails_is_named_and_one_that_is_slow_too(curso, lesson: Path, monkeypatch) -> None:
    monkeypatch.setattr(rehearsal, "LIMIT", 0.01)
    lesson.write_text(lesson.read_text(encoding="utf-8") + '\n# %% id="roto"\n1 / 0\n', encoding="utf-8")
    code, out, _ = curso("--lang", "es", "build", "--run")
    assert code == 1
    assert "01_la_mediana (es): la celda" in out and "ZeroDivisionError" in out
    assert "una solución no debería pasar de 0." in out


def test_nothing_runs_while_a_lesson_cannot_be_built(curso, lesson: Path) -> None:
    lesson.write_text("no header", encoding="utf-8")
    code, out, _ = curso("build", "--run")
    assert code == 1
    assert "Solutions run" not in out
