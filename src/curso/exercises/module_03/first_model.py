"""Spec of `03.first_model`: a model built, compiled, fitted and asked, judged on points that it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from curso.exercises.agree import NOT_ALIKE, as_numbers, kind_of
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = np.ndarray
LEAST = 0.9  # the nearest centroid gets 0.5 at most, the best straight borders 0.65; a trained network, over 0.97


def first_model(X: Array, y: Array, X_new: Array) -> Array:
    """The class, 0, 1 or 2, of each row of `X_new`, by a network trained on X, shape (m, 2), and y, shape (m,)."""
    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=(2,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="sparse_categorical_crossentropy")
    model.fit(X, y, epochs=5, batch_size=16, verbose=0)
    # es: una fila de tres probabilidades por punto: la clase es la columna de la mayor
    # en: a row of three probabilities for each point: the class is the column of the largest
    labels: Array = model.predict(X_new, verbose=0).argmax(axis=1)
    return labels


def islands(rng: np.random.Generator, m: int) -> tuple[Array, Array]:
    """m nests on six islands around a bay, each of three kinds of gull on two islands face to face.

    Shapes (m, 2) and (m,). Where the first island lies and which gull nests there is drawn.
    """
    island = rng.permutation(np.arange(m) % 6)
    angle = rng.uniform(0, 2 * np.pi) + island * np.pi / 3
    X = 3 * np.column_stack([np.cos(angle), np.sin(angle)]) + rng.normal(0, 0.4, (m, 2))
    return X.round(2).astype("float32"), rng.permutation(3)[island % 3]


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    X, y = islands(rng, 540)
    note = Text(es="300 nidos que tu modelo no ha visto", en="300 nests that your model has not seen")
    return [Case((X[:240], y[:240], X[240:]), note, expected={"kinds": y[240:]})]


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether at least the share `LEAST` of the labels is right.

    `expected` has the right labels under "kinds"; or it is what a misconception gives, and then: whether both
    fail alike.
    """
    if answer is expected:
        return None
    given = as_numbers(answer)
    if not isinstance(expected, Mapping):
        flaw, other = (_flaw(args, numbers) for numbers in (as_numbers(expected), given))
        return None if flaw is not None and flaw == other else NOT_ALIKE
    if given is None:
        return NOT_LABELS.format(kind=kind_of(answer))
    if given.size != len(args[2]):
        return NOT_ONE_EACH.format(got=given.size, expected=len(args[2]))
    share = float(np.mean(given.ravel() == expected["kinds"]))
    return None if share >= LEAST else TOO_FEW.format(share=share, least=LEAST)


def _flaw(args: tuple[Any, ...], given: Array | None) -> str | None:
    """What is to be seen in labels that are wrong, if it is one of the usual mistakes."""
    if given is None:
        return None
    X, _, X_new = args
    if given.shape == (len(X_new), 3):
        return "probabilities"
    if given.shape == (3,):
        return "wrong_axis"
    if given.size == len(X):
        return "known_points"
    if given.size != len(X_new):
        return None
    if (given == given.ravel()[0]).all():
        return "one_label"
    return "fractions" if (given % 1).any() else "not_learned"


