"""Judges a network for `03.cnn`: its shapes, its layers, its size, and what it says of digits it has not seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from curso.exercises.agree import NOT_ALIKE, Agree, as_numbers
from curso.text import Text

LEAST = 0.75  # the dense network of the lesson gets about 0.6; the nearest mean image about 0.15; chance 0.1
CHANCE = 0.3  # below this a network has learned next to nothing
BUDGET = 7000  # parameters; the dense network of the lesson has 8554
CLASSES = 10

FITTING_SHAPES = {"input": (16, 16, 1), "output": (CLASSES,)}
FITTING_LAYERS = ({"class": "Conv2D"}, {"class": "MaxPooling2D"})

SENTENCES = {
    "input": Text(
        es="la red debe recibir imágenes de forma (16, 16, 1)", en="the network must take images of shape (16, 16, 1)"
    ),
    "spread": Text(
        es="la salida es un mapa y no diez números: falta aplanar o resumir antes de la última capa",
        en="the output is a map and not ten numbers: it is to be flattened or summed up before the last layer",
    ),
    "one": Text(
        es="la salida es un solo número, y hay diez cifras",
        en="the output is a single number, and there are ten digits",
    ),
    "not_ten": Text(
        es="la salida debe tener diez números, uno por cifra", en="the output must have ten numbers, one per digit"
    ),
    "no_convolution": Text(
        es="no hay ninguna convolución: una red densa aprende cada posición por separado, con un peso por punto",
        en="there is no convolution: a dense network learns each position on its own, with one weight per point",
    ),
    "no_pooling": Text(
        es="no hay ninguna agrupación: pon una entre las convoluciones, o una global antes de la última capa",
        en="there is no pooling: put one between the convolutions, or a global one before the last layer",
    ),
    "chance": Text(
        es="acierta el {share:.0%} de las cifras que no ha visto, poco más que el azar",
        en="{share:.0%} of the digits that it has not seen are right, little more than chance",
    ),
    "low": Text(
        es="acierta el {share:.0%} de las cifras que no ha visto, y se pide al menos el {least:.0%}",
        en="{share:.0%} of the digits that it has not seen are right, and at least {least:.0%} is asked for",
    ),
}
TOO_LARGE = Text(
    es="tiene {n} parámetros, y puede tener {most} como mucho. Mira con `cnn.summary()` dónde están: suele ser en la "
    "`Dense` que sigue a `Flatten`",
    en="it has {n} parameters, and may have {most} at most. Look with `cnn.summary()` where they are: it is usually in "
    "the `Dense` that follows `Flatten`",
)


def agree_shapes(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether images go in and ten numbers come out; or whether two networks are unfit in the same way."""
    return _same(_flaw_of_shapes(expected), _flaw_of_shapes(answer))


def agree_layers(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether there are a convolution and a pooling; or whether two networks lack the same."""
    return _same(_flaw_of_layers(expected), _flaw_of_layers(answer))


def agree_size(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether the parameters are within the budget; or whether two networks both go over it."""
    if (int(answer) > BUDGET) == (int(expected) > BUDGET):
        return None
    return TOO_LARGE.format(n=int(answer), most=BUDGET) if answer > BUDGET else NOT_ALIKE


def reads(labels: np.ndarray) -> Agree:
    """Whether the network reads enough of these digits; or whether two networks read equally badly."""

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        want, (flaw, share) = _flaw_of_guesses(labels, expected)[0], _flaw_of_guesses(labels, answer)
        if flaw is None or flaw == want:
            return None if flaw == want else NOT_ALIKE
        return SENTENCES[flaw].format(share=share, least=LEAST)

    return agree


def _same(want: str | None, got: str | None) -> Text | None:
    if want == got:
        return None
    return NOT_ALIKE if got is None else SENTENCES[got]


def _flaw_of_shapes(shapes: Any) -> str | None:
    output = tuple(shapes["output"])
    if tuple(shapes["input"]) != FITTING_SHAPES["input"]:
        return "input"
    if len(output) > 1:
        return "spread"
    return None if output == FITTING_SHAPES["output"] else "one" if output == (1,) else "not_ten"


def _flaw_of_layers(layers: Any) -> str | None:
    names = [str(layer["class"]) for layer in layers]
    if not any("Conv" in name for name in names):
        return "no_convolution"
    return None if any("Pool" in name for name in names) else "no_pooling"


def _flaw_of_guesses(labels: np.ndarray, guesses: Any) -> tuple[str | None, float]:
    """What is wrong with them, if anything, and the share that is right. Guesses are labels or one row per digit."""
    numbers = as_numbers(guesses)
    if numbers is None or numbers.shape[:1] != labels.shape:
        return "not_ten", 0.0
    if numbers.ndim > 2:
        return "spread", 0.0
    if numbers.ndim == 2 and numbers.shape[1] != CLASSES:
        return "one" if numbers.shape[1] == 1 else "not_ten", 0.0
    if numbers.ndim == 2:
        numbers = numbers.argmax(axis=1)
    share = float(np.mean(numbers == labels))
    return ("chance" if share < CHANCE else "low" if share < LEAST else None), share
