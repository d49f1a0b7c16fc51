"""Built notebooks in a real kernel: untouched they run, solved they pass, without the course they say one sentence."""

from __future__ import annotations

import re

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from curso.authoring import frame
from curso.authoring.lesson import parse, read_lesson
from curso.authoring.notebook import solution_notebook, student_notebook
from curso.authoring.settings import Settings
from curso.exercises.verdict import WORDS, Status

SETTINGS = Settings("somebody/some-course")


def run(notebook, folder):
    NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    return notebook


@pytest.fixture
def lesson(correct):
    """The correct lesson without its questions, which the course's own bank doesn't hold."""
    return parse(re.sub(r"(?m)^# %% quiz=.*$", "", correct.read_text(encoding="utf-8")), correct)


@pytest.mark.parametrize(
    ("make", "lang", "status"),
    [(student_notebook, "es", Status.UNATTEMPTED), (solution_notebook, "en", Status.PASS)],
)
def test_untouched_it_runs_and_solved_it_passes(lesson, tmp_path, make, lang, status):
    notebook = run(make(lesson, lang, SETTINGS), tmp_path)
    (check,) = [cell for cell in notebook.cells if cell.id == "check-cost"]
    said = "".join(output.get("data", {}).get("text/plain", "") for output in check.outputs)
    assert WORDS[status].to(lang) in said


HIDE = """
import importlib.util, sys
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "curso" else real(name, package)
"""


@pytest.mark.parametrize(("lang", "word"), [("es", "Instálalo"), ("en", "Install it")])
def test_outside_colab_a_missing_course_is_one_sentence_that_says_how_to_install_it(correct, tmp_path, lang, word):
    notebook = new_notebook(
        cells=[new_code_cell(HIDE), new_code_cell(frame.setup(read_lesson(correct), lang, SETTINGS))]
    )
    with pytest.raises(CellExecutionError):
        run(notebook, tmp_path)
    (output,) = notebook.cells[1].outputs
    (line,) = output.traceback
    assert word in line
    assert 'python -m pip install "curso-redes[lab] @ git+https://github.com/somebody/some-course@main"' in line


def test_in_colab_a_missing_course_is_installed_and_a_present_one_is_not(correct, tmp_path):
    record = "import sys, types\nsys.modules['google.colab'] = types.ModuleType('google.colab')\nasked = []\n" + (
        "get_ipython().register_magic_function(asked.append, magic_name='pip')\n"
    )
    setup = frame.setup(read_lesson(correct), "es", SETTINGS)
    notebook = run(
        new_notebook(
            cells=[
                new_code_cell(record),
                new_code_cell(setup),
                new_code_cell("before = list(asked)"),
                new_code_cell(HIDE),
                new_code_cell(setup),
                new_code_cell("print(before, asked)"),
            ]
        ),
        tmp_path,
    )
    assert notebook.cells[-1].outputs[0].text.strip() == (
        "[] ['install --quiet --no-deps \"curso-redes @ git+https://github.com/somebody/some-course@main\"']"
    )
