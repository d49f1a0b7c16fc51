"""Spec of `04.choose_loss`: the output and the loss that a task asks for, read from its targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.module_04.choose_loss_judge import Choice, agree
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

# "kind": "amount", "count" or "class"; "y": the targets; "outliers": some are wrong by far;
# "relative": being twice too high matters alike at every size.
Task = dict[str, Any]
CROSS_ENTROPIES = ("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy")


def choose_loss(task: Task) -> Choice:
    """Units and activation of the last layer, and the loss."""
    y = np.asarray(task["y"])
    if task["kind"] == "count":
        return 1, "exponential", "poisson"
    if task["kind"] == "amount":
        if task["relative"]:
            return 1, "softplus", "mean_squared_logarithmic_error"
        return 1, "linear", "huber" if task["outliers"] else "mean_squared_error"
    if y.ndim == 2:
        # es: si cada fila suma 1, las clases compiten; si no, son preguntas sueltas de sí o no
        # en: if each row adds up to 1, the classes compete; if not, they are separate yes-or-no questions
        if np.all(y.sum(axis=1) == 1):
            return y.shape[1], "softmax", "categorical_crossentropy"
        return y.shape[1], "sigmoid", "binary_crossentropy"
    classes = int(y.max()) + 1
    if classes == 2:
        return 1, "sigmoid", "binary_crossentropy"
    return classes, "softmax", "sparse_categorical_crossentropy"


def _task(kind: str, y: Any, outliers: bool = False, relative: bool = False) -> Task:
    return {"kind": kind, "y": np.asarray(y), "outliers": outliers, "relative": relative}


def choose_loss_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Eight tasks in random order, each with targets of its own."""
    several, one_hot, whole = (int(k) for k in rng.permutation([3, 4, 5, 6])[:3])
    labels = rng.integers(0, 2, (7, several))
    labels[0], labels[1] = 0, 1  # a film of no genre, and one of all
    temperatures = rng.normal(15, 4, 6).round(1)
    sensor = np.append(rng.normal(15, 4, 5).round(1), 999.0)
    tasks = [
        (_task("amount", temperatures), Text(es="la temperatura de mañana", en="tomorrow's temperature")),
        (
            _task("amount", sensor, outliers=True),
            Text(es="temperaturas de un sensor que a veces falla", en="temperatures from a sensor that fails at times"),
        ),
        (
            _task("amount", (10 ** rng.uniform(1, 5, 6)).round(2), relative=True),
            Text(es="precios de fundas y de coches", en="prices of phone cases and of cars"),
        ),
        (_task("count", rng.poisson(3, 8)), Text(es="llamadas por hora", en="calls an hour")),
        (_task("class", rng.permutation([0, 1, 1, 0, 0, 1])), Text(es="correo basura o no", en="spam or not")),
        (
            _task("class", rng.permutation([*range(whole), *range(whole)])),
            Text(es="especies, como números enteros", en="species, as whole numbers"),
        ),
        (
            _task("class", np.eye(one_hot, dtype=int)[rng.permutation([*range(one_hot), 0, 1])]),
            Text(es="cifras en one-hot", en="digits in one-hot"),
        ),
        (
            _task("class", rng.permutation(labels)),
            Text(es="géneros de cada película, ninguno o varios", en="genres of each film, none or several"),
        ),
    ]
    return [Case((tasks[i][0],), tasks[i][1]) for i in rng.permutation(len(tasks))]


def _but(change: Callable[[Task, Choice], Choice]) -> Callable[[Task], Choice]:
    """The right choice, changed."""
    return lambda task: change(task, choose_loss(task))


def _always_softmax(task: Task, right: Choice) -> Choice:
    return (right[0], "softmax", right[2]) if task["kind"] == "class" else right


def _always_competing(task: Task, right: Choice) -> Choice:
    several = np.ndim(task["y"]) == 2
    return (right[0], "softmax", "categorical_crossentropy") if several else right


def _by_units(task: Task, right: Choice) -> Choice:
    several = np.ndim(task["y"]) == 2
    return (right[0], right[1], "categorical_crossentropy") if several else right


def _formats_swapped(task: Task, right: Choice) -> Choice:
    swapped = dict(zip(CROSS_ENTROPIES[1:], CROSS_ENTROPIES[:0:-1], strict=True))
    return right[0], right[1], swapped.get(right[2], right[2])


def _one_class_too_few(task: Task, right: Choice) -> Choice:
    return (right[0] - 1, *right[1:]) if right[2] == CROSS_ENTROPIES[2] else right


def _counts_are_amounts(task: Task, right: Choice) -> Choice:
    return (1, "linear", "mean_squared_error") if task["kind"] == "count" else right


def _linear_counts(task: Task, right: Choice) -> Choice:
    return (1, "linear", "poisson") if task["kind"] == "count" else right