def _nearest_centroid(X: Array, y: Array, X_new: Array) -> Array:
    centres = np.stack([X[y == kind].mean(axis=0) for kind in range(3)])
    labels: Array = ((X_new[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    return labels


def _shares(X: Array, y: Array, X_new: Array) -> Array:
    shares: Array = np.eye(3)[_nearest_centroid(X, y, X_new)]
    return shares


FIRST_MODEL = Spec(
    id="03.first_model",
    title=Text(es="Tu primer modelo en Keras", en="Your first model in Keras"),
    reference=first_model,
    cases=_cases,
    agree=agree,
    seconds=30.0,
    returns=Text(es="una clase (0, 1 o 2) por fila de `X_new`", en="a class (0, 1 or 2) for each row of `X_new`"),
    hints=(
        Text(
            es="Son los mismos pasos que con las cifras: construir, `compile`, `fit`, `predict`. ¿Cuántas columnas "
            "entran ahora? ¿Cuántas clases salen?",
            en="These are the same steps as with the digits: build, `compile`, `fit`, `predict`. How many columns come "
            "in now? How many classes go out?",
        ),
        Text(
            es='Entran 2 y salen 3: `keras.Input(shape=(2,))`, una `Dense(32, activation="relu")` y una `Dense(3, '
            'activation="softmax")`. Con `keras.optimizers.Adam(0.03)` y 5 épocas de lotes de 16 es suficiente.',
            en='2 come in and 3 go out: `keras.Input(shape=(2,))`, a `Dense(32, activation="relu")` and a `Dense(3, '
            'activation="softmax")`. With `keras.optimizers.Adam(0.03)`, 5 epochs of batches of 16 are enough.',
        ),
        Text(
            es='La pérdida es `"sparse_categorical_crossentropy"`, porque `y` trae números de clase. Y para acabar: '
            "`model.predict(X_new, verbose=0).argmax(axis=1)`.",
            en='The loss is `"sparse_categorical_crossentropy"`, because `y` holds class numbers. And to finish: '
            "`model.predict(X_new, verbose=0).argmax(axis=1)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "probabilities",
            _shares,
            Text(
                es="Devuelves lo que da `predict`: tres probabilidades por nido. Falta elegir la columna de la mayor, "
                "con `argmax(axis=1)`.",
                en="You return what `predict` gives: three probabilities for each nest. The column of the largest is "
                "still to be chosen, with `argmax(axis=1)`.",
            ),
        ),
        Misconception(
            "wrong_axis",
            lambda X, y, X_new: _shares(X, y, X_new).argmax(axis=0),
            Text(
                es="Salen tres números: has buscado el nido mayor de cada clase. La clase de cada nido se busca en su "
                "fila, `axis=1`.",
                en="Three numbers come out: you looked for the largest nest of each class. The class of each nest is "
                "found along its row, `axis=1`.",
            ),
        ),
        Misconception(
            "known_points",
            lambda X, y, X_new: y,
            Text(
                es="Respondes sobre `X`, los nidos con que has entrenado. Se pregunta por los de `X_new`.",
                en="You answer about `X`, the nests that you trained on. The question is about those in `X_new`.",
            ),
        ),
        Misconception(
            "one_label",
            lambda X, y, X_new: np.zeros(len(X_new)),
            Text(
                es="Tu modelo dice siempre lo mismo. ¿Tiene la última capa tres unidades? `softmax` con una sola da "
                "siempre 1, y su `argmax`, siempre 0.",
                en="Your model always says the same. Does the last layer have three units? `softmax` with a single one "
                "always gives 1, and its `argmax` is always 0.",
            ),
        ),
        Misconception(
            "fractions",
            lambda X, y, X_new: _nearest_centroid(X, y, X_new) + 0.4,
            Text(
                es="Salen números con decimales: has tratado la clase como una cantidad. Entre la 0 y la 2 no está la "
                "1: son tres nombres. Tres unidades con `softmax`, y `argmax`.",
                en="Numbers with decimals come out: you treated the class as a quantity. The 1 does not lie between "
                "the 0 and the 2: they are three names. Three units with `softmax`, and `argmax`.",
            ),
        ),
        Misconception(
            "not_learned",
            _nearest_centroid,
            Text(
                es="Tu modelo acierta tan poco como unas fronteras rectas. ¿Tiene la capa oculta su activación? ¿Da "
                "bastantes pasos? Mira si la pérdida sigue bajando en la última época.",
                en="Your model is right as seldom as straight borders are. Does the hidden layer have its activation? "
                "Does it take enough steps? See whether the loss is still falling in the last epoch.",
            ),
        ),
    ),
)

NOT_LABELS = Text(es="esperaba una clase por nido y recibí {kind}", en="I expected a class a nest and received {kind}")
NOT_ONE_EACH = Text(
    es="esperaba una clase por fila de `X_new`, {expected} números, y recibí {got}",
    en="I expected a class for each row of `X_new`, {expected} numbers, and received {got}",
)
TOO_FEW = Text(
    es="aciertas el {share:.0%} de los nidos nuevos y se pide al menos el {least:.0%} (el centro más cercano no pasa "
    "del 50 %)",
    en="you are right about {share:.0%} of the new nests, and at least {least:.0%} is asked for (the nearest centre "
    "does not get past 50%)",
)
