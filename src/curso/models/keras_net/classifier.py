"""A network that tells classes apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassifierMixin
from sklearn.utils.class_weight import compute_sample_weight
from sklearn.utils.multiclass import check_classification_targets

from curso.models.faults import WrongInput
from curso.models.keras_net.base import Array, KerasNet
from curso.models.keras_net.design import Output
from curso.models.keras_net.epochs import How
from curso.models.keras_net.parts import Data
from curso.text import Text

ONE_CLASS = Text(
    es="Hacen falta al menos dos clases en `y`. Solo hay una clase: {value!r}.",
    en="At least two classes are needed in `y`. There is only one class: {value!r}.",
)
OTHER_WIDTH = Text(
    es="El modelo tiene {width} salidas y hay {n} clases. Pon una por clase (o una sola, si las clases son dos).",
    en="The model has {width} outputs and there are {n} classes. Give it one output a class (or one alone, for two "
    "classes).",
)
NEW_CLASS = Text(
    es="En la validación hay clases que no están en `y`: {labels}.",
    en="The validation data have classes that are not in `y`: {labels}.",
)


class KerasNetClassifier(ClassifierMixin, KerasNet):  # type: ignore[misc]
    """Two classes or more, told apart by a network of Keras with the cross-entropy.

    Parameters and attributes are those of `KerasNet`, and:

    Parameters
    ----------
    class_weight : weight of each class in the training loss: a dict from labels to numbers, "balanced" for
        n / (classes · count of the class), or None for all alike.

    Attributes
    ----------
    classes_ : the labels, sorted, of any type that NumPy can sort; the order of `predict_proba`'s columns.

    Two classes have one output with a sigmoid, the probability of the second; more have a softmax. A model of your own
    may have either, or give logits; a compiled one gets targets as its loss wants them, whole numbers or one-hot.

    Examples
    --------
    >>> import numpy as np
    >>> from curso.models import KerasNetClassifier
    >>> X = np.linspace(-1, 1, 100)[:, None]
    >>> words = np.where(X[:, 0] > 0, "warm", "cold")
    >>> net = KerasNetClassifier(hidden=8, learning_rate=0.05, epochs=20, verbose=0).fit(X, words)
    >>> net.predict([[-0.9], [0.9]]).tolist()
    ['cold', 'warm']
    """

    def __init__(
        self,
        hidden: int | Sequence[int] = (64,),
        activation: str = "relu",
        *,
        dropout: float = 0.0,
        l1: float = 0.0,
        l2: float = 0.0,
        batch_norm: bool = False,
        optimizer: Any = "adam",
        learning_rate: float | None = None,
        epochs: int = 50,
        batch_size: int = 32,
        validation: float | None = None,
        patience: int | None = None,
        class_weight: Mapping[Any, float] | Literal["balanced"] | None = None,
        model: Any = None,
        device: str = "auto",
        seed: int | None = 0,
        verbose: bool | int | Literal["auto"] = "auto",
        how: How = "auto",
    ) -> None:
        super().__init__(
            hidden,
            activation,
            dropout=dropout,
            l1=l1,
            l2=l2,
            batch_norm=batch_norm,
            optimizer=optimizer,
            learning_rate=learning_rate,
            epochs=epochs,
            batch_size=batch_size,
            validation=validation,
            patience=patience,
            model=model,
            device=device,
            seed=seed,
            verbose=verbose,
            how=how,
        )
        self.class_weight = class_weight

    def fit(
        self,
        X: Any,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        validation_data: tuple[Any, ...] | None = None,
        callbacks: Sequence[Any] = (),
    ) -> KerasNetClassifier:
        """Train on `X`, shape (m, d), with the labels `y`, shape (m,), of any type.

        Parameters
        ----------
        sample_weight : weight of each example in the loss, shape (m,); multiplied by its class's.
        validation_data : (X, y) or (X, y, weights) that validate each epoch, instead of the split of `validation`.
        callbacks : Keras's, but for `BackupAndRestore`. One that wants to hear of every batch makes the epochs run by
            `model.fit`.

        Returns
        -------
        The estimator itself.

        Raises
        ------
        WrongInput : a parameter out of its range, or fewer than two classes. ValueError : X or y that scikit-learn
        refuses.
        """
        x, labels = self._examples(X, y)
        check_classification_targets(labels)
        self.classes_, codes = np.unique(labels, return_inverse=True)
        n = len(self.classes_)
        if n < 2:
            raise WrongInput(ONE_CLASS.format(value=self.classes_[0]))
        weight = self._weights(sample_weight, x)
        output = Output(1, "sigmoid", "binary_crossentropy", ("accuracy",))
        if n > 2:
            output = Output(n, "softmax", "sparse_categorical_crossentropy", ("accuracy",))
        self._train(Data(x, codes, weight), codes, output, self._held(validation_data), callbacks)
        return self

    def predict_proba(self, X: Any) -> Array:
        """Probability of each class for each row of `X`: shape (m, classes), in the order of `classes_`."""
        given = self._outputs(X)
        given = given.reshape(len(given), -1)
        logits = getattr(self.model_.loss, "from_logits", False)
        if given.shape[1] == 1:
            second = 1 / (1 + np.exp(-given)) if logits else given
            return np.hstack([1 - second, second])
        given = np.exp(given - given.max(axis=1, keepdims=True)) if logits else given
        shares: Array = given / given.sum(axis=1, keepdims=True)
        return shares

    def predict(self, X: Any) -> NDArray[Any]:
        """The likeliest class of each row of `X`, shape (m,): with one output, the second above 0.5."""
        columns = self.predict_proba(X).argmax(axis=1)
        likeliest: NDArray[Any] = self.classes_[columns]
        return likeliest

    def _held(self, given: tuple[Any, ...] | None) -> Data | None:
        if given is None:
            return None
        X, y, *weight = given
        x, labels = self._pair(X, y)
        unknown = np.setdiff1d(labels, self.classes_)
        if len(unknown):
            raise WrongInput(NEW_CLASS.format(labels=", ".join(map(repr, unknown.tolist()))))
        return Data(x, np.searchsorted(self.classes_, labels), self._weights(weight[0] if weight else None, x))

    def _set_aside(
        self, data: Data, labels: NDArray[Any] | None, validation: Data | None, say: Callable[[Text], None]
    ) -> tuple[Data, Data | None]:
        """Weights of classes are for the rows that train; those that validate count as they come, as in Keras."""
        data, validation = super()._set_aside(data, labels, validation, say)
        if self.class_weight is not None:
            of_class = compute_sample_weight(self.class_weight, self.classes_[data.y]).astype(np.float32)
            data = replace(data, weight=of_class if data.weight is None else data.weight * of_class)
        return data, validation

    def _coded(self, data: Data) -> Data:
        """Targets for the model's loss: 0 or 1 for one output, whole numbers for a sparse loss, one-hot for others."""
        width, n = self._width(), len(self.classes_)
        if width != n and not (width == 1 and n == 2):
            raise WrongInput(OTHER_WIDTH.format(width=width, n=n))
        if width == 1:
            return replace(data, y=data.y[:, None].astype(np.float32))
        if "sparse" in _name(self.model_.loss):
            return data
        return replace(data, y=np.eye(n, dtype=np.float32)[data.y])

    def _width(self) -> int:
        """How many numbers the model gives for each example."""
        return self._gives[-1] if self._gives else 1

    def _output_of(self, model: Any, output: Output) -> Output:
        """Cross-entropy for one output or for several; of logits where the last layer has no activation."""
        import keras

        if self.model is None:
            return output
        logits = getattr(model.layers[-1], "activation", None) is keras.activations.linear
        one = self._width() == 1
        losses = keras.losses
        loss = (losses.BinaryCrossentropy if one else losses.SparseCategoricalCrossentropy)(from_logits=logits)
        metric = keras.metrics.BinaryAccuracy("accuracy", threshold=0.0 if logits else 0.5) if one else "accuracy"
        return replace(output, loss=loss, metrics=(metric,))


def _name(loss: Any) -> str:
    """What Keras calls a loss: its own name, a function's, or that of its class."""
    named = loss if isinstance(loss, str) else getattr(loss, "name", None) or getattr(loss, "__name__", "")
    return f"{named} {type(loss).__name__}".lower()
