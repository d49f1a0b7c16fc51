"""Every item of the QTI package is taken by an engine that was not written here, answered in every way, and scored."""

from __future__ import annotations

import io
import itertools
import warnings
import zipfile
from functools import cache
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from curso.quiz.bank import Choice, Number, Order, Output
from curso.quiz.exports.item import lettered, one_line
from curso.quiz.reply import verdict_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pyslet")
SPACES = {"c": "http://www.imsglobal.org/xsd/imscp_v1p1", "q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}


@pytest.fixture(scope="session")
def engine():
    """Pyslet's implementation of QTI 2.1."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("pyslet")
        from pyslet.qtiv2 import variables, xml
    return SimpleNamespace(document=xml.QTIDocument, session=variables.ItemSessionState)


@pytest.fixture
def package(exported) -> dict[str, bytes]:
    with zipfile.ZipFile(exported("qti")) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture
def take(engine, package):
    """Answers an item; gives its score and the text of the feedback that is shown."""

    @cache
    def opened(name: str):
        document = engine.document()
        document.read(io.BytesIO(package[f"items/{name}.xml"]))
        return document.root

    def answered(name: str, response) -> tuple[float, str]:
        content = package[f"items/{name}.xml"]
        session = engine.session(opened(name))
        session.begin_session()
        session.map["RESPONSE"].set_value(response)
        session.end_attempt()
        shown = session["FEEDBACK"].value
        said = [
            "".join(modal.itertext())
            for modal in ET.fromstring(content).iterfind("q:modalFeedback", SPACES)
            if modal.get("identifier") in shown
        ]
        return session["SCORE"].value, " ".join(" ".join(said).split())

    return answered


def test_choices_score_as_here_whatever_is_chosen(items, take, said):
    for name, item in items.items():
        question = item.question
        if not isinstance(question, Choice):
            continue
        ids = [option.id for option in question.options]
        most = len(ids) if question.kind == "multiple" else 1
        for chosen in itertools.chain.from_iterable(itertools.combinations(ids, n) for n in range(1, most + 1)):
            score, shown = take(name, chosen if question.kind == "multiple" else chosen[0])
            assert score == pytest.approx(verdict_of(question, list(chosen)).score)
            for option in question.options:
                if option.id in chosen:
                    assert said(option.why).replace(" ", "") in shown.replace(" ", "")


def test_numbers_score_as_here_at_the_ends_of_the_tolerance_and_beyond(items, take, said):
    for name, item in items.items():
        question = item.question
        if not isinstance(question, Number):
            continue
        middle, half = float(question.answer), question.tolerance
        for value in (middle, middle + 0.9 * half, middle - 0.9 * half, middle + 1.1 * half + 1e-6, -middle - 1, 1e9):
            assert take(name, value)[0] == verdict_of(question, value).score
        for slip in question.slips:
            score, shown = take(name, float(slip.value))
            (reason,) = verdict_of(question, slip.value).reasons
            assert score == 0 and said(reason).replace(" ", "") in shown.replace(" ", "")


def test_orders_score_as_here_whatever_the_order(items, take, said):
    for name, item in items.items():
        question = item.question
        if not isinstance(question, Order):
            continue
        letters = {line.id: letter for letter, line in lettered(question).items()}
        tried = [order for order, _ in zip(itertools.permutations(question.key[0]), range(120), strict=False)]
        for order in [*map("".join, tried), *question.key, *(slip.order for slip in question.slips)]:
            typed = "".join(letters[each] for each in order)
            score, shown = take(name, typed if question.also else list(order))
            assert score == verdict_of(question, order).score
            for slip in question.slips:
                assert (said(slip.why).replace(" ", "") in shown.replace(" ", "")) == (slip.order == order)


def test_what_is_printed_scores_as_here(items, take, said):
    for name, item in items.items():
        question = item.question
        if isinstance(question, Output):
            for right in (question.answer, *question.also):
                score, shown = take(name, one_line(right))
                assert score == 1 and said(question.why).replace(" ", "") in shown.replace(" ", "")
            for wrong in ("?", *(slip.value for slip in question.slips)):
                if one_line(wrong) not in map(one_line, (question.answer, *question.also)):
                    assert take(name, one_line(wrong))[0] == 0


def test_nothing_answered_scores_nothing(items, take):
    for name in items:
        assert take(name, None)[0] == 0


def test_what_is_shown_keeps_every_word(items, package, plain, said):
    for name, item in items.items():
        body = ET.fromstring(package[f"items/{name}.xml"]).find("q:itemBody", SPACES)
        asked = " ".join("".join(body.find("q:div", SPACES).itertext()).split())
        assert said(item.question.question).replace(" ", "") in asked.replace(" ", "")
        if isinstance(item.question, Choice):
            shown = ["".join(each.itertext()) for each in body.iter(f"{{{SPACES['q']}}}simpleChoice")]
            wanted = [said(option.text) for option in item.question.options]
            assert [each.replace(" ", "") for each in shown] == [each.replace(" ", "") for each in wanted]


def test_the_manifest_and_the_test_name_every_file(items, package):
    manifest = ET.fromstring(package["imsmanifest.xml"])
    named = {node.get("href") for node in manifest.iter(f"{{{SPACES['c']}}}file")} | {"imsmanifest.xml"}
    assert named == package.keys()
    identifiers = [node.get("identifier") for node in manifest.iter(f"{{{SPACES['c']}}}resource")]
    assert len(set(identifiers)) == len(identifiers)
    asked = list(ET.fromstring(package["test.xml"]).iter(f"{{{SPACES['q']}}}assessmentItemRef"))
    assert [node.get("href") for node in asked] == [f"items/{name}.xml" for name in items]
    assert {node.get("identifier") for node in asked} == set(identifiers) - {"test"}


def test_the_engine_reads_the_test_and_draws_one_variant_of_a_template(engine, package, items):
    document = engine.document()
    document.read(io.BytesIO(package["test.xml"]))
    assert document.root.identifier.startswith("test-")
    drawn = ET.fromstring(package["test.xml"]).findall(".//q:selection/..", SPACES)
    variants = {item.question.id for name, item in items.items() if name != item.question.id}
    assert {section.get("title") for section in drawn} == variants
    assert all(section.find("q:selection", SPACES).get("select") == "1" for section in drawn)


def test_the_same_bank_gives_the_same_bytes(exported):
    assert exported("qti").read_bytes() == exported("qti").read_bytes()
