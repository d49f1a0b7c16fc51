"""Exercise 01.segment_customers: scale the columns and find k groups, without labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import LENGTH, NOT_NUMBERS, SHAPE, as_array, as_numbers, kind_of, shape_text
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]


def _segment_customers(X: Array, k: int) -> Array:
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import StandardScaler

    # es: Cada columna con media 0 y desviación 1, para que ninguna mande por su tamaño.
    # en: Each column with mean 0 and deviation 1, so that none rules by its size.
    scaled = StandardScaler().fit_transform(X)
    model = KMeans(n_clusters=k, n_init=5, random_state=0)
    labels: Array = model.fit_predict(scaled)
    return labels


# Where the heaps of the large column end: not in equal parts, which sorting by it would find.
HEAPS = {2: (0.4,), 3: (0.25, 0.5)}
# Which products a kind of customer buys much of (1) or little of (0): any two kinds differ in four or more.
KINDS = {2: ("000000", "111111"), 3: ("000000", "111100", "001111")}


def customer_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Customers of k kinds that six products show, and a seventh column so large that it hides them unless scaled."""
    return [Case(_customers(rng, k)) for k in (3, 2, 3)]


def _customers(rng: np.random.Generator, k: int) -> tuple[Array, int]:
    much = np.array([[float(c) for c in word] for word in KINDS[k]])[:, rng.permutation(6)]
    bought = np.repeat(much, rng.integers(12, 20, size=k), axis=0)
    bought += rng.normal(0, 0.06, size=bought.shape)
    told = 1_000 + bought * rng.permutation([5, 15, 40, 100, 300, 600]) * rng.choice([-1, 1], size=6)
    # the large column has k heaps of its own, of unequal size, that have nothing to do with the kinds
    heaps = np.digitize(rng.permutation(len(told)) / len(told), HEAPS[k])
    untold = 5_000 + 25_000 * heaps[:, None] + rng.uniform(0, 4_000, size=(len(told), 1))
    table = np.hstack([told, untold])[rng.permutation(len(told))]
    return np.round(table[:, rng.permutation(7)], 1), k


def _as_groups(answer: Any) -> NDArray[np.int64] | None:
    """Labels of any kind (numbers, texts) as 0, 1, 2…, or None if they are no flat list of labels."""
    flat = as_array(answer)
    if flat is None or flat.dtype.kind not in "biufUS" or flat.size == 0 or flat.size != max(flat.shape, default=0):
        return None
    groups: NDArray[np.int64] = np.unique(flat.ravel(), return_inverse=True)[1]
    return groups


