"""Moodle XML, for the question bank of Moodle 4.4 or later (older ones need the plugin `qtype_ordering`).

How Moodle reads it: https://docs.moodle.org/en/Moodle_XML_format, and `question/format/xml` in its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from curso.markup import code_html
from curso.quiz.bank import AnyQuestion, Choice, Number, Order
from curso.quiz.exports.item import Item, decimal, items_of, typed
from curso.quiz.exports.words import afterwards, because, line_html, ordered, stem
from curso.quiz.reply import PARTLY, RIGHT, WRONG, WRONG_NUMBER, WRONG_ORDER, WRONG_OUTPUT
from curso.text import Language, Text


def render(title: str, questions: Sequence[AnyQuestion], lang: Language) -> bytes:
    """The bank as a category; the variants of a template as one below it, to draw one of them from."""
    quiz = ET.Element("quiz")
    main, current = f"$course$/top/{title.replace('/', '//')} ({lang})", ""
    for question in questions:
        items = items_of(question, lang)
        category = f"{main}/{question.id}" if len(items) > 1 else main
        if category != current:
            _text(ET.SubElement(quiz, "question", type="category"), "category", category)
            current = category
        for item in items:
            _question(quiz, item)
    ET.indent(quiz)
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return content


def _question(quiz: ET.Element, item: Item) -> None:
    question = item.question
    if isinstance(question, Choice):
        _choice(_begun(quiz, "multichoice", item), item, question)
    elif isinstance(question, Number):
        _number(_begun(quiz, "numerical", item), item, question)
    elif isinstance(question, Order) and not question.also:
        _order(_begun(quiz, "ordering", item), item, question)
    else:
        _typed(_begun(quiz, "shortanswer", item), item)


def _begun(quiz: ET.Element, kind: str, item: Item) -> ET.Element:
    """What every kind of question has."""
    node = ET.SubElement(quiz, "question", type=kind)
    _text(node, "name", item.name)
    _text(node, "questiontext", stem(item), format="html")
    order = ordered(item) if isinstance(item.question, Order) else ""  # Moodle keeps a line's own reason to itself
    _text(node, "generalfeedback", order + afterwards(item), format="html")
    for tag, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0"), ("idnumber", item.name)):
        ET.SubElement(node, tag).text = value
    tags = ET.SubElement(node, "tags")
    question = item.question
    for tag in (f"curso-{question.module}", question.lesson, question.kind, f"nivel-{question.difficulty}"):
        _text(tags, "tag", tag)
    return node


def _choice(node: ET.Element, item: Item, question: Choice) -> None:
    single = question.kind == "single"
    for tag, value in (
        ("single", "true" if single else "false"),
        ("shuffleanswers", "true"),
        ("answernumbering", "abc"),
        ("showstandardinstruction", "0"),
    ):
        ET.SubElement(node, tag).text = value
    _combined(node, item, WRONG)
    for option in question.options:
        fraction = share(question) if option.correct else "0" if single else f"-{share(question)}"
        _answer(node, fraction, code_html(item.say(option.text)), because(item, option), "html")


def share(question: Choice) -> str:
    """The percentage of each right option, with the digits by which Moodle knows it ("33.33333").

    Wrong ones take away as much: Moodle adds up and stops at 0, which is (right − wrong) / right.
    """
    return decimal(round(100 / len(question.key), 5))


def _number(node: ET.Element, item: Item, question: Number) -> None:
    tolerance = decimal(question.tolerance)
    right = (question.answer, "100", question.why)
    for value, fraction, why in (right, *((slip.value, "0", slip.why) for slip in question.slips)):
        answer = _answer(node, fraction, decimal(value), code_html(item.say(why)))
        ET.SubElement(answer, "tolerance").text = tolerance
    ET.SubElement(_answer(node, "0", "*", code_html(item.say(WRONG_NUMBER))), "tolerance").text = "0"
    for tag, value in (("unitgradingtype", "0"), ("unitpenalty", "0.1"), ("showunits", "3"), ("unitsleft", "0")):
        ET.SubElement(node, tag).text = str(value)


def _order(node: ET.Element, item: Item, question: Order) -> None:
    for tag, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", str(len(question.lines))),
        ("gradingtype", "ALL_OR_NOTHING"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        ET.SubElement(node, tag).text = value
    _combined(node, item, WRONG_ORDER)
    for nth, line in enumerate(question.lines, 1):
        _answer(node, str(nth), line_html(item, line), code_html(item.say(line.why)), "html")


def _typed(node: ET.Element, item: Item) -> None:
    assert not isinstance(item.question, Choice | Number)
    ET.SubElement(node, "usecase").text = "1"
    answers = typed(item.question)
    for right in answers.right:
        _answer(node, "100", _literal(right), code_html(item.say(answers.why)))
    for wrong, why in answers.wrong:
        _answer(node, "0", _literal(wrong), code_html(item.say(why)))
    otherwise = WRONG_ORDER if isinstance(item.question, Order) else WRONG_OUTPUT
    _answer(node, "0", "*", code_html(item.say(otherwise)))


def _literal(answer: str) -> str:
    """Moodle takes a bare asterisk for “anything”."""
    return answer.replace("*", r"\*")


def _combined(node: ET.Element, item: Item, wrong: Text) -> None:
    for tag, word in (("correctfeedback", RIGHT), ("partiallycorrectfeedback", PARTLY), ("incorrectfeedback", wrong)):
        _text(node, tag, code_html(item.say(word)), format="html")


def _answer(node: ET.Element, fraction: str, text: str, why: str, form: str = "moodle_auto_format") -> ET.Element:
    answer = ET.SubElement(node, "answer", fraction=fraction, format=form)
    ET.SubElement(answer, "text").text = text
    _text(answer, "feedback", why, format="html")
    return answer


def _text(node: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(ET.SubElement(node, tag, attributes), "text").text = text
