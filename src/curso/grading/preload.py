"""Which modules the released notebooks import: the warm process imports them once, and all must be installed."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from curso.grading.course import GradingError
from curso.published import requirement
from curso.text import Text

OPTIONAL = (ast.Try, ast.If, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
NOT_INSTALLED = Text(
    es="En esta máquina falta {missing}, que usan los cuadernos publicados: sin eso las respuestas valdrían 0, así "
    'que no se corrige ninguna. Instálalo con  python -m pip install "{course}"  y repite la orden.',
    en="{missing} is missing on this machine, and the released notebooks use it: answers would be worth 0 without it, "
    'so none is graded. Install it with  python -m pip install "{course}"  and run the command again.',
)


class NotInstalled(GradingError):
    """This machine lacks what the lessons import; no submission is to blame."""


def imported(notebooks: Iterable[Any]) -> tuple[str, ...]:
    """What the code cells import, sorted; "from a import b" gives both "a" and "a.b"."""
    found: set[str] = set()
    for nb in notebooks:
        for cell in nb.cells:
            if cell.cell_type == "code":
                found |= _of_source(cell.source)
    return tuple(sorted(found))


def needed(notebooks: Iterable[Any]) -> tuple[str, ...]:
    """The packages that the cells import whatever happens: not in a `try`, an `if`, or a function that may not run."""
    found: set[str] = set()
    for nb in notebooks:
        for cell in nb.cells:
            if cell.cell_type == "code":
                for node in _certain(_tree(cell.source)):
                    found |= {name.partition(".")[0] for name in _names(node)}
    return tuple(sorted(found))


@lru_cache(maxsize=16)
def require_installed(packages: tuple[str, ...]) -> None:
    """Raises NotInstalled, which names them, when this Python lacks any of these packages."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise NotInstalled(NOT_INSTALLED.format(missing=", ".join(missing), course=requirement("[lab,teacher]")))


def _of_source(source: str) -> set[str]:
    return {name for node in ast.walk(_tree(source)) for name in _names(node)}


def _tree(source: str) -> ast.Module:
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        return ast.parse("\n".join(lines))
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def _certain(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, OPTIONAL):
            yield from _certain(child)


def _names(node: ast.AST) -> set[str]:
    """What an import imports; nothing for any other node."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return {node.module, *(f"{node.module}.{alias.name}" for alias in node.names if alias.name != "*")}
    return set()
