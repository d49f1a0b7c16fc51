"""Which course this is: a hash of all code and data that decide a mark, the same wherever the same course runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import curso
from curso.quiz.library import IN_REPOSITORY, PACKAGED

# What makes the notebooks, whose released files are compared themselves, and what only calls the rest.
APART = ("authoring", "cli")


@cache
def course_version() -> str:
    """A hash of the course's code, of its data tables and of the quiz banks. While it stays, so do the marks.

    Not only what judges is in it: a lesson's cells call the models, the searches and the pictures too, and one that
    raises, hangs or gives another number changes what the answers in and after its cell are worth. Grading once more
    than needed is cheap, and once less is not.
    """
    digest = hashlib.sha256()
    for name, path in _parts():
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _parts() -> Iterator[tuple[str, Path]]:
    package = Path(curso.__file__).parent
    banks = PACKAGED if PACKAGED.is_dir() else IN_REPOSITORY
    files = ((path.relative_to(package), path) for path in package.rglob("*") if path.is_file())
    yield from sorted((name.as_posix(), path) for name, path in files if _decides(name))
    for path in sorted(banks.rglob("*.yaml")):
        yield f"banks/{path.relative_to(banks).as_posix()}", path


def _decides(name: Path) -> bool:
    """Whether a file of the package can change a mark: all code, and whatever lies among the data."""
    if name.parts[0] in APART or "__pycache__" in name.parts:
        return False
    return name.suffix == ".py" or name.parts[0] == "data"
