"""One question as a QTI 2.1 item: what is declared, shown, scored and said."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from curso.markup import code_html
from curso.quiz.bank import Choice, Number, Order, Output
from curso.quiz.exports.item import Item, decimal, interval, typed
from curso.quiz.exports.words import afterwards, because, line_html, ordered, stem
from curso.quiz.reply import WRONG_NUMBER, WRONG_ORDER, WRONG_OUTPUT

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
GENERAL = "general_feedback"


def identifier(item: Item) -> str:
    """What the item is known by: of each language its own, since a platform can hold both."""
    return f"curso-{item.name}-{item.lang}"


def to_bytes(root: ET.Element) -> bytes:
    """An XML file."""
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def assessment_item(item: Item) -> ET.Element:
    """The item; its score goes from 0 to 1."""
    attributes = {"xmlns": QTI, "identifier": identifier(item), "title": item.name, "xml:lang": item.lang}
    node = ET.Element("assessmentItem", {**attributes, "adaptive": "false", "timeDependent": "false"})
    writer = _Writer(item, node)
    match item.question:
        case Choice() as question:
            writer.choice(question)
        case Number() as question:
            writer.number(question)
        case Order(also=()) as question:
            writer.order(question)
        case question:
            writer.typed(question)
    return node


class _Writer:
    """Builds one item; the parts stand in the order that the standard asks for."""

    def __init__(self, item: Item, node: ET.Element) -> None:
        self.item, self.node = item, node
        self.feedback: list[tuple[str, str]] = []

    def choice(self, question: Choice) -> None:
        several = question.kind == "multiple"
        share = 1 / len(question.key)
        declared = self._declare("multiple" if several else "single", "identifier", sorted(question.key))
        mapping = ET.SubElement(declared, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
        for option in question.options:
            if option.correct or several:
                value = share if option.correct else -share
                ET.SubElement(mapping, "mapEntry", mapKey=option.id, mappedValue=repr(value))
        body = self._body()
        shown = {"responseIdentifier": "RESPONSE", "shuffle": "true", "maxChoices": "0" if several else "1"}
        interaction = ET.SubElement(body, "choiceInteraction", shown)
        for option in question.options:
            text = code_html(self.item.say(option.text))
            interaction.append(_html("simpleChoice", text, identifier=option.id, fixed="false"))
        processing = ET.SubElement(self.node, "responseProcessing")
        ET.SubElement(
            ET.SubElement(processing, "setOutcomeValue", identifier="SCORE"), "mapResponse", identifier="RESPONSE"
        )
        for option in question.options:
            chosen = ET.SubElement(ET.SubElement(processing, "responseCondition"), "responseIf")
            if several:
                test = ET.SubElement(chosen, "member")
                _value(test, option.id)
                _response(test)
            else:
                test = ET.SubElement(chosen, "match")
                _response(test)
                _value(test, option.id)
            self._say(chosen, f"option-{option.id}-", because(self.item, option))
        self._finish(processing)

    def number(self, question: Number) -> None:
        self._declare("single", "float", [decimal(question.answer)])
        ET.SubElement(self._body(), "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLength="12")
        processing = ET.SubElement(self.node, "responseProcessing")
        condition = ET.SubElement(processing, "responseCondition")
        for nth, (value, why) in enumerate(
            [(question.answer, question.why), *((s.value, s.why) for s in question.slips)]
        ):
            then = ET.SubElement(condition, "responseElseIf" if nth else "responseIf")
            both = ET.SubElement(then, "and")
            for test, end in zip(("gte", "lte"), interval(value, question.tolerance), strict=True):
                compared = ET.SubElement(both, test)
                _response(compared)
                _value(compared, end, "float")
            self._right(then) if nth == 0 else None
            self._say(then, f"number-{nth}" if nth else "correct", code_html(self.item.say(why)))
        self._otherwise(condition, code_html(self.item.say(WRONG_NUMBER)))
        self._finish(processing)

    def order(self, question: Order) -> None:
        self._declare("ordered", "identifier", question.key[0])
        interaction = ET.SubElement(self._body(), "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
        for line in sorted(question.lines, key=lambda line: line.id):
            interaction.append(_html("simpleChoice", line_html(self.item, line), identifier=line.id, fixed="false"))
        processing = ET.SubElement(self.node, "responseProcessing")
        condition = ET.SubElement(processing, "responseCondition")
        then = ET.SubElement(condition, "responseIf")
        test = ET.SubElement(then, "match")
        _response(test)
        ET.SubElement(test, "correct", identifier="RESPONSE")
        self._right(then)
        for slip in question.slips:
            then = ET.SubElement(condition, "responseElseIf")
            test = ET.SubElement(then, "match")
            _response(test)
            given = ET.SubElement(test, "ordered")
            for each in slip.order:
                _value(given, each)
            self._say(then, f"order-{slip.order}-", code_html(self.item.say(slip.why)))
        self._otherwise(condition, code_html(self.item.say(WRONG_ORDER)))
        self._finish(processing, ordered(self.item))

    def typed(self, question: Order | Output) -> None:
        answers = typed(question)
        self._declare("single", "string", [answers.right[0]])
        ET.SubElement(self._body(), "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLength="40")
        processing = ET.SubElement(self.node, "responseProcessing")
        condition = ET.SubElement(processing, "responseCondition")
        then = ET.SubElement(condition, "responseIf")
        either = ET.SubElement(then, "or")
        for right in answers.right:
            same = ET.SubElement(either, "stringMatch", caseSensitive="true")
            _response(same)
            _value(same, right, "string")
        self._right(then)
        self._say(then, "typed-0", code_html(self.item.say(answers.why)))
        for nth, (wrong, why) in enumerate(answers.wrong, 1):
            then = ET.SubElement(condition, "responseElseIf")
            test = ET.SubElement(then, "member")  # what stands in a stringMatch, Canvas takes for right
            _response(test)
            _value(ET.SubElement(test, "multiple"), wrong, "string")
            self._say(then, f"typed-{nth}", code_html(self.item.say(why)))
        is_order = isinstance(question, Order)
        self._otherwise(condition, code_html(self.item.say(WRONG_ORDER if is_order else WRONG_OUTPUT)))
        self._finish(processing, ordered(self.item) if is_order else "")

    def _declare(self, cardinality: str, base: str, right: Iterable[str]) -> ET.Element:
        """The response with its right answer, and the outcomes."""
        attributes = {"identifier": "RESPONSE", "cardinality": cardinality, "baseType": base}
        declared = ET.SubElement(self.node, "responseDeclaration", attributes)
        correct = ET.SubElement(declared, "correctResponse")
        for value in right:
            ET.SubElement(correct, "value").text = value
        for name, start in (("SCORE", "0"), ("MAXSCORE", "1")):
            outcome = {"identifier": name, "cardinality": "single", "baseType": "float"}
            default = ET.SubElement(ET.SubElement(self.node, "outcomeDeclaration", outcome), "defaultValue")
            ET.SubElement(default, "value").text = start
        outcome = {"identifier": "FEEDBACK", "cardinality": "multiple", "baseType": "identifier"}
        ET.SubElement(self.node, "outcomeDeclaration", outcome)
        return declared

    def _body(self) -> ET.Element:
        body = ET.SubElement(self.node, "itemBody")
        body.append(_html("div", stem(self.item)))
        return body

    def _right(self, then: ET.Element) -> None:
        _value(ET.SubElement(then, "setOutcomeValue", identifier="SCORE"), "1", "float")

    def _say(self, then: ET.Element, name: str, text: str) -> None:
        """Show a feedback. Canvas knows those named “correct”, “incorrect” and “general_…”, or that end in `_c`."""
        together = ET.SubElement(ET.SubElement(then, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
        ET.SubElement(together, "variable", identifier="FEEDBACK")
        _value(together, name)
        self.feedback.append((name, text))

    def _otherwise(self, condition: ET.Element, text: str) -> None:
        self._say(ET.SubElement(condition, "responseElse"), "incorrect", text)

    def _finish(self, processing: ET.Element, before: str = "") -> None:
        """What is said to everybody, and all the feedbacks."""
        self._say(processing, GENERAL, "")
        self.feedback[-1] = (GENERAL, before + afterwards(self.item))
        for name, text in self.feedback:
            attributes = {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"}
            modal = ET.SubElement(self.node, "modalFeedback", attributes)
            modal.append(_html("div", text))


def _response(parent: ET.Element) -> None:
    ET.SubElement(parent, "variable", identifier="RESPONSE")


def _value(parent: ET.Element, value: str, base: str = "identifier") -> None:
    ET.SubElement(parent, "baseValue", baseType=base).text = value


def _html(tag: str, content: str, **attributes: str) -> ET.Element:
    """An element with HTML in it; ours is XML too."""
    node = ET.fromstring(f"<{tag}>{content}</{tag}>")
    node.attrib.update(attributes)
    return node
