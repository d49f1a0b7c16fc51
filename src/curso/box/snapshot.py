"""Answers the grader's questions about one value of the student's; knows no answers of its own."""

from __future__ import annotations

import io
import os
import socket
import sys
from typing import Any

from curso.box import frames
from curso.exercises import wire
from curso.exercises.probe import Problem, Reply, ask, is_blank


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


def serve(captured: Captured, sock: socket.socket) -> None:
    """Answer until the grader closes the socket; ends the process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdout = sys.stderr = io.StringIO()
    reader = frames.Reader(sock)
    try:
        while True:
            frames.send(sock, *captured.reply(*reader.receive()))
    finally:
        os._exit(0)
