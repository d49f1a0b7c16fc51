"""A real PostgreSQL takes a run of grading while others mark by hand in the same gradebook."""

from __future__ import annotations

import contextlib
import getpass
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dump import gradebook_rows
from nbgrader.api import Gradebook, MissingEntry
from small_course import ALL_RIGHT, ANSWER, LESSONS, MODULE, WRONG_COST, answered, hand_in, make_course

from curso.grading.collect import collect
from curso.grading.course import Course
from curso.grading.database import reached
from curso.grading.grade import grade
from curso.grading.gradebook import Writer
from curso.grading.marks import read_marks
from curso.grading.release import release
from curso.grading.task import Outcome

FIRST, SECOND = LESSONS
STUDENTS = 12
# Cells that each of the two who mark by hand sees to.
CELLS = (("conclusion", FIRST), ("check_gradient", SECOND)), (("check_cost", FIRST), ("check_predict", FIRST))
OWNER = "postgres"


def programs() -> Path:
    """Where PostgreSQL's programs are; skips the test where there are none that can be used."""
    pytest.importorskip("psycopg2", reason="the package psycopg2-binary is not installed")
    if sys.platform == "win32":
        pytest.skip("the server is started as on Debian")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL on this machine (on Debian: apt-get install postgresql)")
    if os.geteuid() == 0:
        import pwd

        try:
            pwd.getpwnam(OWNER)
        except KeyError:
            pytest.skip(f"PostgreSQL does not run as root, and there is no user {OWNER}")
    return found[-1].parent


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server of our own, which listens on a socket in a folder of its own and nowhere else."""
    bin_ = programs()
    folder = Path(tempfile.mkdtemp(prefix="curso-pg-"))
    as_owner: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
        as_owner |= {"user": OWNER, "group": OWNER, "extra_groups": []}

    def run(*command: object) -> None:
        subprocess.run([str(word) for word in command], check=True, timeout=120, **as_owner)

    data = folder / "data"
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c deadlock_timeout=100ms"
    try:
        run(bin_ / "initdb", "-D", data, "-A", "trust", "-U", getpass.getuser(), "-E", "UTF8", "--no-sync")
        run(bin_ / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        yield f"postgresql://{getpass.getuser()}@/postgres?host={folder}"
    finally:
        with contextlib.suppress(subprocess.SubprocessError):
            run(bin_ / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def course(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course whose gradebook is in PostgreSQL, with a class that has handed in."""
    monkeypatch.setenv("CURSO_GRADEBOOK", server)
    made = make_course(tmp_path / "course")
    with reached(made) as gradebook:
        for student in [student.id for student in gradebook.students]:
            gradebook.remove_student(student)
    release(made, MODULE, due="2027-03-01 12:00:00+00:00")
    for number in range(STUDENTS):
        answers = {**ALL_RIGHT, "cost": WRONG_COST} if number % 3 == 0 else ALL_RIGHT
        stamp = "2027-03-02 13:00:00 UTC" if number % 4 == 0 else "2027-02-27 12:00:00 UTC"
        edit = answered(**answers, conclusion=ANSWER["es"])
        hand_in(tmp_path / "in", f"s{number:02}", "es" if number % 2 else "en", edit, stamp)
    collect(made, MODULE, tmp_path / "in")
    return made


