"""Tasks run in processes of their own; one that fails or dies never takes the others with it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from curso.grading.workers import DIED, in_processes


def _task(number: int) -> int:
    if number == 1:
        raise ValueError("one")
    if number == 2:
        os._exit(3)
    return number * 10


def test_failures_have_reasons_and_the_others_go_on() -> None:
    seen = []
    ended = in_processes(_task, [(n,) for n in range(5)], 2, lambda *a: seen.append(a[0]))
    assert ended == [(0, None), (None, "one"), (None, DIED), (30, None), (40, None)]
    assert sorted(seen) == [0, 1, 2, 3, 4]


def _leave_a_mark(folder: str, number: int) -> None:
    (Path(folder) / str(number)).touch()
    time.sleep(0.2)


def test_ctrl_c_leaves_what_has_not_begun(tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        in_processes(_leave_a_mark, [(str(tmp_path), n) for n in range(20)], 1, stop)
    assert len(list(tmp_path.iterdir())) < 20
