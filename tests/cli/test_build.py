"""`curso build`: builds, checks, seals, and says what is wrong with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`(notebooks/[\w/.]+)`\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def lesson(course: Path) -> Path:
    """A lesson without exercises: the page's example up to its first one."""
    found = BLOCK.search(PAGE)
    assert found
    text = found[2].partition("# %% exercise=")[0].replace('module: "07"', 'module: "01"')
    path = course / "notebooks" / "01_regresion_lineal" / "01_la_mediana.py"
    path.write_text(text, encoding="utf-8")
    return path


def built(lesson: Path, lang: str) -> Path:
    return lesson.parent / lang / f"{lesson.stem}.ipynb"


def test_build_writes_a_notebook_in_each_language_and_then_has_nothing_to_do(curso, lesson: Path) -> None:
    code, out, _ = curso("build")
    assert code == 0
    assert built(lesson, "es").exists() and built(lesson, "en").exists()
    assert "Lessons: 1 built" in out
    code, out, _ = curso("--lang", "es", "build", "-m", "01")
    assert code == 0
    assert "1 sin cambios" in out


def test_check_writes_nothing_and_says_what_differs(curso, lesson: Path) -> None:
    code, out, _ = curso("build", "--check")
    assert code == 1
    assert "this notebook is missing" in out
    assert not built(lesson, "es").exists()
    curso("build")
    assert curso("build", "--check")[0] == 0
    built(lesson, "en").write_text("{}", encoding="utf-8")
    code, out, _ = curso("build", "--check", "--lang", "es")
    assert code == 1
    assert "no es lo que construye su lección" in out


def test_a_stale_translation_is_named_with_its_line_and_sealed_when_asked(curso, lesson: Path) -> None:
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("Nueve personas", "9 personas"), encoding="utf-8")
    code, out, _ = curso("build")
    assert code == 1
    assert re.search(r"01_la_mediana\.py:\d+: .*\[seal-stale\]", out)
    code, out, _ = curso("build", "--seal")
    assert code == 0
    assert "01_la_mediana.py: 1" in out


def test_an_unknown_module_is_bad_input(curso, course: Path) -> None:
    code, _, err = curso("build", "--module", "77", "--lang", "es")
    assert code == 2
    assert "No hay ningún módulo «77»" in err


def test_a_course_without_its_setting_is_bad_input(curso, course: Path) -> None:
    (course / "pyproject.toml").unlink()
    code, _, err = curso("build")
    assert code == 2
    assert "pyproject.toml" in err
    assert "Traceback" not in err
