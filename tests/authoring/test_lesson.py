"""The parser: what it reads, and that what it can't read is said with file, line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from curso.authoring.lesson import parse, read_lesson
from curso.authoring.problem import LessonError
from curso.text import Text

PATH = Path("notebooks/01_regresion_lineal/01_some.py")
HEADER = """\
# ---
# jupyter:
#   curso:
#     module: "01"
#     title: {es: "Uno", en: "One"}
#     goals: {es: ["Ver"], en: ["See"]}
#     needs: {es: [], en: []}
#     minutes: 5
#     inventory: [inv-D010]
#     errata: []
# ---

"""
FIRST = HEADER.count("\n") + 1


def test_a_lesson_is_read_with_its_header_and_its_cells(correct):
    lesson = read_lesson(correct)
    assert (lesson.module, lesson.folder, lesson.name) == ("01", "01_regresion_lineal", "01_correct")
    assert lesson.header.title == Text(es="Una lección correcta", en="A correct lesson")
    assert lesson.header.goals[1] == Text(es="Leerlo", en="Read it")
    assert (lesson.header.minutes, lesson.header.inventory, lesson.header.faults) == (10, ("inv-D010",), ())
    assert [cell.kind for cell in lesson.cells] == [
        "code", "prose", "prose", "code", "exercise", "check", "manual", "manual", "quiz", "quiz", "quiz"
    ]  # fmt: skip
    assert [cell.lang for cell in lesson.cells[1:3]] == ["es", "en"]
    assert [cell.rows for cell in lesson.cells[:3]] == [(), ("inv-D010",), ()]
    assert lesson.points("cost") == 2


def test_the_line_of_a_cell_is_that_of_its_marker(correct):
    lines = correct.read_text(encoding="utf-8").split("\n")
    for cell in read_lesson(correct).cells:
        assert lines[cell.line - 1].startswith("# %%")
        assert cell.name in lines[cell.line - 1]


def test_a_marker_inside_a_string_does_not_shift_the_lines():
    text = HEADER + '# %% id="one"\ntext = """\n# %% id="not-a-cell"\n"""\n\n# %% id="two"\nx = 1\n'
    one, two = parse(text, PATH).cells
    assert (one.line, two.line) == (FIRST, FIRST + 5)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(correct):
    text = correct.read_text(encoding="utf-8")
    assert parse("\ufeff" + text.replace("\n", "\r\n"), correct) == parse(text, correct)


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path):
    path = tmp_path / "01_bad.py"
    path.write_bytes(HEADER.encode() + "# %% id=\"a\"\nx = 'ñ'\n".encode("latin-1"))
    with pytest.raises(LessonError) as caught:
        read_lesson(path)
    assert (caught.value.file, caught.value.line) == (path, FIRST + 1)


UNREADABLE = {
    "no header": ("x = 1\n", 1),
    "header not closed": ("# ---\n# jupyter:\n", 1),
    "header not YAML": ("# ---\n# jupyter:\n#   curso: {a: [\n# ---\n", 3),
    "no table curso": ("# ---\n# jupyter:\n#   jupytext: {}\n# ---\n", 2),
    "header a list": ("# ---\n# - 1\n# ---\n", 2),
    "no cells": (HEADER, FIRST - 2),
    "text before the first cell": (HEADER + "x = 1\n", FIRST),
    "marker without quotes": (HEADER + "# %% id=\n1\n", FIRST),
    "raw cell": (HEADER + '# %% [raw] id="a"\n# x\n', FIRST),
    "unknown key": (HEADER + '# %% excercise="a"\nx = 1\n', FIRST),
    "two kinds": (HEADER + '# %% exercise="a" check="a"\nx = 1\n', FIRST),
    "no id": (HEADER + "# %%\nx = 1\n", FIRST),
    "id not in quotes": (HEADER + "# %% id=5\nx = 1\n", FIRST),
    "unknown language": (HEADER + '# %% [markdown] id="a" lang="fr"\n# x\n', FIRST),
    "exercise in markdown": (HEADER + '# %% [markdown] exercise="a"\n# x\n', FIRST),
    "quiz with a body": (HEADER + '# %% quiz="01.q01"\nanswer = 1\n', FIRST + 1),
    "points in words": (HEADER + '# %% check="a" points="two"\ncheck("01.a", a)\n', FIRST),
    "points negative": (HEADER + '# %% check="a" points=-1\ncheck("01.a", a)\n', FIRST),
    "exercise already solved": (HEADER + '# %% exercise="a"\na = 1\n', FIRST),
    "solution elsewhere": (HEADER + '# %% id="a"\n### BEGIN SOLUTION\na = 1\n### END SOLUTION\n', FIRST),
    "region never closed": (HEADER + '# %% exercise="a"\n\n### BEGIN SOLUTION\na = 1\n', FIRST + 2),
    "region never opened": (HEADER + '# %% exercise="a"\na = 1\n### END SOLUTION\n', FIRST + 2),
    "region in a region": (
        HEADER + '# %% exercise="a"\n### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n',
        FIRST + 2,
    ),
    "marker misspelt": (
        HEADER + '# %% exercise="a"\n### BEGIN SOLUTION\na = 1\n### END SOLUTION\n# BEGIN SOLUTION\n',
        FIRST + 4,
    ),
    "rows on English prose": (HEADER + '# %% [markdown] id="a" lang="en" rows="inv-D010"\n# Hi.\n', FIRST),
    "rows on code": (HEADER + '# %% id="a" rows="inv-D010"\nx = 1\n', FIRST),
    "rows not quoted": (HEADER + '# %% [markdown] id="a" lang="es" rows=3\n# Hola.\n', FIRST),
    "tags not a list": (HEADER + '# %% id="a" tags="x"\nx = 1\n', FIRST),
    "stub line outside": (HEADER + '# %% id="a"\n#~ x\n', FIRST + 1),
}


@pytest.mark.parametrize(("text", "line"), UNREADABLE.values(), ids=list(UNREADABLE))
def test_a_lesson_that_cannot_be_read_is_said_with_file_line_and_what_to_do(text, line):
    with pytest.raises(LessonError) as caught:
        parse(text, PATH)
    error = caught.value
    assert str(error).startswith(f"{PATH.as_posix()}:{line}: ")
    assert error.message.es != error.message.en
    assert all(text.count(". ") + text.count(": ") >= 1 and text.endswith(".") for text in vars(error.message).values())


def faults(old: str, new: str) -> tuple[Text, ...]:
    return parse(HEADER.replace(old, new) + '# %% id="a"\nx = 1\n', PATH).header.faults


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('#     module: "01"\n', ""),
        ('"01"', "1"),
        ('"01"', '"02"'),
        ('{es: "Uno", en: "One"}', '"Uno"'),
        ('{es: "Uno", en: "One"}', '{es: "Uno", en: ""}'),
        ('en: ["See"]', 'en: ["See", "Look"]'),
        ('{es: ["Ver"], en: ["See"]}', '["Ver"]'),
        ("minutes: 5", "minutes: soon"),
        ("minutes: 5", "minutes: 0"),
        ("[inv-D010]", "inv-D010"),
        ("#     errata: []", "#     errata: []\n#     author: me"),
    ],
)
def test_a_header_with_one_fault_says_exactly_that_one(old, new):
    assert len(faults(old, new)) == 1


def test_a_complete_header_has_no_faults():
    assert faults("", "") == ()
