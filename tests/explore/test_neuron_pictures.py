"""The pictures of a neuron, its activations and a small network: words, alternative texts, fast frames, widgets."""

from __future__ import annotations

import io
from dataclasses import replace

import ipywidgets
import matplotlib.text
import numpy as np
import pytest
from PIL import Image

import curso.explore
from curso.explore import activation_shapes, flow, one_neuron
from curso.explore.figure import png
from curso.explore.frames import Frames
from curso.explore.plane import OVERLAP, XOR, Examples
from curso.text import LANGUAGES, set_language

LARGE = flow.Config(
    (1.0, -2.0, 0.5),
    1.0,
    (((0.5, -1.2, 0.8), (0.3, 0.3, -0.9), (-0.4, 0.1, 1.0)),) * 2 + (((1.0,), (-1.0,), (0.5,)),),
    ((0.1, -0.1, 0.2), (0.0, 0.3, -0.2), (0.05,)),
)
QUESTION = flow.Config((4.0,), 5.0, (((0.5,),), ((3.0,),)), ((0.0,), (0.0,)), "relu", "linear", "mse")
CONFIGS = [
    (one_neuron, one_neuron.Config()),
    (one_neuron, one_neuron.Config(2.2, 1.5, -0.3)),
    (one_neuron, one_neuron.Config(4, 4, -6, "tanh", XOR)),
    (one_neuron, one_neuron.Config(0, 0, 1, "relu", OVERLAP)),
    (one_neuron, one_neuron.Config(1000, -1000, 1000, "linear", Examples.of([[5, 5]], [1]))),
    (activation_shapes, activation_shapes.Config()),
    (activation_shapes, activation_shapes.Config(-2.0, ("sigmoid", "relu", "softmax"))),
    (activation_shapes, activation_shapes.Config(1000.0, ("softmax",))),
    *((flow, flow.Config(step=step)) for step in range(6)),
    (flow, QUESTION),
]
NAMES = {"neuron": one_neuron, "activations": activation_shapes, "network_flow": flow}


def texts(figure):
    """Every text that the figure shows."""
    return [t.get_text() for t in figure.findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]


def pixels(image):
    return np.asarray(Image.open(io.BytesIO(image)).convert("RGB"))


@pytest.mark.parametrize(("picture", "config"), CONFIGS)
def test_what_is_a_sentence_differs_between_the_languages(picture, config):
    said = {}
    for language in LANGUAGES:
        set_language(language)
        said[language] = set(texts(picture.draw(config)))
    same = said["es"] & said["en"]
    words = ("clase", "class", "Paso", "Step", "Aciertos", "Right", "Para", "For", "peso", "weight", "output", "salida")
    assert not [text for text in same if text.startswith(words)]
    alt = picture.alt(config)
    assert alt.es != alt.en and len(alt.es) > 100 and "{" not in alt.es + alt.en


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("picture", "config"), CONFIGS)
def test_no_text_is_small_or_hidden_or_over_another(picture, config, language):
    set_language(language)
    figure = picture.draw(config)
    figure.canvas.draw()
    seen = [t for t in figure.findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]
    hidden = {id(t) for axes in figure.axes if not axes.axison for t in axes.findobj(matplotlib.text.Text)}
    hidden -= {id(t) for axes in figure.axes for t in axes.texts}
    hidden -= {id(t) for axes in figure.axes if axes.get_legend() for t in axes.get_legend().get_texts()}
    ticks = {id(t) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for t in axis.get_ticklabels()}
    assert min(t.get_fontsize() for t in seen) >= 9
    boxes = [(t.get_text(), t.get_window_extent()) for t in seen if id(t) not in ticks | hidden and not t.get_clip_on()]
    for i, (one, box) in enumerate(boxes):
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height, one
        for other, below in boxes[:i]:
            assert not (box.shrunk(0.9, 0.9).overlaps(below.shrunk(0.9, 0.9))), (one, other)


@pytest.mark.parametrize(("picture", "config"), [*CONFIGS, (flow, LARGE), (flow, replace(LARGE, step=5))])
def test_a_fast_frame_is_the_picture_to_the_last_pixel(picture, config):
    frames = Frames(picture.backdrop, picture.foreground, picture._key)
    for shown in (picture.Config(), config, picture.Config()):
        assert np.array_equal(pixels(frames(shown)), pixels(png(picture.draw(shown))))


