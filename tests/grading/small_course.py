"""A course of two small lessons in both languages, and students who hand it in: what the grading tests work on."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from curso.grading.course import Course
from curso.text import LANGUAGES, Language

MODULE = "01_regresion_lineal"
LESSONS = ("02_hipotesis_y_coste", "03_descenso_de_gradiente")

PREDICT = "def predict(theta0, theta1, x):\n    return theta0 + theta1 * x"
COST = (
    "def cost(theta0, theta1, x, y):\n"
    "    errors = theta0 + theta1 * np.asarray(x) - np.asarray(y)\n"
    "    return float(np.sum(errors ** 2) / (2 * len(x)))"
)
GRADIENT = (
    "def gradient(theta0, theta1, x, y):\n"
    "    errors = theta0 + theta1 * x - y\n"
    "    return errors.mean(), (errors * x).mean()"
)
WRONG_COST = COST.replace("(2 * len(x))", "len(x)")
ANSWER = {
    "es": "La pendiente es lo que sube el precio por metro.",
    "en": "The slope is the price of one more metre.",
}

# exercises of each lesson: name, points, solution
EXERCISES: dict[str, list[tuple[str, int, str]]] = {
    LESSONS[0]: [("predict", 1, PREDICT), ("cost", 2, COST)],
    LESSONS[1]: [("gradient", 2, GRADIENT)],
}
PROMPT = {
    "es": "**Conclusión.** ¿Qué significa la pendiente?",
    "en": "**Conclusion.** What does the slope mean?",
}
TITLE = {"es": "# Hipótesis y coste", "en": "# Hypothesis and cost"}
COMMENT = {"es": "# escribe aquí", "en": "# write here"}


def stub(name: str, lang: Language) -> str:
    """What the student finds: comments in the student's language, a blank, and no solution."""
    arguments = {
        "predict": "theta0, theta1, x",
        "cost": "theta0, theta1, x, y",
        "gradient": "theta0, theta1, x, y",
    }[name]
    return f"def {name}({arguments}):\n    {COMMENT[lang]}\n    ..."


def tagged(kind: str, grade_id: str, points: int | None = None) -> dict[str, Any]:
    """nbgrader's metadata for an exercise, a check or an answer marked by hand."""
    tags: dict[str, Any] = {
        "schema_version": 3,
        "grade": kind != "exercise",
        "solution": kind != "check",
        "locked": kind == "check",
        "task": False,
        "grade_id": grade_id,
    }
    return tags if points is None else {**tags, "points": points}


def instructor_notebook(lesson: str, lang: Language) -> Any:
    """The instructor's source of a lesson, as the builder writes it."""
    points = {f"01.{name}": worth for name, worth, _ in EXERCISES[lesson]}
    cells = [
        new_markdown_cell(TITLE[lang] + "\n\nFormula $J(\\theta) = \\frac{1}{2m}\\sum_i e_i^2$.", id="title"),
        new_code_cell(
            "import numpy as np\n"
            "from curso.notebook import check, hint, passed, progress, quiz_check, solution, start\n"
            f'start("{lang}", {points!r})',
            id="setup",
        ),
    ]
    for name, worth, answer in EXERCISES[lesson]:
        head, _, body = answer.partition("\n")
        marked = f"{head}\n    {COMMENT[lang]}\n    ### BEGIN SOLUTION\n    #~ ...\n{body}\n    ### END SOLUTION"
        exercise = new_code_cell(marked, id=name)
        exercise.metadata.update({"nbgrader": tagged("exercise", name), "curso": {"stub": stub(name, lang)}})
        check = new_code_cell(f'check("01.{name}", {name}, points={worth})', id=f"check-{name}")
        check.metadata.update({"nbgrader": tagged("check", f"check_{name}", worth)})
        cells += [exercise, check]
    if lesson == LESSONS[0]:
        conclusion = new_markdown_cell(PROMPT[lang], id="conclusion")
        conclusion.metadata.update({"nbgrader": tagged("manual", "conclusion", 3)})
        cells.append(conclusion)
    nb = new_notebook(cells=cells)
    nb.metadata.update(
        {
            "curso": {"language": lang, "module": "01", "lesson": lesson},
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        }
    )
    return nbformat.from_dict(nb)


def student_notebook(lesson: str, lang: Language) -> Any:
    """What the builder writes for students: the same with the stubs."""
    nb = copy.deepcopy(instructor_notebook(lesson, lang))
    for cell in nb.cells:
        ours = cell.metadata.pop("curso", None)
        if ours:
            cell.source = ours["stub"]
    return nb


def make_course(root: Path) -> Course:
    """Write the instructor's sources, and nbgrader_config.py as the repository has it."""
    course = Course(root)
    for lang in LANGUAGES:
        folder = course.source(lang) / MODULE
        folder.mkdir(parents=True)
        for lesson in LESSONS:
            nbformat.write(instructor_notebook(lesson, lang), folder / f"{lesson}.ipynb")
    shipped = Path(__file__).parents[2] / "autograder" / "nbgrader_config.py"
    course.config_file.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    return course


def released_anew(course: Course, root: Path) -> Course:
    """A copy of a released course, where nobody has handed in anything."""
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("submitted", "autograded", "grading", "feedback"))
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "curso") as gradebook:
        for student in [student.id for student in gradebook.students]:
            gradebook.remove_student(student)
    return Course(root)


Edit = Callable[[Any], None]


def answered(**answers: str) -> Edit:
    """Fill in exercises (by name) or the conclusion."""

    def edit(nb: Any) -> None:
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in answers:
                cell.source = answers[name]

    return edit


ALL_RIGHT = {"predict": PREDICT, "cost": COST, "gradient": GRADIENT}


def hand_in(
    folder: Path,
    student: str,
    lang: Language = "es",
    edit: Edit | None = None,
    stamp: str | None = None,
    lessons: tuple[str, ...] = LESSONS,
) -> Path:
    """Make one student's folder, every lesson edited alike."""
    mine = folder / student
    mine.mkdir(parents=True)
    for lesson in lessons:
        nb = student_notebook(lesson, lang)
        (edit or (lambda _: None))(nb)
        nbformat.write(nb, mine / f"{lesson}.ipynb")
    if stamp:
        (mine / "timestamp.txt").write_text(stamp, encoding="utf-8")
    return mine
