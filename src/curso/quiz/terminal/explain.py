"""What is said of an answer, piece by piece: the same pieces on the whole screen and line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from curso.quiz.bank import AnyQuestion, Choice, Number, Order, Output
from curso.quiz.reply import (
    ICONS,
    NOT_A_NUMBER,
    RIGHT,
    UNANSWERED,
    WRONG_NUMBER,
    WRONG_ORDER,
    WRONG_OUTPUT,
    QuizVerdict,
    chosen_ids,
)
from curso.quiz.sitting import Asked
from curso.text import Text

Tone = Literal["verdict", "option", "plain", "quiet", "quote", "code", "title"]


@dataclass(frozen=True)
class Piece:
    """A paragraph: what it says, in which tone, how far it is indented, and what stands before it ("✓ 1.")."""

    text: str
    tone: Tone = "plain"
    indent: int = 0
    mark: str = ""


def explained(asked: Asked, answer: Any, verdict: QuizVerdict | None) -> Iterator[Piece]:
    """The verdict, the right answer, and the reason for everything there was to choose."""
    question = asked.question
    word = verdict.word if verdict else UNANSWERED
    points = "" if verdict is None or verdict.score in (0, 1) else f" · {POINTS.format(points=f'{verdict.score:.2f}')}"
    yield Piece(f"{word}{points}", "verdict", mark=ICONS[word])
    if isinstance(question, Choice):
        yield from _options(asked, question, chosen_ids(answer))
    elif isinstance(question, Order):
        yield from _lines(question, answer, verdict)
    else:
        yield from _typed(question, answer, verdict)
    if question.original:
        yield Piece(str(ORIGINAL), "title")
        yield Piece(question.original.question, "quote", 2)
        options = question.original.options
        for letter in sorted(options, key=asked.shown.index):
            yield Piece(options[letter], "quote", 2, mark=f"{position(asked, letter)}.")
    if question.erratum:
        yield Piece(f"{ERRATUM} {question.erratum}", "quiet")


def position(asked: Asked, each: str) -> int:
    """The number under which an option or a line is shown, from 1."""
    return asked.shown.index(each) + 1


def text_of(question: Choice | Order, each: str) -> Text:
    """The text of an option or of a line."""
    among = question.options if isinstance(question, Choice) else question.lines
    return next(one.text for one in among if one.id == each)


def _options(asked: Asked, question: Choice, chosen: frozenset[str]) -> Iterator[Piece]:
    if question.kind == "multiple" and chosen != question.key:
        yield Piece(str(SCORED), "quiet")
    by_id = {option.id: option for option in question.options}
    for nth, option in enumerate((by_id[each] for each in asked.shown), 1):
        mine = f"  ← {YOURS}" if option.id in chosen else ""
        yield Piece(f"{option.text}{mine}", "option", mark=f"{'✓' if option.correct else '✗'} {nth}.")
        yield Piece(str(option.why), indent=5)
        if option.misconception and option.id in chosen:
            yield Piece(f"{BEHIND} {option.misconception}", "quiet", 5)


def _lines(question: Order, answer: Any, verdict: QuizVerdict | None) -> Iterator[Piece]:
    if verdict and verdict.word is not RIGHT:
        yield from (Piece(str(reason)) for reason in verdict.reasons if reason is not WRONG_ORDER)
    right = str(answer) if verdict and verdict.word is RIGHT else question.key[0]
    by_id = {line.id: line for line in question.lines}
    yield Piece(str(RIGHT_ORDER), "title")
    given = str(answer) if verdict else right
    for nth, line in enumerate((by_id[each] for each in right), 1):
        elsewhere = "" if given[nth - 1] == line.id else f"  ← {YOUR_PLACE} {given.index(line.id) + 1}"
        yield Piece(f"{line.text}{elsewhere}", "code" if question.is_code else "option", mark=f"{nth}.")
        yield Piece(str(line.why), indent=3)


def _typed(question: AnyQuestion, answer: Any, verdict: QuizVerdict | None) -> Iterator[Piece]:
    if not isinstance(question, (Number, Output)):
        return
    if verdict and verdict.word is not RIGHT:
        yield Piece(f"{YOU_WROTE} {answer}")
        general = (WRONG_NUMBER, WRONG_OUTPUT, NOT_A_NUMBER)
        yield from (Piece(str(reason)) for reason in verdict.reasons if reason not in general)
    right = f"{float(question.answer):.10g}" if isinstance(question, Number) else question.answer
    yield Piece(str(RIGHT_ANSWER), "title")
    yield Piece(right, "code", 2)
    yield Piece(str(question.why))


POINTS = Text(es="{points} puntos", en="{points} points")
YOURS = Text(es="tu respuesta", en="your answer")
BEHIND = Text(es="El tropiezo:", en="The slip behind it:")
YOU_WROTE = Text(es="Escribiste:", en="You wrote:")
YOUR_PLACE = Text(es="tú, en el", en="yours:")
RIGHT_ANSWER = Text(es="Respuesta correcta:", en="The right answer:")
RIGHT_ORDER = Text(es="Un orden correcto, y por qué:", en="A right order, and why:")
SCORED = Text(
    es="Puntos: (aciertos elegidos − errores elegidos) / aciertos que hay, y nunca menos de 0.",
    en="Points: (right ones chosen − wrong ones chosen) / right ones there are, and never below 0.",
)
ORIGINAL = Text(es="Como la planteaba la diapositiva:", en="As the slide asked it:")
ERRATUM = Text(es="Qué hemos corregido:", en="What we corrected:")
