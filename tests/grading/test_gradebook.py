"""What the one writer stores is what nbgrader itself would have stored, row by row, and all of it or nothing."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import by_text
import pytest
from dump import gradebook_rows
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from small_course import ALL_RIGHT, ANSWER, LESSONS, MODULE, WRONG_COST, answered, released_anew, student_notebook
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from curso.grading import database
from curso.grading.course import Course, GradingError
from curso.grading.database import reached, retrying, transaction
from curso.grading.execute import Settings
from curso.grading.gradebook import Writer, marks_held
from curso.grading.logs import run_converter
from curso.grading.notebooks import to_text
from curso.grading.task import GradedNotebook, Outcome, Task, grade_task
from curso.text import LANGUAGES, Language, verbatim

FIRST, SECOND = LESSONS
DUE = datetime(2027, 3, 1, 12)
IN_TIME, LATE = DUE - timedelta(days=2), DUE + timedelta(days=1, hours=1)
CLASS: dict[str, tuple[Language, dict[str, str], datetime, tuple[str, ...]]] = {
    "ana": ("es", {**ALL_RIGHT, "conclusion": ANSWER["es"]}, IN_TIME, LESSONS),
    "bo": ("en", {**ALL_RIGHT, "cost": WRONG_COST}, IN_TIME, LESSONS),
    "blank": ("en", {}, IN_TIME, LESSONS),
    "late": ("en", {**ALL_RIGHT, "conclusion": ANSWER["en"]}, LATE, LESSONS),
    "late-blank": ("es", {}, LATE, LESSONS),
    "part": ("es", ALL_RIGHT, LATE, LESSONS[:1]),
    "o'neil %_": ("es", ALL_RIGHT, IN_TIME, LESSONS[1:]),
}
BETTER = {
    "bo": {**ALL_RIGHT, "conclusion": ANSWER["en"]},
    "ana": {"cost": WRONG_COST},
    "late": {"predict": "predict = 1"},
}
BY_NBGRADER = """
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.SaveAutoGrades", "nbgrader.preprocessors.AssignLatePenalties"
]
"""


@pytest.fixture(autouse=True)
def _by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curso.grading.execute.execute", by_text.execute)


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    return released_anew(released, tmp_path / "ours")


def outcome(course: Course, student: str, **changed: str) -> Outcome:
    lang, answers, _, lessons = CLASS[student]
    notebooks = {}
    for lesson in lessons:
        nb = student_notebook(lesson, lang)
        answered(**(changed or answers))(nb)
        notebooks[lesson] = to_text(nb).encode()
    releases = {
        lesson: {x: (course.release(x) / MODULE / f"{lesson}.ipynb").read_bytes() for x in LANGUAGES}
        for lesson in LESSONS
    }
    return grade_task(Task(MODULE, student, releases, notebooks, Settings(secret="a secret of the tests")))


def write_ours(course: Course, outcomes: list[Outcome]) -> dict[str, str]:
    with Writer(course, MODULE) as writer:
        return {one.student: writer.write(one, CLASS[one.student][2]) for one in outcomes}


def write_with_nbgrader(course: Course, outcomes: list[Outcome]) -> None:
    """Autograde on the notebooks that are judged already, with nbgrader's own two steps that store marks."""
    config = course.root / "nbgrader_config.py"
    if BY_NBGRADER not in config.read_text(encoding="utf-8"):
        config.write_text(config.read_text(encoding="utf-8") + BY_NBGRADER, encoding="utf-8")
    for one in outcomes:
        folder = course.submitted / one.student / MODULE
        folder.mkdir(parents=True, exist_ok=True)
        for notebook in one.notebooks:
            assert notebook.content is not None
            (folder / f"{notebook.lesson}.ipynb").write_bytes(notebook.content)
        (folder / "timestamp.txt").write_text(f"{CLASS[one.student][2]:%Y-%m-%d %H:%M:%S} UTC\n", encoding="utf-8")
        settings = course.load_config()
        directory = CourseDirectory(config=settings, assignment_id=MODULE, student_id=one.student)
        run_converter(Autograde(coursedir=directory, config=settings, force=True))


