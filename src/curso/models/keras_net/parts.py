"""Which rows train and which validate."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.models.faults import WrongInput, wrong
from curso.text import Text

A_FRACTION = Text(
    es="None o una fracción entre 0 y 1 de las filas",
    en="None or a fraction of the rows between 0 and 1",
)
TOO_FEW = Text(
    es="No se pueden apartar {share:g} de {n} filas para validar: {why}. Pasa `validation_data=(X, y)` o más filas.",
    en="{share:g} of {n} rows cannot be set aside for validation: {why}. Pass `validation_data=(X, y)` or more rows.",
)
STRATIFIED = Text(
    es="Validan {n} filas de {m}, barajadas con la semilla {seed} y con la misma proporción de cada clase "
    "(`validation_rows_`).",
    en="{n} rows of {m} validate, shuffled with the seed {seed} and with the same share of each class "
    "(`validation_rows_`).",
)
SHUFFLED = Text(
    es="Validan {n} filas de {m}, barajadas con la semilla {seed} (`validation_rows_`).",
    en="{n} rows of {m} validate, shuffled with the seed {seed} (`validation_rows_`).",
)


@dataclass(frozen=True)
class Data:
    """Examples as the model takes them: x, y and weights of the examples (None for all alike)."""

    x: Any
    y: Any
    weight: NDArray[np.float32] | None = None

    def take(self, rows: NDArray[np.intp]) -> Data:
        """Some of the rows."""
        weight = None if self.weight is None else self.weight[rows]
        return Data(each_array(self.x, lambda a: np.asarray(a)[rows]), self.y[rows], weight)


def each_array(x: Any, change: Callable[[Any], Any]) -> Any:
    """`change` applied to `x`, or to each of its arrays where it is a dict or a list of them."""
    if isinstance(x, dict):
        return {name: change(part) for name, part in x.items()}
    if isinstance(x, (list, tuple)):
        return type(x)(change(part) for part in x)
    return change(x)


def validation_rows(
    n: int, share: float, seed: int | None, labels: NDArray[Any] | None
) -> tuple[NDArray[np.intp], NDArray[np.intp], Text]:
    """Split `n` rows: those that train, those that validate (both in rising order), and a sentence that says which.

    The rows are shuffled with the seed; with `labels`, each class is in both parts in the same proportion. Keras's own
    `validation_split` takes the last rows as they come, which in sorted data are all of one class.

    Raises
    ------
    WrongInput : no such fraction, or too few rows for it.
    """
    from sklearn.model_selection import train_test_split

    if not isinstance(share, numbers.Real) or not 0 < share < 1:
        raise wrong("validation", A_FRACTION, share)
    try:
        train, held = train_test_split(np.arange(n), test_size=float(share), random_state=seed, stratify=labels)
    except ValueError as error:
        raise WrongInput(TOO_FEW.format(share=float(share), n=n, why=str(error).rstrip("."))) from error
    said = (SHUFFLED if labels is None else STRATIFIED).format(n=len(held), m=n, seed=seed)
    return np.sort(train), np.sort(held), said
