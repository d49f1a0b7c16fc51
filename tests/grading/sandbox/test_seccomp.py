"""The filter of system calls, read back by an interpreter of its instructions."""

from __future__ import annotations

import struct

import pytest

from curso.grading.sandbox import seccomp
from curso.grading.sandbox.seccomp import ALLOW, REFUSE, filter_program

X86_64, AARCH64, I386 = 0xC000003E, 0xC00000B7, 0x40000003


def verdict(program: bytes, machine: int, call: int, first: int = 0, fourth: int = 0) -> int:
    """What the kernel would answer to this call."""
    lines = list(struct.iter_unpack("<HBBI", program))
    data = struct.pack("<IIQ6Q", call, machine, 0, first, 0, 0, fourth, 0, 0)
    held, here = 0, 0
    while True:
        code, yes, no, value = lines[here]
        if code == 0x06:
            return value
        if code == 0x20:
            held = struct.unpack_from("<I", data, value)[0]
        elif code == 0x54:
            held &= value
        else:
            here += yes if (held == value if code == 0x15 else held >= value) else no
        here += 1


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """A machine: which column its numbers stand in, and its own number."""
    monkeypatch.setattr(seccomp.platform, "machine", lambda: request.param)
    monkeypatch.setattr(seccomp.sys, "platform", "linux")
    return (0, X86_64) if request.param == "x86_64" else (1, AARCH64)


def test_calls_in_the_list_are_refused_and_others_are_not(machine: tuple[int, int]) -> None:
    column, number = machine
    program = filter_program()
    refused = {numbers[column] for numbers in seccomp.REFUSED.values()}
    allowed = set(range(460)) - refused - {seccomp.SOCKET[column]}
    assert {verdict(program, number, call) for call in refused} == {REFUSE}
    assert {verdict(program, number, call) for call in allowed} == {ALLOW}


def test_only_sockets_with_a_namespace_of_their_own_are_made(machine: tuple[int, int]) -> None:
    column, number = machine
    program = filter_program()
    made = [family for family in range(50) if verdict(program, number, seccomp.SOCKET[column], family) == ALLOW]
    assert made == [1, 16]


def test_memory_is_shared_through_files_only(machine: tuple[int, int]) -> None:
    column, number = machine
    shared, private, anonymous, no_reserve = 0x01, 0x02, 0x20, 0x4000
    kinds = [kind | more for kind in (shared, private) for more in (0, anonymous, no_reserve, anonymous | no_reserve)]
    refused = [flags for flags in kinds if verdict(filter_program(), number, seccomp.MMAP[column], 0, flags) == REFUSE]
    assert refused == [shared | anonymous, shared | anonymous | no_reserve]


def test_calls_of_another_kind_of_machine_are_refused(machine: tuple[int, int]) -> None:
    assert verdict(filter_program(), I386, 1) == REFUSE
    assert verdict(filter_program(), machine[1], 0x40000000 + 1) == REFUSE


def test_there_is_no_filter_for_a_machine_whose_numbers_are_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seccomp.platform, "machine", lambda: "riscv64")
    assert filter_program() is None
