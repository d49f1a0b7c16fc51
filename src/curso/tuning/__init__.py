"""Searches for hyper-parameters: keras-tuner proposes, KerasNet's compiled epochs train, failures are not hidden."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curso.tuning.failures import TrialsFailed
    from curso.tuning.search import Search

__all__ = ["Search", "TrialsFailed"]


def __getattr__(name: str) -> Any:
    """Import what is asked for, and nothing of Keras before it is used."""
    if name in WHERE:
        return getattr(import_module(f"curso.tuning.{WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


WHERE = {"Search": "search", "TrialsFailed": "failures"}
