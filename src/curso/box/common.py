"""How every notebook starts, whether its kernel is forked from a warm process or made for it."""

from __future__ import annotations

import contextlib
import importlib
import random
import sys
from collections.abc import Iterable

ALWAYS = ("numpy", "pandas", "matplotlib.pyplot", "ipywidgets", "curso.notebook")
SEED = 20_170_217


def import_all(modules: Iterable[str]) -> None:
    """Import these and what every lesson uses; what is not there is missed by the cell that asks for it."""
    for name in (*ALWAYS, *modules):
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def seed() -> None:
    """Start every generator that has a global state the same way for every submission."""
    random.seed(SEED)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(SEED)
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].random.set_seed(SEED)
