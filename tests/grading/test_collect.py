"""Whatever arrives is taken in or refused with a reason, student by student, whole or not at all."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Classroom
from small_course import ALL_RIGHT, LESSONS, MODULE, answered, hand_in

from curso.grading.collect import collect
from curso.grading.course import Course, GradingError
from curso.grading.student_ids import student_id


def test_folders_and_zips_are_taken_with_the_names_of_the_release(classroom: Classroom) -> None:
    row = classroom.collected["Begoña Núñez"]
    assert row.taken == list(LESSONS)
    assert [note.en for note in row.renamed] == [f"{x} (1).ipynb is {x}" for x in LESSONS]
    folder = classroom.course.submitted / student_id("Begoña Núñez") / MODULE
    assert sorted(p.name for p in folder.iterdir()) == [*(f"{x}.ipynb" for x in LESSONS), "timestamp.txt"]
    assert (folder / "timestamp.txt").read_text(encoding="utf-8") == "2027-02-27 12:00:00 UTC\n"


def test_damaged_and_missing_notebooks_are_said_and_the_rest_is_taken(classroom: Classroom) -> None:
    damaged = classroom.collected["damaged"]
    assert damaged.taken == [LESSONS[0]]
    assert "cut short" in damaged.unreadable[0].en
    assert [note.en for note in classroom.collected["late"].missing] == [f"did not hand in {LESSONS[1]}"]


def test_nothing_half_written_is_left_behind(classroom: Classroom) -> None:
    assert not [p for p in classroom.course.submitted.iterdir() if p.name.startswith(".")]


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """The released course with a place of its own for submissions."""
    mine = Course(tmp_path / "course")
    mine.root.mkdir()
    for folder in ("release", "release_en"):
        (mine.root / folder).symlink_to(released.root / folder)
    return mine


def test_one_bad_submission_does_not_stop_the_others(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    hand_in(folder, "ana")
    (folder / "bad.zip").write_bytes(b"no")
    (folder / "empty").mkdir()
    rows = {row.name: row for row in collect(course, "01", folder)}
    assert rows["ana"].taken == list(LESSONS) and rows["ana"].refused is None
    assert "not a valid zip" in rows["bad"].refused.en
    assert "no notebook" in rows["empty"].refused.en
    assert not (course.submitted / "empty").exists()


def test_a_new_submission_replaces_the_old_one_whole(course: Course, tmp_path: Path) -> None:
    hand_in(tmp_path / "one", "ana")
    collect(course, "01", tmp_path / "one")
    hand_in(tmp_path / "two", "ana", "en", answered(**ALL_RIGHT), lessons=LESSONS[1:])
    collect(course, "01", tmp_path / "two")
    there = course.submitted / "ana" / MODULE
    assert [p.stem for p in sorted(there.glob("*.ipynb"))] == [LESSONS[1]]


def test_of_both_languages_the_newest_is_taken(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "ana"
    for lang, age in (("es", 100), ("en", 50)):
        mine = hand_in(tmp_path / lang, "ana", lang)  # type: ignore[arg-type]
        for path in mine.iterdir():
            (folder / lang).mkdir(parents=True, exist_ok=True)
            moved = path.rename(folder / lang / path.name)
            os.utime(moved, (1_800_000_000 - age, 1_800_000_000 - age))
    [row] = collect(course, "01", tmp_path / "in")
    text = (course.submitted / "ana" / MODULE / f"{LESSONS[0]}.ipynb").read_text(encoding="utf-8")
    assert '"language": "en"' in text
    assert "more than once" in row.other[0].en
    assert row.handed_in == datetime.fromtimestamp(1_800_000_000 - 50, UTC)


def test_a_date_that_is_not_one_is_said(course: Course, tmp_path: Path) -> None:
    hand_in(tmp_path / "in", "ana", stamp="mañana por la tarde")
    [row] = collect(course, "01", tmp_path / "in")
    assert row.taken and "mañana" in row.other[0].en


def test_a_folder_without_submissions_is_said(course: Course, tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="not a folder"):
        collect(course, "01", tmp_path / "nowhere")
    (tmp_path / "in").mkdir()
    with pytest.raises(GradingError, match="no folders or zip"):
        collect(course, "01", tmp_path / "in")
