"""What is said to an answer of a quiz question: right or not, how far, and why."""

from __future__ import annotations

import contextlib
import html
import math
import re
from dataclasses import dataclass
from typing import Any

from curso.markup import code_html
from curso.quiz.bank import AnyQuestion, Choice, Number, Order, Output, even, near
from curso.text import Language, Text, language, verbatim

RIGHT = Text(es="Correcto", en="Correct")
PARTLY = Text(es="En parte", en="Partly right")
WRONG = Text(es="Todavía no", en="Not yet")
UNANSWERED = Text(es="Sin responder", en="Not answered yet")
RECORDED = Text(es="Respuesta anotada", en="Answer recorded")
NOT_AN_OPTION = Text(
    es="«{answer}» no es una de las opciones ({options}).", en="“{answer}” is not one of the options ({options})."
)
ONE_ONLY = Text(es="Has elegido {answer}. Elige solo una.", en="You chose {answer}. Choose only one.")
NOT_A_NUMBER = Text(es="Escribe un número, por ejemplo `12.5`.", en="Write a number, for example `12.5`.")
WRONG_NUMBER = Text(
    es="Ese no es el número. Repasa la sección de la lección que lo explica y prueba otra vez.",
    en="That is not the number. Read again the section of the lesson that explains it, and try once more.",
)
NOT_AN_ORDER = Text(
    es="«{answer}» no pone en orden las líneas: escribe cada letra una vez ({lines}).",
    en="“{answer}” does not order the lines: write each letter once ({lines}).",
)
WRONG_ORDER = Text(
    es="Ese no es el orden. Pregúntate de cada línea qué necesita que ya esté hecho.",
    en="That is not the order. Ask of each line what it needs to be done already.",
)
WRONG_OUTPUT = Text(
    es="No escribe eso. Sigue el código línea a línea, y apunta el valor y el tipo de cada variable.",
    en="It does not print that. Follow the code line by line, and note the value and the type of each variable.",
)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
MORE = Text(es="Bien, y falta alguna más.", en="Right, and there is at least one more.")
CHOOSE = Text(
    es="Responde en la celda anterior, ejecútala y vuelve a ejecutar esta.",
    en="Answer in the cell above, run it, and run this one again.",
)
LATER = Text(
    es="La explicación llega con la corrección. Puedes cambiar la respuesta hasta que entregues.",
    en="The explanation comes with the feedback. You can change the answer until you hand in.",
)
ICONS = {RIGHT: "✓", PARTLY: "◐", WRONG: "✗", UNANSWERED: "○", RECORDED: "✓"}
QUOTED = 60  # characters of an answer that are said back
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
        return self.word != UNANSWERED

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


def verdict_of(question: AnyQuestion, answer: Any) -> QuizVerdict:
    """Judge `answer`: an option's id, a dict or a collection of ids for `multiple`, a number, the ids of the lines in
    order ("cab"), or what is printed. A template has to be settled first (see `variants.settle`).
    """
    if isinstance(question, Number):
        return _number(question, answer)
    if isinstance(question, Order):
        return _order(question, answer)
    if isinstance(question, Output):
        return _output(question, answer)
    chosen = chosen_ids(answer)
    if not chosen:
        return QuizVerdict(question.id, UNANSWERED, 0.0, (CHOOSE,))
    unknown = sorted(chosen - {option.id for option in question.options})
    if unknown:
        options = ", ".join(option.id for option in question.options)
        problem = NOT_AN_OPTION.format(answer=_quoted(", ".join(unknown)), options=options)
        return QuizVerdict(question.id, WRONG, 0.0, (problem,))
    if question.kind == "single" and len(chosen) > 1:
        return QuizVerdict(question.id, WRONG, 0.0, (ONE_ONLY.format(answer=", ".join(sorted(chosen))),))
    score = choice_score(question.key, chosen)
    word = RIGHT if chosen == question.key else PARTLY if score > 0 else WRONG
    return QuizVerdict(question.id, word, score, _reasons(question, chosen))


def choice_score(key: frozenset[str], chosen: frozenset[str]) -> float:
    """(right chosen − wrong chosen) / right, floored at 0."""
    return max(0.0, (len(chosen & key) - len(chosen - key)) / len(key))


def chosen_ids(answer: Any) -> frozenset[str]:
    """The ids in an answer: "b", ["a", "c"], {"a": True, "b": False}."""
    if answer is None or answer is ...:
        return frozenset()
    if isinstance(answer, dict):
        # by how it reads: an array or an object that a student put there is no tick, and may have no truth value
        answer = [option for option, on in answer.items() if str(on) in ("True", "1")]
    elif not isinstance(answer, (list, tuple, set, frozenset)):
        answer = [answer]
    return frozenset(str(each).strip().lower().rstrip(".)") for each in answer) - {""}


