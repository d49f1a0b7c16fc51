"""What KerasNet writes is read back, here by it and by Keras, there by TensorFlow, LiteRT and ONNX Runtime."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import json
import warnings
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from curso.models import KerasNetClassifier, KerasNetRegressor
from curso.models.faults import WrongInput
from curso.models.keras_net import saving

keras = pytest.importorskip("keras")

X = np.random.default_rng(0).standard_normal((60, 3)).astype("float32")
WORDS = np.array(["ámbar", "verde", "rojo"])[np.argmax(X, axis=1)]


@pytest.fixture(scope="module")
def net():
    return KerasNetClassifier((8, 4), learning_rate=0.05, epochs=5, dropout=0.1, batch_norm=True, validation=0.2,
                              how="graph").fit(X, WORDS)  # fmt: skip


def test_a_saved_estimator_comes_back_whole(net, tmp_path):
    net.save(tmp_path / "net.keras")
    again = KerasNetClassifier.load(tmp_path / "net.keras")
    np.testing.assert_array_equal(again.predict_proba(X), net.predict_proba(X))
    assert list(again.classes_) == list(net.classes_)
    assert again.get_params() == net.get_params()
    assert again.history_.equals(net.history_)
    np.testing.assert_array_equal(again.validation_rows_, net.validation_rows_)
    assert again.n_features_in_ == 3
    again.save(tmp_path / "twice.keras")


def test_keras_opens_it_as_an_ordinary_model_that_goes_on_training(net, tmp_path):
    net.save(tmp_path / "net.keras")
    model = keras.models.load_model(tmp_path / "net.keras")
    np.testing.assert_array_equal(model.predict(X, verbose=0), net.model_.predict(X, verbose=0))
    assert int(model.optimizer.iterations) == int(net.model_.optimizer.iterations) > 0


def test_a_file_of_something_else_and_another_ending_are_refused_in_a_sentence(net, tmp_path):
    net.model_.save(tmp_path / "only.keras")
    with pytest.raises(WrongInput, match=r"keras\.models\.load_model"):
        KerasNetClassifier.load(tmp_path / "only.keras")
    net.save(tmp_path / "net.keras")
    with pytest.raises(WrongInput, match="KerasNetRegressor"):
        KerasNetRegressor.load(tmp_path / "net.keras")
    with pytest.raises(WrongInput, match="export"):
        net.save(tmp_path / "net.h5")
    (tmp_path / "text.keras").write_text("no archive", encoding="utf-8")
    with pytest.raises(WrongInput, match=r"text\.keras was not written by"):
        KerasNetClassifier.load(tmp_path / "text.keras")


def test_a_savedmodel_predicts_the_same(net, tmp_path):
    tf = pytest.importorskip("tensorflow")
    net.export(tmp_path / "served")
    served = tf.saved_model.load(str(tmp_path / "served"))
    answers = served.serve(X).numpy()
    np.testing.assert_allclose(answers, net.predict_proba(X), atol=1e-6)


def test_a_folder_whose_name_has_a_dot_is_written_again(tmp_path):
    model = SimpleNamespace(export=lambda path, format, verbose: Path(path).mkdir(exist_ok=True))
    for _ in range(2):
        saving.export(model, tmp_path / "net-1.0")
    assert list(tmp_path.iterdir()) == [tmp_path / "net-1.0"]


def test_litert_predicts_the_same(net, tmp_path):
    tf = pytest.importorskip("tensorflow")
    net.export(tmp_path / "net.tflite")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it announces the package that will come after it
        interpreter = tf.lite.Interpreter(str(tmp_path / "net.tflite"))
    into, out = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
    interpreter.resize_tensor_input(into, X.shape)
    interpreter.allocate_tensors()
    interpreter.set_tensor(into, X)
    interpreter.invoke()
    np.testing.assert_allclose(interpreter.get_tensor(out), net.predict_proba(X), atol=1e-5)


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_onnx_predicts_the_same(net, tmp_path):
    pytest.importorskip("tf2onnx", reason="tf2onnx is not installed")
    runtime = pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
    net.export(tmp_path / "net.onnx")
    session = runtime.InferenceSession(str(tmp_path / "net.onnx"), providers=["CPUExecutionProvider"])
    (answers,) = session.run(None, {session.get_inputs()[0].name: X})
    np.testing.assert_allclose(answers, net.predict_proba(X), atol=1e-5)


def test_a_missing_package_is_named_with_the_command_that_installs_it(net, tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "find_spec", lambda package: None)
    with pytest.raises(WrongInput, match="pip install tf2onnx"):
        net.export(tmp_path / "net.onnx")


def test_a_save_that_breaks_off_leaves_the_file_that_was_there_and_nothing_else(net, tmp_path, monkeypatch):
    path = tmp_path / "net.keras"
    net.save(path)
    before = path.read_bytes()

    def full(*arguments, **settings):
        raise OSError("no space left")

    monkeypatch.setattr(saving.zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="no space left"):
        net.save(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_numbers_of_numpy_and_weights_of_classes_are_saved_too(tmp_path):
    weights = {np.str_("rojo"): np.float64(2), "verde": 1, "ámbar": 1}
    net = KerasNetClassifier(np.int64(4), learning_rate=np.float32(0.01), batch_size=np.int64(60), epochs=1,
                             class_weight=weights, how="graph").fit(X, WORDS)  # fmt: skip
    net.save(tmp_path / "net.keras")
    again = KerasNetClassifier.load(tmp_path / "net.keras")
    assert again.get_params() == net.get_params()
    assert type(again.hidden) is int
    by_number = KerasNetClassifier((np.int64(4), 2), class_weight={0: 1.0, 1: 3.0}, epochs=1, how="graph")
    by_number.fit(X, X[:, 0] > 0).save(tmp_path / "net.keras")
    assert KerasNetClassifier.load(tmp_path / "net.keras").get_params() == by_number.get_params()


@pytest.fixture(scope="module")
def several():
    """A net with two inputs, and examples for it."""
    left, right = keras.Input((2,), name="left"), keras.Input((1,), name="right")
    added = keras.layers.Concatenate()([left, right])
    model = keras.Model({"left": left, "right": right}, keras.layers.Dense(1)(added))
    both = {"left": X[:, :2], "right": X[:, 2:]}
    return KerasNetRegressor(model=model, epochs=1, batch_size=60).fit(both, X[:, 0]), both


def test_a_net_with_several_inputs_predicts_after_it_was_loaded_and_loaded_again(several, tmp_path):
    net, both = several
    for name in ("once.keras", "twice.keras"):
        net.save(tmp_path / name)
        net = KerasNetRegressor.load(tmp_path / name)
        np.testing.assert_array_equal(net.predict(both), several[0].predict(both))


def test_a_file_that_does_not_say_whose_the_model_is_is_read_too(several, tmp_path):
    net, both = several
    net.save(tmp_path / "net.keras")
    with zipfile.ZipFile(tmp_path / "net.keras") as new, zipfile.ZipFile(tmp_path / "old.keras", "w") as old:
        for name in new.namelist():
            content = new.read(name)
            if name == saving.ESTIMATOR:
                known = json.loads(content)
                del known["learnt"]["_own"]
                content = json.dumps(known)
            old.writestr(name, content)
    np.testing.assert_array_equal(KerasNetRegressor.load(tmp_path / "old.keras").predict(both), net.predict(both))


def test_whole_numbers_stay_whole_for_a_model_of_one_s_own_that_was_loaded(tmp_path):
    given = keras.Input((1,), dtype="int64")
    odd = keras.ops.cast(keras.ops.mod(given, 2), "float32")
    numbers = 2**24 + np.arange(60)[:, None]  # of which 32-bit floats know the even ones only
    net = KerasNetRegressor(model=keras.Model(given, keras.layers.Dense(1)(odd)), epochs=1, batch_size=60, how="graph")
    net.fit(numbers, numbers[:, 0] % 2).save(tmp_path / "net.keras")
    assert len(np.unique(net.predict(numbers))) == 2
    np.testing.assert_array_equal(KerasNetRegressor.load(tmp_path / "net.keras").predict(numbers), net.predict(numbers))
