"""When a question should be asked again: the FSRS schedule, worked out from everything that was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from curso.quiz.progress import Answered, Progress

OWN_FILE = "file:"  # the bank of a sitting with somebody's own file begins so
FIRST_STEP = timedelta(minutes=10)  # after a miss, long enough to have to think of it again


@dataclass(frozen=True)
class Due:
    """A question and when it is due."""

    question: str
    due: datetime


def schedule(answers: Iterable[Answered]) -> tuple[Due, ...]:
    """When each question is due, the most overdue first.

    Of the answers to a question in one sitting the last one counts. Wholly right is FSRS's "good", right in part its
    "hard", anything else its "again".
    """
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(learning_steps=(FIRST_STEP,), relearning_steps=(FIRST_STEP,), enable_fuzzing=False)
    last = {(each.sitting, each.question): each for each in answers}
    cards: dict[str, Card] = {}
    for each in sorted(last.values(), key=lambda answered: answered.answered):
        rating = Rating.Good if each.score >= 1 else Rating.Hard if each.score > 0 else Rating.Again
        when = datetime.fromisoformat(each.answered)
        card = cards.get(each.question) or Card(card_id=len(cards), due=when)
        cards[each.question], _ = scheduler.review_card(card, rating, when)
    return tuple(sorted((Due(question, card.due) for question, card in cards.items()), key=lambda each: each.due))


def course_answers(progress: Progress) -> list[Answered]:
    """The answers to questions of the course, not to those of somebody's own file."""
    own = {sitting.id for sitting in progress.sittings() if sitting.bank.startswith(OWN_FILE)}
    return [answer for answer in progress.answers() if answer.sitting not in own]


def end_of_day(now: datetime) -> datetime:
    """The last moment of the day on which `now` is, where `now` is."""
    return datetime.combine(now.date(), time.max, now.tzinfo)
