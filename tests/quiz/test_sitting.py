"""A sitting is the same for the same seed; what is shuffled is how things are shown, never what is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import multiple, number, order, output, read, single, template

from curso.quiz.reply import UNANSWERED
from curso.quiz.sitting import ask, ids_of, sit

SEEDS = st.integers() | st.text(max_size=20)
KINDS = [single(), multiple(), number(), template(), order("abcd"), output()]
QUESTIONS = [read({**each, "id": f"77.q{nth:02d}", "section": f"s{nth % 3}"}) for nth, each in enumerate(KINDS)]


def right(question):
    """The right answer of a settled question."""
    key = getattr(question, "key", question.answer if hasattr(question, "answer") else None)
    if question.kind in ("single", "multiple"):
        return sorted(key)
    return question.answer if question.kind in ("number", "output") else key[0]


@given(SEEDS)
def test_the_same_seed_asks_the_same(seed):
    assert sit(QUESTIONS, seed).asked == sit(QUESTIONS, seed).asked


@given(SEEDS)
def test_shuffling_changes_no_grade(seed):
    sitting = sit(QUESTIONS, seed)
    for nth, asked in enumerate(sitting.asked):
        assert sorted(asked.shown) == sorted(ids_of(asked.question))
        assert sitting.answer(nth, right(asked.question)).score == 1
    assert sitting.score == len(QUESTIONS) and sitting.missed == ()


@given(SEEDS)
def test_lines_are_never_shown_in_order(seed):
    question = read(order("abc", also=["bac", "bca", "cab", "cba"]))
    assert "".join(ask(question, seed).shown) == "acb"


def test_seeds_show_options_and_questions_in_other_orders():
    sittings = [sit(QUESTIONS, seed) for seed in range(20)]
    assert len({tuple(a.question.id for a in s.asked) for s in sittings}) > 5
    assert len({ask(QUESTIONS[0], seed).shown for seed in range(40)}) == 6


@pytest.mark.parametrize(("n", "asked"), [(None, 6), (0, 0), (2, 2), (6, 6), (99, 6)])
def test_as_many_are_asked_as_were_asked_for(n, asked):
    found = [each.question.id for each in sit(QUESTIONS, 1, n).asked]
    assert len(found) == len(set(found)) == asked


def test_not_shuffled_they_come_as_in_the_bank():
    assert [a.question.id for a in sit(QUESTIONS, 1, 3, shuffled=False).asked] == ["77.q00", "77.q01", "77.q02"]


def test_the_last_answer_counts_and_no_answer_is_none():
    sitting = sit([QUESTIONS[0]], 1)
    assert sitting.answer(0, "").word == UNANSWERED and sitting.verdicts == {}
    sitting.answer(0, "b")
    assert sitting.score == 0 and len(sitting.missed) == 1
    sitting.answer(0, "a")
    sitting.answer(0, None)
    assert sitting.score == 1 and sitting.missed == ()


def test_the_result_by_topic_begins_with_the_weakest():
    sitting = sit(QUESTIONS, 1, shuffled=False)
    for nth, answer in enumerate(["a", ["a", "c"], 0, "nonsense", "abcd", None]):
        sitting.answer(nth, answer)
    found = [(t.section, t.score, t.questions) for t in sitting.topics]
    assert found == [("s2", 0.0, 2), ("s0", 1.0, 2), ("s1", 2.0, 2)]
    assert {a.question.id for a in sitting.missed} == {"77.q02", "77.q03", "77.q05"}


def test_nothing_to_ask_is_a_sitting_of_nothing():
    empty = sit([], 1)
    assert (empty.asked, empty.score, empty.missed, empty.topics) == ((), 0, (), ())
