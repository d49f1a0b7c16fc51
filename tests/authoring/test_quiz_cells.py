"""Quiz cells of every kind: what students read, what they fill in, and that no answer is in it."""

from __future__ import annotations

import html
import json
import re

import pytest

from curso.authoring.lesson import parse
from curso.authoring.notebook import solution_notebook, source_notebook, student_notebook, to_bytes
from curso.authoring.questions import asked, blank, call, key
from curso.authoring.questions import bank as course_bank
from curso.authoring.settings import Settings
from curso.quiz.bank import Choice, Number, Order, Output
from curso.quiz.library import bank_files, load_bank, load_question
from curso.quiz.reply import RIGHT, UNANSWERED, verdict_of
from curso.text import LANGUAGES

SETTINGS = Settings("somebody/some-course", "trunk")
MORE = '\n# %% quiz="01.q04" points=2\n\n# %% quiz="01.q05" points=1\n\n# %% quiz="01.q06" points=1\n'
both = pytest.mark.parametrize("lang", LANGUAGES)
every_question = pytest.mark.parametrize(
    "name", [question.id for bank in bank_files() for question in load_bank(bank).questions]
)


@pytest.fixture
def lesson(correct):
    return parse(correct.read_text(encoding="utf-8") + MORE, correct)


def cell(notebook, name):
    (found,) = [cell for cell in notebook.cells if cell.id == name]
    return found


def judged(question, answer_cell):
    """The verdict on what the check cell hands over after the answer cell has run."""
    names: dict[str, object] = {"quiz_check": lambda identifier, answer: verdict_of(question, answer)}
    exec(answer_cell, names)
    return eval(call(question, question.id, "q", None), names)


def test_an_order_question_shows_its_lines_by_letter_and_takes_the_letters_in_order(lesson, bank):
    notebook = student_notebook(lesson, "es", SETTINGS, bank)
    assert cell(notebook, "q04").source == (
        "**Pregunta.** Ordena las líneas.\n\n```\na)  print(total)\nb)  for n in data:\nc)      total += n\n```\n\n"
        "Escribe las letras en orden, seguidas, entre las comillas."
    )
    assert cell(notebook, "q04-answer").source == 'q04 = ""  # @param {type:"string"}'
    assert cell(notebook, "check-q04").source == 'quiz_check("01.q04", q04, points=2)'
    assert cell(notebook, "check-q04").metadata.nbgrader.points == 2


def test_an_order_question_is_never_shown_solved(bank):
    question = bank("01.q04").model_copy(update={"also": ("abc",)})
    letters = "".join(re.findall(r"^([abc])\)", asked(question, "en"), re.MULTILINE))
    assert sorted(letters) == ["a", "b", "c"]
    assert letters not in question.key


def test_prose_to_be_ordered_is_a_list(bank):
    question = bank("01.q04").model_copy(update={"is_code": False})
    assert "- **a)** print(total)\n- **b)** for n in data:" in asked(question, "en")


def test_an_output_question_shows_its_code_and_takes_the_text(lesson, bank):
    notebook = student_notebook(lesson, "en", SETTINGS, bank)
    source = cell(notebook, "q05").source
    assert '\n\n```python\nprint("a", 1)\nprint("ñ")\n```\n\n' in source
    assert cell(notebook, "q05-answer").source == 'q05 = ""  # @param {type:"string"}'
    assert cell(solution_notebook(lesson, "en", SETTINGS, bank), "q05-answer").source == (
        'q05 = "a 1\\nñ"  # @param {type:"string"}'
    )


def test_only_backticks_mean_anything_in_a_question(bank):
    from markdown_it import MarkdownIt

    page = MarkdownIt().render(asked(bank("01.q05"), "en"))
    assert "What does 2*x*y &lt;en&gt; <code>x_1</code> print?" in page


