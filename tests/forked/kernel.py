"""A Jupyter kernel that is forked from a process which has TensorFlow already: seventy notebooks import it once.

`kernel.py serve SOCKET` is that process; `kernel.py join SOCKET …` is what Jupyter starts and stops in place
of a kernel, and lives as long as the one forked for it. From the fork on, everything is ipykernel's own.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
from pathlib import Path

KERNEL = ["ipykernel.kernelapp", "matplotlib_inline.backend_inline", "ipywidgets"]
LESSONS = ["matplotlib.pyplot", "pandas", "sklearn.linear_model", "sklearn.model_selection", "tensorflow", "keras"]


def serve(address: str) -> None:
    """Import once, then fork a kernel for each that joins, until whoever started this closes its standard input."""
    import importlib
    import importlib.util

    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    sys.path.pop(0)
    for name in KERNEL + LESSONS:
        if importlib.util.find_spec(name.partition(".")[0]):
            importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            joined, _ = listener.accept()
            if not os.fork():
                listener.close()
                become_kernel(joined)
            joined.close()


def become_kernel(joined: socket.socket) -> None:
    """Take over the place, the surroundings and the outputs of the process that joined; end when it does."""
    import threading

    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    message, outputs, _, _ = socket.recv_fds(joined, 2**20, 3)
    for number, output in enumerate(outputs):
        os.dup2(output, number)
        os.close(output)
    asked = json.loads(message)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.environ.pop("JPY_PARENT_PID", None)  # whom it is told to watch is not its parent

    def end_with_it() -> None:
        joined.recv(1)
        os._exit(0)

    threading.Thread(target=end_with_it, daemon=True).start()
    IPKernelApp.launch_instance(asked["arguments"])
    os._exit(0)


def join(address: str, *arguments: str) -> None:
    """Ask for a kernel and wait for its end."""
    asked = {"folder": str(Path.cwd()), "environment": dict(os.environ), "arguments": arguments}
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(address)
        socket.send_fds(server, [json.dumps(asked).encode()], [0, 1, 2])
        server.recv(1)


if __name__ == "__main__":
    {"serve": serve, "join": join}[sys.argv[1]](*sys.argv[2:])
