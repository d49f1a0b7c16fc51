"""What the lessons teach, as estimators that can be read in one sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curso.models.linear_regression import DivergenceWarning, LinearRegressionGD

__all__ = ["DivergenceWarning", "LinearRegressionGD"]


def __getattr__(name: str) -> Any:
    """Import an estimator, and scikit-learn with it, only when it is asked for."""
    if name in __all__:
        from curso.models import linear_regression

        return getattr(linear_regression, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
