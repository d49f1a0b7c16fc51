"""The neuron behind scikit-learn's three verbs: a classifier of two classes, and a regressor."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from curso.models.activations import Array
from curso.models.faults import WrongInput, one_of, wrong
from curso.models.neuron import Neuron
from curso.text import Text


class OneNeuron(BaseEstimator):  # type: ignore[misc]
    """What both estimators share: training one `Neuron`, by batch or mini-batch gradient descent.

    Parameters
    ----------
    learning_rate : α, or "auto" for 1/L, where L bounds the curvature of the loss: the steps then cannot overshoot.
        It suits columns of similar size, for which a pipeline with `StandardScaler` provides.
    epochs : how many times all the examples are gone through.
    batch_size : examples in each step; None for all of them.
    random_state : seed of the first weights and of the order of the examples.

    Attributes
    ----------
    neuron_ : the trained `Neuron`.
    history_ : loss of each epoch, the mean over its batches, each measured before its step; shape (epochs,).
    n_features_in_, feature_names_in_ : as in every scikit-learn estimator.
    """

    def __init__(
        self,
        learning_rate: float | Literal["auto"] = "auto",
        *,
        epochs: int = 1000,
        batch_size: int | None = None,
        random_state: int | None = 0,
    ) -> None:
        self.learning_rate = learning_rate
        self.epochs = epochs
        self.batch_size = batch_size
        self.random_state = random_state

    def _train(self, X: Array, y: Array, activation: str, curvature: float) -> None:
        self.neuron_ = Neuron.random(X.shape[1], activation, seed=self.random_state)
        rate = self.learning_rate
        if rate == "auto":
            rate = 1 / (curvature * self._largest(X))
        self.history_ = np.array(self.neuron_.fit(X, y, self.epochs, self.batch_size, rate, seed=self.random_state))

    def _largest(self, X: Array) -> float:
        """Bound of the largest eigenvalue of XᵀX/m, ones included, whichever examples are in a batch."""
        if self.batch_size is None:
            return float(np.linalg.norm(np.column_stack([X, np.ones(len(X))]), 2) ** 2 / len(X))
        return float((X**2).sum(axis=1).max() + 1)

    def _sums(self, X: ArrayLike) -> Array:
        check_is_fitted(self)
        return self.neuron_.weighted_sum(validate_data(self, X, dtype=np.float64, reset=False))


class NeuronClassifier(ClassifierMixin, OneNeuron):  # type: ignore[misc]
    """Two classes told apart by one sigmoid neuron with cross-entropy: logistic regression by gradient descent.

    Parameters and attributes are those of `OneNeuron`, and `classes_`: the two classes, sorted; the neuron's output
    is the probability of the second.

    Examples
    --------
    >>> from curso.models import NeuronClassifier
    >>> model = NeuronClassifier().fit([[1.0], [2.0], [3.0], [4.0]], ["no", "no", "yes", "yes"])
    >>> model.predict([[0.0], [5.0]]).tolist()
    ['no', 'yes']
    """

    def fit(self, X: ArrayLike, y: ArrayLike) -> NeuronClassifier:
        """Train on `X`, shape (m, d), with the classes `y`, shape (m,); returns the estimator itself.

        Raises
        ------
        ValueError : there are not two classes, a parameter is out of its range, or scikit-learn refuses X or y.

        Warns
        -----
        DivergenceWarning : the loss overflowed.
        """
        rows, labels = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(labels)
        kind = type_of_target(labels, input_name="y")
        if kind != "binary":
            raise WrongInput(NOT_BINARY.format(kind=kind))
        self.classes_, targets = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise WrongInput(ONE_CLASS.format(value=self.classes_[0]))
        self._train(rows, targets.astype(np.float64), "sigmoid", curvature=1 / 4)
        return self

    def decision_function(self, X: ArrayLike) -> Array:
        """z = w·x + b of each row, shape (m,): positive where the second class is the likelier."""
        return self._sums(X)

    def predict_proba(self, X: ArrayLike) -> Array:
        """Probability of each class for each row, shape (m, 2)."""
        sums = self._sums(X)
        second = self.neuron_.activation(sums)
        return np.column_stack([1 - second, second])

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:
        """The likelier class of each row, shape (m,)."""
        positive = self._sums(X) > 0
        classes: NDArray[np.generic] = self.classes_[positive.astype(int)]
        return classes

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


class NeuronRegressor(RegressorMixin, OneNeuron):  # type: ignore[misc]
    """A number predicted by one neuron with the mean squared error; without activation, linear regression.

    Parameters
    ----------
    activation : "linear"; "relu" for targets that are never negative; "tanh" for targets between −1 and 1.
    learning_rate, epochs, batch_size, random_state, and all attributes : as in `OneNeuron`.

    Examples
    --------
    >>> from curso.models import NeuronRegressor
    >>> model = NeuronRegressor().fit([[1.0], [2.0], [3.0], [4.0]], [3.0, 5.0, 7.0, 9.0])
    >>> round(float(model.predict([[10.0]])[0]), 6)
    21.0
    """

    def __init__(
        self,
        activation: Literal["linear", "relu", "tanh"] = "linear",
        learning_rate: float | Literal["auto"] = "auto",
        *,
        epochs: int = 1000,
        batch_size: int | None = None,
        random_state: int | None = 0,
    ) -> None:
        super().__init__(learning_rate, epochs=epochs, batch_size=batch_size, random_state=random_state)
        self.activation = activation

    def fit(self, X: ArrayLike, y: ArrayLike) -> NeuronRegressor:
        """Train on `X`, shape (m, d), with the targets `y`, shape (m,); returns the estimator itself.

        Raises
        ------
        ValueError : a parameter is out of its range, or scikit-learn refuses X or y.

        Warns
        -----
        DivergenceWarning : the loss overflowed.
        """
        if self.activation not in REGRESSION:
            raise wrong("activation", one_of(REGRESSION), self.activation)
        rows, targets = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        targets = np.asarray(targets, dtype=np.float64)
        curvature = 2.0
        if self.activation == "tanh":  # the second derivative of (tanh z − y)², where |tanh z (1 − tanh² z)| < 0.385
            curvature += 4 * 0.385 * (1 + np.abs(targets).max())
        self._train(rows, targets, self.activation, curvature)
        return self

    def predict(self, X: ArrayLike) -> Array:
        """f(w·x + b) of each row of `X`, shape (m, d): shape (m,)."""
        sums = self._sums(X)
        return self.neuron_.activation(sums)

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.regressor_tags.poor_score = self.activation != "linear"  # the others cannot reach every target
        return tags


REGRESSION = ("linear", "relu", "tanh")
NOT_BINARY = Text(
    es="Una neurona separa dos clases. Tipo de clases recibido: {kind}.",
    en="Only binary classification is supported. The type of the target is {kind}.",
)
ONE_CLASS = Text(
    es="Hacen falta dos clases en `y`. Solo hay una clase: {value!r}.",
    en="Two classes are needed in `y`. There is only one class: {value!r}.",
)
