"""The race of the optimizers: Keras's own steps, gradients by finite differences, where the surfaces are lowest."""

from __future__ import annotations

import inspect
import os
from functools import partial

import numpy as np
import pytest

from curso.explore import race
from curso.explore.landscapes import SURFACES
from curso.explore.optimizer_steps import RULES, TINY

KERAS = {"momentum": ("SGD", {"momentum": 0.9})}
# for 1 − βᵗ Keras takes β from 32 bits, which puts 1 − 0.999 off by 10⁻⁵ of itself; these betas have no digits to lose
EXACT = {name: {"beta_1": 1 - 2**-3, "beta_2": 1 - 2**-10} for name in ("Adam", "Adamax", "Nadam")}
RATE = 2**-4


@pytest.fixture
def keras():
    """Keras with numbers of 64 bits."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    usual = keras.config.floatx()
    keras.config.set_floatx("float64")
    yield keras
    keras.config.set_floatx(usual)


def made_by(keras, name, **more):
    kind, own = KERAS.get(name, (name, {}))
    return getattr(keras.optimizers, kind)(learning_rate=RATE, **own, **more)


def path_of(keras, optimizer, gradient, start, steps):
    place = keras.Variable(np.array(start), dtype="float64")
    path = [place.numpy().copy()]
    for _ in range(steps):
        optimizer.apply([keras.ops.convert_to_tensor(gradient(path[-1]), dtype="float64")], [place])
        path.append(place.numpy().copy())
    return path


@pytest.mark.parametrize("size", [1.0, 1e-5], ids=["gradients as they are", "tiny ones, where epsilon counts"])
@pytest.mark.parametrize("name", race.RACERS)
def test_the_path_is_that_of_keras(name, size, keras, monkeypatch):
    betas = EXACT.get(name, {})
    monkeypatch.setitem(RULES, name, partial(RULES[name], **betas))

    def gradient(place):
        return size * SURFACES["saddle"].gradient(place)

    expected = path_of(keras, made_by(keras, name, **betas), gradient, (-1.2, 1.8), 12)
    ours = race.minimise(name, gradient, (-1.2, 1.8), 12, RATE)
    np.testing.assert_allclose(ours - ours[0], expected - expected[0], rtol=3e-7, atol=1e-12)


@pytest.mark.parametrize("name", race.RACERS)
def test_the_constants_are_keras_s(name, keras):
    theirs = made_by(keras, name).get_config()
    named = {"start": "initial_accumulator_value"}
    for parameter in inspect.signature(RULES[name]).parameters.values():
        if parameter.default is not inspect.Parameter.empty:
            assert theirs[named.get(parameter.name, parameter.name)] == parameter.default, parameter.name
    assert theirs.get("epsilon", TINY) == TINY


@pytest.mark.parametrize("name", SURFACES)
def test_the_gradient_is_the_slope_and_the_minimum_is_flat_and_0(name):
    surface = SURFACES[name]
    for place in ((0.3, -0.7), surface.start):
        slopes = [
            (surface.loss(np.add(place, step)) - surface.loss(np.subtract(place, step))) / 2e-6
            for step in ((1e-6, 0.0), (0.0, 1e-6))
        ]
        np.testing.assert_allclose(surface.gradient(np.array(place)), slopes, atol=1e-6)
    for place in surface.minima:
        assert surface.loss(np.array(place)) == pytest.approx(0, abs=1e-9)
        np.testing.assert_allclose(surface.gradient(np.array(place)), 0, atol=1e-6)
    x, y = np.meshgrid(np.linspace(*surface.across, 61), np.linspace(*surface.along, 61))
    assert surface.loss(np.stack([x, y], axis=-1)).min() > -1e-9


@pytest.mark.parametrize("name", SURFACES)
def test_every_racer_comes_down_with_the_rates_that_the_picture_gives(name):
    now = race.state(race.Config(name))
    assert all(len(losses) == 61 and losses[-1] < losses[0] for losses in now.losses.values())


def test_too_large_a_rate_ends_the_path_and_is_said():
    config = race.Config(racers=("SGD", "Adam"), rates=(1.5, 0.1), steps=120)
    assert len(race.state(config).paths["SGD"]) < 121 == len(race.state(config).paths["Adam"])
    assert "SGD (α = 1.5) diverges" in race.alt(config).en and "SGD (α = 1.5) diverge" in race.alt(config).es


def test_more_steps_only_go_on():
    short, long = (race.state(race.Config(steps=n, noise=0.5)) for n in (20, 50))
    for name in race.RACERS:
        np.testing.assert_array_equal(long.paths[name][:21], short.paths[name])
