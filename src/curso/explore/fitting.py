"""A curve fitted to noisy points: capacity, dropout and λ, the fit that they give, and both errors."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.bowl import Array
from curso.explore.figure import canvas, number, show
from curso.explore.fits import answers, network, polynomials
from curso.explore.frames import Frames
from curso.explore.sample import check_noise, refuse
from curso.text import Text, language, verbatim

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 10.4, 4.6  # inches
HIGHEST = 15  # degree
VALIDATION_ROWS = 200
LOOKS = 60  # how many times at most the errors of a network are taken, from its first epoch to its last
GRID = np.linspace(-1.0, 1.0, 241)

MODELS: Mapping[str, Text] = {
    "polynomial": Text(es="polinomio", en="polynomial"),
    "network": Text(es="red de una capa oculta", en="network with one hidden layer"),
}
MODEL = Text(es="modelo", en="model")
DEGREE = Text(es="grado (polinomio)", en="degree (polynomial)")
UNITS = Text(es="unidades (red)", en="units (network)")
DROPOUT = Text(es="dropout (red)", en="dropout (network)")
PENALTY = Text(es="λ (0: nada)", en="λ (0: none)")
ROWS = Text(es="ejemplos", en="examples")
NOISE = Text(es="ruido", en="noise")
ONE_OF = Text(es="una de: {names}", en="one of: {names}")
WHOLE = Text(es="un entero entre {low} y {high}", en="an integer from {low} to {high}")
BETWEEN = Text(es="un número entre {low} y {high}", en="a number from {low} to {high}")
OF_DEGREE = Text(es="polinomio de grado {degree}, λ = {penalty}", en="polynomial of degree {degree}, λ = {penalty}")
OF_WIDTH = Text(
    es="red de {width} unidades, dropout {dropout}, λ = {penalty}",
    en="network of {width} units, dropout {dropout}, λ = {penalty}",
)
BY_DEGREE = Text(es="según el grado", en="by degree")
BY_EPOCH = Text(es="según la época", en="by epoch")
AT_DEGREE = Text(es="el grado {best}", en="degree {best}")
AT_EPOCH = Text(es="la época {best}", en="epoch {best}")
PICTURE = Text(
    es="Dos gráficos. Izquierda: {rows} puntos con ruido, la curva de la que salen y el ajuste de un modelo: {model}. "
    "Derecha: error de entrenamiento y de validación {across}. Con este modelo, {train} y {validation}; el "
    "de validación es mínimo, {lowest}, en {best}.",
    en="Two charts. Left: {rows} noisy points, the curve that they come from and the fit of a model: {model}. Right: "
    "training and validation error {across}. With this model, {train} and {validation}; validation is lowest, "
    "{lowest}, at {best}.",
)


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    model : "polynomial", or "network" with one hidden layer.
    degree : of the polynomial, from 0 to 15.
    width : units of the hidden layer, from 1 to 128.
    dropout : share of units put out at each step, from 0 to 0.8. It does nothing to a polynomial.
    penalty : λ ≥ 0. To the mean squared error it adds λ Σ w², as `keras.regularizers.L2` does; the biases are free.
    rows : training examples, from 5 to 200. There are 200 for validation.
    noise : standard deviation of the noise in y.
    epochs : of the network, from 10 to 1000; an epoch is one step with all the rows.
    seed : of the data and of the network.

    Raises
    ------
    ValueError : a value out of its range.
    """

    model: str = "polynomial"
    degree: int = 3
    width: int = 32
    dropout: float = 0.0
    penalty: float = 0.0
    rows: int = 20
    noise: float = 0.3
    epochs: int = 400
    seed: int = 0

    def __post_init__(self) -> None:
        if self.model not in MODELS:
            refuse("model", ONE_OF.format(names=", ".join(MODELS)), self.model)
        for name, low, high in (("degree", 0, HIGHEST), ("width", 1, 128), ("rows", 5, 200), ("epochs", 10, 1000)):
            if not low <= getattr(self, name) <= high:
                refuse(name, WHOLE.format(low=low, high=high), getattr(self, name))
        for name, most in (("dropout", 0.8), ("penalty", 100)):
            if not 0 <= getattr(self, name) <= most:
                refuse(name, BETWEEN.format(low=0, high=most), getattr(self, name))
        check_noise(self.noise)


