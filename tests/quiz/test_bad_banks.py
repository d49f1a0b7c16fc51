"""A bank with a mistake in it has a sentence in both languages: file, line, question, what is wrong, what to do."""

from __future__ import annotations

import copy
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made import multiple, number, order, output, single, template, text

from curso.quiz.faults import OTHER
from curso.quiz.library import BankError, parse_bank

GOOD = """\
- id: "77.q01"
  module: "77"
  lesson: uno
  section: dos
  difficulty: 1
  kind: single
  question: {es: "¿Qué?", en: "What?"}
  options:
    - {id: a, text: {es: "sí", en: "yes"}, correct: true, why: {es: "así", en: "so"}}
    - {id: b, text: {es: "no", en: "no"}, correct: false, why: {es: "así", en: "so"}}
"""
BOMB = "- a: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)


def complaint(folder, content):
    """The sentence about a file with this content, which is the same in both languages but for the words."""
    path = folder / "77_prueba.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(BankError) as caught:
        parse_bank(path)
    sentence = caught.value.sentence
    assert str(caught.value) == sentence.en
    for said in (sentence.es, sentence.en):
        assert "77_prueba.yaml" in said and said.endswith(".") and "{" not in re.sub("`[^`]*`", "", said)
    assert re.findall(r"línea (\d+)", sentence.es) == re.findall(r"line (\d+)", sentence.en)
    return sentence


def line(sentence):
    return int(re.search(r"line (\d+)", sentence.en)[1])


