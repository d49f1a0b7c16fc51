"""Spec of `04.train`: what `fit` does, by hand: epochs, batches, and a log of both losses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Log = dict[str, list[float]]


def train(X: Array, y: Array, X_val: Array, y_val: Array, learning_rate: float, batch_size: int, epochs: int) -> Log:
    """Train `X @ w + b` from zeros with the squared error, in batches in order, and log as `fit` does."""
    w, b = np.zeros(X.shape[1]), 0.0
    log: Log = {"loss": [], "val_loss": []}
    for _ in range(epochs):
        total = 0.0
        for start in range(0, len(X), batch_size):
            X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            error = X_batch @ w + b - y_batch
            total += np.sum(error**2)
            w = w - learning_rate * 2 * X_batch.T @ error / len(error)
            b = b - learning_rate * 2 * float(np.mean(error))
        log["loss"].append(total / len(X))
        log["val_loss"].append(float(np.mean((X_val @ w + b - y_val) ** 2)))
    return log


def train_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One to follow by hand, two with a smaller last batch, and one with a batch larger than the data."""
    by_hand = (np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 6.0]), np.array([[4.0]]), np.array([8.0]))
    return [
        Case((*by_hand, 0.05, 2, 2), Text(es="tres ejemplos en lotes de 2", en="three examples in batches of 2")),
        Case((*_drawn(rng, 10, 2), 0.05, 4, 3), Text(es="diez ejemplos en lotes de 4", en="ten in batches of 4")),
        Case((*_drawn(rng, 7, 3), 0.1, 3, 2)),
        Case((*_drawn(rng, 6, 2), 0.1, 32, 3), Text(es="todo cabe en un lote", en="all fits into one batch")),
    ]


def _drawn(rng: np.random.Generator, m: int, d: int) -> tuple[Array, Array, Array, Array]:
    """`m` examples of `d` columns and four to validate with, of a line with noise."""
    w, X, X_val = rng.uniform(1, 3, d), rng.normal(size=(m, d)), rng.normal(size=(4, d))
    return X, X @ w + 2 + rng.normal(0, 0.5, m), X_val, X_val @ w + 2 + rng.normal(0, 0.5, 4)


def _loop(
    *,
    last: bool = True,
    whole: bool = False,
    forgets: bool = False,
    slope: Callable[[Array], float] = lambda error: 2 / len(error),
    after: bool = False,
    at_the_end: bool = False,
    mean_of_means: bool = False,
    val_first: bool = False,
    val_trains: bool = False,
) -> Callable[..., Log]:
    """The right loop, but for what it goes through, by how much it moves, or what it logs and when."""

    def wrong(
        X: Array, y: Array, X_val: Array, y_val: Array, learning_rate: float, batch_size: int, epochs: int
    ) -> Log:
        w, b = np.zeros(X.shape[1]), 0.0
        log: Log = {"loss": [], "val_loss": []}
        if val_trains:
            X, y = np.concatenate([X, X_val]), np.concatenate([y, y_val])
        size = len(X) if whole else batch_size
        stop = len(X) if last else max(size, len(X) - len(X) % size)
        for _ in range(epochs):
            if forgets:
                w, b = np.zeros(X.shape[1]), 0.0
            before, sums, counts = np.mean((X_val @ w + b - y_val) ** 2), [], []
            for start in range(0, stop, size):
                X_batch, y_batch = X[start : start + size], y[start : start + size]
                error = X_batch @ w + b - y_batch
                w, b = (
                    w - learning_rate * slope(error) * X_batch.T @ error,
                    b - learning_rate * slope(error) * error.sum(),
                )
                counts.append(len(error))
                sums.append(float(np.sum((X_batch @ w + b - y_batch if after else error) ** 2)))
            mean = float(np.mean(np.divide(sums, counts))) if mean_of_means else sum(sums) / sum(counts)
            log["loss"].append(float(np.mean((X @ w + b - y) ** 2)) if at_the_end else mean)
            log["val_loss"].append(float(before if val_first else np.mean((X_val @ w + b - y_val) ** 2)))
        return log

    return wrong


