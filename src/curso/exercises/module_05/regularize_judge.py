"""Judges a network for `05.regularize` by the digits that it has not seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from curso.exercises.agree import NOT_ALIKE, Agree, as_numbers
from curso.exercises.module_05.tired_labels import CLASSES, Labels
from curso.text import Text

LEAST = 0.87  # what the nearest centroid gets; remedies together get 0.89 or more, and the bare network, 0.78
MEMORISED = 0.82  # below this a network does hardly better than with no remedy
LEARNED = 0.6  # below this it has not learned

SENTENCES = {
    "not_ten": Text(
        es="`predict` debe dar diez números por imagen (o una clase), y la red recibir las 64 columnas",
        en="`predict` must give ten numbers an image (or a class), and the network take the 64 columns",
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
    "half_way": Text(
        es="acierta el {share:.0%} de las cifras que no ha visto, y se pide al menos el {least:.0%} (el centro más "
        "cercano llega a esa parte)",
        en="{share:.0%} of the digits that it has not seen are right, and at least {least:.0%} is asked for (the "
        "nearest centroid gets that far)",
    ),
}


def reads(labels: Labels) -> Agree:
    """Whether a network reads enough of these digits; or whether two networks read equally badly."""

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        want, (flaw, share) = _flaw(labels, expected)[0], _flaw(labels, answer)
        if flaw == want:
            return None
        return NOT_ALIKE if flaw is None else SENTENCES[flaw].format(share=share, least=LEAST)

    return agree


def _flaw(labels: Labels, guesses: Any) -> tuple[str | None, float]:
    """What is wrong with them, if anything, and the share that is right. Guesses are classes or a row an image."""
    numbers = as_numbers(guesses)
    if numbers is None or numbers.shape not in (labels.shape, (len(labels), CLASSES)):
        return "not_ten", 0.0
    if numbers.ndim == 2:
        numbers = numbers.argmax(axis=1)
    share = float(np.mean(numbers == labels))
    if (numbers == numbers[0]).all():
        return "smothered", share
    if share < MEMORISED:
        return "not_learned" if share < LEARNED else "memorised", share
    return "half_way" if share < LEAST else None, share
