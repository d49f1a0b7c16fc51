"""A worker gets bytes and gives bytes: no disk, no gradebook, and one bad notebook costs only itself."""

from __future__ import annotations

import json
import math
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import by_text
import nbformat
import pytest
from small_course import ALL_RIGHT, ANSWER, LESSONS, MODULE, answered, student_notebook

from curso.grading.course import Course, GradingError
from curso.grading.execute import Settings, execute
from curso.grading.task import GradedNotebook, Outcome, Task, grade_task
from curso.text import LANGUAGES, Language, Text

FIRST, SECOND = LESSONS


@pytest.fixture(autouse=True)
def _by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curso.grading.execute.execute", by_text.execute)


@pytest.fixture(scope="module")
def releases(released: Course) -> dict[str, dict[Language, bytes]]:
    return {
        lesson: {lang: (released.release(lang) / MODULE / f"{lesson}.ipynb").read_bytes() for lang in LANGUAGES}
        for lesson in LESSONS
    }


def handed_in(lesson: str, lang: Language, **answers: str) -> bytes:
    nb = student_notebook(lesson, lang)
    answered(**answers)(nb)
    return nbformat.writes(nb).encode()


def task(releases: Any, **notebooks: bytes) -> Task:
    return Task(MODULE, "ana", releases, notebooks, Settings(secret="a secret of the tests"))


def only(outcome: Outcome) -> GradedNotebook:
    [notebook] = outcome.notebooks
    return notebook


def scores(notebook: GradedNotebook) -> dict[str, float | None]:
    return {grade.grade_id: grade.auto_score for grade in notebook.grades}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_cell_gets_its_points_and_answers_wait_for_a_person(releases: Any, lang: Language) -> None:
    given = {**ALL_RIGHT, "cost": "def cost(): return 1", "conclusion": ANSWER[lang]}
    graded = only(grade_task(task(releases, **{FIRST: handed_in(FIRST, lang, **given)})))
    assert graded.failed is None
    assert scores(graded) == {
        "predict": None, "check_predict": 1.0, "cost": None, "check_cost": 0.0, "conclusion": None,
    }  # fmt: skip
    assert {grade.grade_id for grade in graded.grades if grade.needs_manual} == {"conclusion"}
    assert not any(grade.untouched for grade in graded.grades if not grade.grade_id.startswith("check_"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_untouched_answers_are_known_and_worth_nothing(releases: Any, lang: Language) -> None:
    graded = only(grade_task(task(releases, **{FIRST: handed_in(FIRST, lang)})))
    answers = {grade.grade_id: grade for grade in graded.grades if not grade.grade_id.startswith("check_")}
    assert all(answer.untouched for answer in answers.values()) and set(answers) == {"predict", "cost", "conclusion"}
    assert answers["conclusion"].auto_score == 0.0 and not answers["conclusion"].needs_manual


def test_a_notebook_that_cannot_be_read_costs_only_itself_and_says_why(releases: Any) -> None:
    outcome = grade_task(task(releases, **{FIRST: b'{"cells": [', SECOND: handed_in(SECOND, "es", **ALL_RIGHT)}))
    broken, whole = outcome.notebooks
    assert (broken.lesson, broken.content, broken.grades) == (FIRST, None, ()) and broken.failed is not None
    assert scores(whole)["check_gradient"] == 2.0


def test_a_notebook_that_breaks_the_grader_costs_only_itself(releases: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(nb: Any, settings: Settings, releases: Any) -> dict[str, float]:
        if nb.metadata.curso.lesson == FIRST:
            raise ZeroDivisionError("in the grader")
        return by_text.execute(nb, settings, releases)

    monkeypatch.setattr("curso.grading.execute.execute", breaks)
    notebooks = {lesson: handed_in(lesson, "en", **ALL_RIGHT) for lesson in LESSONS}
    broken, whole = grade_task(task(releases, **notebooks)).notebooks
    assert broken.failed is not None and "in the grader" in broken.failed.en
    assert scores(whole)["check_gradient"] == 2.0


def test_a_machine_that_cannot_grade_gives_no_zeros(releases: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_sandbox(nb: Any, settings: Settings, releases: Any) -> dict[str, float]:
        raise GradingError(Text(es="sin sandbox", en="no sandbox"))

    monkeypatch.setattr("curso.grading.execute.execute", no_sandbox)
    with pytest.raises(GradingError, match="no sandbox"):
        grade_task(task(releases, **{FIRST: handed_in(FIRST, "es")}))


@pytest.mark.parametrize(("opens", "cold"), [("socket.socketpair", False), ("tempfile.mkdtemp", True)])
@pytest.mark.parametrize("fault", [OSError(24, "Too many open files"), MemoryError("no memory left")])
def test_a_machine_that_runs_out_of_something_gives_no_zeros_and_says_of_what(
    releases: Any, monkeypatch: pytest.MonkeyPatch, opens: str, cold: bool, fault: Exception
) -> None:
    def none_left(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr("curso.grading.execute.execute", execute)
    monkeypatch.setattr(opens, none_left)
    given = task(releases, **{FIRST: handed_in(FIRST, "es", **ALL_RIGHT)})
    with pytest.raises(GradingError) as caught:
        grade_task(replace(given, settings=Settings("a secret of the tests", cold=cold, unsafe=True)))
    assert "the machine that was grading it could not" in caught.value.text.en and str(fault) in caught.value.text.es


def test_a_machine_that_can_start_no_thread_gives_no_zeros(releases: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: Any, **__: Any) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("curso.grading.execute.execute", execute)
    monkeypatch.setattr("threading.Thread.start", none_left)
    given = task(releases, **{FIRST: handed_in(FIRST, "es", **ALL_RIGHT)})
    with pytest.raises(GradingError):
        grade_task(replace(given, settings=Settings("a secret of the tests", cold=True, unsafe=True)))


@pytest.mark.parametrize(
    ("given", "worth"), [({}, 0.0), ({"check_cost": math.nan}, 0.0), ({"check_cost": math.inf}, 0.0),
                         ({"check_cost": -1.0}, 0.0), ({"check_cost": 50.0}, 2.0)],
)  # fmt: skip
def test_a_check_without_a_possible_score_is_worth_nothing(
    releases: Any, monkeypatch: pytest.MonkeyPatch, given: dict[str, float], worth: float
) -> None:
    monkeypatch.setattr("curso.grading.execute.execute", lambda nb, settings, releases: given)
    graded = only(grade_task(task(releases, **{FIRST: handed_in(FIRST, "es", **ALL_RIGHT)})))
    assert scores(graded)["check_cost"] == worth
    assert not next(g for g in graded.grades if g.grade_id == "check_cost").needs_manual


def test_the_same_task_gives_the_same_outcome_and_neither_spoils_the_releases(releases: Any) -> None:
    messy = json.loads(handed_in(FIRST, "en", **ALL_RIGHT))
    messy["cells"] = [cell for cell in messy["cells"] if cell["id"] != "check-cost"]
    one = task(releases, **{FIRST: json.dumps(messy).encode()})
    first = grade_task(one)
    assert scores(only(first))["check_cost"] == 2.0
    assert grade_task(one) == first


def test_a_notebook_of_no_released_lesson_is_left_out(releases: Any) -> None:
    assert grade_task(task(releases, other=handed_in(FIRST, "es"))).notebooks == ()


def test_task_and_outcome_travel_to_other_machines(releases: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    one = pickle.loads(pickle.dumps(task(releases, **{FIRST: handed_in(FIRST, "es", **ALL_RIGHT)})))
    outcome = grade_task(one)
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    assert list(tmp_path.iterdir()) == []
