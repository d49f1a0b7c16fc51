"""The parts of a question as HTML that is also XML, and the sentences around them."""

from __future__ import annotations

import html

from curso.markup import code_html
from curso.quiz.bank import Choice, Line, Number, Option, Order, Output
from curso.quiz.exports.item import Item, decimal, lettered, typed
from curso.quiz.places import place_of
from curso.text import Text, join


def stem(item: Item, *, paper: bool = False) -> str:
    """What is asked: the question, its code, and how to answer.

    On `paper` an order is always answered by letters, and an output is written as it comes; on a platform an order with
    one right answer has its own kind of question, and what is typed fits one line.
    """
    question = item.question
    parts = [paragraphs(item.say(question.question))]
    if question.code:
        parts.append(code_block(question.code))
    if isinstance(question, Order) and (paper or question.also):
        shown = (f"{letter}) {line_html(item, line)}" for letter, line in lettered(question).items())
        parts.append("<p>" + "<br/>".join(shown) + "</p>")
    how = how_to_answer(item, paper=paper)
    return "".join(parts) + (f"<p><em>{code_html(how)}</em></p>" if how else "")


def how_to_answer(item: Item, *, paper: bool) -> str:
    """What to do; nothing for one option among several, which shows it."""
    question = item.question
    if isinstance(question, Number):
        return item.say(A_NUMBER)
    if isinstance(question, Output):
        several = any("\n" in each.strip() for each in (question.answer, *question.also))
        return item.say(OUTPUT if paper or not several else join((OUTPUT, IN_ONE_LINE)))
    if isinstance(question, Order):
        how = BY_LETTERS if paper or question.also else IN_ORDER
        return item.say(join((how, MORE_THAN_ONE)) if question.also else how)
    return item.say(SEVERAL) if question.kind == "multiple" else ""


def options(item: Item) -> str:
    """What is chosen from, each with its letter."""
    question = item.question
    if not isinstance(question, Choice):
        return ""
    shown = (f"<li>{option.id}) {code_html(item.say(option.text))}</li>" for option in question.options)
    return f'<ul class="options">{"".join(shown)}</ul>'


def afterwards(item: Item) -> str:
    """What is told once it is answered: how it was asked first, what was mended, what to reread."""
    question, parts = item.question, []
    if question.original:
        options = "".join(f"<br/>{each}) {_escaped(text)}" for each, text in question.original.options.items())
        asked = item.say(ORIGINAL.format(question=_escaped(question.original.question)))
        parts.append(f"<p>{asked}{options}</p>")
    if question.erratum:
        parts.append(f"<p>{item.say(ERRATUM)}: {code_html(item.say(question.erratum))}</p>")
    parts.append(f"<p>{code_html(reread(item))}</p>")
    return "".join(parts)


def answer(item: Item) -> str:
    """The right answer, for whoever has the key."""
    question = item.question
    if isinstance(question, Choice):
        right = (f"<li>{o.id}) {code_html(item.say(o.text))}</li>" for o in question.options if o.correct)
        return f"<ul>{''.join(right)}</ul>"
    if isinstance(question, Number):
        return f"<p>{_escaped(number_key(item))}</p>"
    if isinstance(question, Output):
        return code_block(question.answer)
    return f"<p><code>{typed(question).right[0]}</code></p>{ordered(item)}"


def reasons(item: Item) -> str:
    """Why: for every option, or for the answer and for the wrong ones that people come to."""
    question = item.question
    if isinstance(question, Choice):
        options = (f"<li>{'✓' if o.correct else '✗'} {o.id}) {because(item, o)}</li>" for o in question.options)
        return f"<ul>{''.join(options)}</ul>"
    parts = [] if isinstance(question, Order) else [paragraphs(item.say(question.why))]
    slips = "".join(
        f"<li><code>{_escaped(given)}</code>: {code_html(item.say(why))}</li>" for given, why in slips_of(item)
    )
    return "".join(parts) + (f"<ul>{slips}</ul>" if slips else "")