def pairs_alike(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Share of the pairs of rows that both partitions treat alike, together or apart (the Rand index)."""
    return float(np.mean((one[:, None] == one) == (other[:, None] == other)))


def spread_within(scaled: Array, groups: NDArray[np.int64]) -> float:
    """Sum of squared distances of each row to the mean of its group: what k-means makes small."""
    parts = (scaled[groups == g] for g in np.unique(groups))
    return float(sum(np.sum((part - part.mean(axis=0)) ** 2) for part in parts))


ALIKE = 0.95
CENTRES = Text(
    es="parecen los centros de los grupos ({got}); se piden las etiquetas: un número de grupo por fila",
    en="these look like the centres of the groups ({got}); the labels are asked for: one group number per row",
)
GROUPS = Text(
    es="el número de grupos es {got} y se pidieron {expected}",
    en="the number of groups is {got} and {expected} were asked for",
)
LOOSE = Text(
    es="los grupos no son los buenos: dentro de ellos, y con las columnas ya escaladas, la dispersión es {ratio:.1f} "
    "veces la que se puede conseguir",
    en="these are not the good groups: within them, once the columns are scaled, the spread is {ratio:.1f} times "
    "what can be achieved",
)
OTHER_GROUPS = Text(
    es="con las columnas ya escaladas, estos no son los grupos más compactos",
    en="once the columns are scaled, these are not the most compact groups",
)


def agree_groups(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """The same groups whatever their names; a stray customer or two is forgiven."""
    X, k = args
    groups, wanted = _as_groups(answer), _as_groups(expected)
    if groups is None:
        numbers = as_numbers(answer)
        if numbers is None:
            return NOT_NUMBERS.format(kind=kind_of(answer))
        if numbers.ndim == 2 and len(numbers) == k:
            return CENTRES.format(got=shape_text(numbers.shape))
        return SHAPE.format(got=shape_text(numbers.shape), expected=shape_text((len(X),)))
    if len(groups) != len(X):
        return LENGTH.format(got=len(groups), expected=len(X))
    if wanted is None or len(wanted) != len(X):
        raise TypeError("the reference did not return one label a row")
    if groups.max() != wanted.max():
        return GROUPS.format(got=groups.max() + 1, expected=wanted.max() + 1)
    if pairs_alike(groups, wanted) >= ALIKE:
        return None
    scaled = (X - X.mean(axis=0)) / X.std(axis=0)
    ratio = spread_within(scaled, groups) / spread_within(scaled, wanted)
    return LOOSE.format(ratio=ratio) if ratio > 1.05 else OTHER_GROUPS


def _unscaled(X: Array, k: int) -> Array:
    from sklearn.cluster import KMeans

    labels: Array = KMeans(n_clusters=k, n_init=5, random_state=0).fit_predict(X)
    return labels


def _scaled_by_row(X: Array, k: int) -> Array:
    return _unscaled((X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True), k)


def _always_three(X: Array, k: int) -> Array:
    return _segment_customers(X, 3)


def _by_total(X: Array, k: int) -> Array:
    rank = np.argsort(np.argsort(X.sum(axis=1)))
    return np.asarray(rank * k // len(X), dtype=np.float64)


SPEC = Spec(
    id="01.segment_customers",
    title=Text(es="Grupos de clientes", en="Groups of customers"),
    reference=_segment_customers,
    cases=customer_cases,
    agree=agree_groups,
    returns=Text(
        es="una etiqueta de grupo por cliente (da igual qué número lleve cada grupo)",
        en="one group label per customer (whichever number each group has)",
    ),
    seconds=5.0,  # the first call may have to import scikit-learn
    hints=(
        Text(
            es="Una columna va en decenas de miles y otra en decenas. Antes de medir distancias, ponlas en la misma "
            "escala.",
            en="One column goes in tens of thousands and another in tens. Before measuring distances, put them on "
            "the same scale.",
        ),
        Text(
            es="`StandardScaler().fit_transform(X)` devuelve la tabla con cada columna en media 0 y desviación 1.",
            en="`StandardScaler().fit_transform(X)` returns the table with each column at mean 0 and deviation 1.",
        ),
        Text(
            es="Guarda esa tabla escalada en `scaled`. A `KMeans` le dices cuántos grupos quieres, `n_clusters=k`, y a "
            "`fit_predict` le das la tabla escalada, no `X`.",
            en="Keep that scaled table in `scaled`. Tell `KMeans` how many groups you want, `n_clusters=k`, and give "
            "`fit_predict` the scaled table, not `X`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "not_scaled",
            _unscaled,
            Text(
                es="Agrupas datos sin escalar: la columna que más varía decide casi sola. ¿Qué tabla le das a "
                "`fit_predict`, `X` o la escalada? Si escalas a mano, cada columna lleva su media (`axis=0`).",
                en="You group data that are not scaled: the column that varies most decides almost alone. Which "
                "table do you give to `fit_predict`, `X` or the scaled one? If you scale by hand, each column has "
                "its own mean (`axis=0`).",
            ),
        ),
        Misconception(
            "scaled_by_row",
            _scaled_by_row,
            Text(
                es="Escalas cada fila (cada cliente) y no cada columna (cada producto). Lo que hay que poner en la "
                "misma escala son las columnas: `axis=0`.",
                en="You scale each row (each customer) and not each column (each product). It is the columns that "
                "must be put on the same scale: `axis=0`.",
            ),
        ),
        Misconception(
            "always_three",
            _always_three,
            Text(
                es="Haces siempre tres grupos. Cuántos se quieren lo dice `k`: pásaselo a `n_clusters`.",
                en="You always make three groups. How many are wanted is what `k` says: pass it to `n_clusters`.",
            ),
        ),
        Misconception(
            "by_total",
            _by_total,
            Text(
                es="Ordenas a los clientes por su total y cortas la lista en trozos. Eso separa a los grandes de los "
                "pequeños, no a los que compran cosas distintas.",
                en="You sort the customers by their total and cut the list in pieces. That parts the large from the "
                "small, not those who buy different things.",
            ),
        ),
    ),
)
