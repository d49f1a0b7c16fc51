"""What the picture of a recurrent cell says: its step in numbers, and the whole of it for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curso.explore.brief import brief, held
from curso.text import Text, join, verbatim

if TYPE_CHECKING:
    from curso.explore.unrolled import Config, State

SMALL = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SYMBOL = {"tanh": "tanh", "sigmoid": "σ", "relu": "relu", "linear": "Σ"}

STEP = Text(
    es="Paso {step} de {last}: la misma celda y los mismos pesos, ahora con {x} y {before}",
    en="Step {step} of {last}: the same cell and the same weights, now with {x} and {before}",
)
AT_START = Text(
    es="Paso 0 de {last}: aún no se ha leído nada; la memoria es h₀ = {start}",
    en="Step 0 of {last}: nothing has been read yet; the memory is h₀ = {start}",
)
GUESS = Text(es="Antes de seguir: ¿cuánto valdrá h₁?", en="Before you go on: what will h₁ be?")
ECHOES = Text(
    es="El eco de cada x en {h} (∂{h}/∂x): {echoes}",
    en="The echo of each x in {h} (∂{h}/∂x): {echoes}",
)
PICTURE = Text(
    es="Una celda recurrente con un bucle y, al lado, desenrollada (pasos: {last}). wₓ = {w_x}, wₕ = {w_h}, b = {b}, "
    "activación {activation}. Entradas: {x}.",
    en="A recurrent cell with a loop and, beside it, unrolled (steps: {last}). wₓ = {w_x}, wₕ = {w_h}, b = {b}, "
    "activation {activation}. Inputs: {x}.",
)
STATES = Text(es="Estados: {states}.", en="States: {states}.")


def sub(letter: str, t: int) -> str:
    """A letter with a small number below: "h₃"."""
    return letter + str(t).translate(SMALL)


def equals(name: str, value: float) -> str:
    """A name with its value: "wₕ = 0.6"."""
    return f"{name} = {brief(value)}"


def stage(config: Config) -> Text:
    """The step in one sentence."""
    t, last = config.now, len(config.x)
    if t == 0:
        return AT_START.format(last=last, start=brief(config.start))
    return STEP.format(step=t, last=last, x=sub("x", t), before=sub("h", t - 1))


def explained(config: Config, now: State) -> list[Text]:
    """The arithmetic of the step: its sum and its activation."""
    t = config.now
    if t == 0:
        return [GUESS]
    z, h, f = sub("z", t), sub("h", t), SYMBOL[config.activation]
    linear = config.activation == "linear"
    factors = ((config.w_x, config.x[t - 1]), (config.w_h, now.states[t - 1]))
    products = " + ".join(f"{held(w)}·{held(value)}" for w, value in factors)
    names = f"wₓ·{sub('x', t)} + wₕ·{sub('h', t - 1)} + b"
    value, result = brief(now.sums[t - 1]), brief(now.states[t])
    applied = f"{z} = {result}" if linear else f"{f}({z}) = {f}({value}) = {result}"
    return [verbatim(f"{z} = {names} = {products} + {held(config.b)} = {value}"), verbatim(f"{h} = {applied}")]


def _sentence(said: list[Text]) -> Text:
    return said[0] if len(said) == 1 else join(said, "; ") + verbatim(".")


def described(config: Config, now: State) -> Text:
    """The picture in words."""
    t = config.now
    parts = [
        PICTURE.format(
            last=len(config.x),
            w_x=brief(config.w_x),
            w_h=brief(config.w_h),
            b=brief(config.b),
            activation=config.activation,
            x=", ".join(map(brief, config.x)),
        ),
        stage(config) + verbatim("."),
        _sentence(explained(config, now)),
        STATES.format(states=", ".join(equals(sub("h", i), h) for i, h in enumerate(now.states[: t + 1]))),
    ]
    if t:
        echoes = "; ".join(f"{sub('x', i)}: {brief(echo)}" for i, echo in enumerate(now.echoes, 1))
        parts.append(ECHOES.format(h=sub("h", t), echoes=echoes) + verbatim("."))
    return join(parts)
