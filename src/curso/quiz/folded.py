"""Questions as HTML: what is asked, and the answer with its reasons behind a fold."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from curso.markup import code_html
from curso.quiz.bank import AnyQuestion, Choice, Number, Order
from curso.quiz.cells import by_letter
from curso.quiz.reply import verdict_of
from curso.text import Text, join, language, verbatim

BLOCK = "max-width:60em;line-height:1.5;margin:.6em 0;overflow-wrap:anywhere"
CODE = (
    "margin:.5em 0;padding:.5em .8em;line-height:1.4;overflow-x:auto;white-space:pre;font-family:monospace;"
    "background:rgba(127,127,127,.12);border-radius:.2em"
)


@dataclass(frozen=True)
class Folded:
    """Questions to read, each with its answer behind a fold.

    Parameters
    ----------
    name : what the bank is asked for with.
    questions : without templates (see `variants.settle`).
    """

    name: str
    questions: Sequence[AnyQuestion]

    def text(self) -> str:
        """For a terminal, where nothing folds: no answers."""
        asked = (f"{nth}. {_plain(question)}" for nth, question in enumerate(self.questions, 1))
        return "\n\n".join([*asked, str(IN_A_TERMINAL.format(name=self.name))])

    def html(self) -> str:
        """For a notebook."""
        items = "".join(
            f'<li style="margin:1em 0">{question_html(question)}<details><summary style="cursor:pointer">{ANSWER}'
            f"</summary>{answer_html(question)}{origin_html(question)}</details></li>"
            for question in self.questions
        )
        title = code_html(str(THINK_FIRST.format(name=self.name, n=len(self.questions))))
        return f'<div lang="{language()}" class="curso-folded" style="{BLOCK}"><p>{title}</p><ol>{items}</ol></div>'


def question_html(question: AnyQuestion) -> str:
    """What is asked, with its code and its options or lines, in the language spoken."""
    parts = [f"<p>{_html(question.question)}</p>"]
    if question.code:
        parts.append(_pre(question.code))
    if isinstance(question, Order) and question.is_code:
        parts.append(_pre("\n".join(f"{letter})  {text}" for letter, text in _lettered(question))))
    else:
        items = "".join(
            f'<li style="margin:.3em 0"><strong>{letter})</strong> {_html(text)}</li>'
            for letter, text in _lettered(question)
        )
        parts.append(f'<ul style="list-style:none;padding-left:.5em">{items}</ul>' if items else "")
    if question.kind == "multiple":
        parts.append(f'<p style="opacity:.8">{SEVERAL}</p>')
    return f'<div style="{BLOCK}">{"".join(parts)}</div>'


def answer_html(question: AnyQuestion) -> str:
    """The right answer and every reason for it."""
    reasons = "".join(f"<div>{_html(reason)}</div>" for reason in verdict_of(question, _right(question)).reasons)
    if isinstance(question, Choice | Order):
        return f'<div style="{BLOCK}"><p><strong>{", ".join(_right(question))}</strong></p>{reasons}</div>'
    return f'<div style="{BLOCK}">{_pre(_written(question))}{reasons}</div>'


def origin_html(question: AnyQuestion) -> str:
    """How the question was first asked, where ours differs, and what was wrong with that; empty for most."""
    parts = []
    if question.original:
        quoted = (f"{letter}) {text}" for letter, text in question.original.options.items())
        options = "".join(f"<li>{html.escape(option, quote=False)}</li>" for option in quoted)
        asked = html.escape(question.original.question, quote=False)
        parts.append(
            f'<details><summary style="cursor:pointer">{AS_ASKED}</summary><p lang="es">{asked}</p>'
            f'<ul lang="es" style="list-style:none;padding-left:.5em">{options}</ul></details>'
        )
    if question.erratum:
        parts.append(f"<p><strong>{ERRATUM}</strong> {_html(question.erratum)}</p>")
    return f'<div style="{BLOCK}">{"".join(parts)}</div>' if parts else ""


def _right(question: AnyQuestion) -> Any:
    """A right answer, as `verdict_of` takes it."""
    if isinstance(question, Choice):
        return sorted(question.key)
    return question.key[0] if isinstance(question, Order) else question.answer


def _written(question: AnyQuestion) -> str:
    right = _right(question)
    return f"{right:.10g}" if isinstance(question, Number) else str(right)


def _lettered(question: AnyQuestion) -> Iterable[tuple[str, Text]]:
    if isinstance(question, Order):
        return [(line.id, line.text) for line in by_letter(question)]
    return [(option.id, option.text) for option in question.options] if isinstance(question, Choice) else []


def _plain(question: AnyQuestion) -> Text:
    options = (verbatim(f"   {letter}) ") + text for letter, text in _lettered(question))
    code = (verbatim("\n" + question.code.strip("\n").rstrip() + "\n"),) if question.code else ()
    return join((question.question, *code, *options), "\n")


def _html(text: Text) -> str:
    return code_html(str(text).strip()).replace("\n", "<br>")


def _pre(code: str) -> str:
    return f'<pre style="{CODE}">{html.escape(code.strip(chr(10)).rstrip(), quote=False)}</pre>'


SEVERAL = Text(
    es="Puede haber varias correctas. Cuenta (bien marcadas − mal marcadas) / correctas, y nunca menos de 0.",
    en="Several may be right. It counts (rightly marked − wrongly marked) / right ones, and never less than 0.",
)
ANSWER = Text(es="La respuesta y sus razones", en="The answer and its reasons")
AS_ASKED = Text(es="Como la preguntaba la diapositiva", en="As the slide asked it, in Spanish")
ERRATUM = Text(es="Qué tenía mal:", en="What was wrong with it:")
THINK_FIRST = Text(
    es="Cuestionario «{name}», {n} preguntas. Piensa cada respuesta antes de abrirla.",
    en="Quiz “{name}”, {n} questions. Think of each answer before you open it.",
)
IN_A_TERMINAL = Text(
    es="Para responderlas aquí, y saber por qué: curso quiz {name}",
    en="To answer them here, and learn why: curso quiz {name}",
)
