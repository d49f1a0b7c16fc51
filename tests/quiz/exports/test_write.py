"""A file is written whole, in the language asked for, or not at all with a sentence that says what to do."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from xml.etree import ElementTree as ET

import pytest

from curso.quiz.exports import FORMATS, ExportError, write
from curso.quiz.exports.files import write_whole
from curso.quiz.library import BankError, bank_files
from curso.text import set_language


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_gets_a_file_named_after_the_bank_and_the_language(tmp_path, form):
    set_language("es")
    path = write(form, "01", tmp_path, None)
    assert path.name == f"01_regresion_lineal.es{FORMATS[form].suffix}"
    assert path == write(form, "01_regresion_lineal", path, "es")  # over what is there
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_each_language_has_its_file(tmp_path):
    spanish, english = (write("html", "01", tmp_path, lang).read_text(encoding="utf-8") for lang in ("es", "en"))
    assert "¿" in spanish and "¿" not in english


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_with_an_odd_name_spoils_no_format(tmp_path, form):
    bank = tmp_path / "a\n::x::{=b} \x1b[31m<i>.yaml"
    bank.write_bytes((bank_files()["01"]).read_bytes())
    content = write(form, str(bank), tmp_path / "out", "es").read_bytes()
    assert b"\x1b" not in content or form in ("anki", "qti")
    assert b"\n::x::" not in content
    if form == "moodle":
        ET.fromstring(content)
    if form == "qti":
        with zipfile.ZipFile(tmp_path / "out") as package:
            assert all(ET.fromstring(package.read(name)) is not None for name in package.namelist())


def test_folders_on_the_way_are_made(tmp_path):
    assert write("csv", "01", tmp_path / "a" / "b.csv", "es").is_file()


def test_an_unknown_format_or_bank_has_a_sentence(tmp_path):
    with pytest.raises(ExportError) as caught:
        write("pdf", "01", tmp_path / "x", "es")
    for text in (caught.value.sentence.es, caught.value.sentence.en):
        assert "pdf" in text and all(form in text for form in FORMATS)
    with pytest.raises(BankError, match="nada"):
        write("csv", "nada", tmp_path / "x", "es")
    with pytest.raises(BankError, match=r"mine\.yaml"):
        write("csv", str(tmp_path / "mine.yaml"), tmp_path / "x", "es")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError, match="can't be written"):
        write("csv", "01", tmp_path / "file" / "below.csv", "es")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_a_disk_that_fills_up_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = write_whole(tmp_path / "old.csv", b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_knowing_the_formats_brings_in_no_library():
    heavy = "{'genanki', 'tensorflow', 'matplotlib', 'textual'}"
    code = f"import sys, curso.quiz.exports; print(*({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