def recorded(judged: QuizVerdict) -> QuizVerdict:
    """For a graded question: that the answer is noted, and nothing about whether it is right."""
    return QuizVerdict(judged.question, RECORDED, 0.0, (LATER,)) if judged.answered else judged


def _reasons(question: Choice, chosen: frozenset[str]) -> tuple[Text, ...]:
    """Why each chosen option is right or wrong; once all is right, why for every option."""
    shown = question.options if chosen == question.key else [o for o in question.options if o.id in chosen]
    reasons = []
    for option in shown:
        mark = "✓" if option.correct else "✗"
        reasons.append(verbatim(f"{mark} {option.id}) ") + option.why)
        if option.misconception and option.id in chosen:
            reasons.append(option.misconception)
    if chosen < question.key:
        reasons.append(MORE)
    return tuple(reasons)


def _number(question: Number, answer: Any) -> QuizVerdict:
    if _is_blank(answer):
        return QuizVerdict(question.id, UNANSWERED, 0.0, (CHOOSE,))
    values = readings(answer)
    if not values:
        return QuizVerdict(question.id, WRONG, 0.0, (NOT_A_NUMBER,))
    if any(near(value, float(question.answer), question.tolerance) for value in values):
        return QuizVerdict(question.id, RIGHT, 1.0, (question.why,))
    near_slips = (s for s in question.slips for v in values if near(v, float(s.value), question.tolerance))
    known = (slip.why for slip in near_slips)
    return QuizVerdict(question.id, WRONG, 0.0, (next(known, WRONG_NUMBER),))


def readings(answer: Any) -> tuple[float, ...]:
    """The numbers that an answer can mean: "12,5" is 12.5, and "1,290", as Keras prints it, 1290 as well as 1.29.

    None for what is no number, or not a finite one.
    """
    written = [answer]
    if isinstance(answer, str):
        plain = answer.strip().replace("−", "-")
        written = [plain.replace(",", ".")]
        if THOUSANDS.fullmatch(plain):
            written.append(plain.replace(",", ""))
    values = []
    for each in written:
        # what an answer's own __float__ raises is not for us to know
        with contextlib.suppress(Exception):
            values.append(float(each))
    return tuple(filter(math.isfinite, values))


def _order(question: Order, answer: Any) -> QuizVerdict:
    if isinstance(answer, (list, tuple)):
        answer = "".join(map(str, answer))
    if _is_blank(answer):
        return QuizVerdict(question.id, UNANSWERED, 0.0, (CHOOSE,))
    given = re.sub(r"[\s,;.)>→-]+", "", str(answer)).lower()
    if sorted(given) != sorted(question.key[0]):
        lines = ", ".join(sorted(question.key[0]))
        return QuizVerdict(question.id, WRONG, 0.0, (NOT_AN_ORDER.format(answer=_quoted(str(answer)), lines=lines),))
    if given in question.key:
        by_id = {line.id: line for line in question.lines}
        reasons = (verbatim(f"{nth}. {each}) ") + by_id[each].why for nth, each in enumerate(given, 1))
        return QuizVerdict(question.id, RIGHT, 1.0, tuple(reasons))
    known = (slip.why for slip in question.slips if slip.order == given)
    return QuizVerdict(question.id, WRONG, 0.0, (next(known, WRONG_ORDER),))


def _output(question: Output, answer: Any) -> QuizVerdict:
    if _is_blank(answer):
        return QuizVerdict(question.id, UNANSWERED, 0.0, (CHOOSE,))
    # where only one line can be typed, "\n" stands between two
    given = {even(str(answer)), even(str(answer).replace("\\n", "\n"))}
    if given & question.key:
        return QuizVerdict(question.id, RIGHT, 1.0, (question.why,))
    known = (slip.why for slip in question.slips if even(slip.value) in given)
    return QuizVerdict(question.id, WRONG, 0.0, (next(known, WRONG_OUTPUT),))


def _quoted(answer: str) -> str:
    """As much of an answer as fits into a sentence."""
    return "".join(c for c in answer[:QUOTED] if c.isprintable()) + ("…" if len(answer) > QUOTED else "")


def _is_blank(answer: Any) -> bool:
    return answer is None or answer is ... or (isinstance(answer, str) and not answer.strip())
