"""The thin ipywidgets shell: sliders that edit a config, and one picture that follows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

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


def box(
    sliders: Mapping[str, Slider],
    read: Callable[..., C],
    image: Callable[[C], bytes],
    alt: Callable[[C], Text],
    width: float,
) -> Any:
    """An ipywidgets box: a picture over its sliders.

    Parameters
    ----------
    sliders : by the names of the arguments of `read`.
    read : makes the config from the values of the sliders.
    image, alt : the PNG picture of a config (see `Frames`), and its alternative text.
    width : of the picture, in inches.
    """
    import ipywidgets as widgets

    # an <img> and not widgets.Image, which has no alternative text
    picture = widgets.HTML(layout=widgets.Layout(width="100%"))
    controls = {name: _control(slider) for name, slider in sliders.items()}

    def refresh(_: object = None) -> None:
        config = read(**{name: control.value for name, control in controls.items()})
        picture.value = tag(image(config), alt(config), width * DPI)

    rows = []
    for name, control in controls.items():
        control.observe(refresh, names="value")
        rows.append(_with_play(control) if sliders[name].play else control)
    refresh()
    grid = widgets.Box(rows, layout=widgets.Layout(flex_flow="row wrap", width="100%"))
    return widgets.VBox([picture, grid])


def _control(slider: Slider) -> Any:
    import ipywidgets as widgets

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


def _with_play(control: Any) -> Any:
    import ipywidgets as widgets

    play = widgets.Play(value=control.value, min=control.min, max=control.max, step=control.step, interval=MILLISECONDS)
    widgets.jslink((play, "value"), (control, "value"))
    return widgets.HBox([control, play])
