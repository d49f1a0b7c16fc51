"""An estimator in a file and back, and its model for other programs."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from curso.models.faults import WrongInput
from curso.text import Text

ESTIMATOR = "curso.json"  # beside Keras's own files in the archive; Keras does not look at it

ENDING = Text(
    es="El nombre del archivo debe acabar en `.keras`. Valor recibido: {path}. Para otros programas usa `export`.",
    en="The file's name should end in `.keras`. Received: {path}. For other programs use `export`.",
)
LABELS = Text(
    es="Las clases no son números ni palabras ({kind}), y no caben en un `.keras`. Usa `joblib.dump`.",
    en="The classes are neither numbers nor words ({kind}), and do not fit into a `.keras`. Use `joblib.dump`.",
)
NOT_OURS = Text(
    es="{path} no lo ha escrito `save` de {name}. Si es un modelo de Keras, ábrelo con `keras.models.load_model`.",
    en="{path} was not written by `save` of {name}. If it is a model of Keras, open it with `keras.models.load_model`.",
)
MISSING = Text(
    es="Para escribir {format} hace falta el paquete {package}: `pip install {package}`.",
    en="Writing {format} needs the package {package}: `pip install {package}`.",
)


def save(net: Any, path: Path) -> None:
    """Write the fitted estimator `net` to `path`: Keras's archive, and in it a file with what Keras does not know."""
    if path.suffix != ".keras":
        raise WrongInput(ENDING.format(path=path))
    known = {
        "estimator": type(net).__name__,
        "parameters": {name: value for name, value in _native(net.get_params(deep=False)).items() if _plain(value)},
        "learnt": {name: value for name, value in vars(net).items() if name in LEARNT},
        "history": net.history_.to_dict("list"),
    }
    for name in ("feature_names_in_", "validation_rows_"):
        values = getattr(net, name, None)
        known["learnt"][name] = None if values is None else values.tolist()
    if hasattr(net, "classes_"):
        if net.classes_.dtype.kind not in "biufUS" and not all(isinstance(v, str) for v in net.classes_):
            raise WrongInput(LABELS.format(kind=net.classes_.dtype))
        kind = net.classes_.dtype.str if net.classes_.dtype.kind != "O" else "O"
        known["classes"] = {"values": net.classes_.tolist(), "dtype": kind}
    if isinstance(known["parameters"].get("class_weight"), dict):  # whose labels JSON would make words of
        known["parameters"]["class_weight"] = [*known["parameters"]["class_weight"].items()]
    with _whole(path) as beside:
        net.model_.save(beside)
        with zipfile.ZipFile(beside, "a") as archive:
            archive.writestr(ESTIMATOR, json.dumps(known))


def load(cls: type, path: Path) -> Any:
    """The estimator of class `cls` that `save` wrote to `path`.

    Raises
    ------
    WrongInput : the file holds another estimator, or none.
    """
    import keras
    import pandas as pd

    try:
        with zipfile.ZipFile(path) as archive:
            known = json.loads(archive.read(ESTIMATOR)) if ESTIMATOR in archive.namelist() else {}
    except zipfile.BadZipFile:
        known = {}
    if known.get("estimator") != cls.__name__:
        raise WrongInput(NOT_OURS.format(path=path, name=cls.__name__))
    parameters = known["parameters"]
    if "hidden" in parameters and isinstance(parameters["hidden"], list):
        parameters["hidden"] = tuple(parameters["hidden"])
    if isinstance(parameters.get("class_weight"), list):
        parameters["class_weight"] = dict(parameters["class_weight"])
    net = cls(**parameters)
    net._own = "model" not in parameters  # what older files do not say
    for name, value in known["learnt"].items():
        if name in ("feature_names_in_", "validation_rows_"):
            if value is None and name == "feature_names_in_":
                continue
            value = None if value is None else np.array(value, dtype=object if name == "feature_names_in_" else np.intp)
        setattr(net, name, value)
    if "classes" in known:
        net.classes_ = np.array(known["classes"]["values"], dtype=known["classes"]["dtype"])
    epochs = len(next(iter(known["history"].values()), ()))
    net.history_ = pd.DataFrame(known["history"], index=pd.RangeIndex(1, epochs + 1, name="epoch"))
    net.model_ = keras.models.load_model(path)
    return net


def export(model: Any, path: Path) -> None:
    """Write what predicts of `model` to `path`: LiteRT, ONNX or a SavedModel, by the ending."""
    name, kind, package = FORMATS.get(path.suffix, FORMATS[""])
    if find_spec(package) is None:
        raise WrongInput(MISSING.format(format=name, package=package))
    if kind == "tf_saved_model":  # a folder, which TensorFlow writes
        model.export(str(path), format=kind, verbose=False)
        return
    with _whole(path) as beside:
        model.export(str(beside), format=kind, verbose=False)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Where to write what becomes `path` once it is whole: what was there before stays until then."""
    beside = path.with_name(f".{uuid4().hex}{path.suffix}")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _native(value: Any) -> Any:
    """A parameter with Python's numbers in place of NumPy's, such as those of a grid."""
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return type(value)(map(_native, value))
    if isinstance(value, dict):
        return {_native(key): _native(each) for key, each in value.items()}
    return value


def _plain(value: Any) -> bool:
    """Whether JSON gives a parameter back as it was (tuples come back as lists, and are made tuples again)."""
    if isinstance(value, dict):
        return all(map(_plain, value)) and all(map(_plain, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_plain, value))
    return value is None or isinstance(value, (bool, int, float, str))


LEARNT = ("n_features_in_", "best_epoch_", "how_", "interrupted_", "_flat", "_own")
FORMATS = {
    "": ("SavedModel", "tf_saved_model", "tensorflow"),
    ".tflite": ("LiteRT", "litert", "tensorflow"),
    ".onnx": ("ONNX", "onnx", "tf2onnx"),
}
