"""When does an answer agree with the reference's? Ready-made judges of plain values."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.plain import MAX_BYTES, Opaque
from curso.exercises.show import value_text
from curso.text import Text, verbatim

# (arguments of the case, expected, answer) -> None when the answer is right, else what differs.
# Both values are plain (numbers, strings, lists, dicts, arrays): see `curso.exercises.plain`.
Agree = Callable[[tuple[Any, ...], Any, Any], Text | None]

NUMBERS = frozenset((bool, int, float))
NOT_NUMBERS = Text(es="esperaba números y recibí {kind}", en="I expected numbers and received {kind}")
NAN = Text(
    es="el resultado contiene `nan` (no es un número): suele venir de 0/0, de inf − inf o de una raíz o un "
    "logaritmo de un negativo",
    en="the result contains `nan` (not a number): it usually comes from 0/0, from inf − inf, or from the "
    "root or the logarithm of a negative number",
)
INFINITE = Text(
    es="el resultado contiene `inf`: algo se divide por cero o crece sin fin",
    en="the result contains `inf`: something is divided by zero or grows without end",
)
SHAPE = Text(
    es="la forma del resultado es {got} y debería ser {expected}",
    en="the result has shape {got} and should have shape {expected}",
)
LENGTH = Text(
    es="el número de valores es {got} y debería ser {expected}",
    en="the number of values is {got} and should be {expected}",
)
DIFFERENT = Text(es="el valor no es el correcto", en="the value is not right")
SIGN = Text(
    es="el valor tiene la magnitud correcta y el signo contrario",
    en="the value has the right size and the opposite sign",
)
SOME_DIFFERENT = Text(
    es="valores incorrectos: {wrong} de {total}",
    en="wrong values: {wrong} of {total}",
)
NOT_ALIKE = Text(es="no fallan igual", en="they don't fail alike")
PART = Text(es="en la parte {number}: {problem}", en="in part {number}: {problem}")
NOT_LABELS = Text(es="esperaba una etiqueta por fila y recibí {kind}", en="I expected one label a row, received {kind}")
TOO_FEW = Text(
    es="acierta el {share:.0%} de las etiquetas, y se pide al menos el {least:.0%}",
    en="{share:.0%} of the labels are right, and at least {least:.0%} is asked for",
)
NOT_TEXT = Text(es="esperaba un texto y recibí {kind}", en="I expected a text and received {kind}")
MISSING_KEY = Text(es="falta la clave {key}", en="the key {key} is missing")
EXTRA_KEY = Text(es="sobra la clave {key}", en="the key {key} should not be there")

KINDS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (type(None), verbatim("None")),
    (bool, Text(es="un valor lógico", en="a truth value")),
    ((int, float, complex), Text(es="un número", en="a number")),
    (str, Text(es="un texto", en="a text")),
    (dict, Text(es="un diccionario", en="a dictionary")),
)


def shape_text(shape: tuple[int, ...]) -> str:
    """(3,) as "(3,)" and () as "()"; one place, so that all sentences write shapes alike."""
    return str(tuple(int(n) for n in shape))


def kind_of(value: Any) -> Text:
    """What a plain value is, without saying its content: "a number", "an array of shape (3,)"."""
    for types, text in KINDS:
        if isinstance(value, types):
            return text
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return Text(es="un número", en="a number")
        return Text(es="un array de forma {shape}", en="an array of shape {shape}").format(
            shape=shape_text(value.shape)
        )
    if isinstance(value, tuple):
        return Text(es="una tupla de longitud {n}", en="a tuple of length {n}").format(n=len(value))
    if isinstance(value, list):
        return Text(es="una lista de longitud {n}", en="a list of length {n}").format(n=len(value))
    if isinstance(value, Opaque) and value.type_name == "ellipsis":
        return Text(es="un hueco (`...`) sin rellenar", en="a blank (`...`) still to fill in")
    return Text(es="un objeto de tipo `{type}`", en="an object of type `{type}`").format(
        type=value.type_name if isinstance(value, Opaque) else type(value).__name__
    )


def as_array(value: Any) -> NDArray[Any] | None:
    """A plain value as an array, or None if no array can be made of it.

    None too if the array would take more than a value may: in it every text has the room of the longest, and one long
    text among thousands of short ones would take gigabytes.
    """
    leaves = list(_leaves(value))
    if sum(count for count, _ in leaves) * max((room for _, room in leaves), default=0) > MAX_BYTES:
        return None
    try:
        return np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        return None


def _leaves(value: Any) -> Iterator[tuple[int, int]]:
    """Of each part of a plain value, how many items it has and how many bytes a text in it takes in an array."""
    if isinstance(value, (list, tuple)):
        if NUMBERS.issuperset(map(type, value)):
            yield len(value), 0
            return
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, np.ndarray):
        yield value.size, value.itemsize * {"U": 1, "S": 4}.get(value.dtype.kind, 0)
    else:
        yield 1, 4 * len(value) if isinstance(value, str) else 0


def as_numbers(value: Any) -> NDArray[np.float64] | None:
    """`value` as an array of floats, or None if it is not made of real numbers."""
    array = as_array(value)
    if array is None:
        return None
    if array.dtype.kind == "c" and not array.imag.any():
        array = array.real
    return array.astype(np.float64) if array.dtype.kind in "biuf" else None


def _same_shape(expected: NDArray[np.float64], got: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """`got` in the shape of `expected` when they differ only in axes of length 1, else None."""
    if got.shape == expected.shape:
        return got
    squeezed = [n for n in got.shape if n != 1]
    if squeezed == [n for n in expected.shape if n != 1]:
        return got.reshape(expected.shape)
    return None


def compare_numbers(expected: Any, answer: Any, rtol: float, atol: float) -> Text | None:
    """None when `answer` has the numbers of `expected` within tolerance, else what differs."""
    want = as_numbers(expected)
    got = as_numbers(answer)
    if want is None:
        raise TypeError(f"the reference returned {type(expected).__name__}, which is not made of numbers")
    if got is None:
        return NOT_NUMBERS.format(kind=kind_of(answer))
    fitted = _same_shape(want, got)
    if fitted is None:
        return SHAPE.format(got=shape_text(got.shape), expected=shape_text(want.shape))
    right = np.isclose(fitted, want, rtol=rtol, atol=atol, equal_nan=True)
    if right.all():
        return None
    if np.isnan(fitted[~right]).any():
        return NAN
    if np.isinf(fitted[~right]).any():
        return INFINITE
    if want.any() and np.allclose(-fitted, want, rtol=rtol, atol=atol):
        return SIGN
    if right.size == 1:
        return DIFFERENT
    return SOME_DIFFERENT.format(wrong=int((~right).sum()), total=right.size)


def close(rtol: float = 1e-5, atol: float = 1e-5) -> Agree:
    """Numbers, arrays, or tuples and dicts of them, within tolerance.

    Any dtype or container is welcome: a list for an array, a scalar of shape (1,), integers for floats, and
    float32, for which the tolerance is meant. Where the reference returns a tuple, any sequence of as many
    parts is compared part by part; numbers may also come as one row or one column.
    """

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        if isinstance(expected, tuple):
            numbers = as_numbers(answer)
            in_line = numbers is not None and max(numbers.shape, default=1) == numbers.size
            if numbers is not None and in_line and all(np.ndim(want) == 0 for want in expected):
                answer = numbers.ravel()
            if not isinstance(answer, (tuple, list, np.ndarray)):
                return NOT_NUMBERS.format(kind=kind_of(answer))
            if len(answer) != len(expected):
                return LENGTH.format(got=len(answer), expected=len(expected))
            for number, (want, got) in enumerate(zip(expected, answer, strict=True), start=1):
                problem = agree(args, want, got)
                if problem is not None:
                    return PART.format(number=number, problem=problem)
            return None
        if isinstance(expected, dict):
            return _dicts(args, expected, answer, agree)
        return compare_numbers(expected, answer, rtol, atol)

    return agree


def _dicts(args: tuple[Any, ...], expected: dict[Any, Any], answer: Any, agree: Agree) -> Text | None:
    if not isinstance(answer, dict):
        return Text(es="esperaba un diccionario y recibí {kind}", en="I expected a dictionary, received {kind}").format(
            kind=kind_of(answer)
        )
    for key in expected:
        if key not in answer:
            return MISSING_KEY.format(key=value_text(key))
    for key in answer:
        if key not in expected:
            return EXTRA_KEY.format(key=value_text(key))
    for key, want in expected.items():
        problem = agree(args, want, answer[key])
        if problem is not None:
            return PART.format(number=value_text(key), problem=problem)
    return None


def alike(rtol: float = 1e-5, atol: float = 1e-5) -> Agree:
    """The same structure: texts to the letter, numbers within tolerance, lists part by part.

    Of a dictionary only the keys that are expected are looked at: of the layers of a network, say, their units.
    """
    numbers = close(rtol, atol)

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        if isinstance(expected, dict) and isinstance(answer, dict):
            answer = {key: value for key, value in answer.items() if key in expected}
            return _dicts(args, expected, answer, agree)
        if expected is None or isinstance(expected, (str, dict)):
            return None if type(expected) is type(answer) and expected == answer else DIFFERENT
        if not isinstance(expected, (tuple, list)) or (as_numbers(expected) is not None and len(expected)):
            return numbers(args, expected, answer)
        if not isinstance(answer, (tuple, list, np.ndarray)):
            return DIFFERENT
        if len(answer) != len(expected):
            return LENGTH.format(got=len(answer), expected=len(expected))
        for number, (want, got) in enumerate(zip(expected, answer, strict=True), start=1):
            problem = agree(args, want, got)
            if problem is not None:
                return PART.format(number=number, problem=problem)
        return None

    return agree


def labels_right(least: float) -> Agree:
    """At least the share `least` of the labels right: for predictions of a model that chance has a hand in."""

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        want, got = np.asarray(expected).ravel(), as_array(answer)
        if got is None or got.dtype.kind not in "biufUS":
            return NOT_LABELS.format(kind=kind_of(answer))
        if got.size != want.size:
            return LENGTH.format(got=got.size, expected=want.size)
        share = float(np.mean(got.ravel() == want))
        return None if share >= least else TOO_FEW.format(share=share, least=least)

    return agree


def one_of_words(synonyms: Mapping[str, Sequence[str]] | None = None) -> Agree:
    """A word, without regard to case, surrounding blanks or accents; `synonyms` maps each right word to others."""

    def plain(word: str) -> str:
        folded = unicodedata.normalize("NFKD", word.strip().casefold())
        return "".join(c for c in folded if not unicodedata.combining(c)).replace("-", " ").replace("_", " ")

    table = {plain(w): plain(k) for k, words in (synonyms or {}).items() for w in (k, *words)}

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        if not isinstance(answer, str):
            return NOT_TEXT.format(kind=kind_of(answer))
        got, want = plain(answer), plain(str(expected))
        return None if table.get(got, got) == table.get(want, want) else DIFFERENT

    return agree
