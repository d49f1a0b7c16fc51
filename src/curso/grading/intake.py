"""Opens what a student handed in, a folder or a zip file, without trusting anything in it."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from curso.text import Text

NOTEBOOK_AT_MOST = 30 * 2**20
ALL_AT_MOST = 120 * 2**20
FILES_AT_MOST = 2000
STAMP = "timestamp.txt"
STAMP_AT_MOST = 1000
JUNK = {"__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git"}

BAD_ZIP = Text(
    es="no es un archivo zip válido, o está dañado o cifrado: pide que lo envíe otra vez",
    en="it is not a valid zip file, or it is damaged or encrypted: ask for it again",
)
OUTSIDE = Text(
    es="rechazado: contiene la ruta «{path}», que sale de su carpeta",
    en="refused: it holds the path “{path}”, which leads out of its folder",
)
LINK = Text(
    es="rechazado: «{path}» es un enlace a otro sitio; pide los archivos mismos",
    en="refused: “{path}” is a link to elsewhere; ask for the files themselves",
)
TOO_BIG = Text(
    es="rechazado: descomprimido ocupa más de {limit} MiB",
    en="refused: unpacked it takes more than {limit} MiB",
)
TOO_MANY = Text(
    es="rechazado: contiene más de {limit} archivos",
    en="refused: it holds more than {limit} files",
)


class Refused(Exception):
    """The submission cannot be taken; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Handed:
    """A file as it was handed in.

    Parameters
    ----------
    path : its place within the submission.
    content : its bytes.
    changed : when it was last changed.
    """

    path: PurePosixPath
    content: bytes
    changed: datetime


@dataclass(frozen=True)
class Submission:
    """The notebooks of one student, and the moment that a file timestamp.txt among them states."""

    notebooks: list[Handed]
    stamp: str | None


def open_submission(path: Path) -> Submission:
    """Read a folder or a zip file. Raises Refused."""
    files = list(_from_zip(path) if path.is_file() else _from_folder(path))
    stamps = [f for f in files if f.path.name == STAMP]
    stamp = min(stamps, key=lambda f: len(f.path.parts)).content[:STAMP_AT_MOST] if stamps else None
    return Submission(
        notebooks=[f for f in files if f.path.suffix.lower() == ".ipynb"],
        stamp=None if stamp is None else stamp.decode("utf-8", "replace").strip(),
    )


def _wanted(path: PurePosixPath) -> bool:
    junk = any(part in JUNK or part.startswith("._") for part in path.parts)
    return not junk and (path.suffix.lower() == ".ipynb" or path.name == STAMP)


def _megabytes(limit: int) -> int:
    return limit // 2**20


def _from_folder(folder: Path) -> Iterator[Handed]:
    """The notebooks in a folder and below it. Raises Refused for links, which could lead anywhere."""
    if folder.is_symlink():
        raise Refused(LINK.format(path=folder.name))
    total = 0
    count = 0
    for path in sorted(folder.rglob("*")):
        inside = PurePosixPath(path.relative_to(folder).as_posix())
        count += 1
        if count > FILES_AT_MOST:
            raise Refused(TOO_MANY.format(limit=FILES_AT_MOST))
        if path.is_symlink() and not (set(inside.parts) & JUNK):
            raise Refused(LINK.format(path=inside))
        if not path.is_file() or not _wanted(inside):
            continue
        found = path.stat()
        total += found.st_size
        if found.st_size > NOTEBOOK_AT_MOST or total > ALL_AT_MOST:
            raise Refused(TOO_BIG.format(limit=_megabytes(NOTEBOOK_AT_MOST)))
        yield Handed(inside, path.read_bytes(), datetime.fromtimestamp(found.st_mtime, UTC))


def _from_zip(path: Path) -> Iterator[Handed]:
    """The notebooks in a zip file, read one by one and never unpacked to disk. Raises Refused."""
    arrived = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > FILES_AT_MOST:
                raise Refused(TOO_MANY.format(limit=FILES_AT_MOST))
            for member in members:
                _harmless(member)
            total = 0
            for member in members:
                inside = PurePosixPath(member.filename.replace("\\", "/"))
                if member.is_dir() or not _wanted(inside):
                    continue
                content = _read_bounded(archive, member)
                total += len(content)
                if total > ALL_AT_MOST:
                    raise Refused(TOO_BIG.format(limit=_megabytes(ALL_AT_MOST)))
                yield Handed(inside, content, _changed(member, arrived))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused(BAD_ZIP) from error


def _harmless(member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    drive = len(path.parts) > 0 and ":" in path.parts[0]
    if path.is_absolute() or drive or ".." in path.parts:
        raise Refused(OUTSIDE.format(path=member.filename))
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused(LINK.format(path=member.filename))


def _read_bounded(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The member's bytes; the size that the archive declares is not believed."""
    with archive.open(member) as file:
        content = file.read(NOTEBOOK_AT_MOST + 1)
    if len(content) > NOTEBOOK_AT_MOST:
        raise Refused(TOO_BIG.format(limit=_megabytes(NOTEBOOK_AT_MOST)))
    return content


def _changed(member: zipfile.ZipInfo, arrived: datetime) -> datetime:
    """When the member was changed, by the student's clock; when the file arrived, where the zip does not say."""
    try:
        changed = datetime(*member.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return arrived
    return changed if changed.year > 1980 else arrived
