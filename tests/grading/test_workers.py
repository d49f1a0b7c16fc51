"""Tasks run in processes of their own; one that fails or dies never takes the others with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from curso.grading.course import GradingError
from curso.grading.workers import AT_HAND, DIED, in_processes, run
from curso.text import Text

SENTENCE = Text(es="no hay sandbox", en="there is no sandbox")


def _task(number: int) -> int:
    if number == 1:
        raise ValueError("one")
    if number == 2:
        os._exit(3)
    if number == 3:
        raise GradingError(SENTENCE)
    return number * 10


def test_failures_have_reasons_and_the_others_go_on() -> None:
    seen = []
    ended = in_processes(_task, [(n,) for n in range(6)], 2, lambda *a: seen.append(a[0]))
    assert [result for result, _ in ended] == [0, None, None, None, 40, 50]
    assert [reason and reason.en for _, reason in ended] == [None, "one", DIED.en, SENTENCE.en, None, None]
    assert ended[3][1] == SENTENCE
    assert sorted(seen) == [0, 1, 2, 3, 4, 5]


def _dies_at_first(marks: str) -> str:
    mark = Path(marks)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGTERM)
    return "done"


def test_a_task_whose_process_died_once_is_tried_again(tmp_path: Path) -> None:
    [ended] = run(_dies_at_first, [str(tmp_path / "tried")], 2)
    assert (ended.result, ended.reason) == ("done", None)


def _all_die(number: int) -> None:
    os._exit(1)


def test_when_every_process_dies_every_task_has_a_reason() -> None:
    ended = list(run(_all_die, range(3), 2))
    assert sorted(end.task for end in ended) == [0, 1, 2]
    assert {end.reason for end in ended} == {DIED}


def _itself(thing: bytes) -> int:
    return len(thing)


@pytest.mark.parametrize("jobs", [1, 2])
def test_tasks_are_taken_only_as_processes_get_free(jobs: int) -> None:
    taken, ended = 0, 0

    def tasks() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(12):
            taken += 1
            assert taken - ended <= AT_HAND * jobs
            yield bytes(300_000)

    for end in run(_itself, tasks(), jobs):
        ended += 1
        assert end.result == 300_000
    assert ended == 12


def _larger(thing: bytes) -> bytes:
    return thing * 2


def test_large_tasks_and_large_results_do_not_wait_for_each_other() -> None:
    results = [end.result for end in run(_larger, [bytes(3_000_000)] * 6, 2)]
    assert [len(result or b"") for result in results] == [6_000_000] * 6


def _leave_a_mark(folder: str, number: int) -> None:
    (Path(folder) / str(number)).touch()
    time.sleep(0.2)


def test_ctrl_c_leaves_what_has_not_begun(tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        in_processes(_leave_a_mark, [(str(tmp_path), n) for n in range(20)], 1, stop)
    assert len(list(tmp_path.iterdir())) < 20


def _say_who(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(600)


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[2])
from test_workers import _say_who
from curso.grading.workers import run
if __name__ == "__main__":
    list(run(_say_who, [sys.argv[1]] * 2, 2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")
def test_processes_do_not_outlive_the_one_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    marks = tmp_path / "marks"
    marks.mkdir()
    parent = subprocess.Popen([sys.executable, str(script), str(marks), str(Path(__file__).parent)])
    _until(lambda: len(list(marks.iterdir())) == 2)
    pids = [int(path.name) for path in marks.iterdir()]
    assert all(map(_lives, pids))
    parent.kill()
    parent.wait()
    _until(lambda: not any(map(_lives, pids)))


def _until(true, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state != "Z"
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()
