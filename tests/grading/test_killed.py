"""A run of grading killed anywhere is taken up by the next one, to the same marks, and leaves no process behind."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SECRET
from dump import files_in, gradebook_rows
from small_course import ALL_RIGHT, ANSWER, LESSONS, MODULE, WRONG_COST, answered, hand_in, released_anew

from curso.grading.collect import collect
from curso.grading.course import Course
from curso.grading.journal import Journal
from curso.grading.marks import Mark, read_marks

STUDENTS, KILLS = 30, 20
KINDS = (
    ALL_RIGHT,
    {**ALL_RIGHT, "cost": WRONG_COST, "conclusion": ANSWER["es"]},
    {},
    {"predict": "raise ValueError('no')", "gradient": ALL_RIGHT["gradient"]},
)

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="it reads Linux's table of processes")


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """A class that has handed in, and nothing graded."""
    made = released_anew(released, tmp_path / "course")
    for number in range(STUDENTS):
        stamp = f"2027-03-0{1 + number % 3} 11:00:00 UTC"
        lessons = LESSONS[: 1 + number % 2] if number % 5 == 0 else LESSONS
        edit = answered(**KINDS[number % len(KINDS)])
        hand_in(tmp_path / "in", f"s{number:02}", "es" if number % 2 else "en", edit, stamp, lessons)
    collect(made, MODULE, tmp_path / "in")
    return made


def start(course: Course) -> subprocess.Popen[bytes]:
    """`curso grade`, as it is typed."""
    command = [sys.executable, "-c", "import sys; from curso.cli import main; sys.exit(main())"]
    arguments = ["grade", "01", "--course", str(course.root), "--jobs", "2", "--unsafe"]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "CURSO_SECRET": SECRET}
    return subprocess.Popen([*command, *arguments], cwd=Path(__file__).parents[2], env=environment, **silent)


def to_the_end(course: Course) -> int:
    return start(course).wait(timeout=300)


def graded(course: Course) -> int:
    entries = Journal.of(course, MODULE).entries.values()
    return sum(entry.state == "graded" for entry in entries)


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.005)


def everything(course: Course) -> tuple[object, ...]:
    marks: tuple[Mark, ...] = read_marks(course, MODULE).rows
    entries = Journal.of(course, MODULE).entries
    return marks, gradebook_rows(course.gradebook_url), files_in(course.autograded), entries


def processes() -> dict[tuple[int, str], int]:
    """The parent of each process; a number may be given again, so each is named with its start as well."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            found[int(stat.parent.name), fields[19]] = int(fields[1])
    return found


def descendants(pid: int) -> set[tuple[int, str]]:
    parents = processes()
    found: set[tuple[int, str]] = set()
    above = {pid}
    while True:
        below = {key for key, parent in parents.items() if parent in above} - found
        if not below:
            return found
        found |= below
        above = {key[0] for key in below}


def kill_after(course: Course, submissions: int, seconds: float) -> None:
    """Kill a run when more than so many are graded and a moment has passed: in the middle of whatever comes next.

    When an earlier run came that far already, it is killed as soon as it has started another process.
    """
    run = start(course)
    until(lambda: run.poll() is not None or (graded(course) > submissions and bool(descendants(run.pid))))
    time.sleep(seconds)
    run.send_signal(signal.SIGSTOP)  # it is killed as it stands, once we have seen what it has started
    started = descendants(run.pid)
    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL, "it was done before it was killed"
    assert started
    until(lambda: not started & processes().keys())


def test_killed_at_twenty_points_it_ends_with_the_same_marks_and_nothing_twice(course: Course) -> None:
    calm = Course(course.root.with_name("calm"))
    shutil.copytree(course.root, calm.root)
    assert to_the_end(calm) == 0
    expected = everything(calm)
    assert graded(calm) == STUDENTS

    chance = random.Random(7)
    for kill in range(KILLS):
        kill_after(course, kill * (STUDENTS - 8) // KILLS, chance.uniform(0, 0.05))

    assert graded(course) < STUDENTS
    assert to_the_end(course) == 0
    assert everything(course) == expected


def test_killed_before_anything_is_graded_it_begins_again(course: Course) -> None:
    for delay in (0.1, 0.4, 0.8, 1.2, 1.6):
        run = start(course)
        time.sleep(delay)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert len(Journal.of(course, MODULE).entries) == STUDENTS
    assert to_the_end(course) == 0
    assert graded(course) == STUDENTS


def test_ctrl_c_ends_at_once_and_leaves_a_run_that_can_be_taken_up(course: Course) -> None:
    run = start(course)
    until(lambda: graded(course) > 3)
    started = descendants(run.pid)
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=60) == 130
    until(lambda: not started & processes().keys())
    before = graded(course)
    assert 3 < before < STUDENTS
    assert to_the_end(course) == 0
    assert graded(course) == STUDENTS
