"""The picture of a line and its errors: true to the numbers, the same in the widget, described in words."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error

from curso.explore import residuals
from curso.explore.figure import png
from curso.explore.frames import Frames
from curso.explore.residuals import Config
from curso.text import LANGUAGES, set_language

HOUSES = Config(
    theta0=20,
    theta1=10,
    x=(6.69, 3.83, 4.72, 2.94, 2.45, 5.02, 8.36),
    y=(90.0, 48.0, 43.0, 63.9, 40.5, 41.0, 90.0),
    theta0_range=(-20, 80),
    theta1_range=(-5, 20),
)


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_the_cost_said_is_half_the_mean_squared_error_of_scikit_learn(theta0, theta1):
    config = replace(HOUSES, theta0=theta0, theta1=theta1)
    predicted = theta0 + theta1 * np.array(config.x)
    assert residuals.state(config).cost == pytest.approx(mean_squared_error(config.y, predicted) / 2)


def test_the_bottom_is_found_at_the_line_of_scikit_learn_and_only_near_it():
    model = LinearRegression().fit(np.array(HOUSES.x)[:, np.newaxis], HOUSES.y)
    assert residuals.state(replace(HOUSES, theta0=model.intercept_, theta1=model.coef_[0])).found
    assert not residuals.state(replace(HOUSES, theta0=model.intercept_ + 20, theta1=model.coef_[0])).found


def test_each_square_is_square_on_the_screen_and_its_side_is_the_error():
    figure = residuals.draw(HOUSES)
    axes = figure.axes[0]
    (squares,) = axes.collections[:1]
    for path, error in zip(squares.get_paths(), residuals.state(HOUSES).errors, strict=True):
        box = axes.transData.transform(path.vertices)
        width, height = np.ptp(box, axis=0)
        assert width == pytest.approx(height)
        assert np.ptp(path.vertices[:, 1]) == pytest.approx(abs(error))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("config", [HOUSES, replace(HOUSES, errors="bars", surface=False), Config(theta0=1, theta1=2)])
def test_the_widget_shows_the_same_pixels_as_the_still_picture(config, lang):
    set_language(lang)
    frames = Frames(residuals.backdrop, residuals.foreground, lambda c: replace(c, theta0=0, theta1=0))
    frames(replace(config, theta0=5, theta1=1))
    fast, still = (
        Image.open(io.BytesIO(data)).convert("RGB") for data in (frames(config), png(residuals.draw(config)))
    )
    assert np.abs(np.asarray(fast, dtype=int) - np.asarray(still, dtype=int)).max() <= 2


def test_the_alternative_text_says_line_cost_and_what_is_drawn():
    said = residuals.alt(HOUSES)
    assert "h(x) = 20 + 10x" in said.es and "h(x) = 20 + 10x" in said.en
    assert "cuadrado" in said.es and "square" in said.en
    assert "θ = (20, 10)" in said.en
    bars = residuals.alt(replace(HOUSES, theta1=-3, errors="bars", surface=False))
    assert "20 − 3x" in bars.es and "barra" in bars.es and "θ =" not in bars.es


def test_moving_a_slider_changes_the_picture_and_its_description():
    box = residuals.widget(HOUSES)
    picture, sliders = box.children
    before = picture.value
    assert "h(x) = 20 + 10x" in before
    sliders.children[0].value = 40
    assert "h(x) = 40 + 10x" in picture.value and picture.value != before


@pytest.mark.parametrize("x, y", [((1.0, 2.0), (1.0,)), ((1.0,), (1.0,)), ((2.0, 2.0), (1.0, 3.0))])
def test_data_without_a_line_are_refused_with_a_sentence(x, y):
    with pytest.raises(ValueError, match="at least two"):
        Config(x=x, y=y)


def test_the_default_picture_and_the_one_outside_a_notebook_draw_without_a_kernel():
    assert len(residuals.draw(Config()).axes) == 2
    assert residuals.play() is None
