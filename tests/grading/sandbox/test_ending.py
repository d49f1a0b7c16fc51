"""Nothing of a box outlives it, no box outlives the grader, and nothing in it runs as root."""

from __future__ import annotations

import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading

import pytest

from curso.grading import sandbox

# children, grandchildren without parents, in sessions of their own, that hear no signal that can be left unheard
STUBBORN = """
import os, signal, sys
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setsid()
        while True:
            signal.pause()
print("all", flush=True)
while True:
    signal.pause()
"""
# the first process of the box, the program, and two for each of three
COUNT = 7


def stubborn(token: str) -> list[str]:
    return [sys.executable, "-c", f"{STUBBORN}# {token}"]


@pytest.fixture
def full(boxes: None, token: str):
    """A box full of stubborn processes."""
    with sandbox.start(stubborn(token), stdout=subprocess.PIPE) as box:
        assert box.stdout.readline() == b"all\n"
        yield box


def test_killing_the_box_leaves_no_process(full, token: str, alive, eventually) -> None:
    assert eventually(lambda: len(alive(token)) >= COUNT)
    full.kill()
    assert alive(token) == {}


def test_the_box_ends_with_its_program_whatever_else_it_started(boxes, token: str, alive) -> None:
    ending = STUBBORN.replace('print("all", flush=True)', "os._exit(7)")
    with sandbox.start([sys.executable, "-c", f"{ending}# {token}"]) as box:
        assert box.wait(60) == 7
        assert alive(token) == {}


def test_a_program_killed_by_a_signal_is_told_from_one_that_ended(boxes) -> None:
    with sandbox.start([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) as box:
        assert box.wait(60) == 128 + signal.SIGKILL


def test_no_process_of_the_box_is_roots_outside_either(full, token: str, alive, eventually) -> None:
    assert eventually(lambda: len(alive(token)) >= COUNT)
    inner = {pid: uids for pid, uids in alive(token).items() if _namespace(pid) != _namespace(os.getpid())}
    # only the bubblewraps that look after a box for a grader that is root are root's
    roots = [pid for pid, uids in inner.items() if "\t0" in uids]
    assert len(inner) - len(roots) >= COUNT
    assert all("bwrap" in _command(pid)[0] for pid in roots)


def _namespace(pid: int) -> str:
    """The innermost number of a process, in its process namespace, and how deep that lies."""
    with pathlib.Path(f"/proc/{pid}/status").open(encoding="utf-8") as status:
        line = next(line for line in status if line.startswith("NSpid:"))
    return str(len(line.split()))


def _command(pid: int) -> list[str]:
    with pathlib.Path(f"/proc/{pid}/cmdline").open(encoding="utf-8") as command:
        return command.read().split("\0")


def test_boxes_die_with_the_grader_however_it_dies(boxes, token: str, alive, eventually) -> None:
    grader = f"""
import subprocess, sys
from curso.grading import sandbox
box = sandbox.start({stubborn(token)!r}, stdout=subprocess.PIPE)
print(box.stdout.readline().decode(), flush=True)
sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", grader], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"all\n"
        assert eventually(lambda: len(alive(token)) >= COUNT)
        process.kill()
    assert eventually(lambda: alive(token) == {})


@pytest.mark.parametrize("later", [0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12])
def test_a_box_that_is_not_ready_yet_dies_with_the_grader_too(
    boxes, token: str, alive, eventually, later: float
) -> None:
    grader = f"""
import os, signal, sys, threading, time
from curso.grading import sandbox
sandbox.level()
argv = [sys.executable, "-c", "import signal; signal.pause()  # {token}"]
threading.Thread(target=lambda: (time.sleep({later}), os.kill(os.getpid(), signal.SIGKILL))).start()
box = sandbox.start(argv)
box.wait()
"""
    subprocess.run([sys.executable, "-c", grader], check=False)
    assert eventually(lambda: alive(token) == {})


def test_the_lifeline_alone_ends_a_box(full, token: str, alive, eventually) -> None:
    full.tidy()
    assert eventually(lambda: alive(token) == {})


def test_a_box_outlives_the_thread_that_asked_for_it(boxes, token: str, alive) -> None:
    started = []

    def ask() -> None:
        code = f"import time; print('here', flush=True); time.sleep(1); print('still', flush=True)  # {token}"
        started.append(sandbox.start([sys.executable, "-c", code], stdout=subprocess.PIPE))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    with started[0] as box:
        assert box.communicate(timeout=60)[0] == b"here\nstill\n"


def test_boxes_can_be_started_after_a_fork(boxes) -> None:
    """In a process of its own: this one has threads, and what is forked from it may wait for them for ever."""
    grader = """
import os, sys
from curso.grading import sandbox
def start():
    with sandbox.start([sys.executable, "-c", "pass"]) as box:
        return box.wait(60)
assert start() == 0
child = os.fork()
if child == 0:
    try:
        os._exit(start())
    finally:
        os._exit(99)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert subprocess.run([sys.executable, "-c", grader], timeout=300, check=False).returncode == 0


def test_the_grader_notices_that_the_program_has_gone_although_others_are_left(boxes) -> None:
    ours, theirs = socket.socketpair()
    with ours:
        ours.settimeout(60)
        code = "import os, signal, sys; os.close(int(sys.argv[1])); signal.pause()"
        with sandbox.start([sys.executable, "-c", code, str(theirs.fileno())], fds=[theirs.fileno()]):
            theirs.close()
            assert ours.recv(1) == b""


def test_killing_twice_and_after_the_end_is_no_error(boxes) -> None:
    box = sandbox.start([sys.executable, "-c", "pass"])
    box.wait(60)
    box.kill()
    box.kill()
    early = sandbox.start([sys.executable, "-c", "input()"])
    early.kill()
    assert early.returncode != 0
