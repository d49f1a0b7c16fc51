"""Spec of `06.hyperband_budget`: how many networks Hyperband begins, and how many epochs it trains in all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Budget = tuple[int, int]
Round = tuple[int, int, int]  # networks in it, epochs at its end, epochs that they come with

# powers, so that no epoch has to be rounded
SETTINGS = [(8, 2), (16, 2), (32, 2), (64, 2), (128, 2), (27, 3), (81, 3), (16, 4), (64, 4), (25, 5), (125, 5)]


def hyperband_budget(max_epochs: int, factor: int) -> Budget:
    """Networks begun and epochs trained by one Hyperband of keras-tuner; `max_epochs` is a power of `factor`.

    L. Li and others (2018), *JMLR* 18, with the rounding of keras-tuner.
    """
    last = 0
    while factor ** (last + 1) <= max_epochs:
        last += 1
    networks = epochs = 0
    for s in range(last, -1, -1):
        before = 0
        for r in range(s + 1):
            # es: -(-a // b) es a / b redondeado hacia arriba
            # en: -(-a // b) is a / b, rounded up
            many = -(-(last + 1) * factor ** (s - r) // (s + 1))
            up_to = max_epochs // factor ** (s - r)
            networks += many if r == 0 else 0
            epochs += many * (up_to - before)
            before = up_to
    return networks, epochs


def hyperband_budget_cases(rng: np.random.Generator) -> Sequence[Case]:
    """The one of the lesson, worked out by hand, and four others."""
    note = Text(
        es="grupos de 9, 5 y 3 redes: 21, 27 y 27 épocas",
        en="brackets of 9, 5 and 3 networks: 21, 27 and 27 epochs",
    )
    drawn = [SETTINGS[i] for i in rng.permutation(len(SETTINGS))[:4]]
    return [Case((9, 3), note), *(Case(setting) for setting in drawn)]


def _rounds(max_epochs: int, factor: int, down: bool = False, paper: bool = False) -> Iterator[list[Round]]:
    """The rounds of each bracket; with the sizes rounded down, or as the paper has them."""
    last = round(float(np.log(max_epochs) / np.log(factor)))
    for s in range(last, -1, -1):
        rounds: list[Round] = []
        for r in range(s + 1):
            exact = (last + 1) * factor ** (s - r)
            many = exact // (s + 1) if down else -(-exact // (s + 1))
            if paper and rounds:
                many = rounds[-1][0] // factor
            rounds.append((many, max_epochs // factor ** (s - r), rounds[-1][1] if rounds else 0))
        yield rounds


def _counted(
    epochs: Callable[[Round], int] = lambda one: one[0] * (one[1] - one[2]),
    *,
    brackets: slice = slice(None),
    all_rounds: bool = False,
    down: bool = False,
    paper: bool = False,
) -> Callable[[int, int], Budget]:
    """The right count but for the epochs of a round, the brackets, the networks counted, or their rounding."""

    def wrong(max_epochs: int, factor: int) -> Budget:
        chosen = list(_rounds(max_epochs, factor, down, paper))[brackets]
        networks = sum(one[0] for rounds in chosen for one in (rounds if all_rounds else rounds[:1]))
        return networks, sum(epochs(one) for rounds in chosen for one in rounds)

    return wrong


def _all_to_the_end(max_epochs: int, factor: int) -> Budget:
    networks, _ = hyperband_budget(max_epochs, factor)
    return networks, networks * max_epochs


def _swapped(max_epochs: int, factor: int) -> Budget:
    networks, epochs = hyperband_budget(max_epochs, factor)
    return epochs, networks


HYPERBAND_BUDGET = Spec(
    id="06.hyperband_budget",
    title=Text(es="Lo que cuesta Hyperband", en="What Hyperband costs"),
    reference=hyperband_budget,
    cases=hyperband_budget_cases,
    returns=Text(
        es="dos números: las redes que empiezan y las épocas que se entrenan",
        en="two numbers: the networks that begin and the epochs that are trained",
    ),
    hints=(
        Text(
            es="Dos bucles: por fuera los grupos, de $s = S$ a 0; por dentro sus rondas, de 0 a $s$. Lleva contigo las "
            "épocas que las redes ya traen, que al empezar cada grupo son 0.",
            en="Two loops: outside the brackets, from $s = S$ to 0; inside their rounds, from 0 to $s$. Carry along "
            "the epochs that the networks already bring, which are 0 when a bracket begins.",
        ),
        Text(
            es="Una ronda entrena `many * (up_to - before)` épocas, y después `before = up_to`. Las redes nuevas "
            "se cuentan solo en la ronda 0.",
            en="A round trains `many * (up_to - before)` epochs, and after it `before = up_to`. New networks are "
            "counted in round 0 alone.",
        ),
        Text(
            es="`many = math.ceil((S + 1) * factor ** (s - r) / (s + 1))` y `up_to = max_epochs // factor ** (s - r)`. "
            "Para $S$, suma 1 mientras `factor ** (S + 1) <= max_epochs`.",
            en="`many = math.ceil((S + 1) * factor ** (s - r) / (s + 1))` and `up_to = max_epochs // factor ** "
            "(s - r)`. For $S$, add 1 while `factor ** (S + 1) <= max_epochs`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "from_zero",
            _counted(lambda one: one[0] * one[1]),
            Text(
                es="Cuentas cada ronda desde cero. Las redes que siguen conservan sus pesos: solo entrenan las épocas "
                "que les faltan.",
                en="You count each round from zero. The networks that go on keep their weights: they only train the "
                "epochs that they lack.",
            ),
        ),
        Misconception(
            "one_bracket",
            _counted(brackets=slice(1)),
            Text(
                es="Cuentas un solo grupo. Hyperband los hace todos, del que empieza con más redes al que entrena "
                "pocas hasta el final.",
                en="You count a single bracket. Hyperband does them all, from the one that begins with most networks "
                "to the one that trains a few to the end.",
            ),
        ),
        Misconception(
            "all_to_the_end",
            _all_to_the_end,
            Text(
                es="Eso costaría entrenar todas las redes hasta el final, que es lo que Hyperband evita.",
                en="That is what training all the networks to the end would cost, which is what Hyperband avoids.",
            ),
        ),
        Misconception(
            "first_rounds",
            _counted(lambda one: one[0] * one[1] if one[2] == 0 else 0),
            Text(
                es="Cuentas las épocas de la primera ronda de cada grupo y olvidas las de las que siguen.",
                en="You count the epochs of the first round of each bracket and forget those of the ones that go on.",
            ),
        ),
        Misconception(
            "networks_again",
            _counted(all_rounds=True),
            Text(
                es="Las épocas están bien, pero cuentas otra vez las redes que siguen. Una red que pasa de ronda es la "
                "misma.",
                en="The epochs are right, but you count the networks that go on again. A network that goes on to the "
                "next round is the same one.",
            ),
        ),
        Misconception(
            "rounded_down",
            _counted(down=True),
            Text(
                es="Redondeas hacia abajo el número de redes. La fórmula lleva ⌈ ⌉: hacia arriba, `math.ceil`.",
                en="You round the number of networks down. The formula has ⌈ ⌉: up, `math.ceil`.",
            ),
        ),
        Misconception(
            "paper",
            _counted(paper=True),
            Text(
                es="Divides las redes de la ronda anterior entre `factor`, como en el artículo. Keras Tuner calcula "
                "cada ronda con la fórmula, y redondea hacia arriba.",
                en="You divide the networks of the round before by `factor`, as in the paper. Keras Tuner works each "
                "round out by the formula, and rounds up.",
            ),
        ),
        Misconception(
            "swapped",
            _swapped,
            Text(
                es="Son los dos números, cambiados de sitio: primero las redes y después las épocas.",
                en="They are the two numbers, swapped: first the networks and then the epochs.",
            ),
        ),
    ),
)
