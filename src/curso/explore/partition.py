"""Rows parted into training, validation and test: who goes where, and what leaks from one part to another."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from curso.explore.bowl import Array
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.partition_words import (
    A_COUNT,
    BETWEEN,
    COPIED,
    HOW,
    HOWS,
    LEAK,
    LEAKS,
    MEAN,
    ONE_OF,
    PART_NAMES,
    PARTS,
    PICTURE,
    RARE,
    ROWS,
    SCALED,
    SEED,
    SHARE,
    TEST_SHARE,
)
from curso.explore.sample import refuse
from curso.text import Text, join, language

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 11.0, 4.6  # inches
CEILINGS = (0.3, 0.6, 1.1)  # of the axis of shares: few, so that a slider seldom changes it
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    rows : how many rows there are, from 60 to 300.
    validation, test : the share of all rows that goes to each, from 0.1 to 0.4.
    rare : the share of the rare class, from 0.1 to 0.5.
    how : "stratified", "random", or "in order": the rows come sorted by class, and the last ones are the test.
    leak : "none"; "scaling", by the mean and deviation of all rows; "duplicates", copies parted like strangers.
    copies : the share of rows that are copies of others where the leak is "duplicates", from 0.1 to 0.6.
    seed : of the rows and of the split.

    Raises
    ------
    ValueError : a value out of its range.
    """

    rows: int = 100
    validation: float = 0.2
    test: float = 0.2
    rare: float = 0.15
    how: str = "stratified"
    leak: str = "none"
    copies: float = 0.4
    seed: int = 0

    def __post_init__(self) -> None:
        if not 60 <= self.rows <= 300:
            refuse("rows", A_COUNT, self.rows)
        for name, low, high in (("validation", 0.1, 0.4), ("test", 0.1, 0.4), ("rare", 0.1, 0.5), ("copies", 0.1, 0.6)):
            if not low <= getattr(self, name) <= high:
                refuse(name, BETWEEN.format(low=low, high=high), getattr(self, name))
        for name, known in (("how", HOWS), ("leak", LEAKS)):
            if getattr(self, name) not in known:
                refuse(name, ONE_OF.format(names=", ".join(known)), getattr(self, name))


@dataclass(frozen=True)
class State:
    """The split, and what leaks.

    Parameters
    ----------
    train, validation, test : the numbers of their rows.
    labels : 1 for the rare class, shape (rows,).
    values : a feature, shape (rows,).
    shares : the share of the rare class in each part, by its name.
    mean, deviation : those that the feature is scaled with.
    of_train : mean and deviation of the training rows.
    scaled : the feature once scaled, shape (rows,).
    shared : test rows that have a copy outside of the test (0 without duplicates).
    measured, grouped, fresh : accuracy of the nearest neighbour (trained on all but the test) on the test; on a test
        whose copies all stayed on one side; on new rows. 0 without duplicates.
    """

    train: Rows
    validation: Rows
    test: Rows
    labels: Rows
    values: Array
    shares: Mapping[str, float]
    mean: float
    deviation: float
    of_train: tuple[float, float]
    scaled: Array
    shared: int = 0
    measured: float = 0.0
    grouped: float = 0.0
    fresh: float = 0.0

    @property
    def means(self) -> Mapping[str, float]:
        """The mean of the scaled feature in each part; what rounding leaves of 0 is 0."""
        return {name: round(float(self.scaled[getattr(self, name)].mean()), 9) for name in PARTS}


@lru_cache(maxsize=64)
def state(config: Config) -> State:
    """The split that `config` asks for."""
    random = np.random.default_rng(config.seed)
    labels = np.zeros(config.rows, dtype=np.int64)
    labels[config.rows - round(config.rare * config.rows) :] = 1
    X, origin = _points(labels, random), np.arange(config.rows)
    if config.leak == "duplicates":
        # the first rows of each class are originals, and the rest of it are copies of them
        for kind in (0, 1):
            own = np.flatnonzero(labels == kind)
            kept = max(2, round((1 - config.copies) * len(own)))
            origin[own[kept:]] = random.choice(own[:kept], len(own) - kept)
        X = X[origin]
    parts = _split(labels, config)
    train = parts[0]
    values = 50 + 8 * X[:, 0] + 4 * X[:, 1] ** 2
    used = np.arange(config.rows) if config.leak == "scaling" else train
    mean, deviation = float(values[used].mean()), float(values[used].std())
    shares = {name: float(labels[rows].mean()) for name, rows in zip(PARTS, parts, strict=True)}
    of_train = float(values[train].mean()), float(values[train].std())
    now = State(*parts, labels, values, shares, mean, deviation, of_train, (values - mean) / deviation)
    return _with_copies(now, X, origin, config, random) if config.leak == "duplicates" else now


