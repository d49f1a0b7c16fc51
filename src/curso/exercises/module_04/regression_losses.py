"""Spec of `04.losses`: five losses for amounts, on the same targets and predictions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = np.ndarray
Losses = dict[str, float]


def losses(y: Array, p: Array, delta: float) -> Losses:
    """The five losses of the predictions `p` of the targets `y`, both positive and of shape (m,)."""
    error = p - y
    size = np.abs(error)
    return {
        "mse": np.mean(error**2),
        "mae": np.mean(size),
        "mape": 100 * np.mean(size / np.abs(y)),
        "msle": np.mean((np.log(1 + p) - np.log(1 + y)) ** 2),
        # es: en δ la parábola vale δ²/2; desde ahí, una recta de pendiente δ
        # en: at δ the parabola is δ²/2; from there on, a straight line of slope δ
        "huber": np.mean(np.where(size <= delta, size**2 / 2, delta**2 / 2 + delta * (size - delta))),
    }


def losses_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One to follow by hand, then errors of both signs on both sides of δ."""
    by_hand = Case(
        (np.array([2.0, 4.0, 10.0]), np.array([3.0, 4.0, 5.0]), 2.0),
        Text(es="los errores son 1, 0 y −5", en="the errors are 1, 0 and −5"),
    )
    drawn = []
    for m in (3, 6, 9):
        delta = float(np.round(rng.uniform(0.6, 2.4), 1))
        y = rng.uniform(12, 40, m).round(1)
        sizes = np.where(np.arange(m) % 3 == 0, rng.uniform(0.2, 0.8, m), rng.uniform(2, 4, m)) * delta
        p = (y + sizes * np.where(np.arange(m) % 2, 1, -1)).round(2)
        drawn.append(Case((y, p, delta)))
    return [by_hand, *drawn]


def _but(**others: Callable[[Array, Array, float], float]) -> Callable[[Array, Array, float], Losses]:
    """The right answer but for these losses."""

    def wrong(y: Array, p: Array, delta: float) -> Losses:
        return losses(y, p, delta) | {name: other(y, p, delta) for name, other in others.items()}

    return wrong


def _sums(y: Array, p: Array, delta: float) -> Losses:
    return {name: value * len(y) for name, value in losses(y, p, delta).items()}


def _line_from_zero(y: Array, p: Array, delta: float) -> float:
    size = np.abs(p - y)
    return float(np.mean(np.where(size <= delta, size**2 / 2, delta * size)))


def _line_of_slope_one(y: Array, p: Array, delta: float) -> float:
    size = np.abs(p - y)
    return float(np.mean(np.where(size <= delta, size**2 / 2, size)))


LOSSES = Spec(
    id="04.losses",
    title=Text(es="Cinco pérdidas para cantidades", en="Five losses for amounts"),
    reference=losses,
    cases=losses_cases,
    returns=Text(
        es="un diccionario con las claves `mse`, `mae`, `mape`, `msle` y `huber`",
        en="a dictionary with the keys `mse`, `mae`, `mape`, `msle` and `huber`",
    ),
    hints=(
        Text(
            es="Las cinco son medias: calcula primero lo que cuesta cada ejemplo, un array, y acaba con `np.mean`.",
            en="All five are means: compute first what each example costs, an array, and finish with `np.mean`.",
        ),
        Text(
            es="En MAPE divides el tamaño del error por el de la verdad, `np.abs(y)`, y multiplicas por 100. En MSLE "
            "comparas `np.log(1 + p)` con `np.log(1 + y)`.",
            en="In MAPE you divide the size of the error by that of the truth, `np.abs(y)`, and multiply by 100. In "
            "MSLE you compare `np.log(1 + p)` with `np.log(1 + y)`.",
        ),
        Text(
            es="Huber elige en cada ejemplo con `np.where(size <= delta, curve, line)`: la curva es `size**2 / 2`, y "
            "la recta, `delta**2 / 2 + delta * (size - delta)`.",
            en="Huber chooses in each example with `np.where(size <= delta, curve, line)`: the curve is `size**2 / 2`, "
            "and the line, `delta**2 / 2 + delta * (size - delta)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "sums",
            _sums,
            Text(
                es="Has sumado en vez de promediar. Con el doble de ejemplos, tu pérdida sería el doble sin que el "
                "modelo fuera peor.",
                en="You added up instead of averaging. With twice the examples your loss would be twice as large, and "
                "the model no worse.",
            ),
        ),
        Misconception(
            "signed",
            _but(
                mae=lambda y, p, delta: float(np.mean(p - y)),
                mape=lambda y, p, delta: float(100 * np.mean((p - y) / y)),
            ),
            Text(
                es="En MAE y MAPE falta el valor absoluto: pasarse por 3 y quedarse corto en 3 se anulan, y parece que "
                "no hubo error.",
                en="MAE and MAPE lack the absolute value: 3 too much and 3 too little cancel out, as if there had been "
                "no error.",
            ),
        ),
        Misconception(
            "fraction",
            _but(mape=lambda y, p, delta: float(np.mean(np.abs(p - y) / y))),
            Text(
                es="Tu MAPE es una fracción. En Keras es un porcentaje: falta el 100.",
                en="Your MAPE is a fraction. In Keras it is a percentage: the 100 is missing.",
            ),
        ),
        Misconception(
            "over_prediction",
            _but(mape=lambda y, p, delta: float(100 * np.mean(np.abs(p - y) / p))),
            Text(
                es="En MAPE has dividido por la predicción. El porcentaje es del valor verdadero, `y`.",
                en="In MAPE you divided by the prediction. The percentage is of the true value, `y`.",
            ),
        ),
        Misconception(
            "log_without_one",
            _but(msle=lambda y, p, delta: float(np.mean((np.log(p) - np.log(y)) ** 2))),
            Text(
                es="En MSLE falta el 1: se comparan log(1 + y) y log(1 + ŷ). Así también vale si algo es 0.",
                en="In MSLE the 1 is missing: log(1 + y) and log(1 + ŷ) are compared. That way a 0 is welcome too.",
            ),
        ),
        Misconception(
            "parabola",
            _but(huber=lambda y, p, delta: float(np.mean((p - y) ** 2 / 2))),
            Text(
                es="Tu Huber es siempre una parábola. Más allá de δ sigue en línea recta, con la pendiente que "
                "llevaba.",
                en="Your Huber is a parabola all the way. Beyond δ it goes on in a straight line, with the slope it "
                "had.",
            ),
        ),
        Misconception(
            "line_from_zero",
            _but(huber=_line_from_zero),
            Text(
                es="La recta de Huber no sale de 0: empalma con la parábola en δ, donde vale δ²/2. La tuya da un "
                "salto.",
                en="Huber's line doesn't begin at 0: it joins the parabola at δ, where it is δ²/2. Yours jumps.",
            ),
        ),
        Misconception(
            "line_of_slope_one",
            _but(huber=_line_of_slope_one),
            Text(
                es="Más allá de δ has puesto el error absoluto, de pendiente 1. La de Huber es δ, y empieza en δ²/2.",
                en="Beyond δ you put the absolute error, of slope 1. Huber's slope is δ, and it begins at δ²/2.",
            ),
        ),
    ),
)