@both
def test_a_template_is_asked_with_numbers_and_solved_with_the_same_ones(lesson, lang, bank):
    text = cell(student_notebook(lesson, lang, SETTINGS, bank), "q06").source
    assert "{" not in text and "ceil" not in text
    n, size = map(int, re.findall(r"\d+", text))
    solved: dict[str, object] = {}
    exec(cell(solution_notebook(lesson, lang, SETTINGS, bank), "q06-answer").source, solved)
    assert solved["q06"] == -(-n // size)


@both
def test_nbgraders_release_of_every_kind_is_the_students_notebook(lesson, lang, bank):
    from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, ComputeChecksums, LockCells

    from curso.grading.stubs import InsertStubs

    released, resources = source_notebook(lesson, lang, SETTINGS, bank), {}
    for step in (LockCells, InsertStubs, ClearOutput, CheckCellMetadata, ComputeChecksums, CheckCellMetadata):
        released, resources = step().preprocess(released, resources)
    assert to_bytes(released) == to_bytes(student_notebook(lesson, lang, SETTINGS, bank))


@both
def test_the_student_gets_no_key_and_no_reason(lesson, lang, bank):
    student = to_bytes(student_notebook(lesson, lang, SETTINGS, bank)).decode()
    words = ("SOLUTION", "secret", "razón", "reason", "12.5", '"bca', '"acb', "a 1", "ceil", "floor")
    assert [word for word in words if word in student] == []
    source = to_bytes(source_notebook(lesson, lang, SETTINGS, bank)).decode()
    assert '\\"bca\\"' in source
    assert [word for word in ("razón", "reason", '"acb', "floor") if word in source] == []


@every_question
def test_the_courses_questions_are_blank_in_the_students_cells_and_solved_in_the_others(name):
    question = course_bank(name)
    assert judged(question, blank(question, "q")).word is UNANSWERED
    assert judged(question, key(question, "q")).word is RIGHT


@every_question
@both
def test_what_students_read_of_the_courses_questions_holds_no_reason(name, lang):
    question, text = course_bank(name), asked(course_bank(name), lang)
    for reason in reasons(question):
        assert reason.to(lang) not in text
    if isinstance(question, Number):
        assert not load_question(name).parameters or "{" not in text


@every_question
@both
def test_the_courses_questions_read_in_a_notebook_as_they_do_in_the_bank(name, lang):
    """No asterisk, underscore or angle bracket of a text is taken for markdown."""
    from markdown_it import MarkdownIt

    question = course_bank(name)
    page = MarkdownIt().render(asked(question, lang))
    shown = " ".join(html.unescape(re.sub(r"</?(p|strong|ul|li|code|pre)\b[^>]*>", "", page)).split())
    texts = [question.question.to(lang)]
    texts += [option.text.to(lang) for option in question.options] if isinstance(question, Choice) else []
    if isinstance(question, Order):
        lines = [line.text.to(lang) for line in question.lines]
        assert [line for line in lines if question.is_code and " ".join(line.split()) not in shown] == []
        texts += [] if question.is_code else lines
    assert [text for text in texts if " ".join(text.replace("`", "").split()) not in shown] == []
    if question.code:
        assert " ".join(question.code.split()) in shown


def reasons(question):
    """Every text that says what is right or wrong."""
    if isinstance(question, Choice):
        yield from (option.why for option in question.options)
        yield from (option.misconception for option in question.options if option.misconception)
        return
    yield from (slip.why for slip in question.slips)
    if isinstance(question, Order):
        yield from (line.why for line in question.lines)
    else:
        yield question.why


def test_every_kind_is_in_the_courses_banks():
    kinds = {type(course_bank(question.id)) for bank in bank_files() for question in load_bank(bank).questions}
    assert kinds == {Choice, Number, Order, Output}


def test_text_answers_are_python_whatever_is_in_them(bank):
    odd = 'a "quoted" \\n\nñ\t{x}'
    question = bank("01.q05").model_copy(update={"answer": odd})
    names: dict[str, object] = {}
    exec(key(question, "q"), names)
    assert names["q"] == odd
    assert json.dumps(odd, ensure_ascii=False) in key(question, "q")
