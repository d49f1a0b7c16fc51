"""Spec of `05.dropout`: inverted dropout, judged by what it does to a table of numbers, whatever draws the mask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import NOT_ALIKE, as_numbers, kind_of, shape_text
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
SLACK = 0.04  # five standard deviations of the share that is switched off among the 4000 values of a case


def dropout(a: Array, rate: float, training: bool, seed: int) -> Array:
    """`a` with a share `rate` of its values switched off and the others enlarged; as it is when not in training."""
    if not training:
        return a
    kept = np.random.default_rng(seed).random(a.shape) >= rate
    return a * kept / (1 - rate)


def dropout_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Two rates in training, one under a half and one over it, a rate of zero, and prediction."""
    low, high = float(rng.choice([0.2, 0.25, 0.3])), float(rng.choice([0.6, 0.7, 0.75]))
    seeds = [int(seed) for seed in rng.integers(0, 10_000, 4)]
    return [
        Case((_table(rng), low, True, seeds[0]), Text(es="al entrenar", en="in training")),
        Case((_table(rng), high, True, seeds[1]), Text(es="al entrenar", en="in training")),
        Case((_table(rng)[:4, :3], 0.0, True, seeds[2]), Text(es="con `rate=0`", en="with `rate=0`")),
        Case((_table(rng)[:4, :3], high, False, seeds[3]), Text(es="al predecir", en="when predicting")),
    ]


def _table(rng: np.random.Generator) -> Array:
    return rng.uniform(1, 2, (100, 40)).round(2)


def _agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Whether `answer` is dropout of the arguments; or whether it fails as `expected`, a misconception's, does."""
    a, rate, training, _ = args
    want, got = (_flaw(np.asarray(a, dtype="float64"), rate, training, value) for value in (expected, answer))
    if want == got:
        return None
    if got is None:
        return NOT_ALIKE
    if got == "shape":
        numbers = as_numbers(answer)
        if numbers is None:
            return NOT_NUMBERS.format(kind=kind_of(answer))
        return SHAPE.format(got=shape_text(numbers.shape), want=shape_text(np.shape(a)))
    return SENTENCES[got].format(rate=rate)


def _flaw(a: Array, rate: float, training: bool, value: Any) -> str | None:
    """What is wrong with `value` as dropout of `a`, in a word; None if nothing is."""
    out = as_numbers(value)
    if out is None or out.shape != a.shape:
        return "shape"
    if not np.isfinite(out).all():
        return "not_finite"
    kept = out != 0
    if not training or rate == 0:
        if np.allclose(out, a, rtol=1e-4):
            return None
        return "shrunk_later" if kept.all() and training is False else "not_left_alone"
    return _flaw_of_mask(kept, rate) or _flaw_of_size(out[kept] / a[kept], rate)


def _flaw_of_mask(kept: NDArray[np.bool_], rate: float) -> str | None:
    if kept.all():
        return "nothing_off"
    if not kept.any():
        return "all_off"
    if (kept == kept[:1]).all():
        return "columns"
    if (kept == kept[:, :1]).all():
        return "rows"
    off = 1 - float(kept.mean())
    if abs(off - rate) <= SLACK:
        return None
    return "swapped" if abs(off - (1 - rate)) <= SLACK else "share"


def _flaw_of_size(factor: Array, rate: float) -> str | None:
    for name, right in ((None, 1 / (1 - rate)), ("not_enlarged", 1.0), ("shrunk", 1 - rate), ("by_rate", 1 / rate)):
        if np.allclose(factor, right, rtol=1e-4):
            return name
    return "size"


def _second_look(args: tuple[Any, ...], answer: Any, again: Callable[[tuple[Any, ...]], Any]) -> Text | None:
    """Whether another seed switches off others."""
    a, rate, training, seed = args
    if not training or rate == 0:
        return None
    first, second = as_numbers(answer), as_numbers(again((a, rate, training, seed + 1)))
    if first is None or second is None or first.shape != second.shape:
        return None
    return ALWAYS_THE_SAME if ((first != 0) == (second != 0)).all() else None


