"""Where the course is and which module is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curso.cli.course import BadInput, course_root, existing, module_named, modules, with_packages

NAME = "01_regresion_lineal"


@pytest.mark.parametrize("given_name", ["01", "1", NAME, f"notebooks/{NAME}", f"notebooks\\{NAME}\\", f"./{NAME}/"])
def test_a_module_is_found_by_number_name_or_path(course: Path, given_name: str) -> None:
    assert module_named(course, given_name) == NAME


@pytest.mark.parametrize("given_name", ["", "0", "3", "001", "regresion", "01_regresion", "..", "/", "¹"])
def test_an_unknown_module_is_answered_with_those_there_are(course: Path, given_name: str) -> None:
    with pytest.raises(BadInput) as caught:
        module_named(course, given_name)
    for lang in ("es", "en"):
        assert "01_regresion_lineal, 02_neurona" in caught.value.text.to(lang)


@given(name=st.text())
def test_no_name_of_a_module_makes_a_crash(name: str) -> None:
    root = Path(__file__).parents[2]
    try:
        assert module_named(root, name) in modules(root)
    except BadInput as error:
        assert name in error.text.es


def test_the_course_is_found_from_a_folder_inside_it(course: Path) -> None:
    assert course_root(course / "notebooks" / NAME) == course


def test_outside_a_course_the_clone_that_runs_is_used(tmp_path: Path) -> None:
    assert course_root(tmp_path) == Path(__file__).parents[2]


def test_what_does_not_exist_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"señales\.zip"):
        existing(tmp_path / "señales.zip")


def test_a_missing_package_is_answered_with_the_command_that_installs_it() -> None:
    with_packages("teacher", "sys", "json")
    with pytest.raises(BadInput) as caught:
        with_packages("teacher", "json", "no_such_package_at_all")
    assert 'pip install "curso-redes[teacher] @ git+https://' in caught.value.text.es
    assert "no_such_package_at_all" in caught.value.text.en
