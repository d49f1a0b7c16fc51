"""How long the question banks take to load, and `curso quiz` to its first question.

    python benchmarks/quizzes.py [--quick]

The 5,000 questions are those of the course again and again, with new ids, in files of at most 500. Loading is reading
the YAML and validating every question. The aims are less than 2 s for that, and less than 0.7 s from the command to the
first question on the screen. PyYAML's loaders, which only read, stand beside it.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import gc
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import yaml
from rich.console import Console
from rich.table import Table

from curso.quiz.library import bank_files, parse_bank

A_FILE = 500


def questions() -> list[str]:
    """The text of every question of the course, as it stands in its file."""
    found = []
    for path in bank_files().values():
        text = re.sub(r"(?m)^#.*\n", "", path.read_text(encoding="utf-8"))
        found += [part.rstrip() + "\n" for part in re.split(r"(?m)^(?=- id:)", text) if part.strip()]
    return found


def write_banks(folder: Path, n: int) -> list[Path]:
    """`n` questions made from the course's own, in as many files as it takes."""
    real = questions()
    paths = []
    for first in range(0, n, A_FILE):
        ids = range(first, min(first + A_FILE, n))
        text = "".join(
            re.sub(r'^- id: *"[^"]+"', f'- id: "b{first // A_FILE}.q{k % A_FILE:03d}"', real[k % len(real)])
            for k in ids
        )
        paths.append(folder / f"b{first // A_FILE}_made.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def with_loader(loader: type) -> Callable[[Path], object]:
    """What reads a file with one of PyYAML's loaders, and validates nothing."""
    return lambda path: yaml.load(path.read_text(encoding="utf-8"), loader)


def seconds(read: Callable[[Path], object], paths: Iterable[Path], times: int) -> tuple[float, float]:
    """The best of `times` on the clock and of the processor; on a busy machine the second says what it costs."""
    paths = list(paths)
    clock, processor = [], []
    for _ in range(times):
        gc.collect()
        began, began_processor = time.perf_counter(), time.process_time()
        for path in paths:
            read(path)
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - began_processor)
    return min(clock), min(processor)


def first_question(arguments: list[str]) -> tuple[float, float] | None:
    """Seconds from the command until its first question is drawn, and of the processor until it has ended; None if not.

    With CURSO_QUIZ_FIRST=1 the command quits then, and its last line ends with the time of day when it was drawn.
    """
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    shown = b""
    used = os.times()
    with tempfile.TemporaryDirectory() as folder:
        own = {"CURSO_QUIZ_FIRST": "1", "TERM": "xterm-256color", "CURSO_PROGRESS": str(Path(folder) / "progress.db")}
        command = [str(Path(sys.executable).with_name("curso")), "quiz", *arguments]
        began = time.time()
        process = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, env={**os.environ, **own})
        os.close(side)
        with contextlib.suppress(OSError):  # the other end is closed
            while part := os.read(main, 65536):
                shown += part
        process.wait()
    os.close(main)
    drawn = re.search(rb"(\d{9,}\.\d+)\s*$", shown)
    if process.returncode != 0 or drawn is None:
        return None
    now = os.times()
    return float(drawn[1]) - began, now.children_user + now.children_system - used.children_user - used.children_system


def loading(n: int, times: int) -> Table:
    """The table of reading `n` questions."""
    table = Table("what", "clock / s", "CPU / s", "CPU ratio")
    for column in table.columns[1:]:
        column.justify = "right"
    with tempfile.TemporaryDirectory() as folder:
        paths = write_banks(Path(folder), n)
        size = sum(path.stat().st_size for path in paths) / 1e6
        ours = seconds(parse_bank, paths, times)
        readers = [("PyYAML with libyaml, only reading", yaml.CSafeLoader)] if hasattr(yaml, "CSafeLoader") else []
        rows = [(f"ours, {n} questions validated ({size:.0f} MB)", *ours)]
        rows += [(name, *seconds(with_loader(loader), paths, times)) for name, loader in readers]
        # a twentieth of it: all of it would take minutes
        some = write_banks(Path(folder), n // 20)
        clock, slow = (20 * value for value in seconds(with_loader(yaml.SafeLoader), some, 1))
        rows.append(("PyYAML in Python, only reading (estimated)", clock, slow))
    for name, on_clock, cpu in rows:
        table.add_row(name, f"{on_clock:.2f}", f"{cpu:.2f}", f"{cpu / slow:.3f}")
    return table


def starting(times: int) -> Table:
    """The table of the time to the first question."""
    table = Table("command", "median / s", "fastest / s", "CPU until its end / s")
    for column in table.columns[1:]:
        column.justify = "right"
    for arguments in (["01"], ["examen"], ["01", "--exam"]):
        taken = [first_question(arguments) for _ in range(times)]
        clock, processor = zip(*(each or (np.nan, np.nan) for each in taken), strict=True)
        figures = (np.median(clock), min(clock), np.median(processor))
        table.add_row(" ".join(["curso quiz", *arguments]), *(f"{figure:.2f}" for figure in figures))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="How long quizzes take to load and to begin.")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    times = 2 if parser.parse_args().quick else 7
    console = Console()
    console.print(loading(5000, times))
    console.print(starting(times))


if __name__ == "__main__":
    main()
