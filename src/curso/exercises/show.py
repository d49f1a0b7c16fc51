"""Writes a call, a question and a value the way a learner would: short, with the names of the parameters."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from curso.exercises.questions import OF_WHAT_IS_MADE, QUESTIONS

LONGEST = 70
MOST_PARTS = 8

WRITTEN = {
    "attribute": "{it}.{name}",
    "predict": "{it}.predict(X)",
    "fit_predict": "{it}.fit(X, y).predict(X_new)",
    "fit_predict_proba": "{it}.fit(X, y).predict_proba(X_new)",
    "fit_transform": "{it}.fit(X, y).transform(X_new)",
    "fit_attribute": "{it}.fit(X, y).{name}",
    "shapes": "{it}.input_shape, {it}.output_shape",
    "count_params": "{it}.count_params()",
    "layers": "{it}.layers",
    "weights": "{it}.get_weights()",
    "history": "{it}.history",
}
FIT_HISTORY = "{it}.fit(X, y, epochs={epochs}).history"
IN_THE_CODE = ("name", "epochs")  # arguments that `WRITTEN` already tells


def value_text(value: Any, longest: int = LONGEST) -> str:
    """`value` on one line of at most about `longest` characters; arrays with four significant digits."""
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=4, threshold=12, edgeitems=3, separator=", ", suppress_small=True)
        text = " ".join(text.split())
        if len(text) > longest:
            return f"array({value.shape[0]}×…, shape={value.shape})" if value.ndim > 1 else text[: longest - 1] + "…"
        return f"array({text})" if value.ndim else text
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        inner = ", ".join([*(value_text(v, longest) for v in value[:MOST_PARTS]), *["…"] * (len(value) > MOST_PARTS)])
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if hasattr(value, "columns"):
        return f"DataFrame({value.shape[0]} × {value.shape[1]})"
    text = " ".join(repr(value).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def call_text(name: str, reference: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """`cost(theta0=0, theta1=1, x=[1, 2], y=[3, 5])`: the call with the parameters' names."""
    names = list(inspect.signature(reference).parameters)
    shown = (f"{n}={value_text(a, 48)}" for n, a in zip(names, args, strict=False))
    return f"{name}({', '.join(shown)})"


def question_text(name: str, question: str, reference: Callable[..., Any], args: tuple[Any, ...], public: bool) -> str:
    """`knn.fit(X, y).predict(X_new)`: the code that a question stands for."""
    if question in OF_WHAT_IS_MADE and args:
        name = call_text(name, reference, args) if public else f"{name}(...)"
    written = FIT_HISTORY if question == "history" and args else WRITTEN[question]
    return written.format(**{"epochs": 1, **_named(question, args), "it": name})


def given_text(question: str, args: tuple[Any, ...]) -> str:
    """`X=array(20×…, shape=(20, 2)), y=array([0, 1, …])`: what a question is asked with."""
    named = {} if question in OF_WHAT_IS_MADE else _named(question, args)
    return ", ".join(f"`{n} = {value_text(a, 48)}`" for n, a in named.items() if n not in IN_THE_CODE)


def _named(question: str, args: tuple[Any, ...]) -> dict[str, Any]:
    if question in OF_WHAT_IS_MADE:
        return {}
    names = list(inspect.signature(QUESTIONS[question]).parameters)[1:]
    return dict(zip(names, args, strict=False))
