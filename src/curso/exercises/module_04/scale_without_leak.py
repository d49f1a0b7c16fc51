"""Spec of `04.scale_without_leak`: training says what the mean and the deviation are, and every part uses them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Parts = tuple[Array, Array, Array]


def scale_without_leak(X_train: Array, X_validation: Array, X_test: Array) -> Parts:
    """The three parts, shape (rows, d) each, standardised with the mean and the population σ of training."""
    # es: dos números por columna, y los dos salen del entrenamiento
    # en: two numbers per column, and both come from training
    mean, sigma = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mean) / sigma, (X_validation - mean) / sigma, (X_test - mean) / sigma


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    def drawn(rows: Sequence[int], d: int) -> Case:
        size, centre = rng.uniform(0.5, 40.0, d), rng.uniform(-3, 3, d)
        # each part has a centre and a spread of its own: what is learnt from the wrong one shows
        parts = [(rng.normal(i, 1 + i / 2, (n, d)) + centre) * size for i, n in enumerate(rows)]
        return Case(tuple(part.round(2) for part in parts))

    by_hand = tuple(np.array(column, dtype=float)[:, np.newaxis] for column in ([2, 4, 6], [4, 5], [8]))
    note = Text(es="una sola columna, y una sola fila de prueba", en="a single column, and a single row of test")
    return [Case(by_hand, note), drawn((6, 3, 4), 2), drawn((9, 4, 2), 3), drawn((12, 3, 5), 4)]


def _with(learn_from: Callable[..., tuple[Array, Array]]) -> Callable[[Array, Array, Array], Parts]:
    """The three parts scaled with the (mean, σ) that `learn_from` takes from them."""

    def wrong(X_train: Array, X_validation: Array, X_test: Array) -> Parts:
        mean, sigma = learn_from(X_train, X_validation, X_test)
        return (X_train - mean) / sigma, (X_validation - mean) / sigma, (X_test - mean) / sigma

    return wrong


def _moments(X: Array) -> tuple[Array, Array]:
    return X.mean(axis=0), X.std(axis=0)


def _each_its_own(X_train: Array, X_validation: Array, X_test: Array) -> Parts:
    train, validation, test = (_standardized(X) for X in (X_train, X_validation, X_test))
    return train, validation, test


def _standardized(X: Array) -> Array:
    mean, sigma = _moments(X)
    return (X - mean) / sigma


def _train_alone(X_train: Array, X_validation: Array, X_test: Array) -> Parts:
    return _standardized(X_train), X_validation, X_test


SCALE_WITHOUT_LEAK = Spec(
    id="04.scale_without_leak",
    title=Text(es="Escalar sin fugas", en="Scaling without a leak"),
    reference=scale_without_leak,
    cases=_cases,
    returns=Text(
        es="tres arrays: entrenamiento, validación y prueba, ya escalados",
        en="three arrays: training, validation and test, scaled",
    ),
    hints=(
        Text(
            es="¿De cuál de las tres partes puedes aprender? Solo de ella salen la media y la desviación.",
            en="Which of the three parts may you learn from? The mean and the deviation come from that one alone.",
        ),
        Text(
            es="Son dos números por columna: `X_train.mean(axis=0)` y `X_train.std(axis=0)`. Guárdalos antes de "
            "escalar nada.",
            en="They are two numbers per column: `X_train.mean(axis=0)` and `X_train.std(axis=0)`. Keep them before "
            "you scale anything.",
        ),
        Text(
            es="Las tres partes se escalan con la misma línea, `(X - mean) / sigma`; solo cambia `X`.",
            en="The three parts are scaled with the same line, `(X - mean) / sigma`; only `X` changes.",
        ),
    ),
    misconceptions=(
        Misconception(
            "each_its_own",
            _each_its_own,
            Text(
                es="Escalas cada parte con su propia media y su propia σ: un mismo valor se convierte en números "
                "distintos según dónde caiga, y una fila sola, en 0/0. Usa en las tres las del entrenamiento.",
                en="You scale each part with its own mean and its own σ: one and the same value becomes different "
                "numbers depending on where it falls, and a lone row becomes 0/0. Use those of training in all three.",
            ),
        ),
        Misconception(
            "all_together",
            _with(lambda *parts: _moments(np.concatenate(parts))),
            Text(
                es="Calculas la media y la σ con las tres partes juntas: eso es una fuga. La prueba ya ha dicho algo "
                "de sí misma antes del examen.",
                en="You compute the mean and the σ with the three parts together: that is a leak. The test set has "
                "already told something of itself before the exam.",
            ),
        ),
        Misconception(
            "with_validation",
            _with(lambda train, validation, test: _moments(np.concatenate([train, validation]))),
            Text(
                es="Aprendes la escala del entrenamiento y de la validación. La validación también es un examen: si la "
                "escala sale de ella, la nota con la que eliges deja de ser limpia.",
                en="You learn the scale from training and validation. Validation is an exam too: if the scale comes "
                "from it, the mark that you choose by is no longer clean.",
            ),
        ),
        Misconception(
            "train_alone",
            _train_alone,
            Text(
                es="El entrenamiento está bien, pero dejas la validación y la prueba como estaban: el modelo se "
                "examina en otras unidades que las que estudió.",
                en="Training is right, but you leave validation and test as they were: the model is examined in other "
                "units than those it studied.",
            ),
        ),
        Misconception(
            "sample_sigma",
            _with(lambda train, *exams: (train.mean(axis=0), train.std(axis=0, ddof=1))),
            Text(
                es="Usas la σ muestral (`ddof=1`, la que da pandas por omisión). Se pide la poblacional, la de NumPy, "
                "`StandardScaler` y la capa `Normalization`.",
                en="You use the sample σ (`ddof=1`, which pandas gives by default). The population one is asked for, "
                "that of NumPy, `StandardScaler` and the layer `Normalization`.",
            ),
        ),
        Misconception(
            "whole_table",
            _with(lambda train, *exams: (train.mean(), train.std())),
            Text(
                es="Usas una sola media y una sola σ para toda la tabla, y en el primer caso no se nota porque hay una "
                "columna. Cada columna tiene las suyas: `axis=0`.",
                en="You use a single mean and a single σ for the whole table, which does not show in the first case "
                "because it has one column. Each column has its own: `axis=0`.",
            ),
        ),
        Misconception(
            "variance",
            _with(lambda train, *exams: (train.mean(axis=0), train.var(axis=0))),
            Text(
                es="Divides por la varianza. Se divide por su raíz, la desviación típica, que tiene las unidades de la "
                "columna.",
                en="You divide by the variance. Divide by its root, the standard deviation, which has the units of the "
                "column.",
            ),
        ),
    ),
)
