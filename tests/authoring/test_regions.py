"""Solution regions and comments in one language, whatever the cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curso.authoring import regions
from curso.authoring.regions import BEGIN, END, RegionError

CELL = f"""\
def cost(x):
    # es: El coste
    # en: The cost
    {BEGIN}
    #~ m = len(x)
    #~
    #~ if m:
    #~     return ...
    m = len(x)
    return sum(x) / m
    {END}"""


def test_the_stub_is_what_the_stub_lines_say_with_their_indentation():
    assert regions.pick_comments(regions.stub(CELL), "es") == (
        "def cost(x):\n    # El coste\n    m = len(x)\n\n    if m:\n        return ..."
    )


def test_without_stub_lines_the_blank_stands_where_the_region_stood():
    assert regions.stub(f"def f():\n    {BEGIN}\n    return 1\n    {END}") == "def f():\n    ..."


def test_the_solution_has_neither_markers_nor_stub_lines():
    assert regions.pick_comments(regions.solved(CELL), "en") == (
        "def cost(x):\n    # The cost\n    m = len(x)\n    return sum(x) / m"
    )


def test_the_instructors_cell_keeps_the_markers():
    text = regions.instructor(CELL)
    assert f"    {BEGIN}\n    m = len(x)\n    return sum(x) / m\n    {END}" in text
    assert "#~" not in text


def test_comments_of_both_languages_are_counted_in_stub_lines_too():
    assert regions.comment_counts("# es: a\n#~ # en: b\nx = 1  # es: not a comment line") == {"es": 1, "en": 1}


plain = st.text(alphabet="abñ ()=.", max_size=12).map(lambda line: "p" + line)
secret = st.text(alphabet="xyz ()=.", max_size=12).map(lambda line: "S" + line)
indent = st.sampled_from(["", "    ", "        "])


@st.composite
def cells(draw: st.DrawFn) -> str:
    """Cells with any number of regions, whose solutions alone contain an S."""
    lines: list[str] = []
    for is_region in draw(st.lists(st.booleans(), max_size=6)):
        left = draw(indent)
        if is_region:
            body = [left + line for line in draw(st.lists(secret, max_size=3))]
            stubs = [f"{left}#~ {line}" for line in draw(st.lists(plain, max_size=3))]
            lines += [left + BEGIN, *draw(st.permutations(body + stubs)), left + END]
        else:
            lang = draw(st.sampled_from(["", "# es: ", "# en: ", "# "]))
            lines.append(left + lang + draw(plain))
    return "\n".join(lines)


@given(cells(), st.sampled_from(["es", "en"]))
def test_no_word_of_a_solution_is_ever_in_a_stub(cell, lang):
    text = regions.pick_comments(regions.stub(cell), lang)
    assert "S" not in text
    assert "#~" not in text


@given(cells())
def test_a_solved_cell_has_every_line_of_the_solution_and_none_of_the_stub(cell):
    kept = [line for line in cell.split("\n") if line.strip() not in (BEGIN, END) and "#~" not in line]
    assert regions.solved(cell) == "\n".join(kept)


@given(cells())
def test_the_instructors_cell_gives_the_same_solution(cell):
    assert regions.solved(regions.instructor(cell)) == regions.solved(cell)


@given(cells(), st.sampled_from(["es", "en"]))
def test_picking_a_language_twice_is_picking_it_once_and_drops_only_comments(cell, lang):
    text = regions.solved(cell)
    once = regions.pick_comments(text, lang)
    assert regions.pick_comments(once, lang) == once
    code = [line for line in text.split("\n") if "#" not in line]
    assert [line for line in once.split("\n") if line and "#" not in line] == [line for line in code if line]


@given(st.lists(st.sampled_from([BEGIN, END, "#~ x", "x", "    x", ""]), max_size=8).map("\n".join))
def test_whatever_the_markers_the_cell_is_read_or_the_line_is_named(cell):
    try:
        regions.parts(cell)
    except RegionError as error:
        assert 0 <= error.offset < len(cell.split("\n"))


@pytest.mark.parametrize("line", ["#~x", "#~~ x", "x #~ y"])
def test_only_a_comment_that_begins_so_is_a_stub_line(line):
    assert regions.stub(line) == line
