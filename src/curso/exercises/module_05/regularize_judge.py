"""Judges a network for `05.regularize` by the digits that it has not seen; those it has seen tell what it lacks."""

from __future__ import annotations

from typing import Any

import numpy as np

from curso.exercises.agree import NOT_ALIKE, Agree, as_numbers
from curso.exercises.module_05.tired_labels import CLASSES, Labels
from curso.text import Text

LEAST = 0.87  # what the nearest centroid gets; remedies together get 0.89 or more, and the bare network, 0.78
BARE = 0.82  # below this a network does hardly better than with no remedy
LEARNED = 0.6  # below this it has not learned
BY_HEART = 0.8  # of the training labels: 78 % are right, and a network that repeats more has learned mistakes

SENTENCES = {
    "not_ten": Text(
        es="`predict` debe dar diez números por imagen (o una clase), y la red recibir las 64 columnas",
        en="`predict` must give ten numbers per image (or a class), and the network take the 64 columns",
    ),
    "smothered": Text(
        es="dice lo mismo de todas las imágenes",
        en="it says the same of all the images",
    ),
    "not_learned": Text(
        es="acierta el {share:.0%} de las cifras que no ha visto: apenas ha aprendido",
        en="{share:.0%} of the digits that it has not seen are right: it has hardly learned",
    ),
    "memorised": Text(
        es="acierta el {share:.0%} de las cifras que no ha visto, y se pide al menos el {least:.0%} (la red sin "
        "remedios no llega al 82 %)",
        en="{share:.0%} of the digits that it has not seen are right, and at least {least:.0%} is asked for (the "
        "network with no remedy does not reach 82%)",
    ),
    "fell_short": Text(
        es="acierta el {share:.0%} de las cifras que no ha visto, y se pide al menos el {least:.0%}; de las etiquetas "
        "de entrenamiento repite el {repeated:.0%}",
        en="{share:.0%} of the digits that it has not seen are right, and at least {least:.0%} is asked for; it "
        "repeats {repeated:.0%} of the training labels",
    ),
    "half_way": Text(
        es="acierta el {share:.0%} de las cifras que no ha visto, y se pide al menos el {least:.0%} (el centro más "
        "cercano llega a esa parte)",
        en="{share:.0%} of the digits that it has not seen are right, and at least {least:.0%} is asked for (the "
        "nearest centroid gets that far)",
    ),
}


def reads(trained: Labels, new: Labels) -> Agree:
    """Whether a network reads enough of the new digits; or whether two networks read equally badly.

    It is asked for the training digits first, whose labels are `trained`, wrong ones and all.
    """

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        (want, *_), (flaw, repeated, share) = _flaw(trained, new, expected), _flaw(trained, new, answer)
        if flaw == want:
            return None
        return NOT_ALIKE if flaw is None else SENTENCES[flaw].format(repeated=repeated, share=share, least=LEAST)

    return agree


def _flaw(trained: Labels, new: Labels, guesses: Any) -> tuple[str | None, float, float]:
    """What is wrong with them, if anything, the share of `trained` they repeat, and that of `new` they get right.

    Guesses are classes, or one row per image.
    """
    numbers, images = as_numbers(guesses), len(trained) + len(new)
    if numbers is None or numbers.shape not in ((images,), (images, CLASSES)):
        return "not_ten", 0.0, 0.0
    if numbers.ndim == 2:
        numbers = numbers.argmax(axis=1)
    repeated = float(np.mean(numbers[: len(trained)] == trained))
    share = float(np.mean(numbers[len(trained) :] == new))
    return _lack(repeated, share, (numbers == numbers[0]).all()), repeated, share


def _lack(repeated: float, share: float, constant: bool) -> str | None:
    if constant:
        return "smothered"
    if share < LEARNED:
        return "not_learned"
    if share < BARE:
        return "memorised" if repeated > BY_HEART else "fell_short"
    return "half_way" if share < LEAST else None
