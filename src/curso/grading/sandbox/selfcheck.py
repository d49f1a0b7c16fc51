"""Run inside a box: says what it finds there, for the grader to believe that the box holds.

`python selfcheck.py FILE` prints JSON; FILE is one of this machine that can't be seen from a box that holds.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import resource
import socket
import sys
from pathlib import Path
from typing import Any

CLONE_NEWUSER = 0x10000000


def main(secret: str) -> dict[str, Any]:
    """What can be done from here that should not be possible, by name; all of it false in a box that holds."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    status = dict(line.split(":\t") for line in lines if ":\t" in line)
    return {
        "root": 0 in (os.getuid(), os.geteuid(), os.getgid(), os.getegid()),
        "capabilities": any(int(status[name], 16) for name in ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb")),
        "new privileges": status["NoNewPrivs"] != "1",
        "network": [name for _, name in socket.if_nameindex()] != ["lo"],
        "other processes": len([name for name in os.listdir("/proc") if name.isdigit()]) > 3,  # noqa: PTH208
        "files of this machine": Path(secret).exists(),
        "writing outside": any(map(_writes, ("/", "/usr", "/etc", "/dev", str(Path(__file__).parent)))),
        "unlimited memory": resource.RLIM_INFINITY in resource.getrlimit(resource.RLIMIT_AS),
        "unlimited processes": resource.RLIM_INFINITY in resource.getrlimit(resource.RLIMIT_NPROC),
        "packages missing": not all(map(importlib.util.find_spec, ("curso", "numpy"))),
        "namespaces": ctypes.CDLL(None).unshare(CLONE_NEWUSER) == 0,
    }


def _writes(folder: str) -> bool:
    try:
        Path(folder, "selfcheck").touch()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
