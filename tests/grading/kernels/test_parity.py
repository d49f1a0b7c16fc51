"""A warm kernel and a cold one give the same notebook and the same marks."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from compare import comparable
from running import cold, cool_down, warm
from zoo import CELLS, LATE, zoo

from curso.authoring.lesson import read_lesson
from curso.authoring.notebook import solution_notebook
from curso.authoring.settings import read_settings
from curso.grading.execute import Settings, close_boxes, execute
from curso.grading.kernels.warm import can_be_warm
from curso.text import LANGUAGES

REPOSITORY = Path(__file__).parents[3]
LESSONS = sorted(REPOSITORY.glob("notebooks/01_*/[0-9][0-9]_*.py"))
SECRET = "parity-of-kernels-0123456789"

pytestmark = pytest.mark.skipif(not can_be_warm(), reason="this system has no warm kernels")


@pytest.fixture(scope="module", autouse=True)
def _no_process_left():
    yield
    cool_down()
    close_boxes()


@pytest.fixture(scope="module")
def zoos():
    """What each cell of the zoo put out, cold and warm, by name."""
    names = [*CELLS, "widgets"]
    runs = [run(zoo())[0] for run in (cold, warm)]
    return [dict(zip(names, comparable(nb), strict=True)) for nb in runs]


@pytest.mark.parametrize("name", [*CELLS, "widgets"])
def test_every_kind_of_output_is_the_same_warm_and_cold(zoos, name):
    started_cold, forked_warm = (outputs[name] for outputs in zoos)
    if name in LATE:  # whether text or result comes first, no kernel promises
        for cell in (started_cold, forked_warm):
            cell["outputs"].sort(key=lambda output: "stream" not in output)
    assert forked_warm == started_cold


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_the_same_outputs_and_full_marks_warm_and_cold(path, lang):
    built = solution_notebook(read_lesson(path), lang, read_settings(REPOSITORY))
    full = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in built.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("locked")
    }
    graded = {}
    for started_cold in (True, False):
        graded[started_cold] = copy.deepcopy(built)
        marks = execute(graded[started_cold], Settings(SECRET, cold=started_cold))
        assert marks == full
    assert comparable(graded[False]) == comparable(graded[True])
