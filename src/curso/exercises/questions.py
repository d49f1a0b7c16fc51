"""What can be asked of a student's answer: a fixed vocabulary of functions that run next to the student's object."""

from __future__ import annotations

import copy
import functools
import inspect
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

# what is told of a layer, where its configuration has it
KEPT = ("units", "activation", "filters", "kernel_size", "strides", "padding", "pool_size", "rate", "axis")
ANY_LENGTH = -1
AT_ONCE = 1024  # rows that a model predicts in one go


class Unfit(Exception):
    """The answer is not of the kind that the question is about."""

    def __init__(self, answer: Any, lacks: str = "") -> None:
        super().__init__(lacks)
        self.answer = answer
        self.lacks = lacks


class IsClass(Unfit):
    """A class where an object of it was expected."""


class NotFunction(Unfit):
    """An object where a function that makes it was expected."""


def put(question: str, answer: Any, args: tuple[Any, ...]) -> Any:
    """Ask `question` of `answer`.

    For all but "call" and "value", a function stands for the object that it makes. "shapes", "count_params" and
    "layers" have nothing to be asked with: their `args` are those of that function.
    Raises Unfit, and what the student's own code raises.
    """
    asked = QUESTIONS[question]
    if question in OF_THE_ANSWER:
        return asked(answer, *args)
    if is_function(answer):
        made = answer(*args) if question in OF_WHAT_IS_MADE else answer()
        return asked(_object(made), *(() if question in OF_WHAT_IS_MADE else args))
    if question in OF_WHAT_IS_MADE and args:
        raise NotFunction(answer)
    return asked(_object(answer), *(() if question in OF_WHAT_IS_MADE else args))


def is_function(answer: Any) -> bool:
    """Whether `answer` is a function, and not an object that can also be called, as a Keras model can."""
    return inspect.isroutine(answer) or isinstance(answer, functools.partial)


def parameters_of(question: str, args: tuple[Any, ...]) -> int:
    """With how many arguments a function that answers `question` is called."""
    return len(args) if question == "call" or question in OF_WHAT_IS_MADE else 0


def _object(answer: Any) -> Any:
    if isinstance(answer, type):
        raise IsClass(answer)
    return answer


def _need(answer: Any, name: str) -> Any:
    """The attribute `name` of the answer. Raises Unfit without it."""
    try:
        return getattr(answer, name)
    except AttributeError as error:
        raise Unfit(answer, name) from error


def _call(answer: Any, *args: Any) -> Any:
    return answer(*args)


def _value(answer: Any) -> Any:
    return answer


def _fitted(answer: Any, X: Any, y: Any) -> Any:
    """A copy of the answer, fitted: neither the student's object nor the next case sees this one."""
    _need(answer, "fit")
    estimator = copy.deepcopy(answer)
    estimator.fit(*((X,) if y is None else (X, y)), **_quietly(estimator.fit))
    return estimator


def _quietly(method: Any) -> dict[str, Any]:
    """What keeps a Keras method from drawing its progress."""
    try:
        return {"verbose": 0} if "verbose" in inspect.signature(method).parameters else {}
    except (TypeError, ValueError):
        return {}


def _predict(answer: Any, X: Any) -> Any:
    method = _need(answer, "predict")
    if _predicts_as_keras_does(answer) and isinstance(X, np.ndarray) and X.ndim and len(X) <= AT_ONCE:
        # `predict` would first compile a program for the model, which takes far longer than to run it once
        predicted = answer(X.astype(np.float32) if X.dtype == np.float64 else X, training=False)
        if hasattr(predicted, "numpy"):  # one output
            return predicted.numpy()
    return method(X, **_quietly(method))


def _predicts_as_keras_does(answer: Any) -> bool:
    """Whether the answer is a Keras model whose way of predicting is Keras's own."""
    model = getattr(sys.modules.get("keras"), "Model", None)
    if model is None or not isinstance(answer, model):
        return False
    return all(
        getattr(type(answer), name) is getattr(model, name) and name not in vars(answer)
        for name in ("__call__", "predict", "predict_step", "make_predict_function")
    )


def _fit_predict(answer: Any, X: Any, y: Any, X_new: Any) -> Any:
    _need(answer, "predict")
    return _predict(_fitted(answer, X, y), X_new)


def _fit_predict_proba(answer: Any, X: Any, y: Any, X_new: Any) -> Any:
    return _need(_fitted(answer, X, y), "predict_proba")(X_new)


def _fit_transform(answer: Any, X: Any, y: Any, X_new: Any) -> Any:
    return _need(_fitted(answer, X, y), "transform")(X_new)


def _fit_attribute(answer: Any, X: Any, y: Any, name: str) -> Any:
    return _need(_fitted(answer, X, y), name)


def _attribute(answer: Any, name: str) -> Any:
    return _need(answer, name)


def _shape(shape: Any) -> Any:
    """A shape without its batch axis, with -1 for an axis of any length; of several tensors, a list of shapes."""
    if isinstance(shape, dict):
        return {name: _shape(one) for name, one in shape.items()}
    if isinstance(shape, list) or (isinstance(shape, tuple) and shape and isinstance(shape[0], (tuple, list))):
        return [_shape(one) for one in shape]
    return tuple(ANY_LENGTH if n is None else int(n) for n in tuple(shape)[1:])


def _shapes(answer: Any) -> Any:
    return {"input": _shape(_need(answer, "input_shape")), "output": _shape(_need(answer, "output_shape"))}


def _count_params(answer: Any) -> Any:
    return _need(answer, "count_params")()


def _layers(answer: Any) -> Any:
    layers = [layer for layer in _need(answer, "layers") if type(layer).__name__ != "InputLayer"]
    return [_layer(layer) for layer in layers]


def _layer(layer: Any) -> dict[str, Any]:
    config = _need(layer, "get_config")()
    told = {name: config[name] for name in KEPT if name in config}
    return {"class": type(layer).__name__, "parameters": _need(layer, "count_params")(), **told}


def _weights(answer: Any) -> Any:
    return _need(answer, "get_weights")()


def _history(answer: Any, X: Any = None, y: Any = None, epochs: int = 1) -> Any:
    """The losses and metrics epoch by epoch: of the fit that was, or of a new one of a copy on `X`, `y`."""
    if X is not None:
        _need(answer, "fit")
        model = copy.deepcopy(answer)
        return _history(model.fit(X, y, epochs=epochs, **_quietly(model.fit)))
    while not isinstance(answer, dict):  # a model has the History of its last fit, which has the dict
        answer = _need(answer, "history")
    return answer


QUESTIONS: Mapping[str, Callable[..., Any]] = {
    "call": _call,
    "value": _value,
    "attribute": _attribute,
    "predict": _predict,
    "fit_predict": _fit_predict,
    "fit_predict_proba": _fit_predict_proba,
    "fit_transform": _fit_transform,
    "fit_attribute": _fit_attribute,
    "shapes": _shapes,
    "count_params": _count_params,
    "layers": _layers,
    "weights": _weights,
    "history": _history,
}
OF_THE_ANSWER = ("call", "value")
OF_WHAT_IS_MADE = ("shapes", "count_params", "layers")
