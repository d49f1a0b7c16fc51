"""The last step before a student's code: takes what is left of privileges, sets the limits, and runs the program.

Run by its path (`python -I -S launch.py ORDERS PROGRAM …`), so it can't import anything of the course. ORDERS is JSON:
{"user": uid to become, "limits": {"RLIMIT_AS": bytes, …}, "die": whether to die with the parent process, "lifeline": in
a box, whose first process this is, the open file that closes when the grader is gone}.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
from typing import Any

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


def main(orders: dict[str, Any], program: list[str]) -> None:
    """Carry out `orders`, then become `program`, or run it and look after what it leaves."""
    parent = os.getppid()
    if (uid := orders.get("user")) is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    if limits := orders.get("limits"):
        set_limits(limits)
    if orders.get("die"):
        process_control(PR_SET_NO_NEW_PRIVS, 1)
        process_control(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    # Python ignores some signals, and what is ignored stays so in the program that it becomes
    for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)
    if (lifeline := orders.get("lifeline")) is not None:
        # what it runs must not be able to look into it or change it
        process_control(PR_SET_DUMPABLE, 0)
        process_control(PR_SET_PDEATHSIG, signal.SIGKILL)
        if select.select([lifeline], [], [], 0)[0]:
            os._exit(1)
        if (child := os.fork()) != 0:
            os._exit(look_after(child, lifeline))
        os.close(lifeline)
    os.execvp(program[0], program)


def look_after(child: int, lifeline: int) -> int:
    """Wait until `child` or the grader ends, and for whatever has lost its parents; what `child` ended with.

    When the first process of a box ends, the kernel kills all the others.
    """
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    # else the grader would not notice that the program has closed what it was handed
    for number in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208
        if number > 2 and number not in (woken, wake, lifeline):
            with contextlib.suppress(OSError):
                os.close(number)
    while True:
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if ended[0] == child:
                    code = os.waitstatus_to_exitcode(ended[1])
                    return code if code >= 0 else 128 - code
        ready = select.select([woken, lifeline], [], [])[0]
        if lifeline in ready:
            return 128 + signal.SIGKILL
        os.read(woken, 4096)


def set_limits(limits: dict[str, int]) -> None:
    """Set each limit for good."""
    import resource

    for name, most in limits.items():
        # not every system has every limit, and none lets a process raise the one that it was given
        with contextlib.suppress(AttributeError, ValueError, OSError):
            which = getattr(resource, name)
            held = resource.getrlimit(which)[1]
            most = most if held == resource.RLIM_INFINITY else min(most, held)
            resource.setrlimit(which, (most, most))


def process_control(what: int, value: int) -> None:
    """Linux's prctl."""
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(what, value, 0, 0, 0)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
