"""Spec of `05.early_stopping`: when training stops, and which epoch's weights are worth keeping."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Epochs = tuple[int, int]


def early_stopping(losses: Sequence[float], patience: int, min_delta: float) -> Epochs:
    """The last epoch that is trained and the best one, counted from 1, as `EarlyStopping` has them.

    `losses` has the validation loss of each epoch that would be trained if nothing stopped it.
    """
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, start=1):
        wait += 1
        if loss < best - min_delta:
            best, best_epoch, wait = loss, epoch, 0
        if wait >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


def early_stopping_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One to follow by hand, a plateau, a loss that falls to the end, and two drawn with a bit of everything."""
    by_hand = [1.0, 0.8, 0.5, 0.6, 0.55, 0.4, 0.45, 0.42, 0.41, 0.3]
    plateau = [0.7, 0.5, 0.5, 0.5, 0.4]
    falling = 1 - np.cumsum(rng.uniform(0.05, 0.1, int(rng.integers(6, 9))))
    return [
        Case((by_hand, 3, 0.0), Text(es="la mejor es la época 6", en="the best is epoch 6")),
        Case(
            (plateau, 2, 0.0), Text(es="una meseta: no empeora y tampoco mejora", en="a plateau: no worse, no better")
        ),
        Case((_rounded(falling), 2, 0.01), Text(es="mejora en cada época", en="it improves at every epoch")),
        Case((_drawn(rng, 0.0), 3, 0.0)),
        Case((_drawn(rng, 0.02), 4, 0.02)),
    ]


def _drawn(rng: np.random.Generator, min_delta: float) -> list[float]:
    """A fall, a wait that ends in time, an improvement, a wait that does not, and after it what nobody gets to see.

    The patience to go with it is 3 without `min_delta` and 4 with it. In the second wait there are a tie and, with
    `min_delta`, an improvement that is too small. What nobody gets to see ends with a small rise and half of it taken
    back, which whoever trains too long takes for an improvement or not, by the mistake that led there.
    """
    fall = 1 - np.cumsum(rng.uniform(0.06, 0.1, int(rng.integers(3, 5))))
    short = 3 if min_delta else 2
    first_wait = fall[-1] + np.sort(rng.uniform(0.03, 0.09, short))[::-1]
    best = fall[-1] - rng.uniform(0.06, 0.1)
    second_wait = [best + rng.uniform(0.03, 0.09), best, best - min_delta / 2, best + rng.uniform(0.03, 0.09)]
    least = best - rng.uniform(0.16, 0.2)
    never_seen = [best - rng.uniform(0.1, 0.13), least, least + 0.012, least + 0.006]
    return _rounded([*fall, *first_wait, best, *second_wait[: short + 1], *never_seen])


def _rounded(losses: Sequence[float] | np.ndarray) -> list[float]:
    return [round(float(loss), 3) for loss in losses]


def _loop(
    improves: Callable[[float, float, float, float], bool] = lambda loss, best, before, delta: loss < best - delta,
    *,
    more: int = 0,
    reset: bool = True,
    last_is_best: bool = False,
    first: int = 1,
) -> Callable[[Sequence[float], int, float], Epochs]:
    """The right loop but for what counts as an improvement, how long it waits, or what it returns."""

    def wrong(losses: Sequence[float], patience: int, min_delta: float) -> Epochs:
        best, best_epoch, wait, before, epoch = float("inf"), 0, 0, float("inf"), 0
        for epoch, loss in enumerate(losses, start=first):
            wait += 1
            if improves(loss, best, before, min_delta):
                best, best_epoch, wait = loss, epoch, 0 if reset else wait - 1
            before = loss
            if wait >= patience + more:
                break
        return epoch, epoch if last_is_best else best_epoch

    return wrong


def _first_rise(losses: Sequence[float], patience: int, min_delta: float) -> Epochs:
    return early_stopping(losses, 1, min_delta)


def _looks_ahead(losses: Sequence[float], patience: int, min_delta: float) -> Epochs:
    return early_stopping(losses, patience, min_delta)[0], int(np.argmin(losses)) + 1


def _swapped(losses: Sequence[float], patience: int, min_delta: float) -> Epochs:
    last, best = early_stopping(losses, patience, min_delta)
    return best, last