TRAIN = Spec(
    id="04.train",
    title=Text(es="fit, a mano", en="fit, by hand"),
    reference=train,
    cases=train_cases,
    returns=Text(
        es="un diccionario con dos listas, `loss` y `val_loss`, de un número por época",
        en="a dictionary with two lists, `loss` and `val_loss`, of one number per epoch",
    ),
    hints=(
        Text(
            es="Cada lote hace tres cosas, en este orden: predecir y medir el error, sumarlo a `total`, mover `w` y "
            "`b`. La validación viene después del último lote.",
            en="Each batch does three things, in this order: predict and measure the error, add it to `total`, move "
            "`w` and `b`. Validation comes after the last batch.",
        ),
        Text(
            es="El lote que empieza en `start` es `X[start : start + batch_size]`. El último sale más corto él solo: "
            "un corte que se pasa del final no es un error.",
            en="The batch that begins at `start` is `X[start : start + batch_size]`. The last one comes out shorter "
            "by itself: a slice beyond the end is no error.",
        ),
        Text(
            es="La pendiente de la media de los cuadrados es `2 * X_batch.T @ error / len(error)` para `w` y "
            "`2 * np.mean(error)` para `b`. `loss` es `total / len(X)`.",
            en="The slope of the mean of squares is `2 * X_batch.T @ error / len(error)` for `w` and "
            "`2 * np.mean(error)` for `b`. `loss` is `total / len(X)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "drops_last",
            _loop(last=False),
            Text(
                es="Te dejas el último lote cuando va incompleto. También mueve los pesos, y cuenta en la pérdida.",
                en="You leave out the last batch when it is incomplete. It moves the weights too, and counts in the "
                "loss.",
            ),
        ),
        Misconception(
            "whole",
            _loop(whole=True),
            Text(
                es="Das un solo paso por época, con todos los ejemplos. Hay un paso **por lote**: falta el bucle de "
                "dentro.",
                en="You take a single step per epoch, with all examples. There is one step **per batch**: the inner "
                "loop is missing.",
            ),
        ),
        Misconception(
            "forgets",
            _loop(forgets=True),
            Text(
                es="Cada época empieza otra vez de cero. `w` y `b` se crean una vez, antes de la primera.",
                en="Every epoch begins from zero again. `w` and `b` are made once, before the first.",
            ),
        ),
        Misconception(
            "half_slope",
            _loop(slope=lambda error: 1 / len(error)),
            Text(
                es="Tus pasos son la mitad de largos: al derivar el cuadrado queda un 2.",
                en="Your steps are half as long: differentiating the square leaves a 2.",
            ),
        ),
        Misconception(
            "summed_slope",
            _loop(slope=lambda error: 2.0),
            Text(
                es="Sumas los gradientes del lote sin dividir por cuántos son: con lotes mayores, pasos mayores. La "
                "pérdida es una **media**.",
                en="You add up the gradients of the batch without dividing by how many they are: larger batches, "
                "larger steps. The loss is a **mean**.",
            ),
        ),
        Misconception(
            "after",
            _loop(after=True),
            Text(
                es="Mides cada lote después de moverte. `fit` lo mide antes: es la misma predicción de la que sale "
                "el gradiente.",
                en="You measure each batch after moving. `fit` measures it before: it is the same prediction that the "
                "gradient comes from.",
            ),
        ),
        Misconception(
            "at_the_end",
            _loop(at_the_end=True),
            Text(
                es="Tu `loss` se mide con los pesos del final de la época. La de `fit` se va juntando lote a lote, con "
                "los pesos de cada momento.",
                en="Your `loss` is measured with the weights at the end of the epoch. That of `fit` is gathered batch "
                "by batch, with the weights of each moment.",
            ),
        ),
        Misconception(
            "mean_of_means",
            _loop(mean_of_means=True),
            Text(
                es="Has hecho la media de las medias de los lotes. El último es más pequeño: sus ejemplos contarían "
                "más. Suma los cuadrados y divide por `len(X)`.",
                en="You took the mean of the batches' means. The last one is smaller: its examples would count more. "
                "Add the squares up and divide by `len(X)`.",
            ),
        ),
        Misconception(
            "val_first",
            _loop(val_first=True),
            Text(
                es="Mides la validación al empezar la época. Se mide al acabarla, con los pesos ya movidos.",
                en="You measure validation as the epoch begins. It is measured at its end, with the weights moved.",
            ),
        ),
        Misconception(
            "val_trains",
            _loop(val_trains=True),
            Text(
                es="También entrenas con `X_val`. La validación solo se mide: ningún gradiente sale de ella.",
                en="You train on `X_val` too. Validation is only measured: no gradient comes from it.",
            ),
        ),
    ),
)
