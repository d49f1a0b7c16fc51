"""Kernels ready to try, and how arrays become part of a config."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from curso.text import Text

Matrix = tuple[tuple[float, ...], ...]

SHARPEN: Matrix = ((0, -1, 0), (-1, 5, -1), (0, -1, 0))
READY: tuple[tuple[Text, Matrix], ...] = (
    (Text(es="nitidez", en="sharpen"), SHARPEN),
    (Text(es="identidad", en="identity"), ((0, 0, 0), (0, 1, 0), (0, 0, 0))),
    (Text(es="desenfoque", en="blur"), ((0.1, 0.1, 0.1), (0.1, 0.2, 0.1), (0.1, 0.1, 0.1))),
    (Text(es="bordes verticales", en="vertical edges"), ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1))),
    (Text(es="bordes horizontales", en="horizontal edges"), ((-1, -2, -1), (0, 0, 0), (1, 2, 1))),
    (Text(es="contornos", en="outlines"), ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1))),
)


def matrix(values: ArrayLike) -> Matrix:
    """The rows of an array of shape (rows, columns); a row of shape (columns,) is one row."""
    return tuple(tuple(row) for row in np.atleast_2d(np.asarray(values, dtype=float)).tolist())
