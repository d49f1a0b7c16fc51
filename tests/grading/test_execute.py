"""A notebook is run in the sandbox, its checks are judged outside, and only what code earns counts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell
from small_course import ALL_RIGHT, COST, LESSONS, WRONG_COST, answered, student_notebook

from curso.exercises.spec import find, hidden_cases, public_cases
from curso.grading.execute import Settings, close_boxes, execute, open_kernel
from curso.grading.kernels.base import Way
from curso.grading.notes import remembered
from curso.grading.preload import NotInstalled
from curso.grading.sandbox import Level, Limits, level
from curso.text import Language

pytestmark = [
    pytest.mark.skipif(level() is not Level.BUBBLEWRAP, reason="there is no bubblewrap on this machine"),
    pytest.mark.xdist_group("warm"),
]
SECRET = "un-secreto-de-prueba-0123456789"
SETTINGS = Settings(SECRET, limits=replace(Limits(), cell_seconds=3.0, notebook_seconds=25.0))


@pytest.fixture(scope="module", autouse=True)
def _no_box_is_left():
    yield
    close_boxes()


def notebook(lang: Language = "es", extra: dict[str, str] | None = None, **answers: str) -> Any:
    """The first lesson of the small course with these answers; `extra` cells come after the cell that they name."""
    nb = student_notebook(LESSONS[0], lang)
    answered(**answers)(nb)
    for after, source in (extra or {}).items():
        place = [cell.get("id") for cell in nb.cells].index(after) + 1
        nb.cells.insert(place, new_code_cell(source))
    return nb


def number(value: Any) -> Any:
    """A case's argument as plain floats."""
    return np.asarray(value, dtype=float).tolist()


def outputs(nb: Any, cell_id: str) -> list[Any]:
    return next(cell.outputs for cell in nb.cells if cell.get("id") == cell_id)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_right_answers_earn_all_and_the_verdict_speaks_the_notebooks_language(lang):
    nb = notebook(lang, **ALL_RIGHT)
    assert execute(nb, SETTINGS) == {"check_predict": 1.0, "check_cost": 2.0}
    verdict, number = outputs(nb, "check-cost")
    assert ("Correcto" if lang == "es" else "Correct ") in verdict.data["text/plain"]
    assert f'lang="{lang}"' in verdict.data["text/html"]
    assert number.data["text/plain"] == "2.0"
    assert remembered(nb) == []
    nbformat.validate(nb)


def test_a_known_mistake_is_named_and_what_is_untouched_is_not_called_wrong():
    nb = notebook("en", cost=WRONG_COST)
    assert execute(nb, SETTINGS) == {"check_predict": 0.0, "check_cost": 0.0}
    assert "curso-unattempted" in outputs(nb, "check-predict")[0].data["text/html"]
    assert "You divided by m" in outputs(nb, "check-cost")[0].data["text/plain"]


def test_public_cases_alone_are_not_enough():
    spec = find("01.cost")
    known = [([number(a) for a in case.args], float(spec.reference(*case.args))) for case in public_cases(spec)]
    looked_up = (
        f"KNOWN = {known!r}\n"
        "def cost(theta0, theta1, x, y):\n"
        "    asked = [float(theta0), float(theta1), [float(v) for v in x], [float(v) for v in y]]\n"
        "    return next((value for args, value in KNOWN if args == asked), 0.0)"
    )
    nb = notebook("en", cost=looked_up)
    assert execute(nb, SETTINGS)["check_cost"] < 2.0
    assert "hidden" in str(outputs(nb, "check-cost")[0]).lower()


def test_a_kernel_that_dies_keeps_what_was_earned_before():
    nb = notebook("en", extra={"check-predict": "import os; os._exit(1)"}, **ALL_RIGHT)
    assert execute(nb, SETTINGS) == {"check_predict": 1.0, "check_cost": 0.0}
    assert any("died" in note.en for note in remembered(nb))
    assert outputs(nb, "check-cost")[-1].data["text/plain"] == "0.0"


THREADS = "import threading, time\nthreading.Thread(target=time.sleep, args=(10**6,), daemon=True).start()"


@pytest.mark.parametrize("cold", [False, True])
def test_answers_that_live_in_a_process_with_threads_outlast_it(cold):
    """Such a process is not forked: what dies with it is had from a cold kernel, with the same marks."""
    extra = {"setup": THREADS, "check-predict": "import os; os._exit(1)"}
    nb = notebook("en", extra=extra, **ALL_RIGHT)
    assert execute(nb, replace(SETTINGS, cold=cold)) == {"check_predict": 1.0, "check_cost": 0.0}
    assert ["died" in note.en for note in remembered(nb)] == [True]


