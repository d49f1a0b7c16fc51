"""Spec of `03.convolve`: a kernel slid over an image, the window times the kernel at each place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

SHARPEN = np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]])


def convolve(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """The output without padding and with a stride of 1, as `Conv2D` computes it: the kernel is not flipped.

    `image` has shape (H, W) and `kernel` (h, w); the result, (H − h + 1, W − w + 1).
    """
    height, width = kernel.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + height, c : c + width]
            output[r, c] = np.sum(window * kernel)
    return output


def convolve_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One output to follow by hand, a sharpened corner, and two drawn whose sides all differ."""
    by_hand = Case(
        (np.array([[3.0, 1.0], [0.0, 2.0]]), np.array([[1.0, -1.0], [4.0, 2.0]])),
        Text(es="una sola ventana: 3 − 1 + 0 + 4 = 6", en="a single window: 3 − 1 + 0 + 4 = 6"),
    )
    sharpened = Case(
        (rng.integers(0, 256, (5, 6)).astype(float), SHARPEN),
        Text(es="el núcleo de nitidez", en="the sharpening kernel"),
    )
    drawn = [
        Case((rng.integers(-9, 10, size).astype(float), _kernel(rng, k)))
        for size, k in (((7, 9), (2, 3)), ((8, 6), (3, 2)))
    ]
    return [by_hand, sharpened, *drawn]


def _kernel(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """All values different, so that a kernel that is turned round is another one."""
    values = rng.permutation(np.arange(-4.0, 5.0))[: shape[0] * shape[1]]
    return values.reshape(shape)


def _padded(image: Any, kernel: Any) -> Any:
    """The output with zeros around the image, of the image's own size."""
    around = [((k - 1) // 2, k - 1 - (k - 1) // 2) for k in kernel.shape]
    return convolve(np.pad(image, around), kernel)


def _product(image: Any, kernel: Any) -> Any:
    height, width = kernel.shape
    starts = [[(r, c) for c in range(image.shape[1] - width + 1)] for r in range(image.shape[0] - height + 1)]
    return np.array([[(image[r : r + height, c : c + width] @ kernel).sum() for r, c in row] for row in starts])


CONVOLVE = Spec(
    id="03.convolve",
    title=Text(es="Pasar un núcleo por una imagen", en="Sliding a kernel over an image"),
    reference=convolve,
    cases=convolve_cases,
    hints=(
        Text(
            es="¿En cuántas filas puede empezar la ventana sin salirse? Con 5 filas y un núcleo de 3, en la 0, la 1 y "
            "la 2.",
            en="At how many rows can the window start without leaving the image? With 5 rows and a kernel of 3, at "
            "0, 1 and 2.",
        ),
        Text(
            es="La ventana que empieza en la fila `r` y la columna `c` es `image[r : r + height, c : c + width]`.",
            en="The window that starts at row `r` and column `c` is `image[r : r + height, c : c + width]`.",
        ),
        Text(
            es="En cada vuelta, `output[r, c] = np.sum(window * kernel)`: valor por valor, y se suma todo.",
            en="Each time round, `output[r, c] = np.sum(window * kernel)`: value by value, and everything is added.",
        ),
    ),
    misconceptions=(
        Misconception(
            "flipped",
            lambda image, kernel: convolve(image, kernel[::-1, ::-1]),
            Text(
                es="Has girado el núcleo, como en la convolución de las matemáticas. Keras lo pone tal como viene: lo "
                "que calcula es la correlación cruzada.",
                en="You turned the kernel round, as in the convolution of mathematics. Keras lays it down as it comes: "
                "what it computes is the cross-correlation.",
            ),
        ),
        Misconception(
            "padded",
            _padded,
            Text(
                es="Has rodeado la imagen de ceros para que la salida mida lo mismo. Aquí no hay relleno: la ventana "
                "no se sale.",
                en="You put zeros around the image so that the output is as large. Here there is no padding: the "
                "window does not leave the image.",
            ),
        ),
        Misconception(
            "one_short",
            lambda image, kernel: convolve(image[:-1, :-1], kernel),
            Text(
                es="Te falta la última posición en cada dirección: caben `image.shape[0] - height + 1` filas de "
                "ventanas.",
                en="The last position in each direction is missing: `image.shape[0] - height + 1` rows of windows fit.",
            ),
        ),
        Misconception(
            "jumping",
            lambda image, kernel: convolve(image, kernel)[:: kernel.shape[0], :: kernel.shape[1]],
            Text(
                es="Tus ventanas no se solapan: saltan tanto como mide el núcleo. Avanzan de una en una casilla.",
                en="Your windows do not overlap: they jump as far as the kernel is long. They move one cell at a time.",
            ),
        ),
        Misconception(
            "mean",
            lambda image, kernel: convolve(image, kernel) / kernel.size,
            Text(
                es="Has hecho la media de los productos. Se suman, sin dividir.",
                en="You took the mean of the products. They are added, and not divided.",
            ),
        ),
        Misconception(
            "product",
            _product,
            Text(
                es="`@` es el producto de matrices: filas por columnas. Aquí cada valor se multiplica por el que tiene "
                "encima: `window * kernel`.",
                en="`@` is the product of matrices: rows by columns. Here each value is multiplied by the one on top "
                "of it: `window * kernel`.",
            ),
        ),
    ),
    returns=Text(es="un array de números, la salida", en="an array of numbers, the output"),
)
