"""Spec of `04.f1`: precision, recall and F1 from probabilities and a threshold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = np.ndarray
Scores = tuple[float, float, float]


def f1(y: Array, p: Array, threshold: float) -> Scores:
    """Precision, recall and F1 of the labels `y`, 0 or 1, and the probabilities `p`, both of shape (m,)."""
    flagged = p > threshold
    hits = np.sum(flagged & (y == 1))
    # es: si el denominador es 0 no hay aciertos: los tres valen 0
    # en: if the denominator is 0 there are no hits: all three are 0
    precision = hits / max(np.sum(flagged), 1)
    recall = hits / max(np.sum(y == 1), 1)
    return precision, recall, 2 * hits / max(np.sum(flagged) + np.sum(y == 1), 1)


def _drawn(rng: np.random.Generator, hits: int, false_alarms: int, missed: int, passed: int, threshold: float) -> Case:
    """As many examples of each kind as it says, in random order; no probability is at the threshold or near 0.5."""
    counts = (hits, false_alarms, missed, passed)
    y = np.repeat([1, 0, 1, 0], counts)
    above = np.repeat([True, True, False, False], counts)
    high = rng.uniform(max(threshold, 0.5) + 0.02, 0.98, len(y))
    low = rng.uniform(0.02, min(threshold, 0.5) - 0.02, len(y))
    # between the threshold and 0.5 lie some, so that a threshold that is not used shows
    between = rng.uniform(min(threshold, 0.5) + 0.02, max(threshold, 0.5) - 0.02, len(y))
    p = np.where(above, high, low)
    side = above if threshold < 0.5 else ~above
    p = np.where(side & (np.arange(len(y)) % 2 == 0), between, p)
    order = rng.permutation(len(y))
    return Case((y[order], p[order].round(3), threshold))


def f1_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One to follow by hand, two thresholds, few positives, and two where a denominator is 0."""
    by_hand = Case(
        (np.array([1, 1, 1, 0, 0]), np.array([0.9, 0.8, 0.3, 0.6, 0.1]), 0.5),
        Text(es="marca 3 y acierta 2; había 3 positivos", en="it flags 3 and 2 are right; there were 3 positives"),
    )
    nothing = Case(
        (rng.permutation([1, 0, 0, 1, 0, 0]), rng.uniform(0.1, 0.4, 6).round(2), 0.45),
        Text(es="no marca ninguno", en="nothing is flagged"),
    )
    healthy = Case(
        (np.zeros(5, dtype=int), rng.permutation([0.9, 0.8, 0.2, 0.1, 0.3]), 0.5),
        Text(es="no hay ningún positivo", en="there are no positives"),
    )
    a, b, c = (int(n) for n in rng.permutation([3, 6, 10]))
    drawn = [_drawn(rng, 4 + a, 2 + b, 1 + c, 30, 0.25), _drawn(rng, 5 + b, 1 + a, 3 + c, 12, 0.8)]
    return [by_hand, *drawn, nothing, healthy]


def _accuracy(y: Array, p: Array, threshold: float) -> Scores:
    _, recall, _ = f1(y, p, threshold)
    accuracy = float(np.mean((p > threshold) == (y == 1)))
    return accuracy, recall, 2 * accuracy * recall / max(accuracy + recall, 1e-12)


def _swapped(y: Array, p: Array, threshold: float) -> Scores:
    precision, recall, score = f1(y, p, threshold)
    return recall, precision, score


def _plain_mean(y: Array, p: Array, threshold: float) -> Scores:
    precision, recall, _ = f1(y, p, threshold)
    return precision, recall, (precision + recall) / 2


def _zero_by_zero(y: Array, p: Array, threshold: float) -> Scores:
    flagged = p > threshold
    hits = np.float64(np.sum(flagged & (y == 1)))
    precision, recall = hits / np.sum(flagged), hits / np.sum(y == 1)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _of_the_zeros(y: Array, p: Array, threshold: float) -> Scores:
    return f1(1 - y, 1 - p, 1 - threshold)


F1 = Spec(
    id="04.f1",
    title=Text(es="Precisión, exhaustividad y F1", en="Precision, recall and F1"),
    reference=f1,
    cases=f1_cases,
    returns=Text(
        es="tres números entre 0 y 1: precisión, exhaustividad y F1",
        en="three numbers from 0 to 1: precision, recall and F1",
    ),
    hints=(
        Text(
            es="Cuenta tres cosas: los marcados (`p > threshold`), los positivos (`y == 1`) y los que son las dos.",
            en="Count three things: those flagged (`p > threshold`), the positives (`y == 1`), and those that are "
            "both.",
        ),
        Text(
            es="Los aciertos son `np.sum((p > threshold) & (y == 1))`. Divídelos por los marcados y por los positivos.",
            en="The hits are `np.sum((p > threshold) & (y == 1))`. Divide them by the flagged and by the positives.",
        ),
        Text(
            es="F1 es `2 * hits / (flagged + positives)`. Donde el denominador sea 0 el resultado es 0: "
            "`hits / max(n, 1)` lo consigue sin `if`.",
            en="F1 is `2 * hits / (flagged + positives)`. Where the denominator is 0 the result is 0: "
            "`hits / max(n, 1)` does it without an `if`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Están cambiadas: la precisión se divide por lo que marcaste; la exhaustividad, por los positivos "
                "que había.",
                en="They are swapped: precision is divided by what you flagged; recall, by the positives that there "
                "were.",
            ),
        ),
        Misconception(
            "accuracy",
            _accuracy,
            Text(
                es="En el primer lugar has puesto la exactitud, que cuenta también los negativos. La precisión solo "
                "mira los marcados.",
                en="In the first place you put accuracy, which counts the negatives too. Precision looks only at what "
                "was flagged.",
            ),
        ),
        Misconception(
            "plain_mean",
            _plain_mean,
            Text(
                es="F1 no es la media corriente. Es la armónica, que se pega a la peor de las dos: con 1 y 0 da 0, no "
                "0.5.",
                en="F1 is not the ordinary mean. It is the harmonic one, which stays close to the worse of the two: "
                "with 1 and 0 it gives 0, not 0.5.",
            ),
        ),
        Misconception(
            "threshold_ignored",
            lambda y, p, threshold: f1(y, p, 0.5),
            Text(
                es="Has cortado siempre en 0.5. El corte es `threshold`: al moverlo ganas precisión y pierdes "
                "exhaustividad, o al revés.",
                en="You always cut at 0.5. The cut is `threshold`: moving it trades precision for recall.",
            ),
        ),
        Misconception(
            "all_flagged",
            lambda y, p, threshold: f1(y, p, 0.0),
            Text(
                es="Has contado como marcado todo lo que tiene probabilidad mayor que 0, es decir, todo. Falta "
                "comparar con `threshold`.",
                en="You counted as flagged whatever has a probability above 0, that is, everything. It is to be "
                "compared with `threshold`.",
            ),
        ),
        Misconception(
            "zero_by_zero",
            _zero_by_zero,
            Text(
                es="Casi: cuando no se marca nada, o no hay positivos, divides 0 entre 0. Ahí las medidas valen 0, "
                "como en Keras.",
                en="Nearly: when nothing is flagged, or there are no positives, you divide 0 by 0. There the scores "
                "are 0, as in Keras.",
            ),
        ),
        Misconception(
            "of_the_zeros",
            _of_the_zeros,
            Text(
                es="Has medido la clase 0. Los positivos, los que se buscan, son los de `y == 1`.",
                en="You measured class 0. The positives, which are looked for, are those with `y == 1`.",
            ),
        ),
    ),
)
