"""A Jupyter kernel without ZMQ: ipykernel's own, whose messages go to a function instead of a socket."""

from __future__ import annotations

import asyncio
import base64
import io
import logging
import os
import tempfile
import threading
import types
import uuid
from collections.abc import Callable
from typing import Any, cast

from ipykernel.eventloops import enable_gui
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets.config import Config

Emit = Callable[[dict[str, Any]], None]

SENT_AT_MOST = 12 * 2**20  # bytes a cell may put out before the rest is not even sent
WRITTEN_AT_MOST = 2**20  # of what a cell wrote to its file descriptors 1 and 2, past Python
CHUNK = 1 << 16


class RecordingSession(Session):
    """Hands every message to `emit`, as the plain dictionary that it is."""

    emit: Emit | None = None

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> Any:
        """What a kernel calls to publish a message."""
        message = msg_or_type
        if not isinstance(message, dict):
            message = {"msg_type": msg_or_type, "content": content, "metadata": metadata, "parent_header": parent}
        if self.emit is not None:
            parent_header = message.get("parent_header") or {}
            self.emit(
                {
                    "msg_type": message["msg_type"],
                    "content": message.get("content") or {},
                    "metadata": message.get("metadata") or {},
                    "parent_header": {"msg_id": str(parent_header.get("header", parent_header).get("msg_id", ""))},
                    "buffers": [base64.b64encode(bytes(b)).decode() for b in buffers or ()],
                }
            )
        return message


