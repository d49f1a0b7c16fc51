"""What is left where there is no box: a process of its own, with a scratch home and what limits the system has."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from curso.grading import sandbox
from curso.grading.sandbox import Level, Limits
from curso.grading.sandbox.limits import MIB

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these limits nor process groups")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these")


@pytest.fixture
def apart():
    """`apart(code, …)` runs Python code in a process of its own and gives what it put in `answer`."""

    def run(code: str, *arguments: object, **options):
        told = f"import json, os, sys\nfrom pathlib import Path\n{code}\nprint(json.dumps(answer))"
        argv = [sys.executable, "-c", told, *map(str, arguments)]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        with sandbox.start(argv, at=Level.PROCESS, **options) as process:
            out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
        return json.loads(out.splitlines()[-1])

    return run


def test_nothing_of_the_graders_environment_is_inherited(apart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURSO_SECRET", "abracadabra")
    seen = apart("answer = dict(os.environ)")
    assert "CURSO_SECRET" not in seen
    assert seen["CURSO_GRADING"] == "1"
    assert Path(seen["HOME"]) != Path.home()


def test_its_home_is_empty_and_is_removed_in_the_end(apart) -> None:
    home, there, inside = apart(
        "Path.home().joinpath('mine').write_text('x'); answer = [str(Path.home()), os.listdir(), os.getcwd()]"
    )
    assert there == ["mine"]
    assert Path(inside).resolve() == Path(home).resolve()
    assert not Path(home).exists()
    assert not Path(home).parent.exists()


def test_the_course_can_be_imported(apart) -> None:
    assert apart("import curso.exercises.probe; answer = True")


@posix
def test_open_files_that_are_handed_over_stay_open(apart) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        apart("os.write(int(sys.argv[1]), b'here'); answer = 0", theirs.fileno(), fds=[theirs.fileno()])
        assert ours.recv(10) == b"here"


@linux
def test_memory_files_and_processes_have_limits(apart) -> None:
    code = """
import resource
answer = [resource.getrlimit(getattr(resource, "RLIMIT_" + name))[1] for name in ("AS", "FSIZE", "NOFILE", "CORE")]
answer.append(resource.getrlimit(resource.RLIMIT_NPROC)[1] != resource.RLIM_INFINITY)
"""
    limits = Limits(address_space=900 * MIB, file_size=MIB, open_files=50)
    assert apart(code, limits=limits) == [900 * MIB, MIB, 50, 0, True]


@posix
def test_killing_it_kills_what_it_started_although_it_has_ended_itself(token: str, alive, eventually) -> None:
    code = f"""
import os, signal
if os.fork() == 0:
    while True:
        signal.pause()
os.write(1, b"all")  # {token}
"""
    with sandbox.start([sys.executable, "-c", code], at=Level.PROCESS, stdout=subprocess.PIPE) as process:
        assert process.stdout.read(3) == b"all"
        process.wait(60)
        assert len(alive(token)) == 1
    assert eventually(lambda: alive(token) == {})


@linux
def test_it_dies_with_the_grader(token: str, alive, eventually, tmp_path: Path) -> None:
    grader = f"""
import subprocess, sys
from curso.grading import sandbox
argv = [sys.executable, "-c", "import signal; print('here', flush=True); signal.pause()  # {token}"]
process = sandbox.start(argv, at=sandbox.Level.PROCESS, stdout=subprocess.PIPE)
print(process.stdout.readline().decode(), flush=True)
sys.stdin.read()
"""
    # a grader that is killed can't remove the scratch folder any more
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": {**os.environ, "TMPDIR": str(tmp_path)}}
    with subprocess.Popen([sys.executable, "-c", grader], **options) as process:
        assert process.stdout.readline() == b"here\n"
        process.kill()
    assert eventually(lambda: alive(token) == {})


@posix
def test_a_program_that_was_killed_says_so() -> None:
    with sandbox.start([sys.executable, "-c", "import os; os.abort()"], at=Level.PROCESS) as process:
        assert process.wait(60) == -signal.SIGABRT


def test_a_program_that_is_not_there_is_an_error_and_leaves_no_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sandbox.box.tempfile, "tempdir", str(tmp_path))
    with sandbox.start([str(tmp_path / "nothing")], at=Level.PROCESS) as process:
        assert process.wait(60) != 0
    assert list(tmp_path.iterdir()) == []
