"""GIFT is read by the grammar of the npm package gift-pegjs, which several editors use."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

from curso.markup import code_html
from curso.quiz.bank import Choice, Number, Order
from curso.quiz.exports.item import one_line, typed
from curso.quiz.places import place_of

READ = (
    'const {parse} = require("gift-pegjs");'
    'process.stdout.write(JSON.stringify(parse(require("fs").readFileSync(0, "utf8"))));'
)


@pytest.fixture(scope="session")
def reader():
    """Gives the questions in a GIFT file as gift-pegjs understands them."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        pytest.skip("no Node on this machine (on Debian: apt-get install npm)")
    installed = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=True).stdout.strip()
    environment = {**os.environ, "NODE_PATH": installed}
    if subprocess.run([node, "-e", 'require("gift-pegjs")'], env=environment, capture_output=True).returncode:
        pytest.skip("no reader of GIFT on this machine: npm install -g gift-pegjs")

    def read(gift: str) -> dict[str, dict]:
        done = subprocess.run([node, "-e", READ], input=gift.encode(), env=environment, capture_output=True, check=True)
        return {each["title"]: each for each in json.loads(done.stdout) if each["type"] != "Category"}

    return read


@pytest.fixture
def read(reader, exported):
    return reader(exported("gift").read_text(encoding="utf-8"))


def test_every_question_is_there_with_its_text_and_its_code(items, read, plain, said, lang):
    assert list(read) == list(items)
    for name, found in read.items():
        question = items[name].question
        asked = plain(found["stem"]["text"])
        assert found["stem"]["format"] == "html" and said(question.question) in asked
        assert " ".join((question.code or "").split()) in asked
        place = place_of(question.module, question.lesson, question.section, lang)
        assert plain(code_html(place.section)) in plain(found["globalFeedback"]["text"])


def test_options_keep_their_text_their_key_and_their_reason(items, read, plain, said):
    for name, found in read.items():
        question = items[name].question
        if not isinstance(question, Choice):
            continue
        assert found["type"] == "MC"
        for option, choice in zip(question.options, found["choices"], strict=True):
            assert plain(choice["text"]["text"]) == said(option.text)
            assert plain(choice["feedback"]["text"]).startswith(said(option.why))
            if question.kind == "single":
                assert choice["isCorrect"] == option.correct
            else:
                worth = (1 if option.correct else -1) * 100 / len(question.key)
                assert choice["weight"] == pytest.approx(worth, abs=1e-4)


def test_numbers_keep_their_key_their_tolerance_and_their_slips(items, read):
    for name, found in read.items():
        question = items[name].question
        if isinstance(question, Number):
            assert found["type"] == "Numerical"
            right, *wrong = found["choices"]
            wanted = {"type": "range", "number": float(question.answer), "range": question.tolerance}
            assert right["text"] == wanted and right["weight"] in (None, 100)
            assert [(each["text"]["number"], each["weight"]) for each in wrong] == [
                (float(slip.value), 0) for slip in question.slips
            ]


def test_lines_are_matched_with_their_places(items, read, lang):
    for name, found in read.items():
        question = items[name].question
        if isinstance(question, Order) and not question.also:
            assert found["type"] == "Matching"
            pairs = [
                (each["subquestion"]["text"], unescaped(each["subanswer"]).split()) for each in found["matchPairs"]
            ]
            texts = [line.text.to(lang).replace("`", "").split() for line in question.lines]
            assert pairs == [(str(nth), text) for nth, text in enumerate(texts, 1)]


def unescaped(text: str) -> str:
    """The grammar leaves escaped characters of a match halfway, as Moodle's own reader does first: `&&061;` for `=`."""
    return re.sub(r"&&(\d{3});", lambda number: chr(int(number[1])), text)


def test_what_is_typed_keeps_its_keys_and_its_slips(items, read):
    for name, found in read.items():
        question = items[name].question
        if isinstance(question, Choice | Number) or (isinstance(question, Order) and not question.also):
            continue
        assert found["type"] == "Short"
        keys = {each["text"]["text"].replace(r"\*", "*"): each["weight"] for each in found["choices"]}
        wrong = {given for given, _ in typed(question).wrong}
        if isinstance(question, Order):
            assert len(keys) == len(question.key) + len(question.slips)
        else:
            assert {key for key, weight in keys.items() if weight} == {
                one_line(each) for each in (question.answer, *question.also)
            }
        assert {key for key, weight in keys.items() if not weight} == wrong
