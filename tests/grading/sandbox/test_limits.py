"""What a box lets a student's code use up, and that all ends where it should."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from curso.grading import sandbox
from curso.grading.sandbox import Limits
from curso.grading.sandbox.limits import MIB

SMALL = Limits(memory=300 * MIB, processes=20, file_size=2 * MIB, disk=8 * MIB, open_files=40)


def test_the_disk_is_full_at_the_limit_in_all_its_folders_together(inside) -> None:
    code = """
written = 0
for folder in ("/tmp", str(Path.home()), "/dev/shm"):
    try:
        for n in range(1000):
            with open(f"{folder}/{n}", "wb") as f:
                written += f.write(b"x" * 65536)
    except OSError as error:
        reason = error.strerror
answer = [written, reason]
"""
    written, reason = inside(code, limits=SMALL)
    assert SMALL.disk * 0.9 < written <= SMALL.disk
    assert reason == "No space left on device"


def test_a_file_ends_at_the_limit(inside) -> None:
    code = """
try:
    open("/tmp/big", "wb").write(b"x" * (3 * 2**20))
except OSError as error:
    answer = error.strerror
answer = [answer, os.path.getsize("/tmp/big")]
"""
    assert inside(code, limits=SMALL) == ["File too large", SMALL.file_size]


def test_open_files_end_at_the_limit(inside) -> None:
    code = """
files = []
try:
    while True:
        files.append(os.open("/dev/null", os.O_RDONLY))
except OSError as error:
    answer = [len(files), error.strerror]
for file in files: os.close(file)
"""
    count, reason = inside(code, limits=SMALL)
    assert count < SMALL.open_files
    assert reason == "Too many open files"


def test_memory_ends_at_the_limit(inside) -> None:
    code = """
import mmap
def fails(what):
    try:
        what()
    except (MemoryError, OSError):
        return True
    return False
answer = [fails(lambda: bytearray(200 * 2**20)), fails(lambda: bytearray(400 * 2**20))]
answer.append(fails(lambda: mmap.mmap(-1, 5 * 2**30)))
"""
    assert inside(code, limits=replace(SMALL, address_space=4 * 2**30)) == [False, True, True]


def test_processor_time_ends_at_the_limit(boxes) -> None:
    argv = [sys.executable, "-c", "while True: pass"]
    with sandbox.start(argv, limits=Limits(cpu_seconds=1)) as box:
        assert box.wait(60) != 0


def test_no_core_is_dumped_and_no_limit_can_be_raised(inside) -> None:
    code = """
import resource
refused = []
for name in ("AS", "DATA", "NPROC", "FSIZE", "NOFILE", "CORE"):
    which = getattr(resource, "RLIMIT_" + name)
    soft, hard = resource.getrlimit(which)
    try:
        resource.setrlimit(which, (hard + 1, hard + 1))
    except (ValueError, OSError):
        refused.append(soft == hard)
answer = [refused, resource.getrlimit(resource.RLIMIT_CORE)]
"""
    assert inside(code, limits=SMALL) == [[True] * 6, [0, 0]]


def test_a_fork_bomb_stops_at_the_limit(inside) -> None:
    code = """
import signal
children = []
try:
    while len(children) < 500:
        child = os.fork()
        if child == 0:
            signal.pause()
        children.append(child)
except BlockingIOError as error:
    answer = [len(children), error.strerror]
for child in children: os.kill(child, signal.SIGKILL)
"""
    count, reason = inside(code, limits=SMALL)
    assert 5 < count < SMALL.processes
    assert reason == "Resource temporarily unavailable"


def test_threads_count_as_processes(inside) -> None:
    code = """
import threading
stop, threads = threading.Event(), []
try:
    while len(threads) < 500:
        thread = threading.Thread(target=stop.wait)
        thread.start()
        threads.append(thread)
except RuntimeError:
    pass
answer = len(threads)
stop.set()
"""
    assert 5 < inside(code, limits=SMALL) < SMALL.processes


def test_boxes_do_not_count_each_others_processes(boxes) -> None:
    code = """
import os, signal, sys
for _ in range(12):
    if os.fork() == 0:
        signal.pause()
print("all", flush=True)
signal.pause()
"""
    argv = [sys.executable, "-c", code]
    with (
        sandbox.start(argv, limits=SMALL, stdout=subprocess.PIPE) as one,
        sandbox.start(argv, limits=SMALL, stdout=subprocess.PIPE) as other,
    ):
        assert [box.stdout.readline() for box in (one, other)] == [b"all\n"] * 2
