"""The quiz on the whole screen of a terminal."""

from __future__ import annotations

import time
from typing import ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Button

from curso.quiz.terminal.question import QuestionScreen, ReachedEnd
from curso.quiz.terminal.result import EndScreen, ResultScreen
from curso.quiz.terminal.session import Session
from curso.text import Text

STYLE = """
Screen { background: ansi_default; color: ansi_default; }
#where { text-style: bold reverse; padding: 0 1; height: 1; }
#body { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1;
  scrollbar-color: ansi_bright_black; scrollbar-color-hover: ansi_bright_black; scrollbar-color-active: ansi_blue;
  scrollbar-background: ansi_default; scrollbar-background-hover: ansi_default;
  scrollbar-background-active: ansi_default; }
#question { margin: 1 0; text-style: bold; }
#code { margin: 0 0 1 0; padding: 0 2; border-left: outer ansi_default; }
#how { text-style: italic; margin: 0 0 1 0; }
#answer { height: auto; }
Row { height: auto; }
Row .mark { width: auto; }
Row .text { width: 1fr; }
Rows:focus Row.-here { text-style: bold; }
Input#answer, TextArea#answer { border: round ansi_default; background: ansi_default; color: ansi_default; }
TextArea#answer { height: 8; }
.piece { margin: 0 0 1 0; }
.piece.option, .title, .piece.title, .piece.code, .piece.quote { margin: 0; }
.right { color: ansi_green; }
.partly { color: ansi_yellow; }
.wrong { color: ansi_red; }
#buttons { height: 1; dock: bottom; padding: 0 1; }
#buttons Button { margin: 0 1 0 0; min-width: 0; width: auto; text-style: reverse; }
#buttons Button, #buttons Button:hover, #buttons Button:focus { background: ansi_default; color: ansi_default; }
#buttons Button:focus, #buttons Button:hover { text-style: reverse bold underline; }
#keys { width: 1fr; text-align: right; text-style: italic; }
"""


class QuizApp(App[int]):
    """Takes a session to its end; exits with 0, or with 130 when it was interrupted."""

    CSS = STYLE
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(self, session: Session, *, only_first: bool = False) -> None:
        super().__init__(ansi_color=True)
        self.session = session
        self.only_first = only_first
        self.drawn: float | None = None

    def get_default_screen(self) -> Screen[None]:
        """The first question without an answer."""
        left = self.session.open_questions
        return QuestionScreen(self.session, left[0] if left else 0)

    def on_mount(self) -> None:
        """What the user should know before the first answer."""
        if self.session.resumed:
            going_on = GOING_ON.format(answered=len(self.session.answers), last=len(self.session.asked))
            self.notify(str(going_on), timeout=4, markup=False)
        for sentence in (self.session.progress.notice, self.session.progress.trouble):
            if sentence:
                self.notify(str(sentence), severity="warning", timeout=15, markup=False)
        if self.only_first:
            self.set_interval(0.005, self._leave_once_drawn)

    @on(ReachedEnd)
    def reached_end(self) -> None:
        """Finish, or ask first when something is open or the answers can still be changed."""
        if self.session.exam or self.session.open_questions:
            self.push_screen(EndScreen(self.session), self._decided)
        else:
            self._decided(True)

    @on(Button.Pressed, "#leave")
    def leave(self) -> None:
        """The end."""
        self.exit(0)

    @on(Button.Pressed, "#look")
    def look(self) -> None:
        """Every question with its explanation."""
        self.push_screen(QuestionScreen(self.session, looking=True))

    @on(Button.Pressed, "#again")
    def again(self) -> None:
        """A new quiz with what was missed."""
        self.session = self.session.again()
        self.switch_screen(QuestionScreen(self.session))

    def action_interrupt(self) -> None:
        """Ctrl-C: every answer is on disk already."""
        self.exit(130)

    async def action_quit(self) -> None:
        """Leave; every answer is on disk already."""
        self.exit(0)

    def _decided(self, finish: bool | None) -> None:
        if finish:
            self.session.finish()
            self.push_screen(ResultScreen(self.session))
        elif self.session.open_questions and isinstance(self.screen, QuestionScreen):
            self.screen.nth = self.session.open_questions[0]
            self.run_worker(self.screen.show())

    def _leave_once_drawn(self) -> None:
        """For a benchmark: what has a size is laid out, and after the refresh that follows it is on screen."""
        if self.drawn is None and any(answer.size.height for answer in self.screen.query("#answer")):
            self.drawn = 0.0
            self.screen.call_after_refresh(self._first_drawn)

    def _first_drawn(self) -> None:
        self.drawn = time.time()
        self.exit(0)


GOING_ON = Text(
    es="Sigues donde lo dejaste: {answered} de {last} respondidas. `--new` empieza otra vez.",
    en="You go on where you left it: {answered} of {last} answered. `--new` begins again.",
)
