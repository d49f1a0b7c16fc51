"""What of this machine a box is shown, however Python and the course are installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import curso
from curso.grading.sandbox import view as views
from curso.grading.sandbox.view import view

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a box is for Linux")


def seen(path: Path) -> bool:
    """Whether `path` is in the view."""
    found = view()
    above = {path, *path.parents}
    shown = max((len(p.parts) for p in found.shown if p in above), default=-1)
    hidden = max((len(p.parts) for p in found.hidden if p in above), default=-1)
    return shown > hidden


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the course, installed in editable mode."""
    package = tmp_path / "course" / "src" / "curso"
    for folder in ("exercises/module_01", "quiz/banks"):
        (package / folder).mkdir(parents=True)
    (package / "__init__.py").touch()
    (tmp_path / "course" / "pyproject.toml").touch()
    monkeypatch.setattr(curso, "__file__", str(package / "__init__.py"))
    return tmp_path / "course"


def test_of_a_clone_only_the_package_is_seen(repository: Path) -> None:
    assert seen(repository / "src" / "curso" / "text.py")
    assert not seen(repository / "quizzes")
    assert not seen(repository / "autograder" / "gradebook.db")


def test_the_answers_are_not_seen(repository: Path) -> None:
    assert not seen(repository / "src" / "curso" / "exercises" / "module_01" / "cost.py")
    assert not seen(repository / "src" / "curso" / "quiz" / "banks" / "01.yaml")


def test_a_clone_inside_what_is_shown_stays_hidden_but_for_the_package(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SYSTEM", (str(repository.parent),))
    assert seen(repository.parent / "lib")
    assert not seen(repository / "quizzes")
    assert not seen(repository / "src" / "curso" / "exercises" / "module_01" / "cost.py")
    assert seen(repository / "src" / "curso" / "text.py")


def test_the_folder_where_python_was_started_is_not_shown(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["", str(repository), *sys.path])
    assert not seen(repository / "quizzes")


def test_a_clone_that_is_a_virtual_environment_itself_stays_hidden(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "bin").mkdir()
    monkeypatch.setattr(sys, "prefix", str(repository))
    assert seen(repository / "bin" / "python")
    assert not seen(repository / "quizzes")


def test_another_copy_of_the_course_among_the_packages_hides_its_answers_too(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "lib" / "site-packages"
    (packages / "curso" / "quiz" / "banks").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(packages)])
    assert seen(packages / "numpy")
    assert not seen(packages / "curso" / "quiz" / "banks" / "01.yaml")


def test_packages_that_python_would_not_find_by_itself_are_told(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "elsewhere" / "site-packages"
    packages.mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(packages)])
    assert view().python_path == (repository / "src", packages)


def test_every_link_on_the_way_to_the_interpreter_is_there(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "real" / "python3"
    real.parent.mkdir()
    real.touch()
    first, second = tmp_path / "venv" / "python", tmp_path / "versions" / "python3"
    for link, target in ((second, real), (first, "../versions/python3")):
        link.parent.mkdir()
        Path(link).symlink_to(target)
    monkeypatch.setattr(sys, "executable", str(first))
    found = view()
    assert {(first, "../versions/python3"), (second, str(real))} <= set(found.links)
    assert real in found.shown


def test_what_lies_where_the_box_can_write_lies_in_a_folder_where_it_cannot(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "WRITABLE", {str(repository.parent): 1})
    assert repository in view().hidden
    assert seen(repository / "src" / "curso" / "text.py")
