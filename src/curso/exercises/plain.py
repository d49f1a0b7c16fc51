"""Turns whatever a student's code returns into plain values: numbers, texts, lists, dicts, arrays. Bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, ValuesView
from dataclasses import dataclass
from itertools import islice
from numbers import Number
from typing import Any

import numpy as np

MAX_ITEMS = 200_000  # values outside arrays, all together
ENTRY = 6  # what an entry of a dictionary counts for, beside its key and its value
MAX_BYTES = 12 * 2**20  # arrays and texts, all together
MAX_DEPTH = 8
MAX_BITS = 10_000  # of an integer; Python itself refuses to write those of over 4,300 digits
LONGEST_NAME = 100
ARRAY_KINDS = "biufcUSmM"


class TooBig(ValueError):
    """A value of more items, bytes or digits than are judged."""


@dataclass(frozen=True, repr=False)
class Opaque:
    """A value that is not plain; only the name of its type is kept."""

    type_name: str

    def __repr__(self) -> str:
        return "..." if self.type_name == "ellipsis" else f"<{self.type_name}>"


def plain(value: Any) -> Any:
    """`value` as None, bool, number, str, list, tuple, dict or array that shares nothing with the original.

    Tables, tensors and whatever else offers itself as an array become arrays; ranges, generators, deques
    and the like become lists; fractions and decimals become floats; everything else becomes `Opaque`.
    Raises TooBig, and what the student's own object raises.
    """
    return _Maker().make(value, 0)


def type_name(value: Any) -> str:
    """The name of the type of `value`, whatever the value says of itself."""
    return tidy(type.__dict__["__name__"].__get__(type(value)), LONGEST_NAME)


def tidy(text: str, longest: int) -> str:
    """`text` cut to `longest` characters, without control characters or halves of characters."""
    cut = str.encode(text[:longest], "utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c == "\n" else " " for c in cut)


class _Maker:
    """Makes one value plain, and counts what it takes."""

    def __init__(self) -> None:
        self.items = MAX_ITEMS
        self.bytes = MAX_BYTES

    def make(self, value: Any, depth: int) -> Any:
        self._spend(items=1)
        if value is None or type(value) in (bool, float, complex):
            return value
        if type(value) is int:
            return _whole(value)
        if type(value) is Opaque:
            name = value.type_name
            return Opaque(tidy(name, LONGEST_NAME) if type(name) is str else type_name(name))
        if isinstance(value, str):
            return self._text(str.__str__(value))  # `str` of a member of an enumeration would be its name
        if depth > MAX_DEPTH:
            return Opaque(type_name(value))
        if isinstance(value, (np.longdouble, np.clongdouble)):  # their `item` gives themselves again
            return (float if isinstance(value, np.longdouble) else complex)(value)
        if isinstance(value, np.generic):
            return self.make(value.item(), depth + 1)
        if isinstance(value, np.ndarray):
            return self._array(value, depth)
        if isinstance(value, (list, tuple)):
            items = self._list(value, depth)
            return items if isinstance(value, list) else tuple(items)
        if isinstance(value, dict):
            return self._dict(value.items(), depth)
        for kind in (bool, int, float):
            if isinstance(value, kind):
                return _whole(int(value)) if kind is int else kind(value)
        if isinstance(value, complex):
            return complex(value)
        if isinstance(value, Number):
            return float(value)  # type: ignore[arg-type]  # a fraction, a decimal
        if isinstance(value, (Sequence, Iterator, ValuesView)) and not isinstance(value, (bytes, bytearray)):
            return self._list(value, depth)
        if hasattr(value, "__array__") and not isinstance(value, type):
            return self._array(value, depth)
        if hasattr(value, "as_list") and not isinstance(value, type):  # the shape of a TensorFlow tensor
            return self.make(tuple(value.as_list()), depth + 1)
        return Opaque(type_name(value))

    def _spend(self, items: int = 0, size: int = 0) -> None:
        self.items -= items
        self.bytes -= size
        if self.items < 0 or self.bytes < 0:
            raise TooBig

    def _some(self, values: Iterable[Any]) -> Iterator[Any]:
        return islice(values, self.items + 1)  # each is counted when it is made; one over the limit raises

    def _list(self, values: Iterable[Any], depth: int) -> list[Any]:
        return [self.make(item, depth + 1) for item in self._some(values)]

    def _dict(self, pairs: Iterable[tuple[Any, Any]], depth: int) -> dict[Any, Any]:
        made = {}
        for key, item in pairs:
            self._spend(items=ENTRY)
            made[_key(self.make(key, depth + 1))] = self.make(item, depth + 1)
        return made

    def _text(self, text: str) -> str:
        self._spend(size=4 * len(text))
        return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")

    def _array(self, value: Any, depth: int) -> Any:
        array = np.asarray(value)  # of numpy's own class, not copied yet: it may claim a huge shape
        if array.ndim == 0:
            return self.make(array.item() if array.dtype.hasobject else array[()], depth + 1)
        if array.dtype.kind not in ARRAY_KINDS:
            self._spend(items=array.size)
            self.items += array.size
            return self.make(array.tolist(), depth + 1)
        self._spend(size=array.nbytes)
        if array.dtype.kind in "fc" and array.dtype.itemsize > (8 if array.dtype.kind == "f" else 16):
            return array.astype(np.float64 if array.dtype.kind == "f" else np.complex128)
        return np.array(array, copy=True)


def _whole(value: int) -> int:
    if value.bit_length() > MAX_BITS:
        raise TooBig
    return value


def _key(value: Any) -> Any:
    """What a key of a dictionary became; a key that became a list or an array is only named."""
    try:
        hash(value)
    except TypeError:
        return Opaque(type_name(value))
    return value


def same(before: Any, after: Any) -> bool:
    """Whether two plain values (tables included) are equal to the last bit, nan being equal to nan."""
    if type(before) is not type(after):
        return False
    if isinstance(before, np.ndarray):
        return (
            before.dtype == after.dtype
            and before.shape == after.shape
            and bool(np.array_equal(before, after, equal_nan=before.dtype.kind in "fcmM"))
        )
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(same, before, after))
    if isinstance(before, dict):
        return before.keys() == after.keys() and all(same(before[k], after[k]) for k in before)
    if hasattr(before, "equals"):  # a table
        return bool(before.equals(after))
    return bool(before == after) or before is after or (before != before and after != after)
