"""Which course this is: a hash of all code and data that decide a mark, the same wherever the same course runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import curso
from curso.quiz.library import IN_REPOSITORY, PACKAGED

# More than strictly decides a mark: grading once more than needed is cheap, and once less is not.
PACKAGES = ("box", "data", "exercises", "grading", "models", "quiz")


@cache
def course_version() -> str:
    """A hash of the judging code, of what runs notebooks and of the quiz banks.

    While it stays the same, the same submission gets the same mark.
    """
    digest = hashlib.sha256()
    for name, path in _parts():
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _parts() -> Iterator[tuple[str, Path]]:
    package = Path(curso.__file__).parent
    banks = PACKAGED if PACKAGED.is_dir() else IN_REPOSITORY
    for folder in PACKAGES:
        for path in sorted((package / folder).rglob("*.py")):
            yield path.relative_to(package).as_posix(), path
    yield "notebook.py", package / "notebook.py"
    for path in sorted(banks.rglob("*.yaml")):
        yield f"banks/{path.relative_to(banks).as_posix()}", path