def mark_by_hand(course: Course) -> None:
    """What formgrader stores when a person marks."""
    with Gradebook(course.gradebook_url, "curso") as gradebook:
        grade = gradebook.find_grade("conclusion", FIRST, MODULE, "ana")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        grade = gradebook.find_grade("conclusion", FIRST, MODULE, "late")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.0, 0.5, False
        grade = gradebook.find_grade("check_cost", FIRST, MODULE, "bo")
        grade.manual_score, grade.extra_credit = 1.5, 0.25
        gradebook.find_comment("conclusion", FIRST, MODULE, "ana").manual_comment = "¡Muy bien!"
        gradebook.find_comment("predict", FIRST, MODULE, "blank").manual_comment = "?"
        gradebook.find_submission_notebook(FIRST, MODULE, "bo").flagged = True
        gradebook.find_submission(MODULE, "late").extension = timedelta(hours=12)
        gradebook.db.commit()


def test_marks_comments_and_penalties_are_those_that_nbgrader_stores(released: Course, tmp_path: Path) -> None:
    ours, theirs = released_anew(released, tmp_path / "ours"), released_anew(released, tmp_path / "theirs")
    outcomes = [outcome(ours, student) for student in CLASS]
    write_ours(ours, outcomes)
    write_with_nbgrader(theirs, outcomes)
    expected = gradebook_rows(theirs.gradebook_url)
    assert gradebook_rows(ours.gradebook_url) == expected
    kinds = {key[0] for key in expected}
    assert kinds == {"student", "submission", "notebook", "grade", "comment"}
    assert expected["notebook", MODULE, "late", FIRST][0] == pytest.approx(0.6)

    for course in (ours, theirs):
        mark_by_hand(course)
    again = [outcome(ours, student, **BETTER.get(student, {})) for student in CLASS]
    write_ours(ours, again)
    write_with_nbgrader(theirs, again)
    after = gradebook_rows(theirs.gradebook_url)
    assert gradebook_rows(ours.gradebook_url) == after
    assert after != expected


def test_what_a_person_gave_survives(course: Course) -> None:
    write_ours(course, [outcome(course, student) for student in CLASS])
    mark_by_hand(course)
    write_ours(course, [outcome(course, "ana"), outcome(course, "bo")])
    rows = gradebook_rows(course.gradebook_url)
    assert rows["grade", MODULE, "ana", FIRST, "conclusion"] == (None, 2.5, None, True)
    assert rows["grade", MODULE, "bo", FIRST, "check_cost"] == (0.0, 1.5, 0.25, True)
    assert rows["comment", MODULE, "ana", FIRST, "conclusion"] == (None, "¡Muy bien!")
    assert rows["notebook", MODULE, "bo", FIRST][1] is True


def test_writing_twice_changes_nothing(course: Course) -> None:
    outcomes = [outcome(course, student) for student in CLASS]
    write_ours(course, outcomes)
    before = gradebook_rows(course.gradebook_url)
    write_ours(course, outcomes)
    assert gradebook_rows(course.gradebook_url) == before


def test_a_notebook_that_could_not_be_graded_is_worth_nothing_and_waits_for_nobody(course: Course) -> None:
    write_ours(course, [outcome(course, "late")])
    failed = GradedNotebook(FIRST, None, failed=verbatim("no"))
    write_ours(course, [Outcome("late", (failed, outcome(course, "late").notebooks[1]))])
    rows = gradebook_rows(course.gradebook_url)
    grades = {key[4]: value for key, value in rows.items() if key[0] == "grade" and key[3] == FIRST}
    assert grades == dict.fromkeys(("check_predict", "check_cost", "conclusion"), (0.0, None, None, False))
    assert rows["notebook", MODULE, "late", FIRST][0] is None
    assert rows["grade", MODULE, "late", SECOND, "check_gradient"] == (2.0, None, None, False)