def _points(labels: Rows, random: np.random.Generator) -> Array:
    """Two overlapping groups of points, shape (rows, 2)."""
    points: Array = random.standard_normal((len(labels), 2)) + 0.9 * labels[:, None]
    return points


def _split(labels: Rows, config: Config) -> tuple[Rows, Rows, Rows]:
    from sklearn.model_selection import train_test_split

    test, validation = (round(share * len(labels)) for share in (config.test, config.validation))
    rows = np.arange(len(labels))
    if config.how == "in order":
        cuts = len(rows) - test - validation, len(rows) - test
        return rows[: cuts[0]], rows[cuts[0] : cuts[1]], rows[cuts[1] :]

    def cut(rows: Rows, size: int) -> list[Rows]:
        kinds = labels[rows] if config.how == "stratified" else None
        pair: list[Rows] = train_test_split(rows, test_size=size, stratify=kinds, random_state=config.seed)
        return pair

    rest, tested = cut(rows, test)
    train, validated = cut(rest, validation)
    return np.sort(train), np.sort(validated), np.sort(tested)


def _with_copies(now: State, X: Array, origin: Rows, config: Config, random: np.random.Generator) -> State:
    learnt = np.concatenate([now.train, now.validation])
    shared = int(np.isin(origin[now.test], origin[learnt]).sum())
    # the same number of originals to the test, each with all its copies
    originals = random.permutation(np.unique(origin))
    aside = np.isin(origin, originals[: max(1, round(config.test * len(originals)))])
    new = (np.arange(2000) < config.rare * 2000).astype(np.int64)
    fresh = _accuracy(X[learnt], now.labels[learnt], _points(new, random), new)
    return replace(
        now,
        shared=shared,
        measured=_accuracy(X[learnt], now.labels[learnt], X[now.test], now.labels[now.test]),
        grouped=_accuracy(X[~aside], now.labels[~aside], X[aside], now.labels[aside]),
        fresh=fresh,
    )


def _accuracy(X: Array, y: Rows, asked: Array, answers: Rows) -> float:
    """How often the class of the nearest row is right."""
    distances = (asked**2).sum(axis=1)[:, None] - 2 * asked @ X.T + (X**2).sum(axis=1)
    return float(np.mean(y[distances.argmin(axis=1)] == answers))


def ceiling(config: Config) -> float:
    """How far the axis of shares goes: near enough to the bars for small differences to be seen."""
    highest = max(state(config).shares.values())
    return next(top for top in CEILINGS if highest <= 0.93 * top)


def draw(config: Config) -> Figure:
    """The picture, 11 × 4.6 inches: the rows by parts, the rare class in each, and what the leak does."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The three panels, still empty."""
    from curso.explore.partition_drawing import sheet

    return sheet(canvas(WIDTH, HEIGHT), config)


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw the split into the panels of `backdrop`; gives back what it drew."""
    from curso.explore.partition_drawing import drawing

    return drawing(figure, config, state(config))


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    shares = [
        SHARE.format(part=PART_NAMES[name], share=number(now.shares[name]), n=len(getattr(now, name))) for name in PARTS
    ]
    if config.leak == "duplicates":
        third = COPIED.format(
            n=len(now.test),
            shared=now.shared,
            measured=number(now.measured),
            grouped=number(now.grouped),
            fresh=number(now.fresh),
        )
    else:
        means = [MEAN.format(part=PART_NAMES[name], mean=number(mean)) for name, mean in now.means.items()]
        third = SCALED.format(
            means=join(means, ", "),
            mean=number(now.mean),
            deviation=number(now.deviation),
            mean_train=number(now.of_train[0]),
            deviation_train=number(now.of_train[1]),
        )
    return PICTURE.format(
        how=HOWS[config.how],
        rows=config.rows,
        leak=LEAKS[config.leak],
        whole=number(float(now.labels.mean())),
        shares=join(shares, "; "),
        third=third,
    )


def widget(config: Config) -> Any:
    """Menus of splits and leaks and sliders for sizes and seed over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box

    knobs: dict[str, Slider | Choice] = {
        "how": Choice(HOW, config.how, HOWS),
        "leak": Choice(LEAK, config.leak, LEAKS),
        "rows": Slider(ROWS, config.rows, 60, 300, 10),
        "rare": Slider(RARE, config.rare, 0.1, 0.5, 0.05),
        "test": Slider(TEST_SHARE, config.test, 0.1, 0.4, 0.05),
        "seed": Slider(SEED, config.seed, 0, max(20, config.seed), 1),
    }

    def read(**values: Any) -> Config:
        return replace(config, **values)

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language(), config.leak == "duplicates", ceiling(config)


def split(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
