"""Linear regression fitted by batch gradient descent, as a scikit-learn estimator."""

from __future__ import annotations

import numbers
import warnings
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from curso.models.faults import A_COUNT, wrong
from curso.models.least_squares import Array, FromData, FromGram
from curso.text import Text

DIVERGED = Text(
    es="El descenso de gradiente diverge: con `learning_rate={rate:.3g}` el gradiente acaba creciendo en cada paso. "
    "Usa un valor menor que {limit:.3g}{scale}.",
    en="Gradient descent diverges: with `learning_rate={rate:.3g}` the gradient ends up growing at every step. "
    "Use a value below {limit:.3g}{scale}.",
)
OR_SCALE = Text(es=" o pon `scale=True`", en=" or set `scale=True`")
NOT_YET = Text(
    es="El descenso de gradiente no ha llegado al mínimo en {steps} pasos. Aumenta `max_iter`{ways}.",
    en="Gradient descent has not reached the minimum in {steps} steps. Raise `max_iter`{ways}.",
)
OR_RATE = Text(
    es=", acerca `learning_rate` a {best:.3g}",
    en=", bring `learning_rate` closer to {best:.3g}",
)
A_RATE = Text(es='un número positivo o "auto"', en='a positive number or "auto"')
A_TOLERANCE = Text(es="un número mayor o igual que 0", en="a number of 0 or more")
A_METHOD = Text(es='"auto", "plain" o "gram"', en='"auto", "plain" or "gram"')
A_START = Text(
    es="una lista de {n} números finitos (el término independiente, si lo hay, y un coeficiente por columna de X)",
    en="a list of {n} finite numbers (the intercept, if there is one, and one coefficient for each column of X)",
)


class DivergenceWarning(ConvergenceWarning):  # type: ignore[misc]
    """The learning rate is too large: the cost grows instead of falling."""


