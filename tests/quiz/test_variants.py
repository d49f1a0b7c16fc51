"""A template gives the same question for the same seed, and never one that is marked wrongly."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import number, read, single, template, text

from curso.quiz.bank import Bank, Range
from curso.quiz.reply import verdict_of
from curso.quiz.variants import NoVariant, seed_of, settle

SEEDS = st.integers() | st.text(max_size=20)


@given(SEEDS)
def test_the_same_seed_gives_the_same_variant(seed):
    assert settle(read(template()), seed) == settle(read(template()), seed)


@given(SEEDS)
def test_a_variant_is_what_its_text_says(seed):
    settled = settle(read(template()), seed)
    n, size = map(int, re.findall(r"\d+", settled.question.en))
    assert re.findall(r"\d+", settled.question.es) == [str(n), str(size)]
    assert 100 <= n <= 2000 and n % 50 == 0 and size in (16, 32, 64) and n % size > 0
    assert settled.answer == math.ceil(n / size)
    assert settled.why.es.endswith(str(math.ceil(n / size)))
    assert not (settled.parameters or settled.let or settled.require) and "{" not in settled.why.es


@given(SEEDS)
def test_a_slip_is_never_right(seed):
    close = template(
        require="n > 0", slips=[{"value": f, "why": text("no")} for f in ("n // size", "n / left", "answer")]
    )
    settled = settle(read(close), seed)
    for slip in settled.slips:
        assert verdict_of(settled, slip.value).score == 0
        assert verdict_of(settled, slip.value).reasons
    assert verdict_of(settled, settled.answer).score == 1


def test_variants_differ_between_seeds():
    assert len({settle(read(template()), seed).question.es for seed in range(50)}) > 20


def test_the_variants_of_today_are_those_of_tomorrow():
    """A student's variant has to be the same when it is graded, on another machine and another Python."""
    found = [re.findall(r"\d+", settle(read(template()), seed).question.en) for seed in (0, 1, "ana")]
    assert found == PINNED


def test_other_questions_are_left_as_they_are():
    for question in (read(single()), read(number())):
        assert settle(question, 5) is question


def test_a_slip_without_a_value_is_left_out():
    settled = settle(read(template(slips=[{"value": "n / (left - left)", "why": text("no")}])), 0)
    assert settled.slips == ()


def test_a_template_that_was_never_validated_says_that_it_has_no_variant():
    question = read(template()).model_copy(update={"require": "n < 0"})
    with pytest.raises(NoVariant) as caught:
        settle(question, 0)
    assert "77.q01" in caught.value.sentence.es and "77.q01" in caught.value.sentence.en


@pytest.mark.parametrize(
    ("written", "shown"),
    [("{x}", "0.3"), ("{x:.2f}", "0.30"), ("{x:.1%}", "30.0%"), ("{big}", "12000"), ("{big:,}", "12,000"),
     ("{sum}", "0.3"), ("{third}", "0.333333"), ("{third:.2f}", "0.33"), ("{large}", "123456.75"),
     ("{whole}", "2"), ("{x:.2e}", "3.00e-01"), ("{{x}}", "{0.3}")],
)  # fmt: skip
def test_numbers_read_as_people_write_them(written, shown):
    question = template(
        answer="x",
        parameters={"x": {"choices": [0.3]}, "big": {"choices": [12000]}},
        let={"sum": "0.1 + 0.2", "whole": "4 / 2", "third": "1 / 3", "large": "123456 + 3 / 4"},
        question=text(written),
        why=text("así"),
        slips=[],
    )
    del question["require"]
    assert settle(read(question), 0).question.en == shown


def test_numbers_come_without_what_floating_point_makes_of_them():
    question = read(
        number("a * 0.1", 0.01, parameters={"a": {"choices": [3]}}, slips=[{"value": "a * 0.8", "why": text("no")}])
    )
    settled = settle(question)
    assert (settled.answer, settled.slips[0].value) == (0.3, 2.4)


def test_a_name_in_code_is_filled_in_and_other_braces_stay():
    question = template(code='print(f"{total}", {n})', slips=[])
    settled = settle(read(question), 0)
    assert re.fullmatch(r'print\(f"\{total\}", \d+\)', settled.code)


@given(st.integers(-5, 5), st.integers(1, 40), st.sampled_from([1, 0.1, 0.25, 3]))
@settings(max_examples=60)
def test_a_range_is_what_numpy_counts(low, steps, step):
    found = Range(low=low, high=low + step * steps, step=step).values
    assert np.allclose(found, np.linspace(low, low + step * steps, steps + 1)) and len(found) == steps + 1


def test_a_students_seed_follows_from_the_secret_and_the_name():
    assert seed_of("ana", b"s") == seed_of("ana", b"s")
    assert len({seed_of("ana", b"s"), seed_of("ana", b"t"), seed_of("luis", b"s"), seed_of("", b"s")}) == 4


def test_a_bank_with_templates_comes_back_from_its_own_data():
    bank = Bank.model_validate({"questions": [template()]})
    assert Bank.model_validate(bank.model_dump()) == bank


PINNED = [["350", "32"], ["950", "64"], ["1400", "16"]]
