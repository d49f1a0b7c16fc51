"""A kernel of its own for each notebook, driven by nbclient: slower than a warm one, with the same marks."""

from __future__ import annotations

import asyncio
import base64
import copy
import json
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from curso.exercises import wire
from curso.exercises.probe import Problem, Reply
from curso.exercises.spec import Case
from curso.grading.kernels.base import ANSWERS_SECONDS, Ended, KernelFailed
from curso.grading.kernels.recorder import Recorder
from curso.grading.kernels.started import LOOK_EVERY, Gone, Late, Started, call, outcome
from curso.grading.notebooks import node
from curso.grading.sandbox import Limits

START = 60.0  # seconds that a kernel may take to start on a busy machine
WARM_UP = 120.0  # and to import what the lesson uses
GRACE = 3.0  # that an interrupted cell may take to end
VALUE_SECONDS = 2.0
PATIENCE = 2.5  # beyond an exercise's own limit, until the kernel counts as stuck

T = TypeVar("T")
Step = Callable[[Started], Coroutine[Any, Any, None]]


class ColdKernel:
    """An ipykernel in the sandbox.

    A kernel that is lost because of an answer that was asked is started again and brought to where it was: what one
    answer does costs no other answer anything. A cell that ends the kernel ends the notebook's run.
    """

    def __init__(self, nb: Any, limits: Limits, preload: Sequence[str] = ()) -> None:
        self.limits = limits
        self._preload = tuple(preload)
        self._loop = asyncio.SelectorEventLoop()
        self._thread = threading.Thread(target=self._turn, name="cold kernel", daemon=True)
        self._thread.start()
        self._recorder = Recorder(nb, allow_errors=True)
        self._steps: list[Step] = []  # what brought the kernel to where it is
        self._places = 0
        self._alive = True
        self._why = ""
        self._asking = True
        self._started: Started | None = None
        try:
            self._started = self._do(self._begin())
        except BaseException:
            self.close()
            raise
        self._end = time.monotonic() + limits.notebook_seconds
        self._last = self._end + ANSWERS_SECONDS

    @property
    def why(self) -> str:
        """What the notebook used too much of, when that is why it was ended: "memory" or "processes", else empty."""
        return self._why

    @property
    def alive(self) -> bool:
        """Whether more cells can be run."""
        return self._alive

    @property
    def again(self) -> None:
        """Never: a kernel that is lost is brought back to where it was."""

    @property
    def late(self) -> bool:
        """Whether the notebook has used up its time."""
        return time.monotonic() > self._end

    def run(self, cell: Any, index: int, gentle: bool = False) -> Ended:
        """Run a code cell."""
        if not self._alive:
            return Ended.DIED
        try:
            return self._do(self._run_and_remember(cell, index))
        finally:
            self._recorder.finish_cell(cell, index)

    def respondent(self, exercise: str, expression: str) -> ColdRespondent:
        """Whatever answers questions about the value that `expression` has now."""
        place = f"{exercise}#{self._places}"
        self._places += 1
        kept = self._do(self._keep(place, expression))
        return ColdRespondent(self, "answer", place, None if kept else Reply(problem=Problem.NO_REPLY))

    def value(self, expression: str) -> Reply:
        """The plain value that `expression` has now."""
        if not self._alive:
            return Reply(problem=Problem.NO_REPLY)
        return ColdRespondent(self, "value", expression).ask(Case((), ask="value"), VALUE_SECONDS)

    def tell(self, exercise: str, passed: bool) -> None:
        """Let later cells know how the public cases went."""
        if self._alive:
            self._do(self._tell(exercise, passed))

    def finish(self) -> None:
        """No more cells; nothing that the kernel shows is written into the notebook any more."""
        self._alive = False

    def close(self) -> None:
        """End the kernel and all that it started."""
        self._alive = self._asking = False
        if self._thread.is_alive():
            self._do(self._stop())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def ask(self, function: str, place: str, head: dict[str, Any], body: bytes, seconds: float) -> bytes:
        """Ask a function of the probe; what comes back may be anything. Raises Gone, Late, wire.Malformed."""
        expression = call(function, place, json.dumps(head), base64.b64encode(body).decode("ascii"))
        return self._do(self._ask(expression, seconds))

    def _turn(self) -> None:
        self._loop.run_forever()
        self._loop.close()

    def _do(self, task: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(task, self._loop).result()

    async def _begin(self) -> Started:
        started = Started(self.limits)
        try:
            await started.connect(START)
            await started.evaluate(call("prepare", self._preload), time.monotonic() + WARM_UP)
        except BaseException as error:
            started.stop()
            if isinstance(error, (Gone, Late, wire.Malformed)):
                raise KernelFailed from error
            raise
        return started

    async def _current(self) -> Started:
        """The kernel; a new one, brought to where the last one was, when that is lost. Raises Gone."""
        if self._started is not None:
            return self._started
        if not self._asking:
            raise Gone
        lost = time.monotonic()
        started = await self._begin()
        try:
            for step in self._steps:
                if time.monotonic() > self._end + self.limits.notebook_seconds:
                    raise Gone
                await step(started)
        except (Gone, Late, wire.Malformed) as error:
            started.stop()
            self._asking = False  # it does not go the same way twice
            raise Gone from error
        self._started = started
        self._last += time.monotonic() - lost
        return started

    async def _run_and_remember(self, cell: Any, index: int) -> Ended:
        try:
            started = await self._current()
        except Gone:
            self._alive = False
            return Ended.DIED
        ended, exits = await self._run(started, self._recorder, cell, index, self._end)
        if self._started is None:
            self._alive = False
            return ended
        if exits:
            self._alive = False
        source = copy.deepcopy(cell)

        async def again(other: Started) -> None:
            nb = node({"cells": [source], "metadata": {}})
            await self._run(other, Recorder(nb, allow_errors=True), nb.cells[0], 0, time.monotonic() + START)
            if other.process.poll() is not None:
                raise Gone

        self._steps.append(again)
        return ended

    async def _run(self, started: Started, recorder: Recorder, cell: Any, index: int, end: float) -> tuple[Ended, bool]:
        """Run a cell; returns how it ended, and whether it asked the kernel to stop."""
        replies: list[Any] = []

        def replied(execute_reply: Any, **_: Any) -> None:
            replies.append(execute_reply)

        for content in recorder.to_kernel():
            started.tell("comm_msg", content)
        recorder.kc, recorder.on_cell_executed = started.client, replied
        until = min(time.monotonic() + self.limits.cell_seconds, end)
        interrupted = False
        running = asyncio.ensure_future(recorder.async_execute_cell(cell, index))
        running.add_done_callback(_heard)  # what it says after the kernel is given up is nobody's business
        try:
            while not running.done():
                await asyncio.wait({running}, timeout=min(LOOK_EVERY, max(0.0, until - time.monotonic())))
                started.look()
                if running.done() or time.monotonic() < until:
                    continue
                if interrupted:
                    raise Gone
                interrupted, until = True, time.monotonic() + GRACE
                await started.interrupt()
            running.result()
        except Exception:  # nbclient stumbles over nothing but a kernel that is dead, or that talks nonsense
            running.cancel()
            self._lose(started)
            return (Ended.TIMEOUT if interrupted else Ended.DIED), False
        status, exits = outcome(replies)
        if interrupted:
            return Ended.TIMEOUT, exits
        return (Ended.OK if status == "ok" or not replies else Ended.ERROR), exits

    async def _keep(self, place: str, expression: str) -> bool:
        async def keep(started: Started) -> None:
            await started.evaluate(call("capture", place, expression), time.monotonic() + self.limits.cell_seconds)

        if not self._alive:
            return False
        try:
            await keep(await self._current())
        except (Gone, Late, wire.Malformed):
            # it is the notebook that can't go on: the expression is evaluated as a cell would be
            self._alive = False
            self._lose(self._started)
            return False
        self._steps.append(keep)
        return True

    async def _tell(self, exercise: str, passed: bool) -> None:
        async def tell(started: Started) -> None:
            await started.evaluate(call("tell", exercise, passed), time.monotonic() + GRACE)

        try:
            await tell(await self._current())
        except wire.Malformed:  # the notebook has made something else of it
            return
        except (Gone, Late):
            self._alive = False
            self._lose(self._started)
            return
        self._steps.append(tell)

    async def _ask(self, expression: str, seconds: float) -> bytes:
        if time.monotonic() > self._last:
            raise Late
        started = await self._current()
        try:
            return await started.evaluate(expression, min(time.monotonic() + seconds + PATIENCE, self._last))
        except (Gone, Late):
            self._lose(started)
            raise

    def _lose(self, started: Started | None) -> None:
        if started is not None:
            started.stop()
            self._why = self._why or started.why
            if started is self._started:
                self._started = None

    async def _stop(self) -> None:
        self._lose(self._started)
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _heard(task: asyncio.Future[Any]) -> None:
    if not task.cancelled():
        task.exception()


class ColdRespondent:
    """Asks a cold kernel about a value that it keeps: what comes back is believed to be anything at all."""

    def __init__(self, kernel: ColdKernel, function: str, place: str, gone: Reply | None = None) -> None:
        self._kernel = kernel
        self._function = function
        self._place = place
        self._gone = gone

    def ask(self, case: Case, seconds: float) -> Reply:
        """What the answer says to a question; an answer that once did not reply is not asked again."""
        if self._gone is not None:
            return self._gone
        head = {"op": "ask", "question": case.ask, "seconds": seconds}
        try:
            return wire.decode_reply(
                self._kernel.ask(self._function, self._place, head, wire.encode(case.args), seconds)
            )
        except Late:
            self._gone = Reply(problem=Problem.TIMEOUT)
        except Gone:
            self._gone = Reply(problem=Problem.NO_REPLY)
        except wire.Malformed:
            self._gone = Reply(problem=Problem.MALFORMED)
        return self._gone

    def blank(self) -> bool:
        """Whether the answer still has a blank in it."""
        if self._gone is not None:
            return False
        try:
            reply = json.loads(self._kernel.ask(self._function, self._place, {"op": "blank"}, b"", 0.0))
        except (Late, Gone, ValueError, RecursionError):
            return False
        return isinstance(reply, dict) and reply.get("blank") is True
