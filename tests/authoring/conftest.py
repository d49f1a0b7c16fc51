"""A small course in a folder of its own, and a bank of three questions that the course's bank doesn't hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from curso.text import Text

FIXTURES = Path(__file__).parents[1] / "fixtures" / "lessons"
MODULE = "01_regresion_lineal"

OPTIONS = [
    SimpleNamespace(id=letter, text=Text(es=f"opción {letter}", en=f"option {letter}"), correct=letter in right)
    for letter, right in zip("abcd", ("", "b", "", ""), strict=True)
]
SEVERAL = [
    SimpleNamespace(id=letter, text=Text(es=f"opción {letter}", en=f"option {letter}"), correct=letter in "ac")
    for letter in "abcd"
]
QUESTIONS = {
    "01.q01": SimpleNamespace(kind="single", question=Text(es="¿Cuál?", en="Which?"), options=OPTIONS),
    "01.q02": SimpleNamespace(kind="multiple", question=Text(es="¿Cuáles?", en="Which ones?"), options=SEVERAL),
    "01.q03": SimpleNamespace(
        kind="number", question=Text(es="¿Cuánto?", en="How much?"), options=(), answer=12.5
    ),
}


@pytest.fixture(scope="session")
def bank() -> Callable[[str], SimpleNamespace]:
    """Finds one of the three questions; a KeyError for any other."""
    return QUESTIONS.__getitem__


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course with spaces and accents in its path, one module and no lessons."""
    root = tmp_path / "mi curso (año 1)"
    (root / "notebooks" / MODULE).mkdir(parents=True)
    (root / "tests" / "exercises").mkdir(parents=True)
    (root / "tests" / "exercises" / "test_some.py").write_text(
        'assert_right("01.predict", f)\nassert_right("01.tested_only", f)\n', encoding="utf-8"
    )
    (root / "pyproject.toml").write_text(
        '[tool.curso]\nrepository = "somebody/some-course"\nbranch = "trunk"\n', encoding="utf-8"
    )
    return root


@pytest.fixture
def add(root: Path) -> Callable[..., Path]:
    """Puts a lesson of tests/fixtures/lessons into the course, under its own or another name."""

    def put(name: str, called: str | None = None, change: Callable[[str], str] = lambda text: text) -> Path:
        target = root / "notebooks" / MODULE / f"{called or name}.py"
        text = change((FIXTURES / f"{name}.py").read_text(encoding="utf-8"))
        target.write_text(text, encoding="utf-8", newline="\n")
        return target

    return put


@pytest.fixture
def correct(root: Path, add: Callable[..., Path]) -> Path:
    """The lesson that breaks no rule, in the course, with its exercise tested."""
    (root / "tests" / "exercises" / "test_cost.py").write_text('assert_right("01.cost", f)\n', encoding="utf-8")
    return add("correct", "01_correct")
