"""Spec of `03.penalty`: what the regularizers of a model add to its loss, and to the gradient of each kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.agree import alike
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Kernels = Sequence[np.ndarray]
Pairs = Sequence[tuple[float, float]]
Answer = tuple[float, tuple[np.ndarray, ...]]


def penalty(kernels: Kernels, coefficients: Pairs) -> Answer:
    """The penalty of the whole model, a number, and its gradient with respect to each kernel."""
    total = 0.0
    gradients = []
    for kernel, (l1, l2) in zip(kernels, coefficients, strict=True):
        total += l1 * np.sum(np.abs(kernel)) + l2 * np.sum(kernel**2)
        gradients.append(l1 * np.sign(kernel) + 2 * l2 * kernel)
    return total, tuple(gradients)


def penalty_cases(rng: np.random.Generator) -> Sequence[Case]:
    """One kernel to follow by hand, two layers with L1 alone and L2 alone, and three with both."""
    by_hand = ([np.array([[3.0], [-1.0], [0.0]])], [(0.5, 0.1)])
    note = Text(es="0.5 · (3 + 1) + 0.1 · (9 + 1) = 3", en="0.5 · (3 + 1) + 0.1 · (9 + 1) = 3")
    cases = [Case(by_hand, note)]
    one, two = (float(c) for c in rng.uniform(0.1, 0.9, 2))
    cases.append(Case(([rng.normal(size=(4, 3)), rng.normal(size=(3, 1))], [(one, 0.0), (0.0, two)])))
    pairs = [(float(a), float(b)) for a, b in zip(rng.uniform(0.1, 0.4, 3), rng.uniform(0.5, 0.9, 3), strict=True)]
    shapes = [(5, 4), (4, 3), (3, 2)]
    cases.append(Case(([rng.normal(size=shape) for shape in shapes], pairs)))
    return cases


def _layer_by_layer(
    loss: Callable[[Any, float, float], Any] | None = None, slope: Callable[[Any, float, float], Any] | None = None
) -> Callable[[Kernels, Pairs], Answer]:
    """The right answer but for the loss of a layer or its gradient."""

    def wrong(kernels: Kernels, coefficients: Pairs) -> Answer:
        pairs = list(zip(kernels, coefficients, strict=True))
        total, gradients = penalty(kernels, coefficients)
        if loss is not None:
            total = float(sum(loss(kernel, l1, l2) for kernel, (l1, l2) in pairs))
        if slope is not None:
            gradients = tuple(slope(kernel, l1, l2) for kernel, (l1, l2) in pairs)
        return total, gradients

    return wrong


def _last_layer(kernels: Kernels, coefficients: Pairs) -> Answer:
    return penalty(kernels[-1:], coefficients[-1:])[0], penalty(kernels, coefficients)[1]


def _first_coefficients(kernels: Kernels, coefficients: Pairs) -> Answer:
    return penalty(kernels, [coefficients[0]] * len(kernels))


PENALTY = Spec(
    id="03.penalty",
    title=Text(es="El precio de los pesos", en="The price of the weights"),
    reference=penalty,
    cases=penalty_cases,
    agree=alike(),
    hints=(
        Text(
            es="Recorre a la vez kernels y coeficientes. Cada capa suma lo suyo a un mismo total y deja su gradiente "
            "en una lista.",
            en="Go through kernels and coefficients together. Each layer adds its part to one total and leaves its "
            "gradient in a list.",
        ),
        Text(
            es="Una capa suma `l1 * np.sum(np.abs(kernel)) + l2 * np.sum(kernel**2)`. Deriva respecto de un solo peso: "
            "¿cuál es la pendiente de |w|? ¿Y la de w²?",
            en="A layer adds `l1 * np.sum(np.abs(kernel)) + l2 * np.sum(kernel**2)`. Differentiate with respect to a "
            "single weight: what is the slope of |w|? And of w²?",
        ),
        Text(
            es="La pendiente de |w| es su signo (`np.sign`, que da 0 en el 0) y la de w² es 2w: el gradiente es "
            "`l1 * np.sign(kernel) + 2 * l2 * kernel`.",
            en="The slope of |w| is its sign (`np.sign`, which gives 0 at 0) and that of w² is 2w: the gradient is "
            "`l1 * np.sign(kernel) + 2 * l2 * kernel`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "signed",
            _layer_by_layer(loss=lambda w, l1, l2: l1 * np.sum(w) + l2 * np.sum(w**2)),
            Text(
                es="En la parte L1 sumas los pesos con su signo, y unos tapan a otros. Se suman sus valores absolutos.",
                en="In the L1 part you add the weights with their sign, and they cancel out. Their absolute values are "
                "added.",
            ),
        ),
        Misconception(
            "half",
            _layer_by_layer(
                lambda w, l1, l2: l1 * np.sum(np.abs(w)) + l2 / 2 * np.sum(w**2),
                lambda w, l1, l2: l1 * np.sign(w) + l2 * w,
            ),
            Text(
                es="Has puesto el 1/2 que algunos libros llevan delante de los cuadrados. El `L2` de Keras no lo pone, "
                "y por eso su gradiente tiene un 2.",
                en="You put the 1/2 that some books have before the squares. Keras's `L2` does not, and that is why "
                "its gradient has a 2.",
            ),
        ),
        Misconception(
            "mean",
            _layer_by_layer(
                lambda w, l1, l2: l1 * np.mean(np.abs(w)) + l2 * np.mean(w**2),
                lambda w, l1, l2: (l1 * np.sign(w) + 2 * l2 * w) / w.size,
            ),
            Text(
                es="Has hecho la media de cada kernel. Las penalizaciones de Keras suman: una capa con más pesos paga "
                "más.",
                en="You took the mean of each kernel. Keras's penalties add up: a layer with more weights pays more.",
            ),
        ),
        Misconception(
            "norm",
            _layer_by_layer(loss=lambda w, l1, l2: l1 * np.sum(np.abs(w)) + l2 * np.sqrt(np.sum(w**2))),
            Text(
                es="En la parte L2 has sacado la raíz. La penalización es la suma de los cuadrados, sin raíz.",
                en="In the L2 part you took the root. The penalty is the sum of the squares, without a root.",
            ),
        ),
        Misconception(
            "two_forgotten",
            _layer_by_layer(slope=lambda w, l1, l2: l1 * np.sign(w) + l2 * w),
            Text(
                es="La penalización está bien. En el gradiente falta un 2: la pendiente de w² es 2w.",
                en="The penalty is right. In the gradient a 2 is missing: the slope of w² is 2w.",
            ),
        ),
        Misconception(
            "sign_forgotten",
            _layer_by_layer(slope=lambda w, l1, l2: l1 + 2 * l2 * w),
            Text(
                es="La penalización está bien. En el gradiente de L1 falta el signo: |w| sube a la derecha del 0 y "
                "baja a su izquierda.",
                en="The penalty is right. In the gradient of L1 the sign is missing: |w| goes up to the right of 0 and "
                "down to its left.",
            ),
        ),
        Misconception(
            "sizes_for_signs",
            _layer_by_layer(slope=lambda w, l1, l2: l1 * np.abs(w) + l2 * w**2),
            Text(
                es="Como gradiente has puesto la propia penalización de cada peso, sin derivar. La pendiente de |w| es "
                "su signo, y la de w², 2w.",
                en="As the gradient you gave each weight's own penalty, not differentiated. The slope of |w| is its "
                "sign, and that of w² is 2w.",
            ),
        ),
        Misconception(
            "last_layer",
            _last_layer,
            Text(
                es="El total solo tiene la última capa. La pérdida del modelo suma las de todas: `+=` en vez de `=`.",
                en="The total only has the last layer. The loss of the model adds them all: `+=` in place of `=`.",
            ),
        ),
        Misconception(
            "first_coefficients",
            _first_coefficients,
            Text(
                es="Has usado los coeficientes de la primera capa en todas. Cada capa trae los suyos.",
                en="You used the first layer's coefficients for all of them. Each layer brings its own.",
            ),
        ),
        Misconception(
            "swapped",
            lambda kernels, coefficients: penalty(kernels, [(l2, l1) for l1, l2 in coefficients]),
            Text(
                es="Has cambiado los coeficientes de sitio: cada par es `(l1, l2)`; el primero va con los valores "
                "absolutos.",
                en="You swapped the coefficients: each pair is `(l1, l2)`; the first goes with the absolute values.",
            ),
        ),
    ),
    returns=Text(
        es="la penalización, un número, y la lista de gradientes, uno por kernel",
        en="the penalty, a number, and the list of gradients, one a kernel",
    ),
)