@pytest.mark.parametrize("when", ["asked at the check", "asked at the end"])
@pytest.mark.parametrize("way", ["os._exit(3)", "ctypes.string_at(0)"])
def test_an_answer_that_ends_its_process_costs_only_itself(way, when):
    """The notebook is run again, each answer in a process of its own."""
    public = [number(case.args[0]) for case in public_cases(find("01.predict"))]
    then = "True" if when == "asked at the check" else f"float(theta0) not in {public!r}"
    deadly = (
        f"def predict(theta0, theta1, x):\n    import ctypes, os\n    if {then}: {way}\n    return theta0 + theta1 * x"
    )
    nb = notebook("en", extra={"check-cost": "print('on')"}, predict=deadly, cost=COST)
    assert execute(nb, SETTINGS) == {"check_predict": 0.0, "check_cost": 2.0}
    assert any("when it was asked" in note.en for note in remembered(nb))
    assert not any("died" in note.en for note in remembered(nb))


def test_once_it_was_told_hidden_inputs_nothing_that_a_notebook_puts_out_is_taken(monkeypatch):
    ran: list[tuple[Way, Any]] = []

    def opened(nb: Any, settings: Settings, checks: int, way: Way) -> Any:
        ran.append((way, nb))
        return open_kernel(nb, settings, checks, way)

    monkeypatch.setattr("curso.grading.execute.open_kernel", opened)
    public = [number(case.args[0]) for case in public_cases(find("01.predict"))]
    carry = (
        "def predict(theta0, theta1, x):\n    import os\n"
        f"    if float(theta0) not in {public!r}:\n        os.utime('/tmp', ns=(2**60, 2**60)); os._exit(0)\n"
        "    return theta0 + theta1 * x"
    )
    read = "import os\nprint(os.stat('/tmp').st_atime_ns, os.stat('/tmp').st_mtime_ns)"
    nb = notebook("en", extra={"setup": read}, predict=carry, cost=COST)
    assert execute(nb, SETTINGS) == {"check_predict": 0.0, "check_cost": 2.0}
    assert [way for way, _ in ran] == [Way.TOGETHER, Way.APART]
    assert ran[0][1] is nb
    assert ran[1][1] is not nb
    for _, each in ran:
        assert str(2**60) not in json.dumps([cell.get("outputs") for cell in each.cells])


def test_a_verdict_that_was_reached_stays_when_the_notebook_is_run_again_for_others():
    """The second run gets stuck, as on a busy machine: it is asked for what was lost, and takes nothing away."""
    public = [number(case.args[0]) for case in public_cases(find("01.cost"))]
    deadly = (
        f"def cost(theta0, theta1, x, y):\n    import os\n    if float(theta0) not in {public!r}: os._exit(0)\n"
        + "\n".join(COST.splitlines()[1:])
    )
    nb = notebook("en", predict=ALL_RIGHT["predict"], cost=deadly)
    ways: list[Way] = []

    def opened(nb: Any, settings: Settings, checks: int, way: Way) -> Any:
        ways.append(way)
        if len(ways) > 1:
            for cell in nb.cells:
                if cell.get("id") == "setup":
                    cell.source = "import os; os._exit(0)"
        return open_kernel(nb, settings, checks, way)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("curso.grading.execute.open_kernel", opened)
        assert execute(nb, SETTINGS) == {"check_predict": 1.0, "check_cost": 0.0}
    assert ways == [Way.TOGETHER, Way.APART]


@pytest.mark.parametrize("how", ["exit()", "import asyncio; asyncio.run(asyncio.sleep(0))"])
def test_what_an_answer_does_to_its_process_while_it_is_asked_costs_no_other_answer(how):
    hidden_in_it = f"def predict(theta0, theta1, x):\n    {how}\n    return theta0 + theta1 * x"
    nb = notebook("en", extra={"check-predict": "print('on')"}, predict=hidden_in_it, cost=COST)
    assert execute(nb, SETTINGS)["check_cost"] == 2.0
    assert remembered(nb) == []
    (cell,) = [cell for cell in nb.cells if cell.source == "print('on')"]
    assert cell.outputs[0].text == "on\n"


