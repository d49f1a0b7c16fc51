"""The warm process: imports once what the notebooks use, then forks a child for each and cleans up after it."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from curso.box import child, pages, watch
from curso.box.common import import_all
from curso.box.kernel import BoxKernel

PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36
ORDER_AT_MOST = 1 << 16
FDS_AT_MOST = 250
LOOK_EVERY = 0.1  # seconds
# what IPython and matplotlib import when a notebook first draws or fails
ON_FIRST_USE = ("matplotlib_inline.backend_inline", "IPython.core.pylabtools", "IPython.core.logger", "bdb")


class Server:
    """Obeys the grader's worker, over a socket that no notebook ever holds."""

    def __init__(self, control: socket.socket, namespace: str, scratch: list[Path]) -> None:
        self.control = control
        self.alone = str(Path("/proc/self/ns/pid").readlink()) != namespace
        # what this process alone can write; without a namespace of its own it is the folders that were made for it
        self.scratch = [*scratch, Path("/dev/shm")] if self.alone else scratch
        self.kernel: BoxKernel | None = None
        self.threads = 0
        self.active: int | None = None
        self.limits: dict[str, Any] = {}
        self.why = ""

    def warm_up(self, modules: list[str]) -> None:
        """Import the modules, make the kernel and rehearse."""
        import_all(modules)
        self.kernel = BoxKernel()
        rehearse()
        watch.wipe(self.scratch)
        gc.collect()
        gc.freeze()
        pages.gather()
        self.threads = watch.threads()

    def obey(self) -> None:
        """Carry out orders until the worker is gone."""
        while True:
            if not select.select([self.control], [], [], LOOK_EVERY if self.active else None)[0]:
                self.look()
                continue
            data, fds, _, _ = socket.recv_fds(self.control, ORDER_AT_MOST, FDS_AT_MOST)
            if not data:
                return
            order = json.loads(data)
            self.say(**getattr(self, f"do_{order['op']}")(order, fds))

    def say(self, **what: Any) -> None:
        """Tell the worker something."""
        self.control.send(json.dumps(what).encode())

    def do_spawn(self, order: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        """Fork a child that runs a notebook over these sockets."""
        if watch.threads() > self.threads:
            return {"spawned": False}
        assert self.kernel is not None
        self.limits, self.why = order["limits"], ""
        pid = os.fork()
        if pid == 0:
            self.control.close()
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # else nobody could tell how much it uses
            sockets = [socket.socket(fileno=fd) for fd in fds]
            child.run(self.kernel, sockets[0], sockets[1:])
        for fd in fds:
            os.close(fd)
        self.active = pid
        return {"spawned": True}

    def do_interrupt(self, order: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        """Interrupt the cell that runs."""
        if self.active:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.active, signal.SIGINT)
        return {"interrupted": bool(self.active)}

    def do_kill(self, order: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        """End the notebook's own process; the snapshots that were taken of it stay."""
        if self.active:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.active, signal.SIGKILL)
        return {"killed": bool(self.active)}

    def do_end(self, order: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        """End every process of the notebook and remove every file that it wrote."""
        watch.end_all(self.alone)
        self.active = None
        return {"ended": True, "clean": watch.wipe(self.scratch), "why": self.why}

    def look(self) -> None:
        """End the notebook when its processes together use more than they may."""
        running = watch.others() if self.alone else watch.children()
        if len(running) > self.limits["processes"]:
            self.why = "processes"
        elif watch.memory(running, self.limits["memory"]) > self.limits["memory"]:
            if not self.why:  # at first those that are to blame: the snapshots hold what was answered before
                self.why = "memory"
                for pid in {self.active or 0, *watch.biggest(running, self.limits["memory"] // 16)} - {0}:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                return
        else:
            return
        watch.end_all(self.alone)
        self.active = None


def rehearse() -> None:
    """Do once what takes ten times as long the first time: draw text and a formula, show a table, take one in.

    Nothing here may start a thread: the process could not be forked any more.
    """
    import_all(ON_FIRST_USE)
    import pandas as pd
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    (line,) = axes.plot([0, 1], [0, 1], label=r"$\theta_0 + \theta_1 x$")
    axes.set_title(str(line.get_label()))
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    table = pd.DataFrame({"x": [0.0, 1.0]})
    f"{table}{table.to_html()}"
    if "sklearn" in sys.modules:
        from sklearn.utils.validation import check_array

        check_array(table)


def main(arguments: list[str]) -> None:
    """Entry point: the number of the control socket, the worker's process namespace, and modules to import."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)  # no notebook may look into this process
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    scratch = [Path(folder) for folder in os.environ.get("CURSO_SCRATCH", "").split(os.pathsep) if folder]
    server = Server(socket.socket(fileno=int(arguments[0])), arguments[1], scratch)
    server.warm_up(arguments[2:])
    server.say(ready=True)
    server.obey()


if __name__ == "__main__":
    main(sys.argv[1:])
