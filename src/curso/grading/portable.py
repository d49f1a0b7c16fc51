"""Writes a function of ours the way a student would have it in a notebook: under another name, with what it needs."""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Iterator
from typing import Any


def portable_source(function: Callable[..., Any], name: str) -> str | None:
    """Source that defines `name` to do what `function` does, imports and helpers included.

    None when the function cannot be written down on its own: a closure, a partial, or one that uses values
    which are neither modules nor functions.
    """
    needed: dict[str, ast.FunctionDef] = {}
    imports: set[str] = set()
    if not isinstance(function, types.FunctionType) or not _collect(function, needed, imports):
        return None
    own = needed.pop(function.__name__)
    helpers = {helper: f"{name}_part" if helper == name else helper for helper in needed}
    body = [_renamed(definition, helpers, helpers[helper]) for helper, definition in needed.items()]
    body.append(_renamed(own, {**helpers, function.__name__: name}, name))
    return "\n\n\n".join(["\n".join(sorted(imports)), *map(ast.unparse, body)]).strip()


def _collect(function: types.FunctionType, needed: dict[str, ast.FunctionDef], imports: set[str]) -> bool:
    """Gather the definitions and imports that `function` needs, its own last; False when that can't be done."""
    definition = None if function.__closure__ else _definition(function)
    if definition is None:
        return False
    for used in (*_names(function.__code__), *_defaults(definition)):
        value = function.__globals__.get(used)
        if value is None or used in needed or value is function:
            continue
        if isinstance(value, types.ModuleType):
            imports.add(f"import {value.__name__}" + ("" if value.__name__ == used else f" as {used}"))
        elif (
            not isinstance(value, types.FunctionType) or value.__name__ != used or not _collect(value, needed, imports)
        ):
            return False
    needed[function.__name__] = definition
    return True


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _defaults(definition: ast.FunctionDef) -> Iterator[str]:
    """The names in the default values, which are looked up where the function is defined."""
    for default in (*definition.args.defaults, *filter(None, definition.args.kw_defaults)):
        yield from (node.id for node in ast.walk(default) if isinstance(node, ast.Name))


def _definition(function: types.FunctionType) -> ast.FunctionDef | None:
    """The definition without decorators, docstring and annotations; a lambda becomes a `def`."""
    try:
        module = ast.parse(inspect.getsource(inspect.getmodule(function) or function))
    except (OSError, TypeError, SyntaxError):
        return None
    line = function.__code__.co_firstlineno
    found = [n for n in ast.walk(module) if isinstance(n, ast.FunctionDef) and n.name == function.__name__]
    exact = [n for n in found if line in {n.lineno, *(d.lineno for d in n.decorator_list)}]
    if exact:
        return _bare(exact[0])
    lambdas = [n for n in ast.walk(module) if isinstance(n, ast.Lambda) and n.lineno == line and _is(n, function)]
    if len(lambdas) != 1:
        return None
    empty = ast.parse("def _():\n    return 0").body[0]
    assert isinstance(empty, ast.FunctionDef)
    empty.args, empty.body = lambdas[0].args, [ast.Return(lambdas[0].body)]
    return _bare(ast.fix_missing_locations(empty))


def _is(node: ast.Lambda, function: types.FunctionType) -> bool:
    compiled = compile(ast.Expression(node), "<lambda>", "eval").co_consts
    codes = [c for c in compiled if isinstance(c, types.CodeType)]
    code = function.__code__
    # Not the bytecode: it depends on what else the module says.
    return any(
        (c.co_names, c.co_varnames, c.co_consts) == (code.co_names, code.co_varnames, code.co_consts) for c in codes
    )


def _bare(definition: ast.FunctionDef) -> ast.FunctionDef:
    definition.decorator_list = []
    for node in ast.walk(definition):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
    if ast.get_docstring(definition) is not None and len(definition.body) > 1:
        definition.body = definition.body[1:]
    return definition


def _renamed(definition: ast.FunctionDef, names: dict[str, str], name: str) -> ast.FunctionDef:
    for node in ast.walk(definition):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = names[node.id]
    definition.name = name
    return definition
