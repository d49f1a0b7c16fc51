"""Spec of `03.rnn_step`: one step of a recurrent layer, for a batch of sequences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]


def rnn_step(x: Array, h: Array, kernel: Array, recurrent_kernel: Array, bias: Array) -> Array:
    """The new state, shape (m, units), after reading x, shape (m, features), with the state h, shape (m, units)."""
    # es: lo que llega, lo que se recordaba y el sesgo; todo ello pasa por la activación
    # en: what comes in, what was remembered and the bias; all of it goes through the activation
    z = x @ kernel + h @ recurrent_kernel + bias
    return np.tanh(z)


def drawn(rng: np.random.Generator, m: int, features: int, units: int) -> tuple[Array, ...]:
    """A batch, its states and the weights of a layer, to two decimals, none of them 0."""
    shapes = ((m, features), (m, units), (features, units), (units, units), (units,))
    return tuple(np.where(rng.random(s) < 0.5, -1, 1) * rng.uniform(0.1, 0.9, s).round(2) for s in shapes)


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    by_hand = tuple(np.array(v) for v in ([[1.0]], [[0.5]], [[0.6]], [[-0.4]], [0.1]))
    square = Text(es="tantas columnas como unidades", en="as many columns as units")
    return [
        Case(by_hand, Text(es="tanh(0.6·1 − 0.4·0.5 + 0.1) = tanh(0.5)", en="tanh(0.6·1 − 0.4·0.5 + 0.1) = tanh(0.5)")),
        Case(drawn(rng, 1, 3, 2), Text(es="una sola secuencia", en="a single sequence")),
        Case(drawn(rng, 3, 3, 3), square),
        Case(drawn(rng, 4, 2, 5)),
        Case(drawn(rng, 2, 4, 4), square),
    ]


def _swapped(x: Array, h: Array, kernel: Array, recurrent_kernel: Array, bias: Array) -> Array:
    return np.tanh(h @ kernel + x @ recurrent_kernel + bias)


RNN_STEP = Spec(
    id="03.rnn_step",
    title=Text(es="Un paso de una red recurrente", en="One step of a recurrent network"),
    reference=rnn_step,
    cases=_cases,
    hints=(
        Text(
            es="Es una capa densa con dos entradas: la columna de este paso y el estado del anterior. Cada una tiene "
            "su matriz de pesos, y las dos sumas se juntan antes de la activación.",
            en="It is a dense layer with two inputs: the columns of this step and the state of the one before. Each "
            "has its matrix of weights, and both sums are joined before the activation.",
        ),
        Text(
            es="`x @ kernel` tiene forma (m, unidades), y `h @ recurrent_kernel` también. Súmalas, añade `bias` y pasa "
            "el total por `np.tanh`.",
            en="`x @ kernel` has shape (m, units), and so has `h @ recurrent_kernel`. Add them up, add `bias` and send "
            "the total through `np.tanh`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "no_tanh",
            lambda x, h, kernel, recurrent_kernel, bias: x @ kernel + h @ recurrent_kernel + bias,
            Text(
                es="La suma está bien; falta la activación. El estado nuevo es su tanh.",
                en="The sum is right; the activation is missing. The new state is its tanh.",
            ),
        ),
        Misconception(
            "no_memory",
            lambda x, h, kernel, recurrent_kernel, bias: np.tanh(x @ kernel + bias),
            Text(
                es="Tu paso no mira `h`: es una capa densa y no recuerda nada. Falta lo que aporta el estado anterior.",
                en="Your step does not look at `h`: it is a dense layer and remembers nothing. What the state before "
                "brings in is missing.",
            ),
        ),
        Misconception(
            "no_bias",
            lambda x, h, kernel, recurrent_kernel, bias: np.tanh(x @ kernel + h @ recurrent_kernel),
            Text(es="Falta el sesgo, `bias`.", en="The bias is missing, `bias`."),
        ),
        Misconception(
            "transposed",
            lambda x, h, kernel, recurrent_kernel, bias: np.tanh(x @ kernel + h @ recurrent_kernel.T + bias),
            Text(
                es="Has traspuesto `recurrent_kernel`. Como es cuadrada, las formas encajan igual, pero cada unidad "
                "lee los pesos de otra: es `h @ recurrent_kernel`.",
                en="You transposed `recurrent_kernel`. As it is square the shapes fit all the same, but each unit "
                "reads the weights of another: it is `h @ recurrent_kernel`.",
            ),
        ),
        Misconception(
            "unit_by_unit",
            lambda x, h, kernel, recurrent_kernel, bias: np.tanh(x @ kernel + h * np.diag(recurrent_kernel) + bias),
            Text(
                es="Cada unidad mira solo su propio estado. Con `@` mira los de todas.",
                en="Each unit looks at its own state alone. With `@` it looks at those of all.",
            ),
        ),
        Misconception(
            "memory_outside",
            lambda x, h, kernel, recurrent_kernel, bias: np.tanh(x @ kernel + bias) + h @ recurrent_kernel,
            Text(
                es="Sumas la memoria después de tanh, y el estado puede crecer sin fin. Va dentro, con el resto.",
                en="You add the memory after tanh, and the state can grow without end. It goes inside, with the rest.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Has cruzado las matrices: `kernel` es para `x` y `recurrent_kernel`, para `h`.",
                en="You crossed the matrices: `kernel` is for `x` and `recurrent_kernel` for `h`.",
            ),
        ),
    ),
    returns=Text(es="el estado nuevo, de forma (m, unidades)", en="the new state, of shape (m, units)"),
)
