"""Judges a split for `04.split` by what it promises: whose rows are drawn is up to chance, how many of each is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import as_numbers, kind_of
from curso.text import Text

PARTS = (
    Text(es="entrenamiento", en="training"),
    Text(es="validación", en="validation"),
    Text(es="prueba", en="test"),
)
NOT_THREE = Text(
    es="esperaba tres grupos de números de fila y recibí {kind}",
    en="I expected three groups of row numbers, received {kind}",
)
NOT_ROWS = Text(
    es="hay números que no son de ninguna fila: van de 0 a {last}",
    en="there are numbers of no row: they go from 0 to {last}",
)
REPEATED = Text(es="hay filas que salen más de una vez", en="some rows come out more than once")
MISSING = Text(es="hay filas que no están en ninguna parte", en="some rows are in none of the parts")
SIZE = Text(
    es="en {part} hay {got} filas y debería haber {expected}",
    en="{part} has {got} rows and should have {expected}",
)
PROPORTIONS = Text(
    es="en {part} hay {got} filas de la clase {label}, y por su proporción le tocan {expected}",
    en="{part} has {got} rows of class {label}, and its proportion asks for {expected}",
)
IN_ORDER = Text(
    es="las filas se toman en el orden en que vienen, sin barajarlas",
    en="the rows are taken in the order in which they come, without shuffling",
)
NOT_ALIKE = Text(es="no se reparten igual", en="they are not dealt out alike")
UNSEEDED = Text(
    es="con la misma `seed` salen cada vez otras partes: usa un generador que empiece en `seed`",
    en="with the same `seed` other parts come out each time: use a generator that starts from `seed`",
)
DEAF = Text(
    es="con otra `seed` salen las mismas partes: el reparto tiene que depender de ella",
    en="with another `seed` the same parts come out: what is dealt out must depend on it",
)


@dataclass(frozen=True)
class _Profile:
    """What can be said of a split, whichever rows chance has put where."""

    sizes: tuple[int, ...]
    repeated: bool
    missing: bool
    stratified: bool
    balanced: bool
    in_order: bool


def _parts(answer: Any) -> list[NDArray[np.int64]] | None:
    """The three groups as whole numbers, or None when that is not what they are."""
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != len(PARTS):
        return None
    groups = [as_numbers(part) for part in answer]
    if any(group is None or group.ndim == 0 or not (group == np.round(group)).all() for group in groups):
        return None
    return [group.ravel().astype(np.int64) for group in groups if group is not None]


def _profile(y: NDArray[Any], parts: list[NDArray[np.int64]]) -> _Profile:
    rows = np.concatenate(parts)
    exams = [counts_of(y, part) for part in parts[1:]]
    return _Profile(
        sizes=tuple(len(part) for part in parts),
        repeated=len(np.unique(rows)) < len(rows),
        missing=len(np.unique(rows)) < len(y),
        stratified=all((abs(counts - counts_of(y) * counts.sum() / len(y)) < 1).all() for counts in exams),
        balanced=all(len(np.unique(counts)) == 1 for counts in exams),
        in_order=all(_is_in_order(y, part) for part in parts),
    )


def counts_of(y: NDArray[Any], rows: NDArray[np.int64] | slice = slice(None)) -> NDArray[np.int64]:
    """How many of `rows` each class of `y` has, in the order of the classes."""
    return np.array([np.sum(y[rows] == label) for label in np.unique(y)])


def _is_in_order(y: NDArray[Any], part: NDArray[np.int64]) -> bool:
    """Whether the rows of `part` are neighbours: among all rows, or among those of their class."""
    if np.ptp(part) == len(part) - 1:
        return True
    positions = [np.flatnonzero(np.isin(np.flatnonzero(y == label), part)) for label in np.unique(y)]
    return all(len(at) > 0 and np.ptp(at) == len(at) - 1 for at in positions)


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """None when both splits keep the same promises, else the first that `answer` breaks."""
    y = np.asarray(args[0])
    want, got = _parts(expected), _parts(answer)
    if want is None or got is None:
        return NOT_THREE.format(kind=kind_of(answer))
    if any(part.size and (part.min() < 0 or part.max() >= len(y)) for part in got):
        return NOT_ROWS.format(last=len(y) - 1)
    if any(part.size == 0 for part in got):
        at = next(i for i, part in enumerate(got) if part.size == 0)
        return SIZE.format(part=PARTS[at], got=0, expected=len(want[at]))
    right, found = _profile(y, want), _profile(y, got)
    return None if found == right else _difference(y, (want, right), (got, found))


def _difference(
    y: NDArray[Any], want: tuple[list[NDArray[np.int64]], _Profile], got: tuple[list[NDArray[np.int64]], _Profile]
) -> Text:
    """The first thing in which the two splits differ, the most telling first."""
    (wanted, right), (parts, found) = want, got
    if found.repeated != right.repeated:
        return REPEATED
    for name, expected, size in zip(PARTS, right.sizes, found.sizes, strict=True):
        if size != expected:
            return SIZE.format(part=name, got=size, expected=expected)
    if found.missing != right.missing:
        return MISSING
    for name, expected_rows, part in zip(PARTS, wanted, parts, strict=True):
        for label, due, there in zip(np.unique(y), counts_of(y, expected_rows), counts_of(y, part), strict=True):
            if found.stratified != right.stratified and there != due:
                return PROPORTIONS.format(part=name, got=there, label=label, expected=due)
    return IN_ORDER if found.in_order else NOT_ALIKE


def same_seed_same_parts(args: tuple[Any, ...], answer: Any, again: Callable[[tuple[Any, ...]], Any]) -> Text | None:
    """Whether the seed, and nothing else, decides who goes where."""
    y, seed = args
    if not _equal(answer, again((y, seed))):
        return UNSEEDED
    return DEAF if _equal(answer, again((y, seed + 1))) else None


def _equal(one: Any, other: Any) -> bool:
    first, second = _parts(one), _parts(other)
    if first is None or second is None:
        return False
    return all(np.array_equal(np.sort(a), np.sort(b)) for a, b in zip(first, second, strict=True))
