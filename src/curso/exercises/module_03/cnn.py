"""Spec of `03.cnn`: a trained convolutional network that reads digits wherever they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from curso.exercises.module_03.cnn_judge import (
    BUDGET,
    CLASSES,
    FITTING_LAYERS,
    FITTING_SHAPES,
    agree_layers,
    agree_shapes,
    agree_size,
    reads,
)
from curso.exercises.module_03.wandering_digits import for_testing, read_digits
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

SHEETS = 300  # in each test


def cnn(X_train: np.ndarray, y_train: np.ndarray) -> Any:
    """A network of 5130 parameters, trained on sheets of shape (m, 16, 16, 1) and their digits."""
    import keras
    from keras import layers

    # es: en tu celda va sin función; el modelo que aquí se devuelve se llama allí `cnn`
    # en: in your cell there is no function; the model that is returned here is called `cnn` there
    model = keras.Sequential(
        [
            keras.Input(shape=(16, 16, 1)),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, activation="relu"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(X_train, y_train, epochs=5, batch_size=32, verbose=0)
    return model


def cnn_cases(rng: np.random.Generator) -> Sequence[Case]:
    """What the network is made of, and twice 300 sheets that nobody has seen, their digits held back."""
    network = [
        Case(ask="shapes", expected=FITTING_SHAPES, agree=agree_shapes),
        Case(ask="layers", expected=list(FITTING_LAYERS), agree=agree_layers),
        Case(ask="count_params", expected=BUDGET, agree=agree_size),
    ]
    note = Text(es="300 hojas nuevas", en="300 new sheets")
    tests = [for_testing(rng, SHEETS) for _ in range(2)]
    return [*network, *(Case((X,), note, "predict", expected=y, agree=reads(y)) for X, y in tests)]


class _Pretended:
    """A Keras network with predictions that are given, as nobody would wait for a wrong one to be trained."""

    def __init__(self, network: Any, shape: tuple[int, ...], read: float) -> None:
        self.network = network
        self.shape = shape
        self.read = read

    def __getattr__(self, name: str) -> Any:
        return getattr(self.network, name)

    def predict(self, X: Any) -> Any:
        """The share `read` of the digits right, the others wrong; of another shape than ten numbers, zeros."""
        if self.shape != (CLASSES,):
            return np.zeros((len(X), *self.shape))
        right = read_digits(X)
        wrong = np.arange(len(X)) >= self.read * len(X)
        return np.eye(CLASSES)[(right + wrong) % CLASSES]


def _network(
    *end: tuple[str, tuple[Any, ...]], shape: tuple[int, ...] = (CLASSES,), read: float = 0
) -> Callable[[], Any]:
    """A function that makes a network: two convolutions, these layers, and what it would say."""

    @cache
    def wrong() -> Any:
        import keras

        layers = [("Conv2D", (16, 3)), ("MaxPooling2D", (2,)), ("Conv2D", (32, 3)), *end]
        made = [getattr(keras.layers, name)(*args) for name, args in layers]
        return _Pretended(keras.Sequential([keras.Input((16, 16, 1)), *made]), shape, read)

    return wrong


GLOBAL = ("GlobalMaxPooling2D", ())

CNN = Spec(
    id="03.cnn",
    title=Text(es="Reto: leer cifras en cualquier sitio", en="Challenge: reading digits anywhere"),
    reference=cnn,
    cases=cnn_cases,
    seconds=30.0,
    returns=Text(es="un modelo de Keras ya entrenado", en="a trained Keras model"),
    hints=(
        Text(
            es="Alterna: una convolución con ReLU, una agrupación, otra convolución. Después, pasar a un vector y una "
            "`Dense` de diez con softmax.",
            en="Alternate: a convolution with ReLU, a pooling, another convolution. Then on to a vector, and a `Dense` "
            "of ten with softmax.",
        ),
        Text(
            es="Si te pasas de parámetros, mira `cnn.summary()`: casi siempre es la `Dense` tras `Flatten`. Agrupa "
            "antes, o usa `GlobalMaxPooling2D()`, que deja un número por filtro.",
            en="If you have too many parameters, look at `cnn.summary()`: it is nearly always the `Dense` after "
            "`Flatten`. Pool before it, or use `GlobalMaxPooling2D()`, which leaves one number per filter.",
        ),
        Text(
            es="Por ejemplo: `Conv2D(16, 3, activation='relu')`, `MaxPooling2D(2)`, `Conv2D(32, 3, "
            "activation='relu')`, `GlobalMaxPooling2D()` y `Dense(10, activation='softmax')`; Adam con 0.01 y cinco "
            "épocas.",
            en="For example: `Conv2D(16, 3, activation='relu')`, `MaxPooling2D(2)`, `Conv2D(32, 3, "
            "activation='relu')`, `GlobalMaxPooling2D()` and `Dense(10, activation='softmax')`; Adam with 0.01 and "
            "five epochs.",
        ),
    ),
    misconceptions=(
        Misconception(
            "not_flat",
            _network(("MaxPooling2D", (2,)), ("Dense", (10,)), shape=(2, 2, 10)),
            Text(
                es="`Dense` ha actuado sobre el último eje de un mapa, y ha salido otro mapa. Antes hace falta "
                "`Flatten` o `GlobalMaxPooling2D`.",
                en="`Dense` acted on the last axis of a map, and another map came out. It needs `Flatten` or "
                "`GlobalMaxPooling2D` before it.",
            ),
        ),
        Misconception(
            "one_output",
            _network(GLOBAL, ("Dense", (1,)), shape=(1,)),
            Text(
                es="Una sola salida no puede elegir entre diez cifras: con softmax vale siempre 1. La última capa es "
                "`Dense(10, activation='softmax')`.",
                en="A single output can't choose among ten digits: with softmax it is always 1. The last layer is "
                "`Dense(10, activation='softmax')`.",
            ),
        ),
        Misconception(
            "not_trained",
            _network(GLOBAL, ("Dense", (10,))),
            Text(
                es="La red es buena, y responde como si no hubiera aprendido nada. ¿Has llamado a `cnn.fit(X_train, "
                "y_train, …)`? ¿Baja la pérdida? Si no, la tasa de aprendizaje es demasiado grande.",
                en="The network is right, and answers as if it had learned nothing. Did you call `cnn.fit(X_train, "
                "y_train, …)`? Does the loss fall? If not, the learning rate is too large.",
            ),
        ),
        Misconception(
            "hardly_trained",
            _network(GLOBAL, ("Dense", (10,)), read=0.5),
            Text(
                es="La red es buena y ha aprendido algo, pero se ha quedado a medias. Prueba con más épocas o con más "
                "filtros, y mira si la pérdida seguía bajando cuando paraste.",
                en="The network is right and has learned something, but stopped half way. Try more epochs or more "
                "filters, and look whether the loss was still falling when you stopped.",
            ),
        ),
    ),
)
