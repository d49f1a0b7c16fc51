"""Sentences with `backticks` as safe HTML."""

from __future__ import annotations

import html
import re


def code_html(sentence: str) -> str:
    """`sentence` escaped, with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(sentence, quote=False))
