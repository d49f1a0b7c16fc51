"""Spec of `04.split`: rows dealt out to training, validation and test, class by class and at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from curso.exercises.module_04.split_judge import agree, same_seed_same_parts
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Rows = NDArray[np.int64]
Parts = tuple[Rows, Rows, Rows]

# of 25 rows even a fifth of four fifths is a whole number: nobody's rounding decides
SIZES = ((150, 100, 50), (125, 50, 50), (100, 75, 50), (175, 75, 50))


def split(y: Rows, seed: int) -> Parts:
    """The row numbers of training (60%), validation (20%) and test (20%), every class shared out alike."""
    rng = np.random.default_rng(seed)
    train, validation, test = [], [], []
    for label in np.unique(y):
        # es: las filas de esta clase, barajadas; una quinta parte para cada uno de los dos exámenes
        # en: the rows of this class, shuffled; a fifth for each of the two exams
        rows = rng.permutation(np.flatnonzero(y == label))
        fifth = len(rows) // 5
        test.append(rows[:fifth])
        validation.append(rows[fifth : 2 * fifth])
        train.append(rows[2 * fifth :])
    return np.concatenate(train), np.concatenate(validation), np.concatenate(test)


def _cases(rng: np.random.Generator) -> Sequence[Case]:
    def case(*sizes: int, note: Text | None = None) -> Case:
        y = np.repeat(np.arange(len(sizes)), sizes)
        return Case((y if note else rng.permutation(y), int(rng.integers(1, 10_000))), note)

    sorted_rows = Text(es="las filas vienen ordenadas por clase", en="the rows come sorted by class")
    drawn = [SIZES[i] for i in rng.choice(len(SIZES), size=2, replace=False)]
    return [case(75, 50, 25, note=sorted_rows), case(150, 50), *(case(*rng.permutation(sizes)) for sizes in drawn)]


def _by_class(share_of: Callable[[Rows, np.random.Generator], Sequence[Rows]]) -> Callable[[Rows, int], Parts]:
    """The parts that come of cutting each class with `share_of`."""

    def wrong(y: Rows, seed: int) -> Parts:
        rng = np.random.default_rng(seed)
        cut = [share_of(np.flatnonzero(y == label), rng) for label in np.unique(y)]
        train, validation, test = (np.concatenate(part) for part in zip(*cut, strict=True))
        return train, validation, test

    return wrong


def _cut(rows: Rows, n: int) -> Parts:
    """Test and validation of a fifth of `n` each, from the end of `rows`."""
    fifth = n // 5
    return rows[: -2 * fifth], rows[-2 * fifth : -fifth], rows[-fifth:]


def _at_random(y: Rows, seed: int) -> Parts:
    return _cut(np.random.default_rng(seed).permutation(len(y)), len(y))


def _in_order(y: Rows, seed: int) -> Parts:
    return _cut(np.arange(len(y)), len(y))


def _share_of_rest(rows: Rows, rng: np.random.Generator) -> Parts:
    rest, test = np.split(rng.permutation(rows), [-(len(rows) // 5)])
    held = round(len(rest) / 5)
    return rest[held:], rest[:held], test


def _from_everything(rows: Rows, rng: np.random.Generator) -> Parts:
    fifth = len(rows) // 5
    test, validation = (rng.permutation(rows)[:fifth] for _ in range(2))
    return np.setdiff1d(rows, test), validation, test


def _balanced(y: Rows, seed: int) -> Parts:
    rng = np.random.default_rng(seed)
    classes = np.unique(y)
    each = len(y) // 5 // len(classes)
    dealt = [rng.permutation(np.flatnonzero(y == label)) for label in classes]
    test = np.concatenate([rows[:each] for rows in dealt])
    validation = np.concatenate([rows[each : 2 * each] for rows in dealt])
    return np.concatenate([rows[2 * each :] for rows in dealt]), validation, test


def _labels(y: Rows, seed: int) -> Parts:
    train, validation, test = split(y, seed)
    return y[train], y[validation], y[test]


SPLIT = Spec(
    id="04.split",
    title=Text(es="Tres partes, clase por clase", en="Three parts, class by class"),
    reference=split,
    cases=_cases,
    agree=agree,
    second_look=same_seed_same_parts,
    returns=Text(
        es="tres grupos de números de fila: entrenamiento, validación y prueba",
        en="three groups of row numbers: training, validation and test",
    ),
    hints=(
        Text(
            es="El segundo corte se hace en lo que dejó el primero, que es el 80 %. ¿Qué fracción de ese 80 % es un "
            "20 % del total?",
            en="The second cut is made in what the first one left, which is 80%. What fraction of that 80% is 20% of "
            "the whole?",
        ),
        Text(
            es="Es `test_size=0.25`. Y `stratify=` pide las etiquetas **de las filas que se reparten**: ya no son "
            "todas, solo las de `rest`, `y[rest]`.",
            en="It is `test_size=0.25`. And `stratify=` wants the labels **of the rows that are dealt out**: no longer "
            "all, only those of `rest`, `y[rest]`.",
        ),
        Text(
            es="`train, validation = train_test_split(rest, test_size=0.25, stratify=..., random_state=seed)`. A mano: "
            "en cada clase, `np.flatnonzero(y == label)`, barajar con un solo `rng` y cortar.",
            en="`train, validation = train_test_split(rest, test_size=0.25, stratify=..., random_state=seed)`. By "
            "hand: in each class, `np.flatnonzero(y == label)`, shuffle with one single `rng`, and cut.",
        ),
    ),
    misconceptions=(
        Misconception(
            "not_stratified",
            _at_random,
            Text(
                es="Repartes bien, pero sin mirar las clases: cada parte sale con las proporciones que quiera el azar. "
                "Reparte cada clase por separado, o usa `stratify`.",
                en="You deal out well, but without looking at the classes: each part gets whatever proportions chance "
                "likes. Deal out each class on its own, or use `stratify`.",
            ),
        ),
        Misconception(
            "in_order",
            _in_order,
            Text(
                es="Cortas las filas por donde vienen. Si vienen ordenadas, la prueba se queda con unas clases y el "
                "entrenamiento con otras: baraja antes, y clase por clase.",
                en="You cut the rows as they come. If they come sorted, the test set is left with some classes and "
                "training with others: shuffle first, class by class.",
            ),
        ),
        Misconception(
            "not_shuffled",
            _by_class(lambda rows, rng: _cut(rows, len(rows))),
            Text(
                es="Las proporciones están bien, pero dentro de cada clase tomas las filas en el orden en que vienen. "
                "Puede ser el de llegada, el de la fecha o el del hospital: baraja cada clase.",
                en="The proportions are right, but within each class you take the rows in the order in which they "
                "come. It may be that of arrival, of the date or of the hospital: shuffle each class.",
            ),
        ),
        Misconception(
            "share_of_rest",
            _by_class(_share_of_rest),
            Text(
                es="La validación sale pequeña: es el 20 % de lo que quedaba, o sea el 16 % del total. ¿Qué parte del "
                "80 % restante es un 20 % del total?",
                en="Validation comes out small: it is 20% of what was left, which is 16% of the whole. What share of "
                "the remaining 80% is 20% of the whole?",
            ),
        ),
        Misconception(
            "from_everything",
            _by_class(_from_everything),
            Text(
                es="Sacas la validación de todas las filas otra vez: algunas están también en el entrenamiento o en la "
                "prueba. El segundo corte se hace con lo que dejó el primero.",
                en="You draw validation from all rows again: some of them are in training or in the test set as well. "
                "The second cut is made in what the first one left.",
            ),
        ),
        Misconception(
            "balanced",
            _balanced,
            Text(
                es="Pones el mismo número de filas de cada clase en los exámenes. Estratificar no equilibra: conserva "
                "las proporciones que había.",
                en="You put the same number of rows of each class into the exams. Stratifying does not balance: it "
                "keeps the proportions there were.",
            ),
        ),
        Misconception(
            "labels",
            _labels,
            Text(
                es="Devuelves las etiquetas, y se piden los números de fila: con ellos se cortan a la vez `X` e `y`, "
                "`X[train]` e `y[train]`.",
                en="You return the labels, and the row numbers are asked for: they cut `X` and `y` alike, `X[train]` "
                "and `y[train]`.",
            ),
        ),
    ),
)
