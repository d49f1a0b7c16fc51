"""Digits written anywhere on a larger sheet: what `03.cnn` is trained on, and judged by."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

SIDE, SMALL = 16, 8  # of the sheet and of a digit, in points
KNOWN = 1200  # digits to train with; the others are for testing
COPIES = 3  # of each, in different places

Images = NDArray[np.float32]
Labels = NDArray[np.int64]


def wander(images: Images, rng: np.random.Generator) -> Images:
    """Each image of shape (8, 8) somewhere on an empty sheet: shape (m, 16, 16, 1)."""
    sheets = np.zeros((len(images), SIDE, SIDE, 1), dtype="float32")
    places = rng.integers(0, SIDE - SMALL + 1, size=(len(images), 2))
    for sheet, image, (r, c) in zip(sheets, images, places, strict=True):
        sheet[r : r + SMALL, c : c + SMALL, 0] = image
    return sheets


def for_training(seed: int = 0) -> tuple[Images, Labels]:
    """What the lesson trains with: 3600 sheets and their digits."""
    images, labels = _digits()
    rng = np.random.default_rng(seed)
    sheets = np.concatenate([wander(images[:KNOWN], rng) for _ in range(COPIES)])
    return sheets, np.tile(labels[:KNOWN], COPIES)


def for_testing(rng: np.random.Generator, m: int) -> tuple[Images, Labels]:
    """`m` sheets with digits that are not for training, in places that `rng` draws, and their digits."""
    images, labels = _digits()
    drawn = KNOWN + rng.permutation(len(images) - KNOWN)[:m]
    return wander(images[drawn], rng), labels[drawn]


def read_digits(sheets: Images) -> Labels:
    """The digits on sheets of `for_testing`, looked up."""
    images, labels = _digits()
    known = {_ink(image): label for image, label in zip(images, labels, strict=True)}
    return np.array([known[_ink(sheet)] for sheet in sheets[:, :, :, 0]])


def _ink(image: Images) -> bytes:
    """The rows and columns that are not empty."""
    return np.ascontiguousarray(image[image.any(axis=1)][:, image.any(axis=0)]).tobytes()


@cache
def _digits() -> tuple[Images, Labels]:
    from sklearn.datasets import load_digits

    digits = load_digits()
    return (digits.images / 16).astype("float32"), digits.target
