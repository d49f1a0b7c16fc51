"""The journal only grows at its end, survives being cut anywhere, and knows when nothing has changed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_course import LESSONS, MODULE, hand_in

import curso
from curso.grading.collect import collect
from curso.grading.course import Course
from curso.grading.journal import Entry, Fingerprints, Journal
from curso.grading.version import course_version
from curso.text import Text

NOTE = Text(es="faltaba algo", en="something was missing")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def test_what_is_noted_is_on_the_disk_at_once_and_what_was_said_before_stays(course: Course) -> None:
    journal = Journal.of(course, MODULE)
    journal.note("ana", name="Ana Núñez", collected=(NOTE,))
    journal.note("ana", state="graded", fingerprint="f00", written="0ff")
    expected = Entry("Ana Núñez", (NOTE,), (), "graded", "f00", "0ff")
    assert Journal.of(course, MODULE).entries == {"ana": expected} == journal.entries


def test_lines_are_only_added(course: Course) -> None:
    journal = Journal.of(course, MODULE)
    journal.note("ana", name="Ana")
    before = journal.path.read_bytes()
    journal.note("bo", name="Bo")
    assert journal.path.read_bytes().startswith(before)


def test_a_journal_cut_anywhere_is_read_up_to_there_and_written_on(course: Course) -> None:
    journal = Journal.of(course, MODULE)
    for student in ("ana", "bo", "chen"):
        journal.note(student, name=student.title() + " Núñez", collected=(NOTE,))
    whole = journal.path.read_bytes()
    ends = [i for i, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        journal.path.write_bytes(whole[:cut])
        found = Journal.of(course, MODULE)
        assert len(found.entries) == sum(end <= cut for end in ends)
        found.note("dana", name="Dana")
        again = Journal.of(course, MODULE)
        assert again.entries == {**found.entries, "dana": Entry("Dana")}


def test_lines_that_are_no_entries_are_left_out(course: Course) -> None:
    journal = Journal.of(course, MODULE)
    journal.note("ana", name="Ana")
    with journal.path.open("ab") as file:
        file.write(b'[]\n{"student": "bo", "collected": 3}\n\xff\xfe\n{"name": "nobody"}\n7\n')
    journal.note("chen", name="Chen")
    assert set(Journal.of(course, MODULE).entries) == {"ana", "chen"}


def test_compacting_keeps_every_entry_in_a_line_of_its_own(course: Course) -> None:
    journal = Journal.of(course, MODULE)
    for turn in range(3):
        journal.note("ana", state="graded", fingerprint=str(turn), graded=(NOTE,))
        journal.note("bo", name="Bo")
    journal.compact()
    assert Journal.of(course, MODULE).entries == journal.entries
    assert len(journal.path.read_text(encoding="utf-8").splitlines()) == 2


def test_compacting_loses_nothing_that_another_process_noted_meanwhile(course: Course) -> None:
    mine = Journal.of(course, MODULE)
    mine.note("ana", name="Ana")
    Journal.of(course, MODULE).note("bo", name="Bo")
    mine.compact()
    mine.note("ana", state="graded")
    assert mine.entries == {"ana": Entry("Ana", state="graded"), "bo": Entry("Bo")}
    assert Journal.of(course, MODULE).entries == mine.entries


def test_the_first_format_is_read_once(course: Course) -> None:
    course.journal.mkdir()
    old = course.journal / f"{MODULE}.json"
    entry = {"name": "Ana", "state": "graded", "fingerprint": "f", "collected": [], "graded": [[NOTE.es, NOTE.en]]}
    old.write_text(json.dumps({"ana": entry}), encoding="utf-8")
    journal = Journal.of(course, MODULE)
    assert journal.entries == {"ana": Entry("Ana", (), (NOTE,), "graded", "f")}
    journal.note("ana", state="failed")
    Journal.of(course, MODULE).compact()
    assert not old.exists()
    assert Journal.of(course, MODULE).get("ana") == replace(journal.get("ana"), state="failed")


def test_an_unreadable_journal_is_begun_again(course: Course) -> None:
    course.journal.mkdir()
    for name, content in ((f"{MODULE}.json", b"\xff{"), (f"{MODULE}.jsonl", b"\x00\x01\n\n")):
        (course.journal / name).write_bytes(content)
    assert Journal.of(course, MODULE).entries == {}


# --- fingerprints -------------------------------------------------------------------------------------------------


@pytest.fixture
def handed(released: Course, tmp_path: Path) -> Course:
    course = Course(tmp_path / "course")
    course.root.mkdir()
    for folder in ("release", "release_en"):
        shutil.copytree(released.root / folder, course.root / folder)
    for student in ("ana", "bo"):
        hand_in(tmp_path / "in", student, "es", None, "2027-02-27 12:00:00 UTC")
    collect(course, MODULE, tmp_path / "in")
    return course


def prints(course: Course) -> dict[str, str]:
    fingerprints = Fingerprints(course, MODULE)
    return {student: fingerprints.of(student) for student in ("ana", "bo")}


def test_a_fingerprint_stays_while_nothing_changes_and_follows_the_submission(handed: Course) -> None:
    before = prints(handed)
    assert prints(handed) == before
    notebook = handed.submitted / "ana" / MODULE / f"{LESSONS[0]}.ipynb"
    notebook.write_bytes(notebook.read_bytes() + b" ")
    after = prints(handed)
    assert after["ana"] != before["ana"] and after["bo"] == before["bo"]


@pytest.mark.parametrize("name", ["release", "release_en"])
def test_a_new_release_in_either_language_makes_every_submission_due(handed: Course, name: str) -> None:
    before = prints(handed)
    path = handed.root / name / MODULE / f"{LESSONS[1]}.ipynb"
    path.write_bytes(path.read_bytes() + b" ")
    after = prints(handed)
    assert all(after[student] != before[student] for student in before)


def test_another_version_of_the_course_or_another_secret_makes_every_submission_due(
    handed: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [prints(handed)]
    monkeypatch.setenv("CURSO_SECRET", "another secret altogether")
    seen.append(prints(handed))
    monkeypatch.setattr("curso.grading.journal.course_version", lambda: "another version")
    seen.append(prints(handed))
    assert len({found["ana"] for found in seen}) == len({found["bo"] for found in seen}) == 3


def test_a_link_is_told_by_where_it_points_and_what_lies_there_is_not_read(handed: Course, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("one", encoding="utf-8")
    link = handed.submitted / "ana" / MODULE / "link.txt"
    seen = [prints(handed)]
    for target in (secret, tmp_path, tmp_path / "nowhere"):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        seen.append(prints(handed))
        secret.write_text(f"another, after {target}", encoding="utf-8")
        assert prints(handed) == seen[-1]
    assert len({found["ana"] for found in seen}) == 4 and len({found["bo"] for found in seen}) == 1


def test_what_cannot_be_read_is_told_from_what_can_and_stops_nobody(
    handed: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = prints(handed)
    read = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.is_relative_to(handed.submitted / "ana"):
            raise PermissionError(13, "Permission denied", str(self))
        return read(self, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        during = prints(handed)
    assert during["ana"] != before["ana"] and during["bo"] == before["bo"]
    assert prints(handed) == before


# --- the version of the course ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course's own code and data."""
    place = tmp_path_factory.mktemp("installed") / "curso"
    shutil.copytree(Path(curso.__file__).parent, place, ignore=shutil.ignore_patterns("__pycache__"))
    return place


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("data/rents.csv", True),
        ("data/new/table.npz", True),
        ("tuning/search.py", True),
        ("models/network.py", True),
        ("notebook.py", True),
        ("display.py", True),
        ("explore/shell.py", True),
        ("data/__pycache__/rents.cpython-311.pyc", False),
        ("cli/marks.py", False),
        ("authoring/lint.py", False),
        ("quiz/web/assets/page.css", False),
    ],
)
def test_another_version_is_one_with_other_code_or_data_that_a_notebook_can_meet(
    package: Path, monkeypatch: pytest.MonkeyPatch, name: str, counts: bool
) -> None:
    before = version_of(package, monkeypatch)
    path = package / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = path.read_bytes() if path.exists() else None
    path.write_bytes((content or b"") + b"\n")
    assert (version_of(package, monkeypatch) != before) == counts
    path.unlink() if content is None else path.write_bytes(content)


def test_the_same_course_has_the_same_version_elsewhere(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(package, tmp_path / "elsewhere" / "curso")
    assert version_of(tmp_path / "elsewhere" / "curso", monkeypatch) == version_of(package, monkeypatch)


def version_of(package: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patch:
        patch.setattr(curso, "__file__", str(package / "__init__.py"))
        return course_version.__wrapped__()
