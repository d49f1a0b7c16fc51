"""Runs an nbgrader converter without its chatter, and keeps the chatter for when something fails."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

ANSI = re.compile(r"\x1b\[[0-9;]*m")


class ConverterFailed(Exception):
    """nbgrader could not convert; the message is the reason that its log gives."""


def run_converter(converter: Any) -> str:
    """Start the converter; returns its log. Raises ConverterFailed with the last exception in the log."""
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    log = converter.log
    before = (log.level, log.propagate)
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        converter.start()
    except Exception as error:
        raise ConverterFailed(last_reason(buffer.getvalue(), error)) from error
    finally:
        log.removeHandler(handler)
        log.level, log.propagate = before
    return buffer.getvalue()


def last_reason(log: str, error: BaseException) -> str:
    """The exception that nbgrader logged before it gave up, else the one it gave up with."""
    plain = ANSI.sub("", log)
    raised = re.findall(r"^(?:[\w.]+\.)?([A-Z]\w*(?:Error|Exception|Failed|Entry))(?:: (.*))?$", plain, re.MULTILINE)
    if raised:
        name, message = raised[-1]
        return message or str(name)
    return str(error) or type(error).__name__
