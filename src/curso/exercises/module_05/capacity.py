"""Spec of `05.capacity`: choose a degree by validation, and measure it once on the test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import LENGTH, NOT_ALIKE, NOT_NUMBERS, as_numbers, kind_of
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Part = tuple[Array, Array]
Degrees = Sequence[int]

CLEAR = 1.03  # how many times the best validation error the next best one is, at least
TOLERANCE = 1e-3


def capacity(train: Part, val: Part, test: Part, degrees: Degrees) -> tuple[int, float]:
    """The degree with the least validation error among those fitted to `train`, and its mean squared test error."""

    def error(degree: int, part: Part) -> float:
        x, y = part
        return float(np.mean((np.polyval(np.polyfit(*train, degree), x) - y) ** 2))

    # es: Validación para elegir; prueba, una sola vez, para medir al elegido
    # en: Validation to choose; the test, once only, to measure the chosen one
    best = min(degrees, key=lambda degree: error(degree, val))
    return best, error(best, test)


def _errors(train: Part, part: Part, degrees: Degrees) -> list[float]:
    fits = [np.polyfit(*train, degree) for degree in degrees]
    return [float(np.mean((np.polyval(fit, part[0]) - part[1]) ** 2)) for fit in fits]


CURVES: tuple[tuple[Text, Callable[[Array, float], Array]], ...] = (
    (Text(es="una cuesta", en="a slope"), lambda x, a: 2 * a * x),
    (Text(es="una curva suave", en="a gentle bend"), lambda x, a: 2 * a * x**2 - x),
    (Text(es="una onda", en="a wave"), lambda x, a: 1.5 * np.sin(3 * a * x)),
    (Text(es="una onda rápida", en="a fast wave"), lambda x, a: 1.5 * np.cos(5 * a * x)),
)


def capacity_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Each curve once, and two again where the test would choose otherwise; the best degree is clear in all."""
    drawn = [_draw(rng, curve, leak=False) for curve in CURVES]
    again = [_draw(rng, CURVES[i], leak=True) for i in rng.permutation(len(CURVES))[:2]]
    return [*drawn, *again]


def _draw(rng: np.random.Generator, curve: tuple[Text, Callable[[Array, float], Array]], leak: bool) -> Case:
    note, truth = curve
    while True:
        steepness = rng.choice([-1.0, 1.0]) * rng.uniform(0.9, 1.3)
        train, val, test = (_sample(rng, truth, steepness, rows) for rows in (22, 20, 24))
        degrees = [1, 2, 3, *sorted(4 + rng.permutation(6)[:3]), 11]
        degrees = [int(degree) for degree in rng.permutation(degrees)]
        by_val = _errors(train, val, degrees)
        best, second = np.sort(by_val)[:2]
        chosen = int(np.argmin(by_val))
        by_test = int(np.argmin(_errors(train, test, degrees)))
        # a place in the list that is the degree itself would let one stand for the other
        if second > CLEAR * best and degrees[chosen] not in (11, chosen) and (chosen != by_test) >= leak:
            return Case((train, val, test, degrees), note)


def _sample(rng: np.random.Generator, truth: Callable[[Array, float], Array], a: float, rows: int) -> Part:
    x = rng.permutation(np.linspace(-1, 1, rows) + rng.uniform(-0.02, 0.02, rows))
    return x, truth(x, a) + rng.normal(0, 0.4, rows)


OTHER_DEGREE = Text(
    es="eliges el grado {got}, cuyo error de validación es {error:.3f}; entre los de la lista hay uno con {best:.3f}",
    en="you choose degree {got}, whose validation error is {error:.3f}; the list holds one with {best:.3f}",
)
NOT_LISTED = Text(es="{got} no está entre los grados {degrees}", en="{got} is not among the degrees {degrees}")
OTHER_ERROR = Text(
    es="el grado es el bueno, y su error en la prueba es {want:.4f}, no {got:.4f}",
    en="the degree is right, and its error on the test is {want:.4f}, not {got:.4f}",
)


def _agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """The same degree, and the same error within 0.1 %."""
    got, want = as_numbers(answer), as_numbers(expected)
    if got is None or want is None:
        return NOT_NUMBERS.format(kind=kind_of(answer))
    if got.size != 2:
        return LENGTH.format(got=got.size, expected=2)
    (degree, error), (right, least) = got.ravel(), want.ravel()
    train, val, _, degrees = args
    if degree == right:
        if np.isclose(error, least, rtol=TOLERANCE):
            return None
        return OTHER_ERROR.format(want=least, got=error)
    if degree not in degrees:
        return NOT_LISTED.format(got=f"{degree:g}", degrees=", ".join(str(one) for one in degrees))
    errors = dict(zip(degrees, _errors(train, val, degrees), strict=True))
    if errors[degree] == min(errors.values()):
        return NOT_ALIKE
    return OTHER_DEGREE.format(got=int(degree), error=errors[degree], best=min(errors.values()))


