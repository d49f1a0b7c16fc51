"""Spec of `05.l2_gradient`: the gradient of a linear neuron's error and of the price of its weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]
Gradient = tuple[Array, float]


def l2_gradient(X: Array, y: Array, w: Array, b: float, lam: float) -> Gradient:
    """The gradient of mean((X @ w + b − y)²) + lam · Σ w², with respect to w, shape (n,), and to b.

    X has shape (m, n) and y, shape (m,). The bias pays nothing, as in Keras's `kernel_regularizer`.
    """
    error = X @ w + b - y
    return 2 * X.T @ error / len(y) + 2 * lam * w, 2 * float(error.mean())


def l2_gradient_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One to follow by hand, one with no price, and two drawn."""
    hand = (np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([2.0, 1.0]), np.array([1.0, -1.0]), 3.0, 0.5)
    note = Text(es="los errores son 2 y 0", en="the errors are 2 and 0")
    cases = [Case(hand, note), Case((*_drawn(rng, 6, 2), 0.0), Text(es="sin precio", en="with no price"))]
    return [*cases, *(Case((*_drawn(rng, m, n), float(rng.uniform(0.2, 0.8)))) for m, n in ((7, 3), (12, 4)))]


def _drawn(rng: np.random.Generator, m: int, n: int) -> tuple[Array, Array, Array, float]:
    w = rng.choice([-1.0, 1.0], n) * rng.uniform(0.4, 1.8, n)
    return rng.normal(size=(m, n)).round(2), rng.normal(2, 1, m).round(2), w.round(2), float(rng.uniform(0.5, 1.5))


def _plus(
    w_part: Callable[[Array, float], Any] = lambda w, lam: 2 * lam * w,
    b_part: Callable[[float, float], float] = lambda b, lam: 0.0,
    *,
    data: float = 1,
    summed: bool = False,
) -> Callable[..., Gradient]:
    """The right answer but for what the price adds, or for a factor of what the data say."""

    def wrong(X: Array, y: Array, w: Array, b: float, lam: float) -> Gradient:
        dw, db = l2_gradient(X, y, w, b, 0.0)
        factor = data * (len(y) if summed else 1)
        return factor * dw + w_part(w, lam), factor * db + b_part(b, lam)

    return wrong


def _divided(X: Array, y: Array, w: Array, b: float, lam: float) -> Gradient:
    return l2_gradient(X, y, w, b, lam / len(y))


L2_GRADIENT = Spec(
    id="05.l2_gradient",
    title=Text(es="El gradiente con L2", en="The gradient with L2"),
    reference=l2_gradient,
    cases=l2_gradient_cases,
    returns=Text(
        es="dos cosas: el gradiente respecto de `w`, un array, y respecto de `b`, un número",
        en="two things: the gradient with respect to `w`, an array, and to `b`, a number",
    ),
    hints=(
        Text(
            es="La derivada de una suma es la suma de las derivadas: la del error, que ya conoces, más la del precio.",
            en="The derivative of a sum is the sum of the derivatives: that of the error, which you know, plus that of "
            "the price.",
        ),
        Text(
            es="Con `error = X @ w + b - y`, la del error es `2 * X.T @ error / len(y)` para `w` y `2 * error.mean()` "
            "para `b`. ¿Y la de `lam * np.sum(w**2)`?",
            en="With `error = X @ w + b - y`, that of the error is `2 * X.T @ error / len(y)` for `w` and `2 * "
            "error.mean()` for `b`. And that of `lam * np.sum(w**2)`?",
        ),
        Text(
            es="La de λ·w² es `2 * lam * w`, y se suma solo a la de `w`: en el precio no está `b`.",
            en="That of λ·w² is `2 * lam * w`, and it is added to that of `w` alone: `b` is not in the price.",
        ),
    ),
    misconceptions=(
        Misconception(
            "two_forgotten",
            _plus(lambda w, lam: lam * w),
            Text(
                es="Al precio le falta un 2: la derivada de λ·w² es 2·λ·w. (Algunos libros escriben λ/2 delante para "
                "que no salga; Keras no.)",
                en="A 2 is missing in the price: the derivative of λ·w² is 2·λ·w. (Some books write λ/2 in front to be "
                "rid of it; Keras does not.)",
            ),
        ),
        Misconception(
            "lasso",
            _plus(lambda w, lam: lam * np.sign(w)),
            Text(
                es="Ese es el empuje de L1: el mismo para todos los pesos. El de L2 es proporcional a cada peso.",
                en="That is the push of L1: the same for all weights. That of L2 is in proportion to each weight.",
            ),
        ),
        Misconception(
            "minus",
            _plus(lambda w, lam: -2 * lam * w),
            Text(
                es="El precio va sumando, también en el gradiente. Con ese signo menos, cada paso haría crecer los "
                "pesos.",
                en="The price is added, in the gradient too. With that minus sign each step would make the weights "
                "grow.",
            ),
        ),
        Misconception(
            "no_price",
            _plus(lambda w, lam: 0.0),
            Text(
                es="Es el gradiente del error, y está bien. Falta sumar el del precio.",
                en="That is the gradient of the error, and it is right. That of the price is still to be added.",
            ),
        ),
        Misconception(
            "price_itself",
            _plus(lambda w, lam: lam * w**2),
            Text(
                es="Has sumado el precio de cada peso sin derivarlo. La derivada de w² es 2w.",
                en="You added the price of each weight without differentiating it. The derivative of w² is 2w.",
            ),
        ),
        Misconception(
            "bias_pays",
            _plus(b_part=lambda b, lam: 2 * lam * b),
            Text(
                es="Has cobrado también al sesgo. `kernel_regularizer` solo mira el kernel: el sesgo desplaza la "
                "salida y no retuerce nada.",
                en="You charged the bias too. `kernel_regularizer` only looks at the kernel: the bias shifts the "
                "output and twists nothing.",
            ),
        ),
        Misconception(
            "mean_price",
            _divided,
            Text(
                es="Has dividido también el precio entre el número de ejemplos. La media es del error; el precio se "
                "suma entero.",
                en="You divided the price by the number of examples too. The mean is that of the error; the price is "
                "added whole.",
            ),
        ),
        Misconception(
            "half_the_error",
            _plus(data=0.5),
            Text(
                es="El precio está bien. En la parte del error falta el 2 de derivar el cuadrado.",
                en="The price is right. In the part of the error the 2 from differentiating the square is missing.",
            ),
        ),
        Misconception(
            "sum_of_errors",
            _plus(summed=True),
            Text(
                es="El precio está bien. El error es una media: falta dividir entre el número de ejemplos.",
                en="The price is right. The error is a mean: it is still to be divided by the number of examples.",
            ),
        ),
        Misconception(
            "error_turned",
            _plus(data=-1),
            Text(
                es="El precio está bien. El error tiene el signo cambiado: es predicción menos objetivo.",
                en="The price is right. The error has its sign turned: it is prediction minus target.",
            ),
        ),
    ),
)
