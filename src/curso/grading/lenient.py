"""Makes a well-formed notebook (format 4.5, without outputs) of whatever JSON a submission holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from curso.grading.notebooks import node
from curso.grading.notes import READING
from curso.grading.unreadable import NOT_JSON, TOO_MANY_CELLS, TOO_NEW, Unreadable

CELL_TYPES = ("code", "markdown", "raw")
CELLS_AT_MOST = 20_000
VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Halves of characters and zero bytes, which neither Python nor a database can store.
UNFIT = re.compile("[\ud800-\udfff\x00]")
SCALARS = (str, int, float, bool, type(None))


def whole(raw: Any) -> tuple[Any, list[str]]:
    """A notebook made of `raw`, and the codes of notes on what had to be mended. Raises Unreadable.

    What grading does not need is left out: outputs, widgets, and metadata of other tools.
    """
    if not isinstance(raw, dict):
        raise Unreadable(NOT_JSON)
    mended: list[str] = []
    cells = []
    for place, given in enumerate(_cells(raw, mended)):
        if place >= CELLS_AT_MOST:
            raise Unreadable(TOO_MANY_CELLS.format(limit=CELLS_AT_MOST))
        cell = _cell(given, mended)
        if cell is None:
            mended.append("malformed")
        else:
            cells.append(cell)
    nb = _node(cells=cells, metadata=_about(raw.get("metadata")), nbformat=4, nbformat_minor=5)
    return nb, list(dict.fromkeys(mended))


def text_of(value: Any) -> str:
    """A string that can be written as UTF-8, of whatever stands where a string should."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    if not isinstance(value, str):
        value = str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
    return UNFIT.sub("\ufffd", value) if UNFIT.search(value) else value


def _node(**values: Any) -> Any:
    """A NotebookNode; its own constructor would go through all the values once more."""
    made = node({})
    dict.update(made, values)
    return made


def _cells(raw: dict[str, Any], mended: list[str]) -> Iterator[Any]:
    """The cells as they are given. Raises Unreadable when there is no list of cells."""
    cells, too_new = raw.get("cells"), _major(raw.get("nbformat")) > 4
    if isinstance(cells, list):
        if too_new:
            # A notebook of format 4 with another number on it is read; a format that is really new is not.
            if not all(_like_format_4(cell) for cell in cells):
                raise Unreadable(TOO_NEW)
            mended.append("renumbered")
        yield from cells
        return
    sheets = raw.get("worksheets")
    if not isinstance(sheets, list):
        raise Unreadable(TOO_NEW if too_new else NOT_JSON)
    mended.append("converted")
    for sheet in sheets:
        found = sheet.get("cells") if isinstance(sheet, dict) else None
        if isinstance(found, list):
            yield from found
        else:
            mended.append("malformed")


def _major(given: Any) -> int:
    """The number of the format: 4 where it is none, as the shape of the notebook then decides."""
    try:
        return int(float(given))
    except (ValueError, TypeError, OverflowError):
        return 4


def _like_format_4(cell: Any) -> bool:
    return (
        isinstance(cell, dict)
        and cell.get("cell_type") in CELL_TYPES
        and isinstance(cell.get("source"), (str, list))
        and isinstance(cell.get("metadata", {}), dict)
    )


def _cell(given: Any, mended: list[str]) -> Any:
    """One cell, or None when it is none."""
    if not isinstance(given, dict):
        return None
    metadata = given.get("metadata")
    source = given.get("source", given.get("input", ""))
    lines = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines) or not isinstance(metadata or {}, dict):
        mended.append("malformed")
    cell_type, source = _type_of(given), text_of(source)
    if given.get("cell_type") == "heading" and "level" in given:
        level = given["level"] if isinstance(given["level"], int) else 1
        source = "#" * min(max(level, 1), 6) + " " + source
    cell = _node(cell_type=cell_type, source=source, metadata=_tags(metadata))
    name = given.get("id")
    if isinstance(name, str) and VALID_ID.fullmatch(name):
        cell["id"] = name
    if cell_type == "code":
        cell.update(execution_count=None, outputs=[])
    elif attached := _attachments(given.get("attachments")):
        cell["attachments"] = attached
    return cell


def _type_of(given: dict[str, Any]) -> str:
    said = given.get("cell_type")
    if said in CELL_TYPES:
        return str(said)
    if said in ("heading", "html") and "outputs" not in given:
        return "markdown"
    return "code" if {"outputs", "execution_count", "input"} & given.keys() else "raw"


def _tags(metadata: Any) -> Any:
    """Of a cell's metadata, what tells which cell of the release it is."""
    kept = _node()
    if not isinstance(metadata, dict):
        return kept
    for key in ("nbgrader", "curso"):
        if isinstance(metadata.get(key), dict):
            kept[key] = _node(
                **{UNFIT.sub("", str(k)): _plain(v) for k, v in metadata[key].items() if isinstance(v, SCALARS)}
            )
    for key in ("deletable", "editable"):
        if isinstance(metadata.get(key), bool):
            kept[key] = metadata[key]
    if isinstance(metadata.get("id"), str):
        kept["id"] = text_of(metadata["id"])
    return kept


def _plain(value: Any) -> Any:
    return text_of(value) if isinstance(value, str) else value


def _attachments(given: Any) -> Any:
    """The files that are stored in a cell: by name and type, as base64."""
    if not isinstance(given, dict):
        return None
    kept = {
        text_of(name): _node(**{text_of(kind): text_of(data)})
        for name, bundle in given.items()
        if isinstance(bundle, dict)
        for kind, data in bundle.items()
        if isinstance(data, (str, list))
    }
    return _node(**kept)


def _about(metadata: Any) -> Any:
    """Of a notebook's metadata, which lesson it is, in which language, and how it was read."""
    ours = metadata.get("curso") if isinstance(metadata, dict) else None
    if not isinstance(ours, dict):
        return _node()
    said = {key: ours[key] for key in ("language", "lesson", "module") if isinstance(ours.get(key), str)}
    kept = _node(**{key: text_of(value) for key, value in said.items()})
    grading = ours.get("grading")
    notes = grading.get("notes") if isinstance(grading, dict) else None
    codes = [n.get("code") for n in notes if isinstance(n, dict)] if isinstance(notes, list) else []
    if known := [_node(code=code, cell="") for code in READING if code in codes]:
        kept["grading"] = _node(notes=known)
    return _node(curso=kept)
