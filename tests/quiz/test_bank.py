"""Banks are validated with a sentence that says where; answers are judged option by option."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import yaml

from curso.quiz.bank import BankError, load_bank, load_question, parse_bank
from curso.quiz.reply import RIGHT, UNANSWERED, choice_score, recorded, verdict_of

WORDS = {"es": "sí", "en": "yes"}


def question(**changes):
    base = {
        "id": "77.q01", "module": "77", "lesson": "01_x", "section": "s", "difficulty": 1, "kind": "single",
        "question": {"es": "¿?", "en": "?"},
        "options": [
            {"id": "a", "text": WORDS, "correct": True, "why": {"es": "porque sí", "en": "because"}},
            {"id": "b", "text": WORDS, "correct": False, "why": {"es": "no", "en": "no"},
             "misconception": {"es": "de aquí", "en": "from here"}},
            {"id": "c", "text": WORDS, "correct": False, "why": {"es": "tampoco", "en": "neither"}},
        ],
    }  # fmt: skip
    return {**base, **changes}


def bank(tmp_path, *questions):
    path = tmp_path / "77_prueba.yaml"
    path.write_text(yaml.safe_dump(list(questions), allow_unicode=True), encoding="utf-8")
    return parse_bank(path)


def test_a_right_answer_gets_every_reason(tmp_path):
    (only,) = bank(tmp_path, question()).questions
    for answer in ("a", " A) ", ["a"], ["A"]):
        verdict = verdict_of(only, answer)
        assert verdict.word is RIGHT and verdict.score == 1
        assert len(verdict.reasons) == 3


def test_a_wrong_answer_gets_its_reason_and_its_misconception_and_not_the_key(tmp_path):
    (only,) = bank(tmp_path, question()).questions
    verdict = verdict_of(only, "b")
    assert verdict.score == 0
    assert "from here" in verdict.text() and "because" not in verdict.text()


def test_no_answer_is_not_a_wrong_answer(tmp_path):
    (only,) = bank(tmp_path, question()).questions
    for answer in ("", None, ..., [], {"a": False}):
        assert verdict_of(only, answer).word is UNANSWERED


def test_an_answer_that_is_no_option_gets_a_sentence(tmp_path):
    (only,) = bank(tmp_path, question()).questions
    assert "not one of the options" in verdict_of(only, "z").text()


def test_partial_credit_of_several_right_ones():
    key = frozenset("ab")
    assert choice_score(key, frozenset("ab")) == 1
    assert choice_score(key, frozenset("a")) == 0.5
    assert choice_score(key, frozenset("abc")) == 0.5
    assert choice_score(key, frozenset("c")) == 0


def test_numbers_have_a_tolerance_and_accept_a_decimal_comma(tmp_path):
    number = question(kind="number", answer=12.5, tolerance=0.01, why=WORDS)
    del number["options"]
    (only,) = bank(tmp_path, number).questions
    assert verdict_of(only, 12.505).score == verdict_of(only, "12,5").score == 1
    for answer in (12.6, "many", [12.5, 1], np.array([12.5, 1]), pd.Series([1, 2]), 10**400, 1j):
        verdict = verdict_of(only, answer)
        assert verdict.score == 0 and verdict.reasons  # never without a word
    assert verdict_of(only, "  ").word is UNANSWERED
    assert verdict_of(only, 12.6).score == verdict_of(only, "many").score == verdict_of(only, float("nan")).score == 0


def test_a_wrong_number_that_people_come_to_is_explained(tmp_path):
    slip = {"value": 0.5, "why": {"es": "medio", "en": "half"}}
    number = question(kind="number", answer=0.25, tolerance=0.001, why=WORDS, slips=[slip])
    del number["options"]
    (only,) = bank(tmp_path, number).questions
    assert verdict_of(only, 0.5).reasons[0].to("es") == "medio" and verdict_of(only, 0.5).score == 0
    assert verdict_of(only, 0.7).reasons != verdict_of(only, 0.5).reasons


def test_a_partly_right_choice_says_that_something_is_missing(tmp_path):
    options = question()["options"]
    several = question(kind="multiple", options=[*options[:2], {**options[2], "correct": True}])
    (only,) = bank(tmp_path, several).questions
    assert "at least one more" in verdict_of(only, ["a"]).reasons[-1].to("en")
    assert all("at least one more" not in r.to("en") for r in verdict_of(only, ["a", "c"]).reasons)


def test_a_graded_answer_is_only_recorded(tmp_path):
    (only,) = bank(tmp_path, question()).questions
    right, wrong = (recorded(verdict_of(only, answer)) for answer in "ab")
    assert right == wrong
    assert recorded(verdict_of(only, "")).word is UNANSWERED


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (question(question={"es": "¿?"}), "en"),
        (question(kind="guess"), "kind"),
        (question(extra=1), "extra"),
        (question(options=[{**question()["options"][1], "id": "a"}, question()["options"][0]]), "the same id"),
        (question(options=question()["options"][1:]), "exactly one"),
        (question(difficulty=9), "difficulty"),
    ],
)
def test_a_mistake_in_a_bank_is_named_with_file_question_and_field(tmp_path, broken, says):
    with pytest.raises(BankError) as caught:
        bank(tmp_path, question(id="77.q02"), broken)
    for sentence in (caught.value.sentence.es, caught.value.sentence.en):
        assert "77_prueba.yaml" in sentence and "77.q01" in sentence and says in sentence


def test_two_questions_with_one_id_and_broken_yaml_are_named(tmp_path):
    with pytest.raises(BankError, match="repeated"):
        bank(tmp_path, question(), question())
    path = tmp_path / "78_roto.yaml"
    path.write_text("- id: [", encoding="utf-8")
    with pytest.raises(BankError, match="line"):
        parse_bank(path)


def test_unknown_ids_have_sentences():
    with pytest.raises(BankError, match="module 00"):
        load_bank("00")
    with pytest.raises(BankError, match=r"01\.q99"):
        load_question("01.q99")
    for odd in ("q07", "", "../x", 7, None, ["01.q07"]):
        with pytest.raises(BankError, match=r"written like “01\.q05”"):
            load_question(odd)
