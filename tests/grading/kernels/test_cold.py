"""A cold kernel gives the notebook that nbclient gives, and asks its answers without being hurt by them."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import nbformat
import pytest
from compare import comparable
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbformat.v4 import new_code_cell, new_notebook
from running import cold
from zoo import CELLS, CUT_HERE, LATE, zoo

from curso.exercises.probe import Problem
from curso.exercises.spec import Case
from curso.grading.kernels.base import Ended
from curso.grading.kernels.cold import ColdKernel
from curso.grading.kernels.tray import CUT
from curso.grading.kernels.usage import usage
from curso.grading.sandbox import Limits

HASTY = Limits(cell_seconds=3.0)


def notebook(*sources):
    nb = new_notebook(cells=[new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)])
    nb.metadata["curso"] = {"language": "en"}
    return nb


def said(cell):
    """All the text that a cell put out."""
    return "".join(o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in cell.outputs)


class Session:
    """A kernel, and cells as they come."""

    def __init__(self, limits=HASTY):
        self.nb = notebook()
        self.kernel = ColdKernel(self.nb, limits)

    def run(self, source):
        self.nb.cells.append(new_code_cell(source, id=f"c{len(self.nb.cells)}"))
        return self.kernel.run(self.nb.cells[-1], len(self.nb.cells) - 1)

    @property
    def last(self):
        return said(self.nb.cells[-1])

    def ask(self, expression, *args, seconds=2.0):
        respondent = self.kernel.respondent("01.any", expression)
        return respondent.ask(Case(args), seconds)


@pytest.fixture
def session():
    session = Session()
    yield session
    session.kernel.close()


def run_by_nbclient(nb, monkeypatch):
    """The notebook as nbclient runs it, with what the sandbox's environment fixes fixed too.

    On a busy machine it waits for ever now and then, for the reply to a cell that changes a widget: it tries again.
    """
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    options = {"kernel_name": "python3", "allow_errors": True, "record_timing": False, "timeout": 60}
    for left in (2, 1, 0):
        ran = copy.deepcopy(nb)
        with tempfile.TemporaryDirectory() as folder:
            try:
                NotebookClient(ran, resources={"metadata": {"path": folder}}, **options).execute()
            except CellTimeoutError:
                if not left:
                    raise
            else:
                return ran


def test_every_kind_of_output_is_as_in_a_notebook_run_by_nbclient(monkeypatch):
    without = (*LATE, *CUT_HERE)
    nb = zoo(*without)
    ours, ended = cold(nb)
    nbformat.validate(ours)
    theirs = run_by_nbclient(nb, monkeypatch)
    names = [*(name for name in CELLS if name not in without), "widgets"]
    assert len(ended) == len(names) - 1
    for name, our, their in zip(names, comparable(ours), comparable(theirs), strict=True):
        assert our == their, name


def test_text_past_pythons_own_streams_is_in_the_cell_that_wrote_it():
    nb, _ = cold(notebook(*(f"import os\n{CELLS[name]}" for name in LATE), "print('end')"))
    for cell in nb.cells:  # in which order it comes, no kernel promises
        cell.outputs.sort(key=lambda output: ("stdout", "stderr", None).index(output.get("name")))
    assert [said(cell) for cell in nb.cells] == [
        "from a shell\n0", "from a child\n", "'x\\n'", "straight to 1\nstraight to 2\n", "end\n",
    ]  # fmt: skip


def test_a_cell_without_end_is_interrupted_and_the_next_one_runs(session):
    session.run("n = 0")
    assert session.run("while True:\n    n += 1") is Ended.TIMEOUT
    assert session.nb.cells[-1].outputs[-1].ename == "KeyboardInterrupt"
    assert session.run("n > 1000") is Ended.OK
    assert session.last == "True"


def test_a_cell_that_cannot_be_interrupted_ends_the_run_but_not_the_answers_before_it(session):
    session.run("def double(x):\n    return 2 * x")
    double = session.kernel.respondent("01.double", "double")
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    assert session.run(stubborn) is Ended.TIMEOUT
    assert not session.kernel.alive
    assert session.run("print(1)") is Ended.DIED
    session.kernel.finish()
    assert double.ask(Case((4,)), 2.0).value == 8


def test_a_cell_that_ends_the_process_ends_the_run_but_not_the_answers_before_it(session):
    session.run("factor = 2\ndef times(x):\n    return factor * x")
    session.run("factor = 3")
    times = session.kernel.respondent("01.times", "times")
    session.run("factor = 4")
    assert session.run("import os\nprint('so long', flush=True)\nos._exit(3)") is Ended.DIED
    assert not session.kernel.alive
    session.kernel.finish()
    assert times.ask(Case((5,)), 2.0).value == 15
    assert times.blank() is False


def test_leaving_with_exit_ends_the_run_but_not_the_answers_before_it(session):
    session.run("f = lambda x: x + 1")
    f = session.kernel.respondent("01.f", "f")
    assert session.run("print('bye')\nexit()") is Ended.OK
    assert (session.last, session.kernel.alive) == ("bye\n", False)
    assert f.ask(Case((1,)), 2.0).value == 2


def test_sys_exit_is_an_error_like_any_other(session):
    assert session.run("import sys\nsys.exit(1)") is Ended.ERROR
    assert session.run("1") is Ended.OK


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell what processes use")
def test_processes_that_together_use_too_much_memory_end_the_run():
    session = Session(Limits(cell_seconds=30.0, memory=600 * 2**20))
    hog = "x = bytearray(250 * 2**20); x[::4096] = b'x' * len(x[::4096]); import time; time.sleep(60)"
    try:
        session.run(f"import subprocess, sys\nhog = [sys.executable, '-c', {hog!r}]")
        assert session.run("subprocess.run(hog, timeout=0.1)") is Ended.ERROR
        assert session.run("hogs = [subprocess.Popen(hog) for _ in range(4)]\nhogs[0].wait()") is Ended.DIED
        assert session.kernel.why == "memory"
    finally:
        session.kernel.close()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell what processes use")
def test_memory_that_processes_share_counts():
    code = "import mmap\nheld = mmap.mmap(-1, 2**26); held.write(bytes(2**26))\nprint('held', flush=True); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    before = usage(os.getpid(), 0)
    with subprocess.Popen([sys.executable, "-c", code], **pipes) as process:
        assert process.stdout.readline() == b"held\n"
        processes, memory = usage(os.getpid(), 0)
        process.communicate(b"\n")
    assert processes == before[0] + 1
    assert memory - before[1] >= 2**26


def test_messages_that_nobody_reads_end_the_run(monkeypatch):
    monkeypatch.setattr("curso.grading.kernels.started.WAITING_AT_MOST", 40 * 2**20)
    session = Session(Limits(cell_seconds=30.0))
    try:
        session.run(
            "import time\nkernel = get_ipython().kernel\nreader = kernel.get_parent()['header']['session'].encode()\n"
            "def flood():\n    for _ in range(15):\n"
            "        kernel.control_stream.socket.send_multipart([reader, bytes(8 * 2**20)])"
        )
        assert session.run("flood()\ntime.sleep(60)") is Ended.DIED
        assert session.kernel.why == "memory"
    finally:
        session.kernel.close()


def test_a_message_that_would_become_far_more_than_it_is_is_not_read(session, monkeypatch):
    monkeypatch.setattr("curso.grading.kernels.started.VALUES_AT_MOST", 2**20)
    session.run("def f(x):\n    return x\nvalues = [[]] * 2**20")
    f = session.kernel.respondent("01.f", "f")
    assert session.run("'[' * 2**19") is Ended.OK
    assert session.run("display({'application/json': values}, raw=True)") is Ended.DIED
    assert f.ask(Case((3,)), 2.0).value == 3


@pytest.mark.parametrize(("late", "problem"), [(30.0, None), (1000.0, Problem.TIMEOUT)])
def test_answers_have_a_minute_after_the_notebooks_own_time(late, problem):
    session = Session(Limits(notebook_seconds=-late))
    try:
        assert session.ask("abs", -1).problem is problem
        assert session.kernel.late
    finally:
        session.kernel.close()


DIES = """
import os, sys, zmq
kernel = zmq.Context().socket(zmq.ROUTER)
kernel.bind(sys.argv[1])
print("bound", flush=True)
who = kernel.recv_multipart()[0]
for _ in range(100):
    kernel.send_multipart([who, *[b"part"] * 7])
