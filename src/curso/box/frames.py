"""Messages over a socket: a JSON head and a body of bytes, each with its length before it, both capped."""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

HEAD_AT_MOST = 24 * 2**20
BODY_AT_MOST = 32 * 2**20
LOOK_EVERY = 0.25  # seconds
_SIZES = struct.Struct(">II")

Frame = tuple[dict[str, Any], bytes]
Look = Callable[[], None]
"""What is done now and then while nothing comes."""


class Closed(Exception):
    """The other side is gone, or sends what is no frame."""


class Late(Exception):
    """Nothing whole arrived in time."""


def send(
    sock: socket.socket,
    head: dict[str, Any],
    body: bytes = b"",
    until: float | None = None,
    look: Look | None = None,
) -> None:
    """Send one frame. Raises Closed, and Late when the other side does not take it before `until`.

    Parameters
    ----------
    until : a moment of `time.monotonic()`; without it the call waits.
    """
    text = json.dumps(head, default=str).encode()
    if len(text) > HEAD_AT_MOST or len(body) > BODY_AT_MOST:
        raise ValueError
    left = memoryview(_SIZES.pack(len(text), len(body)) + text + body)
    try:
        sock.setblocking(False)
        while left:
            _wait([], [sock], until, look)
            left = left[sock.send(left) :]
    except OSError as error:
        raise Closed from error


class Reader:
    """Reads frames from a socket that may send anything, at any pace."""

    def __init__(self, sock: socket.socket, look: Look | None = None) -> None:
        self.sock = sock
        self.look = look
        self.taken = 0  # bytes read so far
        self._pending = bytearray()

    def receive(self, until: float | None = None) -> Frame:
        """The next frame. Raises Closed, and Late when it is not whole at the moment `until`."""
        sizes = _SIZES.unpack(self._take(_SIZES.size, until))
        if sizes[0] > HEAD_AT_MOST or sizes[1] > BODY_AT_MOST:
            raise Closed
        text = self._take(sizes[0], until)
        body = self._take(sizes[1], until)
        try:
            head = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Closed from error
        if not isinstance(head, dict):
            raise Closed
        return head, body

    def _take(self, count: int, until: float | None) -> bytes:
        while len(self._pending) < count:
            _wait([self.sock], [], until, self.look)
            try:
                chunk = self.sock.recv(1 << 18)
            except OSError as error:
                raise Closed from error
            if not chunk:
                raise Closed
            self.taken += len(chunk)
            self._pending += chunk
        taken = bytes(self._pending[:count])
        del self._pending[:count]
        return taken


def _wait(reading: list[socket.socket], writing: list[socket.socket], until: float | None, look: Look | None) -> None:
    """Wait until the socket is ready, and look on the way. Raises Late."""
    while True:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise Late
        if look is not None:
            look()
            left = LOOK_EVERY if left is None else min(left, LOOK_EVERY)
        if any(select.select(reading, writing, [], left)):
            return
