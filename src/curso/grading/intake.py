"""Opens what a student handed in, a folder or a zip file, without trusting anything in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from curso.grading.archives import read_zip
from curso.grading.handed import (
    ALONE,
    INSIDE,
    LINK,
    NO_PERMISSION,
    NOT_A_FILE,
    NOTEBOOK_AT_MOST,
    OTHER_KIND,
    STAMP,
    TOO_BIG,
    Budget,
    Handed,
    Refused,
    Submission,
    is_junk,
    is_notebook,
    is_packed,
    shown,
)

__all__ = [
    "LINK",
    "NOTEBOOK_AT_MOST",
    "STAMP",
    "STAMP_AT_MOST",
    "TOO_BIG",
    "Handed",
    "Refused",
    "Submission",
    "is_submission",
    "open_file",
    "open_submission",
]

STAMP_AT_MOST = 1000
LINES_AT_MOST = 100
JUNCTION = 0xA0000003
# What lies beside the submissions of a class and is none.
BESIDE = {".csv", ".doc", ".docx", ".htm", ".html", ".json", ".log", ".md", ".ods", ".pdf", ".txt", ".xls", ".xlsx"}
# Regular files only, and without waiting: a pipe that nobody writes to would keep us for ever.
SAFELY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def is_submission(path: Path) -> bool:
    """Whether this, in the folder of a class, is what somebody handed in, be it in a form that can be taken or not."""
    if path.name.startswith((".", "__MACOSX")):
        return False
    return path.is_symlink() or path.is_dir() or path.suffix.lower() not in BESIDE


def open_submission(path: Path) -> Submission:
    """Read a folder or a zip file; what is wrong with single files in it is said in its `problems`. Raises Refused."""
    found = path.lstat()
    if _is_link(found):
        raise Refused(LINK.format(path=shown(path.name)))
    budget = Budget()
    if stat.S_ISDIR(found.st_mode):
        files = list(_from_folder(path, budget))
    elif not stat.S_ISREG(found.st_mode):
        raise Refused(NOT_A_FILE.format(path=shown(path.name)))
    elif path.suffix.lower() == ".zip":
        with open_file(path) as file:
            files = list(read_zip(file, PurePosixPath(), budget, _modified(found)))
    else:
        raise Refused((ALONE if is_notebook(PurePosixPath(path.name)) else OTHER_KIND).format(path=shown(path.name)))
    stamps = [f for f in files if f.path.name == STAMP]
    stamp = min(stamps, key=lambda f: len(f.path.parts)).content[:STAMP_AT_MOST] if stamps else None
    return Submission(
        notebooks=[f for f in files if is_notebook(f.path)],
        stamp=None if stamp is None else stamp.decode("utf-8-sig", "replace").strip()[:LINES_AT_MOST],
        problems=tuple(dict.fromkeys(budget.problems)),
    )


def _from_folder(folder: Path, budget: Budget) -> Iterator[Handed]:
    """The notebooks in a folder and below it, by name. Links are not followed, and only files are opened."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        entries = []
        try:
            with os.scandir(here) as found_here:
                for entry in found_here:
                    budget.count(1)
                    entries.append(entry)
        except OSError:
            budget.problems.append(NO_PERMISSION.format(path=shown(here.relative_to(folder).as_posix())))
        folders = []
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = PurePosixPath(Path(entry.path).relative_to(folder).as_posix())
            if is_junk(path):
                continue
            try:
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode) and not _is_link(found):
                    folders.append(Path(entry.path))
                elif is_notebook(path) or is_packed(path) or path.name == STAMP:
                    yield from _file(Path(entry.path), path, found, budget)
            except OSError:
                budget.problems.append(NO_PERMISSION.format(path=shown(path)))
        waiting += reversed(folders)


def _file(place: Path, path: PurePosixPath, found: os.stat_result, budget: Budget) -> Iterator[Handed]:
    if _is_link(found):
        budget.problems.append(LINK.format(path=shown(path)))
    elif not stat.S_ISREG(found.st_mode):
        budget.problems.append(NOT_A_FILE.format(path=shown(path)))
    elif not is_packed(path):
        with open_file(place) as file:
            yield budget.take(path, file, _modified(found))
    elif path.suffix.lower() == ".zip":
        with open_file(place) as file:
            try:
                yield from read_zip(file, path, budget, _modified(found))
            except Refused as refusal:
                budget.problems.append(INSIDE.format(path=shown(path), why=refusal.text))
    else:
        budget.problems.append(OTHER_KIND.format(path=shown(path)))


def _is_link(found: os.stat_result) -> bool:
    """A symbolic link or, on Windows, a junction."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == JUNCTION


def open_file(path: Path) -> BinaryIO:
    """Open a regular file and nothing else, though it has been replaced since it was looked at."""
    descriptor = os.open(path, SAFELY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(path)
    return os.fdopen(descriptor, "rb")


def _modified(found: os.stat_result) -> datetime:
    try:
        return datetime.fromtimestamp(found.st_mtime, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
