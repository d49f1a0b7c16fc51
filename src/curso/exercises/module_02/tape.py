"""Spec of `02.tape`: the loss of a neuron and its two derivatives, from a `GradientTape`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.agree import alike
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Forward = Callable[[Any], tuple[Any, Any]]


def tape(w: float, b: float, x: np.ndarray, y: np.ndarray) -> tuple[Any, Any, Any]:
    """The mean of (tanh(w·x + b) − y)² and its derivatives with respect to w and to b."""
    import tensorflow as tf

    # es: la cinta vigila las variables sin que se lo pidas; las constantes, no
    # en: the tape watches variables without being asked; constants it does not
    w, b = tf.Variable(w), tf.Variable(b)
    with tf.GradientTape() as recorder:
        prediction = tf.tanh(w * x + b)
        loss = tf.reduce_mean((prediction - y) ** 2)
    # es: una sola llamada para las dos derivadas: la cinta se gasta al usarla
    # en: a single call for both derivatives: using the tape uses it up
    dw, db = recorder.gradient(loss, [w, b])
    return loss, dw, db


def _tanh(z: Any) -> tuple[Any, Any]:
    a = np.tanh(z)
    return a, 1 - a**2


def by_hand(
    w: float, b: float, x: np.ndarray, y: np.ndarray, activation: Forward = _tanh
) -> tuple[float, float, float]:
    """The same three numbers by the chain rule, in NumPy: what the answers are judged against."""
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    a, slope = activation(w * x + b)
    back = 2 * (a - y) * slope / len(x)
    return float(np.mean((a - y) ** 2)), float(np.sum(back * x)), float(np.sum(back))


def tape_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One example to follow by hand, then batches; float32, as TensorFlow's variables are."""
    x, y = np.array([2.0], dtype=np.float32), np.array([1.0], dtype=np.float32)
    one = (0.0, 0.0, x, y)
    cases = [Case(one, Text(es="un solo ejemplo, con w = 0 y b = 0", en="one example, with w = 0 and b = 0"))]
    for m in (4, 7, 15):
        w, b = (round(float(v), 2) for v in rng.uniform(0.3, 1.2, 2))
        x = rng.uniform(-1.5, 1.5, m).astype(np.float32)
        cases.append(Case((w, b, x, rng.uniform(-0.9, 0.9, m).astype(np.float32))))
    return [Case(case.args, case.note, expected=by_hand(*case.args)) for case in cases]


def _scaled(by: Callable[[Any], float]) -> Callable[..., tuple[float, ...]]:
    return lambda w, b, x, y: tuple(by(x) * part for part in by_hand(w, b, x, y))


def _of_predictions(w: float, b: float, x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    _, slope = _tanh(w * np.asarray(x, dtype=np.float64) + b)
    return by_hand(w, b, x, y)[0], float(np.sum(slope * x)), float(np.sum(slope))


def _used_twice(w: float, b: float, x: np.ndarray, y: np.ndarray) -> tuple[float, ...]:
    raise RuntimeError  # as a tape that is not persistent does


def _swapped(w: float, b: float, x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    loss, dw, db = by_hand(w, b, x, y)
    return loss, db, dw


TAPE = Spec(
    id="02.tape",
    title=Text(es="Derivar con una cinta", en="Differentiating with a tape"),
    reference=tape,
    cases=tape_cases,
    agree=alike(),
    seconds=5.0,
    hints=(
        Text(
            es="Todo lo que va de `w` y `b` a la pérdida tiene que calcularse dentro del `with`, y con operaciones de "
            "TensorFlow: lo que la cinta no ve, no lo puede derivar.",
            en="Everything from `w` and `b` to the loss has to be computed inside the `with`, and with operations of "
            "TensorFlow: what the tape does not see it cannot differentiate.",
        ),
        Text(
            es="Dentro: `tf.tanh(w * x + b)` es la predicción, y `tf.reduce_mean` calcula una media.",
            en="Inside: `tf.tanh(w * x + b)` is the prediction, and `tf.reduce_mean` computes a mean.",
        ),
        Text(
            es="Casi entera: dentro, `loss = tf.reduce_mean((tf.tanh(w * x + b) - y) ** 2)`; fuera, "
            "`dw, db = recorder.gradient(loss, [w, b])`, con las dos variables en una sola llamada.",
            en="Nearly whole: inside, `loss = tf.reduce_mean((tf.tanh(w * x + b) - y) ** 2)`; outside, "
            "`dw, db = recorder.gradient(loss, [w, b])`, with both variables in a single call.",
        ),
    ),
    misconceptions=(
        Misconception(
            "nothing_watched",
            lambda w, b, x, y: (by_hand(w, b, x, y)[0], None, None),
            Text(
                es="`None` no es cero: la cinta no encuentra camino de la pérdida a `w` y `b`. O no son `tf.Variable` "
                "(las constantes no las vigila sola), o algo se calcula fuera del `with`, o pasa por NumPy.",
                en="`None` is not zero: the tape finds no way from the loss to `w` and `b`. Either they are not a "
                "`tf.Variable` (constants are not watched by themselves), or something is computed outside the `with`, "
                "or goes through NumPy.",
            ),
        ),
        Misconception(
            "used_twice",
            _used_twice,
            Text(
                es="La cinta se gasta al pedirle derivadas: la segunda llamada a `gradient` lanza `RuntimeError`. Pide "
                "las dos en la misma llamada, con una lista.",
                en="Asking a tape for derivatives uses it up: the second call to `gradient` raises `RuntimeError`. Ask "
                "for both in the same call, with a list.",
            ),
        ),
        Misconception(
            "summed",
            _scaled(len),
            Text(
                es="Has sumado los errores al cuadrado. La pérdida es su media: cambia `tf.reduce_sum` por "
                "`tf.reduce_mean`.",
                en="You added up the squared errors. The loss is their mean: change `tf.reduce_sum` to "
                "`tf.reduce_mean`.",
            ),
        ),
        Misconception(
            "halved",
            _scaled(lambda x: 0.5),
            Text(
                es="Todo sale la mitad: eso es la J del módulo 01, con su ½. Aquí la pérdida es la media, como la "
                "`mse` de Keras.",
                en="Everything is half as large: that is module 01's J, with its ½. Here the loss is the mean, like "
                "Keras's `mse`.",
            ),
        ),
        Misconception(
            "of_predictions",
            _of_predictions,
            Text(
                es="Has derivado las predicciones (la cinta suma sus derivadas). Lo que se deriva es la pérdida: es el "
                "primer argumento de `gradient`.",
                en="You differentiated the predictions (the tape adds up their derivatives). What we differentiate is "
                "the loss: it is the first argument of `gradient`.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Las dos derivadas son correctas y están cambiadas: `gradient` las da en el orden de tu lista.",
                en="Both derivatives are right, and they are swapped: `gradient` gives them in the order of your list.",
            ),
        ),
        Misconception(
            "linear",
            lambda w, b, x, y: by_hand(w, b, x, y, lambda z: (z, 1.0)),
            Text(
                es="Falta la activación: la predicción es tanh(w·x + b), no w·x + b.",
                en="The activation is missing: the prediction is tanh(w·x + b), not w·x + b.",
            ),
        ),
    ),
    returns=Text(es="tres números: pérdida, ∂L/∂w y ∂L/∂b", en="three numbers: loss, ∂L/∂w and ∂L/∂b"),
)