def _squared_amounts(task: Task, right: Choice) -> Choice:
    return (1, "linear", "mean_squared_error") if task["kind"] == "amount" else right


CHOOSE_LOSS = Spec(
    id="04.choose_loss",
    title=Text(es="Salida y pérdida para cada tarea", en="Output and loss for each task"),
    reference=choose_loss,
    cases=choose_loss_cases,
    agree=agree,
    returns=Text(
        es="tres cosas: cuántas neuronas, la activación y la pérdida, por sus nombres en Keras",
        en="three things: how many units, the activation and the loss, by their names in Keras",
    ),
    hints=(
        Text(
            es="Si son clases, mira la forma de `y`. Dos ejes: ¿suma 1 cada fila? Un eje: ¿cuántas clases hay?",
            en="If they are classes, look at the shape of `y`. Two axes: does each row add up to 1? One axis: how "
            "many classes are there?",
        ),
        Text(
            es="Filas que suman 1: softmax y `categorical_crossentropy`. Filas que no: sigmoid y "
            "`binary_crossentropy`, una neurona por columna. `y.shape[1]` cuenta las columnas.",
            en="Rows that add up to 1: softmax and `categorical_crossentropy`. Rows that do not: sigmoid and "
            "`binary_crossentropy`, one unit per column. `y.shape[1]` counts the columns.",
        ),
        Text(
            es="Números enteros: hay `int(y.max()) + 1` clases. Con dos, `1, 'sigmoid', 'binary_crossentropy'`; con "
            "más, softmax y `sparse_categorical_crossentropy`. Un recuento: `1, 'exponential', 'poisson'`.",
            en="Whole numbers: there are `int(y.max()) + 1` classes. With two, `1, 'sigmoid', 'binary_crossentropy'`; "
            "with more, softmax and `sparse_categorical_crossentropy`. A count: `1, 'exponential', 'poisson'`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "always_softmax",
            _but(_always_softmax),
            Text(
                es="Usas softmax para toda clasificación. Reparte un 1: con una sola neurona vale siempre 1, y con "
                "preguntas sueltas obliga a elegir una.",
                en="You use softmax for every classification. It shares out a 1: with a single unit it is always 1, "
                "and with separate questions it forces a choice of one.",
            ),
        ),
        Misconception(
            "always_competing",
            _but(_always_competing),
            Text(
                es="Tratas los géneros como si compitieran. Una película puede tener dos o ninguno: mira si cada fila "
                "suma 1.",
                en="You treat the genres as if they competed. A film may have two, or none: look whether each row adds "
                "up to 1.",
            ),
        ),
        Misconception(
            "by_units",
            _but(_by_units),
            Text(
                es="La activación es buena, pero `categorical_crossentropy` divide las salidas por su suma. Para "
                "varias preguntas de sí o no, `binary_crossentropy`.",
                en="The activation is right, but `categorical_crossentropy` divides the outputs by their sum. For "
                "several yes-or-no questions, `binary_crossentropy`.",
            ),
        ),
        Misconception(
            "formats_swapped",
            _but(_formats_swapped),
            Text(
                es="Están cambiadas: `sparse_categorical_crossentropy` lee números enteros; "
                "`categorical_crossentropy`, filas one-hot.",
                en="They are swapped: `sparse_categorical_crossentropy` reads whole numbers; "
                "`categorical_crossentropy`, one-hot rows.",
            ),
        ),
        Misconception(
            "one_class_too_few",
            _but(_one_class_too_few),
            Text(
                es="Falta una neurona: las clases se numeran desde 0, así que hay una más que el número mayor.",
                en="One unit is missing: classes are numbered from 0, so there is one more than the largest number.",
            ),
        ),
        Misconception(
            "counts_are_amounts",
            _but(_counts_are_amounts),
            Text(
                es="Un recuento no es una cantidad cualquiera: no baja de 0, y se dispersa más cuanto mayor es. Para "
                "eso está `poisson`.",
                en="A count is not just any amount: it does not go below 0, and it spreads more the larger it is. That "
                "is what `poisson` is for.",
            ),
        ),
        Misconception(
            "linear_counts",
            _but(_linear_counts),
            Text(
                es="`poisson` lleva el logaritmo de la predicción, y una salida lineal puede ser negativa: saldría "
                "`nan`.",
                en="`poisson` takes the logarithm of the prediction, and a linear output can be negative: `nan` would "
                "come out.",
            ),
        ),
        Misconception(
            "squared_amounts",
            _but(_squared_amounts),
            Text(
                es="Usas siempre el error cuadrático. Mira `outliers` y `relative`: un solo valor disparatado, o un "
                "coche entre fundas, se llevaría toda la pérdida.",
                en="You always use the squared error. Look at `outliers` and `relative`: a single absurd value, or a "
                "car among phone cases, would take all of the loss.",
            ),
        ),
    ),
)
