"""On JAX an epoch is one `lax.scan`; Keras chooses its backend at import, so that this runs in a process of its own."""

import importlib.util
import os
import subprocess
import sys

import pytest

PROGRAM = """
import keras, numpy as np
from keras import layers
from curso.models.keras_net.design import Output, compile_model
from curso.models.keras_net.device import Device, choose_device
from curso.models.keras_net.epochs import EpochsError, compile_epochs

rng = np.random.default_rng(0)
ROWS, BATCH = 75, 16
TABLE = rng.normal(size=(ROWS, 6))
LABELS, WEIGHTS = rng.integers(0, 3, ROWS), rng.uniform(0.2, 3, ROWS)
STACKS = {
    "mlp": (TABLE, lambda: [layers.Dense(8, "relu", kernel_regularizer="l2"), layers.BatchNormalization()]),
    "convolution and lstm": (TABLE[:, :, None], lambda: [layers.Conv1D(4, 2), layers.LSTM(6)]),
}

def made(name, optimizer):
    x, stack = STACKS[name]
    net = keras.Sequential([keras.Input(x.shape[1:]), *stack(), layers.Dense(3, "softmax")])
    net.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return x, net

for name, optimizer, n in [("mlp", "adam", ROWS), ("convolution and lstm", "nadam", 64)]:
    x, ours = made(name, optimizer)
    _, theirs = made(name, optimizer)
    for one, another in zip(theirs.variables, ours.variables):  # which no global seed does without TensorFlow
        one.assign(another)
    running = compile_epochs(ours, x, LABELS, WEIGHTS, batch_size=BATCH, device=choose_device("cpu"))
    assert running.how == "jax", running.why.en
    for seed in range(3):
        rows = np.random.default_rng(seed).permutation(ROWS)[:n]
        logs = running.run(rows)
        log = theirs.fit(x[rows], LABELS[rows], BATCH, sample_weight=WEIGHTS[rows], shuffle=False, verbose=0).history
        assert logs.keys() == log.keys()
        assert all(abs(logs[key] - log[key][0]) < 1e-5 for key in log), (logs, log)
    for one, another in zip(ours.variables + ours.optimizer.variables, theirs.variables + theirs.optimizer.variables):
        np.testing.assert_allclose(one, another, atol=1e-5, err_msg=one.path)

net = keras.Sequential([keras.Input((6,)), layers.Dropout(0.4), layers.Dense(3, "softmax")])
net.compile(keras.optimizers.SGD(0.0), "sparse_categorical_crossentropy")
running = compile_epochs(net, TABLE, LABELS, batch_size=BATCH)
losses = [running.run(np.arange(ROWS))["loss"] for _ in range(3)]
assert len(set(losses)) == 3, losses
# 16-bit floats, whose loss is scaled: without that so small a weight of the examples would leave no gradient
net = keras.Sequential([keras.Input((6,)), layers.Dense(8, "relu", dtype="mixed_float16"), layers.Dense(3, "softmax")])
compile_model(net, "sgd", 1e6, Output(3, "softmax", "sparse_categorical_crossentropy", ()))
running = compile_epochs(net, TABLE, LABELS, np.full(ROWS, 1e-7), batch_size=BATCH)
before = net.get_weights()[0]
running.run(np.arange(ROWS))
assert running.how == "jax" and np.abs(net.get_weights()[0] - before).max() > 1e-3, running.why.en

try:
    compile_epochs(net, TABLE, LABELS, how="xla")
except EpochsError as error:
    assert "does not exist" in error.sentence.en

two = Device("cpu", ("cpu:0", "cpu:1"), None, choose_device("cpu").sentence)
with two.scope(two.strategy()):
    x, net = made("mlp", "adam")
    running = compile_epochs(net, x[:64], LABELS[:64], batch_size=BATCH, device=two)
    assert running.how == "fit" and "2 devices" in running.why.en, running.why.en
    assert len(net.weights[0].value.sharding.device_set) == 2
    assert np.isfinite(running.run(np.arange(64))["loss"])
print("same as fit")
"""


@pytest.mark.skipif(importlib.util.find_spec("jax") is None, reason="JAX is not installed")
def test_jax_arrives_where_fit_does():
    surroundings = {**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "CURSO_LANG": "en"}
    surroundings["XLA_FLAGS"] = "--xla_force_host_platform_device_count=2"
    surroundings["JAX_DISABLE_MOST_OPTIMIZATIONS"] = "1"  # compiling takes longer than running
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "same as fit", done.stderr[-3000:]
