"""What can be wrong with a lesson, said with file, line and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from curso.text import Text, verbatim


class AuthoringError(Exception):
    """The course cannot be built at all; `message` says why and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class LessonError(AuthoringError):
    """A lesson cannot be read.

    Parameters
    ----------
    file : the lesson.
    line : line in that file, from 1.
    message : what was found and what to do.
    """

    def __init__(self, file: Path, line: int, message: Text) -> None:
        super().__init__(message)
        self.file = file
        self.line = line

    def __str__(self) -> str:
        return f"{self.file.as_posix()}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Problem:
    """One thing that a rule found.

    Parameters
    ----------
    file, line : where, the line from 1.
    rule : name of the rule.
    message : what was found and what to do.
    blocks : the lesson can't be built before this is mended.
    fixable : `--fix` mends it.
    """

    file: Path
    line: int
    rule: str
    message: Text
    blocks: bool = False
    fixable: bool = False

    @property
    def text(self) -> Text:
        """The whole line: "file:line: message [rule]"."""
        return verbatim(f"{self.file.as_posix()}:{self.line}: ") + self.message + verbatim(f" [{self.rule}]")

    def __str__(self) -> str:
        return str(self.text)
