"""The picture of a recurrent cell: Keras's states, its echoes by finite differences, both languages, the widget."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import curso.explore
from curso.explore import unrolled
from curso.explore.figure import png
from curso.explore.frames import Frames
from curso.explore.unrolled import NAMES, Config
from curso.text import LANGUAGES, set_language

LONG = Config((1, -999, 3.25, 4, 5, 6, 7, 8), w_h=-1.75, b=-0.125, start=0.5, activation="linear")
DRAWN = {
    "as it comes": Config(),
    "before": Config(step=0),
    "on the way": Config(step=3, b=-0.333, w_x=-0.777, w_h=-0.555, start=-0.123),
    "long": LONG,
    "one step": Config((2.0,)),
    "explodes": replace(LONG, w_h=10, w_x=10, b=10),
}


def keras_states(config: Config) -> np.ndarray:
    """h₁ … h_T of a `SimpleRNN` with these weights."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    layer = keras.layers.SimpleRNN(1, activation=config.activation, return_sequences=True)
    batch = np.reshape(config.x, (1, -1, 1)).astype("float32")
    layer.build(batch.shape)
    layer.set_weights([np.array(w, dtype="float32") for w in ([[config.w_x]], [[config.w_h]], [config.b])])
    return np.ravel(layer(batch, initial_state=[np.full((1, 1), config.start, dtype="float32")]))


def texts(figure):
    import matplotlib.text

    return [t.get_text() for t in figure.findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]


def pixels(image):
    return np.asarray(Image.open(io.BytesIO(image)).convert("RGB"))


# What is computed


@pytest.mark.parametrize("activation", NAMES)
def test_the_states_are_those_of_keras(activation):
    for config in (Config(activation=activation), Config((2, 0, 4), 0.5, -1.2, 0.3, 0.7, activation)):
        np.testing.assert_allclose(unrolled.state(config).states[1:], keras_states(config), atol=1e-5)


def test_a_sum_by_hand():
    now = unrolled.state(Config((2, 0, 4), w_x=1, w_h=0.5, activation="linear"))
    assert now.states.tolist() == [0, 2, 1, 4.5]
    assert now.echoes.tolist() == [0.25, 0.5, 1]


@pytest.mark.parametrize("activation", NAMES)
@pytest.mark.parametrize("step", [1, 2, 5])
def test_an_echo_is_how_much_the_state_moves_with_that_input(activation, step):
    config = Config((0.3, -0.2, 0.5, 0.9, -0.4), 0.8, 0.7, 0.1, 0.2, activation, step)
    expected = []
    for i in range(step):
        up, down = ((*config.x[:i], config.x[i] + h, *config.x[i + 1 :]) for h in (1e-6, -1e-6))
        ends = [unrolled.state(replace(config, x=x)).states[step] for x in (up, down)]
        expected.append((ends[0] - ends[1]) / 2e-6)
    np.testing.assert_allclose(unrolled.state(config).echoes, expected, atol=1e-8)


def test_before_the_first_step_there_is_no_echo():
    assert unrolled.state(Config(step=0)).echoes.size == 0


# What is drawn


@pytest.mark.parametrize("config", DRAWN.values(), ids=DRAWN)
def test_every_word_is_in_the_language_spoken(config):
    said = {}
    for language in LANGUAGES:
        set_language(language)
        shown = texts(unrolled.draw(config))
        said[language] = {t for t in shown if re.search(r"[^\W\d_]{3}", re.sub("tanh|relu", "", t))}
    assert said["es"] & said["en"] == set() and len(said["es"]) == len(said["en"]) >= 4
    alt = unrolled.alt(config)
    assert alt.es != alt.en and len(alt.es) > 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("config", DRAWN.values(), ids=DRAWN)
def test_no_text_is_small_or_outside_or_over_another(config, language):
    set_language(language)
    figure = unrolled.draw(config)
    figure.canvas.draw()
    import matplotlib.text

    seen = [t for t in figure.axes[0].findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]
    assert min(t.get_fontsize() for t in seen) >= 9
    boxes = [(t.get_text(), t.get_window_extent()) for t in seen]
    for i, (one, box) in enumerate(boxes):
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height, one
        for other, below in boxes[:i]:
            assert not box.shrunk(0.98, 0.8).overlaps(below.shrunk(0.98, 0.8)), (one, other)


