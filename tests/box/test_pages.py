"""Large pages, of which a fork copies fewer: the memory stays what it was."""

import subprocess
import sys
from pathlib import Path

import pytest

from curso.box import pages

GATHERED = """
import mmap
from pathlib import Path

from curso.box import pages


def large():
    sizes = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in sizes if line.startswith("AnonHugePages:"))


memory = mmap.mmap(-1, 32 * 2**20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
memory.madvise(15)  # MADV_NOHUGEPAGE: as the system would give it page by page
for place in range(0, len(memory), 4096):
    memory[place] = place // 4096 % 251
memory.madvise(14)  # MADV_HUGEPAGE
before = large()
print(pages.gather(), large() - before)
assert all(memory[place] == place // 4096 % 251 for place in range(0, len(memory), 4096))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gathers pages")
def test_memory_is_gathered_and_keeps_what_it_holds():
    run = subprocess.run([sys.executable, "-c", GATHERED], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    gathered, large = map(int, run.stdout.split())
    if not gathered:
        pytest.skip("this system gathers no pages: it is older than Linux 6.1, has other pages, or was told not to")
    assert gathered >= 15 and large >= 15 * 2048  # of 16, where the first may not begin at a multiple of 2 MiB


@pytest.mark.parametrize(
    ("region", "places"),
    [
        ("200000-600000 rw-p 00000000 00:00 0", [0x200000, 0x400000]),
        ("1ff000-601000 rw-p 00000000 00:00 0    [heap]", [0x200000, 0x400000]),
        ("200000-3ff000 rw-p 00000000 00:00 0", []),
        ("200000-600000 rw-p 00000000 00:00 0    [stack]", []),
        ("200000-600000 r--p 00000000 00:00 0", []),
        ("200000-600000 rw-s 00000000 00:05 77   /dev/zero (deleted)", []),
        ("200000-600000 rw-p 00001000 fd:00 77   /usr/lib/a library.so", []),
    ],
)
def test_only_private_memory_that_is_written_to(region, places):
    assert list(pages._places(region)) == places


def test_a_system_with_larger_ordinary_pages_is_left_alone(monkeypatch):
    monkeypatch.setattr(pages.mmap, "PAGESIZE", 65536)
    monkeypatch.setattr(Path, "read_text", None)
    assert pages.gather() == 0


def test_a_system_without_proc_is_left_alone(monkeypatch):
    def absent(*given, **named):
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", absent)
    assert pages.gather() == 0
