"""Interactive pictures: a pure function from a frozen config to a figure, and a thin widget over it.

Each picture is a module with `Config`, `state`, `draw` and `alt`; the functions here show them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curso.explore import (
        activation_shapes,
        convolution,
        descent,
        fitting,
        flow,
        one_neuron,
        partition,
        race,
        rates,
        scaled,
        surface,
        trials,
        unrolled,
    )
    from curso.explore.activation_shapes import Config as Activations
    from curso.explore.activation_shapes import activations
    from curso.explore.convolution import Config as Kernel
    from curso.explore.convolution import kernel
    from curso.explore.descent import Config as GradientDescent
    from curso.explore.descent import gradient_descent
    from curso.explore.figure import png, shown, still
    from curso.explore.fitting import Config as Capacity
    from curso.explore.fitting import capacity
    from curso.explore.flow import Config as NetworkFlow
    from curso.explore.flow import network_flow
    from curso.explore.one_neuron import Config as OneNeuron
    from curso.explore.one_neuron import neuron
    from curso.explore.palette import COLORS, CYCLE
    from curso.explore.partition import Config as Split
    from curso.explore.partition import split
    from curso.explore.race import Config as Optimizers
    from curso.explore.race import optimizers
    from curso.explore.rates import Config as LearningRates
    from curso.explore.rates import learning_rates
    from curso.explore.scaled import Config as Scaling
    from curso.explore.scaled import scaling
    from curso.explore.surface import Config as CostSurface
    from curso.explore.surface import cost_surface
    from curso.explore.trials import Config as Search
    from curso.explore.trials import search
    from curso.explore.unrolled import Config as Recurrent
    from curso.explore.unrolled import recurrent

_FOUND_IN = {
    "GradientDescent": ("descent", "Config"),
    "gradient_descent": ("descent", "gradient_descent"),
    "LearningRates": ("rates", "Config"),
    "learning_rates": ("rates", "learning_rates"),
    "CostSurface": ("surface", "Config"),
    "cost_surface": ("surface", "cost_surface"),
    "Scaling": ("scaled", "Config"),
    "scaling": ("scaled", "scaling"),
    "OneNeuron": ("one_neuron", "Config"),
    "neuron": ("one_neuron", "neuron"),
    "Activations": ("activation_shapes", "Config"),
    "activations": ("activation_shapes", "activations"),
    "NetworkFlow": ("flow", "Config"),
    "network_flow": ("flow", "network_flow"),
    "Kernel": ("convolution", "Config"),
    "kernel": ("convolution", "kernel"),
    "Recurrent": ("unrolled", "Config"),
    "recurrent": ("unrolled", "recurrent"),
    "Optimizers": ("race", "Config"),
    "optimizers": ("race", "optimizers"),
    "Split": ("partition", "Config"),
    "split": ("partition", "split"),
    "Capacity": ("fitting", "Config"),
    "capacity": ("fitting", "capacity"),
    "Search": ("trials", "Config"),
    "search": ("trials", "search"),
    "png": ("figure", "png"),
    "shown": ("figure", "shown"),
    "still": ("figure", "still"),
    "COLORS": ("palette", "COLORS"),
    "CYCLE": ("palette", "CYCLE"),
}
__all__ = [
    "COLORS",
    "CYCLE",
    "Activations",
    "Capacity",
    "CostSurface",
    "GradientDescent",
    "Kernel",
    "LearningRates",
    "NetworkFlow",
    "OneNeuron",
    "Optimizers",
    "Recurrent",
    "Scaling",
    "Search",
    "Split",
    "activation_shapes",
    "activations",
    "capacity",
    "convolution",
    "cost_surface",
    "descent",
    "fitting",
    "flow",
    "gradient_descent",
    "kernel",
    "learning_rates",
    "network_flow",
    "neuron",
    "one_neuron",
    "optimizers",
    "partition",
    "png",
    "race",
    "rates",
    "recurrent",
    "scaled",
    "scaling",
    "search",
    "shown",
    "split",
    "still",
    "surface",
    "trials",
    "unrolled",
]


def __getattr__(name: str) -> Any:
    """Import a picture, and matplotlib with it, only when it is asked for."""
    if name in _FOUND_IN:
        module, attribute = _FOUND_IN[name]
        return getattr(import_module(f"curso.explore.{module}"), attribute)
    if name in __all__:
        return import_module(f"curso.explore.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
