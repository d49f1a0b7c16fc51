"""What a model says when it is given something that it cannot use."""

from __future__ import annotations

import numbers
from collections.abc import Iterable

from curso.text import Text


class WrongInput(ValueError):
    """An argument out of its range or of another shape; `sentence` says which, and what is wanted instead."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def wrong(name: str, wanted: Text, got: object) -> WrongInput:
    """The error for the argument `name`, which should be `wanted` and is `got`."""
    return WrongInput(WRONG.format(name=name, wanted=wanted, got=got))


def one_of(names: Iterable[str]) -> Text:
    """The words for a choice among `names`."""
    return ONE_OF.format(names=", ".join(f'"{name}"' for name in names))


def check_count(name: str, got: object) -> None:
    """Raise `WrongInput` unless `got` is an integer of 1 or more."""
    if not isinstance(got, numbers.Integral) or got < 1:
        raise wrong(name, A_COUNT, got)


def check_rate(name: str, got: object) -> None:
    """Raise `WrongInput` unless `got` is a finite number above 0."""
    if not isinstance(got, numbers.Real) or not 0 < float(got) < float("inf"):
        raise wrong(name, A_RATE, got)


WRONG = Text(
    es="`{name}` debe ser {wanted}. Valor recibido: {got!r}.",
    en="`{name}` should be {wanted}. Received: {got!r}.",
)
ONE_OF = Text(es="uno de estos: {names}", en="one of these: {names}")
A_COUNT = Text(es="un entero mayor o igual que 1", en="an integer of 1 or more")
A_RATE = Text(es="un número positivo", en="a positive number")
