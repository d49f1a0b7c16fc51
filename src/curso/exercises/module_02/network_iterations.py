"""Spec of `02.iterations`: how many times the weights change in an epoch, and in the whole training."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np

from curso.exercises.agree import close
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def iterations(samples: int, batch_size: int | None, epochs: int) -> tuple[int, int]:
    """Weight updates in one epoch and in the whole training; without `batch_size`, batches of 32 as in Keras."""
    if batch_size is None:
        batch_size = 32
    # es: el último lote puede ser más pequeño, pero también actualiza
    # en: the last batch may be smaller, but it updates too
    per_epoch = ceil(samples / batch_size)
    return per_epoch, per_epoch * epochs


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    small = Text(es="un lote mayor que los datos", en="a batch larger than the data")
    fixed = [Case((1000, 100, 10)), Case((1000, 128, 10)), Case((1000, None, 5)), Case((50, 64, 4), note=small)]
    drawn = []
    for more_than_half in (False, True, True):
        batch, whole = int(rng.integers(20, 60)), int(rng.integers(3, 12))
        rest = int(rng.integers(batch // 2 + 1, batch) if more_than_half else rng.integers(1, batch // 2))
        drawn.append(Case((whole * batch + rest, batch, int(rng.integers(3, 15)))))
    return [*fixed, *drawn]


def _floor(samples: int, batch_size: int | None, epochs: int) -> tuple[int, int]:
    per_epoch = samples // (batch_size or 32)
    return per_epoch, per_epoch * epochs


def _rounded(samples: int, batch_size: int | None, epochs: int) -> tuple[int, int]:
    per_epoch = round(samples / (batch_size or 32))
    return per_epoch, per_epoch * epochs


def _not_whole(samples: int, batch_size: int | None, epochs: int) -> tuple[float, float]:
    return samples / (batch_size or 32), samples / (batch_size or 32) * epochs


def _across_epochs(samples: int, batch_size: int | None, epochs: int) -> tuple[int, int]:
    per_epoch, _ = iterations(samples, batch_size, epochs)
    return per_epoch, ceil(samples * epochs / (batch_size or 32))


def _none_is_all(samples: int, batch_size: int | None, epochs: int) -> tuple[int, int]:
    return iterations(samples, batch_size or samples, epochs)


def _one_epoch(samples: int, batch_size: int | None, epochs: int) -> tuple[int, int]:
    per_epoch, _ = iterations(samples, batch_size, epochs)
    return per_epoch, per_epoch


SPEC = Spec(
    id="02.iterations",
    title=Text(es="Épocas, lotes e iteraciones", en="Epochs, batches and iterations"),
    reference=iterations,
    cases=_cases,
    agree=close(rtol=0, atol=1e-6),
    returns=Text(
        es="dos números enteros: las iteraciones de una época y las de todo el entrenamiento",
        en="two whole numbers: the iterations of one epoch, and those of the whole training",
    ),
    hints=(
        Text(
            es="Reparte 10 cartas en montones de 4: salen 4, 4 y 2. El último montón también cuenta.",
            en="Deal 10 cards into piles of 4: you get 4, 4 and 2. The last pile counts too.",
        ),
        Text(
            es="`math.ceil` redondea hacia arriba. Redondea dentro de una época, y después multiplica por las épocas.",
            en="`math.ceil` rounds up. Round within one epoch, and multiply by the epochs afterwards.",
        ),
        Text(
            es="`if batch_size is None: batch_size = 32`; luego `per_epoch = math.ceil(samples / batch_size)`, y se "
            "devuelve `per_epoch, per_epoch * epochs`. Para (1000, 128, 10) sale (8, 80).",
            en="`if batch_size is None: batch_size = 32`; then `per_epoch = math.ceil(samples / batch_size)`, and "
            "return `per_epoch, per_epoch * epochs`. For (1000, 128, 10) it is (8, 80).",
        ),
    ),
    misconceptions=(
        Misconception(
            "floor",
            _floor,
            Text(
                es="Pierdes el último lote cuando no sale entero. Es más pequeño, pero también actualiza los pesos.",
                en="You lose the last batch when it is not whole. It is smaller, but it updates the weights too.",
            ),
        ),
        Misconception(
            "rounded",
            _rounded,
            Text(
                es="Redondeas al entero más cercano: unas veces pierdes el último lote y otras no. Siempre cuenta.",
                en="You round to the nearest whole number: sometimes you lose the last batch, sometimes not. It "
                "always counts.",
            ),
        ),
        Misconception(
            "not_whole",
            _not_whole,
            Text(
                es="Te salen iteraciones con decimales. Una actualización se hace o no se hace: falta redondear, y hay "
                "que pensar hacia dónde.",
                en="You get fractions of an iteration. An update happens or it doesn't: the rounding is missing, and "
                "you have to think which way.",
            ),
        ),
        Misconception(
            "across_epochs",
            _across_epochs,
            Text(
                es="El total lo calculas como si un lote pudiera mezclar el final de una época con el principio de la "
                "siguiente. Cada época empieza con un lote nuevo.",
                en="You compute the total as if a batch could mix the end of one epoch with the start of the next. "
                "Each epoch begins with a new batch.",
            ),
        ),
        Misconception(
            "none_is_all",
            _none_is_all,
            Text(
                es="Sin `batch_size` tomas todos los datos de una vez. Keras siempre hace lotes: si no dices nada, de "
                "32.",
                en="Without a `batch_size` you take all the data at once. Keras always makes batches: of 32 unless "
                "told otherwise.",
            ),
        ),
        Misconception(
            "one_epoch",
            _one_epoch,
            Text(
                es="Los dos números te salen iguales. El segundo es el de todo el entrenamiento: ¿cuántas épocas hay?",
                en="Both of your numbers are the same. The second one is that of the whole training: how many epochs "
                "are there?",
            ),
        ),
    ),
)