kernel.recv_multipart()
os._exit(0)
"""
READS = f"""
import asyncio, subprocess, sys, time, zmq
from curso.grading.kernels.started import connections

async def read():
    kernel = subprocess.Popen([sys.executable, "-c", {DIES!r}, sys.argv[1]], stdout=subprocess.PIPE)
    kernel.stdout.readline()
    with connections() as context, context.socket(zmq.DEALER) as socket:
        socket.connect(sys.argv[1])
        await socket.send(b"begin")
        messages = [await socket.recv_multipart() for _ in range(3)]
        await socket.send(b"end")
        kernel.wait()
        time.sleep(0.3)  # libzmq hears of it in a thread of its own
        messages += [await socket.recv_multipart() for _ in range(97)]
    assert messages == [[b"part"] * 7] * 100

asyncio.run(asyncio.wait_for(read(), 60))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kernels are reached through a file on other systems only")
def test_a_kernel_that_dies_while_its_messages_are_read_does_not_take_the_grader_with_it(tmp_path):
    done = subprocess.run([sys.executable, "-c", READS, f"ipc://{tmp_path}/k"], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()


def test_a_flood_is_cut_as_it_arrives():
    session = Session()
    try:
        assert session.run("while True: print('x' * 10_000)") is Ended.TIMEOUT
        texts = [o.text for o in session.nb.cells[0].outputs if o.output_type == "stream"]
        assert CUT.en in texts
        assert 100_000 < sum(map(len, texts)) < 210_000
        assert session.run("'still here'") is Ended.OK
    finally:
        session.kernel.close()


def test_answers_are_asked_in_the_kernel_and_come_back_plain(session):
    session.run("import numpy as np\ndef half(x):\n    print('aside')\n    return np.asarray(x) / 2\nnumber = 3")
    reply = session.ask("half", [1.0, 2.0])
    assert (reply.problem, reply.printed, reply.value.tolist()) == (None, True, [0.5, 1.0])
    assert session.ask("number").value == session.kernel.value("number").value == 3
    assert session.kernel.value("1 / 0").error == "ZeroDivisionError"
    assert session.ask("missing").problem is Problem.RAISED
    assert session.ask("half", 1, 2).problem is Problem.PARAMETERS
    session.run("def later(x):\n    ...")
    assert session.kernel.respondent("01.later", "later").blank() is True
    assert said(session.nb.cells[-1]) == ""


def test_an_answer_without_end_is_stopped_and_the_notebook_goes_on(session):
    session.run("def endless(x):\n    while True: pass\nkept = 7")
    assert session.ask("endless", 1, seconds=0.5).problem is Problem.TIMEOUT
    assert session.run("kept") is Ended.OK
    assert session.last == "7"


def test_an_answer_that_ends_the_process_costs_only_itself(session):
    session.run("import os\ncalls = []\ndef deadly(x):\n    os._exit(0)\ndef honest(x):\n    return x")
    honest = session.kernel.respondent("01.honest", "honest")
    deadly = session.kernel.respondent("01.deadly", "deadly")
    session.kernel.tell("01.honest", True)
    assert deadly.ask(Case((1,)), 2.0).problem is Problem.NO_REPLY
    assert deadly.ask(Case((1,)), 2.0).problem is Problem.NO_REPLY
    assert session.run("from curso.notebook import passed\npassed('01.honest'), len(In)") is Ended.OK
    assert session.last == "(True, 3)"
    assert honest.ask(Case((9,)), 2.0).value == 9


def test_names_that_change_later_change_no_answer(session):
    session.run("def helper(x):\n    return x\ndef answer(x):\n    return helper(x)")
    answer = session.kernel.respondent("01.answer", "answer")
    session.run("def helper(x):\n    return None\ndel answer")
    assert answer.ask(Case((2,)), 2.0).value == 2
    session.run("helper(1) is None, 'answer' in globals()")
    assert session.last == "(True, False)"


def test_what_comes_back_is_not_believed(session):
    session.run("f = abs")
    f = session.kernel.respondent("01.f", "f")
    session.run("import curso.box.cold_probe as probe\nprobe.answer = lambda *args: 'nonsense'")
    assert f.ask(Case((-1,)), 2.0).problem is Problem.MALFORMED
    assert f.blank() is False


def test_nothing_that_answers_print_after_the_last_cell_is_in_the_notebook(session):
    session.run("def spy(x):\n    display(x); print(x); import os; os.write(1, b'seen'); return x")
    spy = session.kernel.respondent("01.spy", "spy")
    session.run("shown = display('untouched', display_id='d')")
    session.kernel.finish()
    before = copy.deepcopy(session.nb)
    assert spy.ask(Case(("hidden",)), 2.0).value == "hidden"
    assert session.nb == before


def test_every_run_begins_with_the_same_seeds():
    rolls = "import random, numpy as np\nrandom.random(), np.random.rand(), hash('text')"
    first, second = cold(notebook(rolls))[0], cold(notebook(rolls))[0]
    assert said(first.cells[0]) == said(second.cells[0]) != ""


def test_nothing_is_left_when_a_kernel_is_closed():
    session = Session()
    process, folder = session.kernel._started.process, session.kernel._started._folder
    session.run("import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)")
    session.kernel.close()
    session.kernel.close()
    assert process.poll() is not None
    assert not folder.exists()
    assert not Path("/proc", str(process.pid)).exists()
    assert "cold kernel" not in [thread.name for thread in threading.enumerate()]
