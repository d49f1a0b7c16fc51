"""The CSV file is read by pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from curso.quiz.bank import Choice, Number, Order
from curso.quiz.exports.table import HEADINGS, harmless


@pytest.fixture
def rows(exported, lang):
    table = pd.read_csv(exported("csv"), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert list(table.columns) == [heading.to(lang) for heading in HEADINGS.values()]
    table.columns = list(HEADINGS)
    return table.set_index("id").to_dict("index")


def test_every_question_is_a_row_with_its_text_its_key_and_its_reasons(items, rows, lang):
    assert list(rows) == list(items)
    for name, row in rows.items():
        question = items[name].question
        assert row["question"] == harmless(question.question.to(lang))
        assert row["code"] == harmless(question.code or "")
        assert (row["lesson"], row["section"], row["kind"]) == (question.lesson, question.section, question.kind)
        if isinstance(question, Choice):
            assert row["options"].split("\n") == [f"{o.id}) {o.text.to(lang)}" for o in question.options]
            assert set(row["answer"].split(", ")) == question.key
            assert all(option.why.to(lang) in row["reasons"] for option in question.options)
        elif isinstance(question, Number):
            assert float(row["answer"]) == question.answer and float(row["tolerance"]) == question.tolerance
            assert all(slip.why.to(lang) in row["reasons"] for slip in question.slips)
        elif isinstance(question, Order):
            assert tuple(row["answer"].split("\n")) == question.key
            assert all(f"{line.id}) {line.text.to(lang)}" in row["options"] for line in question.lines)
        else:
            assert row["answer"] == harmless(question.answer)


def test_what_was_mended_is_told(items, rows, lang):
    for name, row in rows.items():
        question = items[name].question
        assert row["erratum"] == (question.erratum.to(lang) if question.erratum else "")
        assert row["original"].split("\n")[0] == (question.original.question if question.original else "")


def test_a_spreadsheet_gets_numbers_and_no_formulas():
    assert harmless("=1+1") == "'=1+1" and harmless("-x") == "'-x" and harmless("@a") == "'@a"
    assert harmless("-0.225") == "-0.225" and harmless("año") == "año"
