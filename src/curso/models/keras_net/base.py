"""What the classifier and the regressor share: parameters, training, prediction, history, saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted

from curso.models.faults import WrongInput, check_count
from curso.models.keras_net import saving
from curso.models.keras_net.callbacks import BATCHES, check_callbacks, wants_batches
from curso.models.keras_net.design import Layers, Output, compile_model, own_model
from curso.models.keras_net.device import choose_device
from curso.models.keras_net.epochs import Epochs, How, compile_epochs
from curso.models.keras_net.inputs import Inputs
from curso.models.keras_net.loop import train
from curso.models.keras_net.parts import Data, each_array, validation_rows
from curso.models.keras_net.picture import Picture, curves
from curso.models.keras_net.validate import Evaluate, evaluator
from curso.models.keras_net.watch import watcher
from curso.models.keras_net.workers import BY_WORKERS, SAME_SEED, SharedEpochs, several_workers, strategy_of_workers
from curso.text import Text

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
AT_ONCE = 512  # rows that the model computes in one call without being traced first


class KerasNet(Inputs, BaseEstimator):  # type: ignore[misc]
    """A network of Keras behind scikit-learn's verbs. Use `KerasNetClassifier` or `KerasNetRegressor`.

    `fit` builds an ordinary `keras.Sequential` from a few plain parameters, or takes a model of yours, and trains it;
    afterwards `net.model_` is that `keras.Model`, with all that Keras can do with it. X should be scaled (a pipeline
    with `StandardScaler`), as for any network.

    Parameters
    ----------
    hidden : units of each hidden layer: 64, (64, 32), or () for none.
    activation : Keras's name of the hidden layers' activation.
    dropout : share of each hidden layer's outputs set to 0 while training, from 0 to below 1.
    l1, l2 : penalties on the hidden layers' weights, added to the loss: l1·Σ|w| and l2·Σw².
    batch_norm : whether each hidden layer normalises its sums over the batch before the activation.
    optimizer : Keras's name, or a `keras.optimizers.Optimizer`, of which a fresh copy trains.
    learning_rate : of the optimizer; None for its own.
    epochs : how many times all training rows are gone through, at most.
    batch_size : rows in each step.
    validation : None, or the fraction of rows set aside to validate each epoch: drawn with the seed, for a classifier
        with the same share of each class. Keras's `validation_split` takes the last rows as they come.
    patience : stop after so many epochs without a smaller validation loss (training loss, without validation), and go
        back to the best weights; None trains all epochs and keeps the last weights.
    model : a `keras.Model`, compiled or not, of which a copy with the same weights is trained; or a function without
        arguments that builds one. The hidden layers' parameters are not looked at then; nor, if it is compiled, are
        `optimizer` and `learning_rate`.
    device : "auto", "cpu", "gpu" or "tpu" (see `curso.models.keras_net.device`). With a TF_CONFIG of several workers
        all of them train together.
    seed : of first weights, order of rows, dropout and split; None for different ones each time.
    verbose : "auto" draws the curves in a notebook, a bar in a terminal, nothing elsewhere; 0 nothing; 1 also says its
        sentences elsewhere.
    how : how epochs run: "auto", "xla", "graph", "jax" or "fit" (see `curso.models.keras_net.epochs`).

    Attributes
    ----------
    model_ : the trained `keras.Model`.
    history_ : DataFrame, a row for each epoch (from 1), a column for each number that Keras logs, or that a callback
        writes into the logs: loss, val_loss, …
    best_epoch_ : the epoch (from 1) with the smallest validation loss, or training loss without validation.
    validation_rows_ : rows that validated, in rising order, where `validation` is a fraction; else None.
    how_ : how the epochs ran. device_ : what trained (`Device`).
    notes_ : one-line sentences: device, way of running epochs, rows that validate, how it ended.
    interrupted_ : whether somebody interrupted the training by hand (Ctrl-C, or stopping the kernel).
    n_features_in_, feature_names_in_ : as in every scikit-learn estimator.
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
        model: Any = None,
        device: str = "auto",
        seed: int | None = 0,
        verbose: bool | int | Literal["auto"] = "auto",
        how: How = "auto",
    ) -> None:
        self.hidden = hidden
        self.activation = activation
        self.dropout = dropout
        self.l1 = l1
        self.l2 = l2
        self.batch_norm = batch_norm
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.epochs = epochs
        self.batch_size = batch_size
        self.validation = validation
        self.patience = patience
        self.model = model
        self.device = device
        self.seed = seed
        self.verbose = verbose
        self.how = how

    def plot_history(self) -> Picture:
        """The learning curves: `.figure` for matplotlib, `.alt` in words; a notebook shows both."""
        check_is_fitted(self)
        return curves(self.history_, None if self.best_epoch_ is None else self.best_epoch_ - 1)

    def save(self, path: str | Path) -> None:
        """Write the estimator to a file `….keras`, which `load` and also `keras.models.load_model` read.

        Raises
        ------
        WrongInput : another ending, or labels that are neither numbers nor words.
        """
        check_is_fitted(self)
        saving.save(self, Path(path))

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """The estimator that `save` wrote: it predicts the same, and `model_` can be trained further.

        Parameters that are objects (an optimizer, a model) are in `model_` only.
        """
        net: Self = saving.load(cls, Path(path))
        return net

    def export(self, path: str | Path) -> None:
        """Write what predicts, and no more, for other programs; the ending says for which.

        `….tflite` for LiteRT (phones, microcontrollers), `….onnx` for ONNX (needs the package tf2onnx), anything else
        is a folder with TensorFlow's SavedModel.

        Raises
        ------
        WrongInput : a package that is needed is not installed.
        """
        check_is_fitted(self)
        saving.export(self.model_, Path(path))

    def _train(
        self,
        data: Data,
        labels: NDArray[Any] | None,
        output: Output,
        validation: Data | None,
        callbacks: Sequence[Any],
    ) -> None:
        """Build and train the model. `labels` are what a split keeps in proportion; y of `data` may still be coded."""
        for name in ("epochs", "batch_size") + (() if self.patience is None else ("patience",)):
            check_count(name, getattr(self, name))
        check_callbacks(callbacks)
        shown = watcher(self.verbose, self.epochs)
        self.notes_: list[Text] = []

        def say(sentence: Text) -> None:
            self.notes_.append(sentence)
            shown.say(sentence)

        try:
            shared = several_workers()
            if shared is not None and self.seed is None:
                raise WrongInput(SAME_SEED)
            data, validation = self._set_aside(data, labels, validation, say)
            self.device_ = choose_device(self.device, own=self.model is not None)
            say(self.device_.sentence if shared is None else shared)
            strategy = self.device_.strategy() if shared is None else strategy_of_workers()
            with self.device_.scope(strategy):
                self.model_ = self._build(data.x, output)
                data, validation = self._coded(data), None if validation is None else self._coded(validation)
                epochs, evaluate = self._ways(
                    data, validation, callbacks, strategy if shared is not None else None, say
                )
                done = train(
                    self.model_,
                    epochs,
                    len(data.y),
                    epochs=self.epochs,
                    batch_size=self.batch_size,
                    seed=self.seed,
                    patience=self.patience,
                    evaluate=evaluate,
                    callbacks=callbacks,
                    watcher=shown,
                )
            if done.said is not None:
                say(done.said)
        finally:
            shown.close()
        self.how_, self.interrupted_ = epochs.how, done.interrupted
        self.best_epoch_ = None if done.best is None else done.best + 1
        self.history_ = _table(done.history)

    def _ways(
        self, data: Data, validation: Data | None, callbacks: Sequence[Any], workers: Any, say: Callable[[Text], None]
    ) -> tuple[Epochs, Evaluate | None]:
        """What runs the epochs, and what validates them; `workers` is the strategy of several processes, or None."""
        if workers is not None:
            shared = SharedEpochs(self.model_, data, self.batch_size, workers, BY_WORKERS)
            say(shared.why)
            return shared, None if validation is None else partial(shared.evaluate, validation)
        by_batch = wants_batches(callbacks)
        epochs = compile_epochs(
            self.model_,
            data.x,
            data.y,
            data.weight,
            batch_size=self.batch_size,
            how="fit" if by_batch else self.how,
            device=self.device_,
            epochs=self.epochs,
        )
        say(BATCHES.format(names=", ".join(by_batch)) if by_batch else epochs.why)
        if validation is None:
            return epochs, None
        return epochs, evaluator(self.model_, validation, self.batch_size, epochs.how != "fit")

    def _set_aside(
        self, data: Data, labels: NDArray[Any] | None, validation: Data | None, say: Callable[[Text], None]
    ) -> tuple[Data, Data | None]:
        self.validation_rows_: NDArray[np.intp] | None = None
        if validation is not None or self.validation is None:
            return data, validation
        rows, self.validation_rows_, said = validation_rows(len(data.y), self.validation, self.seed, labels)
        say(said)
        return data.take(rows), data.take(self.validation_rows_)

    def _build(self, x: Any, output: Output) -> Any:
        """The model to train, built and compiled."""
        if self.model is None:
            layers = Layers(self.hidden, self.activation, self.dropout, self.l1, self.l2, self.batch_norm)
            model = layers.sequential(x.shape[1:], output, self.seed, self.device_.mixed)
            self._gives: tuple[int, ...] = (output.units,)
        else:
            model = own_model(self.model, self.seed)
            self._gives = _shape(model(each_array(x, lambda part: part[:1])))
        if not model.compiled:
            compile_model(model, self.optimizer, self.learning_rate, self._output_of(model, output))
        return model

    def _output_of(self, model: Any, output: Output) -> Output:
        """Loss and metrics for a model that came without them."""
        return output

    def _coded(self, data: Data) -> Data:
        """The examples with their targets as the model's loss wants them."""
        return data

    def _outputs(self, X: Any) -> Array:
        """What the network gives for each row of `X`, in 64-bit floats: shape (m, outputs)."""
        import keras

        check_is_fitted(self)
        x = self._inputs(X)
        if isinstance(x, (dict, tuple)) or len(x) > 4 * AT_ONCE:
            given = self.model_.predict(x, batch_size=AT_ONCE, verbose=0)
        else:
            parts = [x[first : first + AT_ONCE] for first in range(0, len(x), AT_ONCE)]
            given = np.concatenate([keras.ops.convert_to_numpy(self.model_(part, training=False)) for part in parts])
        return np.asarray(given, dtype=np.float64)

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.non_deterministic = self.seed is None
        return tags


def _shape(answer: Any) -> tuple[int, ...]:
    """The shape of what a model gives for one example."""
    return tuple(getattr(answer, "shape", ()))[1:]


def _table(history: list[dict[str, float]]) -> pd.DataFrame:
    import pandas as pd

    names = sorted({name for logs in history for name in logs}, key=_place)
    return pd.DataFrame(history, columns=names, index=pd.RangeIndex(1, len(history) + 1, name="epoch"))


def _place(name: str) -> tuple[bool, bool, str]:
    """Training before validation, and the loss before the metrics."""
    return name.startswith("val_"), not name.endswith("loss"), name
