"""Spec of `03.functional`: a model with a shortcut and two outputs, judged by its layers and shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.agree import alike
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def functional(columns: int, hidden: int, classes: int) -> Any:
    """A model of `columns` numbers with two outputs, `classes` shares and one share, and a shortcut to both."""
    import keras

    inputs = keras.Input(shape=(columns,))
    x = keras.layers.Dense(hidden, activation="relu")(inputs)
    # es: el atajo: lo que entró se pone al lado de lo que sale de la capa oculta
    # en: the shortcut: what came in is put beside what comes out of the hidden layer
    both = keras.layers.Concatenate()([inputs, x])
    kind = keras.layers.Dense(classes, activation="softmax")(both)
    odd = keras.layers.Dense(1, activation="sigmoid")(both)
    return keras.Model(inputs, [kind, odd])


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    columns, hidden, classes = (int(n) for n in rng.permutation(np.arange(5, 30))[:3])
    cases = []
    for sizes, note in (((64, 32, 10), DIGITS), ((columns, hidden, classes), None)):
        columns, hidden, classes = sizes
        width = columns + hidden
        layers = [
            {"class": "Dense", "units": hidden, "activation": "relu", "parameters": (columns + 1) * hidden},
            {"class": "Concatenate", "parameters": 0},
            {"class": "Dense", "units": classes, "activation": "softmax", "parameters": (width + 1) * classes},
            {"class": "Dense", "units": 1, "activation": "sigmoid", "parameters": width + 1},
        ]
        shapes = {"input": (columns,), "output": [(classes,), (1,)]}
        cases += [Case(sizes, note, ask="shapes", expected=shapes), Case(sizes, note, ask="layers", expected=layers)]
    return cases


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """As `alike`, with the layers in any order: branches of a graph have none."""
    return alike()(args, _sorted(expected), _sorted(answer))


def _sorted(told: Any) -> Any:
    """Layers by what they are; anything else, shapes too, as it is. An input in a list of one is that input."""
    if isinstance(told, list) and all(isinstance(layer, dict) for layer in told):
        return sorted(told, key=lambda layer: (str(layer.get("class")), str(layer.get("units")), layer["parameters"]))
    if isinstance(told, dict) and isinstance(told.get("input"), list) and len(told["input"]) == 1:
        return {**told, "input": told["input"][0]}
    return told


DIGITS = Text(es="las medidas de las cifras", en="the sizes of the digits")


def _wired(
    join: Callable[[Any, Any, Any], Any] = lambda layers, inputs, x: layers.Concatenate()([inputs, x]),
    outputs: Callable[[Any, Any], Any] = lambda kind, odd: [kind, odd],
    shares: str = "softmax",
    odd_from_hidden: bool = False,
    relu: str | None = "relu",
) -> Callable[[int, int, int], Any]:
    """The model with some piece of it put another way."""

    def wrong(columns: int, hidden: int, classes: int) -> Any:
        from keras import Input, Model, layers

        inputs = Input((columns,))
        x = layers.Dense(hidden, activation=relu)(inputs)
        both = join(layers, inputs, x)
        kind = layers.Dense(classes, activation=shares)(both)
        odd = layers.Dense(1, activation="sigmoid")(x if odd_from_hidden else both)
        return Model(inputs, outputs(kind, odd))

    return wrong


FUNCTIONAL = Spec(
    id="03.functional",
    title=Text(es="Un atajo y dos salidas", en="A shortcut and two outputs"),
    reference=functional,
    cases=_cases,
    agree=agree,
    seconds=10.0,
    returns=Text(es="un modelo de Keras con dos salidas", en="a Keras model with two outputs"),
    hints=(
        Text(
            es="Sigue el dibujo de izquierda a derecha: cada flecha es una capa llamada sobre lo que le llega.",
            en="Follow the drawing from left to right: each arrow is a layer called on what reaches it.",
        ),
        Text(
            es="El atajo es `both = keras.layers.Concatenate()([inputs, x])`: una sola capa que recibe una lista con "
            "los dos tensores.",
            en="The shortcut is `both = keras.layers.Concatenate()([inputs, x])`: one layer, which gets a list with "
            "both tensors.",
        ),
        Text(
            es='Las dos salidas se llaman sobre `both`: `Dense(classes, activation="softmax")` y `Dense(1, '
            'activation="sigmoid")`. Para acabar, `keras.Model(inputs, [kind, odd])`.',
            en='Both outputs are called on `both`: `Dense(classes, activation="softmax")` and `Dense(1, '
            'activation="sigmoid")`. To finish, `keras.Model(inputs, [kind, odd])`.',
        ),
    ),
    misconceptions=(
        Misconception(
            "no_shortcut",
            _wired(join=lambda layers, inputs, x: x),
            Text(
                es="Falta el atajo: las salidas solo ven la capa oculta. Junta `inputs` y `x` con `Concatenate`.",
                en="The shortcut is missing: the outputs only see the hidden layer. Join `inputs` and `x` with "
                "`Concatenate`.",
            ),
        ),
        Misconception(
            "joined_twice",
            _wired(join=lambda layers, inputs, x: layers.Concatenate()([x, x])),
            Text(
                es="Has unido la capa oculta consigo misma. El atajo trae la entrada: `[inputs, x]`.",
                en="You joined the hidden layer to itself. The shortcut brings the input: `[inputs, x]`.",
            ),
        ),
        Misconception(
            "odd_from_hidden",
            _wired(odd_from_hidden=True),
            Text(
                es="La salida de par o impar cuelga de la capa oculta. Las dos salen de la unión.",
                en="The odd-or-even output hangs from the hidden layer. Both come out of the join.",
            ),
        ),
        Misconception(
            "one_output",
            _wired(outputs=lambda kind, odd: kind),
            Text(
                es="Tu modelo tiene una sola salida. `keras.Model` admite una lista: `[kind, odd]`.",
                en="Your model has a single output. `keras.Model` takes a list: `[kind, odd]`.",
            ),
        ),
        Misconception(
            "outputs_swapped",
            _wired(outputs=lambda kind, odd: [odd, kind]),
            Text(
                es="Las salidas están cambiadas de orden: primero la clase y después si es impar.",
                en="The outputs are in the other order: first the class, and then whether it is odd.",
            ),
        ),
        Misconception(
            "sigmoid_for_classes",
            _wired(shares="sigmoid"),
            Text(
                es="Las clases llevan `sigmoid`: respuestas sueltas. Con `softmax` se reparten un total de 1.",
                en="The classes have `sigmoid`: separate answers. With `softmax` they share out a total of 1.",
            ),
        ),
        Misconception(
            "no_relu",
            _wired(relu=None),
            Text(
                es="La capa oculta se ha quedado sin activación: si no la pides, `Dense` es lineal.",
                en="The hidden layer has been left without an activation: unless you ask for one, `Dense` is linear.",
            ),
        ),
    ),
)
