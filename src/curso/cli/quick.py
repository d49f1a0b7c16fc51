"""`curso quiz` without typer, whose import alone would take a third of the time to the first question.

Only what the command line says without any doubt is understood here; everything else, and every mistake, is left to
the command proper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FLAGS = {"--exam": "exam", "--new": "new", "--plain": "plain"}


@dataclass
class Wanted:
    """What a quiz was asked for with."""

    bank: str = ""
    n: int | None = None
    seed: str = ""
    exam: bool = False
    new: bool = False
    plain: bool = False


def quick(arguments: Sequence[str]) -> int | None:
    """Take the quiz that the arguments (after `quiz`) ask for; its exit code, or None when that is for the others."""
    wanted = understood(arguments)
    if wanted is None:
        return None
    from curso.quiz.library import BankError
    from curso.quiz.progress import ProgressError
    from curso.quiz.terminal.start import take_quiz
    from curso.quiz.variants import NoVariant

    try:
        return take_quiz(**vars(wanted))
    except (BankError, NoVariant, ProgressError):
        return None  # nothing was asked yet; the command proper says what is wrong


def understood(arguments: Sequence[str]) -> Wanted | None:
    """What is asked for, or None when something is missing, unknown, or not a quiz."""
    wanted = Wanted()
    words = list(arguments)
    while words:
        word, is_value, value = words.pop(0).partition("=")
        if word in FLAGS and not is_value:
            setattr(wanted, FLAGS[word], True)
        elif word in ("--n", "-n", "--seed"):
            if not is_value:
                value = words.pop(0) if words else ""
            if not value or value.startswith("-"):
                return None
            if word == "--seed":
                wanted.seed = value
            elif value.isascii() and value.isdecimal() and int(value) > 0:
                wanted.n = int(value)
            else:
                return None
        elif is_value or word.startswith("-") or wanted.bank:
            return None
        else:
            wanted.bank = word
    return wanted if wanted.bank else None