def _masked(
    shape_of: Callable[[Array], tuple[int, ...]] = np.shape,
    *,
    keep: Callable[[Array, float], Any] = lambda noise, rate: noise >= rate,
    factor: Callable[[float], float] = lambda rate: 1 / (1 - rate),
    predicting: Callable[[Array, float], Array] = lambda a, rate: a,
    always: bool = False,
) -> Callable[[Array, float, bool, int], Array]:
    """Dropout but for the shape of its mask, what the mask keeps, its factor, or what it does when predicting."""

    def wrong(a: Array, rate: float, training: bool, seed: int) -> Array:
        if not training and not always:
            return predicting(a, rate)
        kept = keep(np.random.default_rng(seed).random(shape_of(a)), rate)
        dropped: Array = a * kept * (factor(rate) if rate else 1.0)
        return dropped

    return wrong


NOT_NUMBERS = Text(es="esperaba un array de números y recibí {kind}", en="I expected an array of numbers, got {kind}")
SHAPE = Text(
    es="la forma es {got} y debe ser la de `a`, {want}", en="the shape is {got} and must be that of `a`, {want}"
)
ALWAYS_THE_SAME = Text(
    es="con otra `seed` apagas las mismas casillas. Usa la que te dan: `np.random.default_rng(seed)`",
    en="with another `seed` you switch off the same cells. Use the one you are given: `np.random.default_rng(seed)`",
)
SENTENCES = {
    "not_finite": Text(es="sale `nan` o `inf`", en="`nan` or `inf` comes out"),
    "shrunk_later": Text(
        es="al predecir has cambiado el tamaño de los valores: ahí deben salir tal como entran",
        en="when predicting you changed the size of the values: there they must come out as they go in",
    ),
    "not_left_alone": Text(
        es="aquí los valores deben salir tal como entran: ni se apaga ni se agranda ninguno",
        en="here the values must come out as they go in: none is switched off or enlarged",
    ),
    "nothing_off": Text(es="no has apagado ningún valor", en="you switched off no value"),
    "all_off": Text(es="has apagado todos los valores", en="you switched off all the values"),
    "columns": Text(
        es="apagas columnas enteras: todas las filas pierden los mismos valores",
        en="you switch off whole columns: all the rows lose the same values",
    ),
    "rows": Text(
        es="apagas filas enteras: cada ejemplo lo pierde todo o nada", en="you switch off whole rows: all or nothing"
    ),
    "swapped": Text(
        es="con `rate={rate}` hay que apagar esa parte, y es la que has dejado",
        en="with `rate={rate}` that is the share to switch off, and it is the one that you kept",
    ),
    "share": Text(
        es="la parte de valores apagados no es {rate}", en="the share of values that are switched off is not {rate}"
    ),
    "not_enlarged": Text(
        es="los que quedan salen como entraron: tienen que crecer para compensar a los apagados",
        en="those that stay come out as they went in: they have to grow to make up for those switched off",
    ),
    "shrunk": Text(
        es="los que quedan se han encogido, y tienen que crecer", en="those that stay shrank, and must grow"
    ),
    "by_rate": Text(
        es="has dividido por la parte que se apaga: se divide por la que queda",
        en="you divided by the share that is switched off: divide by the share that stays",
    ),
    "size": Text(
        es="los que quedan no están multiplicados por 1 / (1 − rate)",
        en="those that stay are not multiplied by 1 / (1 − rate)",
    ),
}

