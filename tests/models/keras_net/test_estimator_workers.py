"""Several processes train one network: TF_CONFIG names them, and all end with the same weights."""

import json
import os
import socket
import subprocess
import sys

import numpy as np
import pytest

from curso.models import KerasNetClassifier
from curso.models.faults import WrongInput
from curso.models.keras_net.workers import several_workers

WORKER = """
import sys
import numpy as np
from curso.models.keras_net.workers import several_workers, strategy_of_workers
assert several_workers() is not None
strategy_of_workers()
from curso.models import KerasNetClassifier
X = np.random.default_rng(0).standard_normal((80, 3)).astype("float32")
y = (X[:, 0] > 0).astype(int)
net = KerasNetClassifier(4, learning_rate=0.1, epochs=3, batch_size=16, validation=0.2, patience=3).fit(X, y)
assert net.how_ == "workers", net.how_
np.savez(sys.argv[1], *net.model_.get_weights(), loss=net.history_.loss, score=net.score(X, y))
"""


def free_ports(n):
    sockets = [socket.socket() for _ in range(n)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def test_two_processes_on_loopback_end_with_the_same_weights(tmp_path):
    pytest.importorskip("tensorflow")
    cluster = {"worker": [f"127.0.0.1:{port}" for port in free_ports(2)]}
    processes = []
    for index in range(2):
        config = json.dumps({"cluster": cluster, "task": {"type": "worker", "index": index}})
        surroundings = os.environ | {"TF_CONFIG": config, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
        command = [sys.executable, "-c", WORKER, str(tmp_path / f"{index}.npz")]
        processes.append(subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True))
    try:
        for process in processes:
            _, said = process.communicate(timeout=500)
            assert process.returncode == 0, said[-2000:]
    finally:
        for process in processes:
            process.kill()
    first, second = (np.load(tmp_path / f"{index}.npz") for index in range(2))
    assert set(first) == set(second)
    for name in first:
        np.testing.assert_array_equal(first[name], second[name])
    alone = KerasNetClassifier(4, learning_rate=0.1, epochs=3, batch_size=16, validation=0.2, patience=3, how="graph")
    X = np.random.default_rng(0).standard_normal((80, 3)).astype("float32")
    alone.fit(X, (X[:, 0] > 0).astype(int))
    for index, weights in enumerate(alone.model_.get_weights()):
        np.testing.assert_allclose(first[f"arr_{index}"], weights, atol=1e-4)
    np.testing.assert_allclose(first["loss"], alone.history_.loss, rtol=1e-4)
    assert first["score"] > 0.8


@pytest.mark.parametrize("config", [None, "", '{"cluster": {"worker": ["localhost:1"]}, "task": {"index": 0}}'])
def test_alone_it_is_no_cluster(monkeypatch, config):
    monkeypatch.delenv("TF_CONFIG", raising=False)
    if config is not None:
        monkeypatch.setenv("TF_CONFIG", config)
    assert several_workers() is None


@pytest.mark.parametrize("config", ["{", "[]", '{"cluster": 3}'])
def test_a_tf_config_that_is_none_is_named(monkeypatch, config):
    monkeypatch.setenv("TF_CONFIG", config)
    with pytest.raises(WrongInput, match="TF_CONFIG"):
        several_workers()
