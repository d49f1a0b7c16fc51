"""Which processor is chosen, and the line that says so, on faked lists of what is there."""

from functools import cache

import pytest

from curso.models.faults import WrongInput
from curso.models.keras_net import device as devices
from curso.models.keras_net.device import DeviceError, Hardware, choose_device, visible

CPU = Hardware("cpu", "CPU:0")
OLD = Hardware("gpu", "GPU:0", "GeForce GTX 1080", (6, 1))
T4 = Hardware("gpu", "GPU:0", "Tesla T4", (7, 5))
A100 = [Hardware("gpu", f"GPU:{i}", "A100", (8, 0)) for i in range(2)]
TPU = [Hardware("tpu", f"TPU:{i}") for i in range(8)]


@pytest.mark.parametrize(
    ("found", "kind", "count", "mixed", "words"),
    [
        ([CPU], "cpu", 1, None, "no GPU"),
        ([CPU, OLD], "gpu", 1, None, "GTX 1080: 32-bit"),
        ([CPU, T4], "gpu", 1, "mixed_float16", "Tesla T4: mixed"),
        ([CPU, *A100], "gpu", 2, "mixed_bfloat16", "2 devices, A100"),
        ([CPU, OLD, A100[1]], "gpu", 2, None, "32-bit"),
        ([CPU, *A100, *TPU], "tpu", 8, "mixed_bfloat16", "8 devices"),
    ],
)
def test_auto_takes_the_fastest_kind_and_the_precision_that_pays(found, kind, count, mixed, words):
    device = choose_device(found=found)
    assert (device.kind, device.count, device.mixed) == (kind, count, mixed)
    assert words in device.sentence.en
    assert device.sentence.es != device.sentence.en


@pytest.mark.parametrize("found", [[CPU, OLD], [CPU, T4], [CPU, *A100], [CPU, *TPU]])
def test_of_a_model_of_one_s_own_no_other_precision_is_said_than_that_of_its_layers(found):
    device = choose_device(found=found, own=True)
    assert device.mixed is None
    assert "your model's layers" in device.sentence.en and "de tu modelo" in device.sentence.es
    assert "16" not in device.sentence.en
    assert choose_device(found=[CPU], own=True) == choose_device(found=[CPU])


def test_cpu_insists():
    device = choose_device("cpu", [CPU, *A100])
    assert (device.kind, device.names, device.mixed) == ("cpu", ("CPU:0",), None)
    assert "asked" in device.sentence.en


@pytest.mark.parametrize(
    ("word", "says"), [("gpu", 'No "gpu" is visible: there is cpu'), ("phone", "Received: 'phone'")]
)
def test_what_is_not_there_is_refused(word, says):
    with pytest.raises(DeviceError, match=says) as caught:
        choose_device(word, [CPU])
    assert isinstance(caught.value, WrongInput)
    assert caught.value.sentence.es != caught.value.sentence.en


def test_what_tensorflow_sees_can_be_trained_on():
    tf = pytest.importorskip("tensorflow")
    assert Hardware("cpu", "CPU:0") in visible()
    device = choose_device("cpu")
    assert device.strategy() is None
    with device.scope():
        assert "CPU:0" in tf.constant(1.0).device


def test_several_gpus_train_through_a_mirrored_strategy(monkeypatch):
    tf = pytest.importorskip("tensorflow")
    asked = []
    monkeypatch.setattr(tf.distribute, "MirroredStrategy", lambda names: asked.append(names) or "strategy")
    assert choose_device(found=[CPU, *A100]).strategy() == "strategy"
    assert asked == [["GPU:0", "GPU:1"]]


def test_tpus_are_made_ready_once(monkeypatch):
    tf = pytest.importorskip("tensorflow")
    ready = []
    monkeypatch.setattr(tf.distribute.cluster_resolver, "TPUClusterResolver", lambda tpu: f"resolver of {tpu}")
    monkeypatch.setattr(tf.config, "experimental_connect_to_cluster", lambda resolver: None)
    monkeypatch.setattr(tf.tpu.experimental, "initialize_tpu_system", ready.append)
    monkeypatch.setattr(tf.distribute, "TPUStrategy", lambda resolver: [resolver])
    monkeypatch.setattr(devices, "_local_tpus", cache(devices._local_tpus.__wrapped__))
    for _ in range(2):
        assert choose_device(found=[CPU, *TPU]).strategy() == ["resolver of local"]
    assert ready == ["resolver of local"]
