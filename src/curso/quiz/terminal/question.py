"""The screen of one question: asking, and after the answer explaining it."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Static

from curso.quiz.terminal.answers import Answering, answering, how_to
from curso.quiz.terminal.explain import Piece, explained
from curso.quiz.terminal.rows import Given, Row
from curso.quiz.terminal.session import Session
from curso.quiz.terminal.words import spoken
from curso.text import Text

TONES = {
    "verdict": "bold",
    "option": "bold",
    "title": "bold",
    "quiet": "italic",
    "quote": "italic",
    "code": "",
    "plain": "",
}
MARKED = {"✓": "right", "◐": "partly", "✗": "wrong"}


class ReachedEnd(Message):
    """There is no question after this one."""


class Body(VerticalScroll):
    """What scrolls; once an answer is explained it has the focus, and Enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "screen.onward", show=False)]


class QuestionScreen(Screen[None]):
    """One question after the other; `looking` shows them explained, with nothing to answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "go(-1)", show=False),
        Binding("ctrl+n", "go(1)", show=False),
    ]

    def __init__(self, session: Session, nth: int = 0, *, looking: bool = False) -> None:
        super().__init__()
        self.session, self.nth, self.looking = session, nth, looking

    @property
    def explains(self) -> bool:
        """Whether this question is explained now rather than asked."""
        return self.looking or (not self.session.exam and self.nth in self.session.answers)

    def compose(self) -> ComposeResult:
        """Where it stands, what scrolls, and the buttons."""
        yield Static(id="where")
        with Body(id="body"):
            yield Static(id="question")
            yield Static(id="code")
            yield Static(id="how")
        with Horizontal(id="buttons"):
            yield Button(str(BACK), id="back", compact=True)
            yield Button(str(ANSWER), id="onward", variant="primary", compact=True)
            yield Button(str(SKIP), id="skip", compact=True)
            yield Static(id="keys")

    async def on_mount(self) -> None:
        """Show the first question."""
        await self.show()

    async def show(self) -> None:
        """Put the question on screen, asked or explained."""
        session, asked = self.session, self.session.asked[self.nth]
        question = asked.question
        self.query_one("#where", Static).update(self._where())
        self.query_one("#question", Static).update(spoken(str(question.question)))
        code = self.query_one("#code", Static)
        code.update(Content(question.code or ""))
        code.display = question.code is not None
        body = self.query_one(Body)
        await body.query("#answer, .piece").remove()
        how = self.query_one("#how", Static)
        how.display = not self.explains
        body.can_focus = self.explains
        if self.explains:
            await body.mount_all(self._explanation())
            body.focus()
            first = body.query(".piece").first()
            self.call_after_refresh(body.scroll_to_widget, first, animate=False, top=not self.looking)
        else:
            how.update(str(how_to(asked)))
            answer = cast(Widget, answering(asked, session.answers.get(self.nth)))
            await body.mount(answer)
            body.scroll_home(animate=False)
            answer.focus()
        self._name_buttons()

    @on(Given)
    @on(Button.Pressed, "#onward")
    async def action_onward(self) -> None:
        """Take the answer, or go on from its explanation."""
        if self.explains:
            await self.action_go(1)
            return
        answer: Any = cast(Answering, self.query_one("#answer")).answer()
        if problem := self.session.problem(self.nth, answer):
            self.notify(str(problem), markup=False)
            return
        self.session.answer(self.nth, answer)
        if self.session.progress.trouble:
            self.notify(str(self.session.progress.trouble), severity="warning", timeout=12, markup=False)
        if self.session.exam:
            await self.action_go(1)
        else:
            await self.show()

    @on(Button.Pressed, "#back")
    async def back(self) -> None:
        """To the question before."""
        await self.action_go(-1)

    @on(Button.Pressed, "#skip")
    async def skip(self) -> None:
        """To the next question without an answer."""
        await self.action_go(1)

    async def action_go(self, by: int) -> None:
        """To another question; past the last one, to the result."""
        target = self.nth + by
        if target < 0:
            return
        if target < len(self.session.asked):
            self.nth = target
            await self.show()
        elif self.looking:
            self.dismiss()
        else:
            self.app.post_message(ReachedEnd())

    def _where(self) -> str:
        session = self.session
        place = WHERE.format(name=session.name, nth=self.nth + 1, last=len(session.asked))
        if self.looking:
            return str(place)
        if session.exam:
            return f"{place} · {EXAM.format(answered=len(session.answers))}"
        return f"{place} · {POINTS.format(points=f'{session.sitting.score:.4g}')}"

    def _explanation(self) -> list[Row]:
        asked = self.session.asked[self.nth]
        pieces = explained(asked, self.session.answers.get(self.nth), self.session.verdict(self.nth))
        return [_shown(piece) for piece in pieces]

    def _name_buttons(self) -> None:
        last = self.nth == len(self.session.asked) - 1
        onward = self.query_one("#onward", Button)
        onward.label = str((CLOSE if self.looking else RESULT) if last else NEXT) if self.explains else str(ANSWER)
        onward.refresh(layout=True)  # the label alone would be cut to the width of the one before
        self.query_one("#back", Button).display = self.nth > 0
        self.query_one("#skip", Button).display = not self.explains
        self.query_one("#keys", Static).update(str(KEYS_EXPLAINED if self.explains else KEYS))


def _shown(piece: Piece) -> Row:
    row = Row(classes=f"piece {piece.tone} {MARKED.get(piece.mark[:1], '')}")
    code = piece.tone == "code"
    row.say(piece.mark and f"{piece.mark} ", Content(piece.text) if code else spoken(piece.text, TONES[piece.tone]))
    row.styles.padding = (0, 0, 0, piece.indent)
    return row


BACK = Text(es="← Anterior", en="← Back")
ANSWER = Text(es="Responder", en="Answer")
SKIP = Text(es="Saltar →", en="Skip →")
NEXT = Text(es="Siguiente →", en="Next →")
RESULT = Text(es="Resultado →", en="Result →")
CLOSE = Text(es="Cerrar", en="Close")
WHERE = Text(es="{name} · pregunta {nth} de {last}", en="{name} · question {nth} of {last}")
EXAM = Text(es="examen, {answered} respondidas", en="exam, {answered} answered")
POINTS = Text(es="puntos: {points}", en="points: {points}")
# how to leave comes first: a narrow terminal shows only the beginning
KEYS = Text(es="Ctrl+Q salir · Intro · Ctrl+P/N otra", en="Ctrl+Q quit · Enter · Ctrl+P/N other")
KEYS_EXPLAINED = Text(es="Ctrl+Q salir · Intro sigue · ↑ ↓ mueve", en="Ctrl+Q quit · Enter goes on · ↑ ↓ scroll")
