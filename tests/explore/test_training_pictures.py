"""How the pictures of modules 04 to 06 look: both languages, no text in the way, wrong values, fast frames, widgets."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import matplotlib.text
import numpy as np
import pytest
from PIL import Image

import curso.explore
from curso.explore import fitting, partition, race, trials
from curso.explore.frames import Frames
from curso.text import LANGUAGES, set_language

DRAWN = {
    "banana, one gone": (race, race.Config("banana", factor=4.0, steps=100)),
    "saddle": (race, race.Config("saddle", noise=0.3, steps=0)),
    "stratified": (partition, partition.Config()),
    "copies": (partition, partition.Config(leak="duplicates", rows=300)),
    "scaled in order": (partition, partition.Config(how="in order", leak="scaling", rows=60)),
    "polynomial": (fitting, fitting.Config(degree=15)),
    "network": (fitting, fitting.Config("network", epochs=50, dropout=0.25, penalty=1e-5)),
    "hyperband": (trials, trials.Config("hyperband", budget=20, noise=0.05)),
    "nothing": (trials, trials.Config(step=0)),
}
ALIKE = re.compile(r"dropout|Hyperband|(SGD|momentum|RMSprop|Ada\w+|Nadam|Adam), α = \S+")
NAMES = [("optimizers", "Optimizers", race), ("split", "Split", partition), ("capacity", "Capacity", fitting),
         ("search", "Search", trials)]  # fmt: skip


@cache
def figure_of(name, language):
    picture, config = DRAWN[name]
    set_language(language)
    figure = picture.draw(config)
    figure.canvas.draw()
    return figure


def texts(figure):
    return [t for t in figure.findobj(matplotlib.text.Text) if t.get_text() and t.get_visible()]


def pixels(image):
    return np.asarray(image.convert("RGB")).astype(int)


@pytest.mark.parametrize("name", DRAWN)
def test_it_speaks_both_languages_and_no_text_is_small_or_outside_or_over_another(name):
    said = {}
    for language in LANGUAGES:
        figure = figure_of(name, language)
        seen = texts(figure)
        said[language] = {t.get_text() for t in seen if re.search(r"[^\W\d_]{3}", ALIKE.sub("", t.get_text()))}
        assert min(t.get_fontsize() for t in seen) >= 9
        ticks = {id(t) for a in figure.axes for b in (a.xaxis, a.yaxis) for t in b.get_ticklabels(which="both")}
        boxes = [(t.get_text(), t.get_window_extent()) for t in seen if id(t) not in ticks]
        for i, (one, box) in enumerate(boxes):
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height, one
            for other, below in boxes[:i]:
                assert not box.shrunk(0.95, 0.8).overlaps(below.shrunk(0.95, 0.8)), (one, other)
    assert said["es"] & said["en"] == set() and len(said["es"]) == len(said["en"]) >= 3
    picture, config = DRAWN[name]
    alt = picture.alt(config)
    assert alt.es != alt.en and len(alt.es) > 100


@pytest.mark.parametrize("picture", [race, partition, fitting, trials], ids=lambda picture: picture.__name__)
def test_a_fast_frame_is_the_picture(picture):
    frames = Frames(picture.backdrop, picture.foreground, picture._key)
    for name, (one, config) in DRAWN.items():
        if one is picture:
            fast = Image.open(io.BytesIO(frames(config)))
            whole = Image.fromarray(np.asarray(figure_of(name, "en").canvas.buffer_rgba()))
            assert np.abs(pixels(fast) - pixels(whole)).max() <= 2


@pytest.mark.parametrize(
    ("picture", "wrong"),
    [
        *((race, {name: value}) for name, value in
          {"surface": "hill", "racers": ("Adam", "Adam"), "rates": (0.1,), "factor": 0.0, "steps": 501,
           "noise": -1.0, "start": (0.0, np.inf)}.items()),
        *((partition, {name: value}) for name, value in
          {"rows": 10, "test": 0.5, "validation": 0.0, "rare": 0.05, "how": "last", "leak": "yes",
           "copies": 1.0}.items()),
        *((fitting, {name: value}) for name, value in
          {"model": "tree", "degree": 16, "width": 0, "dropout": 1.0, "penalty": -1.0, "rows": 4, "epochs": 5,
           "noise": np.nan}.items()),
        *((trials, {name: value}) for name, value in
          {"method": "luck", "budget": 3, "step": 17, "noise": -0.1}.items()),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_in_the_error(picture, wrong):
    with pytest.raises(ValueError, match=f"`{next(iter(wrong))}`"):
        picture.Config(**wrong)


KNOBS = {
    race: (race.Config(steps=10), {"steps": 20, "factor": 2.0, "noise": 1.0, "surface": "saddle"}),
    partition: (partition.Config(), {"rows": 200, "rare": 0.4, "test": 0.3, "seed": 3, "how": "in order",
                                     "leak": "duplicates"}),
    fitting: (fitting.Config("network", epochs=30), {"width": 9, "dropout": 0.5, "rows": 50, "noise": 0.8,
                                                     "penalty": "0.1", "model": "polynomial"}),
    trials: (trials.Config(step=8), {"step": 12, "seed": 2, "noise": 0.08, "method": "grid"}),
}  # fmt: skip


@pytest.mark.parametrize("picture", KNOBS, ids=lambda picture: picture.__name__)
def test_every_knob_changes_the_picture_and_its_alternative_text(picture):
    from unittest.mock import patch

    from curso.explore import shell

    made, control = {}, shell._control
    with patch.object(shell, "_control", lambda slider: made.setdefault(str(slider.name), control(slider))):
        config, values = KNOBS[picture]
        widget = picture.widget(config)
    words = {id(v): k for k, v in made.items()}
    by_value = list(made.values())
    image = widget.children[0]
    for name, value in values.items():
        knob = next(k for k in by_value if k.value == as_shown(config, name) and accepts(k, value))
        by_value.remove(knob)
        before = image.value
        knob.value = value
        old, new = (text.partition(" src=") for text in (before, image.value))
        assert old[0] != new[0] and old[2] != new[2], words[id(knob)]


def as_shown(config, name):
    value = getattr(config, name)
    return f"{value:g}" if name == "penalty" else value


def accepts(knob, value):
    if hasattr(knob, "options"):
        return value in [v for _, v in knob.options]
    return not isinstance(value, str) and knob.min <= value <= knob.max and isinstance(value, type(knob.value))


def test_the_axis_of_shares_is_near_enough_to_see_small_differences_and_holds_every_bar():
    tops = {}
    for how in ("stratified", "random", "in order"):
        for config in (partition.Config(how=how, rare=rare, seed=seed) for rare in (0.1, 0.5) for seed in (0, 1)):
            highest = max(partition.state(config).shares.values())
            tops[how, config.rare] = partition.draw(config).axes[1].get_ylim()[1]
            assert highest < 0.95 * tops[how, config.rare]
    assert tops["stratified", 0.1] == 0.3 < tops["in order", 0.1]


def test_an_error_beyond_the_axis_is_an_arrow_head_inside_of_it():
    for degree, arrows in ((3, 0), (15, 1)):
        right = fitting.draw(fitting.Config(degree=degree)).axes[1]
        heads = [mark for mark in right.lines + right.artists if mark.get_marker() == "^"]
        assert len(heads) == arrows and all(mark.get_ydata()[0] < right.get_ylim()[1] for mark in heads)


def test_a_small_penalty_is_written_out():
    assert "λ = 0.00001" in fitting.alt(fitting.Config(penalty=1e-5)).en


def test_a_smaller_budget_takes_what_is_spent_with_it():
    assert trials.state(replace(trials.Config("grid", step=9), budget=9)).spent[-1] == 9 * 27


@pytest.mark.parametrize(("function", "config", "module"), NAMES)
def test_it_is_found_by_name_whatever_was_imported_first(function, config, module, capsys):
    assert getattr(curso.explore, function) is getattr(module, function)
    assert getattr(curso.explore, config) is module.Config
    assert getattr(curso.explore, function)() is None
    assert capsys.readouterr().out == ""