class Stream(io.TextIOBase):
    """What `print` writes to: becomes stream messages, in the order of everything else that is shown."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, name: str, descriptor: int, publish: Callable[[str, str], None]) -> None:
        super().__init__()
        self.name = f"<{name}>"
        self._stream = name
        self._descriptor = descriptor
        self._publish = publish
        self._pending: list[str] = []
        self._length = 0
        self.twin: Stream | None = None
        self.past = False

    def write(self, text: str) -> int:
        """Keep it until there is enough to send, or something else is shown."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if self.past:
            os.write(self._descriptor, text.encode(errors="replace"))
            return len(text)
        if self.twin is not None and self.twin._pending:
            self.twin.flush()
        self._pending.append(text)
        self._length += len(text)
        if self._length >= CHUNK:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what is kept."""
        if self._pending:
            text = "".join(self._pending)
            self._pending, self._length = [], 0
            self._publish(self._stream, text)

    def writable(self) -> bool:
        """It is."""
        return True

    def fileno(self) -> int:
        """The descriptor that C code writes to."""
        return self._descriptor


class BoxKernel:
    """An IPython kernel, made once before any notebook; each child that is forked from it runs one notebook."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        self.session = RecordingSession()
        # the debugger that ipykernel would load has something to say about itself on stderr
        os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        self.kernel = IPythonKernel.instance(
            session=self.session, config=config, iopub_socket=None, log=logging.getLogger("curso.box")
        )
        self.kernel.shell_channel_thread = types.SimpleNamespace(parent_thread=threading.main_thread())
        self.shell = cast(Any, self.kernel.shell)
        # the shell's own way looks for an application that is not there
        self.shell.enable_gui = lambda gui=None: cast(Any, enable_gui)(gui, self.kernel)
        self.shell.should_run_async = only_where_something_is_awaited(self.shell.should_run_async)
        self.sent = 0
        self._parent: dict[str, Any] = {}
        self._forward: Emit = lambda message: None
        self.stdout = Stream("stdout", 1, self._publish)
        self.stderr = Stream("stderr", 2, self._publish)
        self.stdout.twin, self.stderr.twin = self.stderr, self.stdout

    def told(self, widgets: list[dict[str, Any]]) -> None:
        """Let widgets know what became of them in the notebook."""
        self._parent = {}
        manager: Any = self.kernel.comm_manager
        for content in widgets:
            message = {"header": {"msg_type": "comm_msg"}, "content": content, "metadata": {}, "buffers": []}
            manager.comm_msg(None, None, message)

    def listen(self, forward: Emit | None) -> None:
        """From here on messages go to `forward`; None drops them."""
        self._forward = forward or (lambda message: None)
        self.session.emit = self._emit

    def execute(self, source: str, cell_id: str) -> str:
        """Run a cell as a kernel does; returns "ok" or "error"."""
        self.sent = 0
        self._parent = {"header": {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request"}, "metadata": {}}
        self.kernel.set_parent([b""], self._parent, "shell")  # type: ignore[no-untyped-call]
        loop = asyncio.get_event_loop()
        return str(loop.run_until_complete(self._execute(source, cell_id))["status"])

    @property
    def ended(self) -> bool:
        """Whether the notebook asked its kernel to stop, with `exit()` for instance."""
        return bool(self.shell.exit_now)

    @property
    def names(self) -> dict[str, Any]:
        """What the notebook has defined."""
        names: dict[str, Any] = self.shell.user_ns
        return names

    def speak_past(self) -> None:
        """After a fork: nothing is published, and what is printed goes to the descriptors, as from any program."""
        self.listen(None)
        for stream in (self.stdout, self.stderr):
            stream._pending, stream.past = [], True

    def flush(self) -> None:
        """Send what the streams keep."""
        self.stdout.flush()
        self.stderr.flush()

    async def _execute(self, source: str, cell_id: str) -> dict[str, Any]:
        run: Any = self.kernel.do_execute
        reply: dict[str, Any] = await run(source, silent=False, store_history=True, cell_id=cell_id)
        return reply

    def _publish(self, name: str, text: str) -> None:
        header = {"msg_id": self._parent.get("header", {}).get("msg_id", "")}
        self._emit(
            {"msg_type": "stream", "content": {"name": name, "text": text}, "metadata": {}, "parent_header": header}
        )

    def _emit(self, message: dict[str, Any]) -> None:
        if self.sent <= SENT_AT_MOST:
            self.sent += _size(message["content"])
            self._forward(message)

    def publish_written(self, name: str, text: str) -> None:
        """Publish what C code or a subprocess wrote to a file descriptor."""
        self._publish(name, text)


def only_where_something_is_awaited(asked: Callable[..., bool]) -> Callable[..., bool]:
    """IPython compiles each cell twice more to learn whether it awaits anything; what does not say so need not be."""

    def should_run_async(source: str, *, transformed_cell: str | None = None, **more: Any) -> bool:
        if transformed_cell is not None and "await" not in transformed_cell and "async" not in transformed_cell:
            return False
        return asked(source, transformed_cell=transformed_cell, **more)

    return should_run_async


def _size(content: Any) -> int:
    """About how many characters a message will take."""
    if isinstance(content, str):
        return len(content)
    if isinstance(content, dict):
        return sum(_size(value) for value in content.values())
    if isinstance(content, (list, tuple)):
        return sum(_size(value) for value in content)
    return 8


class Written:
    """Catches what is written to descriptors 1 and 2 past Python's own streams, between two looks at it."""

    def __init__(self) -> None:
        self._files = {}
        for descriptor, name in ((1, "stdout"), (2, "stderr")):
            with tempfile.TemporaryFile() as file:  # it has no name, and lasts as long as the descriptor
                os.dup2(file.fileno(), descriptor)
            self._files[name] = descriptor

    def take(self) -> list[tuple[str, str]]:
        """What was written since the last call, by stream."""
        found = []
        for name, descriptor in self._files.items():
            try:
                size = os.fstat(descriptor).st_size
                if not size:
                    continue
                text = os.pread(descriptor, WRITTEN_AT_MOST, 0).decode("utf-8", "replace")
                os.ftruncate(descriptor, 0)
                os.lseek(descriptor, 0, os.SEEK_SET)
            except OSError:  # the notebook closed it, or made it something else
                continue
            found.append((name, text))
        return found
