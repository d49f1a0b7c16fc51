"""Spec of `03.pool`: the largest value or the mean of each window of an image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def pool(image: np.ndarray, size: int, stride: int | None = None, mode: str = "max") -> np.ndarray:
    """The maximum ("max") or the mean ("mean") of each whole window of size × size; `stride` is `size` if not given."""
    if stride is None:
        stride = size
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r * stride : r * stride + size, c * stride : c * stride + size]
            output[r, c] = window.max() if mode == "max" else window.mean()
    return output


def pool_cases(rng: np.random.Generator) -> Sequence[Case]:
    """The sixteen numbers of the lesson both ways, then windows that leave a rest, overlap or leave gaps."""
    sixteen = np.arange(16.0).reshape(4, 4)
    by_hand = [
        Case((sixteen, 2), Text(es="los números del 0 al 15, máximos", en="the numbers from 0 to 15, maxima")),
        Case((sixteen, 2, None, "mean"), Text(es="los mismos, medias", en="the same, means")),
    ]
    drawn = [
        ((5, 7), 2, None, "max"),
        ((6, 7), 3, 1, "mean"),
        ((8, 9), 2, 3, "max"),
        ((7, 9), 2, None, "mean"),
    ]
    return [*by_hand, *(Case((rng.normal(0, 5, shape).round(1), *rest)) for shape, *rest in drawn)]


def _from(image: Any, size: int, stride: int, mode: str, rows: Sequence[int], columns: Sequence[int]) -> Any:
    """The windows that start at these rows and columns, cut off at the border."""
    summary = np.max if mode == "max" else np.mean
    return np.array([[summary(image[r : r + size, c : c + size]) for c in columns] for r in rows])


def _partial(image: Any, size: int, stride: int | None = None, mode: str = "max") -> Any:
    stride = stride or size
    rows, columns = (range(0, n, stride) for n in image.shape)
    return _from(image, size, stride, mode, rows, columns)


def _not_moved(image: Any, size: int, stride: int | None = None, mode: str = "max") -> Any:
    rows, columns = (range(n) for n in pool(image, size, stride).shape)
    return _from(image, size, stride or size, mode, rows, columns)


POOL = Spec(
    id="03.pool",
    title=Text(es="Agrupar: un valor por ventana", en="Pooling: one value per window"),
    reference=pool,
    cases=pool_cases,
    hints=(
        Text(
            es="Se parece a `convolve`: cambian el paso y lo que se hace con la ventana. Y si `stride` es `None`, es "
            "lo que mide la ventana.",
            en="It is like `convolve`: what changes is the stride and what is done with the window. And if `stride` is "
            "`None`, it is the length of the window.",
        ),
        Text(
            es="El tamaño de la salida lo sabes del ejercicio anterior: `(n - size) // stride + 1`. La ventana de la "
            "casilla `r, c` empieza en `r * stride, c * stride`.",
            en="You know the size of the output from the exercise before: `(n - size) // stride + 1`. The window of "
            "cell `r, c` starts at `r * stride, c * stride`.",
        ),
        Text(
            es="Con la ventana `image[r * stride : r * stride + size, c * stride : c * stride + size]`, usa "
            "`window.max()` o `window.mean()`, según `mode`.",
            en="With the window `image[r * stride : r * stride + size, c * stride : c * stride + size]`, use "
            "`window.max()` or `window.mean()`, as `mode` says.",
        ),
    ),
    misconceptions=(
        Misconception(
            "stride_one",
            lambda image, size, stride=None, mode="max": pool(image, size, stride or 1, mode),
            Text(
                es="Si no se dice el paso, avanzas de uno en uno. En las capas de agrupación el paso es entonces el "
                "tamaño de la ventana.",
                en="When the stride is not given, you move one by one. In pooling layers it is then the size of the "
                "window.",
            ),
        ),
        Misconception(
            "ignores_stride",
            lambda image, size, stride=None, mode="max": pool(image, size, None, mode),
            Text(
                es="El paso no tiene por qué ser el tamaño de la ventana: si te lo dan, úsalo.",
                en="The stride need not be the size of the window: when it is given, use it.",
            ),
        ),
        Misconception(
            "always_max",
            lambda image, size, stride=None, mode="max": pool(image, size, stride),
            Text(
                es="Das siempre el máximo. Con `mode='mean'` se pide la media de la ventana.",
                en="You always give the maximum. With `mode='mean'` the mean of the window is asked for.",
            ),
        ),
        Misconception(
            "always_mean",
            lambda image, size, stride=None, mode="max": pool(image, size, stride, "mean"),
            Text(
                es="Das siempre la media. Con `mode='max'`, que es lo normal, se pide el máximo.",
                en="You always give the mean. With `mode='max'`, which is the default, the maximum is asked for.",
            ),
        ),
        Misconception(
            "partial",
            _partial,
            Text(
                es="Has contado también las ventanas que se salen por el borde. Sin relleno, una ventana a la que le "
                "faltan valores no cuenta.",
                en="You also counted the windows that stick out over the border. Without padding, a window that lacks "
                "values does not count.",
            ),
        ),
        Misconception(
            "not_moved",
            _not_moved,
            Text(
                es="La salida tiene el tamaño bueno, pero las ventanas empiezan en `r, c`. Empiezan en `r * stride`, "
                "`c * stride`.",
                en="The output has the right size, but the windows start at `r, c`. They start at `r * stride`, "
                "`c * stride`.",
            ),
        ),
        Misconception(
            "sum",
            lambda image, size, stride=None, mode="max": (
                pool(image, size, stride, mode) * (1 if mode == "max" else size**2)
            ),
            Text(
                es="El máximo está bien. En lugar de la media has dado la suma: divide por los valores de la ventana.",
                en="The maximum is right. In place of the mean you gave the sum: divide by the values in the window.",
            ),
        ),
    ),
    returns=Text(es="un array de números, la salida", en="an array of numbers, the output"),
)