def test_states_not_reached_yet_are_questions():
    config = Config(step=2)
    shown = texts(unrolled.draw(config))
    assert shown.count("?") == 3
    assert {"0.762", "0.428"} <= set(shown) and not {"0.251", "0.973", "−0.394"} & set(shown)
    assert "h₂ = 0.428" in unrolled.alt(config).en and "h₃ =" not in unrolled.alt(config).en


def test_the_step_is_written_out():
    shown = texts(unrolled.draw(Config((2, 0, 4), w_x=1, w_h=0.5, activation="linear")))
    assert "z₃ = wₓ·x₃ + wₕ·h₂ + b = 1·4 + 0.5·1 + 0 = 4.5" in shown and "h₃ = z₃ = 4.5" in shown
    shown = texts(unrolled.draw(Config(step=2, b=-0.5)))
    assert "h₂ = tanh(z₂) = tanh(−0.223) = −0.219" in shown


def test_the_picture_before_the_first_step_asks():
    set_language("es")
    assert "Antes de seguir: ¿cuánto valdrá h₁?" in texts(unrolled.draw(Config(step=0)))


def test_the_bars_stand_under_the_inputs_read_and_are_as_tall_as_their_echoes():
    config = Config((2, 0, 4, 1), w_x=1, w_h=-0.5, activation="linear", step=3)
    bars = unrolled.draw(config).axes[0].patches
    bars = [bar.get_xy() for bar in bars if bar.__class__.__name__ == "Polygon"]
    heights = [float(np.ptp(bar[:, 1])) for bar in bars]
    np.testing.assert_allclose(np.array(heights) / heights[-1], [0.25, 0.5, 1])


def test_a_fast_frame_is_the_picture_to_the_last_pixel():
    frames = Frames(unrolled.backdrop, unrolled.foreground, unrolled._key)
    for config in (Config(), Config(step=0), LONG, Config()):
        assert np.abs(pixels(frames(config)).astype(int) - pixels(png(unrolled.draw(config)))).max() <= 2


@settings(max_examples=15, deadline=None)
@given(
    st.builds(
        Config,
        x=st.lists(st.floats(-1000, 1000), min_size=1, max_size=8).map(tuple),
        w_x=st.floats(-10, 10),
        w_h=st.floats(-10, 10),
        b=st.floats(-10, 10),
        start=st.floats(-10, 10),
        activation=st.sampled_from(list(NAMES)),
        step=st.sampled_from([None, 0, 1]),
    )
)
def test_no_config_makes_it_fail(config):
    assert png(unrolled.draw(config), unrolled.alt(config)).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": ()},
        {"x": (0.0,) * 9},
        {"x": (float("nan"),)},
        {"w_x": 11.0},
        {"w_h": float("inf")},
        {"b": -10.5},
        {"start": float("nan")},
        {"activation": "softmax"},
        {"step": 6},
        {"step": -1},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_a_wrong_value_is_named_in_the_error(wrong):
    with pytest.raises(ValueError, match=f"`{next(iter(wrong))}`"):
        Config(**wrong)


# The widget


def test_every_knob_changes_the_picture_and_its_alternative_text():
    widget = unrolled.widget(Config(step=2))
    image = widget.children[0]
    step, *rest, table = widget.children[1].children
    name, grid = table.children
    assert name.value == "sequence x" and len(grid.children) == 5
    w_x, w_h, b, start, activation = rest
    values = (step.children[0], 4), (w_x, 0.5), (w_h, -1), (b, 0.2), (start, 1), (activation, "relu")
    for knob, value in (*values, (grid.children[1], 3)):
        before = image.value
        knob.value = value
        assert image.value.partition(" src=")[0] != before.partition(" src=")[0], knob
        assert image.value.partition(" src=")[2] != before.partition(" src=")[2], knob


def test_the_widget_begins_before_the_first_step_unless_told_otherwise():
    first, fourth = (unrolled.widget(Config(step=step)).children[1].children[0] for step in (None, 4))
    assert first.children[0].value == 0 and fourth.children[0].value == 4


@pytest.mark.parametrize("config", DRAWN.values(), ids=DRAWN)
def test_every_picture_has_a_widget(config):
    assert '<img alt="' in unrolled.widget(config).children[0].value


def test_it_is_found_by_name_whatever_was_imported_first(capsys):
    assert curso.explore.recurrent is unrolled.recurrent and curso.explore.Recurrent is Config
    assert curso.explore.recurrent() is None
    assert capsys.readouterr().out == ""
