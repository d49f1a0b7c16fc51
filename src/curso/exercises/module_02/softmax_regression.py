"""Spec of `02.softmax_regression`: softmax regression trained with a tape, one loss per step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.module_02.softmax_slips import (
    Slope,
    Trained,
    cross_entropy,
    softmax_twice,
    squared_error,
    summed,
    wrong_axis,
)
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def softmax_regression(
    X: np.ndarray, Y: np.ndarray, weights: Any, biases: Any, learning_rate: float, steps: int
) -> tuple[Any, Any, list[Any]]:
    """The weights and biases after `steps` steps of gradient descent, and the loss before each step."""
    import tensorflow as tf

    weights, biases = tf.Variable(weights), tf.Variable(biases)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as recorder:
            logits = tf.matmul(X, weights) + biases
            # es: recibe los logits, sin softmax: la aplica dentro, de una forma que no se desborda
            # en: it takes the logits, without softmax: it applies it inside, in a way that does not overflow
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=logits))
        dweights, dbiases = recorder.gradient(loss, [weights, biases])
        weights.assign_sub(learning_rate * dweights)
        biases.assign_sub(learning_rate * dbiases)
        losses.append(loss)
    return weights, biases, losses


def descended(
    X: np.ndarray,
    Y: np.ndarray,
    weights: np.ndarray,
    biases: np.ndarray,
    learning_rate: float,
    steps: int,
    slope: Slope = cross_entropy,
) -> Trained:
    """The same in NumPy, by the derivatives written out: what the answers are judged against."""
    X, Y = np.asarray(X, dtype=np.float64), np.asarray(Y, dtype=np.float64)
    losses = []
    for _ in range(steps):
        loss, back = slope(X @ weights + biases, Y)
        weights = weights - learning_rate * X.T @ back
        biases = biases - learning_rate * back.sum(axis=0)
        losses.append(loss)
    return weights, biases, losses


def softmax_regression_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One step to follow by hand, then a few steps on drawn clouds, one with its classes far apart."""
    f4 = np.float32
    one = (np.eye(2, dtype=f4), np.eye(2, dtype=f4), np.zeros((2, 2), f4), np.zeros(2, f4), 0.5, 1)
    note = Text(es="dos ejemplos, dos clases, un paso desde cero", en="two examples, two classes, one step from zero")
    cases = [Case(one, note)]
    for m, n, k, rate, steps in ((6, 3, 4, 0.5, 4), (9, 2, 3, 0.1, 5)):
        labels = np.concatenate([np.arange(k), rng.integers(0, k, m - k)])
        X = rng.normal(size=(m, n)) + rng.normal(size=(k, n))[labels]
        start = rng.normal(scale=0.5, size=(n, k)), rng.normal(scale=0.5, size=k)
        arrays = [each.astype(f4) for each in (X, np.eye(k)[labels], *start)]
        cases.append(Case((*arrays, rate, steps)))
    return [Case(case.args, case.note, expected=descended(*case.args)) for case in cases]


def _by(slope: Slope) -> Callable[..., Trained]:
    return lambda X, Y, W, b, rate, steps: descended(X, Y, W, b, rate, steps, slope)


def _still(X: Any, Y: Any, W: Any, b: Any, rate: float, steps: int) -> Trained:
    return W, b, descended(X, Y, W, b, 0.0, steps)[2]


def _biases_still(X: Any, Y: Any, W: Any, b: Any, rate: float, steps: int) -> Trained:
    losses = []
    for _ in range(steps):
        W, _, loss = descended(X, Y, W, b, rate, 1)
        losses += loss
    return W, b, losses


def _one_after_the_other(X: Any, Y: Any, W: Any, b: Any, rate: float, steps: int) -> Trained:
    losses = []
    for _ in range(steps):
        W, _, loss = descended(X, Y, W, b, rate, 1)
        b = descended(X, Y, W, b, rate, 1)[1]
        losses += loss
    return W, b, losses


def _losses_after(X: Any, Y: Any, W: Any, b: Any, rate: float, steps: int) -> Trained:
    W_end, b_end, _ = descended(X, Y, W, b, rate, steps)
    return W_end, b_end, descended(X, Y, W, b, rate, steps + 1)[2][1:]


def _last_loss(X: Any, Y: Any, W: Any, b: Any, rate: float, steps: int) -> tuple[Any, Any, float]:
    W_end, b_end, losses = descended(X, Y, W, b, rate, steps)
    return W_end, b_end, losses[-1]


