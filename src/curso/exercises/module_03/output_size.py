"""Spec of `03.output_size`: how long the side of an output is, by kernel, stride, padding and dilation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def output_size(n: int, kernel: int, stride: int = 1, padding: str = "valid", dilation: int = 1) -> int:
    """The positions that a kernel takes along a side of `n` values, as in `Conv2D`."""
    if padding == "same":
        # es: n / stride, redondeado hacia arriba
        # en: n / stride, rounded up
        return -(-n // stride)
    reach = (kernel - 1) * dilation + 1
    return (n - reach) // stride + 1


def output_size_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Two to count with a finger, then every mixture in which a wrong formula shows."""
    by_hand = [
        Case((5, 3), Text(es="5 valores, un núcleo de 3", en="5 values, a kernel of 3")),
        Case((5, 3, 1, "same"), Text(es="los mismos, con relleno", en="the same, with padding")),
    ]
    stride = int(rng.integers(2, 4))
    kernel = int(rng.choice([3, 4, 5, 6, 7]))
    steps, more = int(rng.integers(8, 90)), int(rng.integers(1, stride))
    long, side = int(rng.integers(20, 200)), int(rng.integers(20, 200))
    dilation = int(rng.integers(2, 5))
    drawn = [
        (kernel + stride * steps, kernel, stride, "valid"),
        (kernel + stride * steps + more, kernel, stride, "valid"),
        (stride * steps + more, kernel, stride, "same"),
        (long, 3, 1, "valid", dilation),
        (side, kernel, 1, "same", 2),
    ]
    return [*by_hand, *(Case(args) for args in drawn)]


def _where(padding: str, otherwise: Callable[..., int]) -> Callable[..., int]:
    """Right but for one of the paddings."""

    def wrong(n: int, kernel: int, stride: int = 1, fill: str = "valid", dilation: int = 1) -> int:
        if fill == padding:
            return otherwise(n, kernel, stride, dilation)
        return output_size(n, kernel, stride, fill, dilation)

    return wrong


def _valid(n: int, kernel: int, stride: int, dilation: int) -> int:
    return output_size(n, kernel, stride, "valid", dilation)


def _never_padded(n: int, kernel: int, stride: int = 1, *rest: Any) -> int:
    return output_size(n, kernel, stride, "valid", *rest[1:])


OUTPUT_SIZE = Spec(
    id="03.output_size",
    title=Text(es="¿Cuánto mide la salida?", en="How long is the output?"),
    reference=output_size,
    cases=output_size_cases,
    hints=(
        Text(
            es="Cuenta en dónde puede empezar la ventana. La primera vez, en 0; la última, donde su final toca el "
            "borde. ¿Cuántos saltos de `stride` caben entre las dos?",
            en="Count where the window can start. The first time, at 0; the last, where its end touches the border. "
            "How many jumps of `stride` fit between the two?",
        ),
        Text(
            es="Con `'valid'` son `(n - reach) // stride + 1` posiciones: los saltos y la de salida. Con dilatación, "
            "la ventana abarca `reach = (kernel - 1) * dilation + 1`.",
            en="With `'valid'` there are `(n - reach) // stride + 1` positions: the jumps and the starting one. With "
            "dilation, the window reaches over `reach = (kernel - 1) * dilation + 1`.",
        ),
        Text(
            es="Con `'same'` el núcleo no cuenta: es `n / stride` redondeado hacia arriba, `-(-n // stride)` o "
            "`math.ceil(n / stride)`.",
            en="With `'same'` the kernel does not count: it is `n / stride` rounded up, `-(-n // stride)` or "
            "`math.ceil(n / stride)`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "jumps",
            _where("valid", lambda *args: _valid(*args) - 1),
            Text(
                es="Has contado los saltos. Las posiciones son una más: la de salida también cuenta.",
                en="You counted the jumps. The positions are one more: the starting one counts too.",
            ),
        ),
        Misconception(
            "never_padded",
            _never_padded,
            Text(
                es="Con `'valid'` está bien. Con `'same'` hay ceros alrededor, y con paso 1 la salida mide lo que la "
                "entrada.",
                en="With `'valid'` it is right. With `'same'` there are zeros around, and with a stride of 1 the "
                "output is as long as the input.",
            ),
        ),
        Misconception(
            "no_stride",
            _where("valid", lambda n, kernel, stride, dilation: _valid(n, kernel, 1, dilation)),
            Text(
                es="Con `'valid'` te has olvidado del paso: la ventana no se detiene en cada valor.",
                en="With `'valid'` you forgot the stride: the window does not stop at every value.",
            ),
        ),
        Misconception(
            "rounded_up",
            _where("valid", lambda n, kernel, stride, dilation: -(-(n - (kernel - 1) * dilation - 1) // stride) + 1),
            Text(
                es="Con `'valid'` has redondeado hacia arriba: un salto que no cabe entero se pierde.",
                en="With `'valid'` you rounded up: a jump that does not fit whole is lost.",
            ),
        ),
        Misconception(
            "same_keeps_side",
            _where("same", lambda n, kernel, stride, dilation: n),
            Text(
                es="`'same'` deja el mismo tamaño solo con paso 1. Con un paso mayor, se divide por él.",
                en="`'same'` leaves the same size only with a stride of 1. With a larger one, it is divided by it.",
            ),
        ),
        Misconception(
            "same_rounded_down",
            _where("same", lambda n, kernel, stride, dilation: n // stride),
            Text(
                es="Con `'same'` se redondea hacia arriba: si sobran valores, hay relleno para una posición más.",
                en="With `'same'` it is rounded up: if values are left over, there is padding for one more position.",
            ),
        ),
        Misconception(
            "no_dilation",
            _where("valid", lambda n, kernel, stride, dilation: _valid(n, kernel, stride, 1)),
            Text(
                es="Te falta la dilatación: con huecos entre sus valores, el núcleo abarca más.",
                en="Dilation is missing: with gaps between its values, the kernel reaches further.",
            ),
        ),
        Misconception(
            "dilation_times_kernel",
            _where("valid", lambda n, kernel, stride, dilation: _valid(n, kernel * dilation, stride, 1)),
            Text(
                es="Has multiplicado el núcleo por la dilatación. Entre 3 valores hay 2 huecos, no 3: abarca "
                "`(kernel - 1) * dilation + 1`.",
                en="You multiplied the kernel by the dilation. Between 3 values there are 2 gaps, not 3: it reaches "
                "over `(kernel - 1) * dilation + 1`.",
            ),
        ),
    ),
    returns=Text(es="un entero", en="an integer"),
)