EARLY_STOPPING = Spec(
    id="05.early_stopping",
    title=Text(es="Parar a tiempo", en="Stopping in time"),
    reference=early_stopping,
    cases=early_stopping_cases,
    returns=Text(
        es="dos números: la última época que se entrena y la mejor, contando desde 1",
        en="two numbers: the last epoch that is trained and the best one, counted from 1",
    ),
    hints=(
        Text(
            es="Lleva tres cosas contigo de época en época: la mejor pérdida, en qué época fue, y cuántas van sin "
            "mejorarla.",
            en="Carry three things along from epoch to epoch: the best loss, which epoch it was at, and how many have "
            "gone by without improving on it.",
        ),
        Text(
            es="Es una mejora si `loss < best - min_delta`: se compara con la **mejor**, no con la anterior, y un "
            "empate no vale. Si la hay, la espera vuelve a 0.",
            en="It is an improvement if `loss < best - min_delta`: the comparison is with the **best**, not with the "
            "one before, and a tie does not count. If there is one, the wait goes back to 0.",
        ),
        Text(
            es="Dentro de `for epoch, loss in enumerate(losses, start=1)`: `wait += 1`; si mejora, `best, best_epoch, "
            "wait = loss, epoch, 0`; y si `wait >= patience`, `return epoch, best_epoch`.",
            en="Inside `for epoch, loss in enumerate(losses, start=1)`: `wait += 1`; if it improves, `best, "
            "best_epoch, wait = loss, epoch, 0`; and if `wait >= patience`, `return epoch, best_epoch`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "one_before",
            _loop(lambda loss, best, before, delta: loss < before - delta),
            Text(
                es="Comparas cada pérdida con la anterior. Bajar un poco después de una subida no es mejorar: se "
                "compara con la mejor de todas las que se han visto.",
                en="You compare each loss with the one before. Falling a little after a rise is no improvement: the "
                "comparison is with the best of all that have been seen.",
            ),
        ),
        Misconception(
            "one_too_late",
            _loop(more=1),
            Text(
                es="Paras una época tarde. Con `patience=3` se para **al cumplirse** 3 épocas seguidas sin mejorar.",
                en="You stop one epoch too late. With `patience=3` it stops **as soon as** 3 epochs in a row have not "
                "improved.",
            ),
        ),
        Misconception(
            "one_too_early",
            _loop(more=-1),
            Text(
                es="Paras una época antes de tiempo. La época que mejora no cuenta como espera: la cuenta empieza en "
                "la siguiente.",
                en="You stop one epoch too soon. The epoch that improves does not count as waiting: the count begins "
                "at the next one.",
            ),
        ),
        Misconception(
            "first_rise",
            _first_rise,
            Text(
                es="Paras en la primera época que no mejora, sin mirar `patience`. La pérdida de validación sube y "
                "baja: por eso se espera.",
                en="You stop at the first epoch that does not improve, without looking at `patience`. Validation loss "
                "goes up and down: that is why we wait.",
            ),
        ),
        Misconception(
            "never_reset",
            _loop(reset=False),
            Text(
                es="Cuentas todas las épocas sin mejora, aunque no sean seguidas. Cada mejora devuelve la espera a 0.",
                en="You count all the epochs without improvement, in a row or not. Each improvement takes the wait "
                "back to 0.",
            ),
        ),
        Misconception(
            "tie_improves",
            _loop(lambda loss, best, before, delta: loss <= best - delta),
            Text(
                es="Das por mejora un empate. Una meseta no mejora: tiene que ser menor, `<`.",
                en="You take a tie for an improvement. A plateau does not improve: it has to be less, `<`.",
            ),
        ),
        Misconception(
            "any_improvement",
            _loop(lambda loss, best, before, delta: loss < best),
            Text(
                es="No usas `min_delta`. Una pérdida solo mejora si queda más de `min_delta` por debajo de la mejor.",
                en="You do not use `min_delta`. A loss only improves if it is more than `min_delta` below the best.",
            ),
        ),
        Misconception(
            "delta_the_other_way",
            _loop(lambda loss, best, before, delta: loss < best + delta),
            Text(
                es="`min_delta` va con el otro signo. No es lo que se perdona: es lo que hay que bajar, `best - "
                "min_delta`.",
                en="`min_delta` goes with the other sign. It is not what is forgiven: it is how far it has to fall, "
                "`best - min_delta`.",
            ),
        ),
        Misconception(
            "last_weights",
            _loop(last_is_best=True),
            Text(
                es="Das la última época también como la mejor. Entre las dos ha pasado toda la paciencia: son los "
                "pesos que deja Keras con `restore_best_weights=False`.",
                en="You give the last epoch as the best one too. All of the patience went by between the two: those "
                "are the weights that Keras leaves with `restore_best_weights=False`.",
            ),
        ),
        Misconception(
            "looks_ahead",
            _looks_ahead,
            Text(
                es="Paras cuando toca, pero eliges la mejor entre **todas** las épocas, también las que ya no se "
                "entrenan.",
                en="You stop when it is time, but choose the best among **all** the epochs, those that are never "
                "trained included.",
            ),
        ),
        Misconception(
            "from_zero",
            _loop(first=0),
            Text(
                es="Cuentas las épocas desde 0. Aquí la primera es la 1.",
                en="You count epochs from 0. Here the first is 1.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Son los dos números, cambiados de sitio: primero la última época y después la mejor.",
                en="They are the two numbers, swapped: first the last epoch and then the best one.",
            ),
        ),
    ),
)
