"""Leaves the outputs of its cells out of a huge notebook as it is read: memory and time stay bounded.

A parser of JSON in a stream was tried first; on one long string (a picture, a log) its time grows with the square.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Protocol

from curso.grading.unreadable import TOO_BIG, TOO_BIG_INSIDE, TOO_MUCH, Unreadable

MIB = 2**20
# A notebook up to here is read in one go; a larger one as a stream, up to the largest.
READ_WHOLE = 30 * MIB
LARGEST = 512 * MIB
KEPT_AT_MOST = 30 * MIB
KEPT_BRACKETS_AT_MOST = 600_000
LEFT_BRACKETS_AT_MOST = 3_000_000
PIECE = MIB
# A string that ends within so many bytes may be a key.
KEY_AT_MOST = 4096
# Keys whose values are left out, by how deep their table lies: outputs of cells (formats 4 and 3), state of widgets.
LEFT_OUT = {(3, b'"outputs"'), (5, b'"outputs"'), (2, b'"widgets"')}

REST = rb'[^"\\]*+(?:\\.[^"\\]*+)*+'
STRING = re.compile(rb'"' + REST + rb'("|\\?\Z)', re.DOTALL)
ENDING = re.compile(REST + rb'("|\\?\Z)', re.DOTALL)
TOKEN = re.compile(rb'[\[{]|[\]}]|"' + REST + rb'("|\\?\Z)', re.DOTALL)
# All up to and with the next bracket, or up to a string that is not over yet.
STEP = re.compile(rb'(?:[^"{}\[\]]++|"' + REST + rb'")*+(?:([\[{])|([\]}])|(")|\Z)', re.DOTALL)
OPENS, CLOSES, BREAKS_OFF = 1, 2, 3
SPACE = re.compile(rb"[ \t\r\n]*")
COLON = re.compile(rb"[ \t\r\n]*:")
PLAIN = re.compile(rb"[^,}\]]*")


class Stream(Protocol):
    """A file, as far as it is needed here."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many."""


def slimmed(stream: Stream) -> bytes:
    """The JSON in `stream` with `[]` for outputs; nothing else in it is looked at. Raises Unreadable."""
    slimmer = _Slimmer()
    rest = b""
    for piece in _pieces(stream):
        rest = slimmer.take(rest + piece)
    return b"".join([*slimmer.kept, rest])


def _pieces(stream: Stream) -> Iterator[bytes]:
    """The stream in an encoding in which brackets and quotes are single bytes."""
    piece = stream.read(PIECE)
    encoding = json.detect_encoding(piece)
    narrow = encoding.startswith("utf-8")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    total = 0
    while piece:
        total += len(piece)
        if total > LARGEST:
            raise Unreadable(TOO_BIG.format(limit=LARGEST // MIB))
        yield piece if narrow else decoder.decode(piece).encode("utf-8", "replace")
        piece = stream.read(PIECE)


class _Slimmer:
    """Goes through JSON piece by piece; what it keeps is in `kept`."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self._size = 0
        self._depth = 0
        self._inside = False  # a long string that is kept goes on
        self._kept_brackets = self._left_brackets = 0
        self._before_value = False  # the value that comes next is left out
        self._left = 0  # how many brackets are open in what is being left out

    def take(self, piece: bytes) -> bytes:
        """Go through a piece; returns its end, when that can only be understood with what follows."""
        place = 0
        while place < len(piece):
            if self._inside:
                place, rest = self._go_on(piece, place)
            elif self._left:
                place, rest = self._leave(piece, place)
            elif self._before_value:
                place, rest = self._begin(piece, place)
            else:
                place, rest = self._keep(piece, place)
            if rest:
                return rest
        return b""

    def _keep(self, piece: bytes, start: int) -> tuple[int, bytes]:
        """Keep all up to a value that is to be left out."""
        for token in TOKEN.finditer(piece, start):
            first = token.group()[:1]
            if first == b'"':
                left_out = (self._depth, token.group()) in LEFT_OUT
                if token.group(1) != b'"' or (left_out and _at_end(piece, token)):
                    return self._unfinished(piece, start, token)
                if left_out:
                    colon = COLON.match(piece, token.end())
                    if colon:
                        self._put(piece[start : colon.end()] + b"[]")
                        self._before_value = True
                        return colon.end(), b""
            else:
                self._kept_brackets += 1
                self._depth += 1 if first in b"[{" else -1
        if self._kept_brackets > KEPT_BRACKETS_AT_MOST:
            raise Unreadable(TOO_MUCH)
        self._put(piece[start:])
        return len(piece), b""

    def _unfinished(self, piece: bytes, start: int, token: re.Match[bytes]) -> tuple[int, bytes]:
        """Have a string that may be a key looked at again with what follows; keep the beginning of a longer one."""
        if len(piece) - token.start() <= KEY_AT_MOST:
            self._put(piece[start : token.start()])
            return len(piece), piece[token.start() :]
        self._inside = True
        self._put(piece[start : token.start(1)])
        return len(piece), token.group(1)

    def _go_on(self, piece: bytes, place: int) -> tuple[int, bytes]:
        """Keep the rest of a string."""
        string = ENDING.match(piece, place)
        if string is None or string.group(1) != b'"':
            end = len(piece) if string is None else string.start(1)
            self._put(piece[place:end])
            return len(piece), piece[end:]
        self._inside = False
        self._put(piece[place : string.end()])
        return string.end(), b""

    def _begin(self, piece: bytes, place: int) -> tuple[int, bytes]:
        """Leave out a value that begins here."""
        place = SPACE.match(piece, place).end()  # type: ignore[union-attr]
        first = piece[place : place + 1]
        if not first:
            return place, b""
        if first in b"[{":
            self._before_value = False
            self._left = 1
            return place + 1, b""
        if first == b'"':
            string = STRING.match(piece, place)
            if string is None or string.group(1) != b'"':
                return len(piece), _opening(string)
            place = string.end()
        else:
            place = PLAIN.match(piece, place).end()  # type: ignore[union-attr]
        self._before_value = place == len(piece) and first != b'"'
        return place, b""

    def _leave(self, piece: bytes, start: int) -> tuple[int, bytes]:
        """Leave out all up to the bracket that ends it."""
        left, brackets = self._left, 0
        place, rest = len(piece), b""
        for step in STEP.finditer(piece, start):
            kind = step.lastindex
            brackets += 1
            if kind == OPENS:
                left += 1
            elif kind == CLOSES:
                left -= 1
                if not left:
                    place = step.end()
                    break
            elif kind == BREAKS_OFF:
                rest = _opening(STRING.match(piece, step.start(BREAKS_OFF)))
                break
        self._left = left
        self._left_brackets += brackets
        if self._left_brackets > LEFT_BRACKETS_AT_MOST:
            raise Unreadable(TOO_MUCH)
        return place, rest

    def _put(self, kept: bytes) -> None:
        self._size += len(kept)
        if self._size > KEPT_AT_MOST:
            raise Unreadable(TOO_BIG_INSIDE.format(limit=KEPT_AT_MOST // MIB))
        self.kept.append(kept)


def _at_end(piece: bytes, token: re.Match[bytes]) -> bool:
    """Whether what tells a key from a value only comes in the next piece."""
    return len(piece) - token.start() <= KEY_AT_MOST and not piece[token.end() :].strip()


def _opening(string: re.Match[bytes] | None) -> bytes:
    """A string that is left out and goes on in the next piece, as if it began there."""
    return b'"' + (string.group(1) if string else b"")
