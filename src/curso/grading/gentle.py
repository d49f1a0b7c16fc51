"""Tells the cells that leave what was answered before as it was, save for the names: no snapshot is needed for them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from curso.grading.only_shown import ALL_AT_MOST, READ_AT_MOST

# what runs other code, or goes on with what somebody else may have begun: a generator, a dictionary with defaults
RUNS = (
    *(ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.comprehension, ast.JoinedStr),
    *(ast.Starred, ast.In, ast.NotIn, ast.Subscript),
)
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def gentle(nb: Any, releases: Iterable[Any]) -> set[int]:
    """Which code cells of a prepared notebook, by index, cannot change a function that was defined before them.

    Those are the lesson's own, as they were released, and those of the student's that only name things: that define
    functions, import, and set names to what no call is needed for.
    """
    given = {cell.source for released in releases for cell in released.cells if cell.cell_type == "code"}
    cells = {index: cell.source for index, cell in enumerate(nb.cells) if cell.cell_type == "code"}
    own = sum(len(source) for source in cells.values() if source not in given)
    return {index for index, source in cells.items() if source in given or (own <= ALL_AT_MOST and only_names(source))}


def only_names(source: str) -> bool:
    """Whether a cell does nothing but name things. One far too long to be an answer is not read."""
    return len(source) <= READ_AT_MOST and _only_names(source)


@lru_cache(maxsize=256)
def _only_names(source: str) -> bool:
    try:
        with warnings.catch_warnings():  # of what students write, Python has a lot to say
            warnings.simplefilter("ignore")
            statements = ast.parse(source).body
        return all(_names(statement) for statement in statements)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _names(statement: ast.stmt) -> bool:
    if isinstance(statement, (ast.Import, ast.ImportFrom, ast.Pass)):
        return True
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return not statement.decorator_list and _still(statement)
    if isinstance(statement, ast.Assign):
        return all(_is_name(each, statement.value) for each in statement.targets) and _still(statement.value)
    if isinstance(statement, ast.AnnAssign):
        return isinstance(statement.target, ast.Name) and all(
            map(_still, filter(None, (statement.value, statement.annotation)))
        )
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_name(target: ast.expr, value: ast.expr) -> bool:
    """Whether it is a name, or several for as many values that are written out."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return all(map(_is_name, target.elts, value.elts))
    return isinstance(target, ast.Name)


def _still(node: ast.AST) -> bool:
    """Whether nothing is called when this is evaluated; what stands in a function is not."""
    if isinstance(node, Function):
        given = [node.args] if isinstance(node, ast.Lambda) else [node.args, *filter(None, [node.returns])]
        return all(map(_still, given))
    return not isinstance(node, RUNS) and all(map(_still, ast.iter_child_nodes(node)))
