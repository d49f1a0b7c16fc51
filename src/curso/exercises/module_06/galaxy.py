"""Stars of a galaxy with two arms: what `06.best_model` is trained on, and judged by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TURNS, NOISE = 1.25, 0.07  # of each arm from its root to its tip; how far a star strays from its arm

Stars = NDArray[np.float32]
Arms = NDArray[np.int64]


def galaxy(m: int, rng: np.random.Generator) -> tuple[Stars, Arms]:
    """Places of `m` stars, shape (m, 2), and the arm of each, 0 or 1."""
    arms = rng.integers(0, 2, m)
    radius = rng.uniform(0.15, 1, m)
    angle = 2 * np.pi * TURNS * radius + np.pi * arms
    places = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return (places + rng.normal(0, NOISE, (m, 2))).astype("float32"), arms


def for_training() -> tuple[Stars, Arms, Stars, Arms]:
    """What the lesson trains and validates with: 400 stars and their arms, 400 more and theirs."""
    rng = np.random.default_rng(0)
    return (*galaxy(400, rng), *galaxy(400, rng))


def by_geometry(stars: Stars) -> Arms:
    """The arm that each star lies nearest to by its angle: nearly always its own."""
    places = np.asarray(stars, dtype="float64").reshape(-1, 2)
    turned = np.arctan2(places[:, 1], places[:, 0]) - 2 * np.pi * TURNS * np.hypot(places[:, 0], places[:, 1])
    arms: Arms = (np.cos(turned) < 0).astype("int64")
    return arms
