"""The process that runs one notebook: forked from the warm one, it talks to the grader over sockets of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Any

from curso.box import frames
from curso.box.common import seed
from curso.box.kernel import BoxKernel, Written
from curso.box.snapshot import Captured, Kept, serve
from curso.box.watch import threads


def run(kernel: BoxKernel, main: socket.socket, probes: list[socket.socket]) -> None:
    """Obey the grader until it closes the socket; the process ends with it.

    Parameters
    ----------
    main : the grader's orders, and everything that the notebook puts out.
    probes : as many sockets as there can be snapshots, each for one of them to answer questions over.
    """
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        seed()
        sys.argv = ["ipykernel_launcher.py"]
        Child(kernel, main, probes).obey()
    except (frames.Closed, OSError):
        pass
    finally:
        os._exit(0)


class Child:
    """One notebook's process."""

    def __init__(self, kernel: BoxKernel, main: socket.socket, probes: list[socket.socket]) -> None:
        self.kernel = kernel
        self.main = main
        self.probes = probes
        self.kept = Kept(kernel.names)
        self.written = Written()
        sys.stdout, sys.stderr = kernel.stdout, kernel.stderr
        asyncio.set_event_loop(asyncio.new_event_loop())
        kernel.listen(self._forward)
        self.keep: socket.socket | None = None
        os.register_at_fork(after_in_child=self._forked)

    def obey(self) -> None:
        """Carry out orders, one after the other."""
        reader = frames.Reader(self.main)
        while True:
            head, body = reader.receive()
            order = getattr(self, f"do_{head['op']}")
            frames.send(self.main, *order(head, body))

    def do_run(self, head: dict[str, Any], body: bytes) -> frames.Frame:
        """Run a cell; its output is sent on the way."""
        self.kernel.told(head["widgets"])
        try:
            # between cells an interruption that comes late is nobody's
            signal.signal(signal.SIGINT, signal.default_int_handler)
            status = self.kernel.execute(head["source"], head["cell"])
        except KeyboardInterrupt:
            status = "error"
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        if self.main.fileno() < 0:  # a process that the cell made, and did not end
            os._exit(0)
        self.kernel.flush()
        for name, text in self.written.take():
            self.kernel.publish_written(name, text)
        return {"op": "done", "status": status, "ended": self.kernel.ended}, b""

    def do_capture(self, head: dict[str, Any], body: bytes) -> frames.Frame:
        """Keep the value of an expression as it is now."""
        lasting = self.kept.keep(head["place"], head["expression"])
        lasting = lasting and "tensorflow" not in sys.modules  # once it runs something, there are threads
        return {"op": "captured", "lasting": lasting, "can_part": threads() == 1}, b""

    def do_part(self, head: dict[str, Any], body: bytes) -> frames.Frame:
        """Leave what was kept to a process of its own, a snapshot of this one, where that is possible.

        A process with several threads cannot be forked safely (TensorFlow's would hang): then it all stays here.
        """
        probe = self.probes[head["probe"]]
        apart = threads() == 1
        self.keep = probe
        if apart and os.fork() == 0:
            serve(self.kept, probe)
        self.keep = None
        if apart:
            self.kept.forget()
            probe.close()
        return {"op": "parted", "apart": apart}, b""

    def do_value(self, head: dict[str, Any], body: bytes) -> frames.Frame:
        """The plain value that an expression has now."""
        with self._unheard():
            return Captured(head["expression"], self.kernel.names).reply(head["question_frame"], body)

    def do_ask(self, head: dict[str, Any], body: bytes) -> frames.Frame:
        """Ask about a value that is kept here."""
        with self._unheard():
            return self.kept.reply(head["place"], head["question_frame"], body)

    def do_tell(self, head: dict[str, Any], body: bytes) -> frames.Frame:
        """Let `passed` know how an exercise went."""
        from curso.notebook import told

        told(head["exercise"], head["passed"])
        return {"op": "told"}, b""

    @contextlib.contextmanager
    def _unheard(self) -> Iterator[None]:
        """What an answer prints or draws while it is asked belongs to no cell, nor does an `exit()` in it."""
        self.kernel.listen(None)
        ended = self.kernel.ended
        try:
            yield
        finally:
            self.kernel.shell.exit_now = ended
            pyplot = sys.modules.get("matplotlib.pyplot")
            if pyplot is not None:
                pyplot.close("all")
            self.kernel.flush()
            self.written.take()
            self.kernel.listen(self._forward)

    def _forward(self, message: dict[str, Any]) -> None:
        if message["msg_type"] != "stream":  # what was written before something is shown stands before it
            for name, text in self.written.take():
                self.kernel.publish_written(name, text)
        try:
            frames.send(self.main, {"op": "message", "message": message})
        except ValueError:
            shown = {"name": "stderr", "text": "[…]\n"}
            frames.send(self.main, {"op": "message", "message": {**message, "msg_type": "stream", "content": shown}})

    def _forked(self) -> None:
        """A process that comes of this one, the student's or a snapshot, does not speak for it."""
        self.kernel.speak_past()
        for sock in (self.main, *self.probes):
            if sock is not self.keep:
                sock.close()
