"""The three notebooks of a lesson: what each holds, judged by nbformat and by nbgrader's own code."""

from __future__ import annotations

import ast
import json
import re

import nbformat
import pytest

from curso.authoring.lesson import parse, read_lesson
from curso.authoring.notebook import solution_notebook, source_notebook, student_notebook, to_bytes
from curso.authoring.settings import Settings
from curso.text import LANGUAGES

SETTINGS = Settings("somebody/some-course", "trunk")
both = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture
def lesson(correct):
    return read_lesson(correct)


def cell(notebook, name):
    (found,) = [cell for cell in notebook.cells if cell.id == name]
    return found


@both
@pytest.mark.parametrize("make", [student_notebook, solution_notebook, source_notebook])
def test_every_notebook_is_valid_and_nbgrader_accepts_its_metadata(lesson, lang, make, bank):
    from nbgrader.nbgraderformat import MetadataValidator

    notebook = nbformat.reads(to_bytes(make(lesson, lang, SETTINGS, bank)).decode(), as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    assert notebook.metadata.curso == {"language": lang, "lesson": "01_correct", "module": "01"}
    assert notebook.metadata.kernelspec.name == "python3"


@both
def test_the_release_that_nbgrader_makes_of_the_source_is_the_students_notebook(lesson, lang, bank):
    from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, ComputeChecksums, LockCells

    from curso.grading.stubs import InsertStubs

    released, resources = source_notebook(lesson, lang, SETTINGS, bank), {}
    for step in (LockCells, InsertStubs, ClearOutput, CheckCellMetadata, ComputeChecksums, CheckCellMetadata):
        released, resources = step().preprocess(released, resources)
    assert to_bytes(released) == to_bytes(student_notebook(lesson, lang, SETTINGS, bank))


@both
def test_the_student_gets_no_solution_no_marker_and_no_output(lesson, lang, bank):
    notebook = student_notebook(lesson, lang, SETTINGS, bank)
    text = to_bytes(notebook).decode()
    words = ("SOLUTION", "#~", "errors =", "secret", "Cuánto se aleja", "How far the line", "12.5", "source-only")
    assert [word for word in words if word in text] == []
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)


def test_each_language_has_its_own_prose_and_comments_and_the_same_cells(lesson, bank):
    es, en = (student_notebook(lesson, lang, SETTINGS, bank) for lang in LANGUAGES)
    assert [c.id for c in es.cells] == [c.id for c in en.cells]
    assert [c.metadata.get("nbgrader", {}).get("grade_id") for c in es.cells] == [
        c.metadata.get("nbgrader", {}).get("grade_id") for c in en.cells
    ]
    assert "# Tres puntos" in cell(es, "datos").source and "Three" not in cell(es, "datos").source
    assert "# Three points" in cell(en, "datos").source and "Tres" not in cell(en, "datos").source
    assert "## La hipótesis" in cell(es, "hipotesis").source
    assert "## The hypothesis" in cell(en, "hipotesis").source
    assert cell(es, "datos").metadata.tags == ["hide-input"]


def test_the_exercise_is_stubbed_solved_or_both(lesson, bank):
    head = "def cost(theta0, theta1, x, y):\n    # Cost J(θ) with 1/(2m)\n"
    stub = head + "    m = len(x)\n    # finish here\n    return ..."
    student, solution, source = (
        cell(make(lesson, "en", SETTINGS, bank), "cost")
        for make in (student_notebook, solution_notebook, source_notebook)
    )
    assert student.source == stub
    assert source.metadata.curso == {"exercise": "01.cost", "stub": stub}
    assert "### BEGIN SOLUTION" in source.source
    assert "errors = [" in solution.source and "SOLUTION" not in solution.source and "..." not in solution.source
    assert student.metadata.nbgrader.grade_id == "cost" and student.metadata.nbgrader.solution


def test_the_check_gets_its_points_and_is_locked(lesson, bank):
    check = cell(student_notebook(lesson, "es", SETTINGS, bank), "check-cost")
    assert check.source == 'check("01.cost", cost, points=2)'
    table = check.metadata.nbgrader
    assert (table.grade, table.solution, table.locked, table.points) == (True, False, True, 2)
    assert table.grade_id == "check_cost"


@pytest.mark.parametrize(("written", "shown"), [("points=2", "2"), ("points=0.5", "0.5"), ("points=1.0", "1")])
def test_points_are_written_as_briefly_as_they_can_be(correct, bank, written, shown):
    text = correct.read_text(encoding="utf-8").replace('check="cost" points=2', f'check="cost" {written}')
    notebook = student_notebook(parse(text, correct), "es", SETTINGS, bank)
    assert cell(notebook, "check-cost").source == f'check("01.cost", cost, points={shown})'
    assert f'"01.cost": {shown}}}' in cell(notebook, "setup").source


