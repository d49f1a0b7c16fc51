"""Every lesson, in both languages: the solution build runs with all checks right, the student build untouched."""

from __future__ import annotations

import json
import re
import tempfile
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from curso.authoring.lesson import read_lesson
from curso.authoring.notebook import solution_notebook, student_notebook
from curso.authoring.settings import read_settings
from curso.exercises.spec import specs
from curso.exercises.verdict import WORDS, Status
from curso.grading.only_shown import only_shown
from curso.quiz.library import load_bank
from curso.text import LANGUAGES

REPOSITORY = Path(__file__).parents[1]
LESSONS = sorted(REPOSITORY.glob("notebooks/[0-9][0-9]_*/[0-9][0-9]_*.py"))
SETTINGS = read_settings(REPOSITORY)

# the rows of module 01 in the inventory of the source material, and the errata that this module mends
MODULE_01 = {
    *(f"inv-D{n:03d}" for n in range(1, 14)),
    *(f"inv-E{n:03d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 14, 15, 16, 36)),
    *("err-D03", "err-D04", "err-D05", "err-D06", "err-E01", "err-E02", "err-E03", "err-E15"),
}

TOOK = re.compile(r"[\d.,]+ ?(ms|µs|s)\b")

# one group a build, so that parallel workers do not run a notebook twice
BUILDS = [
    pytest.param(path, lang, id=f"{path.stem}-{lang}", marks=pytest.mark.xdist_group(f"{path.stem}-{lang}"))
    for path in LESSONS
    for lang in LANGUAGES
]
each_build = pytest.mark.parametrize(("path", "lang"), BUILDS)


def executed(notebook, kernels):
    """The notebook after its run in an empty folder, which stops at the first exception."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        if kernels:
            patch.setenv("JUPYTER_PATH", str(kernels))
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}
        )
        client.execute()
    return notebook


@cache
def solved(path, lang, kernels):
    """The solution build after its run; in Spanish, a module's first lesson has a kernel that knows nothing yet."""
    cold = lang == "es" and path.stem.startswith("01_")
    return executed(solution_notebook(read_lesson(path), lang, SETTINGS), None if cold else kernels)


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def verdicts(notebook):
    """The text of every exercise's verdict."""
    return [
        output.data["text/plain"]
        for output in outputs(notebook)
        if "curso-verdict" in output.get("data", {}).get("text/html", "")
    ]


@each_build
def test_the_solution_build_runs_and_every_check_passes(path, lang, forked_kernels):
    notebook = solved(path, lang, forked_kernels)
    said = verdicts(notebook)
    checks = [cell for cell in notebook.cells if re.match(r'check\("', cell.source)]
    assert len(said) == len(checks) > 0
    assert all(text.startswith(f"✓ {WORDS[Status.PASS].to(lang)}") for text in said), said
    noise = [o.text for o in outputs(notebook) if o.output_type == "stream" and o.name == "stderr"]
    assert noise == []


@each_build
def test_the_student_build_runs_untouched_and_nothing_counts_as_attempted(path, lang, chromium, forked_kernels):
    if chromium is not None:
        pytest.skip("tests/browser runs it in JupyterLab, and asks for the same")
    notebook = executed(student_notebook(read_lesson(path), lang, SETTINGS), forked_kernels)
    said = verdicts(notebook)
    assert said
    assert all(text.startswith(f"○ {WORDS[Status.UNATTEMPTED].to(lang)}") for text in said), said


@each_build
def test_every_picture_has_alternative_text_and_the_words_of_the_other_language_stay_out(path, lang, forked_kernels):
    notebook = solved(path, lang, forked_kernels)
    pages = "".join(str(output.get("data", {}).get("text/html", "")) for output in outputs(notebook))
    assert pages.count("<img") == len(re.findall(r'<img alt="[^"]{20,}"', pages)) > 0
    assert not any("image/png" in output.get("data", {}) for output in outputs(notebook))
    other = "en" if lang == "es" else "es"
    assert f'lang="{other}"' not in pages


@pytest.mark.parametrize("path", [pytest.param(*each.values[:1], id=each.id, marks=each.marks) for each in BUILDS[::2]])
def test_what_grading_does_not_run_changes_nothing_that_other_cells_say(path, forked_kernels):
    lesson, lang = read_lesson(path), LANGUAGES[0]
    notebook = solution_notebook(lesson, lang, SETTINGS)
    idle = only_shown(notebook, [student_notebook(lesson, lang, SETTINGS)])
    whole = [said(cell) for cell in solved(path, lang, forked_kernels).cells]
    for index in idle:
        notebook.cells[index].source, whole[index] = "", ""
    rest = [said(cell) for cell in executed(notebook, forked_kernels).cells] if idle else whole
    assert rest == whole


def said(cell):
    """What a code cell prints and gives, but for pictures, widgets and how long something took."""
    texts = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.get("outputs", ())]
    return TOOK.sub("…", "".join(text for text in texts if not text.startswith("<")))


def test_module_01_teaches_every_row_of_the_inventory_and_mends_its_errata():
    headers = [read_lesson(path).header for path in LESSONS if path.parent.name.startswith("01_")]
    taught = {row for header in headers for row in (*header.inventory, *header.errata)}
    assert taught >= MODULE_01


EXERCISES = {
    "01": (
        "kind_of_learning segment_customers project_digits bandit predict cost cost_grid gradient step descend "
        "standardize min_max multivariate"
    ),
    "02": (
        "linear activations neuron_forward bce neuron_gradient train_neuron count_parameters forward backward "
        "gradient_check iterations xor tensor_shapes tape softmax_regression graph_speed"
    ),
    "03": (
        "first_model functional same_as_numpy dense_by_hand shapes repair params convolve output_size pool cnn "
        "rnn_step windows forecast initializer_std constrain penalty"
    ),
    "04": (
        "split scale_without_leak one_hot losses choose_loss f1 adam_step race train evaluate labels history project"
    ),
    "05": "diagnose bias_variance capacity early_stopping l2_gradient dropout regularize",
    "06": "space random_search hyperband_budget best_model square_metres features project",
}


@pytest.mark.parametrize("module", EXERCISES)
def test_every_exercise_of_the_syllabus_is_in_a_lesson_and_has_a_spec(module):
    wanted = EXERCISES[module].split()
    assert set(specs(module)) == {f"{module}.{name}" for name in wanted}
    lessons = [path for path in LESSONS if path.parent.name.startswith(module)]
    sources = "".join(path.read_text(encoding="utf-8") for path in lessons)
    assert all(f'exercise="{name}"' in sources for name in wanted)


@pytest.mark.parametrize("module", EXERCISES)
def test_every_question_points_to_a_section_that_exists(module):
    for question in load_bank(module).questions:
        (path,) = [path for path in LESSONS if path.stem == question.lesson]
        assert f'id="{question.section}"' in path.read_text(encoding="utf-8"), question.id


def test_the_question_bank_is_as_large_as_promised():
    assert len(load_bank("01").questions) >= 12


def test_committed_notebooks_hold_no_solution():
    for path in LESSONS:
        for lang in LANGUAGES:
            built = nbformat.read(path.parent / lang / f"{path.stem}.ipynb", as_version=4)
            assert "BEGIN SOLUTION" not in json.dumps(built)
            assert not any(cell.get("outputs") for cell in built.cells)
