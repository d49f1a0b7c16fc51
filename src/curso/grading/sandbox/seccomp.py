"""A filter of system calls: what namespaces don't hold back and no lesson needs."""

from __future__ import annotations

import errno
import platform
import struct
import sys

# the numbers of the calls by machine: x86_64, aarch64
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
REFUSED = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "personality": (135, 92),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "syslog": (103, 116),
    # memory that belongs to no process, and what would outlast all of a notebook's processes
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
}
MMAP = (9, 222)
# memory that processes share without a file: it can be let go of, and is still there
SHARED_ANONYMOUS, KIND_OF_MAPPING = 0x21, 0x2F
SOCKET = (41, 198)
# AF_UNIX, AF_NETLINK (libzmq asks for it): each has its own network namespace. Not so AF_VSOCK, through which a virtual
# machine speaks to its host; and the kernel remembers connections of AF_INET and AF_INET6 for a minute after their end,
# in which the next notebook could read what the one before it has dialled.
FAMILIES = (1, 16)
X32 = 0x40000000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, FOURTH_ARGUMENT = 0, 4, 16, 40
LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM


def filter_program() -> bytes | None:
    """The filter as the kernel takes it; None on a machine whose numbers we don't have."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in MACHINES or sys.byteorder != "little":
        return None
    column, architecture = MACHINES[machine]
    # (code, value, where to go when it is so, where to go when not), the places by name
    lines: list[tuple[int, int, str, str]] = [
        (LOAD, ARCHITECTURE, "", ""),
        (EQUAL, architecture, "", "refuse"),
        (LOAD, NUMBER, "", ""),
        (AT_LEAST, X32, "refuse", ""),
        *((EQUAL, numbers[column], "refuse", "") for numbers in REFUSED.values()),
        (EQUAL, MMAP[column], "mmap", ""),
        (EQUAL, SOCKET[column], "", "allow"),
        (LOAD, FIRST_ARGUMENT, "", ""),
        *((EQUAL, family, "allow", "") for family in FAMILIES),
    ]
    places = {"refuse": len(lines), "allow": len(lines) + 1, "mmap": len(lines) + 2}
    lines += [(RETURN, REFUSE, "", ""), (RETURN, ALLOW, "", "")]
    lines += [(LOAD, FOURTH_ARGUMENT, "", ""), (AND, KIND_OF_MAPPING, "", "")]
    lines += [(EQUAL, SHARED_ANONYMOUS, "", "allowed"), (RETURN, REFUSE, "", ""), (RETURN, ALLOW, "", "")]
    places["allowed"] = len(lines) - 1

    def jump(here: int, place: str) -> int:
        return places[place] - here - 1 if place else 0

    return b"".join(
        struct.pack("<HBBI", code, jump(here, yes), jump(here, no), value)
        for here, (code, value, yes, no) in enumerate(lines)
    )
