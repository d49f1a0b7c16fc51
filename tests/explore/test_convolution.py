"""The picture of a kernel over an image: Keras's numbers, the sum of the slides, both languages, the widget."""

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
from curso.explore import convolution
from curso.explore.convolution import Config
from curso.explore.figure import png
from curso.explore.frames import Frames
from curso.explore.kernels import READY
from curso.text import LANGUAGES, set_language

EDGES = ((-1.0, 0.0, 1.0), (-2.0, 0.0, 2.0), (-1.0, 0.0, 1.0))
ONES = ((1.0,) * 5,) * 5
DRAWN = {
    "as it comes": Config(),
    "without padding": Config(padding="valid", cell=4),
    "stride": Config(stride=2, cell=8),
    "dilation": Config(dilation=2, cell=12),
    "long sum": Config(kernel=tuple(tuple(0.04 * v for v in row) for row in ONES), cell=12),
    "digit": Config.of(np.arange(64).reshape(8, 8) % 17, EDGES, white=16, cell=63),
    "large": Config.of(np.add.outer(np.arange(28), np.arange(28)), [[1, 2], [3, -4.25]], cell=400),
}
CELL = st.integers(0, 24)


def keras_output(config: Config) -> np.ndarray:
    """What a `Conv2D` with this kernel gives."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    layer = keras.layers.Conv2D(
        1, np.shape(config.kernel), config.stride, config.padding, dilation_rate=config.dilation, use_bias=False
    )
    batch = np.array(config.image, dtype="float32")[np.newaxis, :, :, np.newaxis]
    layer.build(batch.shape)
    layer.set_weights([np.array(config.kernel, dtype="float32")[:, :, np.newaxis, np.newaxis]])
    return np.asarray(layer(batch))[0, :, :, 0]


def texts(figure):
    import matplotlib.text

    return [t.get_text() for t in figure.findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]


def words(figure):
    return {text for text in texts(figure) if re.search(r"[^\W\d_]{3}", text)}


def pixels(image):
    return np.asarray(Image.open(io.BytesIO(image)).convert("RGB"))


# What is computed


def test_the_first_cell_is_the_114_of_the_slides_and_its_sum_is_written_out():
    now = convolution.state(Config())
    expected = """114 328 -26 470 158  53 266 -61 -30 344  403 116 -47 295 244
                  108 -135 256 -128 344  314 346 279 153 421"""
    assert now.output.ravel().tolist() == [float(v) for v in expected.split()]
    assert now.from_padding == 5
    said = convolution.alt(Config())
    assert "salida[0, 0] = 5·60 − 113 − 73 = 114" in said.es
    assert "output[0, 0] = 5·60 − 113 − 73 = 114" in said.en
    assert "6 cells are below 0 and 12 above 255" in said.en


@pytest.mark.parametrize(
    "config",
    [
        Config(),
        Config(padding="valid"),
        Config(stride=2),
        Config(dilation=2),
        Config(stride=3, padding="valid"),
        Config.of(np.arange(42.0).reshape(6, 7), [[1, -2, 0.5, 3], [0, 4, -1, 2]], stride=2),
        Config.of(np.arange(42.0).reshape(6, 7), [[1, -2], [0.5, 3]], stride=3),
        Config.of(np.arange(42.0).reshape(7, 6), [[1, 2, 3]], dilation=2, padding="valid"),
        Config.of(np.arange(9.0).reshape(3, 3), ONES, dilation=3),
        Config.of([[7.0]], [[2.0]], stride=5),
    ],
    ids=lambda c: f"{np.shape(c.image)}-{np.shape(c.kernel)}-{c.padding}-{c.stride}-{c.dilation}",
)
def test_the_output_is_that_of_keras(config):
    np.testing.assert_allclose(convolution.state(config).output, keras_output(config), rtol=1e-4, atol=1e-3)


def test_the_kernel_is_not_flipped():
    impulse = np.zeros((5, 5))
    impulse[2, 2] = 1
    kernel = np.arange(1.0, 10).reshape(3, 3)
    output = convolution.state(Config.of(impulse, kernel)).output
    assert output[1:4, 1:4].tolist() == kernel[::-1, ::-1].tolist()


@pytest.mark.parametrize("config", DRAWN.values(), ids=DRAWN)
def test_in_every_cell_the_window_times_the_kernel_is_the_output(config):
    for cell in range(config.last + 1):
        there = replace(config, cell=cell)
        now = convolution.state(there)
        assert (now.window * np.array(config.kernel)).sum() == pytest.approx(now.output[there.place])


@given(kernel=st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=3, max_size=3), cell=CELL)
def test_the_sum_as_it_is_written_gives_the_number_at_its_end(kernel, cell):
    config = Config.of(convolution.IMAGE, kernel, cell=cell)
    written = re.search(r"output\[\d, \d\] = ([^=]*?)(?: = ([−\d]+))?\.", convolution.alt(config).en)
    products, total = (part.replace("−", "-").replace("·", "*") for part in (written[1], written[2] or written[1]))
    assert eval(products) == int(total) == convolution.state(config).output[config.place]


# What is drawn


@pytest.mark.parametrize("config", DRAWN.values(), ids=DRAWN)
def test_every_word_is_in_the_language_spoken(config):
    said = {}
    for language in LANGUAGES:
        set_language(language)
        said[language] = words(convolution.draw(config))
    assert said["es"] & said["en"] == set() and len(said["es"]) == len(said["en"]) >= 6
    alt = convolution.alt(config)
    assert alt.es != alt.en and len(alt.es) > 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("config", DRAWN.values(), ids=DRAWN)
def test_no_text_is_small_or_outside_or_over_another(config, language):
    set_language(language)
    figure = convolution.draw(config)
    figure.canvas.draw()
    import matplotlib.text

    seen = [t for t in figure.axes[0].findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]
    assert min(t.get_fontsize() for t in seen) >= 9
    boxes = [(t.get_text(), t.get_window_extent()) for t in seen]
    for i, (one, box) in enumerate(boxes):
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height, one
        for other, below in boxes[:i]:
            assert not box.shrunk(0.98, 0.8).overlaps(below.shrunk(0.98, 0.8)), (one, other)


def test_the_numbers_in_the_picture_are_image_kernel_products_and_output():
    config = Config(cell=7)
    now = convolution.state(config)
    tables = [now.padded, np.array(config.kernel), now.window * np.array(config.kernel), now.output]
    expected = sorted(f"{v:.0f}".replace("-0", "0").replace("-", "−") for t in tables for v in t.flat)
    assert sorted(t for t in texts(convolution.draw(config)) if re.fullmatch(r"−?\d+", t)) == expected


def outlines(figure):
    """The corners of what is outlined and not filled."""
    from matplotlib.collections import PolyCollection

    found = figure.findobj(lambda a: isinstance(a, PolyCollection) and not len(a.get_facecolor()))
    return [path.vertices for collection in found for path in collection.get_paths()]


def test_the_window_moves_by_the_stride_and_the_marked_cell_by_one():
    first, second = (outlines(convolution.draw(Config(stride=2, cell=cell))) for cell in (0, 1))
    moves = [float((b - a)[0, 0]) for a, b in zip(first, second, strict=True)]
    *window, cell, whole = moves
    assert len(window) == 9 and np.allclose([*window, whole], 2 * cell) and cell > 0


def test_a_dilated_window_leaves_cells_out():
    now = convolution.state(Config(dilation=2, cell=12))
    assert (now.rows, now.columns) == ([2, 4, 6], [2, 4, 6])
    assert len(outlines(convolution.draw(Config(dilation=2, cell=12)))) == 9 + 1


def test_a_fast_frame_is_the_picture_to_the_last_pixel():
    frames = Frames(convolution.backdrop, convolution.foreground, convolution._key)
    for config in (Config(), Config(cell=24), DRAWN["dilation"], DRAWN["digit"], Config(cell=3)):
        assert np.abs(pixels(frames(config)).astype(int) - pixels(png(convolution.draw(config)))).max() <= 2


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_no_config_makes_it_fail(data):
    def rows(most):
        n, m = data.draw(st.integers(1, most)), data.draw(st.integers(1, most))
        return np.reshape(data.draw(st.lists(st.floats(-1000, 1000), min_size=n * m, max_size=n * m)), (n, m))

    config = Config.of(rows(6), rows(5), stride=data.draw(st.integers(1, 5)), white=data.draw(st.floats(1e-3, 1e6)))
    config = replace(config, cell=data.draw(st.integers(0, config.last)))
    assert png(convolution.draw(config), convolution.alt(config)).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "wrong",
    [
        {"image": ()},
        {"image": ((1.0, 2.0), (3.0,))},
        {"image": ((float("nan"),),)},
        {"image": ((0.0,) * 33,)},
        {"kernel": ((0.0,) * 6,)},
        {"kernel": ((1e4,),)},
        {"padding": "full"},
        {"stride": 0},
        {"dilation": 2, "stride": 2},
        {"kernel": EDGES, "dilation": 3, "padding": "valid"},
        {"cell": 25},
        {"white": 0.0},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_a_wrong_value_is_named_in_the_error(wrong):
    with pytest.raises(ValueError, match=f"`{next(iter(wrong))}`"):
        Config(**wrong)


# The widget


def knobs(widget):
    """Cell, padding, stride or dilation, and the table, by place."""
    cell, padding, pace, table = widget.children[1].children
    return cell.children[0], padding, pace, table


def test_every_knob_changes_the_picture_and_its_alternative_text():
    widget = convolution.widget(Config())
    image = widget.children[0]
    cell, padding, stride, table = knobs(widget)
    menu, grid = table.children
    for knob, value in ((cell, 7), (padding, "valid"), (stride, 2), (menu, 3), (grid.children[4], 2.5)):
        before = image.value
        knob.value = value
        assert image.value.partition(" src=")[0] != before.partition(" src=")[0], knob
        assert image.value.partition(" src=")[2] != before.partition(" src=")[2], knob


def test_the_slider_ends_where_the_output_ends_and_so_does_its_play_button():
    widget = convolution.widget(Config())
    cell, padding, stride, _ = knobs(widget)
    play = widget.children[1].children[0].children[1]
    cell.value = 20
    padding.value = "valid"
    assert (cell.max, cell.value, play.max) == (8, 8, 8)
    assert "output[2, 2] = " in widget.children[0].value
    stride.value = 2
    assert (cell.max, cell.value, play.max) == (3, 3, 3)
    padding.value, stride.value = "same", 1
    assert (cell.max, play.max) == (24, 24)


def test_a_ready_kernel_fills_the_fields_and_an_edited_one_is_your_own():
    widget = convolution.widget(Config())
    _, _, _, table = knobs(widget)
    menu, grid = table.children
    assert [name for name, _ in menu.options] == ["your own", *(name.en for name, _ in READY)]
    assert menu.value == 0
    menu.value = 3
    assert tuple(field.value for field in grid.children) == tuple(v for row in READY[3][1] for v in row)
    assert table.value == READY[3][1]
    grid.children[0].value = 7
    assert menu.value == -1 and table.value[0][0] == 7
    assert "kernel (7, " in widget.children[0].value
    grid.children[0].value = READY[3][1][0][0]
    assert menu.value == 3


def test_choosing_a_kernel_draws_one_picture_and_not_one_for_each_field():
    drawn = []
    widget = convolution.widget(Config())
    widget.children[0].observe(lambda change: drawn.append(change["new"]), names="value")
    knobs(widget)[3].children[0].value = 3
    assert len(drawn) == 1


def test_fields_say_which_number_they_are_and_stay_in_range():
    set_language("es")
    field = knobs(convolution.widget(Config()))[3].children[1].children[5]
    assert field.description == field.tooltip == "núcleo: fila 1, columna 2"
    field.value = 1e9
    assert field.value == 1000


def test_a_dilated_picture_offers_dilation_in_place_of_the_stride_and_only_what_always_fits():
    widget = convolution.widget(Config(dilation=2))
    cell, padding, dilation, _ = knobs(widget)
    assert "dilation" in dilation.description and dilation.max == 2
    padding.value = "valid"
    assert cell.max == 0 and "output[0, 0] = " in widget.children[0].value


@pytest.mark.parametrize("config", DRAWN.values(), ids=DRAWN)
def test_every_picture_has_a_widget(config):
    assert '<img alt="' in convolution.widget(config).children[0].value


def test_it_is_found_by_name_whatever_was_imported_first(capsys):
    assert curso.explore.kernel is convolution.kernel and curso.explore.Kernel is Config
    assert curso.explore.kernel() is None
    assert capsys.readouterr().out == ""
