"""The list of rows: what is read from it, how its mistakes are told, and that the course's own is whole."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from curso.authoring.material import read_material
from curso.authoring.problem import AuthoringError
from curso.quiz.library import load_question
from curso.text import Text

REPOSITORY = Path(__file__).parents[2]
COURSE = read_material(REPOSITORY)
ROWS = {
    "inv-A": 38, "inv-B": 52, "inv-C": 123, "inv-D": 36, "inv-E": 36,
    "err-A": 13, "err-B": 25, "err-C": 60, "err-D": 14, "err-E": 15, "err-G": 8,
}  # fmt: skip
LESSONS = {"01": 3, "02": 3, "03": 5, "04": 3, "05": 2, "06": 1}


def test_a_row_is_read_with_its_place_and_its_line(root, material):
    rows = read_material(root)
    assert rows is not None
    lines = material.read_text(encoding="utf-8").split("\n")
    assert all(lines[row.line - 1].strip().startswith(f"{name}:") for name, row in rows.items())
    assert (rows["inv-D010"].lesson, rows["inv-D010"].module) == ("01.01", "01")
    assert rows["inv-D010"].what == Text(es="La recta", en="The line")
    assert (rows["inv-C109"].quiz, rows["inv-C109"].module) == ("01.q01", None)
    assert rows["inv-D036"].omitted == Text(es="No enseña nada.", en="It teaches nothing.")


def test_a_course_without_the_file_has_no_rows(root):
    assert read_material(root) is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("rows:", "rows: [", "YAML"),
        ("rows:", "others:", "rows"),
        ("inv-D010:", "inv-10:", "inv-10"),
        ('es: "La recta", ', "", "inv-D010"),
        ('"01.01", es: "La recta"', '1.01, es: "La recta"', "inv-D010"),
        ("omitted: frame", "omitted: lost", "inv-D036"),
        ("omitted: frame", 'omitted: frame, lesson: "01.01"', "inv-D036"),
        ("omitted: frame, ", "", "inv-D036"),
        ("omitted: frame", 'lesson: "01.01", note: x', "inv-D036"),
    ],
)
def test_a_mistake_is_told_with_the_row_and_what_to_do_in_both_languages(root, material, old, new, told):
    text = material.read_text(encoding="utf-8")
    assert text.count(old) == 1
    material.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(AuthoringError) as caught:
        read_material(root)
    message = caught.value.message
    assert told in message.es and told in message.en and message.es != message.en
    assert message.es.startswith("notebooks/material.yaml")


def test_the_courses_list_holds_every_row_of_the_material_once():
    text = (REPOSITORY / "notebooks" / "material.yaml").read_text(encoding="utf-8")
    written = re.findall(r"^  ((?:inv|err)-\w+):", text, re.MULTILINE)
    width = {"inv": 3, "err": 2}
    wanted = [f"{deck}{n:0{width[deck[:3]]}d}" for deck, count in ROWS.items() for n in range(1, count + 1)]
    assert Counter(written) == Counter(wanted)
    assert list(COURSE) == written


def test_rows_belong_to_lessons_of_the_syllabus_and_every_module_has_some():
    found = {row.lesson for row in COURSE.values() if row.lesson is not None}
    assert found == {f"{module}.{n:02d}" for module, count in LESSONS.items() for n in range(1, count + 1)}


def test_every_question_that_the_list_names_exists():
    assert all(load_question(row.quiz).id == row.quiz for row in COURSE.values() if row.quiz is not None)
