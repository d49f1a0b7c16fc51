"""Spec of `04.history`: the best epoch of a log, how good it was, and how many came after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Log = Mapping[str, Sequence[float]]
Best = tuple[int, float, int]


def history(log: Log, metric: str, mode: str) -> Best:
    """The best epoch in validation (from 1; the first, if several tie), its value, and the epochs that followed it."""
    values = log["val_" + metric]
    best = int(np.argmin(values) if mode == "min" else np.argmax(values))
    return best + 1, values[best], len(values) - best - 1


def history_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A log to read with the finger, then three drawn: a loss, an accuracy with ties, and an error."""
    small = {"loss": [0.9, 0.6, 0.4, 0.3], "val_loss": [0.8, 0.5, 0.6, 0.7]}
    return [
        Case(
            (small, "loss", "min"), Text(es="cuatro épocas: la mejor es la segunda", en="four epochs: the best is #2")
        ),
        Case((_drawn(rng), "loss", "min")),
        Case((_drawn(rng), "accuracy", "max"), Text(es="de la exactitud, la mayor", en="of the accuracy, the largest")),
        Case((_drawn(rng), "mae", "min")),
    ]


def _drawn(rng: np.random.Generator) -> dict[str, list[float]]:
    """A log of eight to twelve epochs. Each column's best is neither its first nor its last epoch, and comes twice."""
    epochs = int(rng.integers(8, 13))
    log: dict[str, list[float]] = {}
    for name, sign in (("loss", 1.0), ("accuracy", -1.0), ("mae", 1.0)):
        start = 0.5 - 0.4 * sign
        for column in (name, "val_" + name):
            values = start + sign * rng.uniform(0.3, 0.7, epochs)
            first, second = (int(epoch) for epoch in np.sort(rng.permutation(np.arange(2, epochs - 2))[:2]))
            values[first] = values[second] = start + sign * rng.uniform(0.05, 0.25)
            values[-1] = start + sign * rng.uniform(0.8, 0.9)
            log[column] = [round(float(value), 3) for value in values]
    return log


def _read(
    *,
    column: str = "val_",
    mode: str | None = None,
    first: int = 1,
    last_tie: bool = False,
    final: bool = False,
    later: Callable[[int, int], int] = lambda epochs, best: epochs - best - 1,
) -> Callable[..., Any]:
    """The right reading, but for which column and which end of it, which epoch, or how epochs are counted."""

    def wrong(log: Log, metric: str, given: str) -> Best:
        values = np.asarray(log[column + metric])
        wanted = values if (mode or given) == "min" else -values
        best = len(values) - 1 - int(np.argmin(wanted[::-1])) if last_tie else int(np.argmin(wanted))
        if final:
            best = len(values) - 1
        return best + first, float(values[best]), later(len(values), best)

    return wrong


def _swapped(log: Log, metric: str, mode: str) -> Any:
    epoch, value, later = history(log, metric, mode)
    return value, epoch, later


HISTORY = Spec(
    id="04.history",
    title=Text(es="Leer un historial", en="Reading a history"),
    reference=history,
    cases=history_cases,
    returns=Text(
        es="tres números: la mejor época, contando desde 1, su valor en validación y cuántas épocas vinieron después",
        en="three numbers: the best epoch, counted from 1, its value in validation, and how many epochs came after it",
    ),
    hints=(
        Text(
            es='La columna se llama `"val_" + metric`. `np.argmin` y `np.argmax` dicen dónde está el mejor; '
            "cuentan desde 0.",
            en='The column is called `"val_" + metric`. `np.argmin` and `np.argmax` say where the best is; they '
            "count from 0.",
        ),
        Text(
            es="Si `best` cuenta desde 0, la época es `best + 1`, y después de ella vinieron `len(values) - best - 1`.",
            en="If `best` counts from 0, the epoch is `best + 1`, and after it came `len(values) - best - 1`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "from_zero",
            _read(first=0),
            Text(
                es="`np.argmin` cuenta desde 0. La primera época es la 1.",
                en="`np.argmin` counts from 0. The first epoch is 1.",
            ),
        ),
        Misconception(
            "training",
            _read(column=""),
            Text(
                es="Has mirado la columna del entrenamiento. Elegir por ella es elegir a quien mejor recuerda: mira "
                'la que empieza por `"val_"`.',
                en="You looked at the training column. Choosing by it is choosing who remembers best: look at the one "
                'that begins with `"val_"`.',
            ),
        ),
        Misconception(
            "always_min",
            _read(mode="min"),
            Text(
                es="Buscas siempre lo menor. De una pérdida es lo mejor; de la exactitud, lo peor: mira `mode`.",
                en="You always look for the smallest. Of a loss that is best; of an accuracy, worst: look at `mode`.",
            ),
        ),
        Misconception(
            "always_max",
            _read(mode="max"),
            Text(
                es="Buscas siempre lo mayor. De la exactitud es lo mejor; de una pérdida, lo peor: mira `mode`.",
                en="You always look for the largest. Of an accuracy that is best; of a loss, worst: look at `mode`.",
            ),
        ),
        Misconception(
            "final",
            _read(final=True),
            Text(
                es="Das la última época. Entrenar más no siempre mejora: la mejor puede haber pasado hace rato.",
                en="You give the last epoch. Training more does not always improve: the best may be long gone.",
            ),
        ),
        Misconception(
            "last_tie",
            _read(last_tie=True),
            Text(
                es="Cuando dos épocas empatan das la última. Se queda la primera: la segunda no mejoró nada.",
                en="When two epochs tie you give the last. The first one stays: the second improved nothing.",
            ),
        ),
        Misconception(
            "one_later",
            _read(later=lambda epochs, best: epochs - best),
            Text(
                es="La época y el valor están bien; en las que vinieron después has contado también la mejor.",
                en="Epoch and value are right; among those that came after you counted the best one too.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Los dos primeros van cambiados: primero la época y después su valor.",
                en="The first two are swapped: the epoch first, and then its value.",
            ),
        ),
    ),
)
