"""What only names things leaves earlier answers as they were; whatever runs something may not."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from curso.grading.gentle import gentle, only_names


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# nothing yet",
        '"""Words."""',
        "import numpy as np\nfrom math import pi, tau",
        "def f(x, y=0, *more, scale: float = 1.0) -> float:\n    x[0] = 1\n    print(x)\n    return g(x)",
        "async def f(x):\n    await g(x)",
        "q11 = 'b'  # @param ['a', 'b']",
        "a, (b, c) = 1, (-2.5, [True, None, ...])",
        "alpha: float = 0.1\nother: int",
        "f = lambda x: g(x)",
        "double = 2 * x\nsize = X.shape",
        "pass",
    ],
)
def test_what_only_names_things_is_gentle(source):
    assert only_names(source)


@pytest.mark.parametrize(
    "source",
    [
        "f(2)",
        "y = f(2)",
        "np.dot = None",
        "x[0] = 1",
        "x, y[0] = 1, 2",
        "x += 1",
        "del x",
        "for i in x: pass",
        "while True: pass",
        "if x: y = 1",
        "with x: pass",
        "try:\n    pass\nexcept ValueError:\n    pass",
        "class A: pass",
        "y = [f for f in x]",
        "y = [*x]",
        "y = 1 in x",
        "y = 1 not in x",
        "y = x['a']",
        "a, b = x",
        "a, b = 1, 2, 3",
        "y = f'{x}'",
        "@decorated\ndef f(x): pass",
        "def f(x=g()): pass",
        "def f(x: g()): pass",
        "def f(x) -> g(): pass",
        "f = lambda x=g(): x",
        "x: g() = 1",
        "x.y: int = 1",
        "await f",
        "x",
        "raise x",
        "assert x",
        "global x",
        "%pip install what",
        "!ls",
        "def f(:",
        "x = 1" + " " * 20_000,
    ],
)
def test_whatever_may_run_or_change_something_is_not(source):
    assert not only_names(source)


def test_the_lessons_own_cells_are_gentle_as_they_were_released():
    released = new_notebook(cells=[new_code_cell("fit(model)"), new_markdown_cell("words"), new_code_cell("draw()")])
    sources = ["fit(model)", "draw(1)", "x = 1", "draw()"]
    nb = new_notebook(cells=[new_markdown_cell("words"), *map(new_code_cell, sources)])
    assert gentle(nb, [released]) == {1, 3, 4}
    assert gentle(nb, []) == {3}


def test_a_notebook_far_too_large_is_not_read():
    nb = new_notebook(cells=[new_code_cell("draw()"), *(new_code_cell(f"x = {n}" + " " * 15_000) for n in range(70))])
    assert gentle(nb, [new_notebook(cells=[new_code_cell("draw()")])]) == {0}
