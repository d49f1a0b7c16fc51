"""What is said to an answer of a quiz question: right or not, how far, and why."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass
from typing import Any

from curso.markup import code_html
from curso.quiz.bank import Choice, Number
from curso.text import Language, Text, language

RIGHT = Text(es="Correcto", en="Correct")
PARTLY = Text(es="En parte", en="Partly right")
WRONG = Text(es="Todavía no", en="Not yet")
UNANSWERED = Text(es="Sin responder", en="Not answered yet")
RECORDED = Text(es="Respuesta anotada", en="Answer recorded")
NOT_AN_OPTION = Text(
    es="«{answer}» no es una de las opciones ({options}).", en="“{answer}” is not one of the options ({options})."
)
NOT_A_NUMBER = Text(es="Escribe un número, por ejemplo `12.5`.", en="Write a number, for example `12.5`.")
WRONG_NUMBER = Text(
    es="Ese no es el número. Repasa la sección de la lección que lo explica y prueba otra vez.",
    en="That is not the number. Read again the section of the lesson that explains it, and try once more.",
)
MORE = Text(es="Bien, y falta alguna más.", en="Right, and there is at least one more.")
CHOOSE = Text(
    es="Elige una respuesta en la celda anterior, ejecútala y vuelve a ejecutar esta.",
    en="Choose an answer in the cell above, run it, and run this one again.",
)
LATER = Text(
    es="La explicación llega con la corrección. Puedes cambiar la respuesta hasta que entregues.",
    en="The explanation comes with the feedback. You can change the answer until you hand in.",
)
ICONS = {RIGHT: "✓", PARTLY: "◐", WRONG: "✗", UNANSWERED: "○", RECORDED: "✓"}
COLOURS = {RIGHT: "#009E73", PARTLY: "#E69F00", WRONG: "#D55E00", UNANSWERED: "#7A7A7A", RECORDED: "#0072B2"}


@dataclass(frozen=True)
class QuizVerdict:
    """The result of one answer: the word for it, a score in [0, 1], and the reasons."""

    question: str
    word: Text
    score: float
    reasons: tuple[Text, ...]

    @property
    def answered(self) -> bool:
        """Whether there was an answer to judge."""
        return self.word is not UNANSWERED

    def text(self, lang: Language | None = None) -> str:
        """For a terminal."""
        lang = lang or language()
        head = f"{ICONS[self.word]} {self.word.to(lang)} · {self.question}"
        return "\n".join([head, *(f"  {reason.to(lang)}" for reason in self.reasons)])

    def html(self, lang: Language | None = None) -> str:
        """For a notebook."""
        lang = lang or language()
        colour = COLOURS[self.word]
        body = "".join(f'<div style="margin-top:.35em">{code_html(r.to(lang))}</div>' for r in self.reasons)
        return (
            f'<div lang="{lang}" role="status" class="curso-quiz" style="border-left:.35em solid {colour};'
            'padding:.5em .9em;background:rgba(127,127,127,.08);max-width:60em;line-height:1.45">'
            f'<span aria-hidden="true" style="color:{colour};font-weight:bold">{ICONS[self.word]}</span> '
            f'<strong>{self.word.to(lang)}</strong> <span style="opacity:.75">· {html.escape(self.question)}</span>'
            f"{body}</div>"
        )


def verdict_of(question: Choice | Number, answer: Any) -> QuizVerdict:
    """Judge `answer`: an option's id, a dict or a collection of ids for `multiple`, or a number."""
    if isinstance(question, Number):
        return _number(question, answer)
    chosen = chosen_ids(answer)
    if not chosen:
        return QuizVerdict(question.id, UNANSWERED, 0.0, (CHOOSE,))
    unknown = sorted(chosen - {option.id for option in question.options})
    if unknown or (question.kind == "single" and len(chosen) > 1):
        options = ", ".join(option.id for option in question.options)
        problem = NOT_AN_OPTION.format(answer=", ".join(unknown or sorted(chosen)), options=options)
        return QuizVerdict(question.id, WRONG, 0.0, (problem,))
    score = choice_score(question.key, chosen)
    word = RIGHT if chosen == question.key else PARTLY if score > 0 else WRONG
    return QuizVerdict(question.id, word, score, _reasons(question, chosen))


def choice_score(key: frozenset[str], chosen: frozenset[str]) -> float:
    """(right chosen − wrong chosen) / right, floored at 0."""
    return max(0.0, (len(chosen & key) - len(chosen - key)) / len(key))


def chosen_ids(answer: Any) -> frozenset[str]:
    """The ids in an answer: "b", ["a", "c"], {"a": True, "b": False}."""
    if isinstance(answer, dict):
        return frozenset(str(option) for option, on in answer.items() if on)
    if isinstance(answer, str):
        cleaned = answer.strip().lower().rstrip(".)")
        return frozenset({cleaned}) if cleaned else frozenset()
    if isinstance(answer, (list, tuple, set, frozenset)):
        return frozenset().union(*map(chosen_ids, answer))
    return frozenset() if answer is None or answer is ... else frozenset({str(answer)})


def recorded(judged: QuizVerdict) -> QuizVerdict:
    """For a graded question: that the answer is noted, and nothing about whether it is right."""
    return QuizVerdict(judged.question, RECORDED, 0.0, (LATER,)) if judged.answered else judged


def _reasons(question: Choice, chosen: frozenset[str]) -> tuple[Text, ...]:
    """Why each chosen option is right or wrong; once all is right, why for every option."""
    shown = question.options if chosen == question.key else [o for o in question.options if o.id in chosen]
    reasons = []
    for option in shown:
        mark = "✓" if option.correct else "✗"
        reasons.append(Text(es=f"{mark} {option.id}) ", en=f"{mark} {option.id}) ") + option.why)
        if option.misconception and option.id in chosen:
            reasons.append(option.misconception)
    if chosen < question.key:
        reasons.append(MORE)
    return tuple(reasons)


def _number(question: Number, answer: Any) -> QuizVerdict:
    if answer is None or answer is ... or (isinstance(answer, str) and not answer.strip()):
        return QuizVerdict(question.id, UNANSWERED, 0.0, (CHOOSE,))
    try:
        value = float(answer.replace(",", ".") if isinstance(answer, str) else answer)
    except (TypeError, ValueError, OverflowError):
        return QuizVerdict(question.id, WRONG, 0.0, (NOT_A_NUMBER,))
    if math.isfinite(value) and abs(value - question.answer) <= question.tolerance:
        return QuizVerdict(question.id, RIGHT, 1.0, (question.why,))
    known = (slip.why for slip in question.slips if abs(value - slip.value) <= question.tolerance)
    return QuizVerdict(question.id, WRONG, 0.0, (next(known, WRONG_NUMBER),))
