"""Banks and questions are found by name, and what a bank has is what its file says."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from made import multiple, number, order, output, single, template

from curso.quiz import library
from curso.quiz.bank import KINDS
from curso.quiz.library import BankError, bank_files, load_bank, load_question, parse_bank

ALL_KINDS = [
    {**each, "id": f"77.q{nth:02d}"}
    for nth, each in enumerate([single(), multiple(), number(), template(), order(), output()], 1)
]


def written(folder: Path, questions: list[object], **how: object) -> Path:
    path = folder / "77_prueba.yaml"
    path.write_text(yaml.safe_dump(questions, allow_unicode=True, sort_keys=False, **how), encoding="utf-8")
    return path


@pytest.mark.parametrize("flow", [True, False, None])
def test_a_bank_of_every_kind_says_what_its_file_says(tmp_path, flow):
    read = parse_bank(written(tmp_path, ALL_KINDS, default_flow_style=flow))
    assert {question.kind for question in read.questions} == set(KINDS)
    for question, data in zip(read.questions, ALL_KINDS, strict=True):
        dumped = json.loads(question.model_dump_json(exclude_unset=True))
        assert dumped == data


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(tmp_path):
    path = written(tmp_path, ALL_KINDS)
    plain = parse_bank(path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert parse_bank(path) == plain


@pytest.mark.parametrize("name", sorted(bank_files()))
def test_the_courses_banks_read_the_same_with_the_parser_in_python(name, monkeypatch):
    from curso.quiz import reading

    monkeypatch.setattr(reading, "Parser", yaml.SafeLoader)
    assert parse_bank(bank_files()[name]) == load_bank(name)


@pytest.mark.parametrize("name", sorted(bank_files()))
def test_a_bank_reads_as_pyyaml_reads_it(name):
    from curso.quiz.reading import read_source

    path = bank_files()[name]
    assert read_source(path).data == yaml.safe_load(path.read_text(encoding="utf-8"))


def test_a_bank_is_found_by_number_by_word_and_by_its_whole_name():
    assert load_bank("01") is load_bank("01")
    assert load_bank("01") == load_bank("01_regresion_lineal")
    assert load_question("01.q05").id == "01.q05"
    assert load_bank("01").questions[0].id.startswith("01.")


def test_unknown_names_have_sentences():
    for name in ("00", "../01", "", "quizzes", "*"):
        with pytest.raises(BankError, match=r"There are: 01") as caught:
            load_bank(name)
        assert "Estos hay: 01" in caught.value.sentence.es
    with pytest.raises(BankError, match=r"01\.q99"):
        load_question("01.q99")
    for odd in ("q07", "", "../x", 7, None, ["01.q07"]):
        with pytest.raises(BankError, match=r"written like “01\.q05”"):
            load_question(odd)


def test_installed_banks_come_from_the_package(tmp_path, monkeypatch):
    monkeypatch.setattr(library, "PACKAGED", tmp_path)
    written(tmp_path, ALL_KINDS)
    (tmp_path / "schema.json").write_text("{}", encoding="utf-8")
    assert list(bank_files()) == ["77"]


def test_the_garbage_collector_runs_again_after_a_bank_was_read_or_not(tmp_path):
    parse_bank(written(tmp_path, ALL_KINDS))
    assert gc.isenabled()
    with pytest.raises(BankError):
        parse_bank(tmp_path / "none.yaml")
    assert gc.isenabled()


@pytest.mark.parametrize("module", ["curso", "curso.quiz", "curso.quiz.library", "curso.quiz.sitting"])
def test_importing_quizzes_brings_in_nothing_heavy(module):
    heavy = (
        "numpy pandas matplotlib sklearn tensorflow keras textual rich typer fsrs genanki ipywidgets IPython sqlite3"
    )
    code = f"import sys, {module}; print(*[m for m in {heavy.split()} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(found.stdout.split()) <= ({"numpy"} if module == "curso" else set()), found.stdout


def test_show_is_there_and_other_names_are_not():
    import curso.quiz

    assert callable(curso.quiz.show)
    with pytest.raises(AttributeError):
        _ = curso.quiz.nothing