def test_a_check_that_is_not_in_the_outcome_is_worth_nothing(course: Course) -> None:
    whole = outcome(course, "ana")
    few = tuple(grade for grade in whole.notebooks[0].grades if grade.grade_id != "check_cost")
    write_ours(course, [Outcome("ana", (GradedNotebook(FIRST, b"", few),))])
    rows = gradebook_rows(course.gradebook_url)
    assert rows["grade", MODULE, "ana", FIRST, "check_cost"] == (0.0, None, None, False)
    assert rows["grade", MODULE, "ana", FIRST, "check_predict"] == (1.0, None, None, False)


def test_the_configured_plugin_says_what_lateness_costs(course: Course) -> None:
    with course.config_file.open("a", encoding="utf-8") as file:
        file.write("c.PercentPerDay.per_day = 25.0\n")
    write_ours(course, [outcome(course, "part")])
    assert gradebook_rows(course.gradebook_url)["notebook", MODULE, "part", FIRST][0] == pytest.approx(1.5)


def test_what_was_written_is_known_again_whoever_wrote_it_and_whatever_a_person_gave(
    released: Course, tmp_path: Path
) -> None:
    ours, theirs = released_anew(released, tmp_path / "ours"), released_anew(released, tmp_path / "theirs")
    outcomes = [outcome(ours, student) for student in CLASS]
    written = write_ours(ours, outcomes)
    write_with_nbgrader(theirs, outcomes)
    assert marks_held(ours, MODULE) == marks_held(theirs, MODULE) == written
    assert len(set(written.values())) > 3
    mark_by_hand(ours)
    assert marks_held(ours, MODULE) == written
    again = write_ours(ours, [outcome(ours, student, **answers) for student, answers in BETTER.items()])
    assert {student for student in BETTER if again[student] != written[student]} == set(BETTER)
    assert marks_held(ours, MODULE) == {**written, **again}


def test_another_moment_is_known_too(course: Course) -> None:
    write_ours(course, [outcome(course, "ana")])
    before = marks_held(course, MODULE)
    with Writer(course, MODULE) as writer:
        writer.write(outcome(course, "ana"), LATE)
    assert marks_held(course, MODULE).keys() == before.keys() and marks_held(course, MODULE) != before


def test_what_is_held_of_a_whole_class_is_read_as_that_of_one_student(course: Course) -> None:
    def statements() -> int:
        counted = 0

        def count(*_: Any) -> None:
            nonlocal counted
            counted += 1

        event.listen(Engine, "before_cursor_execute", count)
        try:
            marks_held(course, MODULE)
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        return counted

    write_ours(course, [outcome(course, "ana")])
    alone = statements()
    write_ours(course, [outcome(course, student) for student in CLASS])
    assert statements() == alone > 0


# --- all or nothing ---------------------------------------------------------------------------------------------


class Broken(BaseException):
    """Nothing catches it: as when the process is told to end."""


def test_broken_off_at_any_statement_nothing_of_a_submission_is_stored(course: Course) -> None:
    write_ours(course, [outcome(course, "ana")])
    before = gradebook_rows(course.gradebook_url)
    late = outcome(course, "late")
    counted, allowed, whole = 0, 0, False

    def count(*_: Any) -> None:
        nonlocal counted
        counted += 1
        if counted > allowed:
            raise Broken

    with Writer(course, MODULE) as writer:
        event.listen(writer._gradebook.engine, "before_cursor_execute", count)
        while not whole:
            assert gradebook_rows(course.gradebook_url) == before
            counted, allowed = 0, allowed + 1
            with contextlib.suppress(Broken):
                writer.write(late, LATE)
                whole = True
    assert allowed > 10
    assert len(gradebook_rows(course.gradebook_url)) > len(before)


def test_inside_a_transaction_nbgraders_own_commits_wait_for_the_end(course: Course) -> None:
    with reached(course) as gradebook, pytest.raises(ZeroDivisionError), transaction(gradebook):
        gradebook.add_student("dana")
        gradebook.update_or_create_submission(MODULE, "dana")
        raise ZeroDivisionError
    assert not gradebook_rows(course.gradebook_url)
    with reached(course) as gradebook:
        with transaction(gradebook):
            gradebook.add_student("dana")
        gradebook.add_student("eva")
    assert set(gradebook_rows(course.gradebook_url)) == {("student", "dana"), ("student", "eva")}


