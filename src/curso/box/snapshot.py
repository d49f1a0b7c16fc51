"""Answers the grader's questions about values of the student's; knows no answers of its own."""

from __future__ import annotations

import io
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from curso.box import frames
from curso.exercises import wire
from curso.exercises.probe import Problem, Reply, ask, is_blank

LASTING = (FunctionType, int, float, complex, bool, str, type(None), type(...))


class Captured:
    """The value that an expression had at one moment, or how finding it failed."""

    def __init__(self, expression: str, namespace: dict[str, Any]) -> None:
        self.names = dict(namespace)
        self.failed: Reply | None = None
        self.value: Any = None
        try:
            self.value = eval(expression, namespace)
        except BaseException as error:
            self.failed = Reply(problem=Problem.RAISED, error=type(error).__name__, detail=str(error)[:300])

    def reply(self, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """The frame that answers a frame."""
        if head.get("op") == "blank":
            return {"op": "reply", "blank": self.failed is None and is_blank(self.value)}, b""
        if self.failed is not None:
            return {"op": "reply"}, wire.encode_reply(self.failed)
        try:
            reply = ask(self.value, wire.decode(body), float(head["seconds"]), head["question"])
        except KeyboardInterrupt:
            reply = Reply(problem=Problem.RAISED, error=KeyboardInterrupt.__name__)
        return {"op": "reply"}, wire.encode_reply(reply)


class Kept:
    """The values that were kept, each asked with the notebook's names as they were when it was kept.

    Parameters
    ----------
    names : the notebook's own, in which its functions look up what they use.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names
        self._kept: dict[str, Captured] = {}

    def keep(self, place: str, expression: str) -> bool:
        """Keep the value that an expression has now; returns whether it stays what it is, whatever is done with it."""
        captured = self._kept[place] = Captured(expression, self._names)
        return any(type(captured.value) is each for each in LASTING)  # `in` would ask the student's metaclass

    def forget(self) -> None:
        """Keep nothing any more: another process does."""
        self._kept.clear()

    def reply(self, place: str, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """The frame that answers a frame about the value kept at `place`."""
        captured = self._kept[place]
        with self._as_in(captured):
            return captured.reply(head, body)

    @contextmanager
    def _as_in(self, captured: Captured) -> Iterator[None]:
        now = dict(self._names)
        try:
            _replace(self._names, captured.names)
            yield
        finally:
            _replace(self._names, now)


def serve(kept: Kept, sock: socket.socket) -> None:
    """Answer until the grader closes the socket; ends the process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdout = sys.stderr = io.StringIO()
    reader = frames.Reader(sock)
    try:
        while True:
            head, body = reader.receive()
            frames.send(sock, *kept.reply(head["place"], head["question_frame"], body))
    finally:
        os._exit(0)


def _replace(names: dict[str, Any], by: dict[str, Any]) -> None:
    names.clear()
    names.update(by)
