"""A lesson of four exercises that ends with training a small Keras model: the cells that each grader needs of it."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

MODULE = "90_red_pequena"
LESSON = "01_red_pequena"
IMPORTS = "import numpy as np\nimport tensorflow as tf\nimport keras"
SETUP = 'from curso.notebook import check, start\n\nstart("es", {points})'
DATA = """X = np.random.default_rng(0).normal(size=(256, 4)).astype("float32")
y = (X.sum(axis=1) > 0).astype("float32")"""
FITTED = "model = train(X, y)"

# name, points, what the student finds, a right answer, what is checked, and the test that stock graders are given
EXERCISES: tuple[tuple[str, int, str, str, str, str], ...] = (
    (
        "relu",
        1,
        "def relu(x):\n    ...",
        "def relu(x):\n    return np.maximum(x, 0)",
        "relu",
        "np.testing.assert_allclose(relu(np.array([-1.0, 2.0])), [0, 2])",
    ),
    (
        "softmax",
        2,
        "def softmax(x):\n    ...",
        "def softmax(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()",
        "softmax",
        "np.testing.assert_allclose(softmax(np.array([0.0, 0.0])), [0.5, 0.5])",
    ),
    (
        "mse",
        1,
        "def mse(a, b):\n    ...",
        "def mse(a, b):\n    return float(np.mean((np.asarray(a) - np.asarray(b)) ** 2))",
        "mse",
        "assert mse([1, 2], [1, 2]) == 0",
    ),
    (
        "train",
        3,
        "def train(X, y):\n    ...",
        """def train(X, y):
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
    model.fit(X, y, epochs=5, verbose=0)
    return model""",
        "model",
        "assert model.evaluate(X, y, verbose=0)[1] > 0.5",
    ),
)
ASSERTIONS = {f"check_{name}": test for name, _, _, _, _, test in EXERCISES}


def instructor_notebook() -> Any:
    """The lesson as the course's builder would write it for nbgrader's release."""
    points = {f"90.{name}": worth for name, worth, *_ in EXERCISES}
    cells = [
        new_markdown_cell("# Una red pequeña", id="title"),
        new_code_cell(IMPORTS, id="imports"),
        new_code_cell(SETUP.format(points=points), id="setup"),
        new_code_cell(DATA, id="data"),
    ]
    for name, worth, stub, answer, asked, _ in EXERCISES:
        head, _, body = answer.partition("\n")
        exercise = new_code_cell(f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION", id=name)
        exercise.metadata.update({"nbgrader": _tags(name), "curso": {"stub": stub}})
        check = new_code_cell(f'check("90.{name}", {asked}, points={worth})', id=f"check-{name}")
        check.metadata["nbgrader"] = _tags(f"check_{name}", worth)
        between = [new_code_cell(FITTED, id="fitted")] if name == "train" else []
        cells += [exercise, *between, check]
    nb = new_notebook(cells=cells)
    nb.metadata.update(
        {
            "curso": {"language": "es", "module": "90", "lesson": LESSON},
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        }
    )
    return nbformat.from_dict(nb)


def _tags(grade_id: str, points: int | None = None) -> dict[str, Any]:
    """nbgrader's metadata of an exercise or, where there are points, of its check."""
    checked = points is not None
    tags = {"schema_version": 3, "grade_id": grade_id, "task": False}
    tags |= {"grade": checked, "solution": not checked, "locked": checked}
    return {**tags, "points": points} if checked else tags
