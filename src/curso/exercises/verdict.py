"""The typed result of judging one exercise, and how it reads in a notebook and in a terminal."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from enum import Enum

from curso.markup import code_html
from curso.text import Language, Text, language


class Status(Enum):
    """How an attempt went."""

    PASS = "pass"
    FAIL = "fail"
    ERROR = "error"
    UNATTEMPTED = "unattempted"


WORDS = {
    Status.PASS: Text(es="Correcto", en="Correct"),
    Status.FAIL: Text(es="Todavía no", en="Not yet"),
    Status.ERROR: Text(es="Error al ejecutarlo", en="Error while running it"),
    Status.UNATTEMPTED: Text(es="Sin intentar todavía", en="Not attempted yet"),
}
ICONS = {Status.PASS: "✓", Status.FAIL: "✗", Status.ERROR: "!", Status.UNATTEMPTED: "○"}
# Okabe-Ito, on light and dark backgrounds alike; the word and the icon say the same without colour
COLOURS = {Status.PASS: "#009E73", Status.FAIL: "#D55E00", Status.ERROR: "#CC79A7", Status.UNATTEMPTED: "#7A7A7A"}


@dataclass(frozen=True)
class Verdict:
    """What is said about one attempt.

    Parameters
    ----------
    exercise : its id.
    title : what it is called on screen.
    status : how it went.
    score : in [0, 1].
    messages : sentences for the student, the most useful first; backticks mark code.
    misconception : name of the misconception that was recognised.
    """

    exercise: str
    title: Text
    status: Status
    score: float
    messages: tuple[Text, ...] = ()
    misconception: str | None = None

    @property
    def passed(self) -> bool:
        """Whether everything was right."""
        return self.status is Status.PASS

    def text(self, lang: Language | None = None) -> str:
        """For a terminal: a headline, then one indented paragraph a message."""
        lang = lang or language()
        headline = f"{ICONS[self.status]} {WORDS[self.status].to(lang)} · {self.exercise} {self.title.to(lang)}"
        body = [
            textwrap.fill(message.to(lang), width=96, initial_indent="  ", subsequent_indent="  ")
            for message in self.messages
        ]
        return "\n".join([headline, *body])

    def html(self, lang: Language | None = None) -> str:
        """For a notebook: the same with an icon, a word and a coloured edge."""
        lang = lang or language()
        colour = COLOURS[self.status]
        body = "".join(f'<div style="margin-top:.35em">{code_html(m.to(lang))}</div>' for m in self.messages)
        return (
            f'<div lang="{lang}" role="status" class="curso-verdict curso-{self.status.value}" '
            f'style="border-left:.35em solid {colour};padding:.5em .9em;margin:.2em 0;'
            'background:rgba(127,127,127,.08);max-width:60em;line-height:1.45">'
            f'<span aria-hidden="true" style="color:{colour};font-weight:bold;font-size:1.15em">'
            f"{ICONS[self.status]}</span> "
            f"<strong>{WORDS[self.status].to(lang)}</strong> "
            f'<span style="opacity:.75">· {html.escape(self.exercise)} {html.escape(self.title.to(lang))}</span>'
            f"{body}</div>"
        )

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.text()
