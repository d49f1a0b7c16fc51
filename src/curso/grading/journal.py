"""What happened to each submission, kept beside the gradebook, so that work is not done twice and reasons stay."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import curso
from curso.grading.course import Course
from curso.text import Text


@dataclass(frozen=True)
class Entry:
    """One submission.

    Parameters
    ----------
    name : the student's name, as the folder or zip file was called.
    collected : remarks made when it was taken in.
    graded : remarks made when it was graded.
    state : "collected", "graded" or "failed".
    fingerprint : hash of what was graded; while it is the same there is nothing to grade again.
    """

    name: str = ""
    collected: tuple[Text, ...] = ()
    graded: tuple[Text, ...] = ()
    state: str = "collected"
    fingerprint: str = ""


@dataclass
class Journal:
    """The journal of a module: an entry a student, in grading/<module>.json."""

    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, course: Course, module: str) -> Journal:
        """Read it; an unreadable one is begun again, as it only saves work."""
        path = course.journal / f"{module}.json"
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, {student: _entry(value) for student, value in raw.items()})
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls(path)

    def note(self, student: str, **changes: Any) -> None:
        """Change a student's entry, and write the journal at once."""
        self.entries[student] = replace(self.entries.get(student, Entry()), **changes)
        raw = {s: _plain(e) for s, e in sorted(self.entries.items())}
        write_atomically(self.path, json.dumps(raw, ensure_ascii=False, indent=1).encode("utf-8"))

    def get(self, student: str) -> Entry:
        """A student's entry, empty if there is none."""
        return self.entries.get(student, Entry())


def write_atomically(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: beside it first, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def fingerprint(course: Course, module: str, student: str) -> str:
    """A hash of the submission and of what it is graded against: the release, the specs, the secret."""
    files = [p for p in sorted((course.submitted / student / module).rglob("*")) if p.is_file()]
    files += sorted((course.release() / module).glob("*.ipynb"))
    digest = hashlib.sha256(_judges() + course.secret().encode())
    for path in files:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _judges() -> bytes:
    """A hash of the code that judges answers: when an exercise is mended, submissions are due again."""
    package = Path(curso.__file__).parent
    digest = hashlib.sha256()
    for folder in ("exercises", "quiz"):
        for path in sorted((package / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.digest()


def _plain(entry: Entry) -> dict[str, Any]:
    texts = {key: [[t.es, t.en] for t in getattr(entry, key)] for key in ("collected", "graded")}
    return {"name": entry.name, "state": entry.state, "fingerprint": entry.fingerprint, **texts}


def _entry(raw: dict[str, Any]) -> Entry:
    texts = {key: tuple(Text(es=es, en=en) for es, en in raw[key]) for key in ("collected", "graded")}
    return Entry(name=raw["name"], state=raw["state"], fingerprint=raw["fingerprint"], **texts)
