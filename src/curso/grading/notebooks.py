"""Reading and writing notebook files, with types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4

_format: Any = nbformat
_v4: Any = nbformat.v4

NEWEST: int = nbformat.current_nbformat


def read(path: Path) -> Any:
    """The notebook in a file, in format 4."""
    return _format.read(path, as_version=4)


def from_text(text: str) -> Any:
    """The notebook in a text, in format 4."""
    return _format.reads(text, as_version=4)


def to_text(nb: Any) -> str:
    """The text of a notebook, ending in a newline."""
    return str(_format.writes(nb)).rstrip("\n") + "\n"


def node(values: dict[str, Any]) -> Any:
    """A dictionary whose keys are also attributes, as notebooks are made of."""
    return _format.from_dict(values)


def code_cell(source: str, name: str) -> Any:
    """A code cell with this id."""
    return _v4.new_code_cell(source, id=name)


def result(text: str, count: int | None) -> Any:
    """The output of a cell whose last line has a value that reads `text`."""
    return _v4.new_output("execute_result", {"text/plain": text}, execution_count=count)
