"""Examples as scikit-learn checks them and as a model of Keras takes them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils.validation import _check_sample_weight, check_consistent_length, validate_data

from curso.models.keras_net.parts import each_array


class Inputs:
    """The part of an estimator that looks at X, y and weights; `model` is the estimator's parameter."""

    model: Any

    def _examples(self, X: Any, y: Any, **how: Any) -> tuple[Any, NDArray[Any]]:
        """X and y to train on, checked by scikit-learn, which remembers what X is like; X as in `_inputs`."""
        self._own = self.model is not None
        if self._is_several(X):
            return self._pair(X, y)
        x, y = validate_data(self, X, y, allow_nd=True, **how)
        return self._plain(x), y

    def _pair(self, X: Any, y: Any) -> tuple[Any, NDArray[Any]]:
        """X as in `_inputs`, and y, of which there are as many rows."""
        x, targets = self._inputs(X), np.asarray(y)
        check_consistent_length(*_arrays(x), targets)
        return x, targets

    def _inputs(self, X: Any) -> Any:
        """X, checked by scikit-learn and as the model takes it: shape (m, d), or (m, …) with more axes.

        A dict or a tuple of arrays is several inputs of one model, and goes to it as it is.
        """
        if self._is_several(X):
            return each_array(X, _as_input)
        return self._plain(validate_data(self, X, reset=False, allow_nd=True))

    def _is_several(self, X: Any) -> bool:
        return self._is_own() and isinstance(X, (dict, tuple))

    def _plain(self, x: NDArray[Any]) -> NDArray[Any]:
        return _as_input(x) if self._is_own() else x.astype(np.float32, copy=False)

    def _is_own(self) -> bool:
        """Whether the model that trained was given in `model`, which an estimator that was loaded does not have."""
        return bool(getattr(self, "_own", self.model is not None))

    def _weights(self, weight: ArrayLike | None, x: Any) -> NDArray[np.float32] | None:
        if weight is None:
            return None
        checked: NDArray[np.float32] = _check_sample_weight(weight, _arrays(x)[0]).astype(np.float32)
        return checked


def _arrays(x: Any) -> list[Any]:
    """The arrays that `x` is made of."""
    return [*x.values()] if isinstance(x, dict) else [*x] if isinstance(x, tuple) else [x]


def _as_input(part: Any) -> NDArray[Any]:
    """An array for a model of one's own: floats of 32 bits, and whole numbers as they are (an Embedding wants them)."""
    array = np.asarray(part)
    return array.astype(np.float32, copy=False) if array.dtype.kind == "f" else array
