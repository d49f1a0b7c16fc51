"""Ids of students are safe for nbgrader, always the same, and no two alike."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from curso.grading.student_ids import SAFE, split_name, student_id


def test_safe_names_stay_and_others_are_spelt_plainly() -> None:
    assert student_id("s1234567") == "s1234567"
    assert student_id("Begoña Núñez").startswith("begona-nunez-")
    assert student_id("Begoña") != student_id("Begona")
    assert student_id("con") != "con"


@given(st.text(min_size=1))
def test_every_name_gives_an_id_that_paths_and_globs_bear(name: str) -> None:
    made = student_id(name)
    assert SAFE.fullmatch(made) and len(made) <= 60
    assert student_id(name) == made


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_names_give_different_ids(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one.strip()) == unicodedata.normalize("NFC", other.strip())
    assert (student_id(one) == student_id(other)) == same


def test_decomposed_accents_are_the_same_student() -> None:
    assert student_id(unicodedata.normalize("NFD", "Núñez")) == student_id("Núñez")


def test_names_are_split_for_the_gradebook() -> None:
    assert split_name("Begoña Núñez Ruiz") == ("Begoña", "Núñez Ruiz")
    assert split_name("ana") == ("", "ana")
