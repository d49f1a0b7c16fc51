"""Seals: they follow the Spanish text, and writing them touches nothing else."""

from __future__ import annotations

import hashlib

import pytest

from curso.authoring.lesson import read_lesson
from curso.authoring.problem import LessonError
from curso.authoring.seals import seal, twins, write_seals


def test_a_seal_is_six_hex_digits_of_the_sha256_of_the_stripped_text():
    assert seal("\n## La hipótesis\n") == hashlib.sha256("## La hipótesis".encode()).hexdigest()[:6]


def test_a_correct_lesson_is_left_as_it_is(correct):
    before = correct.read_bytes()
    assert write_seals(correct) == 0
    assert correct.read_bytes() == before


def test_only_the_stale_seal_changes(correct):
    lesson = read_lesson(correct)
    right = correct.read_text(encoding="utf-8")
    first = twins(lesson)[0][1]
    correct.write_text(right.replace(first.seal, "000000"), encoding="utf-8", newline="\n")
    assert write_seals(correct) == 1
    assert correct.read_text(encoding="utf-8") == right


def test_a_missing_seal_is_added_at_the_end_of_the_marker(add):
    path = add("seal_stale__missing")
    before = path.read_text(encoding="utf-8")
    assert write_seals(path) == 1
    after = path.read_text(encoding="utf-8")
    assert after == before.replace('id="intro" lang="en"', f'id="intro" lang="en" seal="{seal("Texto.")}"')


@pytest.mark.parametrize("written", ["seal='000000'", 'seal="000000"', 'seal=""'])
def test_a_seal_is_replaced_however_it_was_written(add, written):
    path = add("seal_stale", change=lambda text: text.replace('seal="000000"', written))
    assert write_seals(path) == 1
    assert f'lang="en" seal="{seal("Texto cambiado.")}"\n' in path.read_text(encoding="utf-8")
    assert write_seals(path) == 0


def test_windows_line_ends_and_odd_spacing_survive(add):
    path = add("seal_stale")
    odd = path.read_text(encoding="utf-8").replace("# Old text.", "# Old   text.   ").replace("\n", "\r\n")
    path.write_bytes(odd.encode())
    write_seals(path)
    assert path.read_bytes().decode() == odd.replace("000000", seal("Texto cambiado."))


def test_a_lesson_that_cannot_be_read_is_not_touched(add):
    path = add("seal_stale", change=lambda text: text + "\n# %% id=5\n1\n")
    before = path.read_bytes()
    with pytest.raises(LessonError):
        write_seals(path)
    assert path.read_bytes() == before
