"""A quiz in a notebook: one question at a time, what the answer is worth and why, and what to reread."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from typing import Any

from curso.display import display, in_notebook
from curso.markup import code_html
from curso.quiz.bank import AnyQuestion, Choice, Output
from curso.quiz.folded import BLOCK, Folded, origin_html, question_html
from curso.quiz.library import BankError, load_bank
from curso.quiz.places import place_of
from curso.quiz.sitting import Sitting, ids_of, sit
from curso.quiz.variants import NoVariant
from curso.text import Text, language

SEEDS = 100_000
VIEW = "application/vnd.jupyter.widget-view+json"


def show(name: str, n: int | None = None, seed: int | str | None = None) -> None:
    """Ask the questions of a bank in a notebook; where there are no widgets, show them with answers that fold out.

    Parameters
    ----------
    name : a module ("03"), or another bank by its first word ("examen").
    n : how many questions, drawn at random; all when None.
    seed : the same seed asks the same questions with the same numbers; a new one when None.
    """
    if "CURSO_GRADING" in os.environ or os.environ.get("NBGRADER_EXECUTION") == "autograde":
        display(NOT_NOW)
        return
    if n is not None and (type(n) is not int or n < 1):
        display(HOW_MANY.format(n=repr(n)))
        return
    seed = random.SystemRandom().randrange(SEEDS) if seed is None else seed
    try:
        sitting = sit(load_bank(name).questions, seed, n)
    except (BankError, NoVariant) as error:
        display(error.sentence)
        return
    folded = Folded(name, [asked.question for asked in sitting.asked])
    call = f'curso.quiz.show("{name}"{"" if n is None else f", n={n}"}, seed={seed!r})'
    panel = _panel(sitting, call) if in_notebook() else None
    if panel is None:
        display(folded)
        return
    from IPython.display import publish_display_data

    view = {"version_major": 2, "version_minor": 0, "model_id": panel.box.model_id}
    bundle = {"text/plain": folded.text(), "text/html": folded.html(), VIEW: view}
    if "google.colab" in sys.modules:  # it has widgets, and should not have to choose
        del bundle["text/html"]
    publish_display_data(bundle)  # type: ignore[no-untyped-call]


def _panel(sitting: Sitting, call: str) -> Panel | None:
    try:
        return Panel(sitting, call)
    except ImportError:
        return None


class Panel:
    """The widgets of a sitting; `box` is what is shown.

    Parameters
    ----------
    sitting : what is asked.
    call : what to write to be asked the same again.
    """

    def __init__(self, sitting: Sitting, call: str) -> None:
        import ipywidgets as widgets

        self.call = call
        self.head, self.asked, self.said = (widgets.HTML(layout={"width": "auto"}) for _ in range(3))
        self.answer = widgets.VBox()
        # the same two buttons throughout, so that whoever uses the keyboard stays on them
        self.check = widgets.Button(description=str(CHECK), button_style="primary")
        self.onward = widgets.Button(layout={"width": "auto", "min_width": "10em"})
        self.check.on_click(lambda _: self._judge())
        self.onward.on_click(lambda _: self._go_on())
        buttons = widgets.HBox([self.check, self.onward], layout={"margin": ".4em 0", "flex_flow": "row wrap"})
        self.box = widgets.VBox([self.head, self.asked, self.answer, buttons, self.said])
        self.box.add_class("curso-show")
        self._begin(sitting)

    def _begin(self, sitting: Sitting) -> None:
        self.sitting, self.nth = sitting, 0
        self._ask()

    def _ask(self) -> None:
        question = self.sitting.asked[self.nth].question
        self.asked.value = question_html(question)
        control, self.read = _control(question)
        self.answer.children = (control,)
        self.said.value = ""
        self.check.layout.display = None
        self.onward.description = str(NEXT if self.nth + 1 < len(self.sitting.asked) else TO_RESULT)
        self._count()

    def _count(self) -> None:
        counted = {"nth": self.nth + 1, "total": len(self.sitting.asked), "points": _number(self.sitting.score)}
        self.head.value = _block(f"<strong>{_html(POSITION.format(**counted))}</strong>")

    def _judge(self) -> None:
        question = self.sitting.asked[self.nth].question
        verdict = self.sitting.answer(self.nth, self.read())
        if not verdict.answered:
            self.said.value = _block(f'<span role="status">{_html(ANSWER_FIRST)}</span>')
            return
        place = _place(question.module, question.lesson, question.section)
        reread = "" if verdict.score == 1 else _block(_html(REREAD.format(place=place)))
        self.said.value = verdict.html() + reread + origin_html(question)
        self._count()

    def _go_on(self) -> None:
        self.nth += 1
        if self.nth < len(self.sitting.asked):
            self._ask()
        elif self.nth == len(self.sitting.asked):
            self._result()
        else:
            self._begin(Sitting(self.sitting.missed or self.sitting.asked))

    def _result(self) -> None:
        self.head.value = _block(f'<strong role="status">{_html(RESULT)}</strong>')
        self.asked.value = _result_html(self.sitting, self.call)
        self.answer.children = ()
        self.said.value = ""
        self.check.layout.display = "none"
        self.onward.description = str(THE_MISSED if self.sitting.missed else ALL_AGAIN)


def _control(question: AnyQuestion) -> tuple[Any, Callable[[], Any]]:
    """What the answer is given with, and what reads it."""
    import ipywidgets as widgets

    named = {"description": str(YOUR_ANSWER), "style": {"description_width": "initial"}}
    if isinstance(question, Choice):
        letters = ids_of(question)
        if question.kind == "multiple":
            narrow = {"indent": False, "layout": {"width": "4em"}}
            boxes = {each: widgets.Checkbox(description=each, **narrow) for each in letters}
            row = widgets.HBox([widgets.Label(str(YOUR_ANSWER)), *boxes.values()], layout={"flex_flow": "row wrap"})
            return row, lambda: {each: box.value for each, box in boxes.items()}
        aside = {"orientation": "horizontal"} if "orientation" in widgets.RadioButtons.class_trait_names() else {}
        radio = widgets.RadioButtons(options=letters, index=None, **aside, **named)
        return radio, lambda: radio.value
    kind = widgets.Textarea if isinstance(question, Output) else widgets.Text
    fitting = {"width": "30em", "max_width": "calc(100% - 4px)"}
    field = kind(placeholder=str(TYPED[question.kind]), layout=fitting, **named)
    return field, lambda: field.value


def _result_html(sitting: Sitting, call: str) -> str:
    total = SCORE.format(points=_number(sitting.score), total=len(sitting.asked))
    modules = {asked.question.lesson: asked.question.module for asked in sitting.asked}
    rows = "".join(
        f"<li>{_html(_place(modules[topic.lesson], topic.lesson, topic.section))}: "
        f"{_number(topic.score)}/{topic.questions}</li>"
        for topic in sitting.topics
        if topic.score < topic.questions
    )
    reread = f"<p>{_html(TO_REREAD)}</p><ul>{rows}</ul>" if rows else f"<p>{_html(ALL_RIGHT)}</p>"
    return _block(f"<p>{_html(total)}</p>{reread}<p>{_html(SAME_AGAIN.format(call=call))}</p>")


def _place(module: str, lesson: str, section: str) -> Text:
    place = place_of(module, lesson, section)
    return PLACE.format(lesson=place.lesson, section=place.section)


def _block(inside: str) -> str:
    return f'<div lang="{language()}" style="{BLOCK}">{inside}</div>'


def _html(text: Text) -> str:
    return code_html(str(text))


def _number(points: float) -> str:
    return f"{round(points, 2):g}"


CHECK = Text(es="Comprobar", en="Check")
NEXT = Text(es="Siguiente", en="Next")
TO_RESULT = Text(es="Ver el resultado", en="See the result")
THE_MISSED = Text(es="Repetir las falladas", en="Repeat the missed ones")
ALL_AGAIN = Text(es="Repetirlas todas", en="Repeat them all")
YOUR_ANSWER = Text(es="Tu respuesta:", en="Your answer:")
POSITION = Text(es="Pregunta {nth} de {total} · puntos: {points}", en="Question {nth} of {total} · points: {points}")
ANSWER_FIRST = Text(
    es="Todavía no has respondido. Puedes pasar a la siguiente; esta contará como fallada.",
    en="You have not answered yet. You may go on to the next one; this one will count as missed.",
)
TYPED = {
    "number": Text(es="un número", en="a number"),
    "order": Text(es="las letras, en orden", en="the letters, in order"),
    "output": Text(es="lo que imprime", en="what it prints"),
}
RESULT = Text(es="Resultado", en="Result")
SCORE = Text(es="{points} de {total} puntos.", en="{points} of {total} points.")
TO_REREAD = Text(es="Para releer, empezando por lo que peor fue:", en="To reread, beginning with what went worst:")
ALL_RIGHT = Text(es="No has fallado ninguna.", en="You missed none.")
PLACE = Text(es="«{section}», de la lección «{lesson}»", en="“{section}”, in the lesson “{lesson}”")
REREAD = Text(es="Para releer: {place}.", en="To reread: {place}.")
SAME_AGAIN = Text(
    es="Las mismas preguntas, para ti o para quien quieras: `{call}`",
    en="The same questions, for you or for whoever you like: `{call}`",
)
HOW_MANY = Text(
    es="`n` es cuántas preguntas quieres: un número entero desde 1, o nada para todas. Valor recibido: {n}.",
    en="`n` is how many questions you want: a whole number from 1, or nothing for all. Received: {n}.",
)
NOT_NOW = Text(es="Mientras se corrige no hay cuestionarios.", en="There are no quizzes while grading.")
