"""An ipykernel started in the sandbox for one notebook, and the connection to it."""

from __future__ import annotations

import ast
import asyncio
import base64
import binascii
import contextlib
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

from curso.box import frames, watch
from curso.exercises.wire import Malformed
from curso.grading.kernels.base import KernelFailed
from curso.grading.kernels.usage import usage
from curso.grading.sandbox import Limits, start

LOOK_EVERY = frames.LOOK_EVERY
MESSAGE_AT_MOST = 256 * 2**20  # bytes of a part of a message; a kernel that sends more is cut off
NEVER = 10**9  # milliseconds: eleven days
VALUES_AT_MOST = 2**24  # about how many values a part of a message may have: a list of nothing takes 60 bytes here
WAITING_AT_MOST = 2**30  # bytes that this process may grow by while a kernel runs: of what it sends, read or not


class Gone(Exception):
    """The kernel is dead."""


class Late(Exception):
    """The kernel did not answer in time."""


class Wary(Session):
    """Reads no message that would become very much more than it is."""

    def deserialize(self, msg_list: Any, content: bool = True, copy: bool = True) -> dict[str, Any]:
        """What jupyter_client calls for each message. Raises ValueError."""
        for part in map(bytes, msg_list[:5]):
            if len(part) > VALUES_AT_MOST and sum(map(part.count, (b"[", b"{", b","))) > VALUES_AT_MOST:
                raise ValueError
        return super().deserialize(msg_list, content, copy)


class Client(AsyncKernelClient):
    """Lives as long as the kernel's process."""

    process: Any = None

    async def _async_is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    is_alive = _async_is_alive


class Started:
    """A kernel that runs, in its sandbox. All that is awaited belongs to one event loop."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.why = ""  # what it used too much of, if that is why it was ended
        self._held = watch.held(os.getpid())
        self._folder = Path(tempfile.mkdtemp(prefix="curso-", dir="/tmp" if Path("/tmp").is_dir() else None))
        windows = sys.platform == "win32"
        file, self._connection = write_connection_file(
            str(self._folder / "kernel.json"),
            key=secrets.token_hex(16).encode(),
            transport="tcp" if windows else "ipc",
            ip="127.0.0.1" if windows else str(self._folder / "k"),
        )
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", file, "--HistoryManager.hist_file=:memory:"]
        try:
            self.process = start(argv, shared=self._folder, limits=limits)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    async def connect(self, seconds: float) -> None:
        """Wait until the kernel can be talked to. Raises KernelFailed."""
        context = connections()
        try:
            await self._listening(time.monotonic() + seconds)
            self.client = Client(context=context, session=Wary())
            self.client.process = self.process
            self.client.load_connection_info(self._connection)
            self.client.start_channels(stdin=False, hb=False)
            await self.client.wait_for_ready(timeout=seconds)
        except (RuntimeError, OSError, Gone, Late) as error:
            raise KernelFailed from error
        # the box has it still, but can't fill the disk through a folder that is no more
        shutil.rmtree(self._folder, ignore_errors=True)

    async def evaluate(self, expression: str, until: float) -> bytes:
        """The bytes that `expression` gives in the kernel, where nobody sees it. Raises Gone, Late, Malformed."""
        asked = self.client.execute(
            "", silent=True, store_history=False, user_expressions={"it": expression}, allow_stdin=False
        )
        try:
            while True:
                left = until - time.monotonic()
                if left <= 0:
                    raise Late
                self.look()
                with contextlib.suppress(Empty):
                    message = await self.client.get_shell_msg(timeout=min(left, LOOK_EVERY))
                    if message["parent_header"].get("msg_id") == asked:
                        return _bytes(message["content"])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zmq.ZMQError) as error:
            raise Malformed from error

    def tell(self, kind: str, content: dict[str, Any]) -> None:
        """Send the kernel a message that it does not answer."""
        self.client.shell_channel.send(self.client.session.msg(kind, content))

    async def interrupt(self) -> None:
        """Interrupt whatever the kernel is at."""
        self.client.control_channel.send(self.client.session.msg("interrupt_request"))

    def look(self) -> None:
        """Look after the kernel: end it when it uses more than it may. Raises Gone when it has ended."""
        processes, memory = usage(self.process.pid, self.limits.memory)
        if processes > self.limits.processes:
            self.why = "processes"
        elif memory > self.limits.memory or watch.held(os.getpid()) > self._held + WAITING_AT_MOST:
            self.why = "memory"
        if self.why:
            self.process.kill()
        if self.process.poll() is not None:
            raise Gone

    def stop(self) -> None:
        """End the kernel and all that it started."""
        self.process.kill()
        if hasattr(self, "client"):
            self.client.stop_channels()
            self.client.context.destroy(linger=0)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _listening(self, until: float) -> None:
        """Wait until the kernel has opened all its sockets."""
        names = ("shell_port", "iopub_port", "control_port")
        waiting = [self._connection[name] for name in names]  # type: ignore[literal-required]
        while waiting:
            if self.process.poll() is not None:
                raise Gone
            if time.monotonic() > until:
                raise Late
            if _answers(self._connection, waiting[-1]):
                waiting.pop()
            else:
                await asyncio.sleep(0.02)


def connections() -> zmq.asyncio.Context:
    """What connects to a kernel: once, before the notebook runs, since afterwards it could replace the path."""
    context = zmq.asyncio.Context()
    # -1 would say "never", but then libzmq 4.3 aborts this process when a kernel dies whose messages are half read
    context.setsockopt(zmq.RECONNECT_IVL, NEVER)
    context.setsockopt(zmq.MAXMSGSIZE, MESSAGE_AT_MOST)
    context.setsockopt(zmq.LINGER, 0)
    return context


def _answers(connection: Any, port: int) -> bool:
    if connection["transport"] == "tcp":
        with socket.socket(socket.AF_INET) as trial:
            return trial.connect_ex((connection["ip"], port)) == 0
    with socket.socket(socket.AF_UNIX) as trial:
        return trial.connect_ex(f"{connection['ip']}-{port}") == 0


def _bytes(content: Any) -> bytes:
    """What the expression gave, in a reply that may be anything at all."""
    if content["status"] != "ok" or content["user_expressions"]["it"]["status"] != "ok":
        raise Malformed
    text = content["user_expressions"]["it"]["data"]["text/plain"]
    try:
        return base64.b64decode(text[1:-1].encode("ascii"), validate=True)
    except binascii.Error as error:
        raise Malformed from error


def call(function: str, *arguments: object) -> str:
    """An expression that calls a function of the probe, whatever names the notebook has taken."""
    assert all(ast.literal_eval(repr(each)) == each for each in arguments)
    return f"__import__('curso.box.cold_probe', fromlist=['it']).{function}{arguments!r}"


def outcome(replies: list[Any]) -> tuple[str, bool]:
    """The status of an untrusted reply, and whether it asks for the kernel to be stopped."""
    content = replies[-1].get("content") if replies and isinstance(replies[-1], dict) else None
    if not isinstance(content, dict):
        return "", False
    payload = content.get("payload")
    sources = [each.get("source") for each in payload if isinstance(each, dict)] if isinstance(payload, list) else []
    return str(content.get("status")), "ask_exit" in sources