def test_the_manual_cell_keeps_its_prompt_and_hides_the_model_answer(lesson, bank):
    manual = cell(student_notebook(lesson, "es", SETTINGS, bank), "conclusion")
    assert manual.source == "¿Qué dice el coste?\n\n*Escribe aquí tu respuesta.*"
    table = manual.metadata.nbgrader
    assert manual.cell_type == "markdown"
    assert (table.grade, table.solution, table.locked, table.points) == (True, True, False, 3)


def test_a_practice_question_has_no_marks_and_a_graded_one_has(lesson, bank):
    notebook = student_notebook(lesson, "es", SETTINGS, bank)
    assert cell(notebook, "q01").source == (
        "**Pregunta.** ¿Cuál?\n\n- **a)** opción a\n- **b)** opción b\n- **c)** opción c\n- **d)** opción d"
    )
    assert cell(notebook, "q01-answer").source == 'q01 = ""  # @param ["", "a", "b", "c", "d"]'
    assert cell(notebook, "check-q01").source == 'quiz_check("01.q01", q01)'
    assert not any("nbgrader" in cell(notebook, name).metadata for name in ("q01", "q01-answer", "check-q01"))
    assert cell(notebook, "q02-answer").source.split("\n")[2] == 'q02_c = False  # @param {type:"boolean"}'
    assert cell(notebook, "check-q02").source == (
        'quiz_check("01.q02", {"a": q02_a, "b": q02_b, "c": q02_c, "d": q02_d}, points=1)'
    )
    answer, check = (cell(notebook, name).metadata.nbgrader for name in ("q02-answer", "check-q02"))
    assert (answer.grade_id, answer.solution, answer.grade, answer.locked) == ("q02", True, False, False)
    assert (check.grade_id, check.points, check.grade, check.locked) == ("check_q02", 1, True, True)
    assert cell(notebook, "q03-answer").source == 'q03 = None  # @param {type:"raw"}'


def test_the_solution_answers_every_question(lesson, bank):
    notebook = solution_notebook(lesson, "en", SETTINGS, bank)
    answers: dict[str, object] = {}
    for name in ("q01-answer", "q02-answer", "q03-answer"):
        exec(cell(notebook, name).source, answers)
    assert (answers["q01"], answers["q03"]) == ("b", 12.5)
    assert [answers[f"q02_{letter}"] for letter in "abcd"] == [True, False, True, False]


@both
def test_the_title_names_the_lesson_opens_colab_and_says_what_it_is_for(lesson, lang, bank):
    title = cell(student_notebook(lesson, lang, SETTINGS, bank), "title").source
    header = lesson.header
    assert title.startswith(f"# {header.title.to(lang)}\n")
    alt, address = re.search(r"\[!\[([^]]+)\]\(https://[^)]+\.svg\)\]\(([^)]+)\)", title).groups()
    assert "Colab" in alt
    assert address == (
        "https://colab.research.google.com/github/somebody/some-course/blob/trunk"
        f"/notebooks/01_regresion_lineal/{lang}/01_correct.ipynb"
    )
    assert "10" in title
    assert all(goal.to(lang) in title for goal in (*header.goals, *header.needs))


@both
def test_the_setup_cell_starts_the_lesson_and_never_upgrades_anything(lesson, lang, bank):
    notebook = student_notebook(lesson, lang, SETTINGS, bank)
    setup = cell(notebook, "setup").source
    assert [c.id for c in notebook.cells[:3]] == ["title", "setup-note", "setup"]
    assert f'start("{lang}", {{"01.cost": 2}})' in setup
    (install,) = [line.strip() for line in setup.split("\n") if "%pip" in line]
    assert install == '%pip install --quiet --no-deps "curso-redes @ git+https://github.com/somebody/some-course@trunk"'
    python = "\n".join(line.replace("%pip", "pass  #") for line in setup.split("\n"))
    ast.parse(python)


@both
@pytest.mark.parametrize("make", [student_notebook, solution_notebook, source_notebook])
def test_the_same_lesson_gives_the_same_bytes(correct, lang, make, bank):
    one, other = (to_bytes(make(read_lesson(correct), lang, SETTINGS, bank)) for _ in range(2))
    assert one == other
    assert one.endswith(b"}\n") and b"\r" not in one
    loaded = json.loads(one)
    assert json.dumps(loaded, sort_keys=True, indent=1, ensure_ascii=False) + "\n" == one.decode()


@both
def test_checksums_are_those_of_nbgrader(lesson, lang, bank):
    from nbgrader.utils import compute_checksum

    graded = [c for c in student_notebook(lesson, lang, SETTINGS, bank).cells if "nbgrader" in c.metadata]
    assert [c.metadata.nbgrader.checksum for c in graded] == [compute_checksum(c) for c in graded]
    assert len(graded) == 5
