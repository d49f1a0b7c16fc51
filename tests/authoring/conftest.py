"""A small course in a folder of its own, and a bank of its own with a question of every kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from curso.quiz.bank import AnyQuestion, Bank
from curso.quiz.variants import settle

FIXTURES = Path(__file__).parents[1] / "fixtures" / "lessons"
MODULE = "01_regresion_lineal"


def _both(es: str, en: str) -> dict[str, str]:
    return {"es": es, "en": en}


def _options(right: str) -> list[dict[str, object]]:
    return [
        {
            "id": letter,
            "text": _both(f"opción {letter}", f"option {letter}"),
            "correct": letter in right,
            "why": _both(f"razón de {letter}", f"reason for {letter}"),
        }
        for letter in "abcd"
    ]


PLACE = {"module": "01", "lesson": "01_correct", "section": "datos", "difficulty": 1}
WHY = _both("la razón secreta", "the secret reason")
ASKED = (
    {"kind": "single", "question": _both("¿Cuál?", "Which?"), "options": _options("b")},
    {"kind": "multiple", "question": _both("¿Cuáles?", "Which ones?"), "options": _options("ac")},
    {"kind": "number", "question": _both("¿Cuánto?", "How much?"), "answer": 12.5, "tolerance": 0, "why": WHY},
    {
        "kind": "order",
        "question": _both("Ordena las líneas.", "Put the lines in order."),
        "lines": [
            {"id": letter, "text": _both(text, text), "why": WHY}
            for letter, text in (("b", "for n in data:"), ("c", "    total += n"), ("a", "print(total)"))
        ],
        "slips": [{"order": "acb", "why": WHY}],
    },
    {
        "kind": "output",
        "question": _both("¿Qué imprime 2*x*y <en> `x_1`?", "What does 2*x*y <en> `x_1` print?"),
        "code": 'print("a", 1)\nprint("ñ")\n',
        "answer": "a 1\nñ",
        "why": WHY,
        "slips": [{"value": "a1", "why": WHY}],
    },
    {
        "kind": "number",
        "question": _both("Hay {n} datos en lotes de {size}. ¿Lotes?", "{n} examples in batches of {size}. Batches?"),
        "parameters": {"n": {"low": 100, "high": 900}, "size": {"choices": [16, 32, 64]}},
        "answer": "ceil(n / size)",
        "tolerance": 0,
        "why": _both("{n} / {size}, hacia arriba: {answer}", "{n} / {size}, rounded up: {answer}"),
        "slips": [{"value": "floor(n / size)", "why": WHY}],
    },
)
TEMPLATES = Bank.model_validate(
    {"questions": [{"id": f"01.q{nth:02}", **PLACE, **asked} for nth, asked in enumerate(ASKED, 1)]}
)
QUESTIONS = {question.id: settle(question) for question in TEMPLATES.questions}


@pytest.fixture(scope="session")
def bank() -> Callable[[str], AnyQuestion]:
    """Finds one of the questions, its numbers settled; a KeyError for any other."""
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
def material(root: Path) -> Path:
    """The course's list of rows: two of lesson 01.01, one of 01.02, one that is asked, one that is left out."""
    path = root / "notebooks" / "material.yaml"
    path.write_text(
        """\
reasons:
  frame: {es: "No enseña nada.", en: "It teaches nothing."}
rows:
  inv-D010: {lesson: "01.01", es: "La recta", en: "The line"}
  inv-D011: {lesson: "01.01", es: "La hipótesis |h|", en: "The hypothesis |h|"}
  err-D04: {lesson: "01.02", es: "La mitad", en: "The half"}
  inv-C109: {quiz: "01.q01", es: "Pregunta 1", en: "Question 1"}
  inv-D036: {omitted: frame, es: "Cierre", en: "Closing"}
""",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def correct(root: Path, add: Callable[..., Path]) -> Path:
    """The lesson that breaks no rule, in the course, with its exercise tested."""
    (root / "tests" / "exercises" / "test_cost.py").write_text('assert_right("01.cost", f)\n', encoding="utf-8")
    return add("correct", "01_correct")
