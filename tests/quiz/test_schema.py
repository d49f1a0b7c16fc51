"""The schema for editors is up to date, takes every bank of the course, and refuses what the course refuses."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from made import multiple, number, order, output, single, template, text

from curso.quiz.bank import json_schema

QUIZZES = Path(__file__).parents[2] / "quizzes"
BANKS = sorted(QUIZZES.glob("*.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(json.loads(json_schema()))


def test_the_file_is_up_to_date():
    written = (QUIZZES / "schema.json").read_text(encoding="utf-8")
    assert written == json_schema(), "run: curso quiz --schema quizzes/schema.json"


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json.loads(json_schema()))


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_every_bank_is_valid_and_names_it(path):
    content = path.read_text(encoding="utf-8")
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(yaml.safe_load(content))]
    assert errors == []
    assert content.startswith("# yaml-language-server: $schema=schema.json\n")


@pytest.mark.parametrize("question", [single(), multiple(), number(), template(), order(), output()])
def test_every_kind_is_valid(question):
    VALIDATOR.validate([question])


@pytest.mark.parametrize(
    "question",
    [single(kind="guess"), single(extra=1), single(difficulty=4), single(id="q1"), single(question={"es": "¿Qué?"}),
     single(options=[]), number(tolerance=-1), order(lines=[]), output(answer=None), {"id": "77.q01"}, 5,
     single(erratum={**text("a"), "fr": "a"})],
)  # fmt: skip
def test_an_editor_underlines_what_is_wrong(question):
    assert not VALIDATOR.is_valid([question])
    assert not VALIDATOR.is_valid([])
