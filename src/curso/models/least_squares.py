"""Gradient descent on J(θ) = 1/(2m) Σ (h_θ(x) − y)²: the textbook's update, and two ways to find the gradient.

Here X is the design matrix, of shape (m, d): one row an example, one column a parameter. If the hypothesis
has an intercept θ₀, its column is all ones, so that h_θ(x) = θ₀ + θ₁x₁ + … is the product X θ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# With α ≤ 2/L (L: largest eigenvalue of XᵀX/m) the gradient never gets longer than it was at the start.
# A gradient this many times longer therefore proves that α is too large; see `descend`.
GROWTH = 1e6
AT_ONCE = 256  # steps that `FromGram` takes at once, or fewer with many parameters; below 16 it would not pay
ROOM = 2**16  # numbers that what it needs for that may take


@dataclass(frozen=True)
class Descent:
    """What happened on the way down.

    Parameters
    ----------
    thetas : parameters before the first step and after each one, shape (steps + 1, d).
    costs : J(θ) of each row of `thetas`, shape (steps + 1,), in squared units of y.
    converged : the gradient became as small as was asked.
    diverged : the gradient grew without end; the step in which that was seen is not recorded.
    """

    thetas: Array
    costs: Array
    converged: bool
    diverged: bool


class FromData:
    """J(θ) and its gradient from the examples themselves: O(m·d) operations each time.

    Parameters
    ----------
    X : design matrix, shape (m, d).
    y : targets, shape (m,).
    m : what the sum is divided by; the number of examples, or the sum of their weights when the rows of X
        and y are already multiplied by the square roots of the weights.
    """

    def __init__(self, X: Array, y: Array, m: float) -> None:
        self.X, self.y, self.m = X, y, m

    def __call__(self, theta: Array) -> tuple[float, Array]:
        """Cost J(θ) and gradient ∇J(θ), shape (d,), at `theta`, shape (d,)."""
        errors = self.X @ theta - self.y  # h(x) − y, one an example
        cost = errors @ errors / (2 * self.m)
        gradient = self.X.T @ errors / self.m  # ∂J/∂θⱼ = 1/m Σ (h(x) − y) xⱼ
        return float(cost), gradient

    def largest_curvature(self) -> float:
        """L, the largest eigenvalue of XᵀX/m: gradient descent goes down at every step if α ≤ 1/L."""
        return float(np.linalg.norm(self.X, 2) ** 2 / self.m)

    def descend(self, start: Array, alpha: float, max_iter: int, small: Array) -> Descent:
        """Gradient descent from `start`; see the function `descend`."""
        return descend(self, start, alpha, max_iter, small)


class FromGram:
    """The same from G = XᵀX and b = Xᵀy, computed once: O(d²) each time, however many examples there are.

    ∇J(θ) = 1/m Xᵀ(Xθ − y) = 1/m (Gθ − b). Parameters as in `FromData`.
    """

    def __init__(self, X: Array, y: Array, m: float) -> None:
        self.data = FromData(X, y, m)
        self.G: Array = X.T @ X / m
        self.b: Array = X.T @ y / m
        self.c = float(y @ y / m)

    def __call__(self, theta: Array) -> tuple[float, Array]:
        """Cost and gradient at `theta`; the cost loses digits when it is much smaller than Σ y²/2m."""
        gradient = self.G @ theta - self.b
        return float((theta @ (gradient - self.b) + self.c) / 2), gradient

    def largest_curvature(self) -> float:
        """L, the largest eigenvalue of XᵀX/m."""
        return float(np.linalg.eigvalsh(self.G)[-1])

    def descend(self, start: Array, alpha: float, max_iter: int, small: Array) -> Descent:
        """Gradient descent from `start`, with costs exact to rounding (one look at the examples more)."""
        powers = self._powers(alpha)
        if powers is None:
            rough = descend(self, start, alpha, max_iter, small)
        else:
            rough = self._in_strides(powers, start, alpha, max_iter, small)
        return Descent(rough.thetas, self._costs(rough), rough.converged, rough.diverged)

    def _powers(self, alpha: float) -> Array | None:
        """I, M, M², … for M = I − αG, shape (n, d, d); None where so many do not pay, or are no longer numbers."""
        d = len(self.b)
        number = min(AT_ONCE, ROOM // d**2)
        if number < 16:
            return None
        step, powers = np.eye(d) - alpha * self.G, np.eye(d)[None]
        with np.errstate(over="ignore", invalid="ignore"):
            while len(powers) < number:
                powers = np.concatenate([powers, powers @ (powers[-1] @ step)])
        return powers if np.isfinite(powers).all() else None

    def _in_strides(self, powers: Array, start: Array, alpha: float, max_iter: int, small: Array) -> Descent:
        """What `descend` does, many steps at once: each step multiplies the gradient by M = I − αG.

        ∇J(θ − αg) = G(θ − αg) − b = (I − αG) g for g = ∇J(θ), so the gradients of the next n steps are g, Mg, M²g, …
        and their sum, times α, is the way. Where it ends is found from the gradients of the θs themselves.
        """
        gradient = self.G @ start - self.b
        ways, theta, left = [start[None]], start, max_iter
        too_long = GROWTH**2 * (gradient @ gradient)
        converged = bool((np.abs(gradient) <= small).all())
        diverged = False
        with np.errstate(over="ignore", invalid="ignore"):
            while left and not (converged or diverged):
                ahead = theta - alpha * np.cumsum(powers[:left] @ gradient, axis=0)
                gradients = ahead @ self.G - self.b
                long = ~((gradients**2).sum(axis=1) <= too_long)  # also true of nan
                ends = np.flatnonzero(long | (np.abs(gradients) <= small).all(axis=1))
                if len(ends):
                    diverged = bool(long[ends[0]])
                    converged = not diverged
                    ahead = ahead[: ends[0] + converged]  # the step in which it was seen to diverge does not count
                else:
                    theta, gradient = ahead[-1], gradients[-1]
                ways.append(ahead)
                left -= len(ahead)
        thetas = np.concatenate(ways)
        costs = (np.einsum("ij,ij->i", thetas, thetas @ self.G - 2 * self.b) + self.c) / 2
        return Descent(thetas, costs, converged, diverged)

    def _costs(self, rough: Descent) -> Array:
        """J of every θ of the way, measured from the lowest one, where the errors themselves are computed.

        J is a quadratic, so its Taylor series ends: with δ = θ − θ*, J(θ) = J(θ*) + ∇J(θ*)·δ + ½ δᵀGδ for any
        θ*. Taken at the lowest point the terms are not larger than J(θ), and no digit is lost, as happens in
        θᵀGθ − 2bᵀθ + c, a small difference of large numbers.
        """
        lowest = rough.thetas[np.argmin(rough.costs)]
        cost, gradient = self.data(lowest)
        delta = rough.thetas - lowest
        costs: Array = cost + delta @ gradient + np.einsum("ij,ij->i", delta @ self.G, delta) / 2
        return costs


def descend(
    evaluate: Callable[[Array], tuple[float, Array]], start: Array, alpha: float, max_iter: int, small: Array
) -> Descent:
    """Batch gradient descent: θ := θ − α ∇J(θ), all parameters at once, until the gradient is small.

    Parameters
    ----------
    evaluate : gives J(θ) and ∇J(θ), shape (d,).
    start : first θ, shape (d,).
    alpha : learning rate α > 0.
    max_iter : largest number of steps.
    small : stop when |∂J/∂θⱼ| ≤ small[j] for every j, shape (d,).

    Returns
    -------
    The way that θ took. It ends where the gradient has become `GROWTH` times longer than at the start (or is
    no longer a number), which happens only if α > 2/L.

    Source: Boyd and Vandenberghe, Convex Optimization (2004), section 9.3.
    """
    theta = start
    with np.errstate(over="ignore", invalid="ignore"):
        cost, gradient = evaluate(theta)
        thetas, costs = [theta], [cost]
        too_long = GROWTH**2 * (gradient @ gradient)
        converged = bool((np.abs(gradient) <= small).all())
        diverged = False
        while not converged and len(thetas) <= max_iter:
            theta = theta - alpha * gradient  # the gradient of the old θ changes every θⱼ at the same time
            cost, gradient = evaluate(theta)
            if not gradient @ gradient <= too_long:  # also true of nan
                diverged = True
                break
            thetas.append(theta)
            costs.append(cost)
            converged = bool((np.abs(gradient) <= small).all())
    return Descent(np.array(thetas), np.array(costs), converged, diverged)
