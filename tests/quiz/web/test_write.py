"""Writing the pages: what goes into them, and what is said when they can't be written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from quiz_pages import KINDS

from curso.quiz.library import BankError, load_bank, parse_bank
from curso.quiz.web import PageError, write
from curso.quiz.web.content import banks_data, digest, shelf, variants
from curso.text import LANGUAGES


def data_in(page: Path) -> dict:
    return json.loads(
        re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8"), re.S)[1]
    )


def test_one_file_a_language_and_one_that_chooses(tmp_path):
    made = write(tmp_path / "new" / "folder", ["01"])
    assert [path.name for path in made] == ["index.html", "index.es.html", "index.en.html"]
    assert sorted(path.name for path in made[0].parent.iterdir()) == sorted(path.name for path in made)
    for page in made:
        assert "http:" not in page.read_text("utf-8") and "https:" not in page.read_text("utf-8")


def test_the_same_seed_writes_the_same_bytes_and_another_one_other_variants(tmp_path):
    first, again, other = (write(tmp_path / name, [str(KINDS)], seed) for name, seed in (("a", 7), ("b", 7), ("c", 8)))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    assert data_in(first[1])["banks"] != data_in(other[1])["banks"]


def test_every_question_of_the_bank_is_there_in_the_language_of_the_page(site):
    for lang in LANGUAGES:
        bank, kinds = data_in(site / f"index.{lang}.html")["banks"]
        for made, questions in ((bank, load_bank("01").questions), (kinds, parse_bank(KINDS).questions)):
            assert [each["id"] for each in made["questions"]] == [each.id for each in questions]
            for each, question in zip(made["questions"], questions, strict=True):
                if "{" not in question.question.es:
                    assert each["variants"][0]["question"] == question.question.to(lang)


def test_no_text_is_left_in_two_languages():
    def dicts(thing):
        if isinstance(thing, dict):
            yield thing
        for each in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
            yield from dicts(each)

    shelves = [shelf("01", 0), shelf(str(KINDS), 0)]
    for lang in LANGUAGES:
        assert not [each for each in dicts(banks_data(shelves, lang)) if {"es", "en"} & each.keys()]


def test_a_template_becomes_twenty_variants_each_right_for_its_numbers():
    made = variants(parse_bank(KINDS).questions[-1], 0)
    assert len(made) == len({each.question.en for each in made}) == 20
    for each in made:
        rows, size = map(int, re.findall(r"\d+", each.question.en)[:2])
        assert each.answer == -(-rows // size) and f"{int(each.answer)}." in each.why.en


def test_the_digest_follows_the_questions():
    assert digest([shelf("01", 0)]) == digest([shelf("01", 0)])
    assert len({digest([shelf("01", 0)]), digest([shelf(str(KINDS), 0)]), digest([shelf(str(KINDS), 1)])}) == 3


def test_a_bank_that_is_not_there_writes_nothing(tmp_path):
    with pytest.raises(BankError):
        write(tmp_path / "web", ["01", "99"])
    assert not (tmp_path / "web").exists()


def test_a_folder_that_can_not_be_written_has_its_sentence(tmp_path):
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(PageError) as caught:
        write(tmp_path / "taken", ["01"])
    for sentence in (caught.value.sentence.es, caught.value.sentence.en):
        assert "taken" in sentence
    assert str(caught.value) == caught.value.sentence.en


def test_a_full_disk_leaves_the_pages_that_were_there(tmp_path):
    pytest.importorskip("resource")
    before = {path: path.read_bytes() for path in write(tmp_path, ["01"])}
    program = (
        "import resource, sys; from pathlib import Path; from curso.quiz.web import PageError, write\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: write(Path(sys.argv[1]), [sys.argv[2]])\n"
        "except PageError as error: sys.stdout.write(str(error))"
    )
    run = subprocess.run(
        [sys.executable, "-B", "-c", program, str(tmp_path), str(KINDS)], capture_output=True, text=True, check=True
    )
    assert "could not be written" in run.stdout or "No se han podido" in run.stdout
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in before}
    languages = [path for path in before if path.name != "index.html"]
    assert [path.read_bytes() for path in languages] == [before[path] for path in languages]
