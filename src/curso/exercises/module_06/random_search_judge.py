"""Judges a random search by where its trials fell, whatever drew them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import NOT_ALIKE, as_numbers, kind_of, shape_text
from curso.text import Text

Array = NDArray[np.float64]
MANY = 100  # trials from which on their spread is judged
SLACK = 0.125  # of a distribution; with the 400 trials of a case, chance alone goes so far once in 100,000
ALIKE = 0.9  # correlation between two hyper-parameters that come from one draw


def validation_error(rate: Any, dropout: Any) -> Any:
    """The made-up validation error of the lesson."""
    return 0.1 + 0.1 * (np.log10(rate) + 2.3) ** 2 + 0.4 * (dropout - 0.25) ** 2


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether `answer` is a random search; or whether it goes wrong as `expected`, a misconception's, does."""
    n, low, high, most, _ = args
    want, got = (_flaw(n, low, high, most, value) for value in (expected, answer))
    if want == got:
        return None
    if got is None:
        return NOT_ALIKE
    if got == "shape":
        numbers = as_numbers(answer)
        if numbers is None:
            return NOT_NUMBERS.format(kind=kind_of(answer))
        return SHAPE.format(got=shape_text(numbers.shape), n=n)
    return SENTENCES[got].format(low=f"{low:g}", high=f"{high:g}", most=f"{most:g}")


def second_look(args: tuple[Any, ...], answer: Any, again: Callable[[tuple[Any, ...]], Any]) -> Text | None:
    """Whether the seed decides: the same one gives the same trials, and another one others."""
    first, same, other = (as_numbers(value) for value in (answer, again(args), again((*args[:-1], args[-1] + 1))))
    if first is None or same is None or other is None or not first.shape == same.shape == other.shape:
        return None
    if not np.allclose(first, same):
        return NOT_REPEATED
    return ALWAYS_THE_SAME if np.allclose(first, other) else None


def _flaw(n: int, low: float, high: float, most: float, value: Any) -> str | None:
    """What is wrong with the trials, in a word; None if nothing is."""
    trials = as_numbers(value)
    if trials is None or trials.shape != (n, 3):
        return "shape"
    if not np.isfinite(trials).all():
        return "not_finite"
    rates, dropouts, errors = trials.T
    if _within(rates, np.log10(low), np.log10(high)) and (rates < 0).any():
        return "exponents"
    if not (_within(rates, low, high) and _within(dropouts, 0, most)):
        return "out_of_space"
    if not np.allclose(errors, validation_error(rates, dropouts), rtol=1e-4):
        return "wrong_error"
    where = np.log(rates / low) / np.log(high / low)
    return _flaw_of_draws(where, rates, dropouts / most, n) or _flaw_of_order(errors)


def _flaw_of_draws(where: Array, rates: Array, dropouts: Array, n: int) -> str | None:
    distinct = len(np.unique(where.round(9))), len(np.unique(dropouts.round(9)))
    if max(distinct) == 1:
        return "same_draw"
    if min(distinct) <= n / 2:
        return "few_values"
    if n < MANY:
        return None
    if abs(np.corrcoef(where, dropouts)[0, 1]) > ALIKE:
        return "one_draw"
    if _unevenness(where) > SLACK:
        return "linear_rate" if _unevenness((rates - rates.min()) / np.ptp(rates)) <= SLACK else "uneven_rate"
    return "uneven_dropout" if _unevenness(dropouts) > SLACK else None


def _flaw_of_order(errors: Array) -> str | None:
    steps = np.diff(errors)
    if (steps >= 0).all():
        return None
    return "worst_first" if (steps <= 0).all() else "not_sorted"


def _within(values: Array, low: float, high: float) -> bool:
    return bool((values >= low - 1e-6 * abs(low)).all() and (values <= high + 1e-6 * abs(high)).all())


def _unevenness(values: Array) -> float:
    """How far the distribution of `values` is from an even one between 0 and 1 (Kolmogorov and Smirnov)."""
    placed, n = np.sort(values), len(values)
    return float(np.max(np.abs(placed - (np.arange(n) + 0.5) / n)))


NOT_NUMBERS = Text(es="esperaba una tabla de números y recibí {kind}", en="I expected a table of numbers, got {kind}")
SHAPE = Text(
    es="la forma es {got} y debe ser ({n}, 3): una fila por ensayo, con tasa, dropout y error",
    en="the shape is {got} and must be ({n}, 3): one row per trial, with rate, dropout and error",
)
NOT_REPEATED = Text(
    es="con la misma `seed` salen otros ensayos. Sortea con `np.random.default_rng(seed)`",
    en="the same `seed` gives other trials. Draw with `np.random.default_rng(seed)`",
)
ALWAYS_THE_SAME = Text(
    es="con otra `seed` salen los mismos ensayos. Usa la que te dan: `np.random.default_rng(seed)`",
    en="another `seed` gives the same trials. Use the one that you are given: `np.random.default_rng(seed)`",
)
SENTENCES = {
    "not_finite": Text(es="sale `nan` o `inf`", en="`nan` or `inf` comes out"),
    "exponents": Text(
        es="la primera columna tiene exponentes negativos y debe tener tasas, de {low} a {high}",
        en="the first column has negative exponents and must have rates, from {low} to {high}",
    ),
    "out_of_space": Text(
        es="hay ensayos fuera del espacio: tasas de {low} a {high} y dropout de 0 a {most}",
        en="there are trials out of the space: rates from {low} to {high} and dropout from 0 to {most}",
    ),
    "wrong_error": Text(
        es="el error de alguna fila no es el `validation_error` de su tasa y su dropout",
        en="the error of some row is not the `validation_error` of its rate and its dropout",
    ),
    "same_draw": Text(es="todos los ensayos son el mismo", en="all the trials are the same one"),
    "few_values": Text(
        es="se repiten valores: al azar, cada ensayo prueba una tasa y un dropout nuevos",
        en="values are repeated: at random, each trial tries a new rate and a new dropout",
    ),
    "one_draw": Text(
        es="el dropout crece con la tasa: los dos salen del mismo sorteo",
        en="dropout grows with the rate: both come from the same draw",
    ),
    "linear_rate": Text(
        es="casi todas las tasas son grandes: se sortea el exponente, y no la tasa",
        en="nearly all the rates are large: draw the exponent, and not the rate",
    ),
    "uneven_rate": Text(
        es="los exponentes de las tasas no se reparten por igual entre los de {low} y {high}",
        en="the exponents of the rates are not evenly spread between those of {low} and {high}",
    ),
    "uneven_dropout": Text(
        es="el dropout no se reparte por igual entre 0 y {most}",
        en="dropout is not evenly spread between 0 and {most}",
    ),
    "worst_first": Text(es="el peor ensayo va el primero", en="the worst trial comes first"),
    "not_sorted": Text(
        es="los ensayos no van del menor error al mayor",
        en="the trials do not go from the smallest error to the largest",
    ),
}
