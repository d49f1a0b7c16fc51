"""Judges a search space of keras-tuner by what it can draw, however it was written."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from curso.exercises.agree import kind_of
from curso.text import Text, verbatim

MOST_VALUES = 10_000  # of a range with steps; nobody searches more
MOST_NAMES = 100  # of hyper-parameters


@dataclass(frozen=True)
class Range:
    """What a hyper-parameter can be: some values, or all between two ends, evenly spread or by their logarithm."""

    values: tuple[Any, ...] = ()
    ends: tuple[float, float] | None = None
    log: bool = False

    def same(self, other: Range) -> bool:
        """Whether both draw alike; the order of the values does not matter."""
        if self.ends is None or other.ends is None:
            return self.ends is other.ends and _sorted(self.values) == _sorted(other.values)
        close = all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(self.ends, other.ends, strict=True))
        return close and self.log is other.log

    def said(self) -> Text:
        """For a sentence: "from 0.001 to 0.1, by the logarithm"."""
        if self.ends is not None:
            sentence = BY_LOGARITHM if self.log else EVENLY
            return sentence.format(low=f"{self.ends[0]:g}", high=f"{self.ends[1]:g}")
        shown = [f"{value:g}" if isinstance(value, float) else str(value) for value in self.values]
        return verbatim(", ".join(shown if len(shown) <= 6 else [*shown[:3], "…", shown[-1]]))


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether two configurations of `keras_tuner.HyperParameters` describe the same space."""
    got, want = ranges(answer), ranges(expected)
    if want is None:
        raise TypeError("the reference gave no search space")
    if got is None:
        return NOT_A_SPACE.format(kind=kind_of(answer))
    for name, wanted in want.items():
        if name not in got:
            return MISSING.format(name=name)
        if not got[name].same(wanted):
            return OTHER_RANGE.format(name=name, got=got[name].said(), want=wanted.said())
    extra = [name for name in got if name not in want]
    return EXTRA.format(name=extra[0]) if extra else None


def ranges(config: Any) -> dict[str, Range] | None:
    """The range of each hyper-parameter by its name; None where `config` is not what `get_config` gives."""
    try:
        entries = [(entry["class_name"], entry["config"]) for entry in config["space"]]
        if len(entries) > MOST_NAMES:
            return None
        return {str(told["name"]): _range(kind, told) for kind, told in entries}
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _range(kind: str, config: dict[str, Any]) -> Range:
    if kind == "Boolean":
        return Range((False, True))
    if kind == "Fixed":
        return Range((config["value"],))
    if kind == "Choice":
        return Range(tuple(config["values"]))
    low, high = float(config["min_value"]), float(config["max_value"])
    log = config["sampling"] == "log"
    if config["step"] is None:
        return Range(ends=(low, high), log=log)
    step = float(config["step"])  # the powers of a whole number could have millions of digits
    values = [low]
    while len(values) < MOST_VALUES:
        following = values[-1] * step if log else low + step * len(values)
        if following > high * (1 + 1e-9):
            break
        values.append(following)
    return Range(tuple(values))


def _sorted(values: tuple[Any, ...]) -> list[str]:
    return sorted({f"{float(value):.9g}" if isinstance(value, (int, float)) else str(value) for value in values})


NOT_A_SPACE = Text(
    es="esperaba el espacio que da `hp.get_config()` y recibí {kind}",
    en="I expected the space that `hp.get_config()` gives, and received {kind}",
)
MISSING = Text(es="falta `{name}` en el espacio", en="`{name}` is missing from the space")
EXTRA = Text(es="sobra `{name}` en el espacio", en="`{name}` should not be in the space")
OTHER_RANGE = Text(
    es="`{name}` toma estos valores: {got}. Y debe tomar estos: {want}",
    en="`{name}` takes these values: {got}. And it should take these: {want}",
)
BY_LOGARITHM = Text(
    es="de {low} a {high}, sorteando el logaritmo",
    en="from {low} to {high}, drawn by their logarithm",
)
EVENLY = Text(
    es="de {low} a {high}, repartidos por igual",
    en="from {low} to {high}, evenly spread",
)
