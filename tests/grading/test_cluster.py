"""A Dask cluster gives the outcomes that this machine gives; what is wrong with it is said in a sentence."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import by_text
import pytest
from dump import files_in
from small_course import ALL_RIGHT, LESSONS, MODULE, WRONG_COST, answered, hand_in, released_anew, student_notebook

from curso.grading import cluster as cluster_module
from curso.grading.cluster import DIED, run_on_cluster
from curso.grading.collect import collect
from curso.grading.course import Course, GradingError
from curso.grading.execute import Settings
from curso.grading.grade import grade
from curso.grading.notebooks import to_text
from curso.grading.task import Task, grade_task
from curso.grading.workers import AT_HAND
from curso.text import LANGUAGES

distributed: Any = pytest.importorskip("distributed", reason="the package distributed is not installed")

HERE = str(Path(__file__).parent)
CLASS = {"ana": ALL_RIGHT, "bo": {**ALL_RIGHT, "cost": WRONG_COST}, "blank": {}, "chen": {"predict": "predict = 1"}}


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine's scheduler is there, however slowly it answers; and so are workers, however slowly they start."""
    monkeypatch.setattr("curso.grading.cluster.CONNECT", 120.0)
    monkeypatch.setattr("curso.grading.cluster.PATIENCE", 600.0)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes, as `dask worker` starts them."""
    options = {"n_workers": 2, "threads_per_worker": 2, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options, silence_logs=50) as made, distributed.Client(made) as client:
        client.register_plugin(by_text_on_workers())
        yield made


def by_text_on_workers() -> Any:
    """Makes each worker judge by text, and end when it is to grade the student "dies". Sent whole, not by name."""

    class Prepare(distributed.WorkerPlugin):
        name = "prepare"

        def setup(self, worker: Any) -> None:
            import sys

            sys.path.insert(0, HERE)
            import by_text

            import curso.grading.cluster
            import curso.grading.execute

            def grade(task: Any) -> Any:
                if task.student == "dies":
                    os.kill(os.getpid(), signal.SIGKILL)
                return grade_task(task)

            curso.grading.execute.execute = by_text.execute  # type: ignore[assignment]
            curso.grading.cluster.grade_task = grade

    return Prepare()


@pytest.fixture
def address(cluster: Any) -> str:
    with distributed.Client(cluster) as client:
        client.wait_for_workers(2, timeout=180)
    return str(cluster.scheduler_address)


def tasks(released: Course, *students: str) -> list[Task]:
    releases = {
        lesson: {lang: (released.release(lang) / MODULE / f"{lesson}.ipynb").read_bytes() for lang in LANGUAGES}
        for lesson in LESSONS
    }
    made = []
    for student in students:
        notebooks = {}
        for lesson in LESSONS:
            nb = student_notebook(lesson, "es")
            answered(**CLASS.get(student, {}))(nb)
            notebooks[lesson] = to_text(nb).encode()
        made.append(Task(MODULE, student, releases, notebooks, Settings(secret="a secret of the tests")))
    return made


def test_the_cluster_gives_what_this_machine_gives(
    released: Course, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curso.grading.execute.execute", by_text.execute)
    given = tasks(released, *CLASS)
    there = {ended.task.student: ended.result for ended in run_on_cluster(given, address, unsafe=True)}
    assert there == {task.student: grade_task(task) for task in given}


def test_a_whole_run_on_a_cluster_gives_the_marks_of_a_run_here(released: Course, tmp_path: Path) -> None:
    """With the sandbox and the real engine, in a worker of several threads."""
    courses = [released_anew(released, tmp_path / name) for name in ("here", "there")]
    for student, answers in CLASS.items():
        hand_in(tmp_path / "in", student, "en", answered(**answers), "2027-02-27 12:00:00 UTC")
    for course in courses:
        collect(course, MODULE, tmp_path / "in")
    options = {"n_workers": 1, "threads_per_worker": 3, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options, silence_logs=50) as made:
        there = grade(courses[1], MODULE, scheduler=made.scheduler_address, unsafe=True)
    here = grade(courses[0], MODULE, unsafe=True)
    assert there == here and here.ok
    assert files_in(courses[1].autograded) == files_in(courses[0].autograded)


def test_tasks_are_taken_only_as_workers_get_free(released: Course, address: str) -> None:
    taken, done = 0, 0

    def one_by_one() -> Iterator[Task]:
        nonlocal taken
        for task in tasks(released, *(f"s{n}" for n in range(12))):
            taken += 1
            assert taken - done <= 2 * AT_HAND
            yield task

    for end in run_on_cluster(one_by_one(), address, unsafe=True):
        assert end.result is not None
        done += 1
    assert done == 12


def test_workers_of_another_version_are_named(released: Course, cluster: Any, address: str) -> None:
    def pretend(version: str) -> str:
        import curso.grading.version

        before = curso.grading.version.course_version()
        curso.grading.version.course_version = lambda: version  # type: ignore[assignment]
        return before

    with distributed.Client(cluster) as client:
        other = sorted(client.scheduler_info()["workers"])[0]
        [before] = client.run(pretend, "an older version", workers=[other]).values()
        with pytest.raises(GradingError) as caught:
            list(run_on_cluster(tasks(released, "ana"), address, unsafe=True))
        client.run(pretend, before, workers=[other])
    assert other in str(caught.value) and "another version" in str(caught.value)


def test_a_worker_of_another_version_that_joins_after_the_others_were_asked_grades_nothing(
    released: Course, cluster: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pretend(version: str) -> str:
        import curso.grading.cluster

        before = curso.grading.cluster.course_version()
        curso.grading.cluster.course_version = lambda: version  # type: ignore[assignment]
        return before

    examine, before = cluster_module._examine, []

    def and_then_others_join(client: Any, *about: Any) -> None:
        examine(client, *about)
        before.extend(client.run(pretend, "an older version").values())

    with monkeypatch.context() as patch:
        patch.setattr(cluster_module, "_examine", and_then_others_join)
        ended = list(run_on_cluster(tasks(released, "ana", "bo"), address, unsafe=True))
    with distributed.Client(cluster) as client:
        client.run(pretend, before[0])
    assert [end.result for end in ended] == [None, None]
    for end in ended:
        assert end.reason is not None and "another version" in end.reason.en and "otra versión" in end.reason.es
        assert "tcp://" in end.reason.en
    [well] = run_on_cluster(tasks(released, "ana"), address, unsafe=True)
    assert well.result is not None


def test_workers_without_the_course_are_named(released: Course, cluster: Any, address: str) -> None:
    def hide(hidden: bool) -> None:
        import sys

        if hidden:
            sys.modules["curso.grading.version"] = None  # type: ignore[assignment]
        else:
            del sys.modules["curso.grading.version"]

    with distributed.Client(cluster) as client:
        client.run(hide, True)
        with pytest.raises(GradingError, match="another version of the course, or none"):
            list(run_on_cluster(tasks(released, "ana"), address, unsafe=True))
        client.run(hide, False)


def test_workers_without_a_sandbox_do_not_run_other_peoples_notebooks(
    released: Course, cluster: Any, address: str
) -> None:
    def replace(kept: list[Any], put: bool) -> None:
        import curso.grading.sandbox
        from curso.grading.course import GradingError
        from curso.text import Text

        def require(unsafe: bool) -> None:
            if not unsafe:
                raise GradingError(Text(es="no hay sandbox", en="there is no sandbox"))

        if put:
            curso.grading.sandbox.kept = curso.grading.sandbox.require  # type: ignore[attr-defined]
            curso.grading.sandbox.require = require
        else:
            curso.grading.sandbox.require = curso.grading.sandbox.kept  # type: ignore[attr-defined]

    with distributed.Client(cluster) as client:
        client.run(replace, [], True)
        with pytest.raises(GradingError, match=r"On the worker .*there is no sandbox"):
            list(run_on_cluster(tasks(released, "ana"), address))
        [ended] = run_on_cluster(tasks(released, "ana"), address, unsafe=True)
        assert ended.result is not None
        client.run(replace, [], False)


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "nowhere", "http://127.0.0.1:1", ""])
def test_a_scheduler_that_is_not_there_is_said(released: Course, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setattr("curso.grading.cluster.CONNECT", 1.0)
    with pytest.raises(GradingError, match="There is no Dask scheduler at"):
        list(run_on_cluster(tasks(released, "ana"), wrong))


def test_a_scheduler_without_workers_is_said(released: Course) -> None:
    empty = distributed.LocalCluster(n_workers=0, dashboard_address=None, processes=True, silence_logs=50)
    with empty, pytest.raises(GradingError, match="has no workers"):
        list(run_on_cluster(tasks(released, "ana"), empty.scheduler_address))


@pytest.mark.parametrize("gone", ["worker", "scheduler"])
def test_a_cluster_that_goes_away_is_said(
    released: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    monkeypatch.setattr("curso.grading.cluster.PATIENCE", 0.5)
    monkeypatch.setattr("curso.grading.cluster.LOOK", 0.2)
    where = tmp_path / "scheduler.json"
    commands = {
        "scheduler": ["--host", "127.0.0.1", "--port", "0", "--dashboard-address", ":0"],
        "worker": ["--no-nanny", "--nthreads", "1", "--dashboard-address", ":0"],
    }
    with contextlib.ExitStack() as ending:
        running = {}
        for name, options in commands.items():
            command = [sys.executable, "-m", "dask", name, "--scheduler-file", str(where), *options]
            running[name] = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            ending.callback(running[name].wait)
            ending.callback(running[name].kill)
        until(where.exists)
        with distributed.Client(scheduler_file=str(where), timeout=120) as client:
            client.wait_for_workers(1, timeout=180)
            client.register_plugin(by_text_on_workers())
            address = client.scheduler.address
        given = tasks(released, *(f"s{n}" for n in range(8)))
        with pytest.raises(GradingError, match="is gone"):
            for _ in run_on_cluster(given, address, unsafe=True):
                running[gone].kill()


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


class Future:
    """Of a task that is done; its worker is lost with the result, which another makes again."""

    def __init__(self, status: str) -> None:
        self.status = status
        self._asked = 0

    def result(self, timeout: float) -> str:
        self._asked += 1
        if self._asked == 1:
            raise TimeoutError
        return "the outcome"

    def release(self) -> None: ...


@pytest.mark.parametrize("status", ["lost", "pending"])
def test_a_result_that_is_lost_with_its_worker_is_waited_for_again(
    monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    monkeypatch.setattr(cluster_module, "_first", lambda client, pending: pending)
    info = {"workers": {"one": ...}}
    client = SimpleNamespace(submit=lambda *_, **__: Future(status), scheduler_info=lambda **_: info, status="running")
    ended = list(cluster_module._work(client, "tcp://…", iter(["ana", "bo"]), lambda task: None))
    assert [(end.task, end.result) for end in ended] == [("ana", "the outcome"), ("bo", "the outcome")]


# the last one with these workers: what comes after it would wait for new ones
def test_a_submission_that_takes_workers_down_ends_with_a_reason_and_the_others_go_on(
    released: Course, address: str
) -> None:
    ended = list(run_on_cluster(tasks(released, "ana", "dies", "bo", "chen"), address, unsafe=True))
    reasons = {end.task.student: end.reason for end in ended}
    assert reasons == {"ana": None, "bo": None, "chen": None, "dies": DIED}
    assert all(end.result is not None for end in ended if end.reason is None)
