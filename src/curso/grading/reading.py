"""From the bytes of a notebook file to a notebook in format 4, whatever encoding, format and size it came in."""

from __future__ import annotations

import io
import json
from typing import Any

from curso.grading.lenient import whole
from curso.grading.notes import remember
from curso.grading.slim import READ_WHOLE, slimmed
from curso.grading.unreadable import EMPTY, NOT_JSON, TOO_MUCH, WEB_PAGE, Unreadable

NOTHING = b"\x00\t\n\r \xef\xbb\xbf\xfe\xff"
# Lists and tables are counted before they are read, so that what holds millions of them is read as a stream.
CONTAINERS_AT_MOST = 300_000
COMMAS_AT_MOST = 3_000_000
PEEK = 4096


def read_notebook(content: bytes) -> Any:
    """The notebook in these bytes, in format 4, without the outputs of its cells.

    Any format, encoding and size is read that can be; what had to be put right on the way is remembered in
    the notebook (see `notes.remembered`). Raises Unreadable.
    """
    value, codes = _value(content)
    if isinstance(value, dict) and isinstance(value.get("metadata"), dict):
        ours = value["metadata"].get("curso")
        if isinstance(ours, dict):
            ours.pop("grading", None)  # the grader's own remarks: a student's file has none
    nb, mended = whole(value)
    for code in [*codes, *mended]:
        remember(nb, code, "")
    return nb


def _value(content: bytes) -> tuple[Any, list[str]]:
    """The JSON value, and codes of notes."""
    if not content[:PEEK].strip(NOTHING) and not content.strip(NOTHING):
        raise Unreadable(EMPTY)
    codes = []
    if len(content) > READ_WHOLE or _crowded(content):
        content, codes = slimmed(io.BytesIO(content)), ["slimmed"]
        if _crowded(content):
            raise Unreadable(TOO_MUCH)
    text, doubts = _text(content)
    try:
        return json.loads(text), [*codes, *doubts]
    except (ValueError, RecursionError) as error:
        raise Unreadable(WEB_PAGE if _is_page(text) else NOT_JSON) from error


def _crowded(content: bytes) -> bool:
    """Whether there are so many values in it that reading them would take up much more than their own size."""
    return content.count(b"{") + content.count(b"[") > CONTAINERS_AT_MOST or content.count(b",") > COMMAS_AT_MOST


def _text(content: bytes) -> tuple[str, list[str]]:
    """The text, and a note when it was not in Unicode, or only nearly."""
    try:
        return content.decode(json.detect_encoding(content)), []
    except UnicodeDecodeError:
        nearly = content.decode("utf-8", "replace")
    wrong = nearly.count("\ufffd")
    right = len(nearly) - len(nearly.encode("ascii", "ignore")) - wrong
    if right > wrong:
        return nearly, ["damaged"]
    try:
        return content.decode("cp1252"), ["latin1"]
    except UnicodeDecodeError:
        return content.decode("latin-1"), ["latin1"]


def _is_page(text: str) -> bool:
    return text[:PEEK].lstrip("\ufeff \r\n\t").lower().startswith(("<!doctype html", "<html"))
