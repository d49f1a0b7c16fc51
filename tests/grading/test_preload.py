"""The warm process imports what the released notebooks import."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from curso.grading.preload import NotInstalled, imported, needed, require_installed


def test_all_kinds_of_imports_are_found_and_nothing_else():
    nb = new_notebook(
        cells=[
            new_markdown_cell("import nothing"),
            new_code_cell("import numpy as np, os.path\nfrom sklearn.linear_model import LinearRegression, ridge"),
            new_code_cell("%matplotlib inline\n!pip list\ndef f():\n    import json\n    from . import x"),
            new_code_cell("import broken because"),
        ]
    )
    of_sklearn = ("sklearn.linear_model", "sklearn.linear_model.LinearRegression", "sklearn.linear_model.ridge")
    assert imported([nb]) == ("json", "numpy", "os.path", *of_sklearn)


def test_what_may_be_missing_is_not_needed():
    cells = [
        "import os\nwith quiet():\n    import tensorflow.nn as nn",
        "try:\n    import torch\nexcept ImportError:\n    pass\nif False:\n    import jax",
        "def answer():\n    from scipy import stats",
    ]
    assert needed([new_notebook(cells=[new_code_cell(cell) for cell in cells])]) == ("os", "tensorflow")


def test_what_is_missing_is_named_with_what_installs_it_in_both_languages():
    require_installed(("os", "numpy"))
    with pytest.raises(NotInstalled) as raised:
        require_installed(("numpy", "no_such_tensorflow"))
    for said in (raised.value.text.es, raised.value.text.en):
        assert (
            "no_such_tensorflow" in said and "numpy" not in said and "pip install" in said and "[lab,teacher]" in said
        )
