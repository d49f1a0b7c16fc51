"""Spec of `03.shapes`: the shape that comes out of each layer of a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import numpy as np

from curso.exercises.agree import LENGTH, kind_of
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Shape = tuple[int, ...]
Layer = tuple[str, dict[str, Any]]


def shapes(input_shape: Shape, layer_list: Sequence[Layer]) -> list[Shape]:
    """The shape after each layer, without the axis of the batch; a layer is its name and its arguments."""
    shape, found = tuple(input_shape), []
    for name, settings in layer_list:
        if name == "Dense":
            # es: solo cambia el último eje
            # en: only the last axis changes
            shape = (*shape[:-1], settings["units"])
        elif name == "Flatten":
            shape = (prod(shape),)
        elif name == "Permute":
            # es: los ejes se cuentan desde 1, y los índices de Python desde 0
            # en: axes are counted from 1, and Python's indices from 0
            shape = tuple(shape[axis - 1] for axis in settings["dims"])
        elif name == "Reshape":
            target = settings["target_shape"]
            # es: con un -1 dentro, el producto sale negativo: el de los demás, con el signo cambiado
            # en: with a -1 in it the product comes out negative: that of the others, with its sign changed
            rest = prod(shape) // -prod(target)
            shape = tuple(rest if n == -1 else n for n in target)
        # es: Activation y Dropout cambian valores, no formas
        # en: Activation and Dropout change values, not shapes
        found.append(shape)
    return found


def draw_rows(rng: np.random.Generator) -> list[tuple[Shape, list[Layer]]]:
    """Rows of layers in which every axis has another length, so that no two can be mistaken for each other."""
    a, b, c = (int(n) for n in rng.permutation(np.arange(3, 8))[:3])
    u, v, w = (int(n) for n in rng.permutation(np.arange(5, 12))[:3] * 2)
    columns = int(rng.integers(20, 40))
    vector: list[Layer] = [("Dense", {"units": u}), ("Dropout", {"rate": 0.5}), ("Dense", {"units": v})]
    table: list[Layer] = [
        ("Permute", {"dims": (2, 1)}),
        ("Dense", {"units": u}),
        ("Reshape", {"target_shape": (2, -1)}),
        ("Dropout", {"rate": 0.5}),
        ("Flatten", {}),
        ("Dense", {"units": v}),
    ]
    block: list[Layer] = [
        ("Dense", {"units": w}),
        ("Permute", {"dims": (3, 1, 2)}),
        ("Reshape", {"target_shape": (-1, b)}),
        ("Activation", {"activation": "relu"}),
        ("Reshape", {"target_shape": (b, a, w)}),
    ]
    return [((columns,), vector), ((a, b), table), ((a, b, c), block)]


def shapes_cases(rng: np.random.Generator) -> Sequence[Case]:
    """The lesson's sample with `Flatten`, then a vector, a table and a block."""
    sample = [
        ("Dense", {"units": 16}),
        ("Activation", {"activation": "relu"}),
        ("Flatten", {}),
        ("Dense", {"units": 4}),
    ]
    by_hand = Case(((3, 2), sample), Text(es="el ejemplo de Flatten", en="the sample with Flatten"))
    return [by_hand, *(Case(row) for row in draw_rows(rng))]


def shapes_agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """One shape a layer, each a tuple, a list or an array of whole numbers."""
    if not isinstance(answer, (list, tuple, np.ndarray)):
        return NOT_A_LIST.format(kind=kind_of(answer))
    if len(answer) != len(expected):
        return LENGTH.format(got=len(answer), expected=len(expected))
    for number, (want, got) in enumerate(zip(expected, answer, strict=True), start=1):
        if _same(want, got):
            continue
        place = {"number": number, "name": args[1][number - 1][0]}
        return (AFTER if isinstance(got, (list, tuple, np.ndarray)) else NOT_A_SHAPE).format(**place)
    return None


def _same(want: Any, got: Any) -> bool:
    if isinstance(want, (list, tuple, np.ndarray)) and isinstance(got, (list, tuple, np.ndarray)):
        return len(want) == len(got) and all(w is g or w == g for w, g in zip(want, got, strict=True))
    return bool(np.isscalar(want) and np.isscalar(got) and want == got)


NOT_A_LIST = Text(
    es="esperaba una lista con una forma por capa y recibí {kind}",
    en="I expected a list with one shape a layer, and received {kind}",
)
AFTER = Text(
    es="tras la capa {number}, `{name}`, la forma no es la correcta",
    en="after layer {number}, `{name}`, the shape is not right",
)
NOT_A_SHAPE = Text(
    es="tras la capa {number}, `{name}`, esperaba una tupla; la de un solo eje lleva coma: `(48,)`",
    en="after layer {number}, `{name}`, I expected a tuple; with a single axis it has a comma: `(48,)`",
)


def _with(name: str, rule: Callable[[Shape, dict[str, Any]], Any]) -> Callable[[Shape, Sequence[Layer]], list[Shape]]:
    """`shapes` with another rule for the layers called `name`."""

    def wrong(input_shape: Shape, layers: Sequence[Layer]) -> list[Shape]:
        shape, found = tuple(input_shape), []
        for layer in layers:
            shape = rule(shape, layer[1]) if layer[0] == name else shapes(shape, [layer])[0]
            found.append(shape)
        return found

    return wrong


