"""Messages of a kernel that may say anything: the well-formed part of each, in plain values, or nothing at all."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, TypeGuard

Message = dict[str, Any]

DEPTH_AT_MOST = 40
NAME_AT_MOST = 200
BITS_AT_MOST = 1024
STREAMS = ("stdout", "stderr")
JSON_MIME = re.compile(r"application/(.*\+)?json")


class Odd(Exception):
    """Not what such a message may hold."""


def well_formed(message: Any) -> Message | None:
    """A message with what the notebook needs of it and nothing else; None when it is not one, or has no right to be."""
    try:
        kind = message["msg_type"]
        content = CONTENTS[kind](message["content"])
        parent = message.get("parent_header")
        buffers = message.get("buffers")
        raw = [bytes(b) for b in buffers if isinstance(b, (bytes, memoryview))] if isinstance(buffers, list) else []
    except (Odd, KeyError, TypeError, AttributeError, RecursionError):
        return None
    asked = parent.get("msg_id") if isinstance(parent, dict) else None
    return {
        "msg_type": kind,
        "header": {"msg_type": kind},
        "parent_header": {"msg_id": asked if _is_name(asked) else ""},
        "content": content,
        "buffers": raw,
    }


def readable(text: str) -> str:
    """`text` as it can be written to a file: a lone half of a surrogate pair becomes a question mark."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def size(value: Any) -> int:
    """Bytes that a plain value takes in a notebook's file."""
    return len(json.dumps(value, ensure_ascii=False).encode("utf-8"))


def _plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON can write it, numbers that it lacks as words (as Jupyter does). Raises Odd."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, int) and value.bit_length() <= BITS_AT_MOST:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else repr(value)
    if depth >= DEPTH_AT_MOST:
        raise Odd
    if isinstance(value, dict):
        return {_text(key): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, depth + 1) for inner in value]
    raise Odd


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Odd
    return readable(value)


def _dictionary(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Odd
    plain: dict[str, Any] = _plain(value)
    return plain


def _is_name(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= NAME_AT_MOST


def _name(value: Any) -> str:
    if not _is_name(value):
        raise Odd
    return readable(value)


def _stream(content: Any) -> Message:
    if content["name"] not in STREAMS:
        raise Odd
    return {"name": content["name"], "text": _text(content["text"])}


def _shown(content: Any) -> Message:
    given = content["data"]
    if not isinstance(given, dict):
        raise Odd
    data = {}
    for mime, value in given.items():
        try:
            data[_name(mime)] = _of_mime(mime, value)
        except (Odd, RecursionError):
            continue
    if given and not data:
        raise Odd
    transient = content.get("transient")
    display_id = transient.get("display_id") if isinstance(transient, dict) else None
    return {
        "data": data,
        "metadata": _dictionary(content.get("metadata") or {}),
        "transient": {"display_id": readable(display_id)} if _is_name(display_id) else {},
    }


def _of_mime(mime: str, value: Any) -> Any:
    if JSON_MIME.fullmatch(mime):
        return _plain(value)
    if isinstance(value, list):
        return "".join(map(_text, value))
    return _text(value)


def _result(content: Any) -> Message:
    # the number is the recorder's to give
    return {**_shown(content), "execution_count": None}


def _update(content: Any) -> Message:
    shown = _shown(content)
    if not shown["transient"]:
        raise Odd
    return shown


def _error(content: Any) -> Message:
    if not isinstance(content["traceback"], list):
        raise Odd
    return {
        "ename": _text(content["ename"]),
        "evalue": _text(content["evalue"]),
        "traceback": [_text(line) for line in content["traceback"]],
    }


def _clear(content: Any) -> Message:
    return {"wait": content.get("wait") is True}


def _comm(content: Any) -> Message:
    data = _dictionary(content.get("data") or {})
    if not isinstance(data.get("state", {}), dict):
        raise Odd
    for path in data.get("buffer_paths") or ():
        if not isinstance(path, list) or not all(isinstance(step, (str, int)) for step in path):
            raise Odd
    return {"comm_id": _name(content["comm_id"]), "data": data}


def _comm_open(content: Any) -> Message:
    return {**_comm(content), "target_name": _name(content["target_name"])}


CONTENTS: dict[str, Callable[[Any], Message]] = {
    "stream": _stream,
    "display_data": _shown,
    "execute_result": _result,
    "update_display_data": _update,
    "error": _error,
    "clear_output": _clear,
    "comm_open": _comm_open,
    "comm_msg": _comm,
    "comm_close": _comm,
}
