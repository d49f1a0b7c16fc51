"""Digits labelled by somebody who was tired: what `05.regularize` is trained on, and judged by."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

LABELLED, CHECKED = 200, 100  # digits with tired labels, and digits with right ones to validate with
WRONG = 0.25  # of the tired labels
CLASSES = 10

Images = NDArray[np.float32]
Labels = NDArray[np.int64]


def for_training() -> tuple[Images, Labels, Images, Labels]:
    """What the lesson trains and validates with: 200 digits, their tired labels, 100 more, their right labels."""
    images, labels = _digits()
    rng = np.random.default_rng(0)
    given = labels[:LABELLED].copy()
    wrong = rng.random(LABELLED) < WRONG
    given[wrong] = (given[wrong] + rng.integers(1, CLASSES, wrong.sum())) % CLASSES
    checked = slice(LABELLED, LABELLED + CHECKED)
    return images[:LABELLED], given, images[checked], labels[checked]


def for_testing(rng: np.random.Generator, m: int) -> tuple[Images, Labels]:
    """`m` digits that are neither for training nor for validation, as `rng` draws them, and their right labels."""
    images, labels = _digits()
    known = LABELLED + CHECKED
    drawn = known + rng.permutation(len(images) - known)[:m]
    return images[drawn], labels[drawn]


def read_digits(images: Images) -> Labels:
    """The right labels of images of `for_testing`, looked up."""
    known = {image.tobytes(): label for image, label in zip(*_digits(), strict=True)}
    return np.array([known[np.asarray(image, dtype="float32").tobytes()] for image in images])


@cache
def _digits() -> tuple[Images, Labels]:
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(images))
    return (images[order] / 16).astype("float32"), labels[order]
