"""Plain values as bytes and back, for crossing into the sandbox and out of it: a JSON tree, then .npy arrays.

What comes out of the sandbox may have been made to harm: nothing in it is executed, everything is checked, and what
is allocated is bounded by what is there. `Malformed` is all that it can bring about.

    8 bytes  magic
    8 bytes  length of the tree, little endian
    the tree, JSON in UTF-8
    the arrays, .npy, in the order in which the tree names them

In the tree null, truth values, numbers, texts and lists stand for themselves; everything else is an object of one
key: t tuple, d dictionary, f float that JSON has not, c complex, i long integer, a array, n NumPy scalar, o Opaque,
x table. An array's length in bytes stands in the tree, so that each byte belongs to exactly one array.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from curso.exercises import npy
from curso.exercises.plain import LONGEST_NAME, Opaque, TooBig, plain, tidy
from curso.exercises.probe import LONGEST_DETAIL, LONGEST_LINE, Problem, Reply
from curso.exercises.tables import assemble, disassemble, is_table

MAGIC = b"curso/1\n"
HEAD = struct.Struct("<8sQ")
SHORT = 2**53  # integers up to here are JSON numbers to everybody


@dataclass(frozen=True)
class Limits:
    """What a message may hold: bytes in all and in its tree, values, levels, digits, keys that are no text or count."""

    size: int = 16 * 2**20
    tree: int = 8 * 2**20
    items: int = 250_000
    depth: int = 32
    digits: int = 4000
    odd_keys: int = 1000


LIMITS = Limits()


class Malformed(ValueError):
    """Bytes that are no message; its text names the part for whoever debugs, and is shown to nobody else."""


def encode(value: Any, limits: Limits = LIMITS) -> bytes:
    """`value` as one byte string. Raises TooBig, and TypeError for what is not plain."""
    writer = _Writer(limits)
    tree = json.dumps(writer.node(value, 0), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = tree.encode("utf-8", "replace")
    if len(text) > limits.tree or HEAD.size + len(text) + writer.size > limits.size:
        raise TooBig
    return b"".join([HEAD.pack(MAGIC, len(text)), text, *writer.arrays])


def decode(data: bytes, limits: Limits = LIMITS, tables: bool = True) -> Any:
    """The value that `encode` made `data` from; without `tables`, one with a table is refused. Raises Malformed."""
    try:
        return _decoded(bytes(data), limits, tables)
    except Malformed:
        raise
    except Exception as error:
        raise Malformed(type(error).__name__) from error


def encode_reply(reply: Reply, limits: Limits = LIMITS) -> bytes:
    """`reply` as bytes; one that is too big becomes a reply that says so. Never raises."""
    told = {"error": reply.error, "detail": reply.detail, "line": reply.line, "printed": reply.printed}
    problem = reply.problem.value if reply.problem else None
    try:
        return encode({"value": reply.value, "problem": problem, **told}, limits)
    except TooBig:
        problem = Problem.TOO_BIG.value
    except Exception:
        problem = Problem.MALFORMED.value
    return encode({"value": None, "problem": problem, "error": "", "detail": "", "line": "", "printed": False})


def decode_reply(data: bytes, limits: Limits = LIMITS) -> Reply:
    """The reply in `data`, its value made plain and its texts cut. Raises Malformed."""
    told = decode(data, limits, tables=False)
    if not isinstance(told, dict) or told.keys() != {"value", "problem", "error", "detail", "line", "printed"}:
        raise Malformed("reply")
    texts = (told["error"], told["detail"], told["line"])
    if not all(isinstance(text, str) for text in texts) or not isinstance(told["printed"], bool):
        raise Malformed("reply")
    error, detail, line = map(tidy, texts, (LONGEST_NAME, LONGEST_DETAIL, LONGEST_LINE))
    try:
        problem = None if told["problem"] is None else Problem(told["problem"])
        return Reply(plain(told["value"]), problem, error, detail, line, told["printed"])
    except ValueError as failed:
        raise Malformed("reply") from failed


class _Writer:
    """Writes the tree, and collects the arrays."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.items
        self.odd_keys = limits.odd_keys
        self.arrays: list[bytes] = []
        self.size = 0  # of the arrays
        self.text = 0

    def node(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if depth > self.limits.depth or self.left < 0:
            raise TooBig
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            return self._text(value)
        if kind is int:
            return self._whole(value)
        if kind is float:
            return value if math.isfinite(value) else {"f": repr(value)}
        if kind is complex:
            return {"c": [self.node(part, depth + 1) for part in (value.real, value.imag)]}
        if kind is list:
            return [self.node(item, depth + 1) for item in value]
        if kind is tuple:
            return {"t": [self.node(item, depth + 1) for item in value]}
        if kind is dict:
            return {"d": [[self._key(k, depth + 1), self.node(v, depth + 1)] for k, v in value.items()]}
        if isinstance(value, np.generic):
            return {"n": self._array(np.asarray(value))}
        if kind is np.ndarray:
            return {"a": self._array(value)}
        if kind is Opaque:
            return {"o": tidy(value.type_name, LONGEST_NAME)}
        if is_table(value):
            return {"x": self.node(disassemble(value), depth + 1)}
        raise TypeError(f"not a plain value: {kind.__name__}")

    def _text(self, text: str) -> str:
        self.text += len(text)  # so that huge ones are refused before they are copied
        if self.text > self.limits.tree:
            raise TooBig
        return text

    def _whole(self, value: int) -> Any:
        if abs(value) <= SHORT:
            return value
        if value.bit_length() > self.limits.digits * 3:
            raise TooBig
        return {"i": hex(value)}

    def _key(self, key: Any, depth: int) -> Any:
        self.odd_keys -= _is_odd(key)
        if self.odd_keys < 0:
            raise TooBig
        return self.node(key, depth)

    def _array(self, array: np.ndarray[Any, Any]) -> int:
        self.size += array.nbytes
        if self.size > self.limits.size:
            raise TooBig
        data = npy.dump(array)
        self.size += len(data) - array.nbytes
        self.arrays.append(data)
        return len(data)


def _is_odd(key: Any) -> bool:
    """Whether many such keys could be chosen so that a dictionary of them takes for ever."""
    return not (isinstance(key, str) or (isinstance(key, int) and abs(key) <= SHORT))


def _decoded(data: bytes, limits: Limits, tables: bool) -> Any:
    if not HEAD.size <= len(data) <= limits.size:
        raise Malformed("size")
    magic, length = HEAD.unpack_from(data)
    if magic != MAGIC or length > min(limits.tree, len(data) - HEAD.size):
        raise Malformed("head")
    text = data[HEAD.size : HEAD.size + length]
    # every value that the parser makes is opened or followed by one of these
    if text.count(b",") + text.count(b"[") + text.count(b"{") > 5 * limits.items:
        raise Malformed("items")
    tree = json.loads(text.decode("utf-8"), parse_constant=_refuse, parse_int=_short_int)
    reader = _Reader(data, HEAD.size + length, limits, tables)
    value = reader.value(tree, 0)
    if reader.position != len(data):
        raise Malformed("rest")
    return value


def _refuse(word: str) -> Any:
    raise Malformed(word)


def _short_int(digits: str) -> int:
    if len(digits) > 17:
        raise Malformed("integer")
    return int(digits)


class _Reader:
    """Makes values of the tree, and takes the arrays one after the other."""

    def __init__(self, data: bytes, position: int, limits: Limits, tables: bool) -> None:
        self.data = data
        self.position = position
        self.limits = limits
        self.left = limits.items
        self.odd_keys = limits.odd_keys
        self.special: dict[str, Callable[[Any, int], Any]] = {
            "t": lambda body, depth: tuple(self._list(body, depth)),
            "d": self._dict,
            "f": lambda body, depth: {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[body],
            "c": self._complex,
            "i": self._long,
            "a": lambda body, depth: self._array(body),
            "n": self._scalar,
            "o": lambda body, depth: Opaque(tidy(self._text(body), LONGEST_NAME)),
        }
        if tables:
            self.special["x"] = lambda body, depth: assemble(self.value(body, depth + 1))

    def value(self, node: Any, depth: int) -> Any:
        self.left -= 1
        if depth > self.limits.depth or self.left < 0:
            raise Malformed("limits")
        if isinstance(node, str):
            return self._text(node)
        if isinstance(node, float) and not math.isfinite(node):
            raise Malformed("float")
        if node is None or isinstance(node, (bool, int, float)):
            return node
        if isinstance(node, list):
            return self._list(node, depth)
        if len(node) != 1:
            raise Malformed("object")
        [(kind, body)] = node.items()
        return self.special[kind](body, depth)

    def _list(self, body: Any, depth: int) -> list[Any]:
        if not isinstance(body, list):
            raise Malformed("list")
        return [self.value(item, depth + 1) for item in body]

    def _text(self, text: Any) -> str:
        if not isinstance(text, str):
            raise Malformed("text")
        text.encode("utf-8")  # half a character raises
        return text

    def _dict(self, body: Any, depth: int) -> dict[Hashable, Any]:
        if not isinstance(body, list):
            raise Malformed("dictionary")
        made: dict[Hashable, Any] = {}
        for key, item in body:
            name = self.value(key, depth + 1)
            self.odd_keys -= _is_odd(name)
            if self.odd_keys < 0:
                raise Malformed("keys")
            made[name] = self.value(item, depth + 1)
        if len(made) != len(body):
            raise Malformed("keys")
        return made

    def _complex(self, body: Any, depth: int) -> complex:
        real, imaginary = self._list(body, depth)
        if type(real) is not float or type(imaginary) is not float:
            raise Malformed("complex")
        return complex(real, imaginary)

    def _long(self, body: Any, depth: int) -> int:
        if not isinstance(body, str) or len(body) > self.limits.digits:
            raise Malformed("integer")
        return int(body, 16)

    def _array(self, length: Any) -> np.ndarray[Any, Any]:
        if type(length) is not int or not 0 < length <= len(self.data) - self.position:
            raise Malformed("array")
        start, self.position = self.position, self.position + length
        return npy.load(self.data[start : self.position], self.limits.size)

    def _scalar(self, body: Any, depth: int) -> Any:
        array = self._array(body)
        if array.ndim:
            raise Malformed("scalar")
        return array[()]
