"""Pages speak the language of the notebook handed in, need no network, and never show a hidden test."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import SECRET, Classroom
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from small_course import LESSONS, MODULE, hand_in, released_anew

from curso.grading.collect import collect
from curso.grading.course import Course, GradingError
from curso.grading.feedback import NOT_GRADED, FeedbackExporter, FeedbackRow, _still, feedback, students_part
from curso.grading.mathml import formula, markdown_to_html
from curso.grading.student_ids import student_id


def page(classroom: Classroom, name: str, lesson: str = LESSONS[0]) -> str:
    path = classroom.course.feedback / student_id(name) / MODULE / f"{lesson}.html"
    return path.read_text(encoding="utf-8")


def test_each_page_speaks_the_language_of_its_notebook(classroom: Classroom) -> None:
    spanish, english = page(classroom, "killed"), page(classroom, "Begoña Núñez")
    assert '<html lang="es">' in spanish and "Comentarios a tu entrega" in spanish and "Resultado" in spanish
    assert '<html lang="en">' in english and "Feedback on your work" in english and "Result" in english
    assert "Feedback on" not in spanish and "Comentarios" not in english
    assert "Begoña Núñez" in english


def test_contents_link_to_each_exercise_with_its_points(classroom: Classroom) -> None:
    soup = BeautifulSoup(page(classroom, "late"), "html.parser")
    rows = [[c.get_text(" ", strip=True) for c in tr.find_all(["th", "td"])] for tr in soup.select("nav tbody tr")]
    assert [row[0] for row in rows] == ["01.predict", "01.cost", "01.conclusion", "Late submission"]
    for link in soup.select("nav a"):
        assert soup.find(id=link["href"][1:]) is not None
    assert "−" in rows[-1][-1]


def test_what_happened_is_said_on_the_page(classroom: Classroom) -> None:
    assert "el kernel murió en la celda goodbye" in page(classroom, "killed")
    assert "No answer." in page(classroom, "blank")


def test_pages_ask_nothing_of_the_network_and_run_nothing(classroom: Classroom) -> None:
    for path in classroom.course.feedback.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        soup = BeautifulSoup(text, "html.parser")
        assert not soup.find_all(["script", "iframe", "link", "object"])
        loaded = [t.get("src") for t in soup.find_all(src=True)]
        assert all(str(source).startswith("data:") for source in loaded)
        assert not re.search(r"url\((?!['\"]?data:)|@import", text)
        assert "default-src 'none'" in text


def test_formulas_are_mathml() -> None:
    assert "<mfrac>" in convert(new_markdown_cell("Como $J = \\frac{1}{2m}$"))
    assert formula("\\undefined{", block=False) == '<span><code class="tex">\\undefined{</code></span>'
    assert "<math" in markdown_to_html("$$\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}$$")
    assert "<math" not in markdown_to_html("costs `$5` and `$6`")


def test_neither_checks_nor_the_secret_are_shown(classroom: Classroom) -> None:
    for path in classroom.course.feedback.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert SECRET not in text and "points=2" not in text


def test_the_page_shows_what_the_student_did_and_not_the_lesson(classroom: Classroom) -> None:
    text = page(classroom, "talker")
    assert "theta1" in text
    assert "perfect" in text  # a cell of the student's own
    assert "import numpy" not in BeautifulSoup(text, "html.parser").get_text()


def test_headings_stay_and_practice_checks_stay_with_their_answers() -> None:
    lesson = ["## Part\n\nlong text", "q1 = None", "quiz_check('q1', q1)", "text", "q2 = None", "quiz_check('q2', q2)"]
    kinds = [new_markdown_cell, new_code_cell, new_code_cell, new_markdown_cell, new_code_cell, new_code_cell]
    cells = [kind(source) for kind, source in zip(kinds, lesson, strict=True)]
    for position in (2, 5):
        cells[position].metadata["curso"] = {"check": "x"}
    cells[1].source = "q1 = 'b'"
    kept = students_part(new_notebook(cells=cells), set(lesson))
    assert [c.source for c in kept] == ["## Part", "q1 = 'b'", "quiz_check('q1', q1)"]


def cell(source: str, outputs: list[Any] | None = None) -> Any:
    return new_code_cell(source, outputs=outputs or [])


def convert(*cells: Any) -> str:
    nb = new_notebook(cells=list(cells))
    nb.metadata["curso"] = {"language": "es"}
    about = {"score": 0, "max_score": 0, "late_penalty": 0, "notebook": "x", "student": "", "assignment": ""}
    exporter = FeedbackExporter(template_name="curso_feedback", extra_template_basedirs=[str(_templates())])
    return str(exporter.from_notebook_node(nb, {"nbgrader": about})[0])


def _templates() -> Any:
    from curso.grading.config import TEMPLATES

    return TEMPLATES


def test_outputs_of_every_kind_are_shown_and_nothing_acts() -> None:
    made = convert(
        cell("a", [new_output("stream", text="hola\x1b[31m rojo\x1b[0m <b>")]),
        cell("b", [new_output("display_data", {"image/png": "iVBORw0KGgo="})]),
        cell("c", [new_output("display_data", {"text/html": "<script>alert(1)</script><i onclick='x()'>texto</i>"})]),
        cell("d", [new_output("error", ename="ValueError", evalue="mal", traceback=["ValueError: mal"])]),
        cell("e", [new_output("execute_result", {"text/plain": "array([1])"})]),
    )
    soup = BeautifulSoup(made, "html.parser")
    text = soup.get_text()
    assert all(part in text for part in ("hola", "texto", "ValueError: mal", "array([1])"))
    assert soup.find("script") is None
    image = soup.find("img")
    assert image is not None and image["alt"] == "Gráfico sin descripción"


def test_pictures_from_elsewhere_become_their_description() -> None:
    made = _still('<html><body><img src="https://x.org/a.png" alt="Abrir en Colab"></body></html>', "es")
    assert "x.org" not in made and "[Abrir en Colab]" in made


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_word_of_the_page_exists_in_both_languages(lang: Any) -> None:
    from curso.grading.feedback_words import RESULTS, WORDS

    assert all(text.to(lang).strip() for text in [*WORDS.values(), *RESULTS.values()])


# --- whose pages ------------------------------------------------------------------------------------------------


def test_a_student_is_named_as_the_folder_was_called(classroom: Classroom) -> None:
    [row] = feedback(classroom.course, "01", ["Begoña Núñez"], jobs=1)
    assert row.student == student_id("Begoña Núñez") and row.problem is None
    assert [path.stem for path in row.pages] == list(LESSONS)


def test_whoever_is_not_there_or_not_graded_is_said(released: Course, tmp_path: Path) -> None:
    course = released_anew(released, tmp_path / "course")
    hand_in(tmp_path / "in", "Begoña Núñez")
    collect(course, "01", tmp_path / "in")
    assert feedback(course, "01", ["Begoña Núñez"]) == [FeedbackRow(student_id("Begoña Núñez"), (), NOT_GRADED)]
    with pytest.raises(GradingError, match="no submission by “nobody”"):
        feedback(course, "01", ["Begoña Núñez", "nobody"])
    with pytest.raises(GradingError, match="grade them first"):
        feedback(course, "01")
