"""Spec of `03.forecast`: a trained network that foretells the next month of buoys that it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.data import buoy
from curso.exercises.agree import NOT_ALIKE, as_numbers, kind_of, shape_text
from curso.exercises.module_03.windows import windows
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]

YEAR = 12  # months, and steps of a window
MOST = 0.7  # of the error of "as a year ago"; the last value gets more than 1, a trained network 0.5
FLAT = 0.35  # of the spread of the windows: less is hardly an answer to them
UNSEEN = 1000  # buoys from this number on are for the cases; those of the lesson have small numbers


def forecast() -> Any:
    """A network trained on eight buoys: from 12 months, shape (m, 12, 1), to the next, shape (m, 1)."""
    import keras

    examples = [windows(buoy(seed), YEAR) for seed in range(8)]
    X = np.concatenate([windows_of_one for windows_of_one, _ in examples])
    y = np.concatenate([next_of_one for _, next_of_one in examples])
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((YEAR, 1)), keras.layers.GRU(16), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.01), "mse")
    model.fit(X, y, epochs=10, batch_size=64, verbose=0)
    return model


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    cases = []
    for seed in rng.integers(UNSEEN, 2**31, 3):
        X, y = windows(buoy(int(seed), years=40), YEAR)
        cases.append(Case((X,), ask="predict", expected={"y": y}))
    return cases


def _agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether the forecasts `answer` are well nearer to what came than "as a year ago" is.

    `expected` has what came; or it is what a misconception foretells, and then: whether both are that same mistake.
    """
    X = np.asarray(args[0])[:, :, 0]
    if not isinstance(expected, dict):
        flaw = _flaw(X, as_numbers(expected))
        return None if flaw is not None and flaw == _flaw(X, as_numbers(answer)) else NOT_ALIKE
    numbers = as_numbers(answer)
    if numbers is None:
        return NOT_NUMBERS.format(kind=kind_of(answer))
    if numbers.size != len(X):
        return ONE_EACH.format(got=shape_text(numbers.shape), n=len(X))
    if not np.isfinite(numbers).all():
        return NOT_FINITE
    y = expected["y"]
    error, year_ago = (float(np.abs(guess - y).mean()) for guess in (numbers.ravel(), X[:, 0]))
    if error <= MOST * year_ago:
        return None
    return TOO_FAR.format(error=error, most=MOST * year_ago, year_ago=year_ago)


def _flaw(X: Array, numbers: Array | None) -> str | None:
    """What is to be seen in forecasts for the windows X, shape (m, 12), if it is one of the usual mistakes."""
    if numbers is None or not np.isfinite(numbers).all():
        return None
    if numbers.shape[:2] == X.shape and numbers.size == X.size:
        return "whole_sequence"
    if numbers.size != len(X):
        return None
    guess = numbers.ravel()
    if np.allclose(guess, X[:, 0], atol=1e-3):
        return "year_ago"
    if np.allclose(guess, X[:, -1], atol=1e-3):
        return "last_value"
    return "flat" if guess.std() < FLAT * X.std() else None


class _Says:
    """Stands for a model: what it foretells for windows of shape (m, 12, 1) is `rule` of them."""

    def __init__(self, rule: Callable[[Array], Array]) -> None:
        self.rule = rule

    def predict(self, X: Array) -> Array:
        """The forecasts of the rule."""
        return self.rule(np.asarray(X))


NOT_NUMBERS = Text(
    es="esperaba un número por ventana y recibí {kind}", en="I expected one number per window, got {kind}"
)
ONE_EACH = Text(
    es="esperaba un número por ventana, {n} en total, y `predict` da un array de forma {got}",
    en="I expected one number per window, {n} in all, and `predict` gives an array of shape {got}",
)
NOT_FINITE = Text(
    es="la red ha divergido: sus predicciones son `nan` o `inf`",
    en="the network has diverged: its forecasts are `nan` or `inf`",
)
TOO_FAR = Text(
    es="en una boya que no ha visto, tu red se equivoca en {error:.2f} °C de media, y se pide {most:.2f} como mucho "
    "(quien dice «como hace un año» se equivoca en {year_ago:.2f})",
    en="on a buoy that it has not seen, your network is off by {error:.2f} °C on average, and {most:.2f} at most is "
    "asked for (saying “as a year ago” is off by {year_ago:.2f})",
)

