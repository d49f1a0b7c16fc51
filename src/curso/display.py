"""Shows a thing where the reader is: as HTML in a notebook, as text in a terminal."""

from __future__ import annotations

import contextlib
import os
import pathlib
import sys
from collections.abc import Iterator
from typing import Protocol

from curso.markup import code_html
from curso.text import Text, language


class View(Protocol):
    """Anything that can say itself in both ways."""

    def text(self) -> str:
        """For a terminal."""

    def html(self) -> str:
        """For a notebook."""


def in_notebook() -> bool:
    """Whether a notebook's kernel is listening, rather than a terminal or a script."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return shell is not None and hasattr(shell, "kernel")


def display(thing: View | Text, code: str | None = None) -> None:
    """Show a view or a sentence, and below it, if given, some code."""
    if not in_notebook():
        sys.stdout.write(_text(thing) + (f"\n\n{code}" if code else "") + "\n")
        return
    from IPython.display import publish_display_data

    publish_display_data({"text/plain": _text(thing), "text/html": _html(thing)})  # type: ignore[no-untyped-call]
    if code:
        publish_display_data({"text/plain": code, "text/markdown": f"```python\n{code}\n```"})  # type: ignore[no-untyped-call]


def _text(thing: View | Text) -> str:
    return str(thing) if isinstance(thing, Text) else thing.text()


def _html(thing: View | Text) -> str:
    if not isinstance(thing, Text):
        return thing.html()
    return f'<div lang="{language()}" style="max-width:60em;line-height:1.45">{code_html(str(thing))}</div>'


@contextlib.contextmanager
def muted_stderr() -> Iterator[None]:
    """Nothing that the block writes to standard error comes out, whether from Python or from C.

    nbgrader gives no mark to a test cell with anything on stderr, and libraries warn there.
    """
    sys.stderr.flush()
    with pathlib.Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stderr(nowhere):
        kept = os.dup(2)
        try:
            os.dup2(nowhere.fileno(), 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
