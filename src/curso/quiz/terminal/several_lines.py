"""A field for what a program prints in several lines. Apart, because textual's text area takes long to import."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from curso.quiz.terminal.rows import Given


class SeveralLines(TextArea):
    """Enter begins a new line here, so Ctrl+S says that the answer is complete."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "give", show=False, priority=True)]

    def __init__(self, answer: Any = None) -> None:
        super().__init__("" if answer is None else str(answer), id="answer", tab_behavior="focus")

    def answer(self) -> str:
        """What was typed."""
        return self.text

    def action_give(self) -> None:
        """That is the answer."""
        self.post_message(Given())
