"""Exercise 01.bandit: find the best of several slot machines by pulling them, judged by what was earned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import LENGTH, NOT_NUMBERS, as_numbers, kind_of
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Table = NDArray[np.int64]

STEPS = 1000
STREAK = 8  # at first only machine 0 pays, so that who decides too early decides wrong
ENOUGH = 0.4  # of the way from pulling blindly to always pulling the best


def _bandit(payouts: Table, epsilon: float, seed: int) -> list[int]:
    rng = np.random.default_rng(seed)
    steps, machines = payouts.shape
    pulls = np.zeros(machines)
    earned = np.zeros(machines)
    choices = []
    for t in range(steps):
        if rng.random() < epsilon:
            # es: Explorar: una máquina cualquiera.
            # en: Explore: any machine.
            machine = int(rng.integers(machines))
        else:
            # es: Explotar: la de mejor media hasta ahora (sin dividir por cero).
            # en: Exploit: the one with the best mean so far (without dividing by zero).
            machine = int(np.argmax(earned / np.maximum(pulls, 1)))
        # es: Solo se mira lo que pagó la máquina elegida.
        # en: Only what the chosen machine paid is looked at.
        earned[machine] += payouts[t, machine]
        pulls[machine] += 1
        choices.append(machine)
    return choices


def bandit_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Two rooms of four machines; the best is never the first or the last, and starts with a losing streak."""
    return [_room(rng, int(best)) for best in rng.permutation([1, 2])]


def _room(rng: np.random.Generator, best: int) -> Case:
    chances = rng.uniform(0.12, 0.38, size=4)
    chances[best] = rng.uniform(0.84, 0.9)
    payouts = (rng.random((STEPS, 4)) < chances).astype(np.int64)
    payouts[:STREAK] = 0
    payouts[:STREAK, 0] = 1
    return Case(
        (payouts, 0.1, int(rng.integers(1_000))),
        Text(
            es="al principio solo paga la máquina 0: la mejor empieza con mala racha",
            en="at first only machine 0 pays: the best one begins with a losing streak",
        ),
    )


PEEKS = Text(
    es="ganas {got}, más que tirando siempre de la mejor máquina ({best}): eliges sabiendo lo que iba a pagar cada una",
    en="you earn {got}, more than by always pulling the best machine ({best}): you choose knowing what each would pay",
)
ONE_MACHINE = Text(
    es="tiras siempre de la máquina {machine} y no pruebas ninguna otra",
    en="you always pull machine {machine} and try no other",
)
KNOWS_BEST = Text(
    es="tiras siempre de la máquina {machine}, que resulta ser la mejor, sin probar ninguna otra: eso no se puede "
    "saber de antemano",
    en="you always pull machine {machine}, which happens to be the best, and try no other: nobody can know that "
    "beforehand",
)
LOOKS_ASIDE = Text(
    es="si cambio solo lo que habrían pagado las máquinas que no eliges, eliges de otro modo: miras casillas que no "
    "puedes ver. Apunta solo `payouts[t, machine]`, lo que pagó la elegida; ni la fila `payouts[t]` ni las medias de "
    "la tabla",
    en="if I change only what the machines that you do not choose would have paid, you choose otherwise: you look at "
    "cells that you can't see. Write down only `payouts[t, machine]`, what the chosen one paid; not the row "
    "`payouts[t]`, nor the means of the table",
)
REWARDS = Text(
    es="solo hay ceros y unos: ¿devuelves los premios? Se pide la lista de máquinas elegidas, una por tirada",
    en="there are only zeros and ones: do you return the prizes? The list of machines chosen is asked for, one per "
    "pull",
)
NEVER_TRIED = Text(
    es="hay máquinas que no pruebas ni una vez en {steps} tiradas ({machines}): no puedes saber lo que pagan",
    en="there are machines that you do not try once in {steps} pulls ({machines}): you can't know what they pay",
)
BLIND = Text(
    es="ganas {got} en {steps} tiradas y eligiendo a ciegas saldrían unos {blind}: repartes casi por igual "
    "hasta el final",
    en="you earn {got} in {steps} pulls, and choosing blindly would bring about {blind}: you spread your pulls nearly "
    "evenly to the end",
)
STUCK = Text(
    es="ganas {got} en {steps} tiradas (la mejor máquina da unos {best}): desde muy pronto te quedas con la máquina "
    "{machine} y no vuelves a probar las demás",
    en="you earn {got} in {steps} pulls (the best machine gives about {best}): very soon you settle on machine "
    "{machine} and never try the others again",
)
UNUSED = Text(
    es="ganas {got} en {steps} tiradas (la mejor máquina da unos {best}): exploras, pero sigues con la máquina "
    "{machine} aunque otra paga mejor",
    en="you earn {got} in {steps} pulls (the best machine gives about {best}): you explore, but stay with machine "
    "{machine} although another pays better",
)
TOTAL_ONLY = Text(
    es="hay un solo valor. Devuelve la lista de máquinas elegidas, una por tirada, y no lo ganado; el `return` va "
    "después del bucle, no dentro",
    en="there is a single value. Return the list of machines chosen, one per pull, and not what was earned; the "
    "`return` goes after the loop, not inside it",
)
NO_SUCH_MACHINE = Text(
    es="las máquinas se numeran de 0 a {last}, y en la lista hay otra cosa",
    en="the machines are numbered from 0 to {last}, and there is something else in the list",
)


