"""Review: what was missed comes back first, what is known comes back later and later, as the fsrs package says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsrs
import pytest

from curso.quiz.progress import Answered, Progress
from curso.quiz.review import FIRST_STEP, OWN_FILE, course_answers, end_of_day, schedule

MORNING = datetime(2027, 3, 1, 9, tzinfo=UTC)


def answered(question: str, score: float, after: timedelta = timedelta(), sitting: str = "s") -> Answered:
    return Answered(sitting, question, "a", score, (MORNING + after).isoformat())


def due_of(*answers: Answered) -> dict[str, datetime]:
    return {each.question: each.due for each in schedule(answers)}


def test_what_was_missed_is_due_the_same_day_and_what_was_known_is_not():
    due = due_of(answered("01.q01", 0), answered("01.q02", 1))
    assert due["01.q01"] == MORNING + FIRST_STEP
    assert due["01.q02"] > end_of_day(MORNING)


def test_the_most_overdue_comes_first():
    plan = schedule([answered("01.q02", 1), answered("01.q03", 0, timedelta(hours=1)), answered("01.q01", 0)])
    assert [each.question for each in plan] == ["01.q01", "01.q03", "01.q02"]


def test_the_worse_the_answer_the_sooner_it_comes_back():
    due = due_of(answered("01.q01", 0), answered("01.q02", 0.5), answered("01.q03", 1))
    assert due["01.q01"] <= due["01.q02"] < due["01.q03"]


def test_each_right_answer_on_time_puts_it_off_for_longer():
    answers, when, gaps = [], MORNING, []
    for nth in range(5):
        answers.append(Answered(f"s{nth}", "01.q01", "a", 1, when.isoformat()))
        due = due_of(*answers)["01.q01"]
        gaps.append(due - when)
        when = due
    assert gaps == sorted(gaps)
    assert gaps[-1] > timedelta(days=20)
    answers.append(Answered("s9", "01.q01", "a", 0, when.isoformat()))
    assert due_of(*answers)["01.q01"] == when + FIRST_STEP


def test_the_dates_are_those_of_the_fsrs_package():
    history = [(1, timedelta()), (1, timedelta(days=3)), (0, timedelta(days=20)), (0.5, timedelta(days=20, hours=1))]
    scheduler = fsrs.Scheduler(learning_steps=(FIRST_STEP,), relearning_steps=(FIRST_STEP,), enable_fuzzing=False)
    card = fsrs.Card(card_id=1)
    for score, after in history:
        rating = {1: fsrs.Rating.Good, 0: fsrs.Rating.Again, 0.5: fsrs.Rating.Hard}[score]
        card, _ = scheduler.review_card(card, rating, MORNING + after)
    ours = due_of(*(answered("01.q01", score, after, f"s{after}") for score, after in history))
    assert ours["01.q01"] == card.due


def test_of_an_answer_changed_in_an_exam_the_last_one_counts():
    changed = due_of(answered("01.q01", 0), answered("01.q01", 1, timedelta(minutes=1)))
    once = due_of(answered("01.q01", 1, timedelta(minutes=1)))
    assert changed == once


def test_the_order_in_which_the_answers_were_written_does_not_matter():
    answers = [answered(f"01.q0{n % 3}", n % 2, timedelta(days=n), f"s{n}") for n in range(9)]
    assert due_of(*answers) == due_of(*reversed(answers))


def test_questions_of_somebodys_own_file_are_not_mixed_with_the_courses(tmp_path: Path):
    progress = Progress.open(tmp_path / "p.sqlite")
    for bank in ("01", f"{OWN_FILE}/home/ana/01_mio.yaml", "review"):
        progress.record(progress.begin(bank, False, "s", ["01.q01"]).id, "01.q01", bank, 0)
    assert [each.answer for each in course_answers(progress)] == ["01", "review"]


@pytest.mark.parametrize("hours", [0, 9, 23])
def test_the_day_ends_at_midnight_where_the_user_is(hours: int):
    from datetime import timezone

    here = timezone(timedelta(hours=-6))
    now = datetime(2027, 3, 1, hours, tzinfo=here)
    assert end_of_day(now).date() == now.date()
    assert end_of_day(now) + timedelta(milliseconds=1) >= datetime(2027, 3, 2, tzinfo=here)
