"""The screens at the end: whether to finish, and the result by topic."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Static

from curso.quiz.terminal.session import Session
from curso.quiz.terminal.summary import REREAD, SEED, headline, to_reread, topics
from curso.quiz.terminal.words import spoken
from curso.text import Text

MOVES: list[BindingType] = [
    Binding("left,up", "app.focus_previous", show=False),
    Binding("right,down", "app.focus_next", show=False),
]


class EndScreen(Screen[bool]):
    """Whether to finish; dismissed with False to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [*MOVES, Binding("escape", "dismiss(False)", show=False)]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """How far it is, and the two ways on."""
        yield Static(self.session.name, id="where")
        left = len(self.session.open_questions)
        with VerticalScroll(id="body", can_focus=False):
            yield Static(spoken(str(LEFT.format(left=left) if left else ALL_ANSWERED)), id="question")
            if self.session.exam:
                yield Static(spoken(str(THEN)), classes="piece")
        with Horizontal(id="buttons"):
            yield Button(str(GO_BACK), id="stay", compact=True)
            yield Button(str(FINISH), id="finish", variant="primary", compact=True)

    def on_mount(self) -> None:
        """The likelier way has the focus."""
        self.query_one("#stay" if self.session.open_questions else "#finish").focus()

    @on(Button.Pressed)
    def chosen(self, event: Button.Pressed) -> None:
        """One of the two."""
        self.dismiss(event.button.id == "finish")


class ResultScreen(Screen[None]):
    """Points, topics with the lesson to reread, and what to do next; the app knows what its buttons do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("q,escape", "app.quit", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """The result."""
        session = self.session
        yield Static(f"{session.name} · {RESULT}", id="where")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(str(headline(session)), id="question")
            for points, topic, weak in topics(session):
                yield Static(spoken(f"{'↻' if weak else '✓'} {points:>6}  {topic}"), classes="topic")
            if session.sitting.missed:
                yield Static(spoken(f"\n{REREAD}", "bold"))
                yield from (Static(spoken(where), classes="topic") for where in to_reread(session))
            yield Static(spoken(f"\n{SEED.format(seed=session.saved.seed)}", "italic"))
            if session.progress.trouble:
                yield Static(spoken(str(session.progress.trouble), "bold"), classes="piece")
        with Horizontal(id="buttons"):
            yield Button(str(LEAVE), id="leave", compact=True)
            yield Button(str(LOOK), id="look", compact=True)
            yield Button(str(AGAIN), id="again", variant="primary", compact=True)

    def on_mount(self) -> None:
        """What was missed can be taken again, if anything was."""
        missed = bool(self.session.sitting.missed)
        self.query_one("#again").display = missed
        self.query_one("#again" if missed else "#leave").focus()

    def action_scroll(self, by: int) -> None:
        """A line up or down."""
        self.query_one("#body").scroll_relative(y=by, animate=False)


RESULT = Text(es="resultado", en="result")
LEFT = Text(es="Quedan preguntas sin responder: {left}.", en="Questions without an answer: {left}.")
ALL_ANSWERED = Text(es="Has respondido a todo.", en="You have answered everything.")
THEN = Text(
    es="Al terminar ya no se cambian las respuestas, y verás la explicación de cada una.",
    en="Once you finish, answers can't be changed, and you see what is said of each.",
)
GO_BACK = Text(es="Volver", en="Go back")
FINISH = Text(es="Terminar", en="Finish")
LEAVE = Text(es="Salir", en="Quit")
LOOK = Text(es="Ver las explicaciones", en="See the explanations")
AGAIN = Text(es="Repetir las falladas", en="Take the missed ones again")
