"""Spec of `05.regularize`: a network that has learned the digits and not the mistakes of whoever labelled them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.module_05.regularize_judge import reads
from curso.exercises.module_05.tired_labels import (
    CLASSES,
    LABELLED,
    Images,
    Labels,
    for_testing,
    for_training,
    read_digits,
)
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

TESTED = 1000  # digits a case: chance then moves the share by half a point


def regularize() -> Any:
    """A network trained on 200 digits of which a quarter are labelled wrong, and on copies shifted by one point."""
    import keras
    from keras import layers

    X_train, y_train, X_val, y_val = for_training()
    # es: cada imagen y cuatro copias, movida un punto a cada lado; por el borde entra blanco
    # en: each image and four copies, moved by one point to each side; white comes in at the edge
    padded = np.pad(X_train.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    corners = [(1, 1), (0, 1), (2, 1), (1, 0), (1, 2)]
    X = np.concatenate([padded[:, r : r + 8, c : c + 8].reshape(-1, 64) for r, c in corners])
    y = np.tile(y_train, len(corners))

    def hidden() -> list[Any]:
        return [
            layers.Dense(128, activation="relu", kernel_regularizer=keras.regularizers.L2(0.001)),
            layers.Dropout(0.5),
        ]

    model = keras.Sequential([keras.Input((64,)), *hidden(), *hidden(), layers.Dense(10, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=8, restore_best_weights=True)
    seen = {"validation_data": (X_val, y_val), "validation_batch_size": len(X_val)}
    model.fit(X, y, epochs=25, batch_size=50, **seen, callbacks=[stop], verbose=0)
    return model


def regularize_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A thousand digits that nobody has trained with, their labels held back; before them, the training ones."""
    X_train, y_train, _, _ = for_training()
    X_new, y_new = for_testing(rng, TESTED)
    X, y = np.concatenate([X_train, X_new]), np.concatenate([y_train, y_new])
    note = Text(
        es="1000 cifras nuevas, bien etiquetadas, y las 200 de entrenamiento",
        en="1000 new digits, with right labels, and the 200 training ones",
    )
    return [Case((X,), note, "predict", expected=y, agree=reads(y_train, y_new))]


class _Reader:
    """Stands for a trained network, as nobody would wait for a wrong one to be trained."""

    def __init__(self, guess: Callable[[Labels], Any]) -> None:
        self.guess = guess

    def predict(self, X: Images) -> Any:
        """What `guess` makes of the right labels."""
        return self.guess(read_digits(X))


def _right(share: float, by_heart: bool = False) -> Callable[[], Any]:
    """A reader that gets this share of the digits right, and may know the training labels by heart."""

    def guess(labels: Labels) -> Any:
        wrong = np.arange(len(labels)) % 100 >= 100 * share
        said = (labels + wrong) % CLASSES
        if by_heart:
            said[:LABELLED] = for_training()[1]
        return np.eye(CLASSES)[said]

    return lambda: _Reader(guess)


REGULARIZE = Spec(
    id="05.regularize",
    title=Text(es="Reto: aprender las cifras y no los errores", en="Challenge: learning the digits, not the mistakes"),
    reference=regularize,
    cases=regularize_cases,
    seconds=30.0,
    returns=Text(es="un modelo de Keras ya entrenado", en="a trained Keras model"),
    hints=(
        Text(
            es="Empieza por la red sin remedios y añade uno cada vez, mirando `val_accuracy`. En la tabla de antes, "
            "¿cuáles subieron más por su cuenta?",
            en="Begin with the network that has no remedy and add one at a time, looking at `val_accuracy`. In the "
            "table above, which ones raised it most on their own?",
        ),
        Text(
            es="Junta tres cosas: más datos (`X_more`, `y_more`), un `Dropout` de 0.5 tras cada capa oculta y un "
            "`EarlyStopping` que devuelva los mejores pesos.",
            en="Put three things together: more data (`X_more`, `y_more`), a `Dropout` of 0.5 after each "
            "hidden layer, and an `EarlyStopping` that restores the best weights.",
        ),
        Text(
            es="Con `network`: `wide(kernel_regularizer=regularizers.L2(0.001))` y `layers.Dropout(0.5)`, dos veces. "
            "Después, `fit(X_more, y_more, epochs=25, batch_size=50, validation_data=(X_val, y_val), "
            "callbacks=[keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)], verbose=0)`.",
            en="With `network`: `wide(kernel_regularizer=regularizers.L2(0.001))` and `layers.Dropout(0.5)`, twice. "
            "Then `fit(X_more, y_more, epochs=25, batch_size=50, validation_data=(X_val, y_val), "
            "callbacks=[keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)], verbose=0)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "memorised",
            _right(0.76, by_heart=True),
            Text(
                es="Tu red se ha aprendido también etiquetas equivocadas, como la que no lleva remedios: en `X_train` "
                "repite más de las que están bien. ¿Has quitado épocas, o has puesto algún freno?",
                en="Your network has learned wrong labels too, like the one with no remedy: in `X_train` it repeats "
                "more of them than are right. Did you take epochs away, or put on a brake?",
            ),
        ),
        Misconception(
            "fell_short",
            _right(0.76),
            Text(
                es="Tu red no se sabe de memoria las etiquetas de `X_train`, pero tampoco ha aprendido bastante: le "
                "faltan épocas o ejemplos, o el freno es demasiado fuerte.",
                en="Your network does not know the labels of `X_train` by heart, but it has not learned enough either: "
                "it needs more epochs or examples, or the brake is too strong.",
            ),
        ),
        Misconception(
            "half_way",
            _right(0.85),
            Text(
                es="Vas bien: ya pesa menos la memoria. Un remedio solo se queda ahí. Combina dos o tres, y dale los "
                "ejemplos desplazados.",
                en="You are on the way: there is less learned by heart. One remedy alone gets this far. Combine two or "
                "three, and give it the shifted examples.",
            ),
        ),
        Misconception(
            "smothered",
            lambda: _Reader(lambda labels: np.eye(CLASSES)[0 * labels]),
            Text(
                es="Tu red dice siempre la misma cifra: la has frenado tanto que no puede aprender. Baja λ o el `rate` "
                "de `Dropout`, diez veces si hace falta.",
                en="Your network always says the same digit: you braked it so hard that it can't learn. Lower λ or the "
                "`rate` of `Dropout`, ten times if need be.",
            ),
        ),
        Misconception(
            "not_learned",
            _right(0.3),
            Text(
                es="Tu red apenas ha aprendido. ¿La has entrenado con `fit`? ¿Bastantes épocas? Si lo está, el freno "
                "es demasiado fuerte: eso ya es subajuste.",
                en="Your network has hardly learned. Did you train it with `fit`? Enough epochs? If it is trained, the "
                "brake is too strong: that is underfitting.",
            ),
        ),
        Misconception(
            "not_ten",
            lambda: _Reader(lambda labels: labels[:, np.newaxis] / 10),
            Text(
                es="La última capa no tiene diez salidas. Es `Dense(10, activation='softmax')`: una por cifra.",
                en="The last layer does not have ten outputs. It is `Dense(10, activation='softmax')`: one per digit.",
            ),
        ),
    ),
)
