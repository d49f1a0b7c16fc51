"""A list of rows with a cursor, for the keyboard and the mouse, that scrolls with whatever it stands in."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from curso.quiz.terminal.words import spoken


class Given(Message):
    """Somebody says that the answer is complete."""


class Row(Horizontal):
    """A mark, and beside it a text of as many lines as it takes."""

    def __init__(self, nth: int = 0, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.nth = nth
        self.mark, self.text = Static(classes="mark"), Static(classes="text")

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.mark
        yield self.text

    def say(self, mark: str, text: Content) -> None:
        """Show a mark and a text."""
        self.mark.update(Content(mark))
        self.text.update(text)


class Rows(Vertical, can_focus=True):
    """Rows with a cursor. What a row says, and what follows from moving and picking, the kinds of lists say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "move(-1000)", show=False),
        Binding("end", "move(1000)", show=False),
        Binding("space", "pick", show=False),
        Binding("enter", "give", show=False),
    ]
    cursor: reactive[int | None] = reactive(None, init=False)

    def __init__(self, count: int, cursor: int | None) -> None:
        super().__init__(id="answer")
        self.rows = tuple(Row(nth) for nth in range(count))
        self.set_reactive(Rows.cursor, cursor)

    def compose(self) -> ComposeResult:
        """The rows."""
        yield from self.rows

    def on_mount(self) -> None:
        """Say what the rows say."""
        self.show()

    def moved(self, before: int | None, now: int) -> None:
        """The cursor has moved."""

    def picked(self, nth: int) -> None:
        """Space or a click on a row."""

    def numbered(self, nth: int) -> None:
        """The number of a row was typed (from 0)."""

    def prompt(self, nth: int) -> tuple[str, str]:
        """The mark and the text of a row."""
        return "", str(nth)

    def watch_cursor(self, before: int | None, now: int | None) -> None:
        """Tell the list, show the marks, and bring the row into sight."""
        if now is not None:
            self.moved(before, now)
            self.show()
            self.rows[now].scroll_visible(animate=False)

    def action_move(self, by: int) -> None:
        """Up or down, as far as there are rows."""
        last = len(self.rows) - 1
        self.cursor = (last if by < 0 else 0) if self.cursor is None else max(0, min(last, self.cursor + by))

    def action_pick(self) -> None:
        """Space."""
        if self.cursor is not None:
            self.picked(self.cursor)
            self.show()

    def action_give(self) -> None:
        """Enter: that is the answer."""
        self.post_message(Given())

    def on_key(self, event: events.Key) -> None:
        """The number of a row."""
        character = event.character or ""
        if character.isdecimal() and 0 < int(character) <= len(self.rows):
            event.stop()
            self.numbered(int(character) - 1)
            self.show()

    def on_click(self, event: events.Click) -> None:
        """A row under the mouse."""
        for clicked in event.widget.ancestors_with_self if event.widget else ():
            if isinstance(clicked, Row):
                self.focus()
                self.cursor = clicked.nth
                self.action_pick()

    def show(self) -> None:
        """Say again what the rows say, and where the cursor is."""
        for row in self.rows:
            here = row.nth == self.cursor
            mark, text = self.prompt(row.nth)
            row.say(f"{'▸' if here else ' '} {mark} ", spoken(text))
            row.set_class(here, "-here")