DROPOUT = Spec(
    id="05.dropout",
    title=Text(es="Dropout desde cero", en="Dropout from scratch"),
    reference=dropout,
    cases=dropout_cases,
    agree=_agree,
    second_look=_second_look,
    returns=Text(es="un array de la forma de `a`", en="an array of the shape of `a`"),
    hints=(
        Text(
            es="Sortea un número entre 0 y 1 **para cada valor**: `np.random.default_rng(seed).random(a.shape)`. ¿Qué "
            "parte de esos números queda por debajo de `rate`?",
            en="Draw a number between 0 and 1 **for each value**: `np.random.default_rng(seed).random(a.shape)`. What "
            "share of those numbers is below `rate`?",
        ),
        Text(
            es="`kept = noise >= rate` es `True` en la parte que queda. Al multiplicar, `True` vale 1 y `False`, 0.",
            en="`kept = noise >= rate` is `True` for the share that stays. In a product `True` is 1 and `False` is 0.",
        ),
        Text(
            es="Si no es `training`, devuelve `a` y nada más. Si lo es, `a * kept / (1 - rate)`.",
            en="If it is not `training`, return `a` and no more. If it is, `a * kept / (1 - rate)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "not_enlarged",
            _masked(factor=lambda rate: 1.0),
            Text(
                es="Apagas bien, pero los que quedan no crecen. La capa siguiente recibiría menos al entrenar que al "
                "predecir: divide por `1 - rate`.",
                en="You switch off rightly, but those that stay do not grow. The next layer would get less in training "
                "than when predicting: divide by `1 - rate`.",
            ),
        ),
        Misconception(
            "original",
            _masked(factor=lambda rate: 1.0, predicting=lambda a, rate: a * (1 - rate)),
            Text(
                es="Es el dropout del primer artículo: no agranda al entrenar y encoge al predecir. El de hoy, el "
                "invertido, agranda al entrenar y al predecir no hace nada.",
                en="That is the dropout of the first paper: it does not enlarge in training and shrinks when "
                "predicting. Today's, the inverted one, enlarges in training and does nothing when predicting.",
            ),
        ),
        Misconception(
            "shrunk",
            _masked(factor=lambda rate: 1 - rate),
            Text(
                es="Has multiplicado por `1 - rate`, y los que quedan encogen. Tienen que compensar a los que faltan: "
                "se divide.",
                en="You multiplied by `1 - rate`, and those that stay shrink. They have to make up for the missing "
                "ones: divide.",
            ),
        ),
        Misconception(
            "by_rate",
            _masked(factor=lambda rate: 1 / rate),
            Text(
                es="Has dividido por `rate`, la parte que se apaga. Se divide por la que queda, `1 - rate`.",
                en="You divided by `rate`, the share that is switched off. Divide by the share that stays, `1 - rate`.",
            ),
        ),
        Misconception(
            "swapped",
            _masked(keep=lambda noise, rate: (noise < rate) | (rate == 0)),
            Text(
                es="Has dejado la parte `rate` y apagado lo demás. `rate` es lo que se **apaga**: quedan los que "
                "tienen `noise >= rate`.",
                en="You kept the share `rate` and switched off the rest. `rate` is what is switched **off**: those "
                "with `noise >= rate` stay.",
            ),
        ),
        Misconception(
            "in_prediction_too",
            _masked(always=True),
            Text(
                es="Al entrenar está bien, pero apagas también al predecir. Ahí la red trabaja entera: si no es "
                "`training`, devuelve `a`.",
                en="In training it is right, but you switch off when predicting too. There the whole network works: if "
                "it is not `training`, return `a`.",
            ),
        ),
        Misconception(
            "whole_columns",
            _masked(lambda a: a.shape[1:]),
            Text(
                es="Has hecho un sorteo por columna, el mismo para todas las filas. Cada valor tiene el suyo: "
                "`random(a.shape)`.",
                en="You made one draw per column, the same for all the rows. Each value has its own: "
                "`random(a.shape)`.",
            ),
        ),
        Misconception(
            "whole_rows",
            _masked(lambda a: (len(a), 1)),
            Text(
                es="Has hecho un sorteo por fila: un ejemplo lo pierde todo y otro nada. Cada valor tiene el suyo: "
                "`random(a.shape)`.",
                en="You made one draw per row: one example loses everything and another nothing. Each value has its "
                "own: `random(a.shape)`.",
            ),
        ),
        Misconception(
            "never",
            lambda a, rate, training, seed: a,
            Text(
                es="No apagas nada. ¿Miras `training` al revés, o falta multiplicar por la máscara?",
                en="You switch off nothing. Do you look at `training` the wrong way round, or is the product with the "
                "mask missing?",
            ),
        ),
    ),
)
