"""What the lessons teach, as estimators that can be read in one sitting."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curso.models.keras_net import KerasNet, KerasNetClassifier, KerasNetRegressor
    from curso.models.linear_regression import DivergenceWarning, LinearRegressionGD
    from curso.models.network import Network
    from curso.models.neuron import Neuron
    from curso.models.neuron_estimators import NeuronClassifier, NeuronRegressor

__all__ = [
    "DivergenceWarning",
    "KerasNet",
    "KerasNetClassifier",
    "KerasNetRegressor",
    "LinearRegressionGD",
    "Network",
    "Neuron",
    "NeuronClassifier",
    "NeuronRegressor",
]


def __getattr__(name: str) -> Any:
    """Import a model, and scikit-learn or Keras where it needs them, only when it is asked for."""
    if name in WHERE:
        return getattr(import_module(f"curso.models.{WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


WHERE = {
    "DivergenceWarning": "linear_regression",
    "KerasNet": "keras_net",
    "KerasNetClassifier": "keras_net",
    "KerasNetRegressor": "keras_net",
    "LinearRegressionGD": "linear_regression",
    "Network": "network",
    "Neuron": "neuron",
    "NeuronClassifier": "neuron_estimators",
    "NeuronRegressor": "neuron_estimators",
}
