"""Spec of `02.count_parameters`: how many numbers a dense network trains."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import prod

import numpy as np

from curso.exercises.agree import close
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

EXACT = close(rtol=0, atol=1e-6)  # of a hundred thousand parameters, one more is one too many


def count_parameters(sizes: Sequence[int]) -> int:
    """How many numbers a dense network trains; `sizes` holds the input columns and then the units of each layer."""
    total = 0
    # es: cada capa con la que le sigue: (2, 4), (4, 1)…
    # en: each layer with the one after it: (2, 4), (4, 1)…
    for inputs, units in pairwise(sizes):
        # es: un peso por entrada y un sesgo, para cada neurona
        # en: one weight per input and one bias, for each neuron
        total += (inputs + 1) * units
    return total


def _count_cases(rng: np.random.Generator) -> Sequence[Case]:
    fixed = [
        Case(([2, 4, 1],)),
        Case(([3, 1],), note=Text(es="una sola neurona", en="a single neuron")),
        Case(([64, 32, 10],), note=Text(es="la red de las cifras", en="the network of the digits")),
    ]
    drawn = [Case((rng.integers(3, 30, layers).tolist(),)) for layers in (3, 4, 5)]
    return [*fixed, *drawn]


def _one_bias_per_layer(sizes: Sequence[int]) -> int:
    return sum(a * b + 1 for a, b in pairwise(sizes))


def _bias_for_the_input(sizes: Sequence[int]) -> int:
    return count_parameters(sizes) + sizes[0]


def _first_layer_only(sizes: Sequence[int]) -> int:
    return (sizes[0] + 1) * sizes[1]


SPEC = Spec(
    id="02.count_parameters",
    title=Text(es="Contar los parámetros", en="Counting the parameters"),
    reference=count_parameters,
    cases=_count_cases,
    agree=EXACT,
    returns=Text(es="un número entero", en="a whole number"),
    hints=(
        Text(
            es="Empieza por una sola neurona: ¿cuántos pesos tiene si le llegan 3 números? ¿Y cuántos sesgos?",
            en="Start with a single neuron: how many weights has it if 3 numbers reach it? And how many biases?",
        ),
        Text(
            es="Una capa de 4 neuronas a la que llegan 2 números tiene una tabla de 2 × 4 pesos y 4 sesgos. Suma lo "
            "mismo para cada pareja de capas seguidas.",
            en="A layer of 4 neurons that 2 numbers reach has a table of 2 × 4 weights, and 4 biases. Add up the same "
            "for each pair of consecutive layers.",
        ),
        Text(
            es="`pairwise(sizes)` recorre las parejas: para `[2, 4, 1]` da (2, 4) y (4, 1). Cada una aporta "
            "`inputs * units + units`; en total, 12 + 5 = 17.",
            en="`pairwise(sizes)` goes through the pairs: for `[2, 4, 1]` it gives (2, 4) and (4, 1). Each adds "
            "`inputs * units + units`; 12 + 5 = 17 in all.",
        ),
    ),
    misconceptions=(
        Misconception(
            "no_bias",
            lambda sizes: sum(a * b for a, b in pairwise(sizes)),
            Text(
                es="Cuentas los pesos, uno por conexión. Cada neurona tiene además un número que no multiplica a "
                "ninguna entrada.",
                en="You count the weights, one per connection. Each neuron also has a number that multiplies no input.",
            ),
        ),
        Misconception(
            "one_bias_per_layer",
            _one_bias_per_layer,
            Text(
                es="Pones un sesgo por capa. El sesgo de una capa es un vector: cada neurona tiene el suyo.",
                en="You count one bias per layer. The bias of a layer is a vector: each neuron has its own.",
            ),
        ),
        Misconception(
            "bias_for_the_input",
            _bias_for_the_input,
            Text(
                es="Das sesgos también a la entrada. La entrada son los datos: no calcula nada y no tiene parámetros.",
                en="You give the input biases too. The input is the data: it computes nothing and has no parameters.",
            ),
        ),
        Misconception(
            "first_layer_only",
            _first_layer_only,
            Text(
                es="Solo cuentas la primera capa. Mira si el `return` está dentro del bucle, o si falta recorrer las "
                "demás parejas de capas.",
                en="You only count the first layer. See whether the `return` is inside the loop, or whether the other "
                "pairs of layers are missing.",
            ),
        ),
        Misconception(
            "units",
            lambda sizes: sum(sizes),
            Text(
                es="Sumas columnas y neuronas. Lo que se entrena son las conexiones entre ellas, y los sesgos.",
                en="You add up columns and neurons. What is trained is the connections between them, and the biases.",
            ),
        ),
        Misconception(
            "product",
            lambda sizes: prod(sizes),
            Text(
                es="Multiplicas todas las capas entre sí. Cada capa solo se conecta con la siguiente: son productos de "
                "dos en dos, que después se suman.",
                en="You multiply all the layers together. Each layer is connected to the next one only: they are "
                "products of two at a time, which are then added.",
            ),
        ),
    ),
)
