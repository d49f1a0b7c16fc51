"""The keys of module 05 on early stopping, penalties, dropout and the rest, computed with Keras and scikit-learn."""

from __future__ import annotations

import contextlib
import io
import re
from itertools import permutations

import keras
import numpy as np
import pytest
from scipy import stats
from sklearn.datasets import load_digits
from sklearn.linear_model import Lasso, Ridge
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

from curso.quiz.library import load_question
from curso.quiz.variants import settle

SEEDS = range(30)


def key(question):
    return set(load_question(question).key)


def holding(claims):
    """The letters of what holds."""
    return {letter for letter, holds in claims.items() if holds}


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def last_epoch(losses, **options):
    """The epoch, from 1, after which EarlyStopping ends the training; None if it does not."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    stopper = keras.callbacks.EarlyStopping(monitor="val_loss", **options)
    stopper.set_model(model)
    stopper.on_train_begin()
    for nth, loss in enumerate(losses):
        stopper.on_epoch_end(nth, {"val_loss": loss})
        if model.stop_training:
            return nth + 1
    return None


def test_patience_runs_out():
    asked = load_question("05.q07")
    *losses, patience, first = numbers(asked.question.en)
    assert len(losses) == 8 and first == 1
    assert asked.answer == last_epoch(losses, patience=int(patience))
    assert [slip.value for slip in asked.slips[:2]] == [1 + np.argmin(losses[:6]), 2 + np.argmax(np.diff(losses) > 0)]


def test_falling_too_little_is_no_improvement():
    falling = 1 - 0.001 * np.arange(100)
    stopped = last_epoch(falling, min_delta=0.01, patience=5)
    assert last_epoch(falling, patience=5) is None
    claims = {"a": stopped is None, "b": stopped == 6, "c": stopped is None, "d": stopped is None}
    assert holding(claims) == key("05.q08")


def test_the_l2_penalty():
    for seed in SEEDS:
        settled = settle(load_question("05.q09"), seed)
        *weights, _, rate = numbers(settled.question.en)
        assert settled.answer == pytest.approx(float(keras.regularizers.L2(rate)(np.array(weights))), abs=1e-4)
        assert settled.slips[0].value == pytest.approx(float(keras.regularizers.L1(rate)(np.array(weights))), abs=1e-4)


def test_l1_cancels_useless_columns():
    chance = np.random.default_rng(0)
    x = chance.normal(size=(200, 10))
    y = 3 * x[:, 0] - 2 * x[:, 1] + 0.1 * chance.normal(size=200)
    cancels = {
        "l1": (Lasso(0.1).fit(x, y).coef_[2:] == 0).all(),
        "l2": any((Ridge(strength).fit(x, y).coef_[2:] == 0).any() for strength in (1, 1e3, 1e6)),
    }
    claims = {
        "a": cancels["l2"] and not cancels["l1"],
        "b": all(cancels.values()),
        "c": not any(cancels.values()),
        "d": cancels["l1"] and not cancels["l2"],
    }
    assert holding(claims) == key("05.q10")


def test_dropout_does_nothing_outside_training():
    asked = load_question("05.q11")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(asked.code, {})
    assert out.getvalue().strip() == asked.answer


def test_what_dropout_keeps_grows():
    for seed in SEEDS:
        settled = settle(load_question("05.q12"), seed)
        rate, value = numbers(settled.question.en)
        out = keras.ops.convert_to_numpy(keras.layers.Dropout(rate, seed=0)(np.full((1, 500), value), training=True))
        assert settled.answer == pytest.approx(out.max(), rel=1e-4)
        assert set(np.unique(out)) == {0, out.max()}


class Trained:
    """A model whose weights are the number of epochs it has had."""

    losses = (1.0, 0.9, 0.5, 0.6, 0.7, 0.4, 0.8, 0.75, 0.7, 0.2)
    epochs = 0

    def get_weights(self):
        return self.epochs


def ended(lines, order, patience):
    """Epochs trained and weights kept; nothing for what is no program."""

    def train_epoch(model):
        model.epochs += 1

    body = "\n".join(f"    {lines[each]}" for each in order)
    names = {"model": Trained(), "patience": patience, "train_epoch": train_epoch}
    names["validation_loss"] = lambda model: Trained.losses[model.epochs]
    try:
        exec(f'best, wait = float("inf"), 0\nwhile wait < patience:\n{body}', names)
    except NameError:
        return None
    return names["model"].epochs, names.get("kept")


def test_of_all_orders_only_those_in_the_key_stop_in_time_and_keep_the_best():
    asked = load_question("05.q13")
    lines = {line.id: line.text.en for line in asked.lines}
    expected = {1: (3, 2), 2: (4, 2), 3: (8, 5)}  # counted by hand in the losses
    right = {
        "".join(order)
        for order in permutations(lines)
        if {patience: ended(lines, order, patience) for patience in expected} == expected
    }
    assert right == set(asked.key)
    sooner, for_nothing = (ended(lines, slip.order, 2) for slip in asked.slips)
    assert (sooner, for_nothing) == ((3, 2), (5, 2))


def test_max_norm_shrinks_the_whole_vector():
    asked = load_question("05.q14")
    column = np.array([[3.0], [-4.0]])
    constraints = keras.constraints.MaxNorm(2, axis=0), keras.constraints.UnitNorm(axis=0)
    held, unit = (float(constraint(column)[0, 0]) for constraint in constraints)
    assert asked.answer == pytest.approx(held, abs=1e-4)
    assert [slip.value for slip in asked.slips] == pytest.approx([np.clip(3, -2, 2), unit, 3], abs=1e-4)


def test_batch_normalization_predicts_by_what_it_stored():
    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(5, 3, (64, 2))
    layer = keras.layers.BatchNormalization(momentum=0.5)
    for _ in range(20):
        layer(x, training=True)
    alone, together = (keras.ops.convert_to_numpy(layer(some, training=False))[0] for some in (x[:1], x))
    claims = {
        "a": not np.isfinite(alone).all(),
        "b": np.allclose(alone, together, atol=1e-5) and not np.allclose(alone, x[0], atol=0.1),
        "c": not np.allclose(alone, together, atol=1e-3),
        "d": np.allclose(alone, x[0], atol=0.1),
    }
    assert holding(claims) == key("05.q15")
    by_its_own = [keras.ops.convert_to_numpy(layer(x[n : n + 1], training=True)) for n in (0, 1)]
    assert np.isfinite(by_its_own).all() and np.allclose(*by_its_own, atol=1e-5) and not np.allclose(x[0], x[1])


def test_which_new_digits_keep_their_label():
    images, labels = load_digits(return_X_y=True)
    images = images.reshape(-1, 8, 8)
    train, test = train_test_split(np.arange(len(images)), test_size=0.5, random_state=0)
    moved = np.concatenate([np.roll(images[train], step, axis=2) for step in (-1, 0, 1)])
    reader = KNeighborsClassifier(3).fit(moved.reshape(-1, 64), np.tile(labels[train], 3))
    noise = np.random.default_rng(0).normal(size=images[test].shape)
    changed = {
        "a": np.roll(images[test], 1, axis=2),
        "b": images[test][:, ::-1, ::-1],
        "c": images[test] + noise,
    }
    read = {letter: reader.score(shown.reshape(-1, 64), labels[test]) for letter, shown in changed.items()}
    leak = {"d": 0}  # what copies on both sides of a split do is shown for 04.q03
    assert holding({letter: score > 0.9 for letter, score in (read | leak).items()}) == key("05.q16")


def test_five_seeds_do_not_tell_them_apart():
    without, having = np.split(np.array(numbers(load_question("05.q17").question.en)[1:]), 2)
    difference = having.mean() - without.mean()
    assert difference == pytest.approx(0.004) and min(without.std(ddof=1), having.std(ddof=1)) > 0.008
    claims = {
        "a": stats.ttest_ind(having, without).pvalue < 0.05 and difference > 0,
        "b": stats.levene(having, without).pvalue < 0.05,
        "c": stats.ttest_ind(having, without).pvalue > 0.3 and difference < without.std(ddof=1),
        "d": difference == 0,
    }
    assert holding(claims) == key("05.q17")


def test_what_a_regulariser_changes():
    x, y = np.random.default_rng(0).normal(size=(32, 2)), np.ones((32, 1))
    found = []
    for penalty in (None, keras.regularizers.L2(0.01)):
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_regularizer=penalty)])
        model.compile(keras.optimizers.SGD(1.0), loss="mse", metrics=["mse"])
        model.set_weights([np.array([[2.0], [-3.0]]), np.zeros(1)])
        measured = model.evaluate(x, y, return_dict=True, verbose=0)
        predicted = model.predict(x, verbose=0)
        model.fit(x, y, batch_size=32, verbose=0)
        found.append((measured["loss"], measured["mse"], predicted, model.get_weights()[0]))
    without, having = found
    pairs = zip("abcd", without, having, strict=True)
    assert holding({letter: not np.allclose(a, b, atol=1e-5) for letter, a, b in pairs}) == key("05.q18")
    assert np.allclose(without[3] - having[3], 2 * 0.01 * np.array([[2.0], [-3.0]]), atol=1e-5)
