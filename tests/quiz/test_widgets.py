"""`curso.quiz.show`: its widgets are pressed as a reader presses them, and what is shown without widgets is read."""

from __future__ import annotations

import html
import re
import subprocess
import sys

import pytest

import curso.quiz
from curso.quiz.bank import Choice, Number, Order, Output
from curso.quiz.folded import Folded, question_html
from curso.quiz.library import bank_files, load_bank
from curso.quiz.sitting import Sitting, ask, sit
from curso.quiz.widgets import Panel, show
from curso.text import LANGUAGES, set_language

both = pytest.mark.parametrize("lang", LANGUAGES)
SAID = {
    "es": ("Correcto", "Todavía no has respondido", "Para releer"),
    "en": ("Correct", "You have not answered yet", "To reread"),
}


def every_question():
    return [question for bank in bank_files() for question in load_bank(bank).questions]


def one_of_each_kind():
    found = {}
    for question in every_question():
        found.setdefault(("template" if getattr(question, "parameters", None) else question.kind), question)
    return found


def panel_of(*questions):
    return Panel(Sitting(tuple(ask(question, 7) for question in questions)), 'show("01", seed=7)')


def fill(panel, answer):
    """Give an answer with the widgets that are there: letters, ticks or typed text."""
    (control,) = panel.answer.children
    if hasattr(control, "children"):
        for box in control.children[1:]:
            box.value = box.description in answer
    else:
        control.value = answer


def right(question):
    if isinstance(question, Choice):
        return question.key if question.kind == "multiple" else min(question.key)
    return question.key[0] if isinstance(question, Order) else str(question.answer)


def wrong(question):
    if isinstance(question, Choice):
        return next(option.id for option in question.options if not option.correct)
    if isinstance(question, Order):
        return question.key[0][::-1] if question.key[0][::-1] not in question.key else "zz"
    return "-987654"


@both
@pytest.mark.parametrize("kind", ["single", "multiple", "number", "template", "order", "output"])
def test_every_kind_is_answered_wrong_then_right(kind, lang):
    set_language(lang)
    panel = panel_of(one_of_each_kind()[kind])
    question = panel.sitting.asked[0].question
    fill(panel, wrong(question))
    panel.check.click()
    assert panel.sitting.score == 0
    assert SAID[lang][2] in panel.said.value and SAID[lang][0] not in panel.said.value
    fill(panel, right(question))
    panel.check.click()
    assert panel.sitting.score == 1
    assert SAID[lang][0] in panel.said.value and SAID[lang][2] not in panel.said.value
    assert "1 de 1" in panel.head.value if lang == "es" else "1 of 1" in panel.head.value


@both
def test_a_check_without_an_answer_says_so_and_judges_nothing(lang):
    set_language(lang)
    panel = panel_of(one_of_each_kind()["single"])
    panel.check.click()
    assert SAID[lang][1] in panel.said.value
    assert panel.sitting.verdicts == {}


def test_the_result_names_what_to_reread_and_the_missed_ones_come_again():
    questions = load_bank("01").questions[:3]
    panel = Panel(Sitting(tuple(ask(question, 7) for question in questions)), 'show("01", n=3, seed=7)')
    for question in questions:
        fill(panel, wrong(question) if question is questions[1] else right(question))
        panel.check.click()
        panel.onward.click()
    assert panel.check.layout.display == "none" and panel.answer.children == ()
    assert "2 of 3 points" in panel.asked.value
    assert html.escape('show("01", n=3, seed=7)', quote=False) in panel.asked.value
    assert panel.asked.value.count("<li>") == 1
    panel.onward.click()
    assert [asked.question.id for asked in panel.sitting.asked] == [questions[1].id]
    assert panel.check.layout.display is None
    fill(panel, right(questions[1]))
    panel.check.click()
    panel.onward.click()
    assert "You missed none" in panel.asked.value
    panel.onward.click()
    assert panel.sitting.verdicts == {} and "Question 1 of 1" in panel.head.value


def test_a_question_passed_over_counts_as_missed():
    panel = Panel(sit(load_bank("01").questions, 3, 2), "")
    panel.onward.click()
    panel.onward.click()
    assert "0 of 2 points" in panel.asked.value
    assert len(panel.sitting.missed) == 2


def test_part_of_several_earns_a_part_and_the_rule_is_said():
    question = one_of_each_kind()["multiple"]
    panel = panel_of(question)
    assert "never less than 0" in panel.asked.value
    fill(panel, min(question.key))
    panel.check.click()
    assert panel.sitting.score == 1 / len(question.key)


@both
def test_what_is_shown_of_every_question_is_safe_and_whole(lang):
    set_language(lang)
    for question in every_question():
        page = question_html(ask(question, 1).question)
        text = html.unescape(re.sub(r"<[^>]+>", "", page))
        for option in getattr(question, "options", ()):
            assert option.text.to(lang).replace("`", "").strip() in text
        if question.code and not isinstance(question, Number):
            assert question.code.strip("\n").rstrip() in text
        if isinstance(question, Order):
            letters = re.findall(r"^([a-z])\)  " if question.is_code else r">([a-z])\)<", page, re.MULTILINE)
            assert "".join(letters) not in question.key
    set_language("en")


