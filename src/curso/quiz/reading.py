"""A file of YAML as plain data, and the line where a thing in it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from curso.quiz.faults import (
    BAD_SCALAR,
    BAD_TAG,
    EMPTY,
    NO_ANCHOR,
    NOT_A_KEY,
    NOT_A_LIST,
    NOT_UTF8,
    SECOND,
    TOO_DEEP,
    TOO_MUCH,
    TWICE,
    UNREADABLE,
    BankError,
    unopened,
    yaml_problem,
)
from curso.quiz.scalars import LIST, MAP, SCALARS, TEXT, tag_of
from curso.quiz.titles import printable
from curso.text import Text

# libyaml's parser where it is there: ten times as fast as the one in Python
Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 40
MOST_REPEATED = 500_000


@dataclass(frozen=True)
class Source:
    """What a file says: a list of questions, and its text."""

    file: str
    data: list[Any]
    text: str

    def line(self, where: Sequence[str | int]) -> int:
        """The line of what `where` leads to, or of the last part of the way that is there."""
        reader = _Reader(self.file, self.text, where)
        reader.read()
        return reader.found


def read_source(path: Path) -> Source:
    """Read a file of questions. Raises BankError for what is not YAML, or not a list."""
    file = printable(path.name)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise BankError(unopened(path, error)) from error
    except UnicodeDecodeError as error:
        raise BankError(NOT_UTF8.format(file=file, line=raw.count(b"\n", 0, error.start) + 1)) from error
    try:
        data = _Reader(file, text).read()
    except yaml.YAMLError as error:
        line, problem = yaml_problem(error, text)
        raise BankError(UNREADABLE.format(file=file, line=line, problem=problem)) from error
    if data in (None, []):
        raise BankError(UNREADABLE.format(file=file, line=1, problem=EMPTY))
    if not isinstance(data, list):
        raise BankError(UNREADABLE.format(file=file, line=1, problem=NOT_A_LIST))
    return Source(file, data, text)


class _Reader:
    """Builds lists, dicts, texts and numbers from the parser's events.

    Not by PyYAML's own constructors: they keep the last of two values of a key and say nothing, they follow aliases
    that stand for more than memory holds, and many brackets inside one another end the process. With `sought`, a way
    into the data, `found` is the line of as much of it as there is.
    """

    def __init__(self, file: str, text: str, sought: Sequence[str | int] | None = None) -> None:
        self.file = file
        self.parser = Parser(text)
        self.sought = None if sought is None else list(sought)
        self.path: list[str | int] = []
        self.found = 1
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.values = self.repeated = 0

    def read(self) -> Any:
        """What the file says; None when it is empty."""
        event = self.parser.get_event
        try:
            event()  # the beginning of the file
            first = event()
            if type(first) is yaml.StreamEndEvent:
                return None
            data = self._value(event())
            event()  # the end of the document
            second = event()
            if type(second) is not yaml.StreamEndEvent:
                self._fault(second, SECOND)
            return data
        finally:
            self.parser.dispose()

    def _value(self, event: Any) -> Any:
        self.values += 1
        before, kind = self.values, type(event)
        if kind is yaml.ScalarEvent:
            data = self._scalar(event)
        elif kind is yaml.AliasEvent:
            return self._alias(event)
        elif len(self.path) > DEEPEST:
            self._fault(event, TOO_DEEP)
        elif kind is yaml.SequenceStartEvent:
            data = self._list(event)
        else:
            data = self._dict(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = data, self.values - before + 1
        return data

    def _list(self, event: Any) -> list[Any]:
        if event.tag not in (None, LIST):
            self._fault(event, BAD_TAG.format(tag=event.tag))
        data: list[Any] = []
        get = self.parser.get_event
        self.path.append(0)
        while type(each := get()) is not yaml.SequenceEndEvent:
            self.path[-1] = len(data)
            self._look(each)
            data.append(self._value(each))
        self.path.pop()
        return data

    def _dict(self, event: Any) -> dict[str, Any]:
        if event.tag not in (None, MAP):
            self._fault(event, BAD_TAG.format(tag=event.tag))
        data: dict[str, Any] = {}
        get = self.parser.get_event
        self.path.append("")
        while type(key := get()) is not yaml.MappingEndEvent:
            if type(key) is not yaml.ScalarEvent:
                self._fault(key, NOT_A_KEY)
            name = key.value
            if name in data:
                self._fault(key, TWICE.format(key=name))
            self.path[-1] = name
            self._look(key)
            data[name] = self._value(get())
        self.path.pop()
        return data

    def _scalar(self, event: Any) -> Any:
        tag, written = event.tag, event.value
        if tag is None or tag == "!":
            if not event.implicit[0]:
                return written
            tag = tag_of(written)
        if tag == TEXT:
            return written
        if tag not in SCALARS:
            self._fault(event, BAD_TAG.format(tag=tag))
        try:
            return SCALARS[tag](yaml.ScalarNode(tag, written))  # type: ignore[no-untyped-call]
        except (ValueError, KeyError, IndexError, OverflowError):
            self._fault(event, BAD_SCALAR)

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            self._fault(event, NO_ANCHOR)
        data, size = self.anchors[event.anchor]
        self.values += size
        self.repeated += size
        if self.repeated > MOST_REPEATED:
            self._fault(event, TOO_MUCH)
        return data

    def _look(self, event: Any) -> None:
        if self.sought is not None and self.path == self.sought[: len(self.path)]:
            self.found = event.start_mark.line + 1

    def _fault(self, event: Any, problem: Text) -> NoReturn:
        line = event.start_mark.line + 1
        raise BankError(UNREADABLE.format(file=self.file, line=line, problem=problem)) from None
