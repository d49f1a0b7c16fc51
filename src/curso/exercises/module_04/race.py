"""Spec of `04.race`: Keras's optimizers raced on one valley, each from the same start and with its own memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from curso.exercises.module_04.optimizer_rules import RATES, rule
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = np.ndarray
Losses = list[float]
Slope = Callable[[Array, Array], Array]


def race(names: Sequence[str], start: Array, curvature: Array, learning_rate: float, steps: int) -> Losses:
    """The loss at the end of each optimizer's run on the valley ½ Σ c w², in the order of `names`."""
    import keras

    ends = []
    for name in names:
        optimizer = keras.optimizers.get(name)
        optimizer.learning_rate = learning_rate
        w = keras.Variable(start)
        for _ in range(steps):
            optimizer.apply([curvature * w], [w])
        ends.append(loss(np.asarray(w), curvature))
    return ends


def loss(w: Array, curvature: Array) -> float:
    """The height of the valley at `w`."""
    return float(np.sum(curvature * w**2) / 2)


def race_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One step of two optimizers to follow by hand, then several steps of others."""
    by_hand = (["sgd", "adam"], np.array([1.0, 1.0]), np.array([4.0, 1.0]), 0.1, 1)
    cases = [
        Case(
            by_hand,
            Text(
                es="un paso: SGD llega a (0.6, 0.9), y Adam a (0.9, 0.9)",
                en="one step: SGD reaches (0.6, 0.9), and Adam (0.9, 0.9)",
            ),
            expected=_raced()(*by_hand),
        )
    ]
    pools = (["sgd", "rmsprop", "adagrad"], ["adam", "adamax", "nadam"])
    for pool, steps in zip(pools, rng.permutation([4, 6]), strict=True):
        names = [pool[i] for i in rng.permutation(3)]
        start = rng.uniform(1, 2, 2).round(2) * rng.choice([-1, 1], 2)
        curvature = np.array([rng.uniform(3, 5), rng.uniform(0.3, 0.6)]).round(2)
        args = (names, start, curvature, 0.1, int(steps))
        cases.append(Case(args, expected=_raced()(*args)))
    return cases


def _by_curvature(w: Array, curvature: Array) -> Array:
    slope: Array = curvature * w
    return slope


def _raced(
    slope: Slope = _by_curvature,
    height: Callable[[Array, Array], float] = loss,
    fewer: int = 0,
    same_w: bool = False,
    forgetful: bool = False,
    own_rate: bool = False,
) -> Callable[..., Losses]:
    """The race in NumPy, or one that goes wrong in a way."""

    def raced(names: Sequence[str], start: Array, curvature: Array, learning_rate: float, steps: int) -> Losses:
        ends = []
        w = start
        for name in names:
            rate = RATES[name] if own_rate else learning_rate
            w = w if same_w else start
            move = rule(name, rate)
            for _ in range(steps - fewer):
                move = rule(name, rate) if forgetful else move
                w = move(w, slope(w, curvature))
            ends.append(height(w, curvature))
        return ends

    return raced


RACE = Spec(
    id="04.race",
    title=Text(es="Reto: una carrera de optimizadores", en="Challenge: a race of optimizers"),
    reference=race,
    cases=race_cases,
    seconds=30.0,
    returns=Text(
        es="una lista de números: la pérdida final de cada optimizador, en el orden de `names`",
        en="a list of numbers: the final loss of each optimizer, in the order of `names`",
    ),
    hints=(
        Text(
            es="Dos bucles: por fuera los nombres, por dentro los pasos. Antes del de dentro, un optimizador nuevo y "
            "una variable nueva en `start`.",
            en="Two loops: outside the names, inside the steps. Before the inner one, a new optimizer and a new "
            "variable at `start`.",
        ),
        Text(
            es="`keras.optimizers.get(name)` da el optimizador, y `optimizer.learning_rate = learning_rate` le pone la "
            "tasa. La variable es `keras.Variable(start)`.",
            en="`keras.optimizers.get(name)` gives the optimizer, and `optimizer.learning_rate = learning_rate` sets "
            "its rate. The variable is `keras.Variable(start)`.",
        ),
        Text(
            es="Un paso es `optimizer.apply([curvature * w], [w])`. Al acabar, "
            "`np.sum(curvature * np.asarray(w) ** 2) / 2` va a la lista.",
            en="One step is `optimizer.apply([curvature * w], [w])`. At the end, "
            "`np.sum(curvature * np.asarray(w) ** 2) / 2` goes into the list.",
        ),
    ),
    misconceptions=(
        Misconception(
            "same_w",
            _raced(same_w=True),
            Text(
                es="El segundo corredor sale de donde acabó el primero. Crea la variable dentro del bucle, en `start`.",
                en="The second racer starts where the first one ended. Make the variable inside the loop, at `start`.",
            ),
        ),
        Misconception(
            "forgetful",
            _raced(forgetful=True),
            Text(
                es="Creas un optimizador en cada paso, y pierde la memoria: Adam da siempre un primer paso. Créalo "
                "antes del bucle de los pasos.",
                en="You make an optimizer in every step, and it loses its memory: Adam always takes a first step. Make "
                "it before the loop of the steps.",
            ),
        ),
        Misconception(
            "own_rate",
            _raced(own_rate=True),
            Text(
                es="Cada uno corre con su tasa por defecto. Para compararlos, todos con `learning_rate`.",
                en="Each runs with its default rate. To compare them, all of them take `learning_rate`.",
            ),
        ),
        Misconception(
            "one_step_less",
            _raced(fewer=1),
            Text(
                es="Has medido antes del último paso. La pérdida se calcula al salir del bucle.",
                en="You measured before the last step. The loss is computed after the loop.",
            ),
        ),
        Misconception(
            "slope_without_curvature",
            _raced(slope=lambda w, curvature: w),
            Text(
                es="Has dado `w` como gradiente. La pendiente de ½ c w² es `curvature * w`.",
                en="You gave `w` as the gradient. The slope of ½ c w² is `curvature * w`.",
            ),
        ),
        Misconception(
            "loss_without_half",
            _raced(height=lambda w, curvature: 2 * loss(w, curvature)),
            Text(
                es="Los pasos están bien; a la pérdida le falta el ½. Al derivar ½ c w² queda c w, sin un 2.",
                en="The steps are right; the loss lacks the ½. Differentiating ½ c w² leaves c w, without a 2.",
            ),
        ),
    ),
)
