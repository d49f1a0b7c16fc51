"""KerasNet: a network of Keras behind scikit-learn's verbs, whose epochs run in one compiled call where they can."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curso.models.keras_net.base import KerasNet
    from curso.models.keras_net.classifier import KerasNetClassifier
    from curso.models.keras_net.regressor import KerasNetRegressor

__all__ = ["KerasNet", "KerasNetClassifier", "KerasNetRegressor"]


def __getattr__(name: str) -> Any:
    """Import an estimator only when it is asked for."""
    if name in WHERE:
        return getattr(import_module(f"curso.models.keras_net.{WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


WHERE = {"KerasNet": "base", "KerasNetClassifier": "classifier", "KerasNetRegressor": "regressor"}
