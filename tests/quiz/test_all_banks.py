"""Every bank of the course: enough questions, of every kind, all explained, the same in both languages."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from curso.authoring.lesson import read_lesson
from curso.quiz.bank import KINDS, Choice, Number, near
from curso.quiz.library import bank_files, load_bank
from curso.quiz.reply import RIGHT, verdict_of
from curso.quiz.variants import settle
from curso.text import Text

ROOT = Path(__file__).parents[2]
EXAM = "examen"
NAMES = sorted(bank_files())
QUESTIONS = [pytest.param(question, id=question.id) for name in NAMES for question in load_bank(name).questions]
each_bank = pytest.mark.parametrize("name", NAMES)
each_question = pytest.mark.parametrize("question", QUESTIONS)

NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
CODE = re.compile(r"`[^`]+`")
LATEX = re.compile(r"\\[a-zA-Z]+|\$|[_^]\{")


def texts(question):
    """Every sentence of a question, with the way to it."""

    def below(value, way):
        if isinstance(value, Text):
            yield way, value
        elif isinstance(value, tuple):
            for nth, each in enumerate(value):
                yield from below(each, f"{way}.{getattr(each, 'id', nth)}")
        elif hasattr(type(value), "model_fields"):
            for name in type(value).model_fields:
                yield from below(getattr(value, name), f"{way}.{name}")

    return list(below(question, question.id))


@cache
def sections(folder, lesson):
    """The ids of the prose cells of a lesson."""
    (found,) = ROOT.glob(f"notebooks/{folder}_*/{lesson}.py")
    return {cell.name for cell in read_lesson(found).named("prose") if cell.markdown}


@each_bank
def test_a_bank_has_enough_questions_of_every_kind(name):
    questions = load_bank(name).questions
    if name == EXAM:
        assert len(questions) == 15
        return
    kinds = Counter(question.kind for question in questions)
    assert len(questions) >= 12 and kinds.keys() == set(KINDS), kinds
    numbers = [bool(question.parameters) for question in questions if isinstance(question, Number)]
    assert True in numbers and False in numbers, "a fixed number and a template"
    assert {question.difficulty for question in questions} == {1, 2, 3}


@each_bank
def test_ids_and_modules_are_those_of_the_bank(name):
    for question in load_bank(name).questions:
        assert question.id.startswith(f"{name}.")
        assert name == EXAM or question.module == name


@each_bank
def test_the_right_option_cannot_be_guessed_from_its_letter_or_its_length(name):
    asked = [question for question in load_bank(name).questions if question.kind == "single"]
    letters = Counter(next(iter(question.key)) for question in asked)
    assert max(letters.values()) <= 0.5 * len(asked), letters
    for lang in ("es", "en"):
        longest = 0
        for question in asked:
            lengths = {option.id: len(option.text.to(lang)) for option in question.options}
            (right,) = question.key
            longest += all(lengths[right] > 1.2 * length for letter, length in lengths.items() if letter != right)
        assert longest <= 0.5 * len(asked), (lang, longest, len(asked))


@each_question
def test_its_section_is_in_its_lesson(question):
    assert question.section in sections(question.module, question.lesson)


@each_question
def test_everything_wrong_says_where_it_comes_from(question):
    if isinstance(question, Choice):
        assert [o.id for o in question.options if not o.correct and not o.misconception] == []
        whys = [option.why.es for option in question.options if not option.correct]
        assert len(set(whys)) == len(whys), "two wrong options with one reason"
    else:
        assert question.slips, "at least one wrong answer that people come to"


@each_question
def test_formulas_are_written_in_unicode(question):
    found = texts(settle(question, 0))
    assert [way for way, text in found if LATEX.search(CODE.sub("", text.es + text.en))] == []


@each_question
def test_both_languages_have_the_same_numbers_and_the_same_code(question):
    for way, text in texts(question):
        assert sorted(CODE.findall(text.es)) == sorted(CODE.findall(text.en)), way
        found = [sorted(NUMBER.findall(CODE.sub("", each))) for each in (text.es, text.en)]
        assert found[0] == found[1], way
        assert text.es.count("`") % 2 == 0, way


@each_question
def test_spanish_is_spanish_and_english_is_english(question):
    for way, text in texts(question):
        es, en = (CODE.sub("", each) for each in (text.es, text.en))
        assert not re.search(r"[“”]|\b(the|which|and)\b", es), way
        assert not re.search(r"[«»¿¡]|\b(el|los|las|qué|porque)\b", en), way
        assert es.count("¿") == es.count("?") and es.count("¡") == es.count("!"), way


@each_question
def test_its_own_key_is_right_and_its_slips_are_not(question):
    for seed in range(20):
        settled = settle(question, seed)
        if isinstance(settled, Choice):
            assert verdict_of(settled, settled.key).word == RIGHT
            continue
        assert verdict_of(settled, settled.answer if hasattr(settled, "answer") else settled.key[0]).word == RIGHT
        for slip in settled.slips:
            verdict = verdict_of(settled, getattr(slip, "order", None) or slip.value)
            assert verdict.score == 0 and verdict.reasons[0] in {each.why for each in settled.slips}


@each_question
def test_in_no_variant_two_slips_come_to_one_number_or_one_to_the_right_one(question):
    if not isinstance(question, Number) or not question.parameters:
        return
    for seed in range(150):
        settled = settle(question, seed)
        values = sorted(slip.value for slip in settled.slips)
        assert len(values) == len(question.slips), (seed, settled.question.es)
        assert not [a for a, b in pairwise(values) if near(a, b, settled.tolerance)], (seed, settled.question.es)


@each_question
def test_no_variant_has_a_gap_in_its_text(question):
    if not isinstance(question, Number) or not question.parameters:
        return
    names = {*question.parameters, *question.let, "answer"}
    for seed in range(20):
        for way, text in texts(settle(question, seed)):
            assert not [name for name in names if f"{{{name}" in text.es + text.en], way
            assert not re.search(r"\d\.\d{7,}|\d[eE][-+]\d|\bnan\b|\binf\b", text.es), way
