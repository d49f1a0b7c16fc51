"""Reads the notebooks in a zip file one by one, and never unpacks anything to disk."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from curso.grading.handed import (
    BAD_MEMBER,
    BAD_ZIP,
    FILES_AT_MOST,
    INSIDE,
    LINK,
    MIB,
    OTHER_KIND,
    OUTSIDE,
    STAMP,
    TOO_BIG,
    TOO_MANY,
    TOO_NESTED,
    Budget,
    Handed,
    Refused,
    is_junk,
    is_notebook,
    is_packed,
    shown,
)

# A zip file in a folder or in another zip file is opened; one in that is not.
LEVELS = 2
INNER_AT_MOST = 120 * MIB
ENTRY = b"PK\x01\x02"
PIECE = MIB


def read_zip(
    file: BinaryIO, place: PurePosixPath, budget: Budget, arrived: datetime, level: int = 1
) -> Iterator[Handed]:
    """The notebooks in a zip file; `place` is where it lies in the submission, `arrived` when. Raises Refused."""
    if _entries(file) > FILES_AT_MOST:
        raise Refused(TOO_MANY.format(limit=FILES_AT_MOST))
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except Exception as error:  # zipfile lets many kinds out, as damaged files come in as many
        raise Refused(BAD_ZIP) from error
    with archive:
        budget.count(len(members))
        for member in members:
            _harmless(member)
        for member in members:
            path = place / _path(member)
            wanted = is_notebook(path) or is_packed(path) or path.name == STAMP
            if member.is_dir() or is_junk(path) or not wanted:
                continue
            if stat.S_ISLNK(member.external_attr >> 16):
                budget.problems.append(LINK.format(path=shown(path)))
                continue
            changed = _changed(member, arrived)
            try:
                if is_packed(path):
                    yield from _inner(archive, member, path, budget, changed, level)
                else:
                    with archive.open(member) as content:
                        yield budget.take(path, content, changed)  # type: ignore[arg-type]
            except Refused:
                raise
            except Exception:  # damaged or encrypted: as above
                budget.problems.append(INSIDE.format(path=shown(path), why=BAD_MEMBER))


def _inner(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    path: PurePosixPath,
    budget: Budget,
    changed: datetime,
    level: int,
) -> Iterator[Handed]:
    """What is in a zip file inside a zip file; when it can't be taken, the rest still is."""
    if path.suffix.lower() != ".zip":
        budget.problems.append(OTHER_KIND.format(path=shown(path)))
        return
    if level >= LEVELS:
        budget.problems.append(TOO_NESTED.format(path=shown(path)))
        return
    with archive.open(member) as packed:
        content = packed.read(INNER_AT_MOST + 1)
    budget.spend(len(content))
    try:
        if len(content) > INNER_AT_MOST:
            raise Refused(TOO_BIG.format(limit=INNER_AT_MOST // MIB))
        yield from read_zip(io.BytesIO(content), path, budget, changed, level + 1)
    except Refused as refusal:
        budget.problems.append(INSIDE.format(path=shown(path), why=refusal.text))


def _entries(file: BinaryIO) -> int:
    """At most how many files it lists, without reading the list, which could be of any length."""
    count, last = 0, b""
    while piece := file.read(PIECE):
        count += (last + piece).count(ENTRY)
        last = piece[-len(ENTRY) + 1 :]
    file.seek(0)
    return count


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(member.filename.replace("\\", "/"))


def _harmless(member: zipfile.ZipInfo) -> None:
    path = _path(member)
    drive = len(path.parts) > 0 and path.parts[0][1:2] == ":"
    if path.is_absolute() or drive or ".." in path.parts:
        raise Refused(OUTSIDE.format(path=shown(member.filename)))


def _changed(member: zipfile.ZipInfo, arrived: datetime) -> datetime:
    """When the member was changed, by the student's clock; when the file arrived, where the zip does not say."""
    try:
        changed = datetime(*member.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return arrived
    return changed if changed.year > 1980 else arrived