def test_a_text_that_looks_like_a_page_is_escaped():
    question = one_of_each_kind()["output"].model_copy(update={"code": "print('<script>alert(1)</script>')"})
    page = question_html(question)
    assert "<script>" not in page and "&lt;script&gt;" in page


@both
def test_without_a_notebook_the_questions_are_text_without_answers(lang, capsys):
    set_language(lang)
    show("01", n=4, seed=5)
    out = capsys.readouterr().out
    expected = [asked.question for asked in sit(load_bank("01").questions, 5, 4).asked]
    for question in expected:
        assert question.question.to(lang).strip() in out
        for option in getattr(question, "options", ()):
            assert option.why.to(lang) not in out
    assert "curso quiz 01" in out


@both
def test_the_folded_page_has_every_answer_behind_a_fold(lang):
    set_language(lang)
    questions = [ask(question, 1).question for question in every_question()]
    page = Folded("01", questions).html()
    _, *items = page.split('<li style="margin:1em 0">')
    assert len(items) == len(questions)
    for question, item in zip(questions, items, strict=True):
        shown, _, folded = item.partition("<details>")
        reason = question.options[0].why if isinstance(question, Choice) else (
            question.lines[0].why if isinstance(question, Order) else question.why)  # fmt: skip
        said = "".join(reason.to(lang).replace("`", "").split())
        assert said in read(folded) and said not in read(shown)
        if isinstance(question, Output):
            assert html.escape(question.answer.strip("\n").rstrip(), quote=False) in folded


def read(page):
    """The text of some HTML, without its spaces."""
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def test_the_slides_own_wording_stays_behind_the_answer():
    question = next(q for q in load_bank("examen").questions if q.original and q.erratum)
    panel = panel_of(question)
    assert question.original.question not in panel.asked.value
    fill(panel, right(question))
    panel.check.click()
    assert html.escape(question.original.question, quote=False) in panel.said.value
    assert "As the slide asked it" in panel.said.value and "What was wrong with it" in panel.said.value


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("77",), "There is no question bank “77”"),
        (("../01",), "There is no question bank"),
        (("01", 0), "a whole number from 1"),
        (("01", -3), "a whole number from 1"),
        (("01", 2.5), "Received: 2.5"),
        (("01", True), "Received: True"),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence(asked, said, capsys):
    show(*asked)
    assert said in capsys.readouterr().out


def test_more_than_there_are_is_all_of_them(capsys):
    show("01", n=1000, seed=1)
    assert f"\n{len(load_bank('01').questions)}. " in capsys.readouterr().out


@pytest.mark.parametrize(("name", "value"), [("CURSO_GRADING", "1"), ("NBGRADER_EXECUTION", "autograde")])
def test_there_is_no_quiz_while_grading(monkeypatch, capsys, name, value):
    monkeypatch.setenv(name, value)
    show("01")
    assert capsys.readouterr().out == "There are no quizzes while grading.\n"


def test_the_same_seed_asks_the_same_and_none_asks_another(capsys):
    def said(**more):
        show("01", n=3, **more)
        return capsys.readouterr().out

    assert said(seed=4) == said(seed=4)
    assert len({said() for _ in range(5)}) > 1


def test_importing_the_quizzes_brings_in_no_widgets():
    heavy = "{'ipywidgets', 'IPython', 'matplotlib', 'textual', 'tensorflow', 'numpy', 'pydantic'}"
    code = f"import sys, curso.quiz; assert not {heavy} & set(sys.modules); curso.quiz.show"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert curso.quiz.show is show


RUN = """
import sys
{before}
from curso.text import set_language
set_language("{lang}")
import curso.quiz
curso.quiz.show("01", n=2, seed=1)
"""


@pytest.mark.parametrize(
    ("before", "widgets", "folded"),
    [
        ("", True, True),
        ('sys.modules["ipywidgets"] = None', False, True),
        ('sys.modules["google.colab"] = sys', True, False),
    ],
    ids=["with_widgets", "without_widgets", "colab"],
)
def test_a_notebook_gets_widgets_or_a_page(before, widgets, folded):
    import nbformat
    from nbclient import NotebookClient

    cell = nbformat.v4.new_code_cell(RUN.format(before=before, lang="es"))
    nb = NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3", timeout=60).execute()
    (output,) = nb.cells[0].outputs
    assert ("application/vnd.jupyter.widget-view+json" in output.data) is widgets
    assert ("text/html" in output.data) is folded
    assert "curso quiz 01" in output.data["text/plain"]
    if folded:
        assert "Piensa cada respuesta antes de abrirla" in output.data["text/html"]
