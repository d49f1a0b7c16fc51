"""A question as every format asks it: settled, named, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from curso.quiz.bank import AnyQuestion, Line, Number, Order, Output, even
from curso.quiz.sitting import ask
from curso.quiz.variants import settle
from curso.text import Language, Text

VARIANTS = 5
DRAWS = 60
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Item:
    """A question without formulas, the name it goes by ("01.q05", or "02.q07-v3" for a variant), and its language."""

    name: str
    question: AnyQuestion
    lang: Language

    def say(self, text: Text) -> str:
        """A text in the item's language."""
        return text.to(self.lang)


@dataclass(frozen=True)
class Typed:
    """An answer that is typed in: the right ones, the one to show first, and wrong ones with their reasons."""

    right: tuple[str, ...]
    why: Text
    wrong: tuple[tuple[str, Text], ...]


def items_of(question: AnyQuestion, lang: Language, most: int = VARIANTS) -> tuple[Item, ...]:
    """The question itself; of a template, up to `most` variants that differ, always the same ones."""
    if not isinstance(question, Number) or not question.parameters:
        return (Item(question.id, question, lang),)
    if most == 1:
        return (Item(question.id, settle(question, 0), lang),)
    found: dict[tuple[str, str | None], AnyQuestion] = {}
    for seed in range(DRAWS):
        settled = settle(question, seed)
        found.setdefault((settled.question.es, settled.code), settled)
        if len(found) == most:
            break
    return tuple(Item(f"{question.id}-v{nth}", each, lang) for nth, each in enumerate(found.values(), 1))


def typed(question: Order | Output) -> Typed:
    """How an `output` question is asked where people type into one line, and an `order` with several right orders,
    of which platforms know only one: by the letters of its lines (see `lettered`).
    """
    if isinstance(question, Output):
        right = dict.fromkeys(one_line(each) for each in (question.answer, *question.also))
        wrong = tuple((one_line(slip.value), slip.why) for slip in question.slips if one_line(slip.value) not in right)
        return Typed(tuple(right), question.why, wrong)
    letter = {line.id: letter for letter, line in lettered(question).items()}
    orders = tuple("".join(letter[each] for each in order) for order in question.key)
    slips = tuple(("".join(letter[each] for each in slip.order), slip.why) for slip in question.slips)
    return Typed(orders, RIGHT_ORDER, slips)


def one_line(output: str) -> str:
    """What a program prints, as it is typed into a field of one line."""
    return even(output).replace("\n", " ")


def lettered(question: Order) -> Mapping[str, Line]:
    """The lines as they are shown, never in a right order, with letters that tell nothing of the right one."""
    lines = {line.id: line for line in question.lines}
    return dict(zip(LETTERS, (lines[each] for each in ask(question, 0).shown), strict=False))


def decimal(value: float | str) -> str:
    """A number written out: "55", "0.85", "0.0000001"; never with an exponent, which some platforms don't read."""
    written = format(Decimal(repr(float(value))), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def interval(value: float | str, tolerance: float) -> tuple[str, str]:
    """The ends of what counts as `value`, without the rounding errors of a sum of floats."""
    middle, half = Decimal(decimal(value)), Decimal(decimal(tolerance))
    return format(middle - half, "f"), format(middle + half, "f")


RIGHT_ORDER = Text(es="Ese es un orden correcto.", en="That is a right order.")
