"""What an answer is worth, whatever is given as one: a score in [0, 1], a word, and reasons."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import multiple, number, order, output, read, single, text

from curso.quiz.bank import even
from curso.quiz.reply import PARTLY, RIGHT, UNANSWERED, WRONG, choice_score, recorded, verdict_of

SETTLED = [read(each) for each in (single(), multiple(), number(), order(), output())]
LETTERS = st.sets(st.sampled_from("abcdef"))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(max_size=5)
    | st.just(...)
    | st.sampled_from(["a", "b", "abc", "cab", "1 2", "12,5", "12.5", {"a": True, "c": True}, ["a", "c"]]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(ANYTHING, st.sampled_from(SETTLED))
def test_whatever_is_answered_there_is_a_verdict(answer, question):
    verdict = verdict_of(question, answer)
    assert 0 <= verdict.score <= 1
    assert (verdict.word == RIGHT) == (verdict.score == 1) and (verdict.word == PARTLY) == (0 < verdict.score < 1)
    assert verdict.answered == (verdict.word != UNANSWERED)
    assert verdict.reasons and all(reason.es.strip() and reason.en.strip() for reason in verdict.reasons)
    assert len(verdict.text("es")) < 600 and "<script" not in verdict.html("en")


@given(LETTERS.filter(bool), LETTERS)
def test_partial_credit_is_right_minus_wrong_by_right(key, chosen):
    right, wrong = len(key & chosen), len(chosen - key)
    assert choice_score(frozenset(key), frozenset(chosen)) == float(max(Fraction(right - wrong, len(key)), 0))


@given(st.permutations("abcd"), st.sets(st.sampled_from("abcd"), min_size=1))
def test_the_order_of_the_options_changes_no_grade(shown, chosen):
    made = multiple()
    shuffled = {**made, "options": [made["options"]["abcd".index(letter)] for letter in shown]}
    first, second = verdict_of(read(made), sorted(chosen)), verdict_of(read(shuffled), sorted(chosen, reverse=True))
    assert (first.score, first.word) == (second.score, second.word)
    assert set(first.reasons) == set(second.reasons)


@pytest.mark.parametrize("answer", ["a", " A) ", ["a"], ["A"], "a.", {"a": True, "b": False}])
def test_a_right_choice_gets_every_reason(answer):
    verdict = verdict_of(read(single()), answer)
    assert verdict.word == RIGHT and verdict.score == 1
    assert [f"reason {letter}" in verdict.text() for letter in "abc"] == [True] * 3


def test_a_wrong_choice_gets_its_reason_and_its_misconception_and_not_the_key():
    verdict = verdict_of(read(single()), "b")
    assert verdict.word == WRONG and verdict.score == 0
    assert "reason b" in verdict.text() and "idea b" in verdict.text() and "reason a" not in verdict.text()


@pytest.mark.parametrize("question", SETTLED, ids=lambda question: question.kind)
@pytest.mark.parametrize("answer", ["", "  \n", None, ...])
def test_no_answer_is_not_a_wrong_answer(question, answer):
    assert verdict_of(question, answer).word == UNANSWERED


@pytest.mark.parametrize("answer", [[], {"a": False}, (), set(), [""]])
def test_nothing_chosen_is_no_answer(answer):
    assert verdict_of(read(multiple()), answer).word == UNANSWERED


def test_an_answer_that_can_not_be_has_a_sentence_of_its_own():
    said = verdict_of(read(single()), "z").text("es")
    assert "«z» no es una de las opciones (a, b, c)" in said
    assert "Choose only one" in verdict_of(read(single()), ["a", "b"]).text("en")
    assert "each letter once (a, b, c)" in verdict_of(read(order()), "ab").text("en")
    assert "Write a number" in verdict_of(read(number()), "many").text("en")
    assert len(verdict_of(read(single()), "z" * 10_000).text()) < 300


def test_an_answer_is_shown_as_text_and_not_as_markup():
    assert "<img" not in verdict_of(read(single()), "<img src=x>").html()


def test_part_of_what_is_right_says_that_something_is_missing():
    several = read(multiple())
    part = verdict_of(several, ["a"])
    assert part.word == PARTLY and part.score == 0.5 and "at least one more" in part.reasons[-1].en
    assert "at least one more" not in verdict_of(several, ["a", "c"]).text()
    assert verdict_of(several, ["a", "b"]).score == 0 == verdict_of(several, "abcd").score


@pytest.mark.parametrize(
    "answer", [12.5, "12.5", "12,5", " 12,505 ", "+12.5", "1.25e1", np.float32(12.5), np.array(12.5), 12.51, 12.49]
)
def test_numbers_are_read_as_people_write_them(answer):
    assert verdict_of(read(number()), answer).score == 1


class Rude:
    """An answer of a student, whose conversion raises what nobody expects."""

    def __float__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    "answer",
    [12.6, "many", [12.5, 1], np.array([12.5, 1]), pd.Series([1, 2]), 10**400, 1j, Rude(), {}, b"\xff",
     float("nan"), float("inf"), "nan", "inf", "1e999", "12.5.1"],
)  # fmt: skip
def test_what_is_not_the_number_is_never_right_and_never_without_a_word(answer):
    verdict = verdict_of(read(number()), answer)
    assert verdict.score == 0 and verdict.answered and verdict.reasons


@pytest.mark.parametrize(
    ("wanted", "answer", "score"),
    [(79510, "79,510", 1), (79510, "79510", 1), (1234567, "1,234,567", 1), (1.29, "1,290", 1), (1290, "1,29", 0),
     (-4, "−4", 1), (-4, "4", 0), (0.3, "0,3", 1), (0.1 + 0.2, "0.3", 1), (1e9, 1e9 + 1, 0)],
)  # fmt: skip
def test_thousands_and_minus_signs_as_keras_and_the_lessons_write_them(wanted, answer, score):
    assert verdict_of(read(number(answer=wanted, tolerance=0)), answer).score == score


def test_a_wrong_number_that_people_come_to_is_explained():
    slips = [{"value": 0.5, "why": text("medio", "half")}]
    question = read(number(answer=0.25, tolerance=0.001, slips=slips))
    assert verdict_of(question, 0.5).reasons[0].es == "medio" and verdict_of(question, 0.5).score == 0
    assert verdict_of(question, 0.7).reasons != verdict_of(question, 0.5).reasons


@given(st.floats(-100, 100), st.floats(0, 5), st.lists(st.floats(-100, 100), max_size=4))
def test_a_slip_that_a_bank_takes_is_never_right(answer, tolerance, values):
    slips = [{"value": value, "why": text("no")} for value in values]
    try:
        question = read(number(answer=answer, tolerance=tolerance, slips=slips))
    except ValueError:
        assert any(verdict_of(read(number(answer=answer, tolerance=tolerance)), value).score for value in values)
        return
    assert not any(verdict_of(question, value).score for value in values)
    assert verdict_of(question, answer).score == 1


@pytest.mark.parametrize(
    "answer", ["abc", "a b c", "A, B, C", "a→b→c", ["a", "b", "c"], ("a", "b", "c"), "a) b) c)", "bac"]
)
def test_an_order_can_be_written_in_many_ways(answer):
    verdict = verdict_of(read(order(also=["bac"])), answer)
    assert verdict.score == 1 and len(verdict.reasons) == 3


def test_a_wrong_order_that_people_come_to_is_explained():
    question = read(order(slips=[{"order": "cba", "why": text("al revés", "backwards")}]))
    assert verdict_of(question, "cba").reasons[0].en == "backwards" and verdict_of(question, "cba").score == 0
    assert verdict_of(question, "acb").reasons[0].en != "backwards"


@pytest.mark.parametrize("answer", ["1 2", " 1   2 ", "1\t2", "\n1 2\n"])
def test_spaces_of_an_output_do_not_matter(answer):
    assert verdict_of(read(output()), answer).score == 1
    assert verdict_of(read(output()), answer.replace("2", "3")).score == 0


def test_an_output_has_as_many_lines_as_it_has():
    two = read(output(answer="1\n2", slips=[{"value": "1 2", "why": text("en una línea", "in one line")}]))
    assert verdict_of(two, "1\r\n2").score == 1
    assert verdict_of(two, "1  2").reasons[0].en == "in one line"


@given(st.text(max_size=40))
def test_making_spaces_even_twice_changes_nothing(written):
    assert even(even(written)) == even(written)


def test_a_graded_answer_is_only_recorded():
    right, wrong = (recorded(verdict_of(SETTLED[0], answer)) for answer in "ab")
    assert right == wrong and right.answered
    assert recorded(verdict_of(SETTLED[0], "")).word == UNANSWERED
