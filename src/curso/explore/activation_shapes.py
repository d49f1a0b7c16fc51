"""The activations and their derivatives, with their values at one z that the reader moves."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.explore.axes import add, headline, tidy
from curso.explore.bowl import Array
from curso.explore.figure import canvas, number, show
from curso.explore.frames import Frames
from curso.explore.marks import DASHED
from curso.explore.palette import COLORS, CYCLE, INK, Style
from curso.explore.sample import refuse
from curso.models.activations import ACTIVATIONS, softmax, softmax_derivative
from curso.text import Text, join, language, verbatim

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 11.0, 4.2  # inches
REACH = 6.0  # z goes from −6 to 6
HEIGHTS = ((-1.6, 3.4), (-0.15, 1.75))  # limits of the values and of the derivatives
OTHERS = (1.0, 0.0)  # what softmax sees beside z
STYLES: dict[str, Style] = dict(zip(("linear", "sigmoid", "tanh", "relu"), CYCLE, strict=False))
NAMES = {
    "linear": Text(es="lineal", en="linear"),
    "sigmoid": Text(es="sigmoide", en="sigmoid"),
    "tanh": verbatim("tanh"),
    "relu": verbatim("ReLU"),
    "softmax": verbatim("softmax"),
}
ALL = Text(es="todas", en="all")
WHICH = Text(es="activación", en="activation")
Z = verbatim("z")

VALUES = Text(es="Activación: salida a = f(z)", en="Activation: output a = f(z)")
SLOPES = Text(es="Derivada f′(z): cuánto cambia a si z se mueve", en="Derivative f′(z): how much a moves when z does")
SHARES = "softmax(z, 1, 0)"
PARTS = Text(es="suma = 1; ∂a₁/∂z = {slope}", en="sum = 1; ∂a₁/∂z = {slope}")
VALUE = Text(es="{name}: {a}", en="{name}: {a}")
PICTURE = Text(
    es="Curvas de activaciones para z entre −6 y 6 y, al lado, sus derivadas. En z = {z}: {values}.",
    en="Curves of activations for z from −6 to 6 and, beside them, their derivatives. At z = {z}: {values}.",
)
ONE = Text(es="{name} vale {a} y su derivada {slope}", en="{name} is {a} and its derivative {slope}")
BARS = Text(
    es="Tres barras: softmax de ({z}, 1, 0) es ({shares}), que suman 1; la derivada de la primera por z es {slope}.",
    en="Three bars: softmax of ({z}, 1, 0) is ({shares}), which add up to 1; the derivative of the first by z is "
    "{slope}.",
)
A_PLACE = Text(es="un número entre −1000 y 1000", en="a number from −1000 to 1000")
SOME = Text(es="una o más, sin repetir, de: {names}", en="one or more, each once, of: {names}")


@dataclass(frozen=True)
class Config:
    """All that the picture depends on.

    Parameters
    ----------
    z : where the activations are looked at, from −1000 to 1000; the curves are drawn from −6 to 6.
    functions : which ones, of "linear", "sigmoid", "tanh", "relu" and "softmax". The last one is a panel of bars: it
        looks at several numbers, here (z, 1, 0).

    Raises
    ------
    ValueError : a value out of its range, or an unknown or repeated activation.
    """

    z: float = 1.0
    functions: tuple[str, ...] = ("linear", "sigmoid", "tanh", "relu")

    def __post_init__(self) -> None:
        if not abs(self.z) <= 1000:
            refuse("z", A_PLACE, self.z)
        once = len(set(self.functions)) == len(self.functions)
        if not self.functions or not once or not set(self.functions) <= set(NAMES):
            refuse("functions", SOME.format(names=", ".join(NAMES)), self.functions)

    @property
    def curves(self) -> tuple[str, ...]:
        """The functions of one number."""
        return tuple(name for name in self.functions if name != "softmax")


@dataclass(frozen=True)
class State:
    """What the picture shows.

    Parameters
    ----------
    values, slopes : f(z) and f′(z) of each of `Config.curves`, by name.
    shares : softmax of (z, 1, 0), shape (3,).
    share_slope : the derivative of its first part by z.
    """

    values: dict[str, float]
    slopes: dict[str, float]
    shares: Array
    share_slope: float


def state(config: Config) -> State:
    """The activations and derivatives at the z of `config`."""
    known = {name: ACTIVATIONS[name] for name in config.curves}
    three = np.array([config.z, *OTHERS])
    return State(
        {name: float(f.value(config.z)) for name, f in known.items()},
        {name: float(f.derivative(config.z)) for name, f in known.items()},
        softmax(three),
        float(softmax_derivative(three)[0, 0]),
    )


def draw(config: Config) -> Figure:
    """The picture, 11 × 4.2 inches: values, derivatives and, if asked for, the shares of softmax."""
    figure = backdrop(config)
    foreground(figure, config)
    return figure


def backdrop(config: Config) -> Figure:
    """The panels with their curves, which do not depend on z."""
    figure = canvas(WIDTH, HEIGHT)
    bars = "softmax" in config.functions
    if config.curves:
        width = 0.305 if bars else 0.425
        for i, (title, what) in enumerate(((VALUES, "value"), (SLOPES, "derivative"))):
            axes = figure.add_axes((0.045 + i * (width + 0.075), 0.12, width, 0.78))
            _curves(axes, config.curves, what)
            axes.set(xlim=(-REACH, REACH), ylim=HEIGHTS[i])
            tidy(axes, "z", "a = f(z)" if i == 0 else "f′(z)")
            headline(axes, str(_short(title) if bars else title)).set_y(1.03)
    if bars:
        axes = figure.add_axes((0.805, 0.12, 0.19, 0.78) if config.curves else (0.3, 0.12, 0.4, 0.78))
        axes.set(xlim=(-0.6, 2.6), ylim=(0, 1.18))
        axes.set_yticks(np.linspace(0, 1, 6))
        tidy(axes, "", "")
        headline(axes, SHARES).set_y(1.03)
        axes.set_xticks([])
    return figure


def _short(title: Text) -> Text:
    """A title up to its colon, for narrow panels."""
    return Text(es=title.es.split(":")[0], en=title.en.split(":")[0])


def _curves(axes: Axes, names: tuple[str, ...], what: str) -> None:
    z = np.linspace(-REACH, REACH, 601)
    for name in names:
        y = getattr(ACTIVATIONS[name], what)(z)
        if name == "relu" and what == "derivative":
            y = np.where(z == 0, np.nan, y)  # it jumps there
        style = STYLES[name]
        axes.plot(z, y, color=style.color, linestyle=style.linestyle, linewidth=2)
    axes.axhline(0, color=INK, linewidth=0.6)


def foreground(figure: Figure, config: Config) -> list[Artist]:
    """The mark at z on each panel of `backdrop`, and its numbers; gives back what it drew."""
    now = state(config)
    panels = list(figure.axes)
    drawn: list[Artist] = []
    if config.curves:
        for axes, values in zip(panels, (now.values, now.slopes), strict=False):
            drawn += _marks(axes, config.z, values)
    if "softmax" in config.functions:
        drawn += _bars(panels[-1], config.z, now)
    return drawn


def _marks(axes: Axes, z: float, values: dict[str, float]) -> list[Artist]:
    from matplotlib.lines import Line2D

    low, high = axes.get_ylim()
    here = float(np.clip(z, -REACH, REACH))
    top = min(max(1.1, *values.values()), high)  # the legend stands above
    drawn = [add(axes, [(here, low), (here, top)], DASHED, 3)]
    handles = []
    for name, value in values.items():
        style = STYLES[name]
        look: dict[str, Any] = {"color": style.color, "marker": style.marker, "markersize": 8}
        edge = {"linestyle": "", "markeredgecolor": "white", "clip_on": False}
        drawn.append(add(axes, (here, np.clip(value, low, high)), {**look, **edge}, 6))
        said = VALUE.format(name=NAMES[name], a=number(value))
        look |= {"linestyle": style.linestyle, "linewidth": 2}
        handles.append(Line2D([], [], label=str(said), **look))
    legend = axes.legend(
        handles=handles,
        loc="upper left",
        title=f"z = {number(z)}",
        fontsize=9.5,
        title_fontsize=9.5,
        frameon=True,
        facecolor="white",
        edgecolor="none",
        framealpha=1,
        labelcolor=INK,
        handlelength=3.2,
        alignment="left",
    )
    legend.get_title().set_color(INK)
    return [*drawn, legend]


def _bars(axes: Axes, z: float, now: State) -> list[Artist]:
    drawn: list[Artist] = []
    inputs = (f"z = {number(z)}", *(f"{other:g}" for other in OTHERS))
    for i, (share, given) in enumerate(zip(now.shares, inputs, strict=True)):
        color = COLORS.vermillion if i == 0 else COLORS.sky
        corners = [(i - 0.35, 0), (i - 0.35, share), (i + 0.35, share), (i + 0.35, 0)]
        (bar,) = axes.fill(*np.transpose(corners), facecolor=color, edgecolor=INK, linewidth=0.8, zorder=3)
        style: dict[str, Any] = {"ha": "center", "fontsize": 9.5, "color": INK, "zorder": 5}
        drawn += [
            bar,
            axes.text(i, share + 0.015, number(share), va="bottom", **style),
            axes.text(i, -0.02, given, va="top", **style),
        ]
    said = PARTS.format(slope=number(now.share_slope))
    drawn.append(axes.text(1, 1.15, str(said), ha="center", va="top", fontsize=9.5, color=INK, zorder=5))
    return drawn


def alt(config: Config) -> Text:
    """What the picture of `config` shows, in words."""
    now = state(config)
    parts = []
    if config.curves:
        values = [
            ONE.format(name=NAMES[name], a=number(now.values[name]), slope=number(now.slopes[name]))
            for name in config.curves
        ]
        parts.append(PICTURE.format(z=number(config.z), values=join(values, "; ")))
    if "softmax" in config.functions:
        shares = ", ".join(number(share) for share in now.shares)
        parts.append(BARS.format(z=number(config.z), shares=shares, slope=number(now.share_slope)))
    return join(parts)


def widget(config: Config) -> Any:
    """A slider for z and a menu of activations over `draw`: an ipywidgets box."""
    from curso.explore.shell import Choice, Slider, box

    knobs: dict[str, Slider | Choice] = {
        "z": Slider(Z, float(config.z), min(-REACH, config.z), max(REACH, config.z), 0.1, play=True)
    }
    if len(config.functions) > 1:
        knobs["which"] = Choice(WHICH, "", {"": ALL, **{name: NAMES[name] for name in config.functions}})

    def read(z: float, which: str = "") -> Config:
        return Config(z, (which,) if which else config.functions)

    return box(knobs, read, Frames(backdrop, foreground, _key), alt, WIDTH)


def _key(config: Config) -> Hashable:
    return language(), config.functions


def activations(config: Config | None = None) -> None:
    """Show the interactive picture in a notebook; outside of one the still picture is drawn and closed."""
    show(config or Config(), draw, alt, widget)
