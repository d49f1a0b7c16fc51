"""Spec of `06.random_search`: a random search from scratch, judged by where its trials fall."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.module_06.random_search_judge import agree, second_look, validation_error
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int, float, float, float], tuple[Array, Array]]
MANY = 400


def random_search(n: int, low: float, high: float, most: float, seed: int) -> Array:
    """`n` trials, best first, shape (n, 3): rate, dropout and validation error."""
    rng = np.random.default_rng(seed)
    rates = 10 ** rng.uniform(np.log10(low), np.log10(high), n)
    dropouts = rng.uniform(0, most, n)
    trials = np.column_stack([rates, dropouts, validation_error(rates, dropouts)])
    ordered: Array = trials[np.argsort(trials[:, 2])]
    return ordered


def random_search_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A few trials to look at, and two searches with so many that their spread shows."""
    few = Text(es="cinco ensayos", en="five trials")
    many = Text(es="400 ensayos: se mira cómo se reparten", en="400 trials: how they are spread is looked at")
    seeds = [int(seed) for seed in rng.integers(0, 10_000, 3)]
    high = float(rng.choice([0.1, 1.0]))
    return [
        Case((5, 0.0001, 1.0, 0.6, seeds[0]), few),
        Case((MANY, 0.0001, high, 0.6, seeds[1]), many),
        Case((MANY, 1e-5, 0.1, 0.4, seeds[2]), many),
    ]


def _draw(rng: np.random.Generator, n: int, low: float, high: float, most: float) -> tuple[Array, Array]:
    return 10 ** rng.uniform(np.log10(low), np.log10(high), n), rng.uniform(0, most, n)


def _linear(rng: np.random.Generator, n: int, low: float, high: float, most: float) -> tuple[Array, Array]:
    return rng.uniform(low, high, n), rng.uniform(0, most, n)


def _grid(rng: np.random.Generator, n: int, low: float, high: float, most: float) -> tuple[Array, Array]:
    side = int(np.ceil(np.sqrt(n)))
    rates, dropouts = np.meshgrid(np.geomspace(low, high, side), np.linspace(0, most, side))
    return rates.ravel()[:n], dropouts.ravel()[:n]


def _exponents(rng: np.random.Generator, n: int, low: float, high: float, most: float) -> tuple[Array, Array]:
    rates, dropouts = _draw(rng, n, low, high, most)
    return np.log10(rates), dropouts


def _one_draw(rng: np.random.Generator, n: int, low: float, high: float, most: float) -> tuple[Array, Array]:
    u = rng.random(n)
    return low * (high / low) ** u, most * u


def _same(rng: np.random.Generator, n: int, low: float, high: float, most: float) -> tuple[Array, Array]:
    rates, dropouts = _draw(rng, 1, low, high, most)
    return np.repeat(rates, n), np.repeat(dropouts, n)


def _searched(draw: Draw = _draw, order: Callable[[Array], Any] = np.argsort) -> Callable[..., Array]:
    """The right search but for its draws or its order."""

    def wrong(n: int, low: float, high: float, most: float, seed: int) -> Array:
        rates, dropouts = draw(np.random.default_rng(seed), n, low, high, most)
        trials = np.column_stack([rates, dropouts, validation_error(rates, dropouts)])
        ordered: Array = trials[order(trials[:, 2])]
        return ordered

    return wrong


RANDOM_SEARCH = Spec(
    id="06.random_search",
    title=Text(es="Búsqueda al azar, desde cero", en="Random search, from scratch"),
    reference=random_search,
    cases=random_search_cases,
    agree=agree,
    second_look=second_look,
    returns=Text(
        es="una tabla de `n` filas y 3 columnas: tasa, dropout y error, de mejor a peor",
        en="a table of `n` rows and 3 columns: rate, dropout and error, from best to worst",
    ),
    hints=(
        Text(
            es="De la tasa no se sortea el valor: se sortea su exponente, por igual entre $\\log_{10}$ de los "
            "extremos. Después, 10 elevado a lo que salga.",
            en="Of the rate it is not the value that is drawn: it is its exponent, evenly between $\\log_{10}$ of the "
            "ends. Then, 10 to the power of what comes out.",
        ),
        Text(
            es="`rng = np.random.default_rng(seed)` una sola vez, y `rng.uniform(a, b, n)` da `n` números. Un sorteo "
            "para los exponentes y **otro** para el dropout.",
            en="`rng = np.random.default_rng(seed)` just once, and `rng.uniform(a, b, n)` gives `n` numbers. One draw "
            "for the exponents and **another** for dropout.",
        ),
        Text(
            es="`rates = 10 ** rng.uniform(np.log10(low), np.log10(high), n)`; las tres columnas, con "
            "`np.column_stack([rates, dropouts, errors])`; y de mejor a peor, "
            "`trials[np.argsort(trials[:, 2])]`.",
            en="`rates = 10 ** rng.uniform(np.log10(low), np.log10(high), n)`; the three columns, with "
            "`np.column_stack([rates, dropouts, errors])`; and from best to worst, "
            "`trials[np.argsort(trials[:, 2])]`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "linear_rate",
            _searched(_linear),
            Text(
                es="Sorteas la tasa, y casi todas salen grandes: entre 0.0001 y 0.001 no cae casi ninguna. Sortea su "
                "exponente.",
                en="You draw the rate, and nearly all come out large: hardly any falls between 0.0001 and 0.001. Draw "
                "its exponent.",
            ),
        ),
        Misconception(
            "exponents",
            _searched(_exponents),
            Text(
                es="Has sorteado bien el exponente y falta el último paso: la tasa es 10 elevado a él.",
                en="You drew the exponent well, and the last step is missing: the rate is 10 to the power of it.",
            ),
        ),
        Misconception(
            "few_values",
            _searched(_grid),
            Text(
                es="Eso es una rejilla: repite los mismos valores en filas y columnas. Al azar, cada ensayo lleva una "
                "tasa y un dropout que nadie ha probado.",
                en="That is a grid: it repeats the same values in rows and columns. At random, each trial has a rate "
                "and a dropout that nobody has tried.",
            ),
        ),
        Misconception(
            "same_draw",
            _searched(_same),
            Text(
                es="Todos los ensayos son el mismo: ¿creas el generador dentro del bucle, o sorteas un solo número?",
                en="All the trials are the same one: do you make the generator inside the loop, or draw one number?",
            ),
        ),
        Misconception(
            "one_draw",
            _searched(_one_draw),
            Text(
                es="La tasa y el dropout salen del mismo sorteo: si una es grande, el otro también. Así solo "
                "recorres la diagonal del espacio.",
                en="The rate and dropout come from the same draw: if one is large, so is the other. That only walks "
                "along the diagonal of the space.",
            ),
        ),
        Misconception(
            "worst_first",
            _searched(order=lambda errors: np.argsort(-errors)),
            Text(
                es="Va primero el peor. Es un error: cuanto menor, mejor.",
                en="The worst comes first. It is an error: the smaller, the better.",
            ),
        ),
        Misconception(
            "not_sorted",
            _searched(order=lambda errors: np.arange(len(errors))),
            Text(
                es="Los ensayos están bien y van en el orden en que salieron. Ordénalos por su error, con "
                "`np.argsort`.",
                en="The trials are right, and in the order in which they came out. Sort them by their error, with "
                "`np.argsort`.",
            ),
        ),
    ),
)
