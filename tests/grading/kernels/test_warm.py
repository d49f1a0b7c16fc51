"""A child of the warm process runs a notebook, answers for it, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from curso.exercises.probe import Problem
from curso.exercises.spec import Case
from curso.grading.kernels.base import Ended, Way
from curso.grading.kernels.warm import WarmBox, WarmKernel, can_be_warm
from curso.grading.sandbox import Level, Limits, level

pytestmark = [
    pytest.mark.skipif(
        not can_be_warm() or level() is not Level.BUBBLEWRAP, reason="there is no bubblewrap on this machine"
    ),
    pytest.mark.xdist_group("warm"),
]
LIMITS = replace(Limits(), cell_seconds=2.0, notebook_seconds=20.0, processes=40, memory=2**30)


@pytest.fixture(scope="module")
def box() -> Iterator[WarmBox]:
    box = WarmBox(LIMITS)
    yield box
    box.close()


class Ran:
    """A notebook that was run, as far as it went."""

    def __init__(self, box: WarmBox, *sources: str, way: Way = Way.TOGETHER) -> None:
        self.nb = new_notebook(cells=[new_code_cell(source) for source in sources])
        self.kernel = WarmKernel(box, self.nb, 4, way)
        self.ended = [self.kernel.run(cell, index) for index, cell in enumerate(self.nb.cells)]

    def run(self, source: str, gentle: bool = False) -> Any:
        cell = new_code_cell(source)
        self.nb.cells.append(cell)
        self.ended.append(self.kernel.run(cell, len(self.nb.cells) - 1, gentle))
        return cell

    def text(self, index: int = -1) -> str:
        return "".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in self.nb.cells[index].outputs)

    def __enter__(self) -> Ran:
        return self

    def __exit__(self, *_: object) -> None:
        self.kernel.close()


def test_cells_share_their_names_and_an_error_does_not_stop_the_next(box):
    with Ran(box, "a = 20", "1/0", "print('seen'); a + 1") as ran:
        assert ran.ended == [Ended.OK, Ended.ERROR, Ended.OK]
        assert [o.output_type for o in ran.nb.cells[2].outputs] == ["stream", "execute_result"]
        assert ran.text() == "seen\n21"
        assert ran.nb.cells[1].outputs[0].ename == "ZeroDivisionError"


def test_what_c_code_and_subprocesses_write_is_there_too(box):
    with Ran(box, "import os, subprocess\nos.write(1, b'one ')\nsubprocess.run(['echo', 'two']);") as ran:
        assert "one two" in ran.text()


def test_what_a_process_of_the_students_prints_is_there_and_it_does_not_speak_for_the_notebook(box):
    work = "from multiprocessing import Process\np = Process(target=print, args=('from afar',)); p.start(); p.join()"
    loose = "import os\nif os.fork() == 0: print('child')\nelse: os.wait(); print('parent')"
    with Ran(box, work, loose, "print('on')") as ran:
        assert ran.ended == [Ended.OK] * 3
        assert [ran.text(i) for i in range(3)] == ["from afar\n", "parent\nchild\n", "on\n"]


def test_a_cell_that_takes_too_long_is_interrupted_and_the_next_one_runs(box):
    with Ran(box, "import time\ntime.sleep(60)", "print(7)") as ran:
        assert ran.ended == [Ended.TIMEOUT, Ended.OK]
        assert ran.nb.cells[0].outputs[-1].ename == "KeyboardInterrupt"
        assert ran.text() == "7\n"


def test_a_cell_that_will_not_be_interrupted_costs_what_comes_after_but_not_what_was_answered(box):
    stubborn = "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException: pass"
    with Ran(box, "def f(x): return 2 * x") as ran:
        answer = ran.kernel.respondent("01.f", "f")
        ran.run(stubborn)
        assert ran.ended[-1] is Ended.TIMEOUT
        assert not ran.kernel.alive
        assert ran.kernel.run(new_code_cell("1"), 9) is Ended.DIED
        ran.kernel.finish()
        assert answer.ask(Case((4,)), 2.0).value == 8


@pytest.mark.parametrize("way", ["import os; os._exit(0)", "import os; os.kill(os.getpid(), 9)", "exit()"])
def test_a_process_that_ends_itself_is_said_to_have_died(box, way):
    with Ran(box, way) as ran:
        assert ran.ended[0] in (Ended.DIED, Ended.OK)
        assert not ran.kernel.alive
    with Ran(box, "print('next')") as ran:
        assert ran.text() == "next\n"


@pytest.mark.parametrize("way", [Way.TOGETHER, Way.APART])
def test_an_answer_is_what_it_was_when_its_check_was_reached(box, way):
    with Ran(box, "k = [1]\ndef f(x): return x + k[0] + c\nc = 10", way=way) as ran:
        answer = ran.kernel.respondent("01.f", "f")
        ran.run("c = 100\ndef f(x): return 0", gentle=True)
        ran.run("k[0] = 99; c = 1000; def_f = f\ndef f(x): return 0")
        ran.kernel.finish()
        assert answer.ask(Case((5,)), 2.0).value == 16
        assert ran.kernel.again is None


def test_several_answers_of_one_snapshot_have_each_their_own_names(box):
    with Ran(box, "c = 10\ndef f(x): return x + c") as ran:
        first = ran.kernel.respondent("01.f", "f")
        ran.run("c = 20\ndef g(x): return x + c", gentle=True)
        second = ran.kernel.respondent("01.g", "g")
        third = ran.kernel.respondent("01.f", "f")
        ran.run("import os; os._exit(0)")
        assert not ran.kernel.alive
        ran.kernel.finish()
        assert [answer.ask(Case((1,)), 2.0).value for answer in (third, first, second)] == [21, 11, 21]
        assert ran.kernel.again is None


def test_a_value_that_can_be_changed_in_place_is_what_it_was_whatever_runs_next(box):
    with Ran(box, "import numpy as np\nx, n = np.zeros(3), 3") as ran:
        array, number = ran.kernel.respondent("01.x", "x"), ran.kernel.respondent("01.n", "n")
        ran.run("x += 1; n += 1", gentle=True)
        ran.kernel.finish()
        np.testing.assert_array_equal(array.ask(Case((), ask="value"), 2.0).value, [0, 0, 0])
        assert number.ask(Case((), ask="value"), 2.0).value == 3


def test_with_threads_an_answer_still_finds_the_names_of_its_moment(box):
    threads = "import threading, time\nthreading.Thread(target=time.sleep, args=(30,), daemon=True).start()"
    with Ran(box, threads, "c = 10\ndef f(x): return x + c") as ran:
        answer = ran.kernel.respondent("01.f", "f")
        assert answer.ask(Case((1,)), 2.0).value == 11
        ran.run("c = 1000")
        ran.kernel.finish()
        assert answer.ask(Case((5,)), 2.0).value == 15
        assert answer.blank() is False


def test_an_object_whose_type_cannot_be_compared_ends_nothing(box):
    liar = (
        "class M(type):\n    __hash__ = None\n    def __eq__(self, other): raise SystemExit\nclass A(metaclass=M): pass"
    )
    with Ran(box, liar, "def f(x): return x", "x = A()") as ran:
        others = [ran.kernel.respondent("01.x", name) for name in ("f", "x", "A")]
        assert ran.run("print('on')").outputs[0].text == "on\n"
        assert others[0].ask(Case((1,)), 2.0).value == 1
        assert ran.kernel.again is None


def test_arrays_go_in_and_come_back(box):
    with Ran(box, "import numpy as np\ndef f(x): return {'mean': x.mean(axis=0), 'n': len(x)}") as ran:
        reply = ran.kernel.respondent("01.f", "f").ask(Case((np.arange(6.0).reshape(3, 2),)), 2.0)
        assert reply.value["n"] == 3
        np.testing.assert_array_equal(reply.value["mean"], [2, 3])


def test_what_an_answer_does_while_it_is_asked_is_shown_nowhere(box):
    source = (
        "import os, matplotlib.pyplot as plt\nseen = []\n"
        "def f(x):\n    seen.append(x); print('heard', x); os.write(1, b'heard'); plt.plot([1]); display('heard')\n"
        "    return x"
    )
    # apart, the notebook knows nothing of it; together, it goes as when the student checks the answer there
    for way, seen in ((Way.APART, "seen []\n"), (Way.TOGETHER, "seen [5]\n")):
        with Ran(box, source, way=way) as ran:
            assert ran.kernel.respondent("01.f", "f").ask(Case((5,)), 5.0).value == 5
            ran.run("print('seen', seen)")
            assert ran.text() == seen
            assert "heard" not in str([cell.outputs for cell in ran.nb.cells])


RAISES, LOOPS = ("raise ValueError('no')", Problem.RAISED), ("while True: pass", Problem.TIMEOUT)
DEADLY = [
    ("import time\n    while True:\n        try: time.sleep(9)\n        except BaseException: pass", Problem.TIMEOUT),
    ("import os; os._exit(3)", Problem.NO_REPLY),
    ("import ctypes; ctypes.string_at(0)", Problem.NO_REPLY),
]


@pytest.mark.parametrize(
    ("way", "body", "problem"),
    [(Way.APART, *each) for each in (RAISES, LOOPS, *DEADLY)] + [(Way.TOGETHER, *each) for each in (RAISES, LOOPS)],
)
def test_an_answer_that_cannot_be_had_says_why_and_costs_only_itself(box, way, body, problem):
    with Ran(box, f"def f(x):\n    {body}\ndef g(x): return -x", way=way) as ran:
        bad, good = ran.kernel.respondent("01.f", "f"), ran.kernel.respondent("01.g", "g")
        assert bad.ask(Case((1,)), 0.5).problem is problem
        assert good.ask(Case((1,)), 2.0).value == -1
        assert ran.run("print('on')").outputs[0].text == "on\n"
        assert ran.kernel.again is None


@pytest.mark.parametrize("gentle", [True, False])
@pytest.mark.parametrize(("body", "problem"), DEADLY)
def test_an_answer_that_takes_others_with_it_asks_for_a_run_that_keeps_them_apart(box, gentle, body, problem):
    with Ran(box, f"def f(x):\n    {body}\ndef g(x): return -x") as ran:
        bad, good = ran.kernel.respondent("01.f", "f"), ran.kernel.respondent("01.g", "g")
        assert good.ask(Case((1,)), 2.0).value == -1
        ran.run("print('on')", gentle)
        assert bad.ask(Case((1,)), 0.5).problem is problem
        assert good.ask(Case((1,)), 2.0).problem is not None
        assert ran.kernel.again is Way.APART


def test_an_answer_that_ends_its_process_last_and_alone_takes_nothing_with_it(box):
    with Ran(box, "import os\ndef f(x): os._exit(0)") as ran:
        answer = ran.kernel.respondent("01.f", "f")
        ran.kernel.finish()
        assert answer.ask(Case((1,)), 2.0).problem is Problem.NO_REPLY
        assert ran.kernel.again is None


def test_answers_that_threads_keep_from_a_snapshot_when_they_need_it_are_had_apart(box):
    with Ran(box, "k = [1]\ndef f(x): return k[0]") as ran:
        ran.kernel.respondent("01.f", "f")
        threads = "import threading, time\nthreading.Thread(target=time.sleep, args=(30,), daemon=True).start()"
        ran.run(threads, gentle=True)
        assert ran.kernel.again is None
        ran.run("k[0] = 2")
        assert ran.kernel.again is Way.APART


def test_where_tensorflow_may_start_threads_an_answer_has_its_snapshot_at_once(box):
    with Ran(
        box, "import sys, types\nsys.modules['tensorflow'] = types.ModuleType('tensorflow')\ndef f(x): return x"
    ) as ran:
        answer = ran.kernel.respondent("01.f", "f")
        ran.run("import os; os._exit(0)", gentle=True)
        assert answer.ask(Case((1,)), 2.0).value == 1


def test_the_folders_that_are_always_there_carry_nothing_to_the_next_notebook(box):
    each = "import os\nfor p in ('/tmp', os.environ['HOME'], '/dev/shm'):"
    look = f"{each}\n    s = os.stat(p); print(s.st_atime, s.st_mtime, oct(s.st_mode))"
    with Ran(box, look, f"{each} os.utime(p, (12345, 12345)); os.chmod(p, 0o731)", look) as ran:
        assert "12345" not in ran.text(0)
        assert (ran.text().count("12345.0 12345.0"), ran.text().count("731")) == (3, 3)
    with Ran(box, look) as ran:
        assert (ran.text().count("12345"), ran.text().count("700")) == (0, 3)


def test_where_no_snapshot_can_be_taken_a_run_in_a_cold_kernel_is_asked_for(box):
    threads = "import threading, time\nthreading.Thread(target=time.sleep, args=(30,), daemon=True).start()"
    for way in (Way.TOGETHER, Way.APART):
        with Ran(box, threads, "import os\ndef f(x): os._exit(0)", way=way) as ran:
            assert ran.kernel.respondent("01.f", "f").ask(Case((1,)), 2.0).problem is Problem.NO_REPLY
            assert ran.kernel.again is Way.COLD


def test_a_name_that_is_not_there_is_an_answer_that_raises(box):
    with Ran(box, "x = 1") as ran:
        reply = ran.kernel.respondent("01.f", "f").ask(Case((1,)), 1.0)
        assert (reply.problem, reply.error) == (Problem.RAISED, "NameError")
        assert ran.kernel.value("x").value == 1
        assert ran.kernel.value("y").error == "NameError"


def test_later_cells_know_how_a_check_went(box):
    with Ran(box, "from curso.notebook import passed\ndef f(x): return x") as ran:
        ran.kernel.tell("01.f", True)
        assert ran.run("passed('01.f'), passed('01.g')").outputs[0].data["text/plain"] == "(True, False)"


def test_every_notebook_starts_with_the_same_seed(box):
    draw = "import random, numpy as np\nrandom.random(), np.random.rand(), hash('text')"
    texts = []
    for _ in range(2):
        with Ran(box, draw) as ran:
            texts.append(ran.text())
    assert texts[0] == texts[1]


def test_nothing_of_a_notebook_is_there_for_the_next(box):
    leave = (
        "import os, sys, subprocess, builtins, json, pathlib, mmap\n"
        "for place in ('/tmp', os.environ['HOME'], '/dev/shm'):\n"
        "    os.makedirs(place + '/a/b'); open(place + '/a/b/note', 'w').write('hi'); os.chmod(place + '/a', 0)\n"
        "subprocess.Popen(['setsid', 'sleep', '300'])\n"
        "builtins.note = json.note = 1; sys.path.append('/tmp/a'); os.environ['NOTE'] = '1'\n"
        "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        import time; time.sleep(300)\n    os._exit(0)\n"
        "import socket; s = socket.socket(socket.AF_UNIX); s.bind('\\0note'); s.listen()"
    )
    look = (
        "import os, sys, builtins, json, socket\n"
        "found = [f for place in ('/tmp', os.environ['HOME'], '/dev/shm') for f in os.listdir(place) if f == 'a']\n"
        "names = [hasattr(builtins, 'note'), hasattr(json, 'note'), '/tmp/a' in sys.path, 'NOTE' in os.environ]\n"
        "there = [open(f'/proc/{p}/cmdline', 'rb').read() for p in os.listdir('/proc') if p.isdigit()]\n"
        "others = [line for line in there if b'sleep' in line]\n"
        "s = socket.socket(socket.AF_UNIX)\nprint(found, any(names), others, s.connect_ex('\\0note') != 0)"
    )
    with Ran(box, leave) as ran:
        assert ran.ended == [Ended.OK], ran.nb.cells[0].outputs
    with Ran(box, look) as ran:
        assert ran.text() == "[] False [] True\n"


def test_processes_without_end_stop_at_the_limit(box):
    with Ran(box, "import os, time\nfor _ in range(60):\n    if os.fork() == 0: time.sleep(60)") as ran:
        assert "BlockingIOError" in [output.get("ename") for output in ran.nb.cells[0].outputs]
    with Ran(box, "print('next')") as ran:
        assert ran.text() == "next\n"


def test_memory_of_many_processes_ends_the_notebook_and_is_said_to_have(box, monkeypatch):
    monkeypatch.setattr(box, "limits", replace(LIMITS, cell_seconds=30.0))
    bomb = (
        "import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n"
        "        held = b'x' * (300 * 2**20); time.sleep(60)\ntime.sleep(60)"
    )
    with Ran(box, bomb) as ran:
        assert ran.ended == [Ended.DIED]
    assert ran.kernel.why == "memory"
    with Ran(box, "print('next')") as ran:
        assert ran.text() == "next\n"


HOLDS = "held = b'x' * (50 * 2**20); time.sleep(60); os._exit(0)"
LITTLE = replace(LIMITS, cell_seconds=30.0, notebook_seconds=60.0, memory=250 * 2**20)


def test_memory_counts_of_processes_that_nobody_may_look_into_too(box, monkeypatch):
    monkeypatch.setattr(box, "limits", LITTLE)
    bomb = (
        "import ctypes, os, time\nfor _ in range(7):\n    if os.fork() == 0:\n"
        f"        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0); {HOLDS}\ntime.sleep(60)"
    )
    with Ran(box, bomb) as ran:
        assert ran.ended == [Ended.DIED]
    assert ran.kernel.why == "memory"


def test_memory_counts_of_programs_that_have_nothing_from_the_warm_process(box, monkeypatch):
    monkeypatch.setattr(box, "limits", LITTLE)
    holds = f"import os, time; {HOLDS}"
    bomb = (
        f"import subprocess, sys, time\nprogram = [sys.executable, '-S', '-c', {holds!r}]\n"
        "programs = [subprocess.Popen(program) for _ in range(7)]\ntime.sleep(60)"
    )
    with Ran(box, bomb) as ran:
        assert ran.ended == [Ended.DIED]
    assert ran.kernel.why == "memory"


def test_memory_counts_although_the_process_that_looks_is_stopped(box, monkeypatch):
    monkeypatch.setattr(box, "limits", LITTLE)
    bomb = (
        "import os, signal, time\nos.kill(os.getppid(), signal.SIGSTOP)\n"
        f"for _ in range(7):\n    if os.fork() == 0:\n        {HOLDS}\ntime.sleep(60)"
    )
    with Ran(box, bomb) as ran:
        assert ran.ended == [Ended.DIED]
    assert ran.kernel.why == "memory"
    with Ran(box, "print('next')") as ran:
        assert ran.text() == "next\n"


def test_memory_counts_while_an_answer_is_asked_too(box, monkeypatch):
    monkeypatch.setattr(box, "limits", LITTLE)
    bomb = (
        "import os, signal, time\nserver = os.getppid()\ndef f(x):\n    os.kill(server, signal.SIGSTOP)\n"
        f"    for _ in range(7):\n        if os.fork() == 0:\n            {HOLDS}\n    time.sleep(60)"
    )
    with Ran(box, bomb) as ran:
        assert ran.kernel.respondent("01.f", "f").ask(Case((1,)), 30.0).problem is Problem.NO_REPLY
    assert ran.kernel.why == "memory"


def test_what_snapshots_share_counts_once(box, monkeypatch):
    monkeypatch.setattr(box, "limits", LITTLE)
    with Ran(box, "held = b'x' * (60 * 2**20)\ndef f(x): return held[x]") as ran:
        answers = [ran.kernel.respondent("01.f", "f") for _ in range(4)]
        for _ in range(20):
            box._next_look = 0
            box.look()
        ran.run("import time; time.sleep(0.5)")
        assert [answer.ask(Case((1,)), 2.0).value for answer in answers] == [ord("x")] * 4
    assert ran.kernel.why == ""


@pytest.mark.parametrize(("late", "problem"), [(30.0, None), (1000.0, Problem.TIMEOUT)])
def test_answers_have_a_minute_after_the_notebooks_own_time(box, monkeypatch, late, problem):
    monkeypatch.setattr(box, "limits", replace(LIMITS, notebook_seconds=-late))
    with Ran(box) as ran:
        reply = ran.kernel.respondent("01.f", "abs").ask(Case((-1,)), 2.0)
        assert ran.kernel.late
        assert reply.problem is problem


def test_memory_that_one_process_asks_for_is_refused_inside(box):
    with Ran(box, "held = bytearray(3 * 2**30)", "print('on')") as ran:
        assert ran.ended == [Ended.ERROR, Ended.OK]
        assert ran.nb.cells[0].outputs[0].ename == "MemoryError"


def test_a_warm_process_that_is_lost_is_started_again(box):
    with Ran(box, "1"):
        pass
    box._process.kill()
    with Ran(box, "print('again')") as ran:
        assert ran.text() == "again\n"


def test_the_warm_process_cannot_be_reached_from_a_notebook(box):
    attack = (
        "import os, signal\n"
        "for pid in sorted(int(p) for p in os.listdir('/proc') if p.isdigit()):\n"
        "    if pid != os.getpid():\n"
        "        try: open(f'/proc/{pid}/mem', 'rb').read(1); print('read', pid)\n"
        "        except OSError: pass\n"
        "        try: os.kill(pid, signal.SIGKILL)\n"
        "        except OSError: pass"
    )
    with Ran(box, attack) as ran:
        assert "read" not in ran.text()
    with Ran(box, "print('next')") as ran:
        assert ran.text() == "next\n"
