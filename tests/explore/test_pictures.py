"""The pictures: what they compute, what they say in each language, and what their widgets do."""

import io
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import curso.explore
from curso.explore import descent, rates, scaled, surface
from curso.explore.bowl import Bowl
from curso.explore.figure import png
from curso.explore.frames import Frames
from curso.models import LinearRegressionGD
from curso.text import set_language

PICTURES = [descent, rates, surface, scaled]
MOVING = [descent, surface, scaled]
DIVERGING = descent.Config(learning_rate=0.75, steps=40)


def texts(figure):
    """Every text that the figure shows."""
    import matplotlib.text

    return [t.get_text() for t in figure.findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]


def pixels(image):
    return np.asarray(Image.open(io.BytesIO(image)).convert("RGB"))


# What is computed


def test_the_bowl_is_the_cost_of_the_lesson():
    random = np.random.default_rng(0)
    x, y, thetas = random.standard_normal(20), random.standard_normal(20), random.standard_normal((5, 2))
    bowl = Bowl.of(np.column_stack([np.ones(20), x]), y)
    expected = [np.sum((a + b * x - y) ** 2) / (2 * 20) for a, b in thetas]
    np.testing.assert_allclose(bowl.cost(thetas), expected)
    np.testing.assert_allclose(bowl.cost(bowl.contour(7.0)), 7.0)


def test_the_path_is_that_of_the_model():
    config = descent.Config(learning_rate=0.2, steps=12)
    now = descent.state(config)
    model = LinearRegressionGD(0.2, max_iter=12, tol=0, start=config.start)
    with pytest.warns(UserWarning):
        model.fit(now.x[:, None], now.y)
    np.testing.assert_allclose(now.path, model.theta_history_, atol=1e-12)
    np.testing.assert_allclose(now.costs, model.history_, atol=1e-12)


def test_with_a_small_rate_and_many_steps_the_path_ends_at_the_minimum():
    now = descent.state(descent.Config(learning_rate=0.1, steps=2000))
    slope, intercept = np.polyfit(now.x, now.y, 1)
    np.testing.assert_allclose(now.path[-1], [intercept, slope], atol=1e-9)
    assert now.arrived and not now.diverges


def test_the_limit_separates_falling_from_growing():
    limit = descent.state(descent.Config()).bowl.limit
    below, above = (descent.state(descent.Config(learning_rate=f * limit, steps=5000)) for f in (0.99, 1.01))
    assert below.costs[-1] < below.costs[0] < above.costs[-1]
    assert above.diverges and not below.diverges


def test_the_derivative_of_the_cut_is_the_slope_of_the_cost():
    now = surface.state(surface.Config((0.5, -1.0)))
    up, down = (surface.state(surface.Config((0.5, -1.0 + h))).cost for h in (1e-5, -1e-5))
    assert now.slope == pytest.approx((up - down) / 2e-5, rel=1e-6)


def test_standardised_features_need_fewer_steps_and_have_a_smaller_condition_number():
    now = scaled.state(scaled.Config())
    assert now.before.bowl.condition > 10 * now.after.bowl.condition
    assert now.before.needed > 3 * now.after.needed


def test_the_number_of_steps_needed_is_what_walking_them_gives():
    config = scaled.Config(steps=200)
    for way in (scaled.state(config).before, scaled.state(config).after):
        above = way.bowl.cost(way.path) - way.bowl.lowest
        assert way.needed == np.flatnonzero(above <= scaled.ENOUGH * above[0])[0]


# What is drawn


@pytest.mark.parametrize("picture", PICTURES)
def test_every_word_is_in_the_language_spoken(picture):
    said = {}
    for language in ("es", "en"):
        set_language(language)
        said[language] = {t for t in texts(picture.draw(picture.Config())) if any(map(str.isalpha, t))}
    only_symbols = {"x", "y", "J", "θ", "θ₀", "θ₁", "θ₂"}
    same = {t for t in said["es"] & said["en"] - only_symbols if not t.startswith(("α =", "Coste J(θ): J"))}
    assert same - {"α = 0.01: J = 4.54", "α = 0.1: J = 0.24", "α = 0.3: J = 0.23", "α = 0.6: J = 0.23"} == set()
    alt = picture.alt(picture.Config())
    assert alt.es != alt.en and len(alt.es) > 100


@pytest.mark.parametrize(("language", "title", "label"), [("es", "Datos y recta", "paso"), ("en", "Data and", "step")])
def test_the_three_panels_say_what_they_show(language, title, label):
    set_language(language)
    shown = texts(descent.draw(descent.Config()))
    assert any(t.startswith(title) for t in shown)
    assert {label, "θ₀", "θ₁", "x", "y"} <= set(shown)


@pytest.mark.parametrize(("language", "word"), [("es", "diverge: α = 0.75"), ("en", "it diverges: α = 0.75")])
def test_divergence_is_said_in_the_picture_and_in_its_alternative_text(language, word):
    set_language(language)
    assert any(word in t.lower() for t in texts(descent.draw(DIVERGING)))
    assert word in str(descent.alt(DIVERGING)).lower()
    assert word[:10] not in str(descent.alt(descent.Config())).lower()