def _choices(payouts: Table, answer: Any) -> Table | Text:
    numbers = as_numbers(answer)
    if numbers is None:
        return NOT_NUMBERS.format(kind=kind_of(answer))
    if numbers.size == 1:
        return TOTAL_ONLY
    if numbers.size != len(payouts):
        return LENGTH.format(got=numbers.size, expected=len(payouts))
    flat = numbers.ravel()
    if not np.isin(flat, np.arange(payouts.shape[1])).all():
        return NO_SUCH_MACHINE.format(last=payouts.shape[1] - 1)
    return flat.astype(np.int64)


def behaviour(payouts: Table, choices: Table) -> tuple[str, Text | None]:
    """How somebody who made these `choices` behaves: a name ("good" or a fault) and what to say of it."""
    steps, machines = payouts.shape
    means = payouts.mean(axis=0)
    best = int(np.argmax(means))
    paid = payouts[np.arange(steps), choices]
    late = np.bincount(choices[steps // 2 :], minlength=machines) / (steps - steps // 2)
    usual = int(np.argmax(late))
    untried = np.setdiff1d(np.arange(machines), choices)
    told = {"got": int(paid.sum()), "steps": steps, "best": int(payouts[:, best].sum()), "machine": usual}
    if paid[STREAK:].sum() > payouts[STREAK:, best].sum() + 5:
        return "peeks", PEEKS.format(**told)
    if len(untried) == machines - 1:
        return ("knows best", KNOWS_BEST.format(**told)) if usual == best else ("one", ONE_MACHINE.format(**told))
    blind = means.mean()
    if paid.mean() >= blind + ENOUGH * (means[best] - blind):
        return "good", None
    if set(untried) == set(range(2, machines)):
        return "rewards", REWARDS
    if len(untried):
        return "untried", NEVER_TRIED.format(steps=steps, machines=", ".join(map(str, untried)))
    if late.max() < 0.5:
        return "blind", BLIND.format(**told, blind=int(blind * steps))
    return ("stuck", STUCK.format(**told)) if late.max() > 0.98 else ("unused", UNUSED.format(**told))


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """Behaves as the expected choices do: earns enough where those do, or has the same fault."""
    payouts = args[0]
    made, wanted = _choices(payouts, answer), _choices(payouts, expected)
    if isinstance(made, Text):
        return made
    if isinstance(wanted, Text):
        raise TypeError("the reference did not return one machine a pull")
    name, fault = behaviour(payouts, made)
    return None if name == behaviour(payouts, wanted)[0] else fault or UNLIKE


def looks_aside(args: tuple[Any, ...], answer: Any, call: Callable[[tuple[Any, ...]], Any]) -> Text | None:
    """Whether the choices depend on cells that were not chosen.

    In another table those cells tell the opposite story; who never looked at them chooses the same again.
    Chance that does not come from `seed` is allowed: then two calls with the same table differ too.
    """
    payouts, *rest = args
    choices = _choices(payouts, answer)
    if isinstance(choices, Text):
        return None
    seen = np.arange(len(payouts)), choices
    other = np.ones_like(payouts)
    other[:, np.argmax(np.bincount(choices))] = 0
    other[seen] = payouts[seen]

    def again(table: Table) -> bool:
        made = _choices(payouts, call((table, *rest)))
        return not isinstance(made, Text) and np.array_equal(made, choices)

    if again(other) or not again(payouts):
        return None
    return REWARDS if choices.max() <= 1 else LOOKS_ASIDE


UNLIKE = Text(es="se comporta de otro modo", en="it behaves in another way")


def _explores_only(payouts: Table, epsilon: float, seed: int) -> list[int]:
    return [int(m) for m in np.random.default_rng(seed).integers(payouts.shape[1], size=len(payouts))]


def _first_machine_only(payouts: Table, epsilon: float, seed: int) -> list[int]:
    return [0] * len(payouts)


def _settles_early(payouts: Table, epsilon: float, seed: int) -> list[int]:
    machines = payouts.shape[1]
    earned, pulls, choices = np.zeros(machines), np.zeros(machines), []
    for t, row in enumerate(payouts):
        machine = t if t < machines else int(np.argmax(earned / pulls))
        earned[machine] += row[machine]
        pulls[machine] += 1
        choices.append(machine)
    return choices


def _totals_for_means(payouts: Table, epsilon: float, seed: int) -> list[int]:
    rng = np.random.default_rng(seed)
    earned, choices = np.zeros(payouts.shape[1]), []
    for row in payouts:
        machine = int(rng.integers(len(row))) if rng.random() < epsilon else int(np.argmax(earned))
        earned[machine] += row[machine]
        choices.append(machine)
    return choices


def _peeks_at_row(payouts: Table, epsilon: float, seed: int) -> list[int]:
    return [int(np.argmax(row)) for row in payouts]


def _peeks_at_means(payouts: Table, epsilon: float, seed: int) -> list[int]:
    return [int(np.argmax(payouts.mean(axis=0)))] * len(payouts)


SPEC = Spec(
    id="01.bandit",
    title=Text(es="Cuatro tragaperras", en="Four slot machines"),
    reference=_bandit,
    cases=bandit_cases,
    agree=agree,
    second_look=looks_aside,
    returns=Text(
        es="la lista de máquinas elegidas, una por tirada",
        en="the list of machines chosen, one per pull",
    ),
    hints=(
        Text(
            es="El bucle de las tres máquinas te sirve casi entero: `pulls` y `earned` llevan las dos cuentas de cada "
            "máquina. Cambian tres cosas: cómo se elige, de dónde sale el premio y qué se guarda en la lista.",
            en="The loop of the three machines serves you nearly whole: `pulls` and `earned` keep the two counts of "
            "each machine. Three things change: how to choose, where the prize comes from and what goes in the list.",
        ),
        Text(
            es="En cada tirada: `if rng.random() < epsilon:` una máquina al azar (`rng.integers(machines)`); si no, la "
            "de mejor media (`np.argmax`). Para no dividir por cero: `np.maximum(pulls, 1)`.",
            en="At each pull: `if rng.random() < epsilon:` a machine at random (`rng.integers(machines)`); otherwise "
            "the one with the best mean (`np.argmax`). To avoid dividing by zero: `np.maximum(pulls, 1)`.",
        ),
        Text(
            es="Después de elegir: `reward = payouts[t, machine]`, suma 1 a `pulls[machine]` y `reward` a "
            "`earned[machine]`, y añade `machine` a la lista. Esa es la única casilla de la tabla que puedes mirar.",
            en="After choosing: `reward = payouts[t, machine]`, add 1 to `pulls[machine]` and `reward` to "
            "`earned[machine]`, and append `machine` to the list. That is the only cell of the table you may look at.",
        ),
    ),
    misconceptions=(
        Misconception(
            "explores_only",
            _explores_only,
            Text(
                es="Casi siempre eliges al azar: exploras y nunca aprovechas lo aprendido. ¿Está al revés la "
                "comparación con `epsilon`? Se explora cuando `rng.random() < epsilon`.",
                en="You nearly always choose at random: you explore and never use what you learnt. Is the comparison "
                "with `epsilon` the wrong way round? Explore when `rng.random() < epsilon`.",
            ),
        ),
        Misconception(
            "first_machine_only",
            _first_machine_only,
            Text(
                es="Nunca exploras. Con todas las medias a cero, `np.argmax` devuelve la primera, y ahí te quedas "
                "para siempre. De vez en cuando hay que probar otra sin motivo.",
                en="You never explore. With all means at zero `np.argmax` returns the first machine, and there you "
                "stay for ever. Now and then another must be tried for no reason.",
            ),
        ),
        Misconception(
            "settles_early",
            _settles_early,
            Text(
                es="Pruebas cada máquina una vez y decides para siempre. Una tirada no dice casi nada: la mejor "
                "puede empezar perdiendo. Sigue explorando un poco hasta el final.",
                en="You try each machine once and decide for ever. One pull says next to nothing: the best one may "
                "begin by losing. Go on exploring a little to the end.",
            ),
        ),
        Misconception(
            "totals_for_means",
            _totals_for_means,
            Text(
                es="Exploras, y no cambias de idea. ¿Comparas totales? La máquina de la que más has tirado siempre "
                "lleva más total; compara medias: lo ganado entre las veces. ¿Y sumas a la máquina elegida tras "
                "cada tirada?",
                en="You explore and do not change your mind. Do you compare totals? The machine pulled most always "
                "has the larger total; compare means: what it earned over how often. And do you add to the chosen "
                "machine after each pull?",
            ),
        ),
        Misconception(
            "peeks_at_row",
            _peeks_at_row,
            Text(
                es="Miras la fila `payouts[t]` entera antes de elegir. En la vida no se ve lo que habrían pagado las "
                "otras máquinas: solo existe `payouts[t, machine]`, y después de elegir.",
                en="You look at the whole row `payouts[t]` before choosing. In life one does not see what the other "
                "machines would have paid: there is only `payouts[t, machine]`, and after choosing.",
            ),
        ),
        Misconception(
            "peeks_at_means",
            _peeks_at_means,
            Text(
                es="Calculas las medias con la tabla entera, que incluye el futuro. Hay que descubrir la mejor "
                "tirando, y la media se hace solo con lo que ya has visto.",
                en="You compute the means from the whole table, which includes the future. The best must be found by "
                "pulling, and the mean is made only of what you have seen already.",
            ),
        ),
    ),
)
