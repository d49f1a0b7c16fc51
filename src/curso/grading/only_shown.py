"""Finds the cells of a lesson that only show something: grading need not wait for what nobody looks at."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

SHOW = ("shown", "still")
# functions of modules that draw from a generator that everybody shares
DRAWS = frozenset(("choice", "normal", "permutation", "rand", "randint", "randn", "random", "shuffle", "uniform"))
READ_AT_MOST = 20_000  # characters of a cell
ALL_AT_MOST = 1_000_000  # and of all: a lesson has some tens of thousands
WORD = re.compile(r"\w+")
# methods that leave their object as it is
ASKS = frozenset(
    WORD.findall(
        """
        all any argmax argmin argsort astype clip copy count count_params cumsum decision_function describe dot
        evaluate flatten format get get_weights groupby head idxmax idxmin index isna items join keys max mean median
        min numpy nunique predict predict_proba ravel repeat reshape round score size split squeeze std strip sum tail
        to_dict to_frame to_numpy to_string tolist transform transpose unique unstack value_counts values var
        """
    )
)
# with these a cell can reach names that it does not write
ANY_NAME = {"globals", "locals", "vars", "dir", "eval", "exec", "get_ipython", "__main__", "__dict__"}


def only_shown(nb: Any, releases: Iterable[Any]) -> set[int]:
    """Which code cells of a prepared notebook, by index, only show something.

    They are as they were released, end with a picture or wait for a right answer, change nothing that was there
    before, and what they make is used by no other cell.
    """
    given = {source for released in releases for source in _code(released).values()}
    cells = _code(nb)
    if sum(map(len, cells.values())) > ALL_AT_MOST:
        return set()
    if any(source not in given and ANY_NAME & set(WORD.findall(source)) for source in cells.values()):
        return set()
    read = {index: _read(source) for index, source in cells.items()}
    imports = {name for index, cell in read.items() if cells[index] in given for name in cell.imports}
    needed = Counter(name for cell in read.values() for name in cell.needs)
    found: set[int] = set()
    for index in sorted(read, reverse=True):
        cell = read[index]
        if cells[index] not in given or not cell.shows or not cell.asks_only(imports):
            continue
        if all(needed[name] == (name in cell.needs) for name in cell.makes):  # by no other cell
            found.add(index)
            needed.subtract(cell.needs)
    return found


def _code(nb: Any) -> dict[int, str]:
    return {index: cell.source.strip() for index, cell in enumerate(nb.cells) if cell.cell_type == "code"}


@lru_cache(maxsize=1024)
def _read(source: str) -> _Names:
    """What a cell makes and needs; of one that Python can't read, it needs every word."""
    names = _Names()
    try:
        with warnings.catch_warnings():  # of what students write, Python has a lot to say
            warnings.simplefilter("ignore")
            tree = ast.parse(source if len(source) <= READ_AT_MOST else "?")
        names.visit(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        names.needs = set(WORD.findall(source))
        return names
    names.shows = names.harmless and bool(tree.body) and _shows(tree.body[-1])
    return names


def _shows(statement: ast.stmt) -> bool:
    """Whether it shows a picture, or waits for one right answer or for several."""
    if isinstance(statement, ast.If):
        test = statement.test
        return all(_is_call(each, "passed") for each in (test.values if isinstance(test, ast.BoolOp) else [test]))
    return isinstance(statement, ast.Expr) and _is_call(statement.value, *SHOW)


def _is_call(expression: ast.expr, *names: str) -> bool:
    return isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name) and expression.func.id in names


def _root(expression: ast.expr) -> str | None:
    """`a` of `a.b[c].d()`; nothing for what begins otherwise."""
    while isinstance(expression, (ast.Attribute, ast.Subscript, ast.Call)):
        expression = expression.func if isinstance(expression, ast.Call) else expression.value
    return expression.id if isinstance(expression, ast.Name) else None


class _Names(ast.NodeVisitor):
    """The names that a cell makes, those that it needs from elsewhere, and whether it may change what was there."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        self.makes: set[str] = set(own)
        self.needs: set[str] = set()
        self.imports: set[str] = set()
        self.calls: set[tuple[str, str]] = set()  # of methods, on what was not made here
        self.harmless = True
        self.shows = False

    def asks_only(self, modules: set[str]) -> bool:
        """Whether no method changes what was there, as `model.fit(x)` and `rng.normal()` do."""
        return all(
            method not in DRAWS if root in modules | self.imports else method in ASKS for root, method in self.calls
        )

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.makes.add(node.id)
        elif node.id not in self.makes:
            self.needs.add(node.id)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        made = {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        self.makes |= made
        self.imports |= made

    visit_ImportFrom = visit_Import

    def visit_Assign(self, node: ast.Assign) -> None:
        for each in (node.value, *node.targets):
            self.visit(each)

    def visit_AnnAssign(self, node: ast.AnnAssign | ast.NamedExpr) -> None:
        for each in filter(None, (node.value, node.target)):
            self.visit(each)

    visit_NamedExpr = visit_AnnAssign

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        self._changes(node.target)
        if isinstance(node.target, ast.Name) and node.target.id not in self.makes:
            self.needs.add(node.target.id)
        self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        for each in (node.iter, node.target, *node.body, *node.orelse):
            self.visit(each)

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._changes(node)
        self.generic_visit(node)

    visit_Subscript = visit_Attribute

    def visit_Delete(self, node: ast.Delete) -> None:
        self.harmless = False
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> None:
        self.harmless = False

    def visit_Expr(self, node: ast.Expr) -> None:
        """A statement that is a call of a method, `names.append(1)`, changes the object."""
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
            self._changes(node.value.func)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        root = _root(node.func)
        if (
            isinstance(node.func, ast.Attribute)
            and root is not None
            and (root not in self.makes or root in self.imports)
        ):
            self.calls.add((root, node.func.attr))
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(default)
        inside = _Names(arg.arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg))
        for each in node.body if isinstance(node.body, list) else [node.body]:
            inside.visit(each)
        self._takes(inside)
        if not isinstance(node, ast.Lambda):
            for decorator in node.decorator_list:
                self.visit(decorator)
            self.makes.add(node.name)

    visit_AsyncFunctionDef = visit_Lambda = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        inside = _Names()
        inside.generic_visit(node)
        self._takes(inside)
        self.makes.add(node.name)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        inside = _Names()
        for each in node.generators:
            for part in (each.iter, each.target, *each.ifs):
                inside.visit(part)
        for made in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            inside.visit(made)
        self._takes(inside)

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def _takes(self, inside: _Names) -> None:
        """What an inner scope looks up is looked up here; what it makes is its own."""
        self.needs |= inside.needs - inside.makes - self.makes
        self.calls |= {(root, method) for root, method in inside.calls if root not in inside.makes | self.makes}
        self.harmless &= inside.harmless

    def _changes(self, target: ast.expr) -> None:
        """Only what was made here may be changed: by a statement, an item or an attribute of it, or in place."""
        root = _root(target)
        if root is None or root in self.imports or root not in self.makes:
            self.harmless = False
