"""Writing a file whole or not at all, and what is said when it can't be written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from curso.text import Text


class ExportError(Exception):
    """An export that can't be made; its text says why and what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def write_whole(path: Path, content: bytes) -> Path:
    """Write beside `path` first, then put it in its place; the folder is made if need be. Raises ExportError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExportError(UNWRITTEN.format(file=str(path), problem=error.strerror or "")) from error
    return path


UNWRITTEN = Text(
    es="No se puede escribir «{file}» ({problem}). Lo que hubiera ahí sigue igual. Revisa la ruta, los permisos y el "
    "espacio libre.",
    en="“{file}” can't be written ({problem}). Whatever was there is as it was. Check the path, the permissions and "
    "the free space.",
)
