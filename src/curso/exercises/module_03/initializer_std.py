"""Spec of `03.initializer_std`: the standard deviation that LeCun, Glorot and He give the weights of a layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

NAMES = ("lecun_normal", "lecun_uniform", "glorot_normal", "glorot_uniform", "he_normal", "he_uniform")


def initializer_std(name: str, fan_in: int, fan_out: int) -> float:
    """The standard deviation of the weights that the initializer `name` draws."""
    # es: normal o uniforme, la desviación típica es la misma: solo cuenta la familia
    # en: normal or uniform, the standard deviation is the same: only the family counts
    family = name.split("_")[0]
    if family == "lecun":
        variance = 1 / fan_in
    elif family == "glorot":
        variance = 2 / (fan_in + fan_out)
    else:
        variance = 2 / fan_in
    return float(np.sqrt(variance))


def initializer_std_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One to follow by hand, then each of the six names with its own two numbers."""
    by_hand = Case(("he_normal", 50, 100), Text(es="√(2 / 50) = 0.2", en="√(2 / 50) = 0.2"))
    drawn = []
    for name in NAMES:
        fan_in, fan_out = (int(n) for n in rng.permutation(np.arange(10, 400))[:2])
        drawn.append(Case((name, fan_in, fan_out)))
    return [by_hand, *drawn]


def _where(family: str, otherwise: Callable[[int, int], float]) -> Callable[[str, int, int], float]:
    """Right but for one family, whose standard deviation is `otherwise`."""

    def wrong(name: str, fan_in: int, fan_out: int) -> float:
        return otherwise(fan_in, fan_out) if name.startswith(family) else initializer_std(name, fan_in, fan_out)

    return wrong


def _limit(name: str, fan_in: int, fan_out: int) -> float:
    root = 3**0.5 if name.endswith("uniform") else 1
    return root * initializer_std(name, fan_in, fan_out)


INITIALIZER_STD = Spec(
    id="03.initializer_std",
    title=Text(es="La desviación típica de unos pesos nuevos", en="The standard deviation of new weights"),
    reference=initializer_std,
    cases=initializer_std_cases,
    hints=(
        Text(
            es="La tabla da la varianza de cada familia. La desviación típica es su raíz, tanto en la versión normal "
            "como en la uniforme.",
            en="The table gives the variance of each family. The standard deviation is its root, in the normal version "
            "as in the uniform one.",
        ),
        Text(
            es="Las varianzas son `1 / fan_in` (LeCun), `2 / (fan_in + fan_out)` (Glorot) y `2 / fan_in` (He). Acaba "
            "con `np.sqrt(variance)`.",
            en="The variances are `1 / fan_in` (LeCun), `2 / (fan_in + fan_out)` (Glorot) and `2 / fan_in` (He). "
            "Finish with `np.sqrt(variance)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "variance",
            lambda name, fan_in, fan_out: initializer_std(name, fan_in, fan_out) ** 2,
            Text(
                es="Eso es la varianza. La desviación típica es su raíz cuadrada.",
                en="That is the variance. The standard deviation is its square root.",
            ),
        ),
        Misconception(
            "outputs",
            lambda name, fan_in, fan_out: initializer_std(name, fan_out, fan_in),
            Text(
                es="En LeCun y He has usado `fan_out`. Una neurona suma sus entradas: lo que cuenta es cuántas llegan, "
                "`fan_in`.",
                en="In LeCun and He you used `fan_out`. A neuron adds up its inputs: what counts is how many come in, "
                "`fan_in`.",
            ),
        ),
        Misconception(
            "glorot_without_outputs",
            _where("glorot", lambda fan_in, fan_out: fan_in**-0.5),
            Text(
                es="LeCun y He están bien. Glorot mira a los dos lados de la capa: en su denominador están `fan_in` y "
                "`fan_out`.",
                en="LeCun and He are right. Glorot looks at both sides of the layer: its denominator has `fan_in` and "
                "`fan_out`.",
            ),
        ),
        Misconception(
            "glorot_sum",
            _where("glorot", lambda fan_in, fan_out: (fan_in + fan_out) ** -0.5),
            Text(
                es="En Glorot divides por la suma de `fan_in` y `fan_out`. Es por su media: falta un 2 arriba.",
                en="In Glorot you divide by the sum of `fan_in` and `fan_out`. It is by their mean: a 2 is missing on "
                "top.",
            ),
        ),
        Misconception(
            "he_without_two",
            _where("he", lambda fan_in, fan_out: fan_in**-0.5),
            Text(
                es="En He falta el 2, que compensa la mitad que ReLU apaga. Sin él es LeCun.",
                en="In He the 2 is missing, which makes up for the half that ReLU switches off. Without it, it is "
                "LeCun.",
            ),
        ),
        Misconception(
            "limit",
            _limit,
            Text(
                es="En las versiones uniformes has dado el límite del intervalo, √3 veces mayor. Se pide la desviación "
                "típica, que es la misma que en la normal.",
                en="In the uniform versions you gave the limit of the interval, √3 times as large. What is asked for "
                "is the standard deviation, the same as in the normal one.",
            ),
        ),
        Misconception(
            "fixed",
            lambda name, fan_in, fan_out: 0.05,
            Text(
                es="0.05 es lo que usan `RandomNormal` y `RandomUniform` sin mirar la capa. Estas familias sí miran "
                "cuántas entradas y salidas tiene.",
                en="0.05 is what `RandomNormal` and `RandomUniform` use without looking at the layer. These families "
                "do look at how many inputs and outputs it has.",
            ),
        ),
    ),
    returns=Text(es="un número: la desviación típica", en="a number: the standard deviation"),
)
