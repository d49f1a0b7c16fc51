"""Moodle XML is read by a reader from the package index, and graded by the rules of Moodle's question types."""

from __future__ import annotations

import html
import itertools
from fnmatch import fnmatchcase
from xml.etree import ElementTree as ET

import pytest

from curso.markup import code_html
from curso.quiz.bank import Choice, Number, Order, Output
from curso.quiz.exports.item import lettered
from curso.quiz.places import place_of
from curso.quiz.reply import choice_score, verdict_of

# the percentages that Moodle accepts of an import, below 100: 1/n, 9/10, 5/6, 4/5, 3/4, 7/10, 2/3, 3/5, 2/5, 3/10
KNOWN = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111,
         10, 5, 0}  # fmt: skip


@pytest.fixture
def nodes(exported) -> dict[str, ET.Element]:
    root = ET.parse(exported("moodle")).getroot()
    return {node.findtext("name/text"): node for node in root.iter("question") if node.get("type") != "category"}


def test_every_question_is_there_once_with_its_text(items, nodes, plain, said):
    assert list(nodes) == list(items)
    for name, node in nodes.items():
        asked = plain(node.findtext("questiontext/text"))
        assert said(items[name].question.question) in asked
        assert " ".join((items[name].question.code or "").split()) in asked
        assert node.findtext("idnumber") == name


def test_afterwards_it_says_what_was_mended_and_what_to_reread(items, nodes, plain, said, lang):
    for name, node in nodes.items():
        question, told = items[name].question, plain(node.findtext("generalfeedback/text"))
        place = place_of(question.module, question.lesson, question.section, lang)
        assert plain(code_html(place.lesson)) in told and plain(code_html(place.section)) in told
        if question.original:
            assert plain(html.escape(question.original.question)) in told
            assert all(plain(html.escape(text)) in told for text in question.original.options.values())
        if question.erratum:
            assert said(question.erratum) in told


def test_a_reader_of_moodle_xml_finds_every_option_its_share_and_its_reason(exported, items, lang):
    reader = pytest.importorskip("moodle_xml_parser.parser")
    read = {each.name: each for each in reader.parse_file(str(exported("moodle")))["multichoice"]}
    chosen = {name: item.question for name, item in items.items() if isinstance(item.question, Choice)}
    assert read.keys() == chosen.keys()
    for name, question in chosen.items():
        assert read[name].single == (question.kind == "single")
        for option, found in zip(question.options, read[name].options, strict=True):
            assert (found.score_fraction > 0) == option.correct
            assert abs(found.score_fraction) in KNOWN
            assert found.feedback.startswith(html.unescape(code_html(option.why.to(lang))))


def test_options_keep_their_text(items, nodes, plain, said):
    for name, node in nodes.items():
        question = items[name].question
        if isinstance(question, Choice):
            assert [plain(each.text) for each in node.findall("answer/text")] == [
                said(o.text) for o in question.options
            ]


def test_moodle_gives_every_choice_the_share_that_we_give(items, nodes):
    for name, node in nodes.items():
        question = items[name].question
        if not isinstance(question, Choice):
            continue
        fractions = [float(each.get("fraction")) / 100 for each in node.findall("answer")]
        ids = [option.id for option in question.options]
        most = 1 if question.kind == "single" else len(ids)
        for chosen in itertools.chain.from_iterable(itertools.combinations(ids, n) for n in range(1, most + 1)):
            total = sum(share for each, share in zip(ids, fractions, strict=True) if each in chosen)
            assert max(0, min(1, total)) == pytest.approx(choice_score(question.key, frozenset(chosen)), abs=1e-4)


def test_numbers_are_right_within_their_tolerance_and_slips_are_explained(items, nodes, plain, said):
    for name, node in nodes.items():
        question = items[name].question
        if not isinstance(question, Number):
            continue
        right, *others = node.findall("answer")
        assert (right.get("fraction"), float(right.findtext("text"))) == ("100", float(question.answer))
        assert float(right.findtext("tolerance")) == question.tolerance
        assert plain(right.findtext("feedback/text")) == said(question.why)
        assert [float(each.findtext("text")) for each in others[:-1]] == [float(slip.value) for slip in question.slips]
        assert {each.get("fraction") for each in others} <= {"0"} and others[-1].findtext("text") == "*"


def test_lines_come_in_their_order_and_with_their_indentation(items, nodes, plain, lang):
    for name, node in nodes.items():
        question = items[name].question
        if isinstance(question, Order) and not question.also:
            assert node.get("type") == "ordering" and node.findtext("gradingtype") == "ALL_OR_NOTHING"
            for line, answer in zip(question.lines, node.findall("answer"), strict=True):
                indent = len(line.text.to(lang)) - len(line.text.to(lang).lstrip())
                shown = answer.findtext("text")
                assert shown.count("\u00a0") == (indent if question.is_code else 0)
                assert plain(shown) == " ".join(line.text.to(lang).replace("`", "").split())


def test_what_is_typed_is_right_where_we_take_it_for_right(items, nodes):
    for name, node in nodes.items():
        question = items[name].question
        if not (isinstance(question, Output) or (isinstance(question, Order) and question.also)):
            continue
        assert node.get("type") == "shortanswer" and node.findtext("usecase") == "1"
        answers = [(each.findtext("text"), float(each.get("fraction"))) for each in node.findall("answer")]
        if isinstance(question, Order):
            lines = {letter: line.id for letter, line in lettered(question).items()}
            for typed in itertools.permutations(lines):
                score = verdict_of(question, "".join(lines[letter] for letter in typed)).score
                assert _graded(answers, "".join(typed)) == score
        else:
            for right in (question.answer, *question.also):
                assert _graded(answers, " ".join(right.split())) == 1
            assert _graded(answers, "?") == 0


def test_a_template_is_a_category_of_five_variants_that_differ(exported, items):
    category, held = "", {}
    for node in ET.parse(exported("moodle")).getroot():
        if node.get("type") == "category":
            category = node.findtext("category/text")
        else:
            held.setdefault(category, []).append(node)
    for category, nodes in held.items():
        names = [node.findtext("name/text") for node in nodes]
        if names[0] != items[names[0]].question.id:
            assert category.endswith(f"/{items[names[0]].question.id}")
            assert 1 < len(names) <= 5
            assert len({node.findtext("questiontext/text") for node in nodes}) == len(names)


def _graded(answers, typed: str) -> float:
    """Moodle's short answer: the first pattern that fits; an asterisk is a wildcard unless a backslash is before it."""
    for pattern, fraction in answers:
        escaped = pattern.replace("[", "[[]").replace("?", "[?]").replace(r"\*", "[*]")
        if fnmatchcase(typed, escaped):
            return fraction / 100
    return 0.0