FORECAST = Spec(
    id="03.forecast",
    title=Text(es="Reto: el mes que viene en otra boya", en="Challenge: next month at another buoy"),
    reference=forecast,
    cases=_cases,
    agree=_agree,
    seconds=20.0,
    returns=Text(
        es="una predicción por ventana: un array de forma (m, 1) o (m,)",
        en="one forecast per window: an array of shape (m, 1) or (m,)",
    ),
    hints=(
        Text(
            es="Es el modelo de la serie real: `Input((12, 1))`, una capa recurrente y `Dense(1)`. Para que lo "
            "aprendido sirva en otra boya, que vea varias: `X_buoys` tiene las ventanas de ocho.",
            en="It is the model of the real series: `Input((12, 1))`, a recurrent layer and `Dense(1)`. For what it "
            "learns to serve on another buoy, let it see several: `X_buoys` has the windows of eight.",
        ),
        Text(
            es="Con `GRU(16)`, `Adam(0.01)` y `mse`, diez épocas en lotes de 64 bastan. La capa recurrente, sin "
            "`return_sequences`: a `Dense` solo tiene que llegarle el último estado.",
            en="With `GRU(16)`, `Adam(0.01)` and `mse`, ten epochs in batches of 64 are enough. The recurrent layer "
            "without `return_sequences`: only the last state has to reach `Dense`.",
        ),
        Text(
            es="`forecast = keras.Sequential([keras.Input((12, 1)), layers.GRU(16), layers.Dense(1)])`; después "
            '`forecast.compile(keras.optimizers.Adam(0.01), "mse")` y `forecast.fit(X_buoys, y_buoys, epochs=10, '
            "batch_size=64, verbose=0)`.",
            en="`forecast = keras.Sequential([keras.Input((12, 1)), layers.GRU(16), layers.Dense(1)])`; then "
            '`forecast.compile(keras.optimizers.Adam(0.01), "mse")` and `forecast.fit(X_buoys, y_buoys, epochs=10, '
            "batch_size=64, verbose=0)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "year_ago",
            lambda: _Says(lambda X: X[:, 0]),
            Text(
                es="Predices lo que hubo hace un año, que es justo la referencia que hay que batir: no sabe si este "
                "año viene cálido o frío.",
                en="You foretell what there was a year ago, which is the very baseline to beat: it does not know "
                "whether this year is a warm or a cold one.",
            ),
        ),
        Misconception(
            "last_value",
            lambda: _Says(lambda X: X[:, -1]),
            Text(
                es="Predices el último valor de la ventana: sabe cómo viene el año, pero no hacia dónde va la "
                "estación.",
                en="You foretell the last value of the window: it knows what the year is like, but not where the "
                "season is heading.",
            ),
        ),
        Misconception(
            "flat",
            lambda: _Says(lambda X: np.zeros(len(X))),
            Text(
                es="Tu red dice casi lo mismo para cualquier ventana: aún no ha aprendido. ¿La has entrenado con "
                "`fit`? ¿Bastantes épocas? ¿La salida es `Dense(1)` sin activación?",
                en="Your network says nearly the same for any window: it has not learned yet. Did you train it with "
                "`fit`? Enough epochs? Is the output `Dense(1)` without an activation?",
            ),
        ),
        Misconception(
            "whole_sequence",
            lambda: _Says(lambda X: X),
            Text(
                es="Tu red da un número por cada paso de la ventana. Para predecir el mes siguiente basta el último "
                "estado: quita `return_sequences=True` de la última capa recurrente.",
                en="Your network gives a number for each step of the window. The last state is enough to foretell the "
                "next month: remove `return_sequences=True` from the last recurrent layer.",
            ),
        ),
    ),
)
