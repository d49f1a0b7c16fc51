"""Whatever arrives is taken in or refused with a reason, student by student, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import Classroom
from dump import files_in
from small_course import ALL_RIGHT, LESSONS, MODULE, answered, hand_in, released_anew

from curso.grading import lock, slim
from curso.grading.collect import collect
from curso.grading.course import Course, GradingError
from curso.grading.lock import settled
from curso.grading.notebooks import to_text
from curso.grading.notes import NOTES
from curso.grading.student_ids import student_id
from curso.text import LANGUAGES


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
    """The released course with a place of its own for submissions, and a gradebook that is not made anew each time."""
    return released_anew(released, tmp_path / "course")


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


FAULTS = Path(__file__).parents[1] / "fixtures" / "submissions"


def test_a_class_of_every_fault_is_taken_or_said_one_by_one(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for fault in FAULTS.glob("*.ipynb"):
        (folder / fault.stem).mkdir(parents=True)
        shutil.copy(fault, folder / fault.stem / "mi tarea.ipynb")
    rows = collect(course, "01", folder)
    assert len(rows) == len(list(FAULTS.glob("*.ipynb")))
    for row in rows:
        assert bool(row.taken) != bool(row.refused), row.name
        assert row.refused is None or row.refused.es != row.refused.en
        assert (course.submitted / row.student / MODULE).exists() == bool(row.taken)
    refused = {row.name: row.refused.en for row in rows if row.refused}
    assert "mi tarea.ipynb cannot be read as a notebook: the file is empty" in refused["empty"]
    assert refused["of_another_course"] == "it holds no notebook of this module"
    latin1 = next(row for row in rows if row.name == "latin1")
    assert [note.en for note in latin1.other] == ["mi tarea.ipynb: " + NOTES["latin1"].en]


def test_what_is_taken_can_be_read_by_nbgrader(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "ana"
    folder.mkdir(parents=True)
    shutil.copy(FAULTS / "utf16.ipynb", folder / "tarea.ipynb")
    collect(course, "01", tmp_path / "in")
    nb = nbformat.read(course.submitted / "ana" / MODULE / f"{LESSONS[0]}.ipynb", as_version=4)
    nbformat.validate(nb)


def test_a_huge_notebook_is_taken_small_and_it_is_said(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slim, "READ_WHOLE", 20_000)
    nb = json.loads((FAULTS / "source_lines.ipynb").read_text(encoding="utf-8"))
    nb["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 100_000}]
    (tmp_path / "in" / "ana").mkdir(parents=True)
    (tmp_path / "in" / "ana" / f"{LESSONS[0]}.ipynb").write_text(json.dumps(nb), encoding="utf-8")
    [row] = collect(course, "01", tmp_path / "in")
    assert [note.en for note in row.other] == [f"{LESSONS[0]}.ipynb: {NOTES['slimmed'].en}"]
    assert (course.submitted / "ana" / MODULE / f"{LESSONS[0]}.ipynb").stat().st_size < 20_000


def test_what_cannot_be_opened_is_said_beside_what_is_taken(course: Course, tmp_path: Path) -> None:
    mine = hand_in(tmp_path / "in", "ana", lessons=LESSONS[:1])
    (mine / "more.zip").write_bytes(b"no")
    (tmp_path / "in" / "ben.rar").touch()
    (tmp_path / "in" / "marks.csv").touch()
    ana, ben = collect(course, "01", tmp_path / "in")
    assert ana.taken == [LESSONS[0]] and "“more.zip”: it is not a valid zip" in ana.unreadable[0].en
    assert "ask for a zip file" in ben.refused.en


def test_of_two_submissions_of_a_student_the_newest_counts_whichever_comes_first(
    course: Course, tmp_path: Path
) -> None:
    for first, second in (("2027-01-01", "2027-01-02"), ("2027-01-02", "2027-01-01")):
        folder = tmp_path / first
        hand_in(folder, "ana", stamp=f"{first} 10:00:00 UTC")
        again = hand_in(tmp_path / "again" / first, "ana", "en", stamp=f"{second} 10:00:00 UTC")
        with zipfile.ZipFile(folder / "ana.zip", "w") as archive:
            for path in again.iterdir():
                archive.write(path, path.name)
        rows = {row.handed_in.day if row.handed_in else 1: row for row in collect(course, "01", folder)}
        assert rows[2].taken and rows[2].refused is None
        assert not rows[1].taken and "newer submission" in rows[1].refused.en
        stamp = (course.submitted / "ana" / MODULE / "timestamp.txt").read_text(encoding="utf-8")
        assert stamp.startswith("2027-01-02")


@pytest.mark.parametrize(
    "stamp", ["0001-01-01 00:00:00 +23", "99999999999999999999", "\x00\x1b[2J", "1/1/1 1:1:1 x" * 50]
)
def test_a_hostile_date_does_no_harm(course: Course, tmp_path: Path, stamp: str) -> None:
    hand_in(tmp_path / "in", "ana", stamp=stamp)
    [row] = collect(course, "01", tmp_path / "in")
    assert row.taken and "is not understood" in row.other[0].en and "\x1b" not in row.other[0].en


def test_names_of_students_can_be_shown_and_kept(course: Course, tmp_path: Path) -> None:
    for name in ("Begon\u0303a", "a\nb\x1b[2J", "x" * 200):
        hand_in(tmp_path / "in", name, lessons=LESSONS[:1])
    rows = collect(course, "01", tmp_path / "in")
    assert all(row.taken and row.name.isprintable() and len(row.name) <= 81 for row in rows)
    assert len({row.student for row in rows}) == 3 and "Begoña" in {row.name for row in rows}


def test_whatever_goes_wrong_with_one_the_others_are_taken(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from curso.grading import collect as module

    for name in ("ana", "ben"):
        hand_in(tmp_path / "in", name)
    opened = module.open_submission

    def failing(path: Path) -> object:
        if path.name == "ana":
            raise RecursionError
        return opened(path)

    monkeypatch.setattr(module, "open_submission", failing)
    ana, ben = collect(course, "01", tmp_path / "in")
    assert "RecursionError" in ana.refused.en and ben.taken


def test_long_names_that_differ_only_where_it_is_not_shown_are_two_students(course: Course, tmp_path: Path) -> None:
    for middle in ("1", "2"):
        hand_in(tmp_path / "in", "Ana " + "x" * 50 + middle + "y" * 50, lessons=LESSONS[:1])
    one, other = collect(course, "01", tmp_path / "in")
    assert one.name == other.name and one.student != other.student
    assert one.taken and other.taken
    assert course.students(MODULE) == sorted([one.student, other.student])


# --- several at once --------------------------------------------------------------------------------------------


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], threading.Thread]:
    """Begins something in another thread, and comes back when that is done or waits for a lock."""
    take, begun, paused = lock._take, list[threading.Thread](), threading.Event()

    def taking(descriptor: int, wait: bool) -> bool:
        if threading.current_thread() in begun:
            if take(descriptor, False):
                return True
            paused.set()
        return take(descriptor, wait)

    def begin(work: Callable[[], Any]) -> threading.Thread:
        def to_the_end() -> None:
            try:
                work()
            finally:
                paused.set()

        begun.append(threading.Thread(target=to_the_end))
        begun[-1].start()
        paused.wait()
        return begun[-1]

    monkeypatch.setattr(lock, "_take", taking)
    monkeypatch.setattr("curso.grading.collect._name_students", lambda *_: None)
    return begin


@pytest.mark.parametrize("module", [MODULE, "02_neurona"])
def test_two_that_collect_at_once_do_not_destroy_what_the_other_has_in_hand(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: Any, module: str
) -> None:
    for lang in LANGUAGES if module != MODULE else ():
        shutil.copytree(course.release(lang) / MODULE, course.release(lang) / module)
    hand_in(tmp_path / "one", "ana")
    hand_in(tmp_path / "two", "ben")
    others: list[threading.Thread] = []

    def writing(nb: Any) -> str:
        if not others:
            others.append(threading.current_thread())
            others.append(beside(lambda: collect(course, module, tmp_path / "two")))
        return to_text(nb)

    monkeypatch.setattr("curso.grading.collect.to_text", writing)
    [ana] = collect(course, MODULE, tmp_path / "one")
    others[1].join()
    assert ana.refused is None
    expected = {*(f"{lesson}.ipynb" for lesson in LESSONS), "timestamp.txt"}
    assert set(files_in(course.submitted / "ana" / MODULE)) == expected
    assert set(files_in(course.submitted / "ben" / module)) == expected
    assert sorted(p.name for p in course.submitted.iterdir()) == ["ana", "ben"]


def test_a_submission_is_not_replaced_while_it_is_read(course: Course, tmp_path: Path, beside: Any) -> None:
    hand_in(tmp_path / "one", "ana")
    collect(course, "01", tmp_path / "one")
    hand_in(tmp_path / "two", "ana", "en", answered(**ALL_RIGHT))
    there = course.submitted / "ana" / MODULE
    before = files_in(there)
    with settled(course, MODULE):
        other = beside(lambda: collect(course, "01", tmp_path / "two"))
        assert files_in(there) == before
    other.join()
    assert '"language": "en"' in files_in(there)[f"{LESSONS[0]}.ipynb"].decode()


def test_a_submission_that_cannot_be_put_in_place_leaves_the_one_before_it(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(tmp_path / "one", "ana")
    collect(course, "01", tmp_path / "one")
    before = files_in(course.submitted)
    hand_in(tmp_path / "two", "ana", "en", answered(**ALL_RIGHT))
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    [row] = collect(course, "01", tmp_path / "two")
    assert "Input/output error" in row.refused.en
    assert files_in(course.submitted) == before
    assert [p.name for p in course.submitted.iterdir()] == ["ana"]
