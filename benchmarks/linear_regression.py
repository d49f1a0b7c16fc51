"""Linear regression: both paths of gradient descent, scikit-learn's SGDRegressor and the closed form, compared.

    python benchmarks/linear_regression.py [--quick]

Time ratios are to the closed form (normal equations); errors are the largest |θ − θ*| / max |θ*|, where θ* comes from
`numpy.linalg.lstsq`. Each time is the best of a few runs.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import SGDRegressor

from curso.models import LinearRegressionGD

Array = NDArray[np.float64]
FEATURES = 8


def data(rows: int) -> tuple[Array, Array]:
    """Standardised features with some correlation (condition number about 10), and noisy targets."""
    random = np.random.default_rng(rows)
    X = random.standard_normal((rows, FEATURES)) @ (np.eye(FEATURES) + 0.15)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    return X, X @ random.uniform(-3, 3, FEATURES) + 2 + 0.5 * random.standard_normal(rows)


def closed_form(X: Array, y: Array) -> Array:
    ones = np.column_stack([np.ones(len(X)), X])
    return np.linalg.solve(ones.T @ ones, ones.T @ y)


def descent(method: str) -> Callable[[Array, Array], Array]:
    def fit(X: Array, y: Array) -> Array:
        return parameters(LinearRegressionGD(method=method).fit(X, y))  # type: ignore[arg-type]

    return fit


def stochastic(X: Array, y: Array) -> Array:
    return parameters(SGDRegressor(penalty=None, random_state=0).fit(X, y))


def parameters(model: Any) -> Array:
    return np.concatenate([np.atleast_1d(model.intercept_), model.coef_])


METHODS: dict[str, Callable[[Array, Array], Array]] = {
    "closed form": closed_form,
    "gradient descent, gram": descent("gram"),
    "gradient descent, plain": descent("plain"),
    "SGDRegressor": stochastic,
}


def best(fit: Callable[[Array, Array], Array], X: Array, y: Array, budget: float) -> tuple[float, Array]:
    """Best time in seconds of the runs that fit into `budget` seconds (one at least), and the parameters."""
    times: list[float] = []
    while not times or (sum(times) < budget and len(times) < 7):
        began = time.perf_counter()
        theta = fit(X, y)
        times.append(time.perf_counter() - began)
    return min(times), theta


def main() -> None:
    parser = argparse.ArgumentParser(description="Both paths of gradient descent, SGDRegressor and the closed form.")
    parser.add_argument("--quick", action="store_true", help="10^3 and 10^4 rows only")
    largest = 4 if parser.parse_args().quick else 6
    warnings.simplefilter("ignore", ConvergenceWarning)
    table = Table("rows", "method", "steps", "time / ms", "time ratio", "error", title=f"{FEATURES} features")
    for column in table.columns[2:]:
        column.justify = "right"
    for rows in (10**power for power in range(3, largest + 1)):
        X, y = data(rows)
        exact = np.linalg.lstsq(np.column_stack([np.ones(rows), X]), y, rcond=None)[0]
        steps = LinearRegressionGD().fit(X, y).n_iter_
        first = 0.0
        for name, fit in METHODS.items():
            seconds, theta = best(fit, X, y, budget=1.0)
            first = first or seconds
            error = np.abs(theta - exact).max() / np.abs(exact).max()
            taken = str(steps) if "descent" in name else "—"
            table.add_row(f"{rows:,}", name, taken, f"{1e3 * seconds:.2f}", f"{seconds / first:.1f}", f"{error:.1e}")
        table.add_section()
    Console().print(table)


if __name__ == "__main__":
    main()
