"""Spec of `04.evaluate`: the weighted loss and the accuracy that `evaluate` gives, from the outputs of a sigmoid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Scores = dict[str, float]


def evaluate(y: Array, outputs: Array, weights: Array) -> Scores:
    """Binary cross-entropy weighted as `sample_weight` does, and accuracy; y and weights (m,), outputs (m, 1)."""
    p = outputs[:, 0]
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return {"loss": np.mean(weights * losses), "accuracy": np.mean((p > 0.5) == y)}


def evaluate_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Four examples to follow by hand, all weights alike, then weights of two classes and of each example."""
    y, outputs = np.array([0.0, 0.0, 0.0, 1.0]), np.array([[0.2], [0.1], [0.6], [0.3]])
    by_class, alike, each = (_drawn(rng) for _ in range(3))
    return [
        Case((y, outputs, np.array([1.0, 1.0, 1.0, 3.0])), Text(es="cuatro ejemplos", en="four examples")),
        Case((*alike, np.ones(len(alike[0]))), Text(es="todos los pesos valen 1", en="all weights are 1")),
        Case(
            (*by_class, np.where(by_class[0] == 1, rng.uniform(4, 9), 1.0)),
            Text(es="la clase escasa pesa más", en="the scarce class weighs more"),
        ),
        Case((*each, rng.uniform(0.2, 3, len(each[0]))), Text(es="un peso por ejemplo", en="one weight per example")),
    ]


def _drawn(rng: np.random.Generator) -> tuple[Array, Array]:
    """Labels of which a third are 1, and the outputs of a network that finds most of both classes."""
    m = int(rng.integers(10, 15))
    y = rng.permutation((np.arange(m) % 3 == 0).astype(float))
    sure = rng.uniform(0.55, 0.95, m)
    right = rng.permutation(np.arange(m) % 4 != 0)
    return y, np.where(right == (y == 1), sure, 1 - sure)[:, np.newaxis]


def _entropy(y: Array, p: Array) -> Array:
    losses: Array = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return losses


def _but(**changed: Callable[[Array, Array, Array], Any]) -> Callable[..., Scores]:
    """The right scores, but for one, computed from y, p and weights of shape (m,)."""

    def wrong(y: Array, outputs: Array, weights: Array) -> Scores:
        scores = evaluate(y, outputs, weights)
        return scores | {name: float(change(y, outputs[:, 0], weights)) for name, change in changed.items()}

    return wrong


def _broadcast(y: Array, outputs: Array, weights: Array) -> Scores:
    return {
        "loss": float(np.mean(weights * _entropy(y, outputs))),
        "accuracy": float(np.mean((outputs > 0.5) == y)),
    }


EVALUATE = Spec(
    id="04.evaluate",
    title=Text(es="Lo que dice evaluate", en="What evaluate says"),
    reference=evaluate,
    cases=evaluate_cases,
    returns=Text(
        es="un diccionario con `loss` y `accuracy`, dos números",
        en="a dictionary with `loss` and `accuracy`, two numbers",
    ),
    hints=(
        Text(
            es="Primero las formas: `outputs` es una columna, (m, 1), e `y` una fila, (m,). Quédate con "
            "`p = outputs[:, 0]`.",
            en="Shapes first: `outputs` is a column, (m, 1), and `y` a row, (m,). Keep `p = outputs[:, 0]`.",
        ),
        Text(
            es="Lo que cuesta cada ejemplo es `-(y * np.log(p) + (1 - y) * np.log(1 - p))`. Multiplícalo por su peso "
            "antes de hacer la media.",
            en="What each example costs is `-(y * np.log(p) + (1 - y) * np.log(1 - p))`. Multiply it by its weight "
            "before taking the mean.",
        ),
        Text(
            es='`{"loss": np.mean(weights * losses), "accuracy": np.mean((p > 0.5) == y)}`: los pesos solo entran en '
            "la pérdida.",
            en='`{"loss": np.mean(weights * losses), "accuracy": np.mean((p > 0.5) == y)}`: the weights only enter '
            "the loss.",
        ),
    ),
    misconceptions=(
        Misconception(
            "broadcast",
            _broadcast,
            Text(
                es="Al combinar (m, 1) con (m,), NumPy compara cada salida con **todas** las etiquetas: sale una tabla "
                "de m × m. Aplana antes la columna.",
                en="Combining (m, 1) with (m,), NumPy compares each output with **all** the labels: a table of m × m "
                "comes out. Flatten the column first.",
            ),
        ),
        Misconception(
            "unweighted",
            _but(loss=lambda y, p, weights: np.mean(_entropy(y, p))),
            Text(
                es="No usas los pesos. Cada ejemplo cuesta su entropía cruzada **por su peso**.",
                en="You do not use the weights. Each example costs its cross-entropy **times its weight**.",
            ),
        ),
        Misconception(
            "normalised",
            _but(loss=lambda y, p, weights: np.average(_entropy(y, p), weights=weights)),
            Text(
                es="Divides por la suma de los pesos. Keras divide por cuántos ejemplos hay: con pesos mayores, la "
                "pérdida sale mayor.",
                en="You divide by the sum of the weights. Keras divides by how many examples there are: with larger "
                "weights, a larger loss.",
            ),
        ),
        Misconception(
            "weighted_accuracy",
            _but(accuracy=lambda y, p, weights: np.average((p > 0.5) == y, weights=weights)),
            Text(
                es="Has pesado también la exactitud. Lo que va en `metrics=` no mira los pesos; para eso está "
                "`weighted_metrics=`.",
                en="You weighted the accuracy too. What goes into `metrics=` ignores the weights; `weighted_metrics=` "
                "is there for that.",
            ),
        ),
        Misconception(
            "summed",
            _but(loss=lambda y, p, weights: np.sum(weights * _entropy(y, p))),
            Text(
                es="Tu pérdida es una suma: con el doble de ejemplos saldría el doble. Falta la media.",
                en="Your loss is a sum: with twice the examples it would be twice as large. The mean is missing.",
            ),
        ),
        Misconception(
            "only_ones",
            _but(loss=lambda y, p, weights: np.mean(-weights * y * np.log(p))),
            Text(
                es="Solo cobras por los unos. Un 0 también cuesta: `-log(1 - p)`.",
                en="You only charge for the ones. A 0 costs too: `-log(1 - p)`.",
            ),
        ),
        Misconception(
            "argmax",
            _but(accuracy=lambda y, p, weights: np.mean(y == 0)),
            Text(
                es="Tu exactitud es la de quien dice siempre 0. ¿Has usado `argmax`? Con una sola columna da siempre "
                "0: la clase es `p > 0.5`.",
                en="Your accuracy is that of somebody who always says 0. Did you use `argmax`? With a single column it "
                "is always 0: the class is `p > 0.5`.",
            ),
        ),
    ),
)
