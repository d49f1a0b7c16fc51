"""Spec of `03.params`: how many numbers each layer of a row trains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import numpy as np

from curso.exercises.agree import close
from curso.exercises.module_03.layer_shapes import Layer, Shape, draw_rows, shapes
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def params(input_shape: Shape, layer_list: Sequence[Layer]) -> list[int]:
    """How many parameters each layer has, in order."""
    # es: lo que recibe cada capa es lo que sale de la anterior; la primera recibe la entrada
    # en: what each layer gets is what comes out of the one before; the first gets the input
    arriving = [tuple(input_shape), *shapes(input_shape, layer_list)]
    counts = []
    for (name, settings), shape in zip(layer_list, arriving, strict=False):
        if name == "Dense":
            units = settings["units"]
            # es: el kernel es (último eje, unidades), haya los ejes que haya delante
            # en: the kernel is (last axis, units), however many axes come before
            count = shape[-1] * units
            if settings.get("use_bias", True):
                count += units
        else:
            # es: las demás mueven o cambian valores; no tienen nada que entrenar
            # en: the others move or change values; they have nothing to train
            count = 0
        counts.append(count)
    return counts


def params_cases(rng: np.random.Generator) -> Sequence[Case]:
    """The lesson's sample with `Dropout`, then rows in which one of the dense layers has no bias."""
    hidden: list[Layer] = [("Dense", {"units": 64}), ("Dropout", {"rate": 0.4})]
    by_hand = ((25,), [*hidden, *hidden, ("Dense", {"units": 5})])
    cases = [Case(by_hand, Text(es="el ejemplo de Dropout", en="the sample with Dropout"))]
    for shape, layers in draw_rows(rng):
        last = max(i for i, (name, _) in enumerate(layers) if name == "Dense")
        without = ("Dense", {**layers[last][1], "use_bias": False})
        cases.append(Case((shape, [*layers[:last], without, *layers[last + 1 :], ("Dense", {"units": 3})])))
    return cases


Count = Callable[[Shape, int, bool], int]


def _dense(count: Count, elsewhere: Callable[[Shape], int] = lambda shape: 0) -> Callable[..., list[int]]:
    """A counter with another rule for `Dense`, or for the layers that have no weights."""

    def wrong(input_shape: Shape, layers: Sequence[Layer]) -> list[int]:
        arriving = [tuple(input_shape), *shapes(input_shape, layers)]
        return [
            count(shape, settings["units"], settings.get("use_bias", True)) if name == "Dense" else elsewhere(shape)
            for (name, settings), shape in zip(layers, arriving, strict=False)
        ]

    return wrong


def _right(shape: Shape, units: int, bias: bool) -> int:
    return (shape[-1] + bias) * units


def _always_the_input(input_shape: Shape, layers: Sequence[Layer]) -> list[int]:
    return [params(input_shape, [layer])[0] if layer[0] == "Dense" else 0 for layer in layers]


def _total(input_shape: Shape, layers: Sequence[Layer]) -> Any:
    return sum(params(input_shape, layers))


PARAMS = Spec(
    id="03.params",
    title=Text(es="Los parámetros de cada capa", en="The parameters of each layer"),
    reference=params,
    cases=params_cases,
    agree=close(rtol=0, atol=1e-6),
    returns=Text(es="una lista con un número entero por capa", en="a list with one whole number per layer"),
    seconds=5.0,
    hints=(
        Text(
            es="De estas capas solo una tiene algo que entrenar. Lo que cuesta depende de la forma que le llega: "
            "¿quién te la da?",
            en="Only one of these layers has anything to train. What it costs depends on the shape that reaches it: "
            "who gives you that?",
        ),
        Text(
            es="`[input_shape, *shapes(input_shape, layer_list)]` tiene, en el puesto i, lo que recibe la capa i. De "
            "esa forma a `Dense` solo le importa el último eje.",
            en="`[input_shape, *shapes(input_shape, layer_list)]` has, in place i, what layer i gets. Of that shape "
            "`Dense` cares only for the last axis.",
        ),
        Text(
            es='Una `Dense` aporta `shape[-1] * units`, más `units` si `settings.get("use_bias", True)`; las demás '
            "aportan 0.",
            en='A `Dense` brings `shape[-1] * units`, plus `units` if `settings.get("use_bias", True)`; the others '
            "bring 0.",
        ),
    ),
    misconceptions=(
        Misconception(
            "no_bias",
            _dense(lambda shape, units, bias: shape[-1] * units),
            Text(
                es="Cuentas los pesos y ningún sesgo. Salvo con `use_bias=False`, cada unidad tiene uno.",
                en="You count the weights and no bias. Unless there is a `use_bias=False`, each unit has one.",
            ),
        ),
        Misconception(
            "bias_always",
            _dense(lambda shape, units, bias: (shape[-1] + 1) * units),
            Text(
                es="Cuentas sesgos donde no los hay: mira qué capas llevan `use_bias=False`.",
                en="You count biases where there are none: see which layers have `use_bias=False`.",
            ),
        ),
        Misconception(
            "one_bias_a_layer",
            _dense(lambda shape, units, bias: shape[-1] * units + bias),
            Text(
                es="Pones un sesgo por capa. El sesgo es un vector: uno por unidad.",
                en="You count one bias per layer. The bias is a vector: one per unit.",
            ),
        ),
        Misconception(
            "all_the_axes",
            _dense(lambda shape, units, bias: (prod(shape) + bias) * units),
            Text(
                es="Das un peso a cada valor de la muestra. Sin `Flatten`, `Dense` usa el mismo kernel en cada paso: "
                "solo cuenta el último eje.",
                en="You give each value of the sample a weight. Without `Flatten`, `Dense` uses the same kernel at "
                "each step: only the last axis counts.",
            ),
        ),
        Misconception(
            "first_axis",
            _dense(lambda shape, units, bias: (shape[0] + bias) * units),
            Text(
                es="Usas el primer eje de lo que llega. `Dense` multiplica por el último.",
                en="You use the first axis of what arrives. `Dense` multiplies along the last.",
            ),
        ),
        Misconception(
            "always_the_input",
            _always_the_input,
            Text(
                es="Todas tus capas reciben la entrada. Cada una recibe lo que sale de la anterior.",
                en="All your layers get the input. Each of them gets what comes out of the one before.",
            ),
        ),
        Misconception(
            "values_counted",
            _dense(_right, elsewhere=prod),
            Text(
                es="Das parámetros a capas que solo dejan pasar valores. Un valor que pasa no se entrena.",
                en="You give parameters to layers that only let values through. A value that goes through is not "
                "trained.",
            ),
        ),
        Misconception(
            "total",
            _total,
            Text(
                es="Has dado el total. Se pide una lista: los de cada capa, aunque sean 0.",
                en="You gave the total. A list is asked for: those of each layer, even if it is 0.",
            ),
        ),
    ),
)
