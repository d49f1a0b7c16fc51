"""NumPy's own .npy format, version 1, for arrays of numbers, texts and dates: read without evaluating anything."""

from __future__ import annotations

import io
import math
import re
import struct
from typing import Any

import numpy as np

from curso.exercises.plain import ARRAY_KINDS

Array = np.ndarray[Any, Any]

START = struct.Struct("<6sBBH")  # magic, version, length of the header
LONGEST_HEADER = 1000
DESCR = rb"[<>|=](?:b1|[iu][1248]|f[248]|c8|c16|[US][1-9]\d{0,8}|[mM]8(?:\[\d{0,6}[A-Za-z]{1,2}\])?)"
SHAPE = rb"|\d{1,10},|\d{1,10}(?:, \d{1,10}){1,31}"
HEADER = re.compile(
    rb"\{'descr': '(?P<descr>" + DESCR + rb")', 'fortran_order': (?P<fortran>True|False), "
    rb"'shape': \((?P<shape>" + SHAPE + rb")\), \} *\n"
)
LAST_CHARACTER = 0x10FFFF
HALVES = (0xD800, 0xDFFF)  # of characters, in UTF-16


def dump(array: Array) -> bytes:
    """`array` in the .npy format. Raises TypeError for an array of anything but numbers, texts and dates."""
    if array.dtype.kind not in ARRAY_KINDS:
        raise TypeError(f"not an array of plain values: {array.dtype}")
    if array.dtype.itemsize == 0:
        array = array.astype(f"{array.dtype.kind}1")
    if array.dtype.metadata:
        array = array.astype(np.dtype(array.dtype.str))
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=(1, 0), allow_pickle=False)
    return out.getvalue()


def load(data: bytes, largest: int) -> Array:
    """The array in `data`, whose bytes must all be there. Raises ValueError.

    `largest` bounds the product of the axes of an array, an empty one's other axes included.
    """
    if len(data) < START.size:
        raise ValueError("start")
    magic, major, minor, length = START.unpack_from(data)
    if magic != b"\x93NUMPY" or (major, minor) != (1, 0) or length > LONGEST_HEADER:
        raise ValueError("start")
    header = HEADER.fullmatch(data, START.size, START.size + length)
    if header is None:
        raise ValueError("header")
    shape = tuple(int(axis) for axis in re.findall(rb"\d+", header["shape"]))
    dtype = np.dtype(header["descr"].decode("ascii"))
    begin = START.size + length
    if math.prod(shape) * dtype.itemsize != len(data) - begin or math.prod(filter(None, shape)) > largest:
        raise ValueError("shape")
    flat = np.frombuffer(data[begin:], dtype) if begin < len(data) else np.empty(0, dtype)
    array = flat.reshape(shape, order="F" if header["fortran"] == b"True" else "C").copy("K")
    _check(array)
    return array


def _check(array: Array) -> None:
    """Raise ValueError for bytes that no value of the type has, over which whoever reads them would stumble."""
    if array.size == 0:
        return
    raw = array.ravel(order="K")
    if array.dtype.kind == "b" and raw.view(np.uint8).max() > 1:
        raise ValueError("bool")
    if array.dtype.kind == "U":
        points = raw.view(array.dtype.byteorder + "u4")
        if points.max() > LAST_CHARACTER or ((points >= HALVES[0]) & (points <= HALVES[1])).any():
            raise ValueError("characters")
