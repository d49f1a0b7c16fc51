"""Asks a process in the sandbox about an answer that it holds, and believes nothing of what comes back."""

from __future__ import annotations

import math
import socket
import time
from collections.abc import Callable
from typing import Any

from curso.box import frames
from curso.exercises import wire
from curso.exercises.probe import Problem, Reply
from curso.exercises.spec import Case

PATIENCE = 2.5  # beyond an exercise's own limit, until its process counts as stuck

Question = Callable[[dict[str, Any], bytes, float], frames.Frame]


class Apart:
    """Asks a snapshot, a process of its own."""

    def __init__(self, sock: socket.socket, look: frames.Look) -> None:
        self._sock = sock
        self._look = look
        self._reader = frames.Reader(sock, look)

    def exchange(self, head: dict[str, Any], body: bytes, until: float) -> frames.Frame:
        """Send a frame and return the one that answers it. A snapshot that once fell silent is not asked again."""
        try:
            frames.send(self._sock, head, body, until, self._look)
            return self._reader.receive(until)
        except (frames.Late, frames.Closed):
            self._sock.close()
            raise


class Remote:
    """A respondent over `exchange`, whatever lies behind it: what comes back is believed to be anything at all.

    Parameters
    ----------
    end : a moment of `time.monotonic()`, after which nothing is waited for.
    """

    def __init__(self, exchange: Question, end: float = math.inf) -> None:
        self._exchange = exchange
        self._end = end
        self._gone: Reply | None = None

    def ask(self, case: Case, seconds: float) -> Reply:
        """Ask about a case; never raises."""
        if self._gone is not None:
            return self._gone
        head = {"op": "ask", "question": case.ask, "seconds": seconds}
        try:
            _, body = self._exchange(head, wire.encode(case.args), self._until(seconds + PATIENCE))
            return wire.decode_reply(body)
        except frames.Late:
            self._gone = Reply(problem=Problem.TIMEOUT)
        except frames.Closed:
            self._gone = Reply(problem=Problem.NO_REPLY)
        except wire.Malformed:
            self._gone = Reply(problem=Problem.MALFORMED)
        return self._gone

    def blank(self) -> bool:
        """Whether the answer still has a blank in it."""
        try:
            head, _ = self._exchange({"op": "blank"}, b"", self._until(PATIENCE))
        except (frames.Late, frames.Closed):
            return False
        return head.get("blank") is True

    def _until(self, seconds: float) -> float:
        return min(time.monotonic() + seconds, self._end)


def nobody(head: dict[str, Any], body: bytes, until: float) -> frames.Frame:
    """Nothing is there to answer."""
    raise frames.Closed
