"""The source of a reference as a learner would have written it: no annotations, one language's comments."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap

from curso.exercises.spec import Spec
from curso.text import Language


def reference_source(spec: Spec, lang: Language) -> str:
    """The function that answers `spec`, ready to be pasted into a notebook."""
    source = textwrap.dedent(inspect.getsource(spec.reference))
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    lines = source.splitlines()
    for node, lead in reversed(_annotations(function)):  # from the end, so that positions stay true
        _cut(lines, node, lead)
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines[first.lineno - 1 : first.end_lineno] = []
    other = "en" if lang == "es" else "es"
    kept = (line for line in lines if not re.match(rf"\s*# {other}: ", line))
    text = "\n".join(re.sub(rf"^(\s*)# {lang}: ", r"\1# ", line) for line in kept)
    return re.sub(rf"\b{re.escape(function.name)}\b", spec.name, text)


def _annotations(function: ast.FunctionDef) -> list[tuple[ast.expr, str]]:
    """Every annotation, and the sign that introduces it."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    found = [(argument.annotation, ":") for argument in arguments if argument.annotation is not None]
    return found + ([(function.returns, "->")] if function.returns is not None else [])


def _cut(lines: list[str], node: ast.expr, lead: str) -> None:
    """Take an annotation on one line out of `lines`, with its sign."""
    row = lines[node.lineno - 1]
    before, after = row.encode()[: node.col_offset].decode(), row.encode()[node.end_col_offset :].decode()
    lines[node.lineno - 1] = before.rstrip().removesuffix(lead).rstrip() + after
