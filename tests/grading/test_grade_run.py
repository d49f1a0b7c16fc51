"""A run of grading: what is due, what is written and in which order, and what is said of what went wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import by_text
import pytest
from dump import files_in, gradebook_rows
from nbgrader.api import Gradebook
from small_course import ALL_RIGHT, ANSWER, LESSONS, MODULE, WRONG_COST, answered, hand_in, released_anew

from curso.grading.autograded import Autograded
from curso.grading.collect import collect
from curso.grading.course import Course, GradingError
from curso.grading.grade import GradeReport, Row, grade
from curso.grading.gradebook import Writer
from curso.grading.journal import Fingerprints, Journal
from curso.grading.lock import held, locked
from curso.grading.marks import exercises_of, read_marks
from curso.grading.task import Task
from curso.grading.workers import DIED, Ended
from curso.text import Text

CLASS = {"ana": ALL_RIGHT, "bo": {**ALL_RIGHT, "cost": WRONG_COST}, "chen": {}}
Run = Callable[..., Iterator[Ended[Any, Any]]]


def here(function: Callable[[Task], Any], tasks: Iterable[Task], jobs: int) -> Iterator[Ended[Any, Any]]:
    """Workers that are this process."""
    for task in tasks:
        yield Ended(task, function(task), None)


@pytest.fixture(autouse=True)
def _workers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curso.grading.execute.execute", by_text.execute)
    monkeypatch.setattr("curso.grading.grade.run", here)


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    made = released_anew(released, tmp_path / "course")
    for student, answers in CLASS.items():
        hand_in(tmp_path / "in", student, "es", answered(**answers), "2027-02-27 12:00:00 UTC")
    collect(made, MODULE, tmp_path / "in")
    return made


def graded(course: Course, **options: Any) -> GradeReport:
    return grade(course, "01", **{"unsafe": True, **options})


def states(report: GradeReport) -> dict[str, str]:
    return {row.student: row.state for row in report.rows}


def scores(course: Course) -> dict[str, float]:
    return {row.student: row.total for row in read_marks(course, MODULE).rows if row.student in CLASS}


class Ends(BaseException):
    """Nothing catches it: as when the process is told to end."""


def broken_off(*_: Any, **__: Any) -> None:
    """Stands for any step, before it has begun."""
    raise Ends


RIGHT = {"ana": 5.0, "bo": 3.0, "chen": 0.0}


# --- what is due ------------------------------------------------------------------------------------------------


def test_only_what_changed_is_graded_again(course: Course, tmp_path: Path) -> None:
    assert states(graded(course)) == dict.fromkeys(CLASS, "graded")
    assert states(graded(course)) == dict.fromkeys(CLASS, "skipped")
    hand_in(tmp_path / "again", "bo", "en", answered(**ALL_RIGHT), "2027-02-28 12:00:00 UTC")
    collect(course, MODULE, tmp_path / "again")
    assert states(graded(course)) == {"ana": "skipped", "bo": "graded", "chen": "skipped"}
    assert scores(course) == {**RIGHT, "bo": 5.0}
    assert states(graded(course, force=True, students=["ana", "ana"])) == {"ana": "graded"}


def test_a_submission_whose_files_are_gone_is_graded_again(course: Course) -> None:
    graded(course)
    shutil.rmtree(course.autograded / "ana" / MODULE)
    assert states(graded(course))["ana"] == "graded"


def test_progress_counts_what_was_graded_before(course: Course) -> None:
    graded(course, students=["ana"])
    seen: list[tuple[int, int, str]] = []
    graded(course, progress=lambda done, total, what: seen.append((done, total, what.en)))
    assert seen == [(1, 3, "graded before"), (2, 3, "bo"), (3, 3, "chen")]


def test_a_submission_that_is_collected_while_the_class_is_graded_is_graded_once_as_it_is(
    course: Course, tmp_path: Path
) -> None:
    hand_in(tmp_path / "again", "bo", "en", answered(**ALL_RIGHT), "2027-02-28 12:00:00 UTC")

    def progress(done: int, total: int, what: Text) -> None:
        if what.en == "ana":
            collect(course, MODULE, tmp_path / "again")

    graded(course, progress=progress)
    assert scores(course) == {**RIGHT, "bo": 5.0}
    assert gradebook_rows(course.gradebook_url)["submission", MODULE, "bo"][0] == datetime(2027, 2, 28, 12)
    assert states(graded(course)) == dict.fromkeys(CLASS, "skipped")


# --- what the gradebook holds -----------------------------------------------------------------------------------


def test_whom_the_gradebook_has_lost_is_graded_again(course: Course) -> None:
    graded(course)
    with Gradebook(course.gradebook_url, "curso") as gradebook:
        gradebook.remove_student("ana")
    report = graded(course)
    assert states(report) == {"ana": "graded", "bo": "skipped", "chen": "skipped"}
    assert scores(course) == RIGHT and report.ok


def test_a_new_gradebook_has_to_know_the_module_before_anybody_is_unchanged(course: Course) -> None:
    graded(course)
    (course.root / "gradebook.db").unlink()
    with pytest.raises(GradingError, match="does not know module"):
        graded(course)


def test_marks_that_a_backup_of_the_gradebook_brings_back_are_made_anew(course: Course, tmp_path: Path) -> None:
    graded(course)
    shutil.copy(course.root / "gradebook.db", tmp_path / "backup.db")
    hand_in(tmp_path / "again", "bo", "en", answered(**ALL_RIGHT), "2027-02-27 12:00:00 UTC")
    collect(course, MODULE, tmp_path / "again")
    graded(course)
    shutil.copy(tmp_path / "backup.db", course.root / "gradebook.db")
    assert scores(course)["bo"] == 3.0
    assert states(graded(course)) == {"ana": "skipped", "bo": "graded", "chen": "skipped"}
    assert scores(course) == {**RIGHT, "bo": 5.0}


def test_whoever_goes_back_to_an_earlier_submission_does_not_keep_the_marks_of_one_that_the_journal_never_saw(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded(course)
    hand_in(tmp_path / "again", "bo", "en", answered(**ALL_RIGHT), "2027-02-28 12:00:00 UTC")
    collect(course, MODULE, tmp_path / "again")
    with monkeypatch.context() as patch, pytest.raises(Ends):
        patch.setattr(Journal, "note", broken_off)
        graded(course)
    assert scores(course)["bo"] == 5.0
    collect(course, MODULE, tmp_path / "in")
    assert states(graded(course)) == {"ana": "skipped", "bo": "graded", "chen": "skipped"}
    assert scores(course) == RIGHT


def test_what_a_person_gives_makes_nothing_due(course: Course) -> None:
    graded(course)
    with Gradebook(course.gradebook_url, "curso") as gradebook:
        given = gradebook.find_grade("check_cost", LESSONS[0], MODULE, "bo")
        given.manual_score, given.extra_credit, given.needs_manual_grade = 1.5, 0.25, False
        gradebook.find_comment("predict", LESSONS[0], MODULE, "bo").manual_comment = "¡Bien!"
        gradebook.find_submission(MODULE, "ana").extension = timedelta(days=1)
        gradebook.db.commit()
    assert states(graded(course)) == dict.fromkeys(CLASS, "skipped")
    assert scores(course)["bo"] == 4.75


def test_a_run_is_not_well_while_somebody_has_no_mark(course: Course) -> None:
    assert GradeReport((Row("ana", "ana", "skipped", 0.0, 5.0),)).ok
    assert not GradeReport((Row("ana", "ana", "skipped", None, 5.0),)).ok


def test_a_module_that_a_person_marks_is_graded_before_anybody_has_marked_it(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand = tuple(exercise for exercise in exercises_of(course, MODULE) if exercise.by_hand)
    monkeypatch.setattr("curso.grading.marks.exercises_of", lambda *_: by_hand)
    hand_in(tmp_path / "again", "ana", "es", answered(conclusion=ANSWER["es"]), "2027-02-28 12:00:00 UTC")
    collect(course, MODULE, tmp_path / "again")
    assert graded(course, students=["ana"]).ok
    [ana] = [row for row in read_marks(course, MODULE).rows if row.student == "ana"]
    assert ana.to_mark == [exercise.id for exercise in by_hand]


# --- before anything begins -------------------------------------------------------------------------------------


def test_other_peoples_notebooks_need_a_sandbox_and_our_own_do_not(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def require(unsafe: bool) -> None:
        if not unsafe:
            raise GradingError(Text(es="no hay sandbox", en="there is no sandbox"))

    monkeypatch.setattr("curso.grading.sandbox.require", require)
    with pytest.raises(GradingError, match="there is no sandbox"):
        grade(course, "01")
    assert not course.autograded.exists()
    assert states(grade(course, "01", ours=True, students=["ana"])) == {"ana": "graded"}
    assert states(grade(course, "01", unsafe=True, students=["bo"])) == {"bo": "graded"}


def test_a_module_is_graded_by_one_run_at_a_time(course: Course) -> None:
    with locked(course, MODULE), pytest.raises(GradingError, match="by another process already"):
        graded(course)
    assert graded(course).ok


# --- what is written --------------------------------------------------------------------------------------------


def test_the_files_are_where_nbgrader_leaves_them_and_read_only(course: Course) -> None:
    (course.submitted / "ana" / MODULE / "datos").mkdir()
    (course.submitted / "ana" / MODULE / "datos" / "casas.csv").write_text("1,2", encoding="utf-8")
    (course.source() / MODULE / "datos.txt").write_text("x", encoding="utf-8")
    graded(course)
    found = set(files_in(course.autograded / "ana" / MODULE))
    assert found == {*(f"{lesson}.ipynb" for lesson in LESSONS), "timestamp.txt", "datos/casas.csv", "datos.txt"}
    assert not any(p.stat().st_mode & 0o222 for p in (course.autograded / "ana" / MODULE).rglob("*") if p.is_file())
    assert sorted(p.name for p in course.autograded.iterdir()) == sorted(CLASS)
    graded(course, force=True)
    assert set(files_in(course.autograded / "ana" / MODULE)) == found


@pytest.mark.parametrize(
    ("owner", "name"), [(Writer, "write"), (Autograded, "put"), (Journal, "note"), (Autograded, "clean")]
)
@pytest.mark.parametrize("before", [True, False])
def test_broken_off_before_or_after_any_step_the_next_run_mends_it(
    course: Course, monkeypatch: pytest.MonkeyPatch, owner: type, name: str, before: bool
) -> None:
    calm = Course(course.root.with_name("calm"))
    shutil.copytree(course.root, calm.root)
    graded(calm)
    step, calls = getattr(owner, name), 0

    def broken(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2 and before:
            raise Ends
        result = step(*arguments, **options)
        if calls == 2:
            raise Ends
        return result

    with monkeypatch.context() as patch, pytest.raises(Ends):
        patch.setattr(owner, name, broken)
        graded(course)
    assert graded(course).ok
    assert read_marks(course, MODULE).rows == read_marks(calm, MODULE).rows
    assert gradebook_rows(course.gradebook_url) == gradebook_rows(calm.gradebook_url)
    assert files_in(course.autograded) == files_in(calm.autograded)
    assert Journal.of(course, MODULE).entries == Journal.of(calm, MODULE).entries


# --- what goes wrong --------------------------------------------------------------------------------------------


def test_a_submission_that_no_worker_survives_has_a_reason_no_mark_and_another_try(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die_over_bo(function: Any, tasks: Iterable[Task], jobs: int) -> Iterator[Ended[Any, Any]]:
        for task in tasks:
            yield Ended(task, None, DIED) if task.student == "bo" else Ended(task, function(task), None)

    with monkeypatch.context() as patch:
        patch.setattr("curso.grading.grade.run", die_over_bo)
        report = graded(course)
    row = next(row for row in report.rows if row.student == "bo")
    assert (row.state, row.score, report.ok) == ("failed", None, False) and DIED in row.notes
    assert states(report) == {"ana": "graded", "bo": "failed", "chen": "graded"}
    assert states(graded(course)) == {"ana": "skipped", "bo": "graded", "chen": "skipped"}
    assert scores(course) == RIGHT


def test_a_submission_that_cannot_be_written_has_a_reason_and_the_others_go_on(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Autograded.put

    def full(self: Autograded, student: str, notebooks: Any) -> None:
        if student == "bo":
            raise OSError(28, "No space left on device")
        put(self, student, notebooks)

    monkeypatch.setattr(Autograded, "put", full)
    report = graded(course)
    assert states(report) == {"ana": "graded", "bo": "failed", "chen": "graded"} and not report.ok
    assert any("No space left" in note.en for row in report.rows for note in row.notes)


def test_a_machine_that_runs_out_of_something_leaves_the_mark_and_grades_again(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(nb: Any, settings: object, releases: object) -> dict[str, float]:
        raise OSError(28, "No space left on device")

    def say_why(function: Any, tasks: Iterable[Task], jobs: int) -> Iterator[Ended[Any, Any]]:
        for task in tasks:
            with pytest.raises(GradingError) as caught:
                function(task)
            yield Ended(task, None, caught.value.text)

    graded(course)
    with monkeypatch.context() as patch:
        patch.setattr("curso.grading.execute.execute", full)
        patch.setattr("curso.grading.grade.run", say_why)
        report = graded(course, force=True)
    assert states(report) == dict.fromkeys(CLASS, "failed") and scores(course) == RIGHT
    assert all(any("No space left" in note.es for note in row.notes) for row in report.rows)
    assert states(graded(course)) == dict.fromkeys(CLASS, "graded")


@pytest.mark.parametrize("name", ["", f"{LESSONS[0]}.ipynb", "timestamp.txt"])
def test_what_cannot_be_read_has_a_reason_no_mark_and_another_try_and_the_others_go_on(
    course: Course, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with monkeypatch.context() as patch:
        path = course.submitted / "ana" / MODULE / name
        make_unreadable(path, patch)
        report = graded(course)
    row = next(row for row in report.rows if row.student == "ana")
    assert states(report) == {"ana": "failed", "bo": "graded", "chen": "graded"} and row.score is None
    assert any(f"{path}” cannot be read" in note.en for note in row.notes)
    assert states(graded(course)) == {"ana": "graded", "bo": "skipped", "chen": "skipped"}
    assert scores(course) == RIGHT


def make_unreadable(path: Path, patch: pytest.MonkeyPatch) -> None:
    """For everybody, also for root, whom permissions do not keep out."""

    def refusing(before: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
            if self == path:
                raise PermissionError(13, "Permission denied", str(self))
            return before(self, *arguments, **options)

        return refuse

    for name in ("open", "iterdir"):
        patch.setattr(Path, name, refusing(getattr(Path, name)))


def test_a_submission_that_goes_away_meanwhile_has_a_reason_and_the_others_go_on(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = Fingerprints.of

    def taken_away(self: Fingerprints, student: str) -> str:
        shutil.rmtree(course.submitted / "ana" / MODULE, ignore_errors=True)
        return of(self, student)

    monkeypatch.setattr(Fingerprints, "of", taken_away)
    report = graded(course)
    assert states(report) == {"ana": "failed", "bo": "graded", "chen": "graded"}
    assert any("cannot be read" in note.en for note in report.rows[0].notes)


def test_nobody_replaces_a_submission_while_it_is_read(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    of, seen = Fingerprints.of, []

    def look(self: Fingerprints, student: str) -> str:
        with held(course.journal / f"{MODULE}.submitted.lock", wait=False) as free:
            seen.append(free)
        return of(self, student)

    monkeypatch.setattr(Fingerprints, "of", look)
    graded(course, force=True)
    assert seen == [False] * len(CLASS)


@pytest.mark.parametrize("target", ["/proc/self/mem", "nowhere", "."])
def test_a_link_that_leads_nowhere_good_stops_nobody(course: Course, target: str) -> None:
    own = course.submitted / "chen" / MODULE / f"{LESSONS[0]}.ipynb"
    own.unlink()
    own.symlink_to(target)
    report = graded(course)
    assert states(report) == dict.fromkeys(CLASS, "graded") and scores(course) == RIGHT
    assert any("is a link" in note.en for row in report.rows for note in row.notes)


def test_a_gradebook_that_goes_away_stops_the_run_and_what_was_graded_stays(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls = Writer.write, 0

    def away(self: Writer, *arguments: Any) -> str:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise GradingError(Text(es="se fue", en="it went away"))
        return write(self, *arguments)

    with monkeypatch.context() as patch, pytest.raises(GradingError, match="it went away"):
        patch.setattr(Writer, "write", away)
        graded(course)
    assert sorted(states(graded(course)).values()) == ["graded", "graded", "skipped"]
    assert scores(course) == RIGHT


def test_a_link_among_the_notebooks_is_not_followed(course: Course, tmp_path: Path) -> None:
    own = course.submitted / "chen" / MODULE / f"{LESSONS[0]}.ipynb"
    own.unlink()
    own.symlink_to(course.submitted / "ana" / MODULE / own.name)
    report = graded(course)
    row = next(row for row in report.rows if row.student == "chen")
    assert row.state == "graded" and row.score == 0.0
    assert any("is a link" in note.en for note in row.notes)
    assert not (course.autograded / "chen" / MODULE / own.name).exists()


@pytest.mark.parametrize(("stamp", "said"), [("the day before yesterday", True), ("", False)])
def test_a_moment_that_is_not_understood_does_not_count(course: Course, stamp: str, said: bool) -> None:
    (course.submitted / "ana" / MODULE / "timestamp.txt").write_text(stamp, encoding="utf-8")
    report = graded(course, students=["ana"])
    assert any("timestamp.txt" in note.en for note in report.rows[0].notes) == said
    assert report.rows[0].score == 5.0
    assert gradebook_rows(course.gradebook_url)["submission", MODULE, "ana"][0] is None


def test_a_notebook_of_another_lesson_is_left_out(course: Course) -> None:
    folder = course.submitted / "ana" / MODULE
    (folder / "99_otra.ipynb").write_bytes((folder / f"{LESSONS[0]}.ipynb").read_bytes())
    assert graded(course).ok
    assert not (course.autograded / "ana" / MODULE / "99_otra.ipynb").exists()
    assert scores(course) == RIGHT