def _by_training(train: Part, val: Part, test: Part, degrees: Degrees) -> tuple[int, float]:
    best = capacity(train, train, test, degrees)[0]
    return best, _errors(train, test, [best])[0]


def _by_test(train: Part, val: Part, test: Part, degrees: Degrees) -> tuple[int, float]:
    return capacity(train, test, test, degrees)


def _error_of_validation(train: Part, val: Part, test: Part, degrees: Degrees) -> tuple[int, float]:
    return capacity(train, val, val, degrees)


def _place(train: Part, val: Part, test: Part, degrees: Degrees) -> tuple[int, float]:
    best, error = capacity(train, val, test, degrees)
    return list(degrees).index(best), error


def _largest(train: Part, val: Part, test: Part, degrees: Degrees) -> tuple[int, float]:
    worst = max(degrees, key=lambda degree: _errors(train, val, [degree])[0])
    return worst, _errors(train, test, [worst])[0]


def _root(train: Part, val: Part, test: Part, degrees: Degrees) -> tuple[int, float]:
    best, error = capacity(train, val, test, degrees)
    return best, error**0.5


def _simplest(train: Part, val: Part, test: Part, degrees: Degrees) -> tuple[int, float]:
    return min(degrees), _errors(train, test, [min(degrees)])[0]


CAPACITY = Spec(
    id="05.capacity",
    title=Text(es="Reto: elegir la capacidad", en="Challenge: choosing the capacity"),
    reference=capacity,
    cases=capacity_cases,
    agree=_agree,
    returns=Text(
        es="dos números: el grado elegido y su error en la prueba",
        en="two numbers: the chosen degree and its error on the test",
    ),
    hints=(
        Text(
            es="Cada parte tiene su papel: `train` ajusta, `val` elige y `test` solo mide al elegido. Empieza por una "
            "función que dé el error de un grado en una parte.",
            en="Each part has its role: `train` fits, `val` chooses and `test` only measures the chosen one. Begin "
            "with a function that gives the error of a degree on a part.",
        ),
        Text(
            es="`np.polyfit(*train, degree)` ajusta y `np.polyval(fit, x)` predice. Recorre `degrees`, guarda el error "
            "en `val` de cada uno y quédate con el grado del menor (el grado, no su lugar en la lista).",
            en="`np.polyfit(*train, degree)` fits and `np.polyval(fit, x)` predicts. Go through `degrees`, keep the "
            "error of each one on `val` and take the degree with the least (the degree, not its place in the list).",
        ),
        Text(
            es="Con `error(degree, part)` escrita, bastan dos líneas: "
            "`best = min(degrees, key=lambda degree: error(degree, val))` y `return best, error(best, test)`.",
            en="Once `error(degree, part)` is written, two lines will do: "
            "`best = min(degrees, key=lambda degree: error(degree, val))` and `return best, error(best, test)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "by_training",
            _by_training,
            Text(
                es="Eliges por el error de entrenamiento, y así gana siempre el grado más alto: es el que mejor "
                "memoriza. Elige con `val`.",
                en="You choose by the training error, and that way the highest degree always wins: it is the one that "
                "memorises best. Choose with `val`.",
            ),
        ),
        Misconception(
            "by_test",
            _by_test,
            Text(
                es="Eliges con la prueba y después mides con ella: el número sale demasiado bonito, porque el ganador "
                "se escogió por salir bien justo ahí. Elige con `val`.",
                en="You choose with the test and then measure with it: the number comes out too pretty, since the "
                "winner was picked for doing well right there. Choose with `val`.",
            ),
        ),
        Misconception(
            "error_of_validation",
            _error_of_validation,
            Text(
                es="El grado es bueno, pero das su error de validación. Ese ya se usó para elegir y suele quedar por "
                "debajo del real: mide con `test`.",
                en="The degree is right, but you give its validation error. That one was already used to choose and "
                "tends to fall below the real one: measure with `test`.",
            ),
        ),
        Misconception(
            "place",
            _place,
            Text(
                es="Devuelves el lugar que ocupa en la lista (`np.argmin`), y se pide el grado: `degrees[place]`.",
                en="You return its place in the list (`np.argmin`), and the degree is asked for: `degrees[place]`.",
            ),
        ),
        Misconception(
            "largest",
            _largest,
            Text(
                es="Te quedas con el **mayor** error de validación. Es un error: se busca el menor.",
                en="You keep the **largest** validation error. It is an error: you want the least.",
            ),
        ),
        Misconception(
            "root",
            _root,
            Text(
                es="Devuelves la raíz del error. Se pide el error cuadrático medio, sin raíz.",
                en="You return the root of the error. The mean squared error is asked for, without a root.",
            ),
        ),
        Misconception(
            "simplest",
            _simplest,
            Text(
                es="Eliges siempre el grado más bajo. La sencillez no es un fin: en las ondas, una recta se queda "
                "corta.",
                en="You always choose the lowest degree. Simplicity is not an aim: on the waves, a line falls short.",
            ),
        ),
    ),
)
