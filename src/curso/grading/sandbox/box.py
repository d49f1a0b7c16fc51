"""Starts a program in a box, or in a process of its own, and ends it with all that it started."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from curso.grading.sandbox import bubblewrap
from curso.grading.sandbox.environment import environment
from curso.grading.sandbox.limits import Limits
from curso.grading.sandbox.users import processes_of, reachable, unprivileged
from curso.grading.sandbox.view import HOME, WRITABLE, view

DEVNULL = subprocess.DEVNULL
Output = int | IO[Any]


@dataclass(frozen=True)
class Given:
    """What to run, within what limits, and what of this machine it is handed; see `curso.grading.sandbox.start`."""

    argv: tuple[str, ...]
    limits: Limits
    fds: tuple[int, ...] = ()
    shared: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    stdout: Output = DEVNULL
    stderr: Output = DEVNULL

    def streams(self) -> dict[str, Any]:
        """The standard streams, as `subprocess.Popen` takes them."""
        return {"stdin": DEVNULL, "stdout": self.stdout, "stderr": self.stderr}

    def hand_over(self, user: int | None) -> Path | None:
        """The real path of the shared folder, which is `user`'s from now on, with the files in it."""
        if self.shared is None:
            return None
        shared = self.shared.resolve()
        if user is not None:
            for path in (shared, *shared.iterdir()):
                os.chown(path, user, user, follow_symlinks=False)
        return shared


class Box(subprocess.Popen[bytes]):
    """A program that runs apart. `kill`, or leaving its `with`, ends it with everything that it started."""

    # set by what starts it: how to kill what the program started, and how to tidy up
    kill_others: Callable[[Box], None] | None = None
    tidy: Callable[[], Any] | None = None

    def kill(self) -> None:
        """End the program and everything that it started, and come back when they are gone."""
        if self.kill_others is not None:
            self.kill_others(self)
            self.kill_others = None
        super().kill()
        self.wait()
        if self.tidy is not None:
            self.tidy()

    def __exit__(self, *_: object) -> None:
        self.kill()
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream is not None:
                stream.close()


def boxed(bwrap: Path, given: Given) -> Box:
    """Run a program in a box that `bwrap` makes."""
    user = unprivileged()
    shared = given.hand_over(user)
    seen = view(bwrap)
    env = {**environment(HOME, "/tmp", seen.python_path, list(WRITABLE)), **given.env}
    lifeline, ours = os.pipe()
    with _lending() as (lend, lent):
        try:
            # a file and not a pipe: bubblewrap would die of a pipe that nobody reads
            report = lend(b"")
            lines = bubblewrap.Lines(lend, report, lifeline)
            command = bubblewrap.command(bwrap, given.argv, given.limits, env, seen, lines, shared=shared, user=user)
            fds = (*given.fds, *lent, lifeline)
            box = _spawn(command, env={}, pass_fds=fds, start_new_session=True, **given.streams())
        except BaseException:
            _close(ours)
            raise
        finally:
            _close(lifeline)
        said = os.dup(report)
    box.kill_others = partial(_kill_first, said)
    box.tidy = weakref.finalize(box, _close, said, ours)
    return box


def plain(given: Given) -> Box:
    """Run a program in a process of its own, with a scratch folder as its home and what limits this system has."""
    seen = view()
    user = unprivileged() if reachable(sys.executable, os.__file__, bubblewrap.LAUNCH, *seen.python_path) else None
    given.hand_over(user)
    scratch = Path(tempfile.mkdtemp(prefix="curso-"))
    home, temporary = scratch / "home", scratch / "tmp"
    for folder in (home, temporary):
        folder.mkdir()
    if user is not None:
        for folder in (scratch, home, temporary):
            os.chown(folder, user, user)
    env = environment(str(home), str(temporary), seen.python_path, [str(home), str(temporary)])
    command, options = _bounded(given, user)
    try:
        box = _spawn(command, env={**env, **given.env}, cwd=home, **options, **given.streams())
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    if sys.platform != "win32":
        box.kill_others = _kill_group
    box.tidy = weakref.finalize(box, shutil.rmtree, scratch, ignore_errors=True)
    return box


def _bounded(given: Given, user: int | None) -> tuple[list[str], dict[str, Any]]:
    """The command with the limits that this system has, and how to start it."""
    if sys.platform == "win32":
        if given.fds:
            raise NotImplementedError(sys.platform)
        return list(given.argv), {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    limits = given.limits.of_a_process()
    if sys.platform == "linux":
        # an ordinary user's other processes count as well
        limits["RLIMIT_NPROC"] = given.limits.processes + (processes_of(os.getuid()) if user is None else 0)
    orders = {"user": user, "limits": limits, "die": sys.platform == "linux"}
    return bubblewrap.launch(orders, given.argv), {"pass_fds": given.fds, "start_new_session": True}


def _kill_first(report: int, box: Box) -> None:
    """Kill the first process of the box, with which the kernel kills all the others before it lets it go."""
    # bubblewrap says which one it is as soon as there is one
    while box.poll() is None:
        said = os.pread(report, 4096, 0).strip()
        if said.endswith(b"}"):
            with contextlib.suppress(OSError):
                os.kill(json.loads(said)["child-pid"], signal.SIGKILL)
            box.wait()
        else:
            time.sleep(0.005)


def _kill_group(box: Box) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(box.pid, signal.SIGKILL)


def _close(*numbers: int) -> None:
    for number in numbers:
        os.close(number)


@contextlib.contextmanager
def _lending() -> Iterator[tuple[Callable[[bytes], int], list[int]]]:
    """A function that makes open files in memory, and the list of those it made, closed at the end."""
    lent: list[int] = []

    def lend(content: bytes) -> int:
        assert sys.platform == "linux"
        number = os.memfd_create("curso")
        lent.append(number)
        os.write(number, content)
        os.lseek(number, 0, os.SEEK_SET)
        return number

    try:
        yield lend, lent
    finally:
        _close(*lent)


_spawners: dict[int, ThreadPoolExecutor] = {}


def _spawn(command: Sequence[str], **options: Any) -> Box:
    """Start a process from a thread that lasts as long as ours: Linux kills it when the *thread* that made it ends."""
    if os.getpid() not in _spawners:
        _spawners[os.getpid()] = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")
    return _spawners[os.getpid()].submit(lambda: Box(command, **options)).result()