UNREADABLE = {
    "empty": ("", 1, "it is empty"),
    "only a comment": ("# nada\n", 1, "it is empty"),
    "an empty list": ("[]\n", 1, "it is empty"),
    "null": ("~\n", 1, "it is empty"),
    "a mapping": ("questions: []\n", 1, "a list of questions"),
    "a word": ("hola\n", 1, "a list of questions"),
    "Latin-1": (GOOD.encode("latin-1"), 7, "not UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), 1, "not UTF-8"),
    "a tab": (GOOD.replace("  lesson", "\tlesson"), 3, "tab"),
    "a key twice": (GOOD.replace("  section", "  lesson: otra\n  section"), 4, "`lesson` stands twice"),
    "a key twice in braces": (GOOD.replace('en: "What?"', 'es: "What?"'), 7, "`es` stands twice"),
    "a colon": (GOOD.replace("lesson: uno", "lesson: uno: dos"), 3, "inside a text"),
    "a quotation mark not closed": (GOOD.replace('"What?"', '"What?'), 9, "not closed"),
    "a bracket not closed": ("- id: [\n", 1, "not closed"),
    "a backslash": (GOOD.replace('"What?"', '"\\theta \\d"'), 7, "is written `\\\\`"),
    "indentation": (GOOD.replace("  lesson", "   lesson"), 3, "indentation"),
    "a star": (GOOD.replace("uno", "*uno"), 3, "begins with `*`"),
    "an at sign": (GOOD.replace("uno", "@uno"), 3, "quotation marks"),
    "a key without a colon": (GOOD.replace("lesson: uno", "lesson uno"), 4, "`:` is missing"),
    "two documents": (GOOD + "---\n" + GOOD, 11, "more than one document"),
    "a tag": (GOOD.replace("uno", "!!python/object/apply:os.getcwd []"), 3, "is not taken"),
    "a list said to be text": (GOOD.replace("uno", "!!str [a]"), 3, "is not taken"),
    "a key that is a list": (GOOD.replace("  lesson", "  ? [a]\n  : b\n  lesson"), 3, "a key has to be a word"),
    "a control character": (GOOD.replace("uno", "u\x07no"), 3, "control character"),
    "a number with 5,000 digits": (GOOD.replace(": 1\n", ": " + "9" * 5000 + "\n"), 5, "can't be understood"),
    "100,000 brackets": ("[" * 100_000, 1, "inside one another"),
    "100,000 dashes": ("- " * 100_000, 1, "inside one another"),
    "braces": ("{a: " * 5000, 1, "inside one another"),
    "a bomb of aliases": (BOMB, 6, "adds up to too much"),
    "an alias of itself": ("- &a [*a]\n", 1, "begins with `*`"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "where", "says"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_what_cannot_be_read_says_where_and_what(tmp_path, monkeypatch, parser, content, where, says):
    if len(content) > 50_000 and parser == "SafeLoader":
        pytest.skip("the parser in Python takes minutes")
    monkeypatch.setattr("curso.quiz.reading.Parser", getattr(yaml, parser, yaml.SafeLoader))
    sentence = complaint(tmp_path, content)
    assert abs(line(sentence) - where) <= (parser == "SafeLoader") and says in sentence.en


def without(question, *way):
    """A question without what `way` leads to."""
    changed = copy.deepcopy(question)
    inner = changed
    for part in way[:-1]:
        inner = inner[part]
    del inner[way[-1]]
    return changed


def with_(question, value, *way):
    """A question with something else where `way` leads to."""
    changed = copy.deepcopy(question)
    inner = changed
    for part in way[:-1]:
        inner = inner[part]
    inner[way[-1]] = value
    return changed


SLIP = {"value": 12.505, "why": text("no")}
INVALID = {
    "no Spanish": (without(single(), "question", "es"), "question.es", "the Spanish text"),
    "no English": (without(single(), "options", 1, "why", "en"), "options.1.why.en", "the English text"),
    "an empty translation": (with_(single(), " ", "options", 0, "text", "en"), "options.0.text.en", "the English text"),
    "one language only": (single(question="¿Qué?"), "question", "both languages"),
    "another language": (with_(single(), "Quoi ?", "question", "fr"), "question.fr", "no such field"),
    "a control character": (with_(single(), "a\x07", "question", "en"), "question.en", "control character"),
    "an order to the terminal in one character": (
        with_(single(), "a\x9b2J", "question", "es"), "question.es", "control character"),
    "text that runs backwards": (single(code="x = 1  # \u202e0 = x"), "code", "control character"),
    "no kind": (without(single(), "kind"), None, "`kind`"),
    "an unknown kind": (single(kind="guess"), "kind", "'output'"),
    "an unknown field": (single(hint="no"), "hint", "no such field"),
    "no section": (without(single(), "section"), "section", "this field is missing"),
    "a module without quotation marks": (single(module=77), "module", "between quotation marks"),
    "an odd id": (single(id="pregunta 1"), "id", "not written as it should be"),
    "difficulty 9": (single(difficulty=9), "difficulty", "3 or less"),
    "difficulty 1.5": (single(difficulty=1.5), "difficulty", "a whole number"),
    "difficulty 1e300": (single(difficulty=1e300), "difficulty", "a whole number"),
    "one option": (single(letters="a"), "options", "at least 2"),
    "options that are no list": (single(options="a"), "options", "has to be a list"),
    "an option that is a word": (single(options=["a", "b"]), "options.0", "its fields below it"),
    "two options with one id": (with_(single(), "a", "options", 1, "id"), "options.1.id", "the same id, “a”"),
    "two options that read the same": (
        with_(single(), "option a", "options", 2, "text", "en"), "options.2.text.en", "“a” and “c” read the same"),
    "two right ones": (single("ab"), "options", "exactly one"),
    "no right one": (multiple(""), "options", "no option is right"),
    "neither true nor false": (with_(single(), "quizás", "options", 0, "correct"), "options.0.correct", "`true` or"),
    "a right misconception": (
        with_(single(), text("no"), "options", 0, "misconception"), "options.0.misconception", "take `misconception`"),
    "an original option that isn't there": (
        single(original={"question": "?", "options": {"z": "?"}}), "original.options.z", "no option “z”"),
    "not a number": (number(answer=[1]), "answer", "has to be a number"),
    "true for a number": (number(answer=True), "answer", "has to be a number"),
    "nan": (number(answer=float("nan")), "answer", "not infinite"),
    "infinity": (number(answer=float("-inf")), "answer", "not infinite"),
    "a huge number": (number(answer=1e17), "answer", "1e+15 or less"),
    "a huge negative number": (number(answer=-(10**400)), "answer", "has to be a number"),
    "a negative tolerance": (number(tolerance=-0.1), "tolerance", "0 or more"),
    "an endless tolerance": (number(tolerance=float("inf")), "tolerance", "not infinite"),
    "a slip that is right": (number(slips=[SLIP]), "slips.0.value", "lower `tolerance`"),
    "a formula without parameters": (number(answer="a + 1"), "answer", "without `parameters`"),
    "a condition without parameters": (number(require="1 > 0"), "require", "without `parameters`"),
    "a formula that can't be read": (template(answer="open('x')"), "answer", "can't be understood"),
    "a formula that is too long": (template(answer="n" + " + n" * 200), "answer", "400 characters"),
    "an empty formula": (number(answer=""), "answer", "it is empty"),
    "an unknown name": (template(answer="n / m"), "answer", "isn't there: m"),
    "a name used above its line": (template(let={"x": "y", "y": "n", "left": "n"}), "let.x", "isn't there: y"),
    "a name twice": (template(let={"n": "1", "left": "n"}), "let.n", "`n` is taken"),
    "a parameter called answer": (
        template(parameters={"answer": {"choices": [1]}}), "parameters.answer", "`answer` is taken"),
    "an unknown name in a text": (template(question=text("{m}?")), "question.es", "`{m}` is no parameter"),
    "the answer in the question": (template(question=text("{answer}?")), "question.es", "gives the answer away"),
    "an odd format": (template(why=text("{n:>999}")), "why.es", "the format `>999`"),
    "no values": (with_(template(), {}, "parameters", "n"), "parameters.n", "needs `choices`"),
    "values the wrong way round": (
        with_(template(), {"low": 3, "high": 1}, "parameters", "n"), "parameters.n", "at least one value"),
    "too many values": (
        with_(template(), {"low": 0, "high": 1e9}, "parameters", "n"), "parameters.n", "more than 10000"),
    "no step": (with_(template(), 0, "parameters", "n", "step"), "parameters.n.step", "greater than 0"),
    "a condition that can't hold": (template(require="n < 0"), "require", "no variant was found"),
    "a condition that seldom holds": (
        with_(template(require="n == 7"), {"low": 0, "high": 120}, "parameters", "n"), "require", "hardly any variant"),
    "an answer without a value": (template(answer="log(-n)"), "require", "no variant was found"),
    "two lines": (order("ab"), "lines", "at least 3"),
    "an order that lacks a line": (order(also=["ab"]), "also.0", "every line exactly once"),
    "a slip that lacks a line": (order(slips=[{"order": "aab", "why": text("no")}]), "slips.0.order", "exactly once"),
    "a slip that is a right order": (
        order(also=["bac"], slips=[{"order": "bac", "why": text("no")}]), "slips.0.order", "is a right order"),
    "all orders": (order(also=["acb", "bac", "bca", "cab", "cba"]), "also", "every order is right"),
    "no code": (without(output(), "code"), None, "needs `code`"),
    "prints nothing": (output(answer=" "), "answer", "can't be blank"),
    "an output that is a number": (output(answer=12), "answer", "between quotation marks"),
    "a misprint that is right": (
        output(slips=[{"value": " 1  2", "why": text("no")}]), "slips.0.value", "is a right answer"),
}  # fmt: skip


def written(*questions):
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data):
            return True

    return yaml.dump(list(questions), Dumper=Plain, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize(("question", "field", "says"), INVALID.values(), ids=INVALID)
def test_a_mistake_in_a_question_says_which_where_and_what(tmp_path, question, field, says):
    content = written({**single(), "id": "77.q00"}, question)
    sentence = complaint(tmp_path, content)
    assert f"question {question['id']}" in sentence.en and f"pregunta {question['id']}" in sentence.es
    assert says in sentence.en and OTHER.en not in sentence.en
    assert (f"field “{field}”" in sentence.en) == (field is not None)
    begins = content.count("\n", 0, content.rindex("\n- ") + 1) + 1
    assert begins <= line(sentence) <= content.count("\n")
    last = (field or "").split(".")[-1]
    if "is missing" not in sentence.en and f" {last}: " in content[content.rindex("\n- ") :]:
        assert f"{last}:" in content.split("\n")[line(sentence) - 1]


@pytest.mark.parametrize(
    ("second", "says"), [("77.q01", "another question with that id"), ("78.q01", "begin alike, here with “77.”")]
)
def test_ids_of_a_bank_are_different_and_begin_alike(tmp_path, second, says):
    sentence = complaint(tmp_path, GOOD + GOOD.replace("77.q01", second))
    assert says in sentence.en and line(sentence) == 11 and second in sentence.es


def test_a_question_without_an_id_is_named_by_its_place(tmp_path):
    sentence = complaint(tmp_path, GOOD + "- 5\n")
    assert "line 11, question 2" in sentence.en and "its fields below it" in sentence.en


def test_what_is_no_file_says_why(tmp_path):
    for path, why in ((tmp_path / "none.yaml", "does not exist"), (tmp_path, "it is a folder")):
        with pytest.raises(BankError, match=why) as caught:
            parse_bank(path)
        assert str(path) in caught.value.sentence.es


@pytest.mark.parametrize(
    ("written_as", "number_"),
    [("1e-3", 0.001), ("1E+2", 100), ("-2e3", -2000), ("1_000", 1000), ("-5", -5), ("1.0e+3", 1000)],
)
def test_numbers_can_be_written_in_many_ways(tmp_path, written_as, number_):
    path = tmp_path / "77_prueba.yaml"
    path.write_text(written(number(answer=4096.5)).replace("4096.5", written_as), encoding="utf-8")
    assert parse_bank(path).questions[0].answer == number_


def test_what_repeats_a_little_is_read(tmp_path):
    path = tmp_path / "77_prueba.yaml"
    path.write_text(GOOD.replace('why: {es: "así"', 'why: &so {es: "así"', 1), encoding="utf-8")
    plain = parse_bank(path)
    path.write_text(GOOD.replace('{es: "así"', '&so {es: "así"', 1).replace('{es: "así", en: "so"}}\n', "*so}\n")
                    .replace("&so *so", '&so {es: "así", en: "so"}'), encoding="utf-8")  # fmt: skip
    assert "*so" in path.read_text(encoding="utf-8") and parse_bank(path) == plain


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_bank_or_have_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "78_bytes.yaml"
    path.write_bytes(content)
    with pytest.raises(BankError) as caught:
        parse_bank(path)
    assert "78_bytes.yaml" in caught.value.sentence.es


PIECES = ["- ", "id: ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "!x ", "? ", ": ", "\n", "\n  ", "|", ">", "'", '"',
          "#", "---", "...", "%", "@", "es", "1", "~", "\t", "<<: "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_pieces_of_yaml_are_a_bank_or_have_a_sentence(tmp_path_factory, content):
    test_any_bytes_are_a_bank_or_have_a_sentence.hypothesis.inner_test(tmp_path_factory, content.encode())


@given(st.data())
def test_any_value_anywhere_is_a_bank_or_has_a_sentence_of_its_own(tmp_path_factory, data):
    question = copy.deepcopy(
        data.draw(st.sampled_from([single(), multiple(), number(), template(), order(), output()]))
    )
    inner = question
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(inner[key], (dict, list)) or not inner[key] or data.draw(st.booleans()):
            break
        inner = inner[key]
    odd = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([]) | st.just({})
    inner[key] = data.draw(odd | st.just([1]) | st.just({"es": "a"}))
    path = tmp_path_factory.getbasetemp() / "77_value.yaml"
    path.write_text(written(question), encoding="utf-8")
    try:
        parse_bank(path)
    except BankError as error:
        assert "77_value.yaml" in error.sentence.es and OTHER.es not in error.sentence.es
        assert "Input" not in error.sentence.es and error.sentence.es != error.sentence.en
