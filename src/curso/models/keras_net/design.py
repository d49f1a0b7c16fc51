"""The `keras.Model` that an estimator trains: a Sequential from plain numbers, or the one that it was given."""

from __future__ import annotations

import copy
import random
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from curso.models.faults import WrongInput, check_rate, wrong
from curso.text import Text

A_MODEL = Text(
    es="un `keras.Model` o una función que devuelva uno", en="a `keras.Model` or a function that returns one"
)
CANNOT_COPY = Text(
    es="No se puede copiar el modelo para entrenarlo ({error}). Pasa en `model` una función que lo construya.",
    en="The model cannot be copied to be trained ({error}). Pass a function that builds it as `model`.",
)
AN_OPTIMIZER = Text(
    es='el nombre de un optimizador de Keras, como "adam", o un `keras.optimizers.Optimizer`',
    en='the name of one of Keras\'s optimizers, such as "adam", or a `keras.optimizers.Optimizer`',
)
UNITS = Text(
    es="uno o varios enteros mayores o iguales que 1 (las neuronas de cada capa oculta), o () si no hay ninguna",
    en="one or several integers of 1 or more (the units of each hidden layer), or () for none",
)
AN_ACTIVATION = Text(
    es='el nombre de una activación de Keras, como "relu"', en='the name of one of Keras\'s activations, such as "relu"'
)
A_SHARE = Text(es="un número desde 0 y menor que 1", en="a number from 0 to below 1")
A_PENALTY = Text(es="un número mayor o igual que 0", en="a number of 0 or more")


@dataclass(frozen=True)
class Output:
    """The last layer and what is measured.

    Parameters
    ----------
    units, activation : of the last `Dense`.
    loss : Keras's name of the loss, or a loss.
    metrics : Keras's names of what else is logged, or metrics.
    """

    units: int
    activation: str
    loss: Any
    metrics: tuple[Any, ...]


@dataclass(frozen=True)
class Layers:
    """The hidden layers, in plain numbers (see `KerasNet` for each)."""

    hidden: int | Sequence[int]
    activation: str
    dropout: float
    l1: float
    l2: float
    batch_norm: bool

    def check(self) -> None:
        """Raise `WrongInput` for a number out of its range, or an unknown activation."""
        import keras

        some = isinstance(self.hidden, (int, np.integer, Iterable))
        if not some or not all(isinstance(n, (int, np.integer)) and n >= 1 for n in self.units()):
            raise wrong("hidden", UNITS, self.hidden)
        if not 0 <= self.dropout < 1:
            raise wrong("dropout", A_SHARE, self.dropout)
        for name, value in (("l1", self.l1), ("l2", self.l2)):
            if not 0 <= value < float("inf"):
                raise wrong(name, A_PENALTY, value)
        try:
            keras.activations.get(self.activation)
        except (ValueError, TypeError) as error:
            raise wrong("activation", AN_ACTIVATION, self.activation) from error

    def units(self) -> tuple[int, ...]:
        """The units of each hidden layer."""
        return (int(self.hidden),) if isinstance(self.hidden, (int, np.integer)) else tuple(self.hidden)

    def sequential(self, shape: tuple[int, ...], output: Output, seed: int | None, policy: str | None) -> Any:
        """An uncompiled `keras.Sequential` for examples of `shape`.

        Each hidden layer is Dense, then BatchNormalization if asked for, its activation, and Dropout if any. The seed
        draws one for each layer, so that the same seed gives the same weights. The output is of 32-bit floats also
        where `policy` computes the rest with 16.
        """
        import keras

        self.check()
        draw = np.random.default_rng(seed)

        def layer_seed() -> int:
            return int(draw.integers(2**31))

        def dense(units: int, activation: str | None, **how: Any) -> Any:
            start = keras.initializers.GlorotUniform(seed=layer_seed())
            return keras.layers.Dense(units, activation, kernel_initializer=start, **how)

        model = keras.Sequential([keras.Input(shape)])
        if len(shape) > 1:
            model.add(keras.layers.Flatten())
        for units in self.units():
            penalty = keras.regularizers.L1L2(self.l1, self.l2) if self.l1 or self.l2 else None
            first = None if self.batch_norm else self.activation
            model.add(dense(int(units), first, kernel_regularizer=penalty, dtype=policy))
            if self.batch_norm:
                model.add(keras.layers.BatchNormalization(dtype=policy))
                model.add(keras.layers.Activation(self.activation, dtype=policy))
            if self.dropout:
                model.add(keras.layers.Dropout(self.dropout, seed=layer_seed(), dtype=policy))
        model.add(dense(output.units, output.activation, dtype="float32"))
        return model


def own_model(given: Any, seed: int | None) -> Any:
    """A model of our own from the one `given`: a copy with the same weights, or what the function builds.

    A builder runs with the global seeds set to `seed`; Python's and NumPy's generators are put back after it.

    Raises
    ------
    WrongInput : it is neither, or the model cannot be copied.
    """
    import keras

    if isinstance(given, keras.Model):
        try:
            with warnings.catch_warnings():  # an optimizer that has not trained has nothing to load, and Keras says so
                warnings.filterwarnings("ignore", "Skipping variable loading for optimizer")
                return copy.deepcopy(given)
        except Exception as error:  # whatever the model's own classes raise when they are saved or made again
            raise WrongInput(CANNOT_COPY.format(error=f"{type(error).__name__}: {error}")) from error
    if not callable(given):
        raise wrong("model", A_MODEL, given)
    with _seeded(seed):
        model = given()
    if not isinstance(model, keras.Model):
        raise wrong("model", A_MODEL, model)
    return model


def compile_model(model: Any, optimizer: Any, learning_rate: float | None, output: Output) -> None:
    """Compile `model` with `output`'s loss and metrics and a fresh optimizer.

    Where a layer computes with 16-bit floats the optimizer scales the loss, or small gradients would vanish: Keras does
    so by itself where the model's own policy says it, and that of a `keras.Sequential` of such layers does not.
    """
    import keras

    fresh, scaled = fresh_optimizer(optimizer, learning_rate), keras.optimizers.LossScaleOptimizer
    policies = {layer.dtype_policy.name for layer in model._flatten_layers()}
    if "mixed_float16" in policies and not isinstance(fresh, scaled):
        fresh = scaled(fresh)
    model.compile(optimizer=fresh, loss=output.loss, metrics=list(output.metrics))


def fresh_optimizer(optimizer: Any, learning_rate: float | None) -> Any:
    """A Keras optimizer without memory, by name or like the one given; `learning_rate` None keeps its own.

    Raises
    ------
    WrongInput : there is no such optimizer, or the rate is no positive number.
    """
    import keras

    if learning_rate is not None:
        check_rate("learning_rate", learning_rate)
    try:
        like = keras.optimizers.get(optimizer)
    except (ValueError, TypeError) as error:
        raise wrong("optimizer", AN_OPTIMIZER, optimizer) from error
    config = like.get_config()
    if learning_rate is not None:
        config["learning_rate"] = float(learning_rate)
    return type(like).from_config(config)


@contextmanager
def _seeded(seed: int | None) -> Iterator[None]:
    if seed is None:
        yield
        return
    import keras

    kept = random.getstate(), np.random.get_state()  # noqa: NPY002 (what `set_random_seed` changes)
    keras.utils.set_random_seed(seed)
    try:
        yield
    finally:
        random.setstate(kept[0])
        np.random.set_state(kept[1])  # noqa: NPY002
