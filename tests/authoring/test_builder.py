"""The builder: same bytes, no needless work, nothing half-written, nothing of others removed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from curso.authoring.builder import build, build_sources
from curso.authoring.problem import AuthoringError

MODULE = "01_regresion_lineal"


def notebooks(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*.ipynb"))}


def test_a_build_writes_one_notebook_a_language(root, correct, bank):
    report = build(root, bank=bank)
    assert report.ok
    assert [path.as_posix() for path in report.written] == [
        f"notebooks/{MODULE}/es/01_correct.ipynb",
        f"notebooks/{MODULE}/en/01_correct.ipynb",
    ]
    assert set(notebooks(root)) == {path.as_posix() for path in report.written}


def test_only_the_languages_and_modules_asked_for_are_built(root, correct, bank):
    (root / "notebooks" / "02_neurona").mkdir()
    assert build(root, ["02"], bank=bank).built == ()
    assert len(build(root, ["01"], ["en"], bank=bank).written) == 1
    assert [path.parent.name for path in build(root, [MODULE], bank=bank).written] == ["es"]


def test_a_second_build_does_no_work_and_touches_nothing(root, correct, bank):
    build(root, bank=bank)
    for path in root.rglob("*.ipynb"):
        os.utime(path, (1, 1))
    again = build(root, bank=bank)
    assert (again.built, again.written, len(again.unchanged)) == ((), (), 1)
    assert {path.stat().st_mtime for path in root.rglob("*.ipynb")} == {1}


def test_only_the_lesson_that_changed_is_built_again(root, correct, add, bank):
    other = add("correct", "02_correct")
    build(root, bank=bank)
    other.write_text(other.read_text(encoding="utf-8").replace("minutes: 10", "minutes: 11"), encoding="utf-8")
    report = build(root, bank=bank)
    assert [path.name for path in report.built] == ["02_correct.py"]
    assert [path.name for path in report.unchanged] == ["01_correct.py"]
    assert len(report.written) == 2


def test_a_notebook_edited_by_hand_or_lost_is_built_again(root, correct, bank):
    build(root, bank=bank)
    before = notebooks(root)
    spanish, english = (root / name for name in before)
    spanish.write_bytes(b"{}")
    english.unlink()
    report = build(root, bank=bank)
    assert len(report.built) == 1
    assert notebooks(root) == before


def test_a_change_of_the_setting_changes_every_notebook(root, correct, bank):
    build(root, bank=bank)
    (root / "pyproject.toml").write_text('[tool.curso]\nrepository = "a/b"\n', encoding="utf-8")
    assert len(build(root, bank=bank).written) == 2
    assert all(b"github/a/b/blob/main/" in content for content in notebooks(root).values())


def test_without_its_cache_a_build_gives_the_same_bytes_and_writes_nothing(root, correct, bank):
    build(root, bank=bank)
    (root / ".curso-cache" / "build.json").write_bytes(b"not json")
    before = notebooks(root)
    report = build(root, bank=bank)
    assert (len(report.built), report.written) == (1, ())
    assert notebooks(root) == before


def test_the_cache_hides_from_git(root, correct, bank):
    build(root, bank=bank)
    assert (root / ".curso-cache" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_lesson_that_cannot_be_built_keeps_its_notebooks_and_the_others_are_built(root, correct, add, bank):
    build(root, bank=bank)
    before = notebooks(root)
    text = correct.read_text(encoding="utf-8")
    correct.write_text(text.replace("### END SOLUTION", "### END", 1), encoding="utf-8")
    add("correct", "02_correct")
    report = build(root, bank=bank)
    assert [path.name for path in report.failed] == ["01_correct.py"]
    assert [path.name for path in report.built] == ["02_correct.py"]
    assert [problem.rule for problem in report.problems] == ["unreadable"]
    after = notebooks(root)
    assert {name: after[name] for name in before} == before
    assert len(after) == 4
    assert not list(root.rglob("*.tmp"))


@pytest.mark.parametrize(
    ("name", "rule"),
    [("twin_missing", "twin-missing"), ("points_missing", "points-missing"), ("unknown_question", "unknown-question")],
)
def test_a_lesson_that_breaks_a_blocking_rule_writes_nothing(root, add, bank, name, rule):
    add(name)
    report = build(root, bank=bank)
    assert not report.ok
    assert {problem.rule for problem in report.problems} == {rule}
    assert notebooks(root) == {}


def test_a_stale_translation_is_said_and_built_all_the_same(root, add, bank):
    add("seal_stale")
    report = build(root, bank=bank)
    assert [problem.rule for problem in report.problems] == ["seal-stale"]
    assert len(report.written) == 2
    assert build(root, bank=bank).problems == report.problems


def test_notebooks_of_a_lesson_that_is_gone_are_removed_but_nobody_elses(root, correct, bank):
    build(root, bank=bank)
    folder = root / "notebooks" / MODULE / "es"
    (folder / "mine.ipynb").write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    (folder / "broken.ipynb").write_text("not a notebook", encoding="utf-8")
    correct.unlink()
    report = build(root, bank=bank)
    assert {path.as_posix() for path in report.removed} == {
        f"notebooks/{MODULE}/{lang}/01_correct.ipynb" for lang in ("es", "en")
    }
    assert sorted(path.name for path in folder.iterdir()) == ["broken.ipynb", "mine.ipynb"]


def test_check_finds_what_is_missing_different_and_left_over_and_writes_nothing(root, correct, add, bank):
    other = add("correct", "02_gone")
    build(root, bank=bank)
    assert build(root, check=True, bank=bank).ok
    other.unlink()
    spanish, english = (root / "notebooks" / MODULE / lang / "01_correct.ipynb" for lang in ("es", "en"))
    spanish.write_bytes(spanish.read_bytes() + b" ")
    english.unlink()
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    report = build(root, check=True, bank=bank)
    assert not report.ok
    assert {(d.file.parent.name, d.file.name): d.message.en.split(".")[0] for d in report.differences} == {
        ("es", "01_correct.ipynb"): "it isn't what its lesson builds",
        ("en", "01_correct.ipynb"): "this notebook is missing",
        ("es", "02_gone.ipynb"): "its lesson is no more",
        ("en", "02_gone.ipynb"): "its lesson is no more",
    }
    assert all("curso build" in d.text.es and "curso build" in d.text.en for d in report.differences)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_the_sources_go_into_the_nbgrader_course_of_each_language(root, correct, bank, tmp_path):
    report = build_sources(root, "01", bank=bank)
    assert [path.as_posix() for path in report.written] == [
        f"autograder/source/{MODULE}/01_correct.ipynb",
        f"autograder/source_en/{MODULE}/01_correct.ipynb",
    ]
    assert build_sources(root, "01", bank=bank).built == ()
    elsewhere = tmp_path / "otro curso"
    build_sources(root, "01", elsewhere, bank=bank)
    assert (elsewhere / "source_en" / MODULE / "01_correct.ipynb").exists()
    assert not (root / "notebooks" / MODULE / "es").exists()
    assert len(build(root, sources=True, bank=bank).written) == 2


def test_progress_tells_each_lesson_and_the_end(root, correct, add, bank):
    add("correct", "02_correct")
    told = []
    build(root, progress=lambda done, total, text: told.append((done, total, text.en)), bank=bank)
    assert told == [(0, 2, "01_correct"), (1, 2, "02_correct"), (2, 2, "done")]


@pytest.mark.parametrize("text", ["", "[tool.curso]\nrepository = 'alone'\n", "not toml"])
def test_without_the_setting_nothing_is_built_and_it_is_said_how_to_write_it(root, correct, bank, text):
    (root / "pyproject.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AuthoringError, match=r"pyproject\.toml"):
        build(root, bank=bank)


def test_an_unknown_module_or_folder_is_said_with_what_there_is(root, tmp_path, bank):
    with pytest.raises(AuthoringError, match=f"09.*{MODULE}"):
        build(root, ["09"], bank=bank)
    (tmp_path / "pyproject.toml").write_text('[tool.curso]\nrepository = "a/b"\n', encoding="utf-8")
    with pytest.raises(AuthoringError, match="notebooks/"):
        build(tmp_path, bank=bank)