class Marker(threading.Thread):
    """Marks by hand as formgrader does: a grade or a comment at a time, each in a transaction of its own."""

    def __init__(self, course: Course, cells: tuple[tuple[str, str], ...], seed: int) -> None:
        super().__init__()
        self._url, self._cells, self._chance = course.gradebook_url, cells, random.Random(seed)
        self.done = threading.Event()
        self.scores: dict[tuple[str, str], tuple[float, float]] = {}
        self.comments: dict[str, str] = {}
        self.problems: list[Exception] = []

    def run(self) -> None:
        with Gradebook(self._url, "curso") as gradebook:
            count = 0
            while not self.done.is_set() or count < 50:
                count += 1
                try:
                    self._mark(gradebook, count)
                except MissingEntry:
                    gradebook.db.rollback()  # not graded yet, so it is on no page of formgrader
                except Exception as error:
                    gradebook.db.rollback()
                    self.problems.append(error)

    def _mark(self, gradebook: Any, count: int) -> None:
        student = f"s{self._chance.randrange(STUDENTS):02}"
        cell, lesson = self._chance.choice(self._cells)
        grade = gradebook.find_grade(cell, lesson, MODULE, student)
        score, extra = count / 1000, self._chance.choice((0.0, 0.25))
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
        gradebook.db.commit()
        self.scores[student, cell] = (score, extra)
        if cell == "conclusion":
            comment = gradebook.find_comment(cell, lesson, MODULE, student)
            comment.manual_comment = f"¡Bien! ({count})"
            gradebook.db.commit()
            self.comments[student] = comment.manual_comment


def test_a_full_run_beside_two_who_mark_by_hand_loses_nothing(course: Course) -> None:
    markers = [Marker(course, cells, seed) for seed, cells in enumerate(CELLS)]
    for marker in markers:
        marker.start()
    try:
        first = grade(course, MODULE, jobs=2, unsafe=True)
        again = grade(course, MODULE, jobs=2, unsafe=True, force=True)
    finally:
        for marker in markers:
            marker.done.set()
        for marker in markers:
            marker.join()
    assert first.ok and again.ok and [row.state for row in again.rows] == ["graded"] * STUDENTS
    assert {row.state for row in grade(course, MODULE, unsafe=True).rows} == {"skipped"}
    assert [problem for marker in markers for problem in marker.problems] == []

    rows = gradebook_rows(course.gradebook_url)
    scores = markers[0].scores | markers[1].scores
    assert len(scores) > STUDENTS and markers[0].comments
    lessons = dict(CELLS[0] + CELLS[1])
    for number in range(STUDENTS):
        student = f"s{number:02}"
        for cell, lesson in lessons.items():
            auto, manual, extra, _ = rows["grade", MODULE, student, lesson, cell]
            expected = {"check_gradient": 2.0, "check_predict": 1.0, "check_cost": 0.0 if number % 3 == 0 else 2.0}
            assert auto == expected.get(cell), (student, cell)
            assert (manual, extra) == scores.get((student, cell), (None, None)), (student, cell)
        comment = rows["comment", MODULE, student, FIRST, "conclusion"]
        assert comment == (None, markers[0].comments.get(student))
    for mark in read_marks(course, MODULE).rows:
        by_hand = {cell: sum(given) for (student, cell), given in scores.items() if student == mark.student}
        assert mark.scores["01.gradient"] == pytest.approx(by_hand.get("check_gradient", 2.0))
        share = 0.2 if mark.days_late else 0.0
        assert mark.penalty == pytest.approx(share * sum(s or 0.0 for s in mark.scores.values()), abs=1e-3)


def test_two_writers_of_the_same_new_student_both_succeed(course: Course) -> None:
    problems: list[Exception] = []

    def write(student: str) -> None:
        try:
            with Writer(course, MODULE) as writer:
                for _ in range(5):
                    writer.write(Outcome(student, ()), None)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=write, args=("nuria",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    rows = gradebook_rows(course.gradebook_url)
    assert rows["grade", MODULE, "nuria", FIRST, "check_cost"] == (0.0, None, None, False)


def test_a_connection_that_is_cut_is_made_again(course: Course, server: str) -> None:
    import psycopg2

    with Writer(course, MODULE) as writer:
        writer.write(Outcome("olga", ()), None)
        cutter = psycopg2.connect(server)
        cutter.autocommit = True
        with cutter.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        cutter.close()
        writer.write(Outcome("pere", ()), None)
    assert ("student", "pere") in gradebook_rows(course.gradebook_url)