SOFTMAX_REGRESSION = Spec(
    id="02.softmax_regression",
    title=Text(es="Regresión softmax, desde cero", en="Softmax regression, from scratch"),
    reference=softmax_regression,
    cases=softmax_regression_cases,
    seconds=5.0,
    hints=(
        Text(
            es="Son los pasos de tu ejercicio 2 dentro de un bucle: abrir una cinta, calcular la pérdida, pedir las "
            "dos derivadas, mover las variables. La cinta es nueva en cada vuelta.",
            en="These are the steps of your exercise 2 inside a loop: open a tape, compute the loss, ask for both "
            "derivatives, move the variables. The tape is a new one each time round.",
        ),
        Text(
            es="Los logits son `tf.matmul(X, weights) + biases`, y la pérdida es la media (`tf.reduce_mean`) de "
            "`tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=logits)`. Sin `softmax` antes.",
            en="The logits are `tf.matmul(X, weights) + biases`, and the loss is the mean (`tf.reduce_mean`) of "
            "`tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=logits)`. No `softmax` before it.",
        ),
        Text(
            es="Para mover una variable, `weights.assign_sub(learning_rate * dweights)`: resta en su sitio. Haz lo "
            "mismo con `biases`, y guarda `loss` en la lista `losses` en cada vuelta.",
            en="To move a variable, `weights.assign_sub(learning_rate * dweights)`: it subtracts in place. Do the same "
            "with `biases`, and put `loss` into the list `losses` each time round.",
        ),
    ),
    misconceptions=(
        Misconception(
            "softmax_twice",
            _by(softmax_twice),
            Text(
                es="`softmax` está puesta dos veces: `softmax_cross_entropy_with_logits` ya la aplica. Dale los "
                "logits tal como salen de `tf.matmul(X, weights) + biases`.",
                en="`softmax` is applied twice: `softmax_cross_entropy_with_logits` does it already. Give it the "
                "logits as they come out of `tf.matmul(X, weights) + biases`.",
            ),
        ),
        Misconception(
            "squared_error",
            _by(squared_error),
            Text(
                es="Esto es regresión lineal: has usado el error cuadrático medio. Para elegir una clase la pérdida es "
                "la entropía cruzada de `softmax`.",
                en="This is linear regression: you used the mean squared error. To choose a class the loss is the "
                "cross-entropy of `softmax`.",
            ),
        ),
        Misconception(
            "summed",
            _by(summed),
            Text(
                es="Sumas la pérdida de todos los ejemplos. Con la media, el paso no depende de cuántos haya.",
                en="You add up the loss of all the examples. With the mean, the step does not depend on how many there "
                "are.",
            ),
        ),
        Misconception(
            "wrong_axis",
            _by(wrong_axis),
            Text(
                es="`softmax` reparte entre los ejemplos y no entre las clases. Cada fila es un ejemplo: las "
                "probabilidades suman 1 a lo largo del último eje.",
                en="`softmax` shares out among the examples and not among the classes. Each row is one example: the "
                "probabilities add up to 1 along the last axis.",
            ),
        ),
        Misconception(
            "ascent",
            lambda X, Y, W, b, rate, steps: descended(X, Y, W, b, -rate, steps),
            Text(
                es="La pérdida sube: sumas el gradiente. Para bajar se resta, `assign_sub`.",
                en="The loss goes up: you add the gradient. To go down you subtract it, `assign_sub`.",
            ),
        ),
        Misconception(
            "still",
            _still,
            Text(
                es="La pérdida no cambia: las variables no se mueven. `weights - …` calcula otro tensor y deja la "
                "variable como estaba; `assign_sub` la cambia.",
                en="The loss does not change: the variables do not move. `weights - …` computes another tensor and "
                "leaves the variable as it was; `assign_sub` changes it.",
            ),
        ),
        Misconception(
            "biases_still",
            _biases_still,
            Text(
                es="Los pesos se mueven y los sesgos no. Los sesgos también se entrenan.",
                en="The weights move and the biases do not. Biases are trained too.",
            ),
        ),
        Misconception(
            "one_after_the_other",
            _one_after_the_other,
            Text(
                es="Cambias los pesos y después vuelves a derivar para los sesgos. El paso es simultáneo: las dos "
                "derivadas salen de la misma cinta.",
                en="You change the weights and then differentiate again for the biases. The step is simultaneous: both "
                "derivatives come from the same tape.",
            ),
        ),
        Misconception(
            "losses_after",
            _losses_after,
            Text(
                es="Guardas la pérdida que queda después de cada paso. Se pide la de antes, la que calcula la cinta.",
                en="You keep the loss that is left after each step. What is asked for is the one before it, which the "
                "tape computes.",
            ),
        ),
        Misconception(
            "last_loss",
            _last_loss,
            Text(
                es="Los pesos y los sesgos están bien; falta la lista de pérdidas: una por paso, no solo la última.",
                en="Weights and biases are right; the list of losses is missing: one per step, not only the last.",
            ),
        ),
    ),
    returns=Text(
        es="los pesos, los sesgos y la lista de pérdidas, una por paso",
        en="the weights, the biases and the list of losses, one per step",
    ),
)
