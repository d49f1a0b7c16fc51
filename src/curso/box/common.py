"""How every notebook starts, whether its kernel is forked from a warm process or made for it."""

from __future__ import annotations

import contextlib
import pkgutil
import random
import sys
from collections.abc import Iterable

ALWAYS = ("numpy", "pandas", "matplotlib.pyplot", "ipywidgets", "curso.notebook")
SEED = 20_170_217


def import_all(modules: Iterable[str]) -> None:
    """Import these and what every lesson uses; what is not there is missed by the cell that asks for it.

    A name can be a module or something in one: packages load some of what they hold only when it is asked for.
    """
    for name in (*ALWAYS, *modules):
        with contextlib.suppress(Exception):
            pkgutil.resolve_name(name)


def seed() -> None:
    """Start every generator that has a global state the same way for every submission."""
    random.seed(SEED)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(SEED)
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].random.set_seed(SEED)
