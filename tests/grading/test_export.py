"""The marks as a file say of each mark whether it is that of the newest submission."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import by_text
import pytest
from small_course import ALL_RIGHT, MODULE, WRONG_COST, answered, hand_in, released_anew

from curso.grading.collect import collect
from curso.grading.course import Course
from curso.grading.export import export, state_of
from curso.grading.grade import grade
from curso.grading.journal import Journal
from curso.grading.marks import read_marks
from curso.grading.task import Task
from curso.grading.workers import DIED, Ended
from curso.text import Text, set_language

SATURDAY, SUNDAY = "2027-02-27 12:00:00 UTC", "2027-02-28 12:00:00 UTC"
BETTER, WORSE = answered(**ALL_RIGHT), answered(**{**ALL_RIGHT, "cost": WRONG_COST})
GRADED = Text(es="calificada", en="graded")
EARLIER = Text(
    es="nota anterior: la última entrega está sin calificar", en="earlier mark: the newest submission is not graded"
)


@pytest.fixture
def course(released: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Two students whose submissions of Saturday are graded, in this process."""

    def here(function: Any, tasks: Iterable[Task], jobs: int) -> Iterator[Ended[Any, Any]]:
        yield from (Ended(task, function(task), None) for task in tasks)

    monkeypatch.setattr("curso.grading.execute.execute", by_text.execute)
    monkeypatch.setattr("curso.grading.grade.run", here)
    made = released_anew(released, tmp_path / "course")
    for student in ("ana", "ben"):
        hand_in(tmp_path / "first", student, "es", WORSE, SATURDAY)
    collect(made, MODULE, tmp_path / "first")
    grade(made, MODULE, unsafe=True)
    return made


def ana_hands_in(course: Course, edit: Any, stamp: str) -> None:
    folder = course.root.parent / f"again {len(list(course.root.parent.iterdir()))}"
    hand_in(folder, "ana", "es", edit, stamp)
    collect(course, MODULE, folder)


def said(course: Course) -> list[tuple[Text, float]]:
    """What is said of ana and of ben, and the points they have."""
    return [(state_of(row), row.total) for row in read_marks(course, MODULE).rows]


@pytest.mark.parametrize("stamp", [SATURDAY, SUNDAY])
def test_a_mark_is_an_earlier_one_until_the_newest_submission_is_graded(course: Course, stamp: str) -> None:
    assert said(course) == [(GRADED, 3.0)] * 2
    ana_hands_in(course, BETTER, stamp)
    assert said(course) == [(EARLIER, 3.0), (GRADED, 3.0)]
    grade(course, MODULE, unsafe=True)
    assert said(course) == [(GRADED, 5.0), (GRADED, 3.0)]


@pytest.mark.parametrize("stamp", [SATURDAY, SUNDAY])
def test_a_mark_is_an_earlier_one_when_the_newest_submission_could_not_be_graded(
    course: Course, stamp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana_hands_in(course, BETTER, stamp)
    with monkeypatch.context() as patch:
        patch.setattr("curso.grading.grade.run", lambda _, tasks, __: (Ended(task, None, DIED) for task in tasks))
        assert not grade(course, MODULE, unsafe=True).ok
    assert said(course) == [(EARLIER, 3.0), (GRADED, 3.0)]


@pytest.mark.parametrize("stamp", [SATURDAY, SUNDAY])
def test_whoever_goes_back_to_what_is_graded_has_the_mark_of_it(course: Course, stamp: str) -> None:
    ana_hands_in(course, BETTER, stamp)
    ana_hands_in(course, WORSE, SATURDAY)
    grade(course, MODULE, unsafe=True)
    assert said(course) == [(GRADED, 3.0)] * 2


def test_the_same_submission_taken_in_again_stays_graded(course: Course) -> None:
    ana_hands_in(course, WORSE, SATURDAY)
    assert said(course) == [(GRADED, 3.0)] * 2


def test_what_was_graded_without_the_journal_as_by_nbgrader_is_graded(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana_hands_in(course, BETTER, SUNDAY)
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "note", lambda *_, **__: None)
        grade(course, MODULE, unsafe=True)
    assert said(course) == [(GRADED, 5.0), (GRADED, 3.0)]


@pytest.mark.parametrize(("lang", "column"), [("es", "estado"), ("en", "state")])
def test_the_file_says_it_in_the_language_spoken(course: Course, tmp_path: Path, lang: str, column: str) -> None:
    ana_hands_in(course, BETTER, SUNDAY)
    set_language(lang)  # type: ignore[arg-type]
    with export(course, MODULE, tmp_path / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[column] for row in csv.DictReader(file)] == [str(EARLIER), str(GRADED)]
