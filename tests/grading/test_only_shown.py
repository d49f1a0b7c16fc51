"""Cells that only show something are not run to be graded; whatever could matter to a mark is."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from curso.grading.only_shown import READ_AT_MOST, only_shown

SETUP = "import matplotlib.pyplot as plt\nimport numpy as np\nx = np.arange(5.0)"
PICTURE = "fig, ax = plt.subplots()\nline = 2 * x\nax.plot(x, line)\nshown(fig, alt=Text(es='sube', en='rises'))"
WAITS = "if passed('01.predict'):\n    print(predict(0, 1, x))\nelse:\n    print('later')"
ANSWER = "def predict(theta0, theta1, x):\n    return theta0 + theta1 * x"
CHECK = 'check("01.predict", predict, points=1)'


def lesson(*given):
    """A released lesson: an answer and its check after the setup, then what was given."""
    return new_notebook(cells=[new_code_cell(source) for source in (SETUP, ANSWER, CHECK, *given)])


def skipped(nb, released):
    return [nb.cells[index].source for index in sorted(only_shown(nb, [released]))]


@pytest.mark.parametrize(
    "cell",
    [
        PICTURE,
        WAITS,
        "if passed('01.predict') and passed('01.cost'):\n    print(1)",
        "from curso.explore import descent, still\nstill(descent, GradientDescent(steps=3))",
        "rng = np.random.default_rng(0)\nnoise = rng.normal(size=3)\nnoise[0] += 1\nnoise.sort()\nshown(noise, alt)",
        "for i in range(3):\n    y = x + i\nlabels = {k: [v for v in x] for k in 'ab'}\nshown(draw(labels), alt)",
        "def bent(z, power=2):\n    local = z ** power\n    return local\n\nshown(draw(bent(x)), alt)",
        "with plt.rc_context():\n    fig = draw(x)\nshown(fig, alt)",
    ],
)
def test_a_picture_and_what_waits_for_a_right_answer_are_not_run(cell):
    released = lesson(cell, "fig, ax = plt.subplots()\nprint(x)", "for i, v in enumerate(x):\n    print(i, v)")
    assert skipped(released, released) == [cell]


@pytest.mark.parametrize(
    "cell",
    [
        "print(x)",
        "x.mean()",
        SETUP.replace("x =", "w ="),
        "x[0] = 7\nshown(draw(x), alt)",
        "x += 1\nshown(draw(x), alt)",
        "x.sort()\nshown(draw(x), alt)",
        "history = model.fit(x)\nshown(draw(history), alt)",
        "noise = [rng.normal() for _ in x]\nshown(draw(noise), alt)",
        "noise = np.random.normal(size=3)\nshown(draw(noise), alt)",
        "np.random.seed(1)\nshown(draw(x), alt)",
        "plt.rcParams['font.size'] = 30\nshown(draw(x), alt)",
        "from curso import data\ndata.scale = 2\nshown(draw(x), alt)",
        "del x\nshown(draw(1), alt)",
        "def f():\n    global x\n    x = 3\nf()\nshown(draw(x), alt)",
        "def f():\n    x.append(3)\nshown(f(), alt)",
        "if x[0]:\n    print(1)",
        "if passed('01.predict') or x[0]:\n    print(1)",
        "%matplotlib inline\nshown(draw(x), alt)",
        "",
    ],
)
def test_what_changes_something_or_shows_nothing_is_run(cell):
    released = lesson(cell)
    assert skipped(released, released) == []


@pytest.mark.parametrize(
    "other",
    [
        "print(line)",
        "line = line + 1",
        "line += 1",
        "line: list = line",
        "print(line := line)",
        "def f():\n    return line",
        "f = lambda z: z + line",
        "class A:\n    a = line",
        "print([line for _ in range(2)])",
        "print(f'{line}')",
        "for line[0] in x:\n    pass",
        "@line\ndef f():\n    pass",
        "def f(z=line):\n    pass",
        "def f(line):\n    pass\nprint(line)",
        "print([line for line in x])\nprint(line)",
    ],
)
def test_what_another_cell_uses_is_made(other):
    released = lesson(PICTURE, other)
    assert skipped(released, released) == []
    assert skipped(lesson(PICTURE), lesson(PICTURE)) == [PICTURE], "without the other one it is not needed"
    assert skipped(lesson(PICTURE, other), lesson(PICTURE)) == [], "nor may the student's own cells miss it"


def test_a_chain_of_pictures_is_not_run_but_what_leads_to_something_is():
    second = "twice = 2 * line\nshown(draw(twice), alt)"
    released = lesson(PICTURE, second)
    assert skipped(released, released) == [PICTURE, second]
    released = lesson(PICTURE, second, "print(twice)")
    assert skipped(released, released) == []


def test_a_cell_that_the_student_changed_or_wrote_is_run():
    released = lesson(PICTURE, WAITS)
    changed = lesson(PICTURE.replace("2 * x", "3 * x"), WAITS, "if passed('01.predict'):\n    print('mine')")
    assert skipped(changed, released) == [WAITS]


@pytest.mark.parametrize("own", ["globals()['line']", "exec(text)", "__import__('__main__').x", "vars()['li' + 'ne']"])
def test_who_looks_names_up_by_other_means_finds_them_all(own):
    released = lesson(PICTURE, WAITS)
    assert skipped(lesson(PICTURE, WAITS, own), released) == []


@pytest.mark.parametrize(
    "own",
    ["def (", "!ls line", "-" * 30_000 + "1", "-" * (READ_AT_MOST - 10) + "1", "(" * 9_000, "a" + ".b" * 9_000,
     "lambda:" * 2_500 + "1", "\0", "[" * 90 + "]" * 90, "if 1:\n" * 200],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_needs_every_word_of_it(own):
    released = lesson(PICTURE)
    assert skipped(lesson(PICTURE, own), released) in ([PICTURE], [])
    assert skipped(lesson(PICTURE, f"{own}\nline ="), released) == []


def test_thousands_of_such_cells_are_left_out_and_a_notebook_far_too_large_is_run_whole():
    many = lesson(*[PICTURE] * 3000, *[f"print({n} + x)" for n in range(3000)])
    assert skipped(many, lesson(PICTURE)) == [PICTURE] * 3000
    assert skipped(lesson(PICTURE, *["y = " + "1 + " * 4000 + "1"] * 80), lesson(PICTURE)) == []
