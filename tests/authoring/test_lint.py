"""Every rule has a lesson that breaks just it, and says file, line and what to do in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from curso.authoring.builder import build
from curso.authoring.lint import lint
from curso.authoring.rules import RULES
from curso.text import set_language

FIXTURES = Path(__file__).parents[1] / "fixtures" / "lessons"
MODULE = "notebooks/01_regresion_lineal"

# the line that each lesson's problem is at, and words of what to do in Spanish and in English
BROKEN = {
    "check_call": (33, "Déjala así", "Leave it so"),
    "check_without_exercise": (27, "Escribe encima", "Write the cell"),
    "code_broken": (23, "Corrige esta línea", "Mend this line"),
    "duplicate_id": (24, "Da otro nombre", "another name"),
    "duplicate_id__reserved": (21, "el constructor", "the builder adds"),
    "exercise_without_check": (22, "Añade después", "Add after it"),
    "exercise_without_spec": (25, "Escribe el Spec", "Write the Spec"),
    "exercise_without_test": (25, "Añade respuestas", "Add right and wrong answers"),
    "forbidden_id": (21, "Cámbialo", "Change it"),
    "forbidden_id__cell": (21, "Cámbialo", "Change it"),
    "header_incomplete": (3, "Añádelo", "Add it"),
    "header_incomplete__language": (3, "Escribe el que falta", "Write the one that is missing"),
    "header_incomplete__module": (3, "mueve la lección", "move the lesson"),
    "image_without_alt": (16, "Di lo que muestra", "Say what it shows"),
    "image_without_alt__html": (18, "Di lo que muestra", "Say what it shows"),
    "output_left": (21, "Bórralos", "Delete them"),
    "points_differ": (24, "Pon points igual", "Write the same points"),
    "points_missing": (32, "Añade", "Add"),
    "points_missing__manual": (21, "Añade", "Add"),
    "rows_differ": (3, "quítalas de la cabecera", "take them out of the header"),
    "rows_differ__cell": (15, "Añádelas allí", "Add them there"),
    "rows_differ__list": (3, "Pásalas", "Move them"),
    "seal_stale": (18, "curso build --seal", "curso build --seal"),
    "seal_stale__missing": (18, "curso build --seal", "curso build --seal"),
    "structure_differs__block": (21, "los mismos bloques de código", "the same code blocks"),
    "structure_differs__code": (19, "el mismo código en línea", "the same inline code"),
    "structure_differs__formula": (19, "las mismas fórmulas", "the same formulas"),
    "structure_differs__heading": (21, "los mismos títulos", "the same headings"),
    "structure_differs__image": (19, "las mismas imágenes", "the same images"),
    "structure_differs__link": (19, "los mismos enlaces", "the same links"),
    "stub_broken": (27, "Corrige las líneas", "Mend the"),
    "twin_missing": (21, "Escríbela justo debajo", "Write it right below"),
    "twin_missing__comment": (21, "Escribe los que faltan", "Write the ones that are missing"),
    "twin_missing__language": (21, "añade debajo", "add its twin"),
    "twin_missing__spanish": (21, "Escríbela justo encima", "Write it right above"),
    "unknown_question": (21, "Corrige el id", "Mend the id"),
    "unknown_row": (15, "Corrige su nombre", "Mend their names"),
}


def test_every_rule_has_a_lesson_that_breaks_it_and_every_such_lesson_is_tested():
    rules = {name.replace("-", "_") for name in RULES}
    assert {name.partition("__")[0] for name in BROKEN} == rules
    assert {path.stem for path in FIXTURES.glob("*.py")} == {"correct", *BROKEN}


def test_a_correct_lesson_breaks_no_rule(root, correct, material, bank):
    assert lint(root, bank=bank) == ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_lesson_breaks_its_rule_alone_and_is_told_where_and_what_to_do(root, add, material, bank, name):
    add(name)
    line, spanish, english = BROKEN[name]
    problems = lint(root, bank=bank)
    assert {problem.rule for problem in problems} == {name.partition("__")[0].replace("_", "-")}
    first = problems[0]
    assert first.text.es.startswith(f"{MODULE}/{name}.py:{line}: ")
    assert first.text.en.startswith(f"{MODULE}/{name}.py:{line}: ")
    assert spanish in first.message.es
    assert english in first.message.en
    for text in (first.message.es, first.message.en):
        assert "\n" not in text and not re.search(r"\{[a-z_]{3,}\}", text)
    set_language("es")
    assert str(first) == first.text.es


def test_problems_come_in_order_of_file_and_line(root, add, bank):
    add("twin_missing", "02_b")
    add("points_missing__manual", "01_a")
    places = [(problem.file.name, problem.line) for problem in lint(root, bank=bank)]
    assert places == sorted(places) and len(places) == 3


def test_fix_mends_what_can_be_mended(root, add, bank):
    add("seal_stale")
    add("seal_stale__missing")
    assert all(problem.fixable for problem in lint(root, bank=bank))
    assert lint(root, fix=True, bank=bank) == ()


def test_outputs_in_a_built_notebook_are_found_with_their_line(root, correct, bank):
    build(root, bank=bank)
    path = root / MODULE / "es" / "01_correct.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = [cell for cell in notebook["cells"] if cell["id"] == "datos"]
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1"]}]
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    (problem,) = lint(root, bank=bank)
    assert (problem.rule, problem.file.as_posix()) == ("output-left", f"{MODULE}/es/01_correct.ipynb")
    assert '"id": "datos"' in path.read_text(encoding="utf-8").split("\n")[problem.line - 1]
    assert "curso build" in problem.message.es and "curso build" in problem.message.en


def test_an_execution_count_alone_is_an_output_left_and_a_broken_notebook_is_said(root, correct, bank):
    build(root, bank=bank)
    spanish, english = (root / MODULE / lang / "01_correct.ipynb" for lang in ("es", "en"))
    spanish.write_text(
        spanish.read_text(encoding="utf-8").replace('"execution_count": null', '"execution_count": 3', 1),
        encoding="utf-8",
    )
    english.write_text("not a notebook", encoding="utf-8")
    assert [p.file.parent.name for p in lint(root, bank=bank)] == ["en", "es"]


def test_a_lesson_that_cannot_be_read_is_one_problem_among_the_others(root, add, bank):
    add("twin_missing")
    add("correct", "02_bad", lambda text: text.replace("# ---", "# --", 1))
    assert [problem.rule for problem in lint(root, bank=bank)] == ["unreadable", "twin-missing"]


def test_a_bank_that_fails_is_a_problem_of_the_lesson_in_the_banks_own_words(root, correct):
    from curso.quiz.library import load_question

    problems = [p for p in lint(root, bank=lambda name: load_question("77.q01")) if p.rule == "unknown-question"]
    assert len(problems) == 3
    assert "No hay ningún banco" in problems[0].message.es and "There is no question bank" in problems[0].message.en


def test_a_course_without_a_list_of_rows_knows_no_unknown_one(root, add, bank):
    add("unknown_row")
    assert lint(root, bank=bank) == ()
