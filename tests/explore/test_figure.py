"""From a figure to a picture with alternative text, inside a notebook and outside of one."""

import html as html_lib
import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from curso.explore import descent, figure
from curso.explore.palette import COLORS, CYCLE
from curso.text import Text, set_language

plt.switch_backend("agg")  # now, and not when a pretended notebook is there
ALT = Text(es='Una recta que "sube" & baja < 3', en='A line that "rises" & falls < 3')


class Shell:
    kernel = object()


@pytest.fixture
def displayed(monkeypatch):
    """What a notebook would show."""
    import IPython
    import IPython.display

    shown = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: Shell())
    monkeypatch.setattr(IPython.display, "display", shown.append)
    return shown


def test_a_notebook_shows_an_image_with_its_alternative_text_and_the_figure_is_closed(displayed):
    set_language("es")
    drawn, _ = plt.subplots()
    assert figure.shown(drawn, ALT) is None
    (html,) = displayed
    assert 'alt="Una recta que &quot;sube&quot; &amp; baja &lt; 3"' in html.data
    assert "data:image/png;base64," in html.data
    assert not plt.fignum_exists(drawn.number)


def test_a_still_picture_carries_its_alternative_text(displayed):
    set_language("es")
    config = descent.Config(steps=3)
    figure.still(descent, config)
    (html,) = displayed
    assert f'alt="{html_lib.escape(descent.alt(config).es)}"' in html.data


@pytest.mark.parametrize(("name", "value"), [("CURSO_GRADING", "1"), ("NBGRADER_EXECUTION", "autograde")])
def test_while_a_notebook_is_graded_a_still_picture_is_not_even_drawn(displayed, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    monkeypatch.setattr(descent, "draw", None)
    figure.still(descent, descent.Config())
    assert displayed == []


def test_outside_of_a_notebook_the_figure_is_only_closed(capsys):
    drawn, _ = plt.subplots()
    assert figure.shown(drawn, ALT) is None
    assert capsys.readouterr().out == ""
    assert not plt.fignum_exists(drawn.number)


def test_the_png_opens_at_its_size_and_carries_its_description():
    image = Image.open(io.BytesIO(figure.png(figure.canvas(5, 2), ALT)))
    assert (image.width, image.height) == (5 * figure.DPI, 2 * figure.DPI)
    assert image.info["Description"] == ALT.en


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0.00"), (-0.0, "0.00"), (-1.25, "−1.25"), (9999, "9999.00"), (3.14e7, "3.1·10⁷"), (-2e-5, "−2.0·10⁻⁵")],
)
def test_numbers_are_short(value, written):
    assert figure.number(value) == written


def luminance(color):
    channels = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.03928, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def test_no_two_series_differ_by_colour_alone():
    for what in ("color", "marker", "linestyle"):
        assert len({getattr(style, what) for style in CYCLE}) == len(CYCLE)
    assert len(set(COLORS)) == 8


def test_the_lines_that_carry_the_message_stand_out_from_white():
    for color in (COLORS.blue, COLORS.vermillion, COLORS.black, COLORS.green):
        assert 1.05 / (luminance(color) + 0.05) >= 3  # WCAG 2.1, success criterion 1.4.11
