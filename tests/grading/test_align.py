"""A submission gets back the cells and the metadata that nbgrader needs, from the release."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import determine_grade
from prepared import assert_prepared, grade_ids, graded, right
from small_course import ALL_RIGHT, ANSWER, COST, LESSONS, answered, student_notebook

from curso.grading.align import align, unique_ids
from curso.grading.notes import NOTES, remembered
from curso.grading.recognise import read_notebook
from curso.grading.restore import prepare
from curso.text import LANGUAGES

FAULTS = Path(__file__).parents[1] / "fixtures" / "submissions"
LESSON = LESSONS[0]
RELEASES = {lang: student_notebook(LESSON, lang) for lang in LANGUAGES}
BOTH = {"01.predict", "01.cost"}


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


def test_an_exercise_that_is_gone_comes_back_blank_before_its_check() -> None:
    nb = submission()
    nb.cells = [cell for cell in nb.cells if cell.id not in ("predict", "check-predict")]
    assert align(nb, student_notebook(LESSON, "es")) == [("restored", "predict")]
    assert grade_ids(nb) == ALL


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
        assert grade_ids(nb) == ALL


def test_cell_ids_are_made_valid_and_unique() -> None:
    nb = submission()
    nb.nbformat_minor = 4
    nb.cells += [new_markdown_cell("a", id="cost"), new_markdown_cell("b"), new_markdown_cell("c")]
    nb.cells[-2]["id"] = "not valid!"
    del nb.cells[-1]["id"]
    unique_ids(nb)
    ids = [cell.id for cell in nb.cells]
    assert len(set(ids)) == len(ids) and nb.nbformat_minor == 5


# Every fault: what is said of it, and which answers count all the same.
REPAIRED: dict[str, tuple[set[str], set[str]]] = {
    "answer_duplicated": ({"duplicated"}, BOTH),
    "answer_in_the_check": ({"retagged", "restored"}, BOTH),
    "answer_merged_with_its_check": ({"retagged", "restored"}, BOTH),
    "answer_pasted_at_the_end": ({"duplicated", "moved"}, BOTH),
    "answer_renamed": ({"guessed"}, {"01.predict"}),
    "answer_split": ({"split"}, BOTH),
    "answer_split_amid_the_function": ({"split"}, BOTH),
    "answers_merged": ({"merged"}, BOTH),
    "attachments_malformed": (set(), BOTH),
    "byte_order_mark": (set(), BOTH),
    "cell_ids_invalid": (set(), BOTH),
    "cell_ids_repeated": (set(), BOTH),
    "cells_missing": ({"restored"}, {"01.predict"}),
    "cells_null": ({"malformed"}, BOTH),
    "cells_reversed": ({"moved"}, BOTH),
    "check_before_its_exercise": ({"moved"}, BOTH),
    "check_duplicated": ({"duplicated"}, BOTH),
    "check_not_locked": ({"edited"}, BOTH),
    "checks_swapped": ({"moved"}, BOTH),
    "checksum_changed": (set(), BOTH),
    "colab": (set(), BOTH),
    "damaged_characters": ({"damaged"}, BOTH),
    "every_cell_missing": ({"restored"}, set()),
    "exercises_swapped": ({"moved"}, BOTH),
    "format_2": ({"converted", "retagged", "guessed"}, BOTH),
    "format_3": ({"converted"}, BOTH),
    "format_4_99": (set(), BOTH),
    "format_5": ({"renumbered"}, BOTH),
    "format_as_text": (set(), BOTH),
    "format_missing": (set(), BOTH),
    "grade_id_a_list": ({"retagged"}, BOTH),
    "grade_id_claimed": ({"retagged"}, BOTH),
    "grade_ids_on_wrong_types": ({"changed", "retagged"}, BOTH),
    "grade_ids_swapped": ({"retagged"}, BOTH),
    "grader_notes_forged": (set(), BOTH),
    "half_characters": (set(), BOTH),
    "kernel_strange": (set(), BOTH),
    "latin1": ({"latin1"}, BOTH),
    "metadata_a_list": ({"malformed", "retagged"}, BOTH),
    "metadata_a_text": ({"malformed", "retagged"}, BOTH),
    "metadata_and_ids_lost": ({"retagged", "guessed"}, BOTH),
    "metadata_null": ({"retagged"}, BOTH),
    "metadata_rewritten_by_colab": ({"retagged"}, BOTH),
    "no_metadata": ({"retagged"}, BOTH),
    "outputs_malformed": (set(), BOTH),
    "points_changed": ({"changed"}, BOTH),
    "points_of_text": ({"changed"}, BOTH),
    "prompt_replaced_amid_other_texts": ({"restored"}, BOTH),
    "prompt_replaced_by_the_answer": ({"guessed"}, BOTH),
    "schema_version_odd": (set(), BOTH),
    "source_a_number": ({"malformed", "edited"}, BOTH),
    "source_lines": (set(), BOTH),
    "source_missing": ({"edited"}, BOTH),
    "source_null": ({"malformed", "edited"}, BOTH),
    "unknown_cell_type": (set(), BOTH),
    "utf16": (set(), BOTH),
    "utf16_without_mark": (set(), BOTH),
    "utf32": (set(), BOTH),
}


def prepared(fault: str) -> Any:
    nb = read_notebook((FAULTS / f"{fault}.ipynb").read_bytes())
    assert prepare(nb, RELEASES) == "es"
    return nb


@pytest.mark.parametrize("fault", sorted(REPAIRED))
def test_every_fault_is_repaired_and_said_and_the_answers_count(fault: str) -> None:
    nb = prepared(fault)
    assert_prepared(nb, RELEASES["es"])
    said, count = REPAIRED[fault]
    assert {note["code"] for note in nb.metadata.curso.get("grading", {}).get("notes", [])} == said
    assert len(remembered(nb)) >= len(said)
    assert right(nb) == count


def test_a_note_can_be_made_of_every_code() -> None:
    assert {code for said, _ in REPAIRED.values() for code in said} <= NOTES.keys()


@pytest.mark.parametrize(
    "fault", ["prompt_replaced_by_the_answer", "metadata_and_ids_lost", "format_2", "metadata_null"]
)
def test_an_answer_that_a_person_marks_is_found_again(fault: str) -> None:
    assert ANSWER["es"] in graded(prepared(fault))[-1].source


def test_preparing_leaves_the_releases_and_a_prepared_notebook_as_they_are() -> None:
    before = str(RELEASES)
    nb = prepared("answers_merged")
    once = str(nb)
    prepare(nb, RELEASES)
    assert [cell.source for cell in nb.cells] == [cell.source for cell in read_notebook_of(once).cells]
    assert str(RELEASES) == before


def read_notebook_of(text: str) -> Any:
    import ast

    import nbformat

    return nbformat.from_dict(ast.literal_eval(text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_blank_answer_is_untouched_in_either_language(lang: Any) -> None:
    nb = student_notebook(LESSON, lang)
    assert prepare(nb, RELEASES) == lang
    manual = next(cell for cell in graded(nb) if cell.metadata.nbgrader.grade_id == "conclusion")
    assert determine_grade(manual) == (0, 3)
    nb = student_notebook(LESSON, lang)
    answered(conclusion=ANSWER[lang])(nb)
    prepare(nb, RELEASES)
    manual = next(cell for cell in graded(nb) if cell.metadata.nbgrader.grade_id == "conclusion")
    assert determine_grade(manual) == (None, 3)


def test_the_language_is_that_of_the_cells_when_the_metadata_are_lost() -> None:
    nb = student_notebook(LESSON, "en")
    nb.metadata.clear()
    assert prepare(nb, RELEASES) == "en"
    assert nb.metadata.curso.language == "en" and nb.metadata.kernelspec.name == "python3"


def test_ten_thousand_cells_of_the_students_own_change_nothing() -> None:
    nb = submission()
    for cell in nb.cells:
        cell.metadata.clear()
        cell["id"] = None
    words = " ".join(cell.source for cell in RELEASES["es"].cells)
    mine = [{"cell_type": "code", "source": f"note_{n} = {n}\n# {words}", "metadata": {}} for n in range(9_000)]
    texts = [{"cell_type": "markdown", "source": f"{n} **Conclusión.** ¿Qué significa?"} for n in range(1_000)]
    nb.cells[4:4] = [*mine, *texts]
    prepare(nb, RELEASES)
    assert_prepared(nb, RELEASES["es"])
    assert right(nb) == BOTH and len(nb.cells) > 10_000


def test_what_the_student_wrote_stays_in_its_place() -> None:
    nb = submission()
    helper = new_code_cell("def half(x):\n    return x / 2", id="helper")
    check = nb.cells.pop(5)
    assert check.metadata.nbgrader.grade_id == "check_cost"
    nb.cells[4:4] = [check, helper]
    nb.cells[6].source = COST.replace("(2 * len(x))", "len(x)").replace("float(", "half(")
    assert align(nb, student_notebook(LESSON, "es")) == [("moved", "cost")]
    assert [cell.id for cell in nb.cells][4:7] == ["helper", "cost", "check-cost"]
