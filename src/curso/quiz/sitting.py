"""A sitting: which questions are asked, in which order, what was answered, and what to reread."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from curso.quiz.bank import AnyQuestion, Choice, Order
from curso.quiz.reply import QuizVerdict, verdict_of
from curso.quiz.variants import settle


@dataclass(frozen=True)
class Asked:
    """A question as it is put to somebody: its numbers settled, its options or lines in the order shown.

    Parameters
    ----------
    shown : the ids of the options (of an `order` question, of its lines) from top to bottom; empty for other kinds.
    """

    question: AnyQuestion
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """What came of the questions of one section of a lesson."""

    lesson: str
    section: str
    score: float
    questions: int


@dataclass
class Sitting:
    """Questions being answered; a question can be answered again, and the last answer counts."""

    asked: tuple[Asked, ...]
    verdicts: dict[str, QuizVerdict] = field(default_factory=dict)

    def answer(self, nth: int, answer: Any) -> QuizVerdict:
        """Judge the answer to the nth question (from 0) and keep the verdict, unless there was no answer."""
        verdict = verdict_of(self.asked[nth].question, answer)
        if verdict.answered:
            self.verdicts[verdict.question] = verdict
        return verdict

    @property
    def score(self) -> float:
        """Points so far: one for each question answered right, a part for one answered in part."""
        return sum(verdict.score for verdict in self.verdicts.values())

    @property
    def missed(self) -> tuple[Asked, ...]:
        """What was not answered wholly right, or not at all."""
        return tuple(
            asked
            for asked in self.asked
            if (verdict := self.verdicts.get(asked.question.id)) is None or verdict.score < 1
        )

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The result section by section, the weakest first."""
        together: dict[tuple[str, str], list[float]] = {}
        for each in self.asked:
            verdict = self.verdicts.get(each.question.id)
            place = (each.question.lesson, each.question.section)
            together.setdefault(place, []).append(verdict.score if verdict else 0.0)
        topics = (Topic(lesson, section, sum(got), len(got)) for (lesson, section), got in together.items())
        return tuple(sorted(topics, key=lambda topic: topic.score / topic.questions))


def sit(questions: Iterable[AnyQuestion], seed: int | str, n: int | None = None, *, shuffled: bool = True) -> Sitting:
    """A sitting of `n` of the questions (all when None), drawn and shuffled by `seed`."""
    chosen = list(questions)
    if shuffled:
        random.Random(f"{seed}:questions").shuffle(chosen)
    return Sitting(tuple(ask(question, seed) for question in chosen[:n]))


def ask(question: AnyQuestion, seed: int | str) -> Asked:
    """The question as the seed puts it: the same seed, the same numbers and the same order."""
    settled = settle(question, seed)
    ids = ids_of(settled)
    shown = list(ids)
    draw = random.Random(f"{seed}:{settled.id}:shown")
    draw.shuffle(shown)
    while isinstance(settled, Order) and "".join(shown) in settled.key:  # never shown solved
        draw.shuffle(shown)
    return Asked(settled, tuple(shown))


def ids_of(question: AnyQuestion) -> Sequence[str]:
    """The ids of what is chosen from or put in order."""
    if isinstance(question, Choice):
        return [option.id for option in question.options]
    return [line.id for line in question.lines] if isinstance(question, Order) else []
