"""The keys of module 04 on compile, fit, saving and several devices, computed with Keras."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys

import keras
import numpy as np
import pytest
from sklearn.utils.class_weight import compute_class_weight

from curso.quiz.library import load_question
from curso.quiz.variants import settle


def key(question):
    return set(load_question(question).key)


def holding(claims):
    """The letters of what holds."""
    return {letter for letter, holds in claims.items() if holds}


def regression(**compiled):
    """A small model and its data, the same each time."""
    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(size=(64, 3))
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
    model.compile(**{"optimizer": keras.optimizers.Adam(0.02), "loss": "mse", **compiled})
    return model, x, x.sum(axis=1, keepdims=True) + 2


def same(one, other):
    return all(np.allclose(a, b) for a, b in zip(one, other, strict=True))


def test_a_metric_moves_no_weight():
    trained = []
    for metrics in ([], ["mae"]):
        model, x, y = regression(metrics=metrics)
        model.fit(x, y, epochs=4, verbose=0)
        trained.append(model.get_weights())
    assert same(*trained)
    assert key("04.q14") == {"c"}


@pytest.mark.parametrize("seed", range(3))
def test_updates_are_counted_by_the_optimizer(seed):
    question = settle(load_question("04.q15"), seed)
    n, batch, epochs, share = (float(number) for number in re.findall(r"\d+(?:\.\d+)?", question.question.en))
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    data = np.ones((int(n), 1))
    model.fit(data, data, batch_size=int(batch), epochs=int(epochs), validation_split=share, verbose=0)
    assert question.answer == int(model.optimizer.iterations.numpy())
    assert question.slips[2].value * epochs == question.answer


def test_the_tail_is_put_aside_before_shuffling():
    keras.utils.set_random_seed(0)
    y = np.repeat(np.arange(10), 20)
    x = np.eye(10)[y]

    def accuracies(x, y):
        model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(10, activation="softmax")])
        model.compile(keras.optimizers.Adam(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model.fit(x, y, validation_split=0.2, shuffle=True, epochs=12, verbose=0).history["val_accuracy"]

    order = np.random.default_rng(0).permutation(200)
    assert accuracies(x, y)[-1] == 0 and accuracies(x[order], y[order])[-1] == 1
    (right,) = key("04.q16")
    text = next(option.text.en for option in load_question("04.q16").options if option.id == right)
    assert re.findall(r"\d", text) == [str(label) for label in np.unique(y[160:])]


def test_why_the_training_loss_can_be_the_higher_one():
    model, x, y = regression()
    first = model.fit(x, y, batch_size=8, verbose=0).history["loss"][0]
    after, twice = (model.evaluate(*data, verbose=0) for data in ((x, y), (np.tile(x, (2, 1)), np.tile(y, (2, 1)))))

    watched, *_ = regression()
    watched.fit(x, y, batch_size=8, validation_data=(x + 1, y - 1), verbose=0)

    model.fit(x, y, epochs=80, verbose=0)
    dropping = keras.Sequential([model.layers[0], keras.layers.Dropout(0.5), model.layers[1]])
    hindered, whole = (float(np.mean((dropping(x, training=mode) - y) ** 2)) for mode in (True, False))
    explains = {
        "a": hindered > 1.5 * whole,
        "b": abs(twice - after) > 1e-5,
        "c": first > 1.2 * after,
        "d": not same(watched.get_weights(), watched_alone().get_weights()),
    }
    assert holding(explains) == key("04.q17")


def watched_alone():
    """The model after the same epoch, without validation data."""
    model, x, y = regression()
    model.fit(x, y, batch_size=8, verbose=0)
    return model


def test_class_weights_balance_the_loss():
    asked = load_question("04.q18")
    zeros, ones = (
        int(number) for number in re.search(r"(\d+) examples of class 0 and (\d+)", asked.question.en).groups()
    )
    y = np.repeat([0, 1], [zeros, ones])
    balanced = compute_class_weight("balanced", classes=np.array([0, 1]), y=y)
    assert asked.answer == pytest.approx(balanced[1] / balanced[0])
    assert [slip.value for slip in asked.slips] == pytest.approx([len(y) / ones, ones / len(y), zeros / len(y)])

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.SGD(1.0), "binary_crossentropy")
    model.layers[0].set_weights([np.zeros((1, 1)), np.zeros(1)])
    model.fit(np.zeros((len(y), 1)), y[:, None], batch_size=len(y), class_weight={0: 1, 1: asked.answer}, verbose=0)
    assert model.get_weights()[1] == pytest.approx(0, abs=1e-5)  # neither class pulls harder


def test_argmax_of_a_single_column_is_always_0():
    asked = load_question("04.q19")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(asked.code, names := {})
    assert out.getvalue().strip() == asked.answer
    outputs = names["outputs"]
    wrong = (outputs > 0.5).astype(int)[:, 0], outputs.max(axis=1), np.argmax(outputs, axis=0)
    assert [slip.value for slip in asked.slips] == [str(each) for each in wrong]


def test_what_brings_back_the_optimizer_too(tmp_path):
    model, x, y = regression()
    model.fit(x, y, epochs=3, verbose=0)
    state = [variable.numpy() for variable in model.optimizer.variables]

    model.save(tmp_path / "model.keras")
    saved = keras.models.load_model(tmp_path / "model.keras")

    model.export(tmp_path / "model", verbose=False)
    with pytest.raises(ValueError, match="not supported"):
        keras.models.load_model(tmp_path / "model")

    weights_only, *_ = regression()
    weights_only.set_weights(model.get_weights())
    described = keras.models.model_from_json(model.to_json())
    goes_on = {
        "a": False,
        "b": same(state, [variable.numpy() for variable in saved.optimizer.variables]),
        "c": int(weights_only.optimizer.iterations.numpy()) == int(model.optimizer.iterations.numpy()),
        "d": same(described.get_weights(), model.get_weights()),
    }
    assert same(saved.get_weights(), model.get_weights())
    assert holding(goes_on) == key("04.q20")


ON_FOUR_DEVICES = """
import numpy as np, tensorflow as tf, keras
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 4)

class Rows(keras.layers.Layer):
    def call(self, x):
        tf.print("rows", tf.shape(x)[0], output_stream="file://ROWS")
        return x

with tf.distribute.MirroredStrategy([f"CPU:{nth}" for nth in range(4)]).scope():
    model = keras.Sequential([keras.Input((2,)), Rows(), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
chance = np.random.default_rng(0)
model.fit(chance.normal(size=(512, 2)), chance.normal(size=(512, 1)), batch_size=256, verbose=0)
copies = [each.numpy() for each in model.layers[-1].kernel.value.values]
print("equal", len(copies), all(np.array_equal(copies[0], each) for each in copies))
"""


def test_four_devices_share_a_batch_and_stay_equal(tmp_path):
    code = ON_FOUR_DEVICES.replace("ROWS", str(tmp_path / "rows"))
    env = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=300)
    assert "equal 4 True" in done.stdout, done.stderr
    assert (tmp_path / "rows").read_text(encoding="utf-8").split() == ["rows", "64"] * 8  # two steps on four devices
    (right,) = key("04.q21")
    text = next(option.text.en for option in load_question("04.q21").options if option.id == right)
    assert "processes 64" in text and "alike" in text
