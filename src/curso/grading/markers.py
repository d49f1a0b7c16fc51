"""What a cell is recognised by when its metadata are gone: the names it defines, the exercise it checks."""

from __future__ import annotations

import re
from typing import Any

DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
ASSIGNED = re.compile(r"^(\w+)[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE)
CHECKED = re.compile(r"""^(?:quiz_)?check\([ \t]*["']([^"'\n]{1,80})["']""", re.MULTILINE)


def defined(source: str) -> frozenset[str]:
    """The functions and classes that a cell defines."""
    return frozenset(DEFINED.findall(source)) if "def " in source or "class " in source else frozenset()


def assigned(source: str) -> frozenset[str]:
    """The names that a cell gives a value to, outside any function."""
    return frozenset(ASSIGNED.findall(source)) if "=" in source else frozenset()


def checked(source: str) -> frozenset[str]:
    """The exercises that a cell checks: "01.cost" for `check("01.cost", cost, points=2)`."""
    return frozenset(CHECKED.findall(source)) if "check(" in source else frozenset()


def answered_by(cell: Any, source: str) -> int:
    """How surely `source` answers the exercise in `cell`: 2 it defines what is asked, 1 it gives it a value, 0."""
    wanted = defined(cell.source)
    if wanted:
        if wanted & defined(source):
            return 2
        return 1 if wanted & assigned(source) else 0
    wanted = assigned(cell.source)
    return 2 if wanted & (assigned(source) | defined(source)) else 0
