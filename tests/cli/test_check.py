"""`curso check NOTEBOOK`: a student's notebook is run in a fresh kernel and its verdicts are printed."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

START = 'from curso.notebook import check, start\nstart("{lang}", {{"01.cost": 2, "01.predict": 1}})'
COST = "def cost(theta0, theta1, x, y):\n    return ((theta0 + theta1 * x - y) ** 2).sum() / (2 * len(x))"
PREDICT = "def predict(theta0, theta1, x):\n    return theta0 + theta1 * x"
MSE = "def cost(theta0, theta1, x, y):\n    return ((theta0 + theta1 * x - y) ** 2).mean()"
BOTH_CHECKS = ('check("01.cost", cost, points=2)', 'check("01.predict", predict)')


def written(folder: Path, *cells: str, lang: str = "es", name: str = "mi cuaderno ñ.ipynb") -> Path:
    """A notebook with these code cells, in a folder with a space and an accent."""
    path = folder / "entregas del año" / name
    path.parent.mkdir(exist_ok=True)
    made = [new_markdown_cell("# Lección"), *(new_code_cell(c) for c in (START.format(lang=lang), *cells))]
    nbformat.write(new_notebook(cells=made), path)
    return path


def test_all_right_is_exit_code_0(curso, tmp_path: Path) -> None:
    path = written(tmp_path, COST, PREDICT, *BOTH_CHECKS)
    before = path.read_bytes()
    code, out, err = curso("--lang", "es", "check", str(path))
    assert code == 0, out + err
    assert out.count("✓ Correcto") == 2
    assert "3 / 3" in out
    assert path.read_bytes() == before


def test_a_wrong_answer_is_exit_code_1_and_says_why_in_the_language_asked_for(curso, tmp_path: Path) -> None:
    code, out, _ = curso("--lang", "en", "check", str(written(tmp_path, MSE, PREDICT, *BOTH_CHECKS, lang="es")))
    assert code == 1
    assert "✗ Not yet" in out
    assert "You divided by m" in out
    assert "1 / 3" in out
    assert "Correcto" not in out


def test_what_was_never_checked_counts_as_not_attempted_and_a_cell_that_raises_is_named(curso, tmp_path: Path) -> None:
    code, out, _ = curso("check", str(written(tmp_path, COST, "1 / 0", BOTH_CHECKS[0])))
    assert code == 1
    assert "○ Not attempted yet" in out
    assert "Cell 4, which begins with “1 / 0”, failed: ZeroDivisionError" in out


def test_what_works_only_in_another_order_shows(curso, tmp_path: Path) -> None:
    code, out, _ = curso("check", str(written(tmp_path, BOTH_CHECKS[0], COST)))
    assert code == 1
    assert "NameError" in out


@pytest.mark.parametrize(
    ("cell", "said"),
    [("import time; time.sleep(60)", "more than 1 s"), ("import os; os._exit(1)", "kernel ended by itself")],
)
def test_a_cell_that_never_ends_or_kills_the_kernel_is_named(curso, tmp_path: Path, cell: str, said: str) -> None:
    code, out, _ = curso("check", str(written(tmp_path, cell)), "--timeout", "1")
    assert code == 1
    assert "Cell 3, which begins with “import" in out
    assert "no verdicts" in out and "0 / 0" not in out
    assert said in out


def test_the_grading_mode_and_secret_of_the_surroundings_do_not_reach_the_kernel(
    curso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("CURSO_SECRET", "s")
    seen = 'import os; assert not {"NBGRADER_EXECUTION", "CURSO_SECRET"} & set(os.environ)'
    code, out, _ = curso("check", str(written(tmp_path, seen, COST, PREDICT, *BOTH_CHECKS)))
    assert code == 0, out


@pytest.mark.parametrize("content", [b"", b"{}", b"# a script\n", b"\xff\xfe\x00", b"[1, 2]", b'{"cells": 3}'])
def test_what_is_no_notebook_is_bad_input(curso, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lección.ipynb"
    path.write_bytes(content)
    code, out, err = curso("--lang", "es", "check", str(path))
    assert code == 2
    assert "«lección.ipynb» no" in err
    assert "Traceback" not in out + err


def test_a_folder_a_missing_file_and_another_notebook_are_bad_input(curso, tmp_path: Path) -> None:
    other = tmp_path / "other.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1 + 1")]), other)
    for given, said in (
        (tmp_path, "not a Jupyter notebook"),
        (tmp_path / "no.ipynb", "does not exist"),
        (other, "no exercises of the course"),
    ):
        code, _, err = curso("check", str(given))
        assert code == 2
        assert said in err
