"""Spec of `04.project`: a network that foretells bicycles hired, and is off by less than half of what a plane is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.data.bicycles import bicycles, expected_hires
from curso.exercises.module_04.bicycles_judge import TRAINED_WITH, foretells, least_squares
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]

HOURS = 500  # in each test
TESTS = 3
UNSEEN = 1000  # tables from this number on are for the cases; those of the lesson have small numbers


def project() -> Any:
    """A network behind two scalers, trained on the lesson's table: raw hours go in, bicycles come out."""
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from curso.models import KerasNetRegressor

    X, y = bicycles(TRAINED_WITH)
    net = KerasNetRegressor(hidden=(32, 32), learning_rate=0.01, epochs=30, verbose=0)
    # es: la escala de las columnas y la de la respuesta, aprendidas en `fit` y deshechas en `predict`
    # en: the scale of the columns and that of the answer, learnt in `fit` and undone in `predict`
    scaled = make_pipeline(StandardScaler(), net)
    return TransformedTargetRegressor(scaled, transformer=StandardScaler()).fit(X, y)


def project_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Three tables of 500 hours that nobody has seen, what was hired in them held back."""
    note = Text(es="500 horas nuevas", en="500 new hours")
    tables = [bicycles(int(seed), HOURS) for seed in rng.integers(UNSEEN, 2**31, TESTS)]
    return [Case((X,), note, "predict", expected=y, agree=foretells(y)) for X, y in tables]


class _Says:
    """Stands for a trained model, as nobody would wait for a wrong one to be trained."""

    def __init__(self, rule: Callable[[Array], Array]) -> None:
        self.rule = rule

    def predict(self, X: Array) -> Array:
        """What the rule makes of hours, shape (m, 4)."""
        return self.rule(np.asarray(X))


def _blurred(share: float) -> Callable[[Array], Array]:
    """The same share of the way from least squares to what is hired on average."""
    return lambda X: least_squares(X) + share * (expected_hires(X) - least_squares(X))


def _in_other_units(X: Array) -> Array:
    _, y = bicycles(TRAINED_WITH)
    scaled: Array = (expected_hires(X) - y.mean()) / y.std()
    return scaled


def _no_better(X: Array) -> Array:
    hour = X[:, 0]
    return 10 * hour


PROJECT = Spec(
    id="04.project",
    title=Text(es="Reto: cuántas bicicletas", en="Challenge: how many bicycles"),
    reference=project,
    cases=project_cases,
    seconds=20.0,
    returns=Text(
        es="una predicción por hora: un array de forma (m,) o (m, 1)",
        en="one forecast an hour: an array of shape (m,) or (m, 1)",
    ),
    hints=(
        Text(
            es="Las horas llegan a 23, la temperatura a 30 y las bicicletas a 250: escala las columnas y también la "
            "respuesta. Después, una o dos capas ocultas con ReLU.",
            en="Hours go up to 23, the temperature to 30 and bicycles to 250: scale the columns, and the answer too. "
            "Then one or two hidden layers with ReLU.",
        ),
        Text(
            es="`make_pipeline(StandardScaler(), KerasNetRegressor(…))` escala lo que entra. "
            "`TransformedTargetRegressor(…, transformer=StandardScaler())` escala `y` en `fit` y deshace el cambio en "
            "`predict`.",
            en="`make_pipeline(StandardScaler(), KerasNetRegressor(…))` scales what comes in. "
            "`TransformedTargetRegressor(…, transformer=StandardScaler())` scales `y` in `fit` and undoes it in "
            "`predict`.",
        ),
        Text(
            es="`net = KerasNetRegressor(hidden=(32, 32), learning_rate=0.01, epochs=30, verbose=0)` y "
            "`project = TransformedTargetRegressor(make_pipeline(StandardScaler(), net), "
            "transformer=StandardScaler()).fit(X_hours, y_hours)`.",
            en="`net = KerasNetRegressor(hidden=(32, 32), learning_rate=0.01, epochs=30, verbose=0)` and "
            "`project = TransformedTargetRegressor(make_pipeline(StandardScaler(), net), "
            "transformer=StandardScaler()).fit(X_hours, y_hours)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "plane",
            lambda: _Says(least_squares),
            Text(
                es="Tu modelo es un plano: da lo mismo que los mínimos cuadrados. Falta una capa oculta, o su "
                "activación: sin ReLU, dos capas son una.",
                en="Your model is a plane: it gives the same as least squares. A hidden layer is missing, or its "
                "activation: without ReLU, two layers are one.",
            ),
        ),
        Misconception(
            "flat",
            lambda: _Says(lambda X: np.full(len(X), 62.0)),
            Text(
                es="Dice casi lo mismo a cualquier hora. ¿Lo has entrenado con `fit`? ¿Están escaladas las columnas? "
                "Si la pérdida salta y se para, la tasa es demasiado grande.",
                en="It says nearly the same at any hour. Did you train it with `fit`? Are the columns scaled? If the "
                "loss jumps and stops moving, the rate is too large.",
            ),
        ),
        Misconception(
            "other_units",
            lambda: _Says(_in_other_units),
            Text(
                es="Acierta cuándo hay muchas y cuándo pocas, en otras unidades: aprendió `y` escalada. Deshaz el "
                "cambio al predecir, o deja que lo haga `TransformedTargetRegressor`.",
                en="It is right about when there are many and when few, in other units: it learned a scaled `y`. Undo "
                "that when predicting, or let `TransformedTargetRegressor` do it.",
            ),
        ),
        Misconception(
            "half_way",
            lambda: _Says(_blurred(0.4)),
            Text(
                es="Ya le gana a los mínimos cuadrados, pero se queda a medias. Prueba con más épocas, más neuronas o "
                "una tasa de 0.01, y mira si la pérdida seguía bajando.",
                en="It beats least squares already, but stops half way. Try more epochs, more units or a rate of 0.01, "
                "and look whether the loss was still falling.",
            ),
        ),
        Misconception(
            "no_better",
            lambda: _Says(_no_better),
            Text(
                es="Se equivoca más o menos como los mínimos cuadrados, o peor. ¿Predice con las mismas columnas, en "
                "el mismo orden y con la misma escala con que aprendió?",
                en="It is off about as much as least squares, or more. Does it predict from the same columns, in the "
                "same order and on the same scale that it learned from?",
            ),
        ),
    ),
)
