"""Formulas of parametrised questions: arithmetic on named numbers, and nothing else."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise

from curso.text import Text

# beyond this, products of whole numbers would grow without end
LARGEST = 1e300


def _rounded(value: float, digits: float = 0) -> float:
    if not -15 <= digits <= 15:  # 10 to the power of a whole number has no limit either
        raise ValueError
    return round(value, int(digits))


BINARY: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: math.pow,
}
UNARY: Mapping[type[ast.unaryop], Callable[[float], float]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
COMPARED: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "abs": abs,
    "ceil": math.ceil,
    "exp": math.exp,
    "floor": math.floor,
    "log": math.log,
    "max": max,
    "min": min,
    "round": _rounded,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
}


class FormulaError(Exception):
    """A formula that can't be read or has no value; its sentence says which."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class NoValue(FormulaError):
    """A formula without a value for these numbers: log(0), or more than a float can hold."""


def evaluate(formula: str, values: Mapping[str, float]) -> float:
    """The value of `formula`, which is finite.

    Raises
    ------
    FormulaError : it has something other than numbers, names in `values`, arithmetic, comparisons, if, and, or, not,
        and FUNCTIONS.
    NoValue : it has no value.
    ZeroDivisionError : it divides by zero.
    """
    tree = _read(formula)
    try:
        return _bounded(_value(tree, values))
    except (KeyError, RecursionError) as error:
        raise FormulaError(UNREADABLE.format(formula=formula)) from error
    except (ValueError, OverflowError, TypeError) as error:
        raise NoValue(NO_VALUE.format(formula=formula)) from error


@lru_cache(maxsize=4096)
def names_in(formula: str) -> frozenset[str]:
    """The names of numbers that `formula` uses. Raises FormulaError."""
    found = (node.id for node in ast.walk(_read(formula)) if isinstance(node, ast.Name))
    return frozenset(name for name in found if name not in FUNCTIONS)


@lru_cache(maxsize=4096)
def _read(formula: str) -> ast.expr:
    """The tree of a formula, with nothing in it but what a formula may have."""
    try:
        tree = ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaError(UNREADABLE.format(formula=formula)) from error
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    if not all(_allowed(node, id(node) in called) for node in ast.walk(tree)):
        raise FormulaError(UNREADABLE.format(formula=formula))
    return tree


def _allowed(node: ast.AST, called: bool) -> bool:
    match node:
        case ast.Name(id=name):
            return (name in FUNCTIONS) == called
        case ast.Constant(value=value):
            return type(value) in (int, float)
        case ast.BinOp(op=kind):
            return type(kind) in BINARY
        case ast.UnaryOp(op=kind):
            return type(kind) in UNARY
        case ast.Compare(ops=kinds):
            return all(type(kind) in COMPARED for kind in kinds)
        case ast.Call(func=ast.Name(), keywords=[]):
            return True
    return isinstance(node, ast.BoolOp | ast.IfExp | ast.operator | ast.unaryop | ast.cmpop | ast.boolop | ast.Load)


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.Constant(value=int() | float() as number):
            return _bounded(number)
        case ast.BinOp(left, kind, right):
            return _bounded(BINARY[type(kind)](_value(left, values), _value(right, values)))
        case ast.Call(ast.Name(id=name), arguments):
            return _bounded(FUNCTIONS[name](*(_value(argument, values) for argument in arguments)))
        case ast.UnaryOp(kind, operand):
            return UNARY[type(kind)](_value(operand, values))
        case ast.BoolOp(op, parts):
            return (all if isinstance(op, ast.And) else any)(_value(part, values) for part in parts)
        case ast.Compare(left, kinds, rights):
            ends = [_value(part, values) for part in (left, *rights)]
            return all(COMPARED[type(kind)](*pair) for kind, pair in zip(kinds, pairwise(ends), strict=True))
        case ast.IfExp(test, body, orelse):
            return _value(body if _value(test, values) else orelse, values)
    raise KeyError


def _bounded(number: float) -> float:
    if -LARGEST <= number <= LARGEST:
        return number
    raise OverflowError  # not a number is not within bounds either


UNREADABLE = Text(
    es="la fórmula `{formula}` no se entiende: admite números, nombres, + - * / // % **, comparaciones y funciones "
    "como `ceil` o `sqrt`",
    en="the formula `{formula}` can't be understood: it may have numbers, names, + - * / // % **, comparisons and "
    "functions such as `ceil` or `sqrt`",
)
NO_VALUE = Text(es="la fórmula `{formula}` no tiene valor", en="the formula `{formula}` has no value")
