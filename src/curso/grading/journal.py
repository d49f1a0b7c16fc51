"""What happened to each submission, kept beside the gradebook, so that work is not done twice and reasons stay."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from curso.grading.course import Course
from curso.grading.lock import held
from curso.grading.version import course_version
from curso.text import LANGUAGES, Text


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
    written : hash of the marks that the gradebook was left with; while it holds others, there is.
    """

    name: str = ""
    collected: tuple[Text, ...] = ()
    graded: tuple[Text, ...] = ()
    state: str = "collected"
    fingerprint: str = ""
    written: str = ""


@dataclass
class Journal:
    """The journal of a module: grading/<module>.jsonl, a line a change, which only ever grows at its end.

    A line is on the disk before `note` returns. A process killed while it wrote leaves a torn last line, which
    is not read. `compact` writes the file anew with a line a student.
    """

    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, course: Course, module: str) -> Journal:
        """Read it; what cannot be read in it is left out, as it only saves work."""
        journal = cls(course.journal / f"{module}.jsonl")
        journal._read()
        return journal

    def _read(self) -> None:
        self.entries.clear()
        for student, changes in (*_first_format(self.path.with_suffix(".json")), *_lines(self.path)):
            self.entries[student] = replace(self.get(student), **changes)

    @property
    def _lock(self) -> Path:
        return self.path.with_suffix(".jsonl.lock")

    def note(self, student: str, **changes: Any) -> None:
        """Change a student's entry; it is on the disk when this returns."""
        self.entries[student] = replace(self.get(student), **changes)
        line = (_line(student, changes) + "\n").encode("utf-8")
        with held(self._lock), self.path.open("a+b", buffering=0) as file:
            file.seek(0, os.SEEK_END)
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # the torn line of a process that was killed
                    line = b"\n" + line
            file.write(line)
            os.fsync(file.fileno())

    def get(self, student: str) -> Entry:
        """A student's entry, empty if there is none."""
        return self.entries.get(student, Entry())

    def compact(self) -> None:
        """Read it again and write it anew, whole or not at all; the first format's file goes."""
        with held(self._lock):
            self._read()
            if self.entries:
                lines = [_line(student, vars(entry)) for student, entry in sorted(self.entries.items())]
                write_atomically(self.path, ("\n".join(lines) + "\n").encode("utf-8"))
            self.path.with_suffix(".json").unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: beside it first, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


class Fingerprints:
    """Hashes of submissions and of what they are graded against: the release in both languages, the course, the secret.

    While a submission's is the same, grading it again would give the same marks.
    """

    def __init__(self, course: Course, module: str) -> None:
        self._course, self._module = course, module
        released = (p for lang in LANGUAGES for p in sorted((course.release(lang) / module).glob("*.ipynb")))
        self._against = hashlib.sha256(f"{course_version()}\0{course.secret()}".encode())
        for path in released:
            _add(self._against, f"{path.parents[1].name}/{path.name}", _hash(path))

    def of(self, student: str) -> str:
        """The fingerprint of a student's submission as it lies there now, of what can be read of it."""
        digest = self._against.copy()
        folder = self._course.submitted / student / self._module
        for path in sorted(_all_in(folder)):
            _add(digest, path.relative_to(folder).as_posix(), _as_it_is(path))
        return digest.hexdigest()


def _all_in(folder: Path) -> Iterator[Path]:
    """Files, folders and links, whatever can be listed; what a collect takes away meanwhile is not there."""
    for place, folders, files in os.walk(folder):
        yield from map(Path(place).joinpath, (*folders, *files))


def _as_it_is(path: Path) -> bytes:
    """What stands for something handed in. Links are not followed, and what cannot be read is no reason to stop."""
    try:
        if path.is_symlink():
            return b"link to " + os.fsencode(path.readlink())
        return _hash(path) if path.is_file() else b"no file"
    except OSError as error:
        return f"unreadable: {error.errno}".encode()


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _add(digest: Any, name: str, content: bytes) -> None:
    digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + hashlib.sha256(content).digest())


def _line(student: str, changes: dict[str, Any]) -> str:
    plain = {key: [[t.es, t.en] for t in to] if isinstance(to, tuple) else to for key, to in changes.items()}
    return json.dumps({"student": student, **plain}, ensure_ascii=False)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Student and changes of each line that is whole."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return
    for line in lines:
        try:
            raw = json.loads(line)
            yield str(raw.pop("student")), _changes(raw)
        except (ValueError, TypeError, KeyError, AttributeError):
            continue


def _first_format(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries of grading/<module>.json, as the journal was kept at first."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        yield from [(student, _changes(value)) for student, value in raw.items()]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return


def _changes(raw: dict[str, Any]) -> dict[str, Any]:
    """The fields of an entry that are there; raises when one is not what it should be."""
    changes: dict[str, Any] = {}
    for key, value in raw.items():
        if key in ("collected", "graded"):
            changes[key] = tuple(Text(es=str(es), en=str(en)) for es, en in value)
        elif key in ("name", "state", "fingerprint", "written"):
            changes[key] = str(value)
    return changes
