"""Only a number in [0, points] is a mark: what nbgrader itself would take for full marks is worth 0."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.utils import determine_grade
from small_course import tagged

from curso.grading.notes import remembered
from curso.grading.outputs import HideSecret, OnlyVerdicts


def result(text: str) -> Any:
    return new_output("execute_result", {"text/plain": text})


STDERR = new_output("stream", name="stderr", text="a warning")
ERROR = new_output("error", ename="ValueError", evalue="no", traceback=[])
SHOWN = new_output("display_data", {"text/html": "<b>right</b>"})


def graded(outputs: list[Any]) -> tuple[float, Any]:
    cell = new_code_cell("check()", outputs=outputs)
    cell.metadata["nbgrader"] = tagged("check", "check_cost", 2)
    nb, _ = OnlyVerdicts().preprocess(new_notebook(cells=[cell]), {})
    return determine_grade(nb.cells[0])[0], nb


@pytest.mark.parametrize("text", ["2.0", "2", "1.5", "0.0", "0", "1e-1"])
def test_a_number_is_the_mark(text: str) -> None:
    assert graded([SHOWN, result(text)])[0] == float(text)


@pytest.mark.parametrize("text", ["'2.0'", "perfect", "True", "nan", "inf", "-1", "2.5", "1_0", "(2,)", "", "None"])
def test_what_is_not_a_number_of_points_is_worth_nothing(text: str) -> None:
    assert graded([result(text)])[0] == 0


@pytest.mark.parametrize("outputs", [[], [SHOWN], [STDERR], [result("2.0"), result("2.0")], [result("2.0"), ERROR]])
def test_no_verdict_is_worth_nothing_and_is_said(outputs: list[Any]) -> None:
    score, nb = graded(outputs)
    assert score == 0
    assert [note.en for note in remembered(nb)] == ["cost gave no verdict: 0 points"]


def test_a_warning_does_not_cost_the_mark() -> None:
    assert graded([STDERR, result("2.0")])[0] == 2


def test_the_secret_is_blotted_out_of_every_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURSO_SECRET", "very-secret-thing")
    cell = new_code_cell(outputs=[new_output("stream", text="it is very-secret-thing!"), result("'very-secret-thing'")])
    nb, _ = HideSecret().preprocess(new_notebook(cells=[cell]), {})
    assert "very-secret-thing" not in str(nb)
