"""What was handed in, as data: files, what is wrong with them, and how much of it all is taken."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from curso.grading import slim
from curso.grading.unreadable import Unreadable
from curso.text import Text

MIB = 2**20
NOTEBOOK_AT_MOST = slim.LARGEST
ALL_AT_MOST = 1024 * MIB
FILES_AT_MOST = 20_000
STAMP = "timestamp.txt"
JUNK = {"__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git"}
PACKED = {".zip", ".tar", ".gz", ".tgz", ".bz2", ".tbz", ".xz", ".txz", ".zst", ".7z", ".rar"}
SHOWN_AT_MOST = 80

BAD_ZIP = Text(
    es="no es un archivo zip válido, o está dañado o cifrado: pide que lo envíe otra vez",
    en="it is not a valid zip file, or it is damaged or encrypted: ask for it again",
)
BAD_MEMBER = Text(
    es="está dañado o cifrado dentro del zip: pide que lo envíe otra vez",
    en="it is damaged or encrypted inside the zip file: ask for it again",
)
OUTSIDE = Text(
    es="rechazado: contiene la ruta «{path}», que sale de su carpeta",
    en="refused: it holds the path “{path}”, which leads out of its folder",
)
LINK = Text(
    es="«{path}» es un enlace a otro sitio, y no se sigue: pide los archivos mismos",
    en="“{path}” is a link to elsewhere, and is not followed: ask for the files themselves",
)
NOT_A_FILE = Text(
    es="«{path}» no es ni un archivo ni una carpeta corriente, y no se abre",
    en="“{path}” is neither an ordinary file nor a folder, and is not opened",
)
NO_PERMISSION = Text(
    es="no se puede leer «{path}»: mira sus permisos, y que su ruta no sea demasiado larga",
    en="“{path}” cannot be read: look at its permissions, and whether its path is too long",
)
OTHER_KIND = Text(
    es="«{path}» no es una carpeta ni un zip: pide un zip, o desempaquétalo en una carpeta",
    en="“{path}” is neither a folder nor a zip file: ask for a zip file, or unpack it into a folder",
)
ALONE = Text(
    es="«{path}» es un cuaderno suelto: ponlo en una carpeta que se llame como el estudiante",
    en="“{path}” is a notebook on its own: put it into a folder that is called as the student",
)
TOO_BIG = Text(
    es="rechazado: descomprimido ocupa más de {limit} MiB",
    en="refused: unpacked it takes more than {limit} MiB",
)
TOO_MANY = Text(
    es="rechazado: contiene más de {limit} archivos",
    en="refused: it holds more than {limit} files",
)
TOO_NESTED = Text(
    es="«{path}» es un zip dentro de otros zip, y no se abre: pide un solo zip",
    en="“{path}” is a zip file inside other zip files, and is not opened: ask for a single zip file",
)
INSIDE = Text(es="«{path}»: {why}", en="“{path}”: {why}")


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
    content : its bytes; of a huge notebook, the same without outputs.
    changed : when it was last changed.
    problem : why it could not be read, or None.
    codes : codes of notes on how it was read.
    """

    path: PurePosixPath
    content: bytes
    changed: datetime
    problem: Text | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    Parameters
    ----------
    notebooks : all that there are, at whatever depth.
    stamp : the moment that a file timestamp.txt among them states.
    problems : what could not be opened.
    """

    notebooks: list[Handed]
    stamp: str | None
    problems: tuple[Text, ...] = ()


@dataclass
class Budget:
    """What is left of all that may be read of one submission, and what went wrong with parts of it."""

    files: int = 0
    size: int = 0
    problems: list[Text] = field(default_factory=list)

    def count(self, files: int) -> None:
        """There are so many files more. Raises Refused when that is too many."""
        self.files += files
        if self.files > FILES_AT_MOST:
            raise Refused(TOO_MANY.format(limit=FILES_AT_MOST))

    def spend(self, size: int) -> None:
        """So many bytes more have been read. Raises Refused when that is too much."""
        self.size += size
        if self.size > ALL_AT_MOST:
            raise Refused(TOO_BIG.format(limit=ALL_AT_MOST // MIB))

    def take(self, path: PurePosixPath, file: BinaryIO, changed: datetime) -> Handed:
        """Read one file; of a huge notebook only what grading needs. Raises Refused when it is too big."""
        metered = _Metered(file, self)
        content = metered.read(slim.READ_WHOLE + 1)
        if len(content) <= slim.READ_WHOLE:
            return Handed(path, content, changed)
        del content
        metered.again()
        try:
            return Handed(path, slim.slimmed(metered), changed, codes=("slimmed",))
        except Unreadable as problem:
            return Handed(path, b"", changed, problem.text)


class _Metered:
    """A file whose bytes are counted as they are read: the size that anybody declares is not believed."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._file, self._budget, self._read = file, budget, 0

    def read(self, size: int) -> bytes:
        content = self._file.read(size)
        self._read += len(content)
        if self._read > NOTEBOOK_AT_MOST:
            raise Refused(TOO_BIG.format(limit=NOTEBOOK_AT_MOST // MIB))
        self._budget.spend(len(content))
        return content

    def again(self) -> None:
        self._read = 0
        self._file.seek(0)


def is_junk(path: PurePosixPath) -> bool:
    """Whether a tool left it there: a copy that Jupyter keeps, what macOS adds to a zip file."""
    return any(part in JUNK or part.startswith("._") for part in path.parts)


def is_notebook(path: PurePosixPath) -> bool:
    """Whether its name is that of a notebook."""
    return path.suffix.lower() == ".ipynb"


def is_packed(path: PurePosixPath) -> bool:
    """Whether its name is that of an archive of some kind."""
    return path.suffix.lower() in PACKED


def shown(name: PurePosixPath | str) -> str:
    """A name that was given to us, as it can be shown in a terminal: composed, printable, and not too long."""
    text = unicodedata.normalize("NFC", str(name).encode("utf-8", "replace").decode("utf-8"))
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return text if len(text) <= SHOWN_AT_MOST else f"{text[: SHOWN_AT_MOST // 2]}…{text[-SHOWN_AT_MOST // 2 :]}"