def controls(widget):
    found = []
    for child in getattr(widget, "children", ()):
        found += controls(child)
    return found + ([widget] if isinstance(widget, ipywidgets.IntSlider | ipywidgets.FloatSlider) else [])


def menus(widget):
    found = [menu for child in getattr(widget, "children", ()) for menu in menus(child)]
    return found + ([widget] if isinstance(widget, ipywidgets.Dropdown) else [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", NAMES.values())
def test_every_slider_and_menu_changes_the_picture_and_its_alternative_text(picture, language):
    set_language(language)
    widget = picture.widget(picture.Config())
    image = widget.children[0]
    seen = {image.value}
    for slider in controls(widget):
        slider.value = slider.max if slider.value != slider.max else slider.min
        assert image.value not in seen, slider.description
        assert not {v.partition(" src=")[0] for v in seen} & {image.value.partition(" src=")[0]}
        seen.add(image.value)
    for menu in menus(widget):
        for value in {value for _, value in menu.options} - {menu.value}:
            menu.value = value
            assert image.value not in seen, (menu.description, value)
            seen.add(image.value)
    assert menus(widget) and '<img alt="' in image.value


def test_menus_are_read_in_the_language_spoken():
    read = {}
    for language in LANGUAGES:
        set_language(language)
        read[language] = [said for said, _ in menus(one_neuron.widget(one_neuron.Config()))[0].options]
    assert read == {"es": ["lineal", "sigmoide", "tanh", "ReLU"], "en": ["linear", "sigmoid", "tanh", "ReLU"]}


def test_own_examples_stand_in_the_menu_and_are_what_is_shown():
    own = Examples.of([[0, 0], [10, 10]], [0, 1])
    widget = one_neuron.widget(one_neuron.Config(data=own))
    menu = menus(widget)[1]
    assert "the lesson's data" in menu.label and len(menu.options) == 4
    assert "2 examples" in widget.children[0].value
    menu.label = str(XOR.name)
    assert "4 examples" in widget.children[0].value


def test_a_config_beyond_the_usual_ranges_still_makes_a_widget():
    assert controls(one_neuron.widget(one_neuron.Config(w1=40.0, b=-90.0)))[0].value == 40.0
    assert controls(activation_shapes.widget(activation_shapes.Config(-50.0)))[0].value == -50.0
    assert [s.value for s in controls(flow.widget(QUESTION))] == [0, 4.0, 5.0]
    assert not menus(activation_shapes.widget(activation_shapes.Config(functions=("tanh",))))


def test_the_play_button_walks_through_the_steps_of_the_flow():
    step = controls(flow.widget(LARGE))[0]
    assert (step.min, step.max, step.value) == (0, 7, 0) and isinstance(step, ipywidgets.IntSlider)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", ["no notebook", "widgets", "no widgets"])
def test_a_notebook_shows_one_widget_or_one_picture_and_nothing_else_shows(name, where, monkeypatch, capsys):
    import IPython
    import IPython.display

    displayed = []
    monkeypatch.setattr(IPython.display, "display", displayed.append)
    if where != "no notebook":
        monkeypatch.setattr(IPython, "get_ipython", lambda: type("Shell", (), {"kernel": 1})())
    if where == "no widgets":
        monkeypatch.setattr("curso.explore.figure.find_spec", lambda name: None)
    assert getattr(curso.explore, name)() is None
    shown = [one.children[0].value if hasattr(one, "children") else one.data for one in displayed]
    assert len(shown) == (0 if where == "no notebook" else 1)
    assert all('<img alt="' in html and "data:image/png;base64," in html for html in shown)
    assert capsys.readouterr().out == ""


def test_the_pictures_are_found_where_lessons_look_for_them():
    assert curso.explore.OneNeuron is one_neuron.Config
    assert curso.explore.Activations is activation_shapes.Config
    assert curso.explore.NetworkFlow is flow.Config
    assert {"neuron", "activations", "network_flow", "one_neuron", "flow"} <= set(dir(curso.explore))
