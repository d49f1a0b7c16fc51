"""A QTI 2.1 package: a test, its items and a manifest in a zip file.

The standard: https://www.imsglobal.org/question/qtiv2p1/imsqti_implv2p1.html. Where it leaves a choice, it is made as
Canvas reads it (`gems/plugins/qti_exporter` in its source).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from curso.quiz.bank import AnyQuestion, Choice, Number, Order
from curso.quiz.exports.item import Item, items_of
from curso.quiz.exports.qti_item import QTI, assessment_item, identifier, to_bytes
from curso.text import Language

CONTENT = "http://www.imsglobal.org/xsd/imscp_v1p1"
# a fixed date: the same bank gives the same bytes
WHEN = (1980, 1, 1, 0, 0, 0)


def render(title: str, questions: Sequence[AnyQuestion], lang: Language) -> bytes:
    """The bank as a test; of a template's variants one is drawn for each sitting."""
    groups = [items_of(question, lang) for question in questions]
    name = re.sub(r"[^A-Za-z0-9_.-]", "-", title)
    files = {
        "imsmanifest.xml": _manifest(name, [item for items in groups for item in items], lang),
        "test.xml": _test(name, title, groups, lang),
        **{_path(item): to_bytes(assessment_item(item)) for items in groups for item in items},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _path(item: Item) -> str:
    return f"items/{item.name}.xml"


def _test(name: str, title: str, groups: Sequence[Sequence[Item]], lang: Language) -> bytes:
    test = ET.Element("assessmentTest", xmlns=QTI, identifier=f"test-{name}-{lang}", title=title)
    part = ET.SubElement(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = ET.SubElement(part, "assessmentSection", identifier="all", title=title, visible="false")
    for items in groups:
        within = section
        if len(items) > 1:
            drawn = items[0].question.id
            within = ET.SubElement(
                section, "assessmentSection", identifier=f"one-of-{drawn}", title=drawn, visible="false"
            )
            ET.SubElement(within, "selection", select="1")
        for item in items:
            ET.SubElement(within, "assessmentItemRef", identifier=identifier(item), href=_path(item))
    return to_bytes(test)


def _manifest(name: str, items: Sequence[Item], lang: Language) -> bytes:
    manifest = ET.Element("manifest", {"xmlns": CONTENT, "xmlns:imsqti": QTI, "identifier": f"curso-{name}-{lang}"})
    metadata = ET.SubElement(manifest, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")
    test = ET.SubElement(resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml")
    ET.SubElement(test, "file", href="test.xml")
    for item in items:
        ET.SubElement(test, "dependency", identifierref=identifier(item))
        _resource(resources, item)
    return to_bytes(manifest)


def _resource(resources: ET.Element, item: Item) -> None:
    node = ET.SubElement(
        resources, "resource", identifier=identifier(item), type="imsqti_item_xmlv2p1", href=_path(item)
    )
    metadata = ET.SubElement(node, "metadata")
    qti = ET.SubElement(metadata, "imsqti:qtiMetadata")
    ET.SubElement(qti, "imsqti:interactionType").text = _interaction(item.question)
    if isinstance(item.question, Number):  # else Canvas takes it for a text and forgets the tolerance
        canvas = ET.SubElement(metadata, "instructureMetadata")
        ET.SubElement(canvas, "instructureField", name="question_type", value="numerical_question")
    ET.SubElement(node, "file", href=_path(item))


def _interaction(question: AnyQuestion) -> str:
    if isinstance(question, Choice):
        return "choiceInteraction"
    return "orderInteraction" if isinstance(question, Order) and not question.also else "extendedTextInteraction"
