"""Spec of `06.space`: the search space of a network, in the words of keras-tuner."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.module_06.space_judge import agree
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Config = dict[str, Any]
FIRST = 16  # units, and their step


def space(largest: int, lowest: float, highest: float, optimizers: Sequence[str]) -> Config:
    """Four hyper-parameters of a network, one of each kind, as `HyperParameters.get_config` gives them."""
    import keras_tuner

    hp = keras_tuner.HyperParameters()
    hp.Int("units", 16, largest, step=16)
    hp.Float("rate", lowest, highest, sampling="log")
    hp.Choice("optimizer", optimizers)
    hp.Boolean("batch_norm")
    config: Config = hp.get_config()
    return config


def space_cases(rng: np.random.Generator) -> Sequence[Case]:
    """The space of the lesson, and two others."""
    known = [(64, 0.001, 0.1, ["sgd", "adam"])]
    for names in (["adam", "rmsprop", "sgd"], ["adagrad", "nadam"]):
        lowest = 10.0 ** -int(rng.integers(4, 7))
        highest = lowest * 10 ** int(rng.integers(2, 4))
        known.append((FIRST * int(rng.integers(6, 17)), lowest, highest, names))
    note = Text(es="de 16 a 64 neuronas: 16, 32, 48 y 64", en="from 16 to 64 units: 16, 32, 48 and 64")
    return [Case(args, None if i else note, expected=_written()(*args)) for i, args in enumerate(known)]


def _number(kind: str, name: str, low: float, high: float, step: float | None, sampling: str) -> Config:
    held = {"name": name, "min_value": low, "max_value": high, "step": step, "sampling": sampling}
    return {"class_name": kind, "config": held}


def _choice(name: str, values: Sequence[Any]) -> Config:
    return {"class_name": "Choice", "config": {"name": name, "values": list(values)}}


def _written(**parts: Callable[..., Config]) -> Callable[..., Config]:
    """A space written by hand as keras-tuner writes it; `parts` replaces entries, each called with the arguments."""

    def written(largest: int, lowest: float, highest: float, optimizers: Sequence[str]) -> Config:
        args = largest, lowest, highest, optimizers
        entries = {
            "units": _number("Int", "units", FIRST, largest, FIRST, "linear"),
            "rate": _number("Float", "rate", lowest, highest, None, "log"),
            "optimizer": _choice("optimizer", optimizers),
            "batch_norm": {"class_name": "Boolean", "config": {"name": "batch_norm", "default": False}},
        }
        return {"space": list({**entries, **{name: part(*args) for name, part in parts.items()}}.values())}

    return written


SPACE = Spec(
    id="06.space",
    title=Text(es="El espacio de búsqueda", en="The search space"),
    reference=space,
    cases=space_cases,
    agree=agree,
    seconds=60.0,  # a first import of Keras on a busy machine
    returns=Text(es="lo que da `hp.get_config()`", en="what `hp.get_config()` gives"),
    hints=(
        Text(
            es="Cada hiperparámetro es una llamada: `Int` para enteros, `Float` para decimales, `Choice` para "
            "elegir de una lista y `Boolean` para sí o no. El nombre va primero.",
            en="Each hyper-parameter is one call: `Int` for whole numbers, `Float` for decimals, `Choice` to choose "
            "from a list and `Boolean` for yes or no. The name comes first.",
        ),
        Text(
            es="`hp.Int(nombre, mínimo, máximo, step=…)` incluye los dos extremos. A una tasa que cambia de orden "
            "de magnitud le hace falta `sampling='log'`.",
            en="`hp.Int(name, minimum, maximum, step=…)` includes both ends. A rate that changes its order of "
            "magnitude needs `sampling='log'`.",
        ),
        Text(
            es="`hp.Int('units', 16, largest, step=16)`, `hp.Float('rate', lowest, highest, sampling='log')`, "
            "`hp.Choice('optimizer', optimizers)` y `hp.Boolean('batch_norm')`.",
            en="`hp.Int('units', 16, largest, step=16)`, `hp.Float('rate', lowest, highest, sampling='log')`, "
            "`hp.Choice('optimizer', optimizers)` and `hp.Boolean('batch_norm')`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "linear_rate",
            _written(rate=lambda _, low, high, __: _number("Float", "rate", low, high, None, "linear")),
            Text(
                es="Tu `rate` se reparte por igual entre los extremos, y así nueve de cada diez sorteos caen en "
                "el último factor de 10. Falta `sampling='log'`.",
                en="Your `rate` is spread evenly between the ends, and so nine draws in ten fall in the last "
                "factor of 10. `sampling='log'` is missing.",
            ),
        ),
        Misconception(
            "exponents",
            _written(
                rate=lambda _, low, high, __: _number(
                    "Float", "rate", math.log10(low), math.log10(high), None, "linear"
                )
            ),
            Text(
                es="`rate` toma los exponentes, no las tasas: serían negativas. Da los extremos como son y deja el "
                "logaritmo a `sampling='log'`.",
                en="`rate` takes the exponents, not the rates: they would be negative. Give the ends as they are, and "
                "leave the logarithm to `sampling='log'`.",
            ),
        ),
        Misconception(
            "rate_ends",
            _written(rate=lambda _, low, high, __: _choice("rate", [low, high])),
            Text(
                es="`Choice` elige entre lo que hay en la lista: `rate` solo puede valer uno de los dos extremos. Para "
                "todo lo de en medio, `Float`.",
                en="`Choice` chooses among what is in the list: `rate` can only be one of the two ends. For all that "
                "lies between, `Float`.",
            ),
        ),
        Misconception(
            "no_step",
            _written(units=lambda largest, *_: _number("Int", "units", FIRST, largest, 1, "linear")),
            Text(
                es="`units` va de uno en uno: 16, 17, 18… Una neurona más o menos no se nota, y el espacio crece 16 "
                "veces. Falta `step=16`.",
                en="`units` goes one by one: 16, 17, 18… One unit more or less goes unnoticed, and the space grows 16 "
                "times. `step=16` is missing.",
            ),
        ),
        Misconception(
            "multiplied",
            _written(units=lambda largest, *_: _number("Int", "units", FIRST, largest, FIRST, "log")),
            Text(
                es="Con `sampling='log'`, el paso **multiplica**: 16, 256… Para sumar 16 cada vez, deja `units` sin "
                "`sampling`.",
                en="With `sampling='log'` the step **multiplies**: 16, 256… To add 16 each time, leave `units` without "
                "`sampling`.",
            ),
        ),
        Misconception(
            "one_optimizer",
            _written(optimizer=lambda *args: _choice("optimizer", args[3][:1])),
            Text(
                es="El optimizador no se busca: solo puede ser el primero. Dale a `Choice` la lista entera.",
                en="The optimizer is not searched for: it can only be the first. Give `Choice` the whole list.",
            ),
        ),
    ),
)
