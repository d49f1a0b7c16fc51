"""A network that predicts numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import RegressorMixin
from sklearn.utils import Tags, assert_all_finite

from curso.models.faults import WrongInput
from curso.models.keras_net.base import Array, KerasNet
from curso.models.keras_net.design import Output
from curso.models.keras_net.parts import Data
from curso.text import Text

OTHER_WIDTH = Text(
    es="El modelo da {shape} por ejemplo, y `y` tiene {n} columnas.",
    en="The model gives {shape} for each example, and `y` has {n} columns.",
)


class KerasNetRegressor(RegressorMixin, KerasNet):  # type: ignore[misc]
    """One number, or several, predicted by a network of Keras with the mean squared error.

    Parameters and attributes are those of `KerasNet`. Targets far from the size of 1 are learnt slowly: scale them
    too (`sklearn.compose.TransformedTargetRegressor`).

    Examples
    --------
    >>> import numpy as np
    >>> from curso.models import KerasNetRegressor
    >>> X = np.linspace(-1, 1, 100)[:, None]
    >>> net = KerasNetRegressor(hidden=16, learning_rate=0.01, epochs=60, verbose=0).fit(X, X[:, 0] ** 2)
    >>> bool(abs(net.predict([[0.5]])[0] - 0.25) < 0.1)
    True
    """

    def fit(
        self,
        X: Any,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        validation_data: tuple[Any, ...] | None = None,
        callbacks: Sequence[Any] = (),
    ) -> KerasNetRegressor:
        """Train on `X`, shape (m, d), with the targets `y`, shape (m,) or (m, k).

        Parameters
        ----------
        sample_weight : weight of each example in the loss, shape (m,).
        validation_data : (X, y) or (X, y, weights) that validate each epoch, instead of the split of `validation`.
        callbacks : Keras's, but for `BackupAndRestore`. One that wants to hear of every batch makes the epochs run by
            `model.fit`.

        Returns
        -------
        The estimator itself.

        Raises
        ------
        WrongInput : a parameter out of its range. ValueError : X or y that scikit-learn refuses.
        """
        x, targets = self._examples(X, y, multi_output=True, y_numeric=True)
        self._flat = np.ndim(targets) == 1
        output = Output(1 if self._flat else targets.shape[1], "linear", "mean_squared_error", ("mae",))
        data = Data(x, _columns(targets), self._weights(sample_weight, x))
        self._train(data, None, output, self._held(validation_data), callbacks)
        return self

    def predict(self, X: Any) -> Array:
        """What the network predicts for each row of `X`: shape (m,), or (m, k) if y had k columns."""
        given = self._outputs(X)
        return given.reshape(len(given), -1)[:, 0] if self._flat else given

    def _held(self, given: tuple[Any, ...] | None) -> Data | None:
        if given is None:
            return None
        X, y, *weight = given
        x, targets = self._pair(X, y)
        assert_all_finite(targets, input_name="y")
        return Data(x, _columns(targets), self._weights(weight[0] if weight else None, x))

    def _coded(self, data: Data) -> Data:
        """The examples as they are. A loss of Keras would compare what has other columns by repeating some."""
        wanted, loss = data.y.shape[1:], self.model_.loss
        of_keras = isinstance(loss, str) or str(getattr(loss, "__module__", "")).startswith("keras.")
        if of_keras and self._gives != wanted and (self._gives, wanted) != ((), (1,)):
            raise WrongInput(OTHER_WIDTH.format(shape=self._gives, n=" × ".join(map(str, wanted))))
        return data

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags


def _columns(targets: NDArray[Any]) -> NDArray[np.float32]:
    """Targets as the model gives its predictions: shape (m, k), also with one column."""
    return (targets[:, None] if targets.ndim == 1 else targets).astype(np.float32)