class LinearRegressionGD(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """Linear regression h_θ(x) = θ₀ + θ₁x₁ + … + θ_d x_d, by batch gradient descent on J(θ) = 1/(2m) Σ (h_θ(x) − y)².

    Each step changes all parameters at once: θ := θ − α ∇J(θ). With sample weights w the sum is Σ w (h − y)²
    and m is Σ w.

    Parameters
    ----------
    learning_rate : α, in squared units of 1/x, or "auto" for 1/L, where L is the largest eigenvalue of XᵀX/m:
        with it the cost falls at every step whatever the data. Above 2/L the descent diverges.
    max_iter : largest number of steps.
    tol : stop when every |∂J/∂θⱼ| ≤ tol · rms(xⱼ) · rms(y); a pure number, since both sides have the units of
        xⱼ·y (rms: root mean square; 1 for the intercept's column of ones).
    fit_intercept : whether the hypothesis has the term θ₀.
    scale : descend on standardised features, (x − mean) / standard deviation (population σ), which makes the
        cost surface rounder. Without intercept they are only divided by their root mean square. Parameters
        are always given in the units of the X that was passed.
    method : "plain" looks at all examples in each step, O(m·d); "gram" computes XᵀX and Xᵀy once and then needs
        O(d²) a step, with the same trajectory to rounding; "auto" takes the cheaper of the two.
    start : parameters to start from, (θ₀, θ₁, …, θ_d), without θ₀ if there is no intercept; zeros by default.

    Attributes
    ----------
    coef_ : θ₁ … θ_d, shape (d,), in units of y per unit of x.
    intercept_ : θ₀, in units of y; 0.0 without intercept.
    history_ : J before the first step and after each one, shape (n_iter_ + 1,), in squared units of y.
    theta_history_ : parameters at the same moments, shape (n_iter_ + 1, d + 1), or d without intercept.
    n_iter_ : number of steps.
    converged_ : whether the stopping rule of `tol` was met.
    diverged_ : whether the descent was stopped because it diverged; the parameters are then the last ones before.
    learning_rate_ : α that was used. With `scale=True` it acts on the standardised features.
    method_ : "plain" or "gram", the one used.
    n_features_in_, feature_names_in_ : as in every scikit-learn estimator.

    Examples
    --------
    >>> from curso.models import LinearRegressionGD
    >>> model = LinearRegressionGD(learning_rate=0.1).fit([[1], [2], [3], [4]], [3, 5, 7, 9])
    >>> round(float(model.intercept_), 6), round(float(model.coef_[0]), 6)
    (1.0, 2.0)

    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2nd ed., 2009), section 3.2, for
    the normal equations that the minimum solves; Boyd and Vandenberghe, Convex Optimization (2004), section 9.3,
    for gradient descent.
    """

    def __init__(
        self,
        learning_rate: float | Literal["auto"] = "auto",
        *,
        max_iter: int = 10_000,
        tol: float = 1e-10,
        fit_intercept: bool = True,
        scale: bool = False,
        method: Literal["auto", "plain", "gram"] = "auto",
        start: ArrayLike | None = None,
    ) -> None:
        self.learning_rate = learning_rate
        self.max_iter = max_iter
        self.tol = tol
        self.fit_intercept = fit_intercept
        self.scale = scale
        self.method = method
        self.start = start

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> LinearRegressionGD:
        """Descend from `start` to the minimum of J.

        Parameters
        ----------
        X : features, shape (m, d).
        y : targets, shape (m,).
        sample_weight : weight of each example, shape (m,), not negative; all 1 by default.

        Returns
        -------
        The estimator itself.

        Raises
        ------
        WrongInput : a parameter out of its range.
        ValueError : X or y that scikit-learn refuses (nan, wrong shape).

        Warns
        -----
        DivergenceWarning : the learning rate is too large.
        sklearn.exceptions.ConvergenceWarning : `max_iter` was reached first.
        """
        self._check_parameters()
        features, targets = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        targets = np.asarray(targets, dtype=np.float64)
        weight = None
        if sample_weight is not None:
            weight = _check_sample_weight(sample_weight, features, dtype=np.float64, ensure_non_negative=True)
        units = Units.of(features, weight, self.fit_intercept, self.scale)
        design, m = units.design(features), float(len(targets))
        if weight is not None:
            design, targets = design * np.sqrt(weight)[:, None], targets * np.sqrt(weight)
            m = float(weight.sum())

        self.method_ = self._choose(*design.shape)
        problem = (FromGram if self.method_ == "gram" else FromData)(design, targets, m)
        curvature = problem.largest_curvature() or 1.0  # 0 only if every feature is 0: then any α will do
        self.learning_rate_ = 1 / curvature if self.learning_rate == "auto" else float(self.learning_rate)
        small = self.tol * np.sqrt((design**2).sum(axis=0) / m) * np.sqrt(targets @ targets / m)
        way = problem.descend(units.inward(self._start(design.shape[1])), self.learning_rate_, self.max_iter, small)

        self.history_ = way.costs
        self.theta_history_ = units.outward(way.thetas)
        self.n_iter_ = len(way.costs) - 1
        self.converged_, self.diverged_ = way.converged, way.diverged
        theta = self.theta_history_[-1]
        self.intercept_ = float(theta[0]) if self.fit_intercept else 0.0
        self.coef_ = theta[1:].copy() if self.fit_intercept else theta.copy()
        self._warn(curvature)
        return self

    def predict(self, X: ArrayLike) -> Array:
        """h_θ(x) of every row of `X`, shape (m, d): predictions of shape (m,), in units of y."""
        check_is_fitted(self)
        features: Array = validate_data(self, X, dtype=np.float64, reset=False)
        predictions: Array = self.intercept_ + features @ self.coef_
        return predictions

    def _choose(self, m: int, d: int) -> Literal["plain", "gram"]:
        """XᵀX costs about d/2 plain steps, and pays once there are more examples than parameters."""
        if self.method != "auto":
            return self.method
        return "gram" if m > d and self.max_iter > d else "plain"

    def _start(self, d: int) -> Array:
        if self.start is None:
            return np.zeros(d)
        start = np.asarray(self.start, dtype=np.float64)
        if start.shape != (d,) or not np.isfinite(start).all():
            raise wrong("start", A_START.format(n=d), self.start)
        return start

    def _check_parameters(self) -> None:
        rate = self.learning_rate
        checks = (
            ("learning_rate", A_RATE, rate == "auto" or (isinstance(rate, numbers.Real) and 0 < rate < np.inf)),
            ("max_iter", A_COUNT, isinstance(self.max_iter, numbers.Integral) and self.max_iter >= 1),
            ("tol", A_TOLERANCE, isinstance(self.tol, numbers.Real) and self.tol >= 0),
            ("method", A_METHOD, self.method in ("auto", "plain", "gram")),
        )
        for name, wanted, right in checks:
            if not right:
                raise wrong(name, wanted, getattr(self, name))

    def _warn(self, curvature: float) -> None:
        nothing = Text(es="", en="")
        scale = nothing if self.scale else OR_SCALE
        limit = 2 / curvature
        if self.diverged_ or (not self.converged_ and self.learning_rate_ > limit):
            said = DIVERGED.format(rate=self.learning_rate_, limit=limit, scale=scale)
            warnings.warn(str(said), DivergenceWarning, stacklevel=3)
        elif not self.converged_:
            slow = self.learning_rate_ < 0.5 / curvature
            ways = (OR_RATE.format(best=1 / curvature) if slow else nothing) + scale
            warnings.warn(str(NOT_YET.format(steps=self.n_iter_, ways=ways)), ConvergenceWarning, stacklevel=3)


class Units:
    """Between the parameters of the X that was passed and those of the columns that the descent sees.

    Parameters
    ----------
    mean, deviation : what is taken from each feature, and what it is then divided by, shape (d,).
    intercept : whether there is a column of ones and a θ₀.
    """

    def __init__(self, mean: Array, deviation: Array, intercept: bool) -> None:
        self.mean, self.deviation, self.intercept = mean, deviation, intercept

    @classmethod
    def of(cls, X: Array, weight: Array | None, intercept: bool, scale: bool) -> Units:
        """The units for the features `X`, shape (m, d): as they are, or standardised if `scale`."""
        d = X.shape[1]
        if not scale:
            return cls(np.zeros(d), np.ones(d), intercept)
        mean = np.average(X, axis=0, weights=weight) if intercept else np.zeros(d)
        deviation = np.sqrt(np.average((X - mean) ** 2, axis=0, weights=weight))
        constant = deviation <= 10 * np.finfo(float).eps * np.abs(mean)
        return cls(mean, np.where(constant, 1.0, deviation), intercept)

    def design(self, X: Array) -> Array:
        """The design matrix: the features in these units, after a column of ones if there is an intercept."""
        features = (X - self.mean) / self.deviation
        return np.column_stack([np.ones(len(X)), features]) if self.intercept else features

    def inward(self, theta: Array) -> Array:
        """Parameters for the design matrix that make the same hypothesis as `theta` does for X."""
        if not self.intercept:
            return theta * self.deviation
        return np.concatenate([[theta[0] + theta[1:] @ self.mean], theta[1:] * self.deviation])

    def outward(self, thetas: Array) -> Array:
        """Parameters for X of each row of `thetas`, shape (n, d or d + 1): the opposite of `inward`."""
        if not self.intercept:
            return thetas / self.deviation
        slopes = thetas[:, 1:] / self.deviation
        return np.column_stack([thetas[:, 0] - slopes @ self.mean, slopes])


__all__: list[str] = ["DivergenceWarning", "LinearRegressionGD"]
