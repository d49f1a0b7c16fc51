"""Judges `06.project` by adverts that nobody has seen: its rents by named baselines, its promise by what came true."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import NOT_ALIKE, Agree, as_numbers
from curso.exercises.module_06.rent_models import line, median
from curso.text import Text

Array = NDArray[np.float64]
Asks = Literal["seeing", "bending", "network", "one", "elsewhere", "promise"]
"""What a table is asked about: better than the median, than least squares, half its error; the rest as they say."""

BLIND = 0.8  # of the median's error, which is about 0.41 of the rent: with more, a model sees hardly anything
BENT = 0.75  # of least squares' error, about 0.22: who is below that has left the plane
MOST = 0.5  # of it; trained networks get 0.3 to 0.45, one without a hidden layer 0.9
FAR = 0.3  # of the rent of one dear flat: trained networks are off by 0.1, the median by 0.4 or more
TOO_LITTLE, TOO_MUCH = 0.7, 1.5  # of the error that came true, what was promised
OTHER_UNITS = 4.0  # times too high or too low in the middle


def relative_error(rents: Array, right: Array) -> float:
    """Mean of the absolute errors, each as a share of the right rent."""
    return float(np.mean(np.abs(rents - right) / right))


def delivers(raw: Any, right: Array, asks: Asks) -> Agree:
    """Whether an answer `(rents, promise)` holds what is asked of it; or whether two answers fail alike.

    Parameters
    ----------
    raw, right : a table of adverts, and the rents that they were let for, shape (m,).
    """

    @cache
    def error_of(baseline: Callable[[], Any]) -> float:
        return relative_error(baseline()(raw), right)

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        want, got = _flaw(right, asks, expected, error_of), _flaw(right, asks, answer, error_of)
        if want == got:
            return None
        if got is None:
            return NOT_ALIKE
        rents, promise = _parts(answer, len(right)) or (right, 0.0)
        return SENTENCES[got].format(
            error=relative_error(rents, right),
            blind=BLIND * error_of(median),
            bent=BENT * error_of(line),
            most=MOST * error_of(line),
            line=error_of(line),
            promise=promise,
            rows=len(right),
        )

    return agree


def _parts(answer: Any, rows: int) -> tuple[Array, float] | None:
    """The rents, shape (rows,), and the promise; None where the answer is not made like that."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return None
    rents, promise = as_numbers(answer[0]), as_numbers(answer[1])
    if rents is None or promise is None or promise.size != 1:
        return None
    if rents.shape not in ((rows,), (rows, 1)):
        return None
    return rents.ravel(), float(promise.ravel()[0])


def _flaw(right: Array, asks: Asks, answer: Any, error_of: Callable[[Any], float]) -> str | None:
    """What is wrong with an answer, if anything, as far as this table asks about it."""
    parts = _parts(answer, len(right))
    if parts is None:
        return "other_form"
    rents, promise = parts
    if not np.isfinite(rents).all():
        return "gaps"
    if not 1 / OTHER_UNITS < np.median(rents) / np.median(right) < OTHER_UNITS:
        return "other_units"
    error = relative_error(rents, right)
    if asks == "promise":
        return _broken(promise, error)
    if asks == "one":
        return "far" if error > FAR else None
    if asks == "elsewhere":
        return "elsewhere" if error > MOST * error_of(line) else None
    if error >= BLIND * error_of(median):
        return "blind"
    if asks in ("bending", "network") and error > BENT * error_of(line):
        return "plane"
    return "half_way" if asks == "network" and error > MOST * error_of(line) else None


def _broken(promise: float, error: float) -> str | None:
    if TOO_LITTLE * error <= promise <= TOO_MUCH * error:
        return None
    return "promised_too_much" if promise > error else "promised_too_little"


SENTENCES = {
    "other_form": Text(
        es="esperaba dos cosas, `return rents, promise`: los {rows} alquileres y un número",
        en="I expected two things, `return rents, promise`: the {rows} rents and one number",
    ),
    "gaps": Text(
        es="hay alquileres que son `nan` o `inf`: algún hueco, o una escala que es 0/0, llega hasta la red",
        en="some rents are `nan` or `inf`: a gap, or a scale that is 0/0, gets as far as the network",
    ),
    "other_units": Text(
        es="los alquileres no están en euros al mes: ¿falta deshacer el logaritmo o la escala?",
        en="the rents are not in euros a month: is the logarithm or the scale still to be undone?",
    ),
    "blind": Text(
        es="se equivoca de media en un {error:.0%} del alquiler, como quien dijera siempre la mediana (hay que bajar "
        "del {blind:.0%})",
        en="it is off by {error:.0%} of the rent on average, like somebody who always said the median (below "
        "{blind:.0%} is asked for)",
    ),
    "plane": Text(
        es="se equivoca de media en un {error:.1%} del alquiler, y los mínimos cuadrados en un {line:.1%}: para ser "
        "claramente mejor, hay que bajar del {bent:.1%}",
        en="it is off by {error:.1%} of the rent on average, and least squares by {line:.1%}: clearly better is below "
        "{bent:.1%}",
    ),
    "half_way": Text(
        es="se equivoca de media en un {error:.1%} del alquiler, y se pide la mitad que los mínimos cuadrados: un "
        "{most:.1%}",
        en="it is off by {error:.1%} of the rent on average, and half of what least squares gets is asked for: "
        "{most:.1%}",
    ),
    "far": Text(
        es="con un anuncio solo se equivoca en un {error:.0%} del alquiler: ¿depende la respuesta de qué otros "
        "anuncios haya en la tabla?",
        en="with a single advert it is off by {error:.0%} of the rent: does the answer depend on which other adverts "
        "are in the table?",
    ),
    "elsewhere": Text(
        es="con una tabla de pisos pequeños se equivoca en un {error:.0%} del alquiler, y se pide un {most:.0%} como "
        "mucho: ¿se escalan con lo aprendido en el entrenamiento?",
        en="with a table of small flats it is off by {error:.0%} of the rent, and {most:.0%} at most is asked for: are "
        "they scaled with what was learnt from training?",
    ),
    "promised_too_little": Text(
        es="prometes un error del {promise:.1%} y en anuncios nuevos es del {error:.1%}: ¿con qué filas lo mediste?",
        en="you promise an error of {promise:.1%}, and on new adverts it is {error:.1%}: on which rows did you measure "
        "it?",
    ),
    "promised_too_much": Text(
        es="prometes un error del {promise:.1%} y en anuncios nuevos es del {error:.1%}: ¿has dado la promesa como "
        "parte del alquiler (0.08, y no 8)?",
        en="you promise an error of {promise:.1%}, and on new adverts it is {error:.1%}: did you give the promise as a "
        "share of the rent (0.08, not 8)?",
    ),
}