SHAPES = Spec(
    id="03.shapes",
    title=Text(es="La forma tras cada capa", en="The shape after each layer"),
    reference=shapes,
    cases=shapes_cases,
    agree=shapes_agree,
    returns=Text(es="una lista con una forma (tupla) por capa", en="a list with one shape (a tuple) a layer"),
    hints=(
        Text(
            es="Haz una capa cada vez, con la tabla de la sección delante: ¿qué ejes toca `Dense`? ¿Y `Permute`?",
            en="Do one layer at a time, with the section's table before you: which axes does `Dense` touch? And "
            "`Permute`?",
        ),
        Text(
            es="`shape[:-1]` son todos los ejes menos el último. En `Permute`, `dims` dice de dónde viene cada eje, "
            "contando desde 1: `shape[axis - 1]`.",
            en="`shape[:-1]` is all the axes but the last. In `Permute`, `dims` says where each axis comes from, "
            "counting from 1: `shape[axis - 1]`.",
        ),
        Text(
            es='Casi entero: `(*shape[:-1], settings["units"])` para `Dense`, `tuple(shape[axis - 1] for axis in '
            'settings["dims"])` para `Permute`, y en `Reshape` el −1 vale `prod(shape) // -prod(target)`.',
            en='Nearly whole: `(*shape[:-1], settings["units"])` for `Dense`, `tuple(shape[axis - 1] for axis in '
            'settings["dims"])` for `Permute`, and in `Reshape` the −1 is `prod(shape) // -prod(target)`.',
        ),
    ),
    misconceptions=(
        Misconception(
            "dense_flattens",
            _with("Dense", lambda shape, settings: (settings["units"],)),
            Text(
                es="Tu `Dense` se queda con un solo eje. No aplana: cambia el último y deja los de delante.",
                en="Your `Dense` keeps a single axis. It does not flatten: it changes the last one and leaves those "
                "before it.",
            ),
        ),
        Misconception(
            "dense_adds_axis",
            _with("Dense", lambda shape, settings: (*shape, settings["units"])),
            Text(
                es="Tu `Dense` añade un eje. Las unidades ocupan el sitio del último: sus valores ya se han sumado.",
                en="Your `Dense` adds an axis. The units take the place of the last: its values have been added up.",
            ),
        ),
        Misconception(
            "flatten_keeps_first",
            _with("Flatten", lambda shape, settings: (shape[0], prod(shape[1:]))),
            Text(
                es="Tu `Flatten` conserva el primer eje. El que se conserva es el del lote, y aquí no aparece: de "
                "estos no queda más que uno.",
                en="Your `Flatten` keeps the first axis. The one that is kept is that of the batch, which is not shown "
                "here: of these only one is left.",
            ),
        ),
        Misconception(
            "axes_from_zero",
            _with("Permute", lambda shape, settings: tuple(shape[axis] for axis in settings["dims"])),
            Text(
                es="`dims` cuenta los ejes desde 1, porque el 0 es el del lote; tu tupla, desde 0. Resta uno.",
                en="`dims` counts the axes from 1, because 0 is that of the batch; your tuple counts from 0. Take one "
                "away.",
            ),
        ),
        Misconception(
            "permute_inverse",
            _with(
                "Permute",
                lambda shape, settings: tuple(
                    shape[list(settings["dims"]).index(axis)] for axis in range(1, len(shape) + 1)
                ),
            ),
            Text(
                es="Lees `dims` al revés. Su primer número dice qué eje de los de antes pasa a ser el primero, no "
                "adónde va el primero.",
                en="You read `dims` the wrong way round. Its first number says which of the old axes becomes the "
                "first, not where the first one goes.",
            ),
        ),
        Misconception(
            "permute_reversed",
            _with("Permute", lambda shape, settings: shape[::-1]),
            Text(
                es="Siempre das la vuelta a los ejes. Eso vale para `(2, 1)`; con tres, mira qué dice `dims`.",
                en="You always turn the axes round. That does for `(2, 1)`; with three, look at what `dims` says.",
            ),
        ),
        Misconception(
            "rest_not_filled",
            _with("Reshape", lambda shape, settings: tuple(settings["target_shape"])),
            Text(
                es="Has dejado el −1 en la forma. Es un hueco: ahí va lo que falte para no perder ningún valor.",
                en="You left the −1 in the shape. It is a gap: what it takes to lose no value goes there.",
            ),
        ),
        Misconception(
            "dropout_shrinks",
            _with("Dropout", lambda shape, settings: (*shape[:-1], int(shape[-1] * (1 - settings["rate"])))),
            Text(
                es="Tu `Dropout` quita elementos. Los pone a cero, y un cero también ocupa su sitio.",
                en="Your `Dropout` removes elements. It sets them to zero, and a zero takes up its place too.",
            ),
        ),
        Misconception(
            "with_batch",
            lambda input_shape, layers: [(None, *shape) for shape in shapes(input_shape, layers)],
            Text(
                es="Las formas son correctas; sobra el `None` del lote, que aquí no se escribe.",
                en="The shapes are right; the `None` of the batch should not be there: here it is not written.",
            ),
        ),
        Misconception(
            "only_last",
            lambda input_shape, layers: shapes(input_shape, layers)[-1:],
            Text(
                es="Has dado solo la última forma. Guarda la de cada capa, con `append` dentro del bucle.",
                en="You gave the last shape only. Keep that of each layer, with `append` inside the loop.",
            ),
        ),
    ),
)
