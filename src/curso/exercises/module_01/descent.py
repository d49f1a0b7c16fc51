"""Specs of lesson 03: one step of gradient descent and the whole descent; gathers those of its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.module_01 import scaling, several_features
from curso.exercises.module_01.slope import GRADIENT, X, Y, gradient, points
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Pair = tuple[Any, Any]

# -------------------------------------------------------------------------------------------- 01.step


def step(theta0: float, theta1: float, x: Array, y: Array, learning_rate: float) -> Pair:
    """(θ₀, θ₁) after one simultaneous step of gradient descent; x and y have shape (m,)."""
    # es: las dos derivadas con los θ antiguos, y solo entonces los dos θ nuevos
    # en: both derivatives with the old θ, and only then both new θ
    errors = theta0 + theta1 * x - y
    d0, d1 = errors.mean(), (errors * x).mean()
    return theta0 - learning_rate * d0, theta1 - learning_rate * d1


def _step_cases(rng: np.random.Generator) -> Sequence[Case]:
    drawn = [
        Case((*rng.normal(0, 2, 2).round(2), *points(rng, m), round(float(rng.uniform(0.03, 0.3)), 3)))
        for m in (3, 4, 6, 7)
    ]
    return [Case((0.0, 0.0, X, Y, 0.1)), Case((1.0, 1.0, X, Y, 0.05)), *drawn]


def _ascent(theta0: float, theta1: float, x: Array, y: Array, learning_rate: float) -> Pair:
    return step(theta0, theta1, x, y, -learning_rate)


def _theta0_first(theta0: float, theta1: float, x: Array, y: Array, learning_rate: float) -> Pair:
    new0, _ = step(theta0, theta1, x, y, learning_rate)
    _, new1 = step(new0, theta1, x, y, learning_rate)
    return new0, new1


def _theta1_first(theta0: float, theta1: float, x: Array, y: Array, learning_rate: float) -> Pair:
    _, new1 = step(theta0, theta1, x, y, learning_rate)
    new0, _ = step(theta0, new1, x, y, learning_rate)
    return new0, new1


def _no_rate(theta0: float, theta1: float, x: Array, y: Array, learning_rate: float) -> Pair:
    return step(theta0, theta1, x, y, 1.0)


def _sum_step(theta0: float, theta1: float, x: Array, y: Array, learning_rate: float) -> Pair:
    return step(theta0, theta1, x, y, learning_rate * len(x))


def _alpha_of_the_notebook(theta0: float, theta1: float, x: Array, y: Array, learning_rate: float) -> Pair:
    return step(theta0, theta1, x, y, 0.1)


def _change_only(theta0: float, theta1: float, x: Array, y: Array, learning_rate: float) -> Pair:
    d0, d1 = gradient(theta0, theta1, x, y)
    return -learning_rate * d0, -learning_rate * d1


ONE_AFTER_THE_OTHER = Text(
    es="Cambias {first} y después calculas la derivada de {second} con el {first} ya cambiado. La "
    "actualización es simultánea: calcula primero las dos derivadas con los θ antiguos y solo entonces "
    "cambia los dos.",
    en="You change {first} and then compute the derivative of {second} with {first} already changed. The "
    "update is simultaneous: first compute both derivatives with the old θ, and only then change both.",
)

STEP = Spec(
    id="01.step",
    title=Text(es="Un paso cuesta abajo", en="One step downhill"),
    reference=step,
    cases=_step_cases,
    returns=Text(es="dos números: los nuevos (θ₀, θ₁)", en="two numbers: the new (θ₀, θ₁)"),
    hints=(
        Text(
            es="Necesitas las dos derivadas en el punto en que estás. Ya sabes calcularlas: es tu `gradient`.",
            en="You need both derivatives at the point where you are. You know how to get them: it is your `gradient`.",
        ),
        Text(
            es="Guarda las dos derivadas en dos variables antes de tocar ningún θ. Lo que devuelve una función se "
            "recoge con un nombre por valor: `d0, d1 = gradient(theta0, theta1, x, y)`.",
            en="Keep both derivatives in two variables before you touch any θ. What a function returns is picked up "
            "with one name per value: `d0, d1 = gradient(theta0, theta1, x, y)`.",
        ),
        Text(
            es="Cada θ nuevo es el antiguo menos `learning_rate` por su derivada. Desde (0, 0), con los "
            "cuatro puntos y 0.1, sale (0.6, 1.75); si te sale (0.6, 1.6), los has cambiado uno detrás "
            "de otro.",
            en="Each new θ is the old one minus `learning_rate` times its derivative. From (0, 0), with "
            "the four points and 0.1, you get (0.6, 1.75); if you get (0.6, 1.6), you changed them one "
            "after the other.",
        ),
    ),
    misconceptions=(
        Misconception(
            "ascent",
            _ascent,
            Text(
                es="Das el paso cuesta arriba: el gradiente señala hacia donde J crece, y tú quieres que "
                "baje. Revisa el signo de la actualización (o el del error, si tu `gradient` usa y − "
                "h).",
                en="You step uphill: the gradient points where J grows, and you want it to go down. Check "
                "the sign of the update (or of the error, if your `gradient` uses y − h).",
            ),
        ),
        Misconception("theta0_first", _theta0_first, ONE_AFTER_THE_OTHER.format(first="θ₀", second="θ₁")),
        Misconception("theta1_first", _theta1_first, ONE_AFTER_THE_OTHER.format(first="θ₁", second="θ₀")),
        Misconception(
            "no_rate",
            _no_rate,
            Text(
                es="Restas la derivada entera: `learning_rate` no interviene. ¿Qué debería decidir el tamaño del paso?",
                en="You subtract the whole derivative: `learning_rate` plays no part. What should decide "
                "the step's size?",
            ),
        ),
        Misconception(
            "alpha_of_the_notebook",
            _alpha_of_the_notebook,
            Text(
                es="Das siempre pasos con 0.1: usas la `alpha` del cuaderno. La tasa que te pasan se llama "
                "`learning_rate`.",
                en="You always step with 0.1: you use the `alpha` of the notebook. The rate that you are given is "
                "called `learning_rate`.",
            ),
        ),
        Misconception(
            "sum_step",
            _sum_step,
            Text(
                es="La dirección es buena, pero el paso es m veces demasiado largo: en el gradiente hay "
                "una suma donde debe haber una media.",
                en="The direction is right, but the step is m times too long: the gradient has a sum "
                "where a mean should be.",
            ),
        ),
        Misconception(
            "change_only",
            _change_only,
            Text(
                es="Devuelves cuánto hay que moverse, no adónde se llega. Falta partir de los θ que recibes.",
                en="You return how far to move, not where you arrive. The θ that you are given are missing.",
            ),
        ),
    ),
)

# ----------------------------------------------------------------------------------------- 01.descend


def descend(x: Array, y: Array, learning_rate: float, steps: int) -> Pair:
    """(θ₀, θ₁) after `steps` steps of gradient descent from (0, 0); x and y have shape (m,)."""
    theta0, theta1 = 0.0, 0.0
    for _ in range(steps):
        errors = theta0 + theta1 * x - y
        d0, d1 = errors.mean(), (errors * x).mean()
        # es: los dos a la vez, en una sola línea
        # en: both at once, in a single line
        theta0, theta1 = theta0 - learning_rate * d0, theta1 - learning_rate * d1
    return theta0, theta1


def _descend_cases(rng: np.random.Generator) -> Sequence[Case]:
    drawn = [
        Case((*points(rng, m), round(float(rng.uniform(0.05, 0.2)), 3), int(rng.integers(3, 9)))) for m in (4, 5, 7)
    ]
    return [Case((X, Y, 0.1, 2)), *drawn, Case((X, Y, 0.1, 200))]


def _one_less(x: Array, y: Array, learning_rate: float, steps: int) -> Pair:
    return descend(x, y, learning_rate, steps - 1)


def _one_more(x: Array, y: Array, learning_rate: float, steps: int) -> Pair:
    return descend(x, y, learning_rate, steps + 1)


def _return_inside(x: Array, y: Array, learning_rate: float, steps: int) -> Pair:
    return descend(x, y, learning_rate, 1)


def _one_after_the_other(x: Array, y: Array, learning_rate: float, steps: int) -> Pair:
    theta = (0.0, 0.0)
    for _ in range(steps):
        theta = _theta0_first(*theta, x, y, learning_rate)
    return theta


def _stale(x: Array, y: Array, learning_rate: float, steps: int) -> Pair:
    d0, d1 = gradient(0.0, 0.0, x, y)
    return -steps * learning_rate * d0, -steps * learning_rate * d1


def _climb(x: Array, y: Array, learning_rate: float, steps: int) -> Pair:
    return descend(x, y, -learning_rate, steps)


def _final_cost(x: Array, y: Array, learning_rate: float, steps: int) -> Any:
    theta0, theta1 = descend(x, y, learning_rate, steps)
    return ((theta0 + theta1 * x - y) ** 2).sum() / (2 * len(x))


DESCEND = Spec(
    id="01.descend",
    title=Text(es="El descenso entero", en="The whole descent"),
    reference=descend,
    cases=_descend_cases,
    returns=Text(es="dos números: los (θ₀, θ₁) finales", en="two numbers: the final (θ₀, θ₁)"),
    hints=(
        Text(
            es="Es un bucle: parte de (0, 0) y repite lo que ya sabes hacer una vez.",
            en="It is a loop: start from (0, 0) and repeat what you already know how to do once.",
        ),
        Text(
            es="`for _ in range(steps):` da exactamente `steps` vueltas. Dentro, los θ nuevos ocupan el "
            "lugar de los antiguos; el `return` va después del bucle, no dentro.",
            en="`for _ in range(steps):` goes round exactly `steps` times. Inside, the new θ take the "
            "place of the old ones; the `return` comes after the loop, not inside it.",
        ),
        Text(
            es="`theta0, theta1 = step(theta0, theta1, x, y, learning_rate)` cambia los dos a la vez. Con "
            "los cuatro puntos, 0.1 y 200 pasos llegas cerca de (0.986, 2.005).",
            en="`theta0, theta1 = step(theta0, theta1, x, y, learning_rate)` changes both at once. With "
            "the four points, 0.1 and 200 steps you get close to (0.986, 2.005).",
        ),
    ),
    misconceptions=(
        Misconception(
            "one_less",
            _one_less,
            Text(
                es="Das un paso de menos. Cuenta las vueltas de tu bucle con `steps = 3`: ¿cuántas veces cambia θ?",
                en="You take one step too few. Count the turns of your loop with `steps = 3`: how often does θ change?",
            ),
        ),
        Misconception(
            "one_more",
            _one_more,
            Text(
                es="Das un paso de más. Cuenta las vueltas de tu bucle con `steps = 3`: ¿cuántas veces cambia θ?",
                en="You take one step too many. Count the turns of your loop with `steps = 3`: how often "
                "does θ change?",
            ),
        ),
        Misconception(
            "return_inside",
            _return_inside,
            Text(
                es="Te detienes tras el primer paso. Mira si el `return` está dentro del bucle, o si en "
                "cada vuelta vuelves a salir de (0, 0).",
                en="You stop after the first step. See whether the `return` is inside the loop, or "
                "whether each turn starts again from (0, 0).",
            ),
        ),
        Misconception(
            "one_after_the_other",
            _one_after_the_other,
            Text(
                es="En cada paso cambias θ₀ y usas el θ₀ nuevo para mover θ₁. Los dos tienen que salir de "
                "los mismos θ antiguos.",
                en="In each step you change θ₀ and use the new θ₀ to move θ₁. Both have to come from the same old θ.",
            ),
        ),
        Misconception(
            "stale",
            _stale,
            Text(
                es="Calculas el gradiente una sola vez, en la salida, y lo repites. La pendiente cambia a "
                "medida que bajas: hay que sentirla de nuevo en cada paso.",
                en="You compute the gradient only once, at the start, and repeat it. The slope changes as "
                "you go down: it has to be felt again at each step.",
            ),
        ),
        Misconception(
            "climb",
            _climb,
            Text(
                es="Te alejas del mínimo: subes en vez de bajar. Revisa el signo de la actualización.",
                en="You move away from the minimum: you climb instead of going down. Check the sign of the update.",
            ),
        ),
        Misconception(
            "final_cost",
            _final_cost,
            Text(
                es="Devuelves el coste final, y se piden los parámetros con los que se llega a él: (θ₀, θ₁).",
                en="You return the final cost, and what is asked for is the parameters that reach it: (θ₀, θ₁).",
            ),
        ),
    ),
)

SPECS = (GRADIENT, STEP, DESCEND, *scaling.SPECS, *several_features.SPECS)