# --- a database that is busy, away or not there -------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curso.grading.database.time.sleep", lambda _: None)


def locked_error() -> OperationalError:
    return OperationalError("UPDATE grade", {}, sqlite3.OperationalError("database is locked"))


class Code(Exception):
    """An error of PostgreSQL's driver with this code."""

    def __init__(self, pgcode: str | None, said: str = "") -> None:
        super().__init__(said)
        self.pgcode = pgcode


def by_postgres(code: str | None, said: str = "") -> DBAPIError:
    return OperationalError("UPDATE grade", {}, Code(code, said))


def wrapped(error: Exception) -> Exception:
    """As nbgrader's own methods raise it."""
    try:
        try:
            raise error
        except Exception as caught:
            raise ValueError(*caught.args)  # noqa: B904
    except ValueError as found:
        return found


@pytest.mark.parametrize(
    "error",
    [
        locked_error(),
        wrapped(locked_error()),
        by_postgres("40001"),
        by_postgres("40P01"),
        by_postgres("08006"),
        by_postgres("57P01"),
        by_postgres(None, "server closed the connection unexpectedly"),
        wrapped(IntegrityError("INSERT", {}, Code("23505"))),
    ],
)
def test_what_passes_is_tried_again(impatient: None, error: Exception) -> None:
    left = [error, error, error]

    def work() -> str:
        if left:
            raise left.pop()
        return "done"

    assert retrying(work) == "done"


@pytest.mark.parametrize("error", [ValueError("no"), KeyError("no"), by_postgres("22P02")])
def test_what_does_not_pass_is_not_tried_again(impatient: None, error: Exception) -> None:
    calls = []

    def work() -> None:
        calls.append(1)
        raise error

    with pytest.raises(type(error)):
        retrying(work)
    assert len(calls) == 1


def test_what_goes_on_is_said_in_the_end(impatient: None) -> None:
    def work() -> None:
        raise locked_error()

    with pytest.raises(GradingError, match="database is locked"):
        retrying(work)


def test_a_locked_gradebook_is_waited_for(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program holds the lock, and lets go only once the writer has been told so."""
    told = threading.Event()
    holder = sqlite3.connect(course.root / "gradebook.db", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    pause = database.time.sleep

    def sleep(seconds: float) -> None:
        if not told.is_set():
            told.set()
            holder.execute("COMMIT")
        pause(seconds)

    monkeypatch.setattr("curso.grading.database.time.sleep", sleep)
    with Writer(course, MODULE) as writer:
        with writer._gradebook.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        writer.write(outcome(course, "ana"), IN_TIME)
    holder.close()
    assert told.is_set()
    assert gradebook_rows(course.gradebook_url)["grade", MODULE, "ana", FIRST, "check_cost"][0] == 2.0


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://ana:hidden@127.0.0.1:1/notas", "127.0.0.1:1/notas cannot be used"),
        ("what is this", "is not understood"),
        ("nosuchdatabase://x/y", "is not understood"),
        ("sqlite:////no/such/folder/gradebook.db", "cannot be used: unable to open database file"),
    ],
)
def test_a_gradebook_that_cannot_be_reached_is_said_without_the_password(
    course: Course, monkeypatch: pytest.MonkeyPatch, impatient: None, address: str, said: str
) -> None:
    monkeypatch.setenv("CURSO_GRADEBOOK", address)
    with pytest.raises(GradingError) as caught:
        Writer(course, MODULE)
    assert said in str(caught.value) and "hidden" not in caught.value.text.es + caught.value.text.en


def test_a_missing_driver_is_named(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURSO_GRADEBOOK", "postgresql://ana:hidden@127.0.0.1/notas")
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    with pytest.raises(GradingError, match="pip install psycopg2-binary"):
        Writer(course, MODULE)


def test_a_module_that_the_gradebook_does_not_know_is_said(course: Course) -> None:
    (course.root / "gradebook.db").unlink()
    with pytest.raises(GradingError, match="does not know module"):
        Writer(course, MODULE)
