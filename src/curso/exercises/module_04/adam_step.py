"""Spec of `04.adam_step`: one step of Adam, with its two averages and their correction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = np.ndarray
State = tuple[Array, Array, Array]
B1, B2, SMALL = 0.9, 0.999, 1e-7


def adam_step(w: Array, g: Array, m: Array, v: Array, t: int, learning_rate: float) -> State:
    """The weights and the two averages after step `t` (the first is 1) with the gradient `g`; arrays of one shape."""
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    # es: las medias parten de 0; dividir por 1 − βᵗ les quita ese lastre
    # en: the averages start at 0; dividing by 1 − βᵗ takes that ballast off
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    w = w - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-7)
    return w, m, v


def adam_step_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A first step to follow by hand, then first and later steps of several weights."""
    zero = np.zeros(2)
    by_hand = Case(
        (np.array([1.0, 1.0]), np.array([10.0, -0.5]), zero, zero, 1, 0.1),
        Text(es="el primer paso: 0.1 cada peso, a contrapendiente", en="the first step: 0.1 each weight, downhill"),
    )
    drawn = []
    for t, shape in ((1, (3,)), (2, (4,)), (int(rng.integers(5, 12)), (2, 3))):
        g = rng.uniform(1, 4, shape) * rng.choice([-1, 1], shape)
        m = 0 * g if t == 1 else rng.uniform(0.5, 2, shape) * rng.choice([-1, 1], shape)
        v = 0 * g if t == 1 else rng.uniform(0.02, 0.2, shape)
        args = (rng.normal(0, 2, shape), g, m, v, t, float(rng.uniform(0.1, 0.5)))
        drawn.append(Case(tuple(a.round(3) if isinstance(a, np.ndarray) else a for a in args)))
    return [by_hand, *drawn]


def _with(
    move: Callable[[Array, Array, int], Array] | None = None, b1: float = B1, b2: float = B2, power: int = 2
) -> Callable[..., State]:
    """A step in which `move` makes the direction from the averages, or the averages are made otherwise."""

    def corrected(m: Array, v: Array, t: int) -> Array:
        direction: Array = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + SMALL)
        return direction

    def wrong(w: Array, g: Array, m: Array, v: Array, t: int, learning_rate: float) -> State:
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**power
        return w - learning_rate * (move or corrected)(m, v, t), m, v

    return wrong


def _uphill(w: Array, g: Array, m: Array, v: Array, t: int, learning_rate: float) -> State:
    new_w, new_m, new_v = adam_step(w, g, m, v, t, learning_rate)
    return 2 * w - new_w, new_m, new_v


def _kept_corrected(w: Array, g: Array, m: Array, v: Array, t: int, learning_rate: float) -> State:
    new_w, new_m, new_v = adam_step(w, g, m, v, t, learning_rate)
    return new_w, new_m / (1 - B1**t), new_v / (1 - B2**t)


ADAM_STEP = Spec(
    id="04.adam_step",
    title=Text(es="Un paso de Adam", en="One step of Adam"),
    reference=adam_step,
    cases=adam_step_cases,
    returns=Text(es="tres arrays: los pesos nuevos, `m` y `v`", en="three arrays: the new weights, `m` and `v`"),
    hints=(
        Text(
            es="Son tres ideas, en este orden: las dos medias, sus dos correcciones, y el paso.",
            en="Three ideas, in this order: the two averages, their two corrections, and the step.",
        ),
        Text(
            es="`m = 0.9 * m + 0.1 * g`, y lo mismo con `v`, 0.999, 0.001 y `g**2`. Las correcciones van en otras "
            "variables: se devuelven `m` y `v` sin corregir.",
            en="`m = 0.9 * m + 0.1 * g`, and the same with `v`, 0.999, 0.001 and `g**2`. The corrections go into other "
            "variables: `m` and `v` are returned uncorrected.",
        ),
        Text(
            es="`m_hat = m / (1 - 0.9**t)` y `v_hat = v / (1 - 0.999**t)`; el paso resta "
            "`learning_rate * m_hat / (np.sqrt(v_hat) + 1e-7)`.",
            en="`m_hat = m / (1 - 0.9**t)` and `v_hat = v / (1 - 0.999**t)`; the step subtracts "
            "`learning_rate * m_hat / (np.sqrt(v_hat) + 1e-7)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "not_corrected",
            _with(lambda m, v, t: m / (np.sqrt(v) + SMALL)),
            Text(
                es="Faltan las correcciones. Las medias parten de 0: en el primer paso, `v` es una milésima de g², y "
                "su raíz hace el paso tres veces mayor.",
                en="The corrections are missing. The averages start at 0: in the first step `v` is a thousandth of g², "
                "and its root makes the step three times as large.",
            ),
        ),
        Misconception(
            "counted_from_zero",
            _with(lambda m, v, t: m / (1 - B1 ** (t + 1)) / (np.sqrt(v / (1 - B2 ** (t + 1))) + SMALL)),
            Text(
                es="Has corregido con `t + 1`. Aquí el primer paso ya es `t = 1`.",
                en="You corrected with `t + 1`. Here the first step already is `t = 1`.",
            ),
        ),
        Misconception(
            "without_root",
            _with(lambda m, v, t: m / (1 - B1**t) / (v / (1 - B2**t) + SMALL)),
            Text(
                es="Falta la raíz: `v` promedia g², y el tamaño de g es su raíz. Sin ella, a más gradiente, menos "
                "paso.",
                en="The root is missing: `v` averages g², and the size of g is its root. Without it, the larger the "
                "gradient the smaller the step.",
            ),
        ),
        Misconception(
            "swapped_betas",
            _with(b1=B2, b2=B1),
            Text(
                es="Los dos números están cambiados: 0.9 es de `m`, que olvida pronto; 0.999, de `v`, que tarda.",
                en="The two numbers are swapped: 0.9 is for `m`, which forgets soon; 0.999 for `v`, which takes long.",
            ),
        ),
        Misconception(
            "not_squared",
            _with(power=1),
            Text(
                es="`v` tiene que promediar el cuadrado, `g**2`. Con `g`, los signos se anulan y la raíz puede no "
                "existir.",
                en="`v` has to average the square, `g**2`. With `g` the signs cancel and the root may not exist.",
            ),
        ),
        Misconception(
            "uphill",
            _uphill,
            Text(
                es="Has subido la cuesta: el paso se resta, como en el descenso de siempre.",
                en="You went uphill: the step is subtracted, as in the descent you know.",
            ),
        ),
        Misconception(
            "kept_corrected",
            _kept_corrected,
            Text(
                es="El paso está bien, pero devuelves las medias corregidas. Se guardan sin corregir: si no, el paso "
                "siguiente las corregiría otra vez.",
                en="The step is right, but you return the corrected averages. They are kept uncorrected: otherwise the "
                "next step would correct them again.",
            ),
        ),
    ),
)