def slips_of(item: Item) -> tuple[tuple[str, Text], ...]:
    """Wrong answers that people come to, as they would be typed, with their reasons."""
    question = item.question
    if isinstance(question, Number):
        return tuple((decimal(slip.value), slip.why) for slip in question.slips)
    return () if isinstance(question, Choice) else typed(question).wrong


def number_key(item: Item) -> str:
    """A number and its tolerance: "0.85 ± 0.001"."""
    question = item.question
    assert isinstance(question, Number)
    return decimal(question.answer) + (f" ± {decimal(question.tolerance)}" if question.tolerance else "")


def ordered(item: Item) -> str:
    """The lines of an order in the right one, with their reasons."""
    question = item.question
    assert isinstance(question, Order)
    lines = (f"<li>{line_html(item, line)}<br/>{code_html(item.say(line.why))}</li>" for line in question.lines)
    return f"<ol>{''.join(lines)}</ol>"


def because(item: Item, option: Option) -> str:
    """Why an option is right or wrong, and where choosing it comes from."""
    why = code_html(item.say(option.why))
    if option.misconception is None:
        return why
    return f"{why}<br/>{item.say(MISCONCEPTION)}: {code_html(item.say(option.misconception))}"


def line_html(item: Item, line: Line) -> str:
    """A line to put in order; of code, its indentation stays."""
    question = item.question
    assert isinstance(question, Order)
    text = item.say(line.text)
    return f"<code>{_escaped(indented(text))}</code>" if question.is_code else code_html(text)


def line_text(item: Item, line: Line) -> str:
    """The same where there is no HTML."""
    question = item.question
    assert isinstance(question, Order)
    text = item.say(line.text)
    return indented(text) if question.is_code else text.replace("`", "")


def indented(code: str) -> str:
    """`code` with hard spaces in front, that no program takes away."""
    return "\u00a0" * (len(code) - len(code.lstrip(" "))) + code.lstrip(" ")


def paragraphs(text: str) -> str:
    """Blank lines begin paragraphs; other ends of lines stay ends of lines."""
    each = (code_html(part.strip()).replace("\n", "<br/>") for part in text.split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in each if part)


def code_block(code: str) -> str:
    """Code as it stands."""
    return f"<pre><code>{_escaped(code.rstrip())}</code></pre>"


def reread(item: Item) -> str:
    """The lesson and its section that answer the question."""
    question = item.question
    place = place_of(question.module, question.lesson, question.section, item.lang)
    return item.say(REREAD.format(lesson=place.lesson, section=place.section))


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


A_NUMBER = Text(es="Responde con un número.", en="Answer with a number.")
OUTPUT = Text(es="Escribe lo que imprime el código, tal cual.", en="Write what the code prints, exactly.")
IN_ONE_LINE = Text(
    es="Ponlo todo en una línea, con un espacio donde el código cambia de línea.",
    en="Put it all on one line, with a space wherever the code begins a new one.",
)
IN_ORDER = Text(es="Pon las líneas en orden.", en="Put the lines in order.")
BY_LETTERS = Text(
    es="Pon las líneas en orden: escribe sus letras seguidas, sin espacios.",
    en="Put the lines in order: write their letters one after the other, without spaces.",
)
MORE_THAN_ONE = Text(es="Hay más de un orden correcto.", en="There is more than one right order.")
SEVERAL = Text(
    es="Marca todas las que valgan. Cada acierto suma, cada error resta lo mismo, y el total nunca baja de cero.",
    en="Tick all that apply. Each right one adds, each wrong one takes away as much, and the total never goes below "
    "zero.",
)
MISCONCEPTION = Text(es="De dónde viene", en="Where it comes from")
ORIGINAL = Text(es="Como la preguntaba la diapositiva: «{question}»", en="As the slide asked it: “{question}”")
ERRATUM = Text(es="Qué se ha corregido", en="What was corrected")
REREAD = Text(
    es="Para repasar: «{section}», de la lección «{lesson}».", en="To reread: “{section}”, in the lesson “{lesson}”."
)
