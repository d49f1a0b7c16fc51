"""Several processes train one network: TF_CONFIG names them, and all end with the same weights."""

import json
import os
import socket
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from curso.models import KerasNetClassifier, KerasNetRegressor
from curso.models.faults import WrongInput
from curso.models.keras_net import workers
from curso.models.keras_net.parts import Data
from curso.models.keras_net.workers import SharedEpochs, several_workers

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


CLUSTER = {"chief": ["a:1"], "worker": ["b:1", "c:1"]}


@pytest.mark.parametrize(("kind", "index", "number"), [("chief", 0, 1), ("worker", 0, 2), ("worker", 1, 3)])
def test_a_chief_counts_before_the_workers(monkeypatch, kind, index, number):
    monkeypatch.setenv("TF_CONFIG", json.dumps({"cluster": CLUSTER, "task": {"type": kind, "index": index}}))
    assert several_workers().en.startswith(f"3 processes train together (TF_CONFIG); this is number {number}.")


def test_every_row_of_a_batch_is_trained_on_by_one_process(monkeypatch):
    pytest.importorskip("tensorflow")
    monkeypatch.setattr(workers, "build", lambda *given: None)
    model = SimpleNamespace(train_step=None, test_step=None, reset_metrics=dict, get_metrics_result=dict)
    rows = np.arange(9.0)
    trained = []
    for kind, index in (("chief", 0), ("worker", 0), ("worker", 1)):
        spec = SimpleNamespace(as_dict=lambda: CLUSTER)
        resolver = SimpleNamespace(task_type=kind, task_id=index, cluster_spec=lambda spec=spec: spec)
        strategy = SimpleNamespace(num_replicas_in_sync=6, cluster_resolver=resolver)  # each of them with two GPUs
        shared = SharedEpochs(model, Data(rows[:, None], rows), 9, strategy, workers.BY_WORKERS)
        shared._step = lambda part: trained.extend(part[1].numpy())
        shared.run(np.arange(9))
    assert trained == rows.tolist()


def test_processes_that_would_each_shuffle_in_their_own_way_are_refused(monkeypatch):
    monkeypatch.setenv("TF_CONFIG", json.dumps({"cluster": CLUSTER, "task": {"type": "chief", "index": 0}}))
    with pytest.raises(WrongInput, match="shuffle alike"):
        KerasNetRegressor(seed=None, validation=0.5).fit(np.ones((4, 1)), np.ones(4))