def test_the_drawn_path_is_the_path_and_ends_under_the_circle():
    now = descent.state(descent.Config())
    lines = descent.draw(descent.Config()).axes[1].get_lines()
    assert any(line.get_xydata().shape == now.path.shape and np.allclose(line.get_xydata(), now.path) for line in lines)
    assert any(np.allclose(line.get_xydata(), now.path[-1:]) for line in lines if len(line.get_xydata()) == 1)


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_no_text_is_small_or_hidden_or_over_another(picture, language):
    set_language(language)
    figure = picture.draw(picture.Config())
    figure.canvas.draw()
    import matplotlib.text

    seen = [t for t in figure.findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]
    ticks = {id(t) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for t in axis.get_ticklabels()}
    assert min(t.get_fontsize() for t in seen) >= 9
    boxes = [(t.get_text(), t.get_window_extent()) for t in seen if id(t) not in ticks and t.get_clip_path() is None]
    for i, (one, box) in enumerate(boxes):
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height, one
        for other, below in boxes[:i]:
            assert not (box.shrunk(0.9, 0.9).overlaps(below.shrunk(0.9, 0.9))), (one, other)


@settings(max_examples=12, deadline=None)
@given(
    config=st.builds(
        descent.Config,
        learning_rate=st.floats(1e-6, 1e6),
        start=st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
        steps=st.integers(0, 300),
        noise=st.floats(0, 100),
        seed=st.integers(0, 100),
    )
)
def test_no_config_makes_it_fail(config):
    assert png(descent.draw(config), descent.alt(config)).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "wrong",
    [
        (descent, {"learning_rate": 0.0}),
        (descent, {"learning_rate": float("nan")}),
        (descent, {"start": (0.0, float("inf"))}),
        (descent, {"steps": -1}),
        (descent, {"noise": -0.1}),
        (rates, {"rates": ()}),
        (rates, {"rates": (0.1, -1.0)}),
        (surface, {"theta": (1.0,)}),
        (scaled, {"ratio": 0.5}),
        (scaled, {"fraction": 1.0}),
    ],
)
def test_a_wrong_value_is_named_in_the_error(wrong):
    picture, values = wrong
    with pytest.raises(ValueError, match=f"`{next(iter(values))}`"):
        picture.Config(**values)


# Fast frames and widgets


@pytest.mark.parametrize("picture", MOVING)
def test_a_fast_frame_is_the_picture_to_the_last_pixel(picture):
    frames = Frames(picture.backdrop, picture.foreground, lambda config: 0)
    first = picture.Config()
    field, value = {descent: ("steps", 3), surface: ("theta", (2.0, 1.0)), scaled: ("steps", 2)}[picture]
    for config in (first, replace(first, **{field: value}), first):
        assert np.array_equal(pixels(frames(config)), pixels(png(picture.draw(config))))


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_widget_s_frames_follow_language_and_window(language):
    set_language(language)
    frames = Frames(descent.backdrop, descent.foreground, descent._backdrop_key)
    for config in (descent.Config(), descent.Config(start=(20.0, 5.0)), DIVERGING, descent.Config(steps=200)):
        assert np.array_equal(pixels(frames(config)), pixels(png(descent.draw(config))))


def controls(widget):
    import ipywidgets

    found = {}

    def walk(one):
        for child in getattr(one, "children", ()):
            walk(child)
        if isinstance(one, ipywidgets.IntSlider | ipywidgets.FloatSlider):
            found[one.description] = one

    walk(widget)
    return found


@pytest.mark.parametrize("picture", MOVING)
def test_every_slider_changes_the_picture_and_its_alternative_text(picture):
    widget = picture.widget(picture.Config())
    image = widget.children[0]
    for name, slider in controls(widget).items():
        before = image.value
        slider.value = slider.min + 0.75 * (slider.max - slider.min) if slider.step < 1 else slider.max - 2
        assert image.value != before, name
        assert image.value.partition(" src=")[0] != before.partition(" src=")[0], name
    assert '<img alt="' in image.value


def test_the_play_button_moves_the_steps():
    import ipywidgets

    with patch.object(ipywidgets, "jslink", wraps=ipywidgets.jslink) as link:
        widget = descent.widget(descent.Config())
    steps = controls(widget)["steps"]
    (play, _), (target, _) = link.call_args.args
    assert isinstance(play, ipywidgets.Play) and target is steps
    assert (play.min, play.max, play.value) == (steps.min, steps.max, steps.value)


def test_a_config_outside_of_the_usual_ranges_still_makes_a_widget():
    config = descent.Config(learning_rate=2.0, start=(-9.0, 30.0), steps=500, noise=8.0)
    found = controls(descent.widget(config))
    assert found["α (learning rate)"].value == 2.0
    assert found["steps"].max == 500


SHOWN = [getattr(curso.explore, name) for name in ("gradient_descent", "learning_rates", "cost_surface", "scaling")]


@pytest.mark.parametrize("show", SHOWN)
def test_outside_of_a_notebook_showing_is_quiet(show, capsys):
    assert show() is None
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("show", SHOWN)
@pytest.mark.parametrize("with_widgets", [True, False])
def test_a_notebook_shows_one_widget_or_one_picture(show, with_widgets, monkeypatch):
    import IPython
    import IPython.display

    displayed = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: type("Shell", (), {"kernel": 1})())
    monkeypatch.setattr(IPython.display, "display", displayed.append)
    if not with_widgets:
        monkeypatch.setattr("curso.explore.figure.find_spec", lambda name: None)
    assert show() is None
    (one,) = displayed
    html = one.children[0].value if hasattr(one, "children") else one.data
    assert '<img alt="' in html and "data:image/png;base64," in html


def test_the_functions_are_there_whatever_was_imported_first():
    assert callable(curso.explore.gradient_descent)
    assert curso.explore.GradientDescent is descent.Config
    assert set(dir(curso.explore)) == set(curso.explore.__all__)
    assert all(getattr(curso.explore, name) is not None for name in curso.explore.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = curso.explore.nothing
