"""A submission gets back the cells and the metadata that nbgrader needs, from the release."""

from __future__ import annotations

import random
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from small_course import ALL_RIGHT, LESSONS, answered, student_notebook

from curso.grading.align import align, unique_ids

LESSON = LESSONS[0]


def grade_ids(nb: Any) -> list[str]:
    return [c.metadata.nbgrader.grade_id for c in nb.cells if "nbgrader" in c.metadata]


def submission() -> Any:
    nb = student_notebook(LESSON, "es")
    answered(**ALL_RIGHT)(nb)
    return nb


ALL = ["predict", "check_predict", "cost", "check_cost", "conclusion"]


def test_a_whole_submission_is_left_as_it_is() -> None:
    nb = submission()
    before = str(nb)
    assert align(nb, student_notebook(LESSON, "es")) == []
    assert str(nb) == before


def test_lost_metadata_comes_back_by_cell_id() -> None:
    nb = submission()
    for cell in nb.cells:
        cell.metadata.clear()
    noticed = align(nb, student_notebook(LESSON, "es"))
    assert grade_ids(nb) == ALL
    assert {code for code, _ in noticed} == {"retagged"}


def test_lost_metadata_and_ids_come_back_by_source() -> None:
    nb = submission()
    for number, cell in enumerate(nb.cells):
        cell.metadata.clear()
        cell["id"] = f"colab{number}"
    align(nb, student_notebook(LESSON, "es"))
    assert grade_ids(nb) == ALL


@pytest.mark.parametrize("lost", ["check-cost", "check-predict", "conclusion"])
def test_a_deleted_graded_cell_is_put_back_in_its_place(lost: str) -> None:
    nb = submission()
    nb.cells = [cell for cell in nb.cells if cell.id != lost]
    noticed = align(nb, student_notebook(LESSON, "es"))
    assert grade_ids(nb) == ALL
    assert noticed == [("restored", lost.removeprefix("check-"))]


def test_a_check_whose_exercise_is_gone_comes_last() -> None:
    nb = submission()
    nb.cells = [cell for cell in nb.cells if cell.id not in ("predict", "check-predict")]
    align(nb, student_notebook(LESSON, "es"))
    assert grade_ids(nb)[-1] == "check_predict"


def test_an_edited_check_is_set_right_and_said() -> None:
    nb = submission()
    nb.cells[3].source = "1.0"
    nb.cells[3].metadata.nbgrader["points"] = 50
    assert align(nb, student_notebook(LESSON, "es")) == [("edited", "predict")]
    assert nb.cells[3].source.startswith("check(")
    assert nb.cells[3].metadata.nbgrader.points == 1


def test_of_repeated_cells_the_one_worked_in_counts() -> None:
    nb = submission()
    copy = new_code_cell("def predict(theta0, theta1, x):\n    ...", id="again")
    copy.metadata["nbgrader"] = dict(nb.cells[2].metadata.nbgrader)
    nb.cells.append(copy)
    noticed = align(nb, student_notebook(LESSON, "es"))
    assert ("duplicated", "predict") in noticed
    assert sorted(grade_ids(nb)) == sorted(ALL)


def test_cells_of_the_students_own_claim_nothing() -> None:
    nb = submission()
    mine = new_code_cell("10.0", id="mine")
    mine.metadata["nbgrader"] = {**nb.cells[3].metadata.nbgrader, "grade_id": "bonus", "points": 10}
    nb.cells.append(mine)
    align(nb, student_notebook(LESSON, "es"))
    assert grade_ids(nb) == ALL


def test_malformed_metadata_and_wrong_types_do_no_harm() -> None:
    nb = submission()
    nb.cells[2].metadata["nbgrader"] = "what?"
    nb.cells[-1] = new_code_cell(nb.cells[-1].source, id="conclusion", metadata=nb.cells[-1].metadata)
    align(nb, student_notebook(LESSON, "es"))
    assert grade_ids(nb) == ALL
    assert nb.cells[-1].cell_type == "markdown" and "outputs" not in nb.cells[-1]


def test_any_loss_of_cells_leaves_every_graded_cell_in_the_notebook() -> None:
    for seed in range(40):
        chance = random.Random(seed)
        nb = submission()
        nb.cells = [cell for cell in nb.cells if chance.random() < 0.6]
        chance.shuffle(nb.cells)
        align(nb, student_notebook(LESSON, "es"))
        assert {"check_predict", "check_cost", "conclusion"} <= set(grade_ids(nb))


def test_cell_ids_are_made_valid_and_unique() -> None:
    nb = submission()
    nb.nbformat_minor = 4
    nb.cells += [new_markdown_cell("a", id="cost"), new_markdown_cell("b"), new_markdown_cell("c")]
    nb.cells[-2]["id"] = "not valid!"
    del nb.cells[-1]["id"]
    unique_ids(nb)
    ids = [cell.id for cell in nb.cells]
    assert len(set(ids)) == len(ids) and nb.nbformat_minor == 5