@dataclass(frozen=True)
class State:
    """The data, the fit and its errors, which are mean squared errors without the penalty.

    Parameters
    ----------
    x, y : training examples, shape (rows,).
    x_validation, y_validation : validation examples, shape (200,).
    grid, truth, fit : where the curves are drawn, the curve that the data come from, the fitted one; shape (241,).
    train_error, validation_error : of the model of the config.
    across : degrees from 0 to 15, or up to 61 epochs from 0 to the last.
    train_curve, validation_curve : both errors for each of them.
    best : the degree or epoch of `across` whose validation error is lowest.
    """

    x: Array
    y: Array
    x_validation: Array
    y_validation: Array
    grid: Array
    truth: Array
    fit: Array
    train_error: float
    validation_error: float
    across: Array
    train_curve: Array
    validation_curve: Array
    best: int


def truth(x: Array) -> Array:
    """The curve that the data come from."""
    curve: Array = np.sin(np.pi * x) + 0.4 * np.cos(3 * x)
    return curve


@lru_cache(maxsize=64)
def state(config: Config) -> State:
    """The fit that `config` asks for."""
    random = np.random.default_rng(config.seed)
    x, x_validation = random.uniform(-1, 1, config.rows), random.uniform(-1, 1, VALIDATION_ROWS)
    y, y_validation = (truth(v) + config.noise * random.standard_normal(len(v)) for v in (x, x_validation))
    points = np.concatenate([x, x_validation])
    if config.model == "polynomial":
        across, now = np.arange(HIGHEST + 1.0), config.degree
        at_points, at_grid = np.split(
            polynomials(x, y, np.concatenate([points, GRID]), HIGHEST, config.penalty), [len(points)], axis=1
        )
    else:
        across, now = np.unique(np.linspace(0, config.epochs, LOOKS + 1).round()), -1
        history = network(x, y, config.width, config.dropout, config.penalty, config.seed, across)
        at_points, at_grid = answers(history, points), answers(history[-1:], GRID)
    errors = (at_points - np.concatenate([y, y_validation])) ** 2
    train, validation = errors[:, : len(x)].mean(axis=1), errors[:, len(x) :].mean(axis=1)
    return State(
        x,
        y,
        x_validation,
        y_validation,
        GRID,
        truth(GRID),
        at_grid[now],
        float(train[now]),
        float(validation[now]),
        across,
        train,
        validation,
        int(across[validation.argmin()]),
    )


def draw(config: Config) -> Figure:
    """The picture, 10.4 × 4.6 inches: points and fit, and both errors by degree or by epoch."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The two panels with axes and legends, still empty."""
    from curso.explore.fitting_drawing import sheet

    return sheet(canvas(WIDTH, HEIGHT), config)


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """Draw points, curves and errors into the panels of `backdrop`; gives back what it drew."""
    from curso.explore.fitting_drawing import drawing

    return drawing(figure, config, state(config))


def plain(value: float) -> Text:
    """All digits of a number, without a power of ten: 0.00001."""
    return verbatim(np.format_float_positional(value, trim="-"))


def described(config: Config) -> Text:
    """The model of `config` in a few words."""
    penalty = plain(config.penalty)
    if config.model == "polynomial":
        return OF_DEGREE.format(degree=config.degree, penalty=penalty)
    return OF_WIDTH.format(width=config.width, dropout=f"{config.dropout:g}", penalty=penalty)


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    across, best = (BY_DEGREE, AT_DEGREE) if config.model == "polynomial" else (BY_EPOCH, AT_EPOCH)
    return PICTURE.format(
        rows=config.rows,
        model=described(config),
        train=number(now.train_error),
        validation=number(now.validation_error),
        lowest=number(float(now.validation_curve.min())),
        across=across,
        best=best.format(best=now.best),
    )


def widget(config: Config) -> Any:
    """Menu of models and sliders for capacity, dropout, λ, examples and noise over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box

    powers = {0.0, *(10.0**p for p in range(-5, 1)), config.penalty}
    knobs: dict[str, Slider | Choice] = {
        "model": Choice(MODEL, config.model, MODELS),
        "degree": Slider(DEGREE, config.degree, 0, HIGHEST, 1),
        "width": Slider(UNITS, config.width, 1, 128, 1),
        "dropout": Slider(DROPOUT, config.dropout, 0.0, 0.8, 0.05),
        "penalty": Choice(PENALTY, f"{config.penalty:g}", {f"{p:g}": plain(p) for p in sorted(powers)}),
        "rows": Slider(ROWS, config.rows, 5, 200, 1),
        "noise": Slider(NOISE, config.noise, 0.0, max(1.0, config.noise), 0.05),
    }

    def read(penalty: str, **rest: Any) -> Config:
        return replace(config, penalty=float(penalty), **rest)

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language(), config.model, config.epochs


def capacity(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
