"""A quiz is taken in JupyterLab, with the mouse and with the keyboard, and folds out where there are no widgets."""

from __future__ import annotations

import contextlib
from pathlib import Path

import nbformat
import pytest

SECONDS = 120_000
READY = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
CELLS = "() => window.jupyterapp.shell.currentWidget.content.model.cells.length"
SAID = {
    "es": {"right": "Correcto", "wrong": "Todavía no", "check": "Comprobar", "next": "Siguiente",
           "see": "Ver el resultado", "result": "de {n} puntos", "again": "Repetir las falladas",
           "answer": "La respuesta y sus razones", "which": "Pregunta {nth} de {n}"},
    "en": {"right": "Correct", "wrong": "Not yet", "check": "Check", "next": "Next",
           "see": "See the result", "result": "of {n} points", "again": "Repeat the missed ones",
           "answer": "The answer and its reasons", "which": "Question {nth} of {n}"},
}  # fmt: skip
WIDGETS = (
    "from curso.text import set_language\nset_language('{lang}')\nimport curso.quiz\ncurso.quiz.show('01', seed=3)"
)
both = pytest.mark.parametrize("lang", ["es", "en"])


@pytest.fixture
def opened(browser, lab):
    """Opens a notebook of one cell and runs it; an error of the page's own scripts fails the test."""
    pages, errors = [], []

    def open_page(name: str, code: str, width: int = 1280):
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata=kernel)
        nbformat.write(notebook, lab.folder / f"{name}.ipynb")
        page = browser.new_page(viewport={"width": width, "height": 900})
        pages.append(page)
        page.goto(lab.url(Path(f"{name}.ipynb").as_posix()))
        page.wait_for_function(READY, timeout=SECONDS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.evaluate(RUN_ALL)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert errors == []


def questions():
    """What `show('01', seed=3)` asks, in order."""
    from curso.quiz.library import load_bank
    from curso.quiz.sitting import sit

    return [asked.question for asked in sit(load_bank("01").questions, 3).asked]


def answers(question):
    """A wrong answer and the right one, by letter or as it is typed."""
    if question.kind in ("single", "multiple"):
        wrong = next(option.id for option in question.options if not option.correct)
        return wrong, "".join(sorted(question.key))
    if question.kind == "order":
        return "zz", question.key[0]
    return "-98765", str(question.answer)


def give(quiz, question, answer):
    """Answer with the mouse, or by typing where there is nothing to press."""
    if question.kind == "multiple":
        for option, box in zip(question.options, quiz.get_by_role("checkbox").all(), strict=True):
            box.set_checked(option.id in answer)
    elif question.kind == "single":
        quiz.get_by_role("radio", name=answer, exact=True).check()
    else:
        quiz.get_by_role("textbox").fill(answer)


def judged(quiz, question, answer, check, word):
    """Answer, and see it called `word`; a panel that was drawn anew just then is answered again, as a person would."""
    from playwright.sync_api import TimeoutError as Late

    verdict = quiz.locator(".curso-quiz").get_by_text(word, exact=True)
    for patience in (5_000, 10_000, 30_000):
        give(quiz, question, answer)
        quiz.get_by_role("button", name=check).click()
        with contextlib.suppress(Late):
            verdict.wait_for(timeout=patience)
            return
    raise AssertionError(f"{question.id}: {answer} was not called “{word}”: {quiz.inner_text()}")


@both
def test_every_kind_is_answered_wrong_and_right_with_the_mouse(opened, lang, keep_picture):
    page, said, asked = opened(f"quiz_{lang}", WIDGETS.format(lang=lang)), SAID[lang], questions()
    quiz = page.locator(".curso-show")
    quiz.wait_for(timeout=SECONDS)
    seen = set()
    for nth, question in enumerate(asked, 1):
        quiz.get_by_text(said["which"].format(nth=nth, n=len(asked))).wait_for()
        wrong, right = answers(question)
        last = nth == len(asked)
        if question.kind not in seen or last:
            seen.add(question.kind)
            judged(quiz, question, wrong, said["check"], said["wrong"])
            page.wait_for_function(READY, timeout=SECONDS)  # a busy machine draws the panel after the verdict
            keep_picture(quiz, f"quiz-{lang}-{question.kind}-wrong")
        if not last:
            judged(quiz, question, right, said["check"], said["right"])
            if nth == 1 or question.kind == "multiple":
                keep_picture(quiz, f"quiz-{lang}-{question.kind}-right")
        page.wait_for_function(READY, timeout=SECONDS)
        quiz.get_by_role("button", name=said["see"] if last else said["next"]).click()
    assert seen >= {"single", "multiple", "number", "order", "output"}
    quiz.get_by_text(said["result"].format(n=len(asked))).wait_for()
    keep_picture(quiz, f"quiz-{lang}-result")
    quiz.get_by_role("button", name=said["again"]).click()
    quiz.get_by_text(said["which"].format(nth=1, n=1)).wait_for()


@both
def test_a_question_is_answered_with_the_keyboard_alone(opened, lang):
    from curso.quiz.library import load_bank

    singles = (question for question in load_bank("01").questions if question.kind == "single")
    single = next(question for question in singles if question.key != {"a"})
    code = (
        "from curso.text import set_language\nset_language('{lang}')\n"
        "from curso.quiz.library import load_question\nfrom curso.quiz.sitting import Sitting, ask\n"
        "from curso.quiz.widgets import Panel\n"
        "Panel(Sitting((ask(load_question('{id}'), 1),)), '').box"
    )
    page, said = opened(f"keys_{lang}", code.format(lang=lang, id=single.id)), SAID[lang]
    quiz = page.locator(".curso-show")
    quiz.get_by_role("radio").first.wait_for(timeout=SECONDS)
    cells = page.evaluate(CELLS)
    quiz.get_by_role("radio").first.focus()
    for _ in range(ord(min(single.key)) - ord("a")):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    quiz.locator(":focus:checked").wait_for()
    while not quiz.locator("button:focus").count():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    quiz.locator(".curso-quiz").get_by_text(said["right"], exact=True).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    quiz.get_by_text(said["result"].format(n=1)).wait_for()
    assert page.evaluate(CELLS) == cells  # no key was taken for one of the notebook's own


@both
def test_without_widgets_the_answers_fold_out(opened, lang, keep_picture):
    page = opened(f"folded_{lang}", "import sys\nsys.modules['ipywidgets'] = None\n" + WIDGETS.format(lang=lang))
    folded = page.locator(".curso-folded")
    folded.wait_for(timeout=SECONDS)
    items = folded.locator("ol > li")
    assert items.count() == len(questions())
    first = items.first.locator("details").first
    assert not first.locator("div").first.is_visible()
    first.get_by_text(SAID[lang]["answer"]).click()
    assert first.locator("div").first.is_visible()
    keep_picture(items.first, f"folded-{lang}")


def test_the_widgets_fit_a_narrow_window(opened, keep_picture):
    page = opened("narrow", WIDGETS.format(lang="es"), width=640)
    quiz = page.locator(".curso-show")
    quiz.wait_for(timeout=SECONDS)
    quiz.get_by_role("button", name="Comprobar").scroll_into_view_if_needed()
    keep_picture(page, "quiz-narrow")
    assert quiz.evaluate("node => node.scrollWidth - node.clientWidth") <= 1
