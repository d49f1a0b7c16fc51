"""From a lesson to a mark with the command alone, through nbgrader itself."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

LESSON = '''\
# ---
# jupyter:
#   curso:
#     module: "01"
#     title: {es: "El coste", en: "The cost"}
#     goals: {es: ["Calcularlo"], en: ["Compute it"]}
#     needs: {es: [], en: []}
#     minutes: 5
#     inventory: []
#     errata: []
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% id="tools"
import numpy as np

# %% exercise="cost"
def cost(theta0, theta1, x, y):
    ### BEGIN SOLUTION
    errors = theta0 + theta1 * x - y
    return np.sum(errors**2) / (2 * len(x))
    ### END SOLUTION

# %% check="cost" points=2
check("01.cost", cost)
'''
RIGHT = "def cost(theta0, theta1, x, y):\n    return ((theta0 + theta1 * x - y) ** 2).mean() / 2"
WRONG = RIGHT.replace(" / 2", "")
CLASS = (("Ana Núñez", "es", RIGHT), ("Bob", "en", WRONG))


def answered(notebook: Path, answer: str) -> str:
    """The student's real notebook with the exercise's cell filled in."""
    node = json.loads(notebook.read_text(encoding="utf-8"))
    next(cell for cell in node["cells"] if cell["id"] == "cost")["source"] = answer
    return json.dumps(node)


@pytest.fixture
def handed_in(course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one lesson, and the folders for what a Spanish and an English student hand in."""
    monkeypatch.setenv("CURSO_SECRET", "a secret of the tests")
    (course / "tests" / "exercises").mkdir(parents=True)
    (course / "tests" / "exercises" / "test_cost.py").write_text('"01.cost"\n', encoding="utf-8")
    (course / "notebooks" / "01_regresion_lineal" / "02_coste.py").write_text(LESSON, encoding="utf-8")
    folder = course / "las entregas"
    for name, _, _ in CLASS:
        (folder / name).mkdir(parents=True)
    return folder


def test_a_class_in_two_languages_gets_its_marks(curso, course: Path, handed_in: Path) -> None:
    code, out, err = curso("release", "01", "--due", "2099-01-01")
    assert code == 0, out + err
    for name, lang, answer in CLASS:
        release = course / "autograder" / ("release" if lang == "es" else f"release_{lang}")
        text = answered(release / "01_regresion_lineal" / "02_coste.ipynb", answer)
        (handed_in / name / "02_coste.ipynb").write_text(text, encoding="utf-8")

    code, out, err = curso("--lang", "es", "collect", "01", str(handed_in))
    assert code == 0, out + err
    assert "2 de 2 entregas recogidas" in out

    code, out, err = curso("--lang", "es", "grade", "01", "--jobs", "1")
    assert code == 0, out + err
    assert "2 / 2" in out
    assert "0 / 2" in out
    assert "= sin cambios" in curso("--lang", "es", "grade", "01")[1]

    code, out, err = curso("feedback", "01", "--jobs", "1")
    assert code == 0, out + err
    pages = [p.read_text(encoding="utf-8") for p in (course / "autograder" / "feedback").glob("*/*/*.html")]
    assert sorted("Correcto" in page for page in pages) == [False, True]
    assert any("You divided by m" in page for page in pages)

    code, out, err = curso("export", "01", "--lang", "en", "--out", "notas/módulo 1.csv")
    assert code == 0, out + err
    with (course / "notas" / "módulo 1.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert (rows["Ana Núñez"]["01.cost"], rows["Bob"]["01.cost"]) == ("2", "0")
    assert (course / "notas" / "módulo 1.png").stat().st_size > 10_000
