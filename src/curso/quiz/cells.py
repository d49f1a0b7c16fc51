"""The question of a quiz cell: the same for whoever builds a notebook, checks it or grades it."""

from __future__ import annotations

from curso.quiz.bank import AnyQuestion, Line, Order
from curso.quiz.library import BankError, load_question
from curso.quiz.sitting import ask
from curso.quiz.variants import NoVariant, settle

RELEASED = 0  # the seed of every quiz cell: a notebook is built before anybody knows who will open it


def question_of_cell(question: str) -> AnyQuestion:
    """The question with this id; of a template, the variant that notebooks ask.

    Raises
    ------
    BankError : there is no such question, its bank can't be read, or it is a template without variants.
    """
    try:
        return settle(load_question(question), RELEASED)
    except NoVariant as error:
        raise BankError(error.sentence) from error


def by_letter(question: Order) -> tuple[Line, ...]:
    """The lines from a to z, or in some other order where that one is right."""
    by_id = {line.id: line for line in question.lines}
    letters = tuple(sorted(by_id))
    shown = ask(question, RELEASED).shown if "".join(letters) in question.key else letters
    return tuple(by_id[each] for each in shown)
