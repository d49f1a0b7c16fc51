"""What the picture of a network says at each step: which layer computes, and one of its numbers written out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from curso.explore.figure import number
from curso.models.activations import ACTIVATIONS
from curso.text import Text, join, verbatim

if TYPE_CHECKING:
    from curso.explore.flow import Config, State

SMALL = "₁₂₃"
SYMBOL = {"tanh": "tanh", "sigmoid": "σ", "relu": "relu", "linear": "f"}

INPUTS = Text(es="Paso {step} de {last}: las entradas", en="Step {step} of {last}: the inputs")
FORWARD = Text(
    es="Paso {step} de {last}, hacia delante, capa {layer}: suma ponderada z y activación f(z)",
    en="Step {step} of {last}, forward, layer {layer}: weighted sum z and activation f(z)",
)
LOSS = Text(
    es="Paso {step} de {last}: la pérdida J compara la salida ŷ con el objetivo y",
    en="Step {step} of {last}: the loss J compares the output ŷ with the target y",
)
BACKWARD = Text(
    es="Paso {step} de {last}, hacia atrás, capa {layer}: la regla de la cadena",
    en="Step {step} of {last}, backward, layer {layer}: the chain rule",
)
GUESS = Text(es="Antes de seguir: ¿cuánto valdrá {name}?", en="Before you go on: what will {name} be?")
FOR = Text(es="Para {name}:  ", en="For {name}:  ")
WEIGHT = Text(es="Peso de {source} a {name}:  ", en="Weight from {source} to {name}:  ")
PICTURE = Text(
    es="Dibujo de una red {shape}: columnas de nodos unidas por pesos y, al final, la pérdida. Los números conocidos "
    "hasta ahora están escritos en nodos y conexiones: {numbers}. {stage}.",
    en="Drawing of a {shape} network: columns of nodes joined by weights and, at the end, the loss. The numbers known "
    "so far are written on nodes and connections: {numbers}. {stage}.",
)


def name_of(config: Config, column: int, unit: int) -> str:
    """What a node is called: x₁, h₁ (g₁ in a second hidden layer), ŷ. Columns and units count from 0."""
    if column == config.layers:
        return "ŷ"
    return "xhg"[column] + SMALL[unit]


def working_layer(config: Config) -> tuple[int, int]:
    """The layer, counted from 1, that works at the step of `config` and its direction, 1 or −1; (0, 0) if none."""
    step, layers = config.now, config.layers
    if 1 <= step <= layers:
        return step, 1
    return (2 * layers + 2 - step, -1) if step > layers + 1 else (0, 0)


def stage(config: Config) -> Text:
    """The step in one sentence."""
    layer, direction = working_layer(config)
    said = {1: FORWARD, -1: BACKWARD, 0: LOSS if config.now else INPUTS}[direction]
    return said.format(step=config.now, last=config.last, layer=layer)


def explained(config: Config, now: State) -> list[Text]:
    """One or two lines with the arithmetic of the step, for the first unit of the layer that works."""
    layer, direction = working_layer(config)
    if direction:
        return (_forward if direction > 0 else _backward)(config, now, layer)
    return [_loss(config, now)] if config.now else [GUESS.format(name=name_of(config, 1, 0))]


def _forward(config: Config, now: State, layer: int) -> list[Text]:
    name, f = name_of(config, layer, 0), SYMBOL[_activation(config, layer)]
    weights, bias = [row[0] for row in config.weights[layer - 1]], config.biases[layer - 1][0]
    z, a = now.sums[layer - 1][0], now.outputs[layer][0]
    products = " + ".join(_times(x, w) for x, w in zip(now.outputs[layer - 1], weights, strict=True))
    written = verbatim(f"z = {products} + {_held(bias)} = {short(z)}")
    return [FOR.format(name=name) + written, verbatim(f"{name} = {f}(z) = {f}({short(z)}) = {short(a)}")]


def _loss(config: Config, now: State) -> Text:
    output, y = now.outputs[-1][0], config.y
    if config.loss == "mse":
        return verbatim(f"J = (ŷ − y)² = ({short(output)} − {_held(y)})² = {short(now.loss)}")
    return verbatim(
        f"J = −y ln ŷ − (1 − y) ln(1 − ŷ) = −{short(y)} ln {short(output)} − {short(1 - y)} ln {short(1 - output)}"
        f" = {short(now.loss)}"
    )


def _backward(config: Config, now: State, layer: int) -> list[Text]:
    name, source = name_of(config, layer, 0), name_of(config, layer - 1, 0)
    delta, a = now.deltas[layer - 1][0], now.outputs[layer - 1][0]
    through = _from_the_loss(config, now) if layer == config.layers else _from_ahead(config, now, layer)
    gradient = verbatim(f"∂J/∂w = {source}·δ = {_times(a, delta)} = {short(now.gradients[layer - 1][0, 0])}")
    return [
        FOR.format(name=name) + verbatim(f"δ = ∂J/∂z = {through} = {short(delta)} = ∂J/∂b"),
        WEIGHT.format(source=source, name=name) + gradient,
    ]


def _from_the_loss(config: Config, now: State) -> str:
    output, y = now.outputs[-1][0], config.y
    if config.loss == "binary_crossentropy":
        return f"ŷ − y = {short(output)} − {short(y)}"
    return f"2(ŷ − y)·f′(z) = 2·({short(output)} − {_held(y)})·{_held(_slope(config, now, config.layers))}"


def _from_ahead(config: Config, now: State, layer: int) -> str:
    """What comes back over the weights that leave the unit, times the slope of its activation."""
    pairs = zip(config.weights[layer][0], now.deltas[layer], strict=True)
    back = " + ".join(_times(w, delta) for w, delta in pairs)
    name = name_of(config, layer, 0)
    return f"∂J/∂{name}·f′(z) = ({back})·{_held(_slope(config, now, layer))}"


def _slope(config: Config, now: State, layer: int) -> float:
    return float(ACTIVATIONS[_activation(config, layer)].derivative(now.sums[layer - 1])[0])


def _activation(config: Config, layer: int) -> str:
    return config.output if layer == config.layers else config.hidden


def _times(a: float, b: float) -> str:
    return f"{_held(a)}·{_held(b)}"


def short(value: float) -> str:
    """A number with up to three decimals, and none that says nothing: "0.5", "−0.423"; "6.7·10⁻⁴" below that."""
    if (value and abs(value) < 0.001) or abs(value) >= 1e4:
        return number(value)
    return f"{value + 0.0:.3f}".rstrip("0").rstrip(".").replace("-", "−")


def _held(value: float) -> str:
    """A number, in brackets if it is negative."""
    return f"({written})" if (written := short(value)).startswith("−") else written


def in_words(config: Config, now: State) -> Text:
    """The whole drawing as sentences: every number that it shows, the step, and its arithmetic."""
    said = PICTURE.format(
        shape="-".join(map(str, config.sizes)), numbers="; ".join(_numbers(config, now)), stage=stage(config)
    )
    return join([said, *explained(config, now)])


def _numbers(config: Config, now: State) -> Iterator[str]:
    """Nodes, loss and weights that are known at the step of `config`, one by one."""
    for column, values in enumerate(now.outputs[: config.now + 1]):
        for unit, value in enumerate(values):
            yield f"{name_of(config, column, unit)} = {short(float(value))}"
    yield f"y = {short(config.y)}"
    if config.now > config.layers:
        yield f"J = {short(now.loss)}"
    for layer, weights in enumerate(config.weights):
        known = config.now > 2 * config.layers - layer
        for (i, j), weight in np.ndenumerate(weights):
            gradient = f" (∂ = {short(float(now.gradients[layer][i, j]))})" if known else ""
            yield f"{name_of(config, layer, i)}→{name_of(config, layer + 1, j)} {short(float(weight))}{gradient}"
        for unit, delta in enumerate(now.deltas[layer] if known else ()):
            yield f"δ({name_of(config, layer + 1, unit)}) = {short(float(delta))}"
