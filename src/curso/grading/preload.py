"""Which modules the released notebooks import: the warm process imports them once, for every student."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any


def imported(notebooks: Iterable[Any]) -> tuple[str, ...]:
    """The modules that the code cells import, sorted; "from a import b" gives both "a" and "a.b"."""
    found: set[str] = set()
    for nb in notebooks:
        for cell in nb.cells:
            if cell.cell_type == "code":
                found |= _of_source(cell.source)
    return tuple(sorted(found))


def _of_source(source: str) -> set[str]:
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names if alias.name.islower())}
    return names