def test_a_late_reply_is_not_taken_for_another_answers():
    late = (
        "def predict(theta0, theta1, x):\n    import signal, time\n    signal.signal(signal.SIGALRM, signal.SIG_IGN)\n"
        "    time.sleep(6)\n    return 0.0"
    )
    nb = notebook("en", extra={"setup": THREADS}, predict=late, cost=COST)
    settings = replace(SETTINGS, limits=replace(Limits(), notebook_seconds=60.0))
    assert execute(nb, settings) == {"check_predict": 0.0, "check_cost": 2.0}


def test_a_cell_of_the_lesson_that_only_shows_something_is_not_run():
    shows = 'if passed("01.predict"):\n    print("seen")'
    released = notebook("en", extra={"check-predict": shows})
    for releases, seen in (([released], ""), ([], "seen\n"), ([notebook("en")], "seen\n")):
        nb = notebook("en", extra={"check-predict": shows}, **ALL_RIGHT)
        assert execute(nb, SETTINGS, releases) == {"check_predict": 1.0, "check_cost": 2.0}
        (cell,) = [cell for cell in nb.cells if cell.source == shows]
        assert "".join(output.text for output in cell.outputs) == seen


def test_without_a_package_of_the_lesson_nothing_is_graded():
    with pytest.raises(NotInstalled, match="no_such_package"):
        execute(notebook("en", **ALL_RIGHT), replace(SETTINGS, needs=("numpy", "no_such_package")))


def test_a_cell_without_end_costs_its_own_points_only():
    nb = notebook("en", extra={"check-predict": "while True: pass"}, **ALL_RIGHT)
    assert execute(nb, SETTINGS) == {"check_predict": 1.0, "check_cost": 2.0}
    assert any("too long" in note.en for note in remembered(nb))


def test_after_two_time_outs_the_rest_is_not_run():
    nb = notebook("en", extra={"setup": "while True: pass", "predict": "while True: pass"}, **ALL_RIGHT)
    assert execute(nb, SETTINGS) == {"check_predict": 0.0, "check_cost": 0.0}
    assert any("time ran out" in note.en for note in remembered(nb))


def test_hidden_inputs_are_seen_by_no_cell():
    spy = (
        "heard = []\ndef cost(theta0, theta1, x, y):\n    heard.append((theta0, theta1, list(x), list(y)))\n"
        "    import pathlib; pathlib.Path('/tmp/heard').write_text(repr(heard))\n" + "\n".join(COST.splitlines()[1:])
    )
    later = (
        "import pathlib, time\nprint(heard)\np = pathlib.Path('/tmp/heard')\nprint(p.read_text() if p.exists() else '')"
    )
    nb = notebook("en", extra={"check-cost": later}, predict=ALL_RIGHT["predict"], cost=spy)
    assert execute(nb, SETTINGS)["check_cost"] == 2.0
    shown = {v for case in public_cases(find("01.cost")) for v in number(case.args[2])}
    hidden = {v for case in hidden_cases(find("01.cost"), SECRET) for v in number(case.args[2])} - shown
    drawn = [repr(v) for v in hidden if len(repr(v)) > 8]
    assert len(drawn) > 5
    text = json.dumps([cell.get("outputs") for cell in nb.cells])
    assert "heard" not in text
    assert not [v for v in drawn if v in text]


def test_a_check_cell_that_asks_nothing_known_is_worth_nothing_and_says_so():
    nb = notebook("en", **ALL_RIGHT)
    for cell in nb.cells:
        if cell.get("id") == "check-cost":
            cell.source = "assert True\n2.0"
        if cell.get("id") == "check-predict":
            cell.source = 'check("01.no_such_exercise", predict, points=1)'
    assert execute(nb, SETTINGS) == {"check_predict": 0.0, "check_cost": 0.0}
    assert sum("no verdict" in note.en for note in remembered(nb)) == 2


def test_what_the_student_prints_is_kept_and_a_flood_of_it_is_cut():
    flood = {"setup": "print('hello')\nfor i in range(3_000_000): print('x' * 100)\nprint('bye')"}
    nb = notebook("en", extra=flood, **ALL_RIGHT)
    assert execute(nb, replace(SETTINGS, limits=replace(Limits(), cell_seconds=30.0)))["check_cost"] == 2.0
    text = "".join(o.get("text", "") for o in nb.cells[2].outputs)
    assert text.startswith("hello")
    assert "too much" in text
    assert len(text) < 500_000
