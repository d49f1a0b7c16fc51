"""Sentences as a terminal shows them: what stands between backticks is bold instead."""

from __future__ import annotations

import re

from textual.content import Content


def spoken(sentence: str, style: str = "") -> Content:
    """`sentence` with its code in bold; square brackets stay what they are."""
    parts = re.split(r"`([^`]+)`", sentence)
    styles = (f"bold {style}".strip(), style)
    return Content.assemble(*((part, styles[nth % 2 == 0]) for nth, part in enumerate(parts) if part))
