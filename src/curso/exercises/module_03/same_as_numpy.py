"""Spec of `03.same_as_numpy`: Keras takes the very steps of the network written by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from curso.exercises.agree import close
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = np.ndarray
Params = list[Array]
Move = Callable[[Params, Params], Params]


def same_as_numpy(
    X: Array, y: Array, weights: Params, learning_rate: float, epochs: int, batch_size: int
) -> Sequence[Array]:
    """The weights w1, b1, w2, b2 after training from `weights`; X has shape (m, n), and y, (m, 1)."""
    import keras

    hidden = len(weights[1])
    model = keras.Sequential(
        [
            keras.Input(shape=(X.shape[1],)),
            keras.layers.Dense(hidden, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.set_weights(weights)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse")
    # es: sin barajar: los lotes, en el mismo orden que en NumPy
    # en: not shuffled: the batches in the same order as in NumPy
    model.fit(X, y, epochs=epochs, batch_size=batch_size, shuffle=False, verbose=0)
    trained: Sequence[Array] = model.get_weights()
    return trained


def gradients(X: Array, y: Array, params: Params, relu: bool = True, relu_out: bool = False) -> Params:
    """∂L/∂ of w1, b1, w2, b2, with L the mean squared error."""
    w1, b1, w2, b2 = params
    z1 = X @ w1 + b1
    on = z1 > 0 if relu else np.ones_like(z1)
    a1 = z1 * on
    z2 = a1 @ w2 + b2
    out = z2 > 0 if relu_out else np.ones_like(z2)
    d2 = 2 * (z2 * out - y) * out / len(X)
    d1 = d2 @ w2.T * on
    return [X.T @ d1, d1.sum(axis=0), a1.T @ d2, d2.sum(axis=0)]


def descended(
    X: Array, y: Array, weights: Params, move: Move, epochs: int, batch_size: int, **network: bool
) -> Sequence[Array]:
    """The weights after `epochs` passes in batches, in order; `move` makes new weights from old ones and gradients."""
    params = [np.asarray(each, dtype=np.float64) for each in weights]
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    for _ in range(epochs):
        for first in range(0, len(X), batch_size):
            batch = slice(first, first + batch_size)
            params = move(params, gradients(X[batch], y[batch], params, **network))
    return tuple(params)


def sgd(rate: float) -> Move:
    """A step of length `rate` against the gradient."""
    return lambda params, slopes: [p - rate * g for p, g in zip(params, slopes, strict=True)]


def adam(rate: float) -> Move:
    """The steps of Adam (Kingma and Ba, 2015) with the usual settings of Keras."""
    means: Params = []
    squares: Params = []
    steps = 0

    def move(params: Params, slopes: Params) -> Params:
        nonlocal means, squares, steps
        steps += 1
        means = [0.9 * m + 0.1 * g for m, g in zip(means or [0 * g for g in slopes], slopes, strict=True)]
        squares = [0.999 * v + 0.001 * g**2 for v, g in zip(squares or [0 * g for g in slopes], slopes, strict=True)]
        scale = rate * np.sqrt(1 - 0.999**steps) / (1 - 0.9**steps)
        moved = zip(params, means, squares, strict=True)
        return [p - scale * m / (np.sqrt(v) + 1e-7) for p, m, v in moved]

    return move


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    """Two epochs of three batches, the last of which is shorter: one model, because Keras is slow to compile each."""
    f4 = np.float32
    note = Text(
        es="dos épocas de tres lotes cada una, sin barajar",
        en="two epochs of three batches each, not shuffled",
    )
    n, hidden = int(rng.integers(3, 6)), int(rng.integers(4, 8))
    X = rng.uniform(-1, 1, (11, n)).round(2).astype(f4)
    y = (X.sum(axis=1, keepdims=True) ** 2 + 1).round(2).astype(f4)
    shapes = ((n, hidden), (hidden,), (hidden, 1), (1,))
    start = [rng.normal(0, 0.6, shape).round(2).astype(f4) for shape in shapes]
    outputs = np.maximum(X @ start[0] + start[1], 0) @ start[2]
    start[3] = -np.median(outputs, axis=0).astype(f4)  # half of the outputs are negative: a ReLU there would show
    row = (X, y, start, 0.05, 2, 4)
    return [Case(row, note, expected=_by()(*row))]


def _by(
    move: Callable[[float], Move] = sgd,
    epochs: int | None = None,
    batch_size: int | None = None,
    **network: bool,
) -> Callable[..., Sequence[Array]]:
    """What comes out with another optimizer, number of epochs, batch size or network."""
    return lambda X, y, weights, rate, times, size: descended(
        X, y, weights, move(rate), times if epochs is None else epochs, batch_size or size, **network
    )


SAME_AS_NUMPY = Spec(
    id="03.same_as_numpy",
    title=Text(es="Reto: Keras da los mismos pasos", en="Challenge: Keras takes the same steps"),
    reference=same_as_numpy,
    cases=_cases,
    agree=close(rtol=1e-3, atol=1e-4),
    seconds=20.0,
    returns=Text(
        es="los cuatro arrays entrenados, en el orden de `weights`",
        en="the four trained arrays, in the order of `weights`",
    ),
    hints=(
        Text(
            es="Para que dos programas den los mismos números tienen que coincidir en todo: la red, los pesos con que "
            "empiezan, la pérdida, el optimizador, los lotes y su orden.",
            en="For two programs to give the same numbers they have to agree on everything: the network, the weights "
            "that they start from, the loss, the optimizer, the batches and their order.",
        ),
        Text(
            es="`model.set_weights(weights)` pone los pesos y `model.get_weights()` los lee. La salida no lleva "
            'activación. Compila con `keras.optimizers.SGD(learning_rate)` y `loss="mse"`.',
            en="`model.set_weights(weights)` puts the weights in and `model.get_weights()` reads them. The output has "
            'no activation. Compile with `keras.optimizers.SGD(learning_rate)` and `loss="mse"`.',
        ),
        Text(
            es="`fit` baraja los ejemplos en cada época si no le dices otra cosa: `model.fit(X, y, epochs=epochs, "
            "batch_size=batch_size, shuffle=False, verbose=0)`.",
            en="`fit` shuffles the examples in every epoch unless you say otherwise: `model.fit(X, y, epochs=epochs, "
            "batch_size=batch_size, shuffle=False, verbose=0)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "not_trained",
            _by(epochs=0),
            Text(
                es="Devuelves los pesos con que se empezó. `fit` cambia los del modelo: léelos después, con "
                "`model.get_weights()`.",
                en="You return the weights that it started from. `fit` changes those of the model: read them "
                "afterwards, with `model.get_weights()`.",
            ),
        ),
        Misconception(
            "one_epoch",
            _by(epochs=1),
            Text(
                es="Entrenas una sola época, que es lo que hace `fit` si no le dices cuántas.",
                en="You train for a single epoch, which is what `fit` does unless you say how many.",
            ),
        ),
        Misconception(
            "usual_batch",
            _by(batch_size=32),
            Text(
                es="Entrenas con lotes de 32, los habituales de `fit`. Pásale `batch_size`.",
                en="You train with batches of 32, the usual ones of `fit`. Give it `batch_size`.",
            ),
        ),
        Misconception(
            "usual_rate",
            _by(move=lambda rate: sgd(0.01)),
            Text(
                es='La tasa es 0.01, la habitual: `optimizer="sgd"` no conoce la tuya. Usa '
                "`keras.optimizers.SGD(learning_rate)`.",
                en='The rate is 0.01, the usual one: `optimizer="sgd"` does not know yours. Use '
                "`keras.optimizers.SGD(learning_rate)`.",
            ),
        ),
        Misconception(
            "adam",
            _by(move=adam),
            Text(
                es="Estos son los pasos de Adam. La red de NumPy da los del descenso sencillo: `keras.optimizers.SGD`.",
                en="These are the steps of Adam. The NumPy network takes those of plain descent: "
                "`keras.optimizers.SGD`.",
            ),
        ),
        Misconception(
            "no_relu",
            _by(relu=False),
            Text(
                es="A la capa oculta le falta ReLU: sin `activation`, `Dense` es lineal.",
                en="The hidden layer lacks ReLU: without `activation`, `Dense` is linear.",
            ),
        ),
        Misconception(
            "relu_at_the_end",
            _by(relu_out=True),
            Text(
                es="La última capa también lleva ReLU, que no puede dar negativos. La salida es lineal.",
                en="The last layer has ReLU too, which can't give negatives. The output is linear.",
            ),
        ),
    ),
)
