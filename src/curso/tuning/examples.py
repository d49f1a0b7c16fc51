"""The rows that train the trials and those that judge them: the same for all."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import is_classifier
from sklearn.utils import check_consistent_length

from curso.models.keras_net.parts import each_array, validation_rows
from curso.tuning.job import Examples


def set_aside(net: Any, X: Any, y: Any, weight: Any, share: float, seed: int | None) -> Examples:
    """Draw the `share` of the rows that validates, with the seed, for a classifier in the classes' proportions.

    Parameters
    ----------
    net : an unfitted net, to know whether `y` are classes.
    X : an array or a DataFrame of n rows, or a dict or a tuple of them.
    y, weight : n targets, and their weights or None.

    Raises
    ------
    ValueError : X, y and the weights have not as many rows as one another.
    WrongInput : no such fraction, or too few rows for it.
    """
    parts = X.values() if isinstance(X, dict) else X if isinstance(X, tuple) else (X,)
    check_consistent_length(*parts, y, weight)
    y = np.asarray(y)
    train, held, _ = validation_rows(len(y), share, seed, y if is_classifier(net) else None)
    if weight is None:
        return Examples(_take(X, train), y[train], None, (_take(X, held), y[held]))
    weight = np.asarray(weight)
    return Examples(_take(X, train), y[train], weight[train], (_take(X, held), y[held], weight[held]))


def _take(X: Any, rows: Any) -> Any:
    if isinstance(X, (dict, tuple)):
        return each_array(X, lambda part: _take(part, rows))
    return X.iloc[rows] if hasattr(X, "iloc") else np.asarray(X)[rows]
