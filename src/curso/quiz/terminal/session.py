"""A quiz being taken: what is asked, what was answered, and that every answer is kept before anything is said to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from curso.quiz.bank import AnyQuestion
from curso.quiz.progress import Progress, Saved
from curso.quiz.reply import NOT_A_NUMBER, QuizVerdict, verdict_of
from curso.quiz.sitting import Asked, Sitting, sit
from curso.text import Text


@dataclass
class Session:
    """A sitting with its progress; in an exam nothing is said of an answer until the end, and it can be changed.

    Parameters
    ----------
    name : what the quiz is called on screen.
    answers : what was answered to the nth question, from 0.
    resumed : whether it goes on with a sitting that was left before its end.
    """

    name: str
    sitting: Sitting
    progress: Progress
    saved: Saved
    answers: dict[int, Any] = field(default_factory=dict)
    resumed: bool = False
    finished: bool = False

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What is asked, in order."""
        return self.sitting.asked

    @property
    def exam(self) -> bool:
        """Whether nothing is said of the answers until the end."""
        return self.saved.exam

    @property
    def open_questions(self) -> tuple[int, ...]:
        """Which questions have no answer yet."""
        return tuple(nth for nth in range(len(self.asked)) if nth not in self.answers)

    def problem(self, nth: int, answer: Any) -> Text | None:
        """Why this can't be taken for an answer, or None."""
        verdict = verdict_of(self.asked[nth].question, answer)
        if not verdict.answered:
            return NOTHING_CHOSEN
        return NOT_A_NUMBER if NOT_A_NUMBER in verdict.reasons else None

    def answer(self, nth: int, answer: Any) -> QuizVerdict:
        """Keep the answer, on disk when it can be, and judge it."""
        question = self.asked[nth].question
        self.progress.record(self.saved.id, question.id, answer, verdict_of(question, answer).score)
        self.answers[nth] = answer
        return self.sitting.answer(nth, answer)

    def verdict(self, nth: int) -> QuizVerdict | None:
        """What was said of the nth answer, or None before there is one."""
        return self.sitting.verdicts.get(self.asked[nth].question.id)

    def finish(self) -> None:
        """The quiz has come to its end: what is unanswered stays so."""
        if not self.finished:
            self.progress.finish(self.saved.id)
            self.finished = True

    def again(self) -> Session:
        """A new session with what was not wholly right, with other numbers and in another order."""
        seed = f"{self.saved.seed}+"
        ids = {asked.question.id for asked in self.sitting.missed}
        missed = [question for question in self.originals if question.id in ids]
        return begin(self.name, f"{self.saved.bank}", missed, seed, self.progress, exam=False)

    originals: Sequence[AnyQuestion] = ()
    """The questions as the bank has them, templates not yet settled."""


def begin(
    name: str,
    bank: str,
    questions: Sequence[AnyQuestion],
    seed: str,
    progress: Progress,
    *,
    exam: bool,
    n: int | None = None,
) -> Session:
    """A new session with `n` of the questions (all when None), drawn by `seed`."""
    sitting = sit(questions, seed, n)
    saved = progress.begin(bank, exam, seed, [asked.question.id for asked in sitting.asked])
    return Session(name, sitting, progress, saved, originals=questions)


def resume(name: str, saved: Saved, questions: Sequence[AnyQuestion], progress: Progress) -> Session | None:
    """The session that was left before its end, with its answers; None when its questions are no longer there."""
    by_id = {question.id: question for question in questions}
    if not all(each in by_id for each in saved.questions):
        return None
    sitting = sit([by_id[each] for each in saved.questions], saved.seed, shuffled=False)
    session = Session(name, sitting, progress, saved, originals=questions, resumed=True)
    places = {each: nth for nth, each in enumerate(saved.questions)}
    for kept in progress.answers(saved.id):
        nth = places[kept.question]
        if session.problem(nth, kept.answer) is None:
            session.answers[nth] = kept.answer
            sitting.answer(nth, kept.answer)
    return session


NOTHING_CHOSEN = Text(es="Aún no has respondido.", en="There is no answer yet.")
