"""Judges a network for `06.best_model` by the stars that it has not seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from curso.exercises.agree import NOT_ALIKE, Agree, as_numbers
from curso.exercises.module_06.galaxy import Arms
from curso.text import Text

LEAST = 0.92  # a network of 16 units at a rate of 0.01 gets 0.82 to 0.89; one that was searched for, 0.95 or more
BETTER = 0.75  # the first guess, 16 units at 0.001, gets 0.56 to 0.61; the nearest centroid, 0.51
TURNED = 0.25  # so few right means that the arms are swapped

SENTENCES = {
    "not_one_each": Text(
        es="`predict` debe dar un número por estrella: su brazo, 0 o 1, o la probabilidad del 1 (o una por brazo)",
        en="`predict` must give one number per star: its arm, 0 or 1, or the probability of 1 (or one per arm)",
    ),
    "one_arm": Text(es="pone todas las estrellas en el mismo brazo", en="it puts all the stars in the same arm"),
    "turned": Text(
        es="acierta solo el {share:.0%}: los brazos están cambiados",
        en="only {share:.0%} are right: the arms are swapped",
    ),
    "guess": Text(
        es="acierta el {share:.0%} de las estrellas que no ha visto, poco más que una moneda (se pide al menos el "
        "{least:.0%})",
        en="{share:.0%} of the stars that it has not seen are right, hardly more than a coin (at least {least:.0%} is "
        "asked for)",
    ),
    "half_way": Text(
        es="acierta el {share:.0%} de las estrellas que no ha visto, y se pide al menos el {least:.0%} (una red de 16 "
        "neuronas con tasa 0.01 no llega)",
        en="{share:.0%} of the stars that it has not seen are right, and at least {least:.0%} is asked for (a network "
        "of 16 units at a rate of 0.01 does not get there)",
    ),
}


def tells(arms: Arms) -> Agree:
    """Whether a network tells enough of these stars' arms; or whether two networks do equally badly."""

    def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
        want, (flaw, share) = _flaw(arms, expected)[0], _flaw(arms, answer)
        if flaw == want:
            return None
        return NOT_ALIKE if flaw is None else SENTENCES[flaw].format(share=share, least=LEAST)

    return agree


def _flaw(arms: Arms, guesses: Any) -> tuple[str | None, float]:
    """What is wrong with them, if anything, and the share that is right."""
    numbers = as_numbers(guesses)
    if numbers is None or numbers.shape not in ((len(arms),), (len(arms), 1), (len(arms), 2)):
        return "not_one_each", 0.0
    if not np.isfinite(numbers).all() or numbers.min() < -1e-6 or numbers.max() > 1 + 1e-6:
        return "not_one_each", 0.0
    chosen = numbers.argmax(axis=1) if numbers.shape[-1] == 2 and numbers.ndim == 2 else numbers.ravel() > 0.5
    share = float(np.mean(chosen == arms))
    if (chosen == chosen[0]).all():
        return "one_arm", share
    if share < TURNED:
        return "turned", share
    if share < BETTER:
        return "guess", share
    return "half_way" if share < LEAST else None, share
