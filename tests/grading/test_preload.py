"""The warm process imports what the released notebooks import."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from curso.grading.preload import imported


def test_all_kinds_of_imports_are_found_and_nothing_else():
    nb = new_notebook(
        cells=[
            new_markdown_cell("import nothing"),
            new_code_cell("import numpy as np, os.path\nfrom sklearn.linear_model import LinearRegression, ridge"),
            new_code_cell("%matplotlib inline\n!pip list\ndef f():\n    import json\n    from . import x"),
            new_code_cell("import broken because"),
        ]
    )
    assert imported([nb]) == ("json", "numpy", "os.path", "sklearn.linear_model", "sklearn.linear_model.ridge")
