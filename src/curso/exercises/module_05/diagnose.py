"""Spec of `05.diagnose`: what two learning curves say of a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import NOT_TEXT, kind_of, one_of_words
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]

EPOCHS = np.arange(40.0)
WORDS: dict[str, tuple[str, ...]] = {
    "overfitting": ("overfit", "sobreajuste", "sobreajustado", "sobreajustada"),
    "underfitting": ("underfit", "subajuste", "subajustado", "subajustada"),
    "unfinished": ("sin terminar", "sin acabar", "inacabado", "not finished"),
    "good": ("bien", "bueno", "buena"),
}
_same_word = one_of_words(WORDS)


def diagnose(loss: Sequence[float], val_loss: Sequence[float], goal: float) -> str:
    """ "overfitting", "unfinished", "underfitting" or "good", of at least eleven epochs."""
    # es: El hueco entre las dos, y qué parte ha bajado la de validación en las últimas diez épocas
    # en: The gap between the two, and what part that of validation has fallen in the last ten epochs
    gap = val_loss[-1] - loss[-1]
    fallen = 1 - val_loss[-1] / val_loss[-11]
    if gap > goal:
        return "overfitting"
    if fallen > 0.1:
        return "unfinished"
    if loss[-1] > 2 * goal:
        return "underfitting"
    return "good"


def _down(start: float, speed: float, end: float) -> Array:
    """A loss that falls from `start` + `end` towards `end`, for each epoch."""
    curve: Array = start * np.exp(-speed * EPOCHS) + end
    return curve


def _rise(epoch: int, slope: float) -> Array:
    curve: Array = slope * np.maximum(0, EPOCHS - epoch)
    return curve


# name of the curves -> (note, loss, val_loss), in units of the goal
SHAPES: dict[str, tuple[Text, Array, Array]] = {
    "rising": (
        Text(es="una validación que baja y vuelve a subir", en="a validation that falls and rises again"),
        _down(9, 0.09, 0.2),
        _down(8, 0.15, 1.2) + _rise(12, 0.08),
    ),
    "apart": (
        Text(es="una validación que se queda plana muy arriba", en="a validation that stays flat, far above"),
        _down(9, 0.3, 0.1),
        _down(8, 0.25, 3),
    ),
    "stuck": (
        Text(es="dos curvas planas y altas", en="two curves, flat and high"),
        _down(5, 0.3, 4),
        _down(5, 0.3, 4.15),
    ),
    "slow": (
        Text(es="dos curvas altas que aún bajan", en="two high curves that are still falling"),
        _down(10, 0.03, 0),
        _down(10.5, 0.03, 0),
    ),
    "nearly": (
        Text(es="dos curvas bajas que aún bajan", en="two low curves that are still falling"),
        _down(6, 0.045, 0.1),
        _down(6.4, 0.045, 0.2),
    ),
    "good": (
        Text(es="dos curvas bajas que acaban juntas", en="two low curves that end together"),
        _down(8, 0.25, 0.8),
        _down(8, 0.25, 1.15),
    ),
    "ledge": (
        Text(
            es="una validación que cayó de golpe hace diez épocas", en="a validation that fell suddenly ten epochs ago"
        ),
        _down(8, 0.25, 0.8),
        _down(8, 0.25, 1) + 0.5 * (EPOCHS < 30),
    ),
    "crossed": (
        Text(es="una validación algo mejor que el entrenamiento", en="a validation slightly better than training"),
        _down(8, 0.25, 1.2),
        _down(7, 0.3, 0.95),
    ),
}


def diagnose_cases(rng: np.random.Generator) -> Sequence[Case]:
    """The eight shapes and three of them again, in random order: of other sizes, and with some noise."""
    names = [*SHAPES, *rng.choice(list(SHAPES), 3)]
    return [_draw(rng, names[i]) for i in rng.permutation(len(names))]


def _draw(rng: np.random.Generator, name: str) -> Case:
    note, *curves = SHAPES[name]
    goal = round(float(rng.uniform(0.05, 0.3)), 2)
    size = goal * rng.uniform(0.87, 1.15)
    noisy = [size * curve * rng.normal(1, 0.008, len(curve)) for curve in curves]
    return Case((*([round(float(v), 4) for v in curve] for curve in noisy), goal), note)


UNKNOWN_WORD = Text(
    es='«{answer}» no es una de las cuatro palabras: "overfitting", "unfinished", "underfitting", "good"',
    en='“{answer}” is not one of the four words: "overfitting", "unfinished", "underfitting", "good"',
)
CONFUSED = Text(
    es="dices «{answer}», y estas curvas acaban en {loss:.3f} (entrenamiento) y {val:.3f} (validación, que diez épocas "
    "antes iba por {before:.3f}); se puede llegar a {goal:.2f}",
    en="you say “{answer}”, and these curves end at {loss:.3f} (training) and {val:.3f} (validation, which was at "
    "{before:.3f} ten epochs before); {goal:.2f} can be reached",
)


def _agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    if not isinstance(answer, str):
        return NOT_TEXT.format(kind=kind_of(answer))
    if _same_word(args, expected, answer) is None:
        return None
    shown = answer.strip()[:40]
    if all(_same_word(args, word, answer) is not None for word in WORDS):
        return UNKNOWN_WORD.format(answer=shown)
    loss, val_loss, goal = args
    return CONFUSED.format(answer=shown, loss=loss[-1], val=val_loss[-1], before=val_loss[-11], goal=goal)


def _training_alone(loss: Sequence[float], val_loss: Sequence[float], goal: float) -> str:
    return diagnose(loss, loss, goal)


def _any_gap(loss: Sequence[float], val_loss: Sequence[float], goal: float) -> str:
    return "overfitting" if val_loss[-1] > loss[-1] else diagnose(loss, val_loss, goal)


def _not_waiting(loss: Sequence[float], val_loss: Sequence[float], goal: float) -> str:
    said = diagnose(loss, val_loss, goal)
    if said != "unfinished":
        return said
    return "underfitting" if loss[-1] > 2 * goal else "good"


def _nine_epochs(loss: Sequence[float], val_loss: Sequence[float], goal: float) -> str:
    return diagnose(loss, [val_loss[-10], *val_loss[-10:]], goal)


def _high_is_overfitting(loss: Sequence[float], val_loss: Sequence[float], goal: float) -> str:
    return "overfitting" if val_loss[-1] > 2 * goal else diagnose(loss, val_loss, goal)


def _loss_falls(loss: Sequence[float], val_loss: Sequence[float], goal: float) -> str:
    return "unfinished" if loss[-1] < 0.9 * loss[-11] else diagnose(loss, val_loss, goal)


def _swapped(loss: Sequence[float], val_loss: Sequence[float], goal: float) -> str:
    other = {"overfitting": "underfitting", "underfitting": "overfitting"}
    said = diagnose(loss, val_loss, goal)
    return other.get(said, said)


DIAGNOSE = Spec(
    id="05.diagnose",
    title=Text(es="Diagnosticar dos curvas", en="Diagnosing two curves"),
    reference=diagnose,
    cases=diagnose_cases,
    agree=_agree,
    returns=Text(
        es='"overfitting", "unfinished", "underfitting" o "good"',
        en='"overfitting", "unfinished", "underfitting" or "good"',
    ),
    hints=(
        Text(
            es="Son las cuatro filas de la tabla, en el mismo orden: en cuanto una se cumple, `return`. El último "
            "valor de una lista es `loss[-1]`.",
            en="They are the four rows of the table, in the same order: as soon as one holds, `return`. The last "
            "value of a list is `loss[-1]`.",
        ),
        Text(
            es="El hueco es `val_loss[-1] - loss[-1]`. Diez épocas antes del final, la validación iba por "
            "`val_loss[-11]`; si ha bajado de 0.50 a 0.40, ha bajado un 20 %.",
            en="The gap is `val_loss[-1] - loss[-1]`. Ten epochs before the end, validation was at `val_loss[-11]`; "
            "if it has fallen from 0.50 to 0.40, it has fallen by 20%.",
        ),
        Text(
            es="`fallen = 1 - val_loss[-1] / val_loss[-11]`. Sobreajuste si `gap > goal`; sin acabar si "
            "`fallen > 0.1`; subajuste si `loss[-1] > 2 * goal`.",
            en="`fallen = 1 - val_loss[-1] / val_loss[-11]`. Overfitting if `gap > goal`; unfinished if "
            "`fallen > 0.1`; underfitting if `loss[-1] > 2 * goal`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "training_alone",
            _training_alone,
            Text(
                es="Decides solo con `loss`. Lo que la red hace con datos que no ha visto está en `val_loss`: sin ella "
                "el sobreajuste no se ve.",
                en="You decide with `loss` alone. What the network does with data it has not seen is in `val_loss`: "
                "without it overfitting cannot be seen.",
            ),
        ),
        Misconception(
            "any_gap",
            _any_gap,
            Text(
                es="Llamas sobreajuste a cualquier hueco. Que `val_loss` quede algo por encima es lo normal; cuenta "
                "cuando el hueco pasa de `goal`.",
                en="You call any gap overfitting. It is normal for `val_loss` to stay somewhat above; it counts when "
                "the gap is more than `goal`.",
            ),
        ),
        Misconception(
            "not_waiting",
            _not_waiting,
            Text(
                es="Sentencias a redes que aún están aprendiendo. Mira si `val_loss` sigue bajando antes de decir que "
                "una red se queda corta, o que ya está bien.",
                en="You sentence networks that are still learning. See whether `val_loss` is still falling before you "
                "say that a network falls short, or that it is fine as it is.",
            ),
        ),
        Misconception(
            "nine_epochs",
            _nine_epochs,
            Text(
                es="Comparas con `val_loss[-10]`, y de ahí al último valor solo van nueve épocas. Cuenta con una lista "
                "corta: ¿a cuántas épocas está `val_loss[-2]` de `val_loss[-1]`?",
                en="You compare with `val_loss[-10]`, and from there to the last value it is only nine epochs. Count "
                "on a short list: how many epochs is `val_loss[-2]` from `val_loss[-1]`?",
            ),
        ),
        Misconception(
            "high_is_overfitting",
            _high_is_overfitting,
            Text(
                es="Una `val_loss` alta no basta para hablar de sobreajuste: si `loss` también es alta, la red falla "
                "en todo por igual. Compáralas.",
                en="A high `val_loss` is not enough to speak of overfitting: if `loss` is high too, the network fails "
                "alike on everything. Compare them.",
            ),
        ),
        Misconception(
            "loss_falls",
            _loss_falls,
            Text(
                es="Mientras `loss` baja, dices que falta entrenar. Pero una red que memoriza sigue bajando su `loss`; "
                "la que dice si aún aprende algo útil es `val_loss`.",
                en="As long as `loss` falls, you say that training is to go on. But a network that memorises keeps "
                "lowering its `loss`; the one that says whether it still learns something useful is `val_loss`.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Tienes los dos nombres cambiados: sobreajuste es saberse de memoria el entrenamiento; subajuste, "
                "no llegar ni a eso.",
                en="You have the two names swapped: overfitting is knowing the training data by heart; underfitting, "
                "not even getting that far.",
            ),
        ),
    ),
)
