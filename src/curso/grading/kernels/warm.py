"""Kernels forked from a warm process in the sandbox: one process a worker, one child a notebook."""

from __future__ import annotations

import base64
import binascii
import json
import math
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from curso.box import frames
from curso.exercises.probe import Reply
from curso.exercises.spec import Case
from curso.grading.kernels.base import ANSWERS_SECONDS, Ended, KernelFailed, Way
from curso.grading.kernels.recorder import Recorder
from curso.grading.kernels.remote import Apart, Remote, nobody
from curso.grading.kernels.usage import usage
from curso.grading.sandbox import Limits, start

WARM_UP = 120.0  # seconds that importing everything may take on a busy machine
ORDER = 15.0  # that the warm process may take to obey
GRACE = 3.0  # that an interrupted cell may take to end
VALUE_SECONDS = 2.0
FRAMES_AT_MOST = 96 * 2**20  # bytes that a notebook may send in all
PATIENT = 3  # looks at too much memory until the grader ends what the warm process should have ended; fewer at far more


class WarmBox:
    """The warm process of this worker; started when it is first needed, and again when it is lost or soiled."""

    def __init__(self, limits: Limits, preload: Sequence[str] = ()) -> None:
        self.limits = limits
        self.preload = tuple(preload)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._own = 0  # bytes that it holds when no notebook runs
        self._next_look = math.inf
        self._over = 0
        self._why = ""

    def spawn(self, sockets: Sequence[socket.socket]) -> None:
        """Fork a child that talks over `sockets`. Raises KernelFailed."""
        for _ in range(2):
            if self._control is None:
                self._start()
            self._over, self._why, self._next_look = 0, "", time.monotonic() + frames.LOOK_EVERY
            order = {
                "op": "spawn",
                "limits": {"memory": self.limits.memory, "processes": self.limits.processes},
            }
            if (self._order(order, [s.fileno() for s in sockets]) or {}).get("spawned"):
                return
            self.close()
        raise KernelFailed

    def interrupt(self) -> None:
        """Interrupt the cell that runs."""
        self._order({"op": "interrupt"})

    def kill(self) -> None:
        """End the notebook's own process; its snapshots stay."""
        self._order({"op": "kill"})

    def end(self) -> str:
        """End all that the notebook started and remove what it wrote; returns why it was ended before, if it was."""
        reply = self._order({"op": "end"})
        if reply is None or not reply.get("clean"):
            self.close()
        return str((reply or {}).get("why", "")) or self._why

    def look(self) -> None:
        """End everything when it goes on holding more memory than it may.

        The warm process does that first, and ends only what is to blame; but the notebook can stop it.
        """
        if self._process is None or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + frames.LOOK_EVERY
        most = self.limits.memory
        times = max(0, usage(self._process.pid, most + self._own, self._own)[1] - self._own) // most
        self._over = self._over + times if times else 0
        if self._over >= PATIENT:
            self.close()
            self._why = "memory"

    def close(self) -> None:
        """End the warm process."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        namespace = str(Path("/proc/self/ns/pid").readlink())
        arguments = [sys.executable, "-m", "curso.box.server", str(theirs.fileno()), namespace]
        try:
            self._process = start([*arguments, *self.preload], fds=[theirs.fileno()], limits=self.limits)
        finally:
            theirs.close()
        self._control, self._next_look = ours, math.inf
        if not (self._heard(WARM_UP) or {}).get("ready"):
            self.close()
            raise KernelFailed
        self._own = usage(self._process.pid, 0)[1]

    def _order(self, order: dict[str, Any], fds: Sequence[int] = ()) -> dict[str, Any] | None:
        if self._control is None:
            return None
        try:
            socket.send_fds(self._control, [json.dumps(order).encode()], list(fds))
        except OSError:
            return None
        return self._heard(ORDER)

    def _heard(self, seconds: float) -> dict[str, Any] | None:
        until = time.monotonic() + seconds
        while self._control is not None and not select.select([self._control], [], [], frames.LOOK_EVERY)[0]:
            if time.monotonic() > until:
                return None
            self.look()
        if self._control is None:
            return None
        try:
            heard = json.loads(self._control.recv(1 << 16) or b"{}")
        except (OSError, ValueError):
            return None
        return heard if isinstance(heard, dict) else None


class WarmKernel:
    """A child of the warm process, for one notebook.

    What was answered is kept in the child until a cell could change it, since few can: functions are asked with the
    names that they had. Then a snapshot of the child, another process, keeps it; or at once, in that way of keeping.
    """

    def __init__(self, box: WarmBox, nb: Any, exercises: int, way: Way = Way.TOGETHER) -> None:
        pairs = [socket.socketpair() for _ in range(exercises + 1)]
        self.box = box
        self._why = ""
        self._ours = [ours for ours, _ in pairs]
        self._recorder = Recorder(nb)
        self._reader = frames.Reader(self._ours[0], box.look)
        self._asked = 0
        self._way = way
        self._inside: list[_Answer] = []
        self._snapshots = 0
        self._alive = True
        self._finished = False
        # of the answers: whether one could have had a snapshot, was asked in the notebook's process, went with another
        self._could_part = self._asked_here = self._lost = False
        self._end = time.monotonic() + box.limits.notebook_seconds
        self._last = self._end + ANSWERS_SECONDS
        try:
            box.spawn([theirs for _, theirs in pairs])
        finally:
            for _, theirs in pairs:
                theirs.close()

    def run(self, cell: Any, index: int, gentle: bool = False) -> Ended:
        """Run a code cell."""
        if not gentle:
            self._part()
        if not self._alive:
            return Ended.DIED
        until = min(time.monotonic() + self.box.limits.cell_seconds, self._end)
        order = {"op": "run", "source": cell.source, "cell": str(cell.get("id") or index)}
        order["widgets"] = self._recorder.to_kernel()
        interrupted = False
        try:
            frames.send(self._ours[0], order, until=until, look=self.box.look)
            while True:
                try:
                    head, _ = self._receive(until)
                except frames.Late:
                    if interrupted:
                        raise
                    interrupted, until = True, time.monotonic() + GRACE
                    self.box.interrupt()
                    continue
                if head.get("op") == "message":
                    self._record(head.get("message"), cell, index)
                elif head.get("op") == "done":
                    break
        except (frames.Late, frames.Closed, ValueError):
            self._died()
            return Ended.TIMEOUT if interrupted else Ended.DIED
        finally:
            self._recorder.finish_cell(cell, index)
        if head.get("ended") is True:
            self._died()
        if interrupted:
            return Ended.TIMEOUT
        return Ended.OK if head.get("status") == "ok" else Ended.ERROR

    @property
    def why(self) -> str:
        """Why the notebook was ended, where it used too much."""
        return self._why

    @property
    def alive(self) -> bool:
        """Whether more cells can be run."""
        return self._alive

    @property
    def again(self) -> Way | None:
        """How to have what went with a process that ended, or had to be, while answers lived in it."""
        if not self._lost:
            return None
        return Way.APART if self._way is Way.TOGETHER and self._could_part else Way.COLD

    @property
    def late(self) -> bool:
        """Whether the notebook has used up its time."""
        return time.monotonic() > self._end

    def respondent(self, exercise: str, expression: str) -> Remote:
        """Whatever answers questions about the value that `expression` has now."""
        answer = _Answer(self, f"{exercise}#{self._asked}")
        self._asked += 1
        order = {"op": "capture", "place": answer.place, "expression": expression}
        try:
            head, _ = self._exchange(order, b"", time.monotonic() + self.box.limits.cell_seconds)
        except (frames.Late, frames.Closed):
            self._died()
            return Remote(nobody)
        self._inside.append(answer)
        answer.could_part = head.get("can_part") is True
        self._could_part = self._could_part or answer.could_part
        if self._way is Way.APART or head.get("lasting") is not True:
            self._part()
        return Remote(answer.exchange, self._last)

    def value(self, expression: str) -> Reply:
        """The plain value that `expression` has now."""

        def here(question: dict[str, Any], body: bytes, until: float) -> frames.Frame:
            return self._put({"op": "value", "expression": expression, "question_frame": question}, body, until)

        return Remote(here, self._last).ask(Case((), ask="value"), VALUE_SECONDS)

    def tell(self, exercise: str, passed: bool) -> None:
        """Let later cells know how the public cases went."""
        try:
            self._exchange({"op": "tell", "exercise": exercise, "passed": passed}, b"", time.monotonic() + GRACE)
        except (frames.Late, frames.Closed):
            self._died()

    def finish(self) -> None:
        """No more cells: the process that could still write into the notebook ends, unless answers live in it."""
        self._finished = True
        if not self._inside:
            self._died()

    def close(self) -> None:
        """End everything that the notebook started."""
        for ours in self._ours:
            ours.close()
        self._why = self.box.end() or self._why

    def _part(self) -> None:
        """Leave the answers that live in the notebook's own process to a snapshot of it, where that is possible."""
        if not self._inside or not self._alive:
            return
        order = {"op": "part", "probe": self._snapshots}
        try:
            head, _ = self._exchange(order, b"", time.monotonic() + self.box.limits.cell_seconds)
        except (frames.Late, frames.Closed):
            self._died()
            return
        if head.get("apart") is True:
            self._snapshots += 1
            snapshot = Apart(self._ours[self._snapshots], self.box.look)
            for answer in self._inside:
                answer.apart, answer.alone = snapshot, len(self._inside) == 1
            self._inside = []
        elif self._way is Way.TOGETHER and any(answer.could_part for answer in self._inside):
            self._lost = True  # there are threads now: what runs next may change what was answered before

    def _put(self, head: dict[str, Any], body: bytes, until: float) -> frames.Frame:
        """Ask the notebook's own process. One that falls silent ends: its reply would be taken for the next one's."""
        try:
            return self._exchange(head, body, until)
        except (frames.Late, frames.Closed):
            self._died(asked=True)
            raise

    def _exchange(self, head: dict[str, Any], body: bytes, until: float) -> frames.Frame:
        if not self._alive:
            raise frames.Closed
        frames.send(self._ours[0], head, body, until, self.box.look)
        while True:
            answer = self._receive(until)
            if answer[0].get("op") != "message":  # what is shown outside a cell is shown nowhere
                return answer

    def _receive(self, until: float) -> frames.Frame:
        if self._reader.taken > FRAMES_AT_MOST:
            raise frames.Closed
        return self._reader.receive(until)

    def _record(self, message: Any, cell: Any, index: int) -> None:
        if isinstance(message, dict):
            try:
                message["buffers"] = [base64.b64decode(b) for b in message.get("buffers") or ()]
            except (TypeError, ValueError, binascii.Error):
                message["buffers"] = []
            self._recorder.take(message, cell, index)

    def _died(self, asked: bool = False) -> None:
        """The notebook's process has ended, or must: it may be that it was `asked` something and could not bear it."""
        if self._alive:
            self._alive = False
            if self._finished:
                self._lost = self._lost or len(self._inside) > 1
            else:  # in a process that answers were asked in, an answer may have brought the end about
                asked = asked or (self._way is Way.TOGETHER and self._asked_here)
                self._lost = self._lost or asked or bool(self._inside)
            self._ours[0].close()
            self.box.kill()


class _Answer:
    """Where an answer is kept: in the notebook's own process, until that leaves it to a snapshot."""

    def __init__(self, kernel: WarmKernel, place: str) -> None:
        self.place = place
        self.could_part = False
        self.apart: Apart | None = None
        self.alone = False
        self._kernel = kernel

    def exchange(self, head: dict[str, Any], body: bytes, until: float) -> frames.Frame:
        """Send a frame about the answer and return the one that answers it. Raises frames.Late and frames.Closed."""
        question = {"op": "ask", "place": self.place, "question_frame": head}
        if self.apart is None:
            self._kernel._asked_here = True
            return self._kernel._put(question, body, until)
        try:
            return self.apart.exchange(question, body, until)
        except (frames.Late, frames.Closed):
            self._kernel._lost = self._kernel._lost or not self.alone
            raise


def can_be_warm() -> bool:
    """Whether this machine can fork a warm process and pass sockets to it."""
    return sys.platform == "linux" and hasattr(os, "fork")
