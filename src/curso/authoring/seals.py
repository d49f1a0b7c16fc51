"""Seals: which Spanish text an English cell was translated from."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from curso.authoring.files import write
from curso.authoring.lesson import Cell, Lesson, read_lesson

_SEAL = re.compile(r"""(\s)seal=("[^"]*"|'[^']*'|\S+)""")


def seal(source: str) -> str:
    """The seal of a Spanish cell: six hex digits of the SHA-256 of its text."""
    return hashlib.sha256(source.strip().encode()).hexdigest()[:6]


def twins(lesson: Lesson) -> tuple[tuple[Cell, Cell], ...]:
    """The pairs of a Spanish cell and the English one right after it with the same name."""
    return tuple(
        (one, other)
        for one, other in zip(lesson.cells, lesson.cells[1:], strict=False)
        if (one.lang, other.lang) == ("es", "en") and (one.kind, one.name) == (other.kind, other.name)
    )


def write_seals(path: Path) -> int:
    """Write the right seal into every English cell of a lesson and nothing else; how many changed.

    Raises LessonError.
    """
    stale = {en.line: seal(es.source) for es, en in twins(read_lesson(path)) if en.seal != seal(es.source)}
    if not stale:
        return 0
    lines = path.read_bytes().decode("utf-8").split("\n")
    for number, right in stale.items():
        lines[number - 1] = _sealed(lines[number - 1], right)
    write(path, "\n".join(lines).encode("utf-8"))
    return len(stale)


def _sealed(marker: str, right: str) -> str:
    if _SEAL.search(marker):
        return _SEAL.sub(lambda found: f'{found[1]}seal="{right}"', marker, count=1)
    body = marker.rstrip()
    return f'{body} seal="{right}"{marker[len(body) :]}'
