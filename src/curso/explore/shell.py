"""The thin ipywidgets shell: sliders and choices that edit a config, and one picture that follows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from curso.explore import table
from curso.explore.figure import DPI, tag
from curso.text import Text

C = TypeVar("C")
MILLISECONDS = 200  # between two steps of the animation


@dataclass(frozen=True)
class Slider:
    """One number that the reader may change.

    Parameters
    ----------
    name : what it is called on screen.
    value, low, high, step : where it stands, and where it may go. Whole numbers make a slider of whole numbers.
    play : whether a play button moves it.
    """

    name: Text
    value: float
    low: float
    high: float
    step: float
    play: bool = False


@dataclass(frozen=True)
class Choice:
    """One thing out of several that the reader may choose.

    Parameters
    ----------
    name : what is chosen, on screen.
    value : what is chosen at first: a key of `options`.
    options : what the reader reads, by the value that it stands for.
    """

    name: Text
    value: str
    options: Mapping[str, Text]


def box(
    sliders: Mapping[str, Slider | Choice | table.Table],
    read: Callable[..., C],
    image: Callable[[C], bytes],
    alt: Callable[[C], Text],
    width: float,
    ends: Callable[[C], Mapping[str, float]] | None = None,
) -> Any:
    """An ipywidgets box: a picture over its sliders, choices and tables.

    Parameters
    ----------
    sliders : by the names of the arguments of `read`.
    read : makes the config from their values.
    image, alt : the PNG picture of a config (see `Frames`), and its alternative text.
    width : of the picture, in inches.
    ends : the highest values of those sliders that may go no further with a config than it says.
    """
    import ipywidgets as widgets

    # an <img> and not widgets.Image, which has no alternative text
    picture = widgets.HTML(layout=widgets.Layout(width="100%"))
    controls = {name: _control(slider) for name, slider in sliders.items()}

    def refresh(_: object = None) -> None:
        config = read(**{name: control.value for name, control in controls.items()})
        picture.value = tag(image(config), alt(config), width * DPI)
        for name, high in (ends(config) if ends else {}).items():
            controls[name].max = high

    rows = []
    for name, control in controls.items():
        control.observe(refresh, names="value")
        rows.append(_with_play(control) if getattr(sliders[name], "play", False) else control)
    refresh()
    grid = widgets.Box(rows, layout=widgets.Layout(flex_flow="row wrap", width="100%"))
    return widgets.VBox([picture, grid])


def _control(slider: Slider | Choice | table.Table) -> Any:
    import ipywidgets as widgets

    if isinstance(slider, table.Table):
        return table.control(slider)
    if isinstance(slider, Choice):
        return _menu(slider)
    whole = all(isinstance(v, int) for v in (slider.value, slider.low, slider.high, slider.step))
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    return kind(
        value=slider.value,
        min=slider.low,
        max=slider.high,
        step=slider.step,
        description=str(slider.name),
        style={"description_width": "initial"},  # as wide as its words, in either language
        layout=widgets.Layout(width=f"{15 + len(str(slider.name)) / 2:.0f}em"),
        **({} if whole else {"readout_format": ".2f"}),
    )


def _menu(choice: Choice) -> Any:
    import ipywidgets as widgets

    options = [(str(said), value) for value, said in choice.options.items()]
    widest = max(len(said) for said, _ in options)
    return widgets.Dropdown(
        options=options,
        value=choice.value,
        description=str(choice.name),
        style={"description_width": "initial"},
        layout=widgets.Layout(width=f"{5 + (len(str(choice.name)) + widest) * 0.6:.0f}em"),
    )


def _with_play(control: Any) -> Any:
    import ipywidgets as widgets

    play = widgets.Play(value=control.value, min=control.min, max=control.max, step=control.step, interval=MILLISECONDS)
    control.observe(lambda change: setattr(play, "max", change["new"]), names="max")
    widgets.jslink((play, "value"), (control, "value"))
    return widgets.HBox([control, play])
