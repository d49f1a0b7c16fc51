"""What the picture of a kernel says: the sum of its cell written out, and the whole of it for who cannot see it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from curso.explore.brief import brief, held
from curso.text import Text, join, verbatim

if TYPE_CHECKING:
    from curso.explore.convolution import Config, State
    from curso.explore.kernels import Matrix

LINE = 108  # characters that fit side by side
TOLD = 49  # cells of an output that is told in full

OUTPUT = Text(es="salida", en="output")
FROM_PADDING = Text(
    es="De los {n} valores de la ventana, {zeros} son ceros del relleno.",
    en="Of the {n} values in the window, {zeros} are zeros of the padding.",
)
ALL_FROM_IMAGE = Text(
    es="Los {n} valores de la ventana salen de la imagen.",
    en="All {n} values in the window come from the image.",
)
ONE_FROM_IMAGE = Text(
    es="El único valor de la ventana sale de la imagen.",
    en="The only value in the window comes from the image.",
)
PICTURE = Text(
    es="Imagen de {rows} × {columns}, padding='{padding}', paso {stride}, dilatación {dilation}; núcleo {kernel}. "
    "La salida mide {out_rows} × {out_columns}. Con la ventana en su casilla de fila {row} y columna {column}: {sum}.",
    en="Image of {rows} × {columns}, padding='{padding}', stride {stride}, dilation {dilation}; kernel {kernel}. "
    "The output is {out_rows} × {out_columns}. With the window at its cell in row {row} and column {column}: {sum}.",
)
IN_FULL = Text(es="Salida completa: {output}.", en="The whole output: {output}.")
RANGE = Text(es="La salida va de {low} a {high}.", en="The output goes from {low} to {high}.")
CLIPPED = Text(
    es="{below} casillas quedan por debajo de 0 y {above} por encima de {white}.",
    en="{below} cells are below 0 and {above} above {white}.",
)


def written(config: Config, now: State) -> Text:
    """The sum that makes the cell, without the products that are 0: "output[0, 0] = 5·60 − 113 − 73 = 114"."""
    terms = [
        _term(weight, value)
        for weights, values in zip(config.kernel, now.window, strict=True)
        for weight, value in zip(weights, values, strict=True)
        if weight and value
    ]
    row, column = config.place
    products = "".join(terms).removeprefix(" + ").replace(" − ", "−", 1 if terms and terms[0][1] == "−" else 0)
    total = brief(now.output[row, column])
    return OUTPUT + verbatim(f"[{row}, {column}] = " + (f"{products} = {total}" if terms else total))


def _term(weight: float, value: float) -> str:
    """One product with its sign before it; a factor 1 is not written."""
    size = abs(weight)
    return (" − " if weight < 0 else " + ") + (held(value) if size == 1 else f"{brief(size)}·{held(value)}")


def lines(config: Config, now: State) -> list[str]:
    """The sum in lines that fit, and where the values of the window come from."""
    n = now.window.size
    if now.from_padding:
        source = FROM_PADDING.format(n=n, zeros=now.from_padding)
    else:
        source = ALL_FROM_IMAGE.format(n=n) if n > 1 else ONE_FROM_IMAGE
    return [*textwrap.wrap(str(written(config, now)), LINE, subsequent_indent="    "), str(source)]


def described(config: Config, now: State) -> Text:
    """The picture in words."""
    rows, columns = len(config.image), len(config.image[0])
    row, column = config.place
    said = PICTURE.format(
        rows=rows,
        columns=columns,
        padding=config.padding,
        stride=config.stride,
        dilation=config.dilation,
        kernel=_rows(config.kernel),
        out_rows=config.size[0],
        out_columns=config.size[1],
        row=row,
        column=column,
        sum=written(config, now),
    )
    output = now.output
    if output.size <= TOLD:
        values = IN_FULL.format(output=_rows(tuple(map(tuple, output.tolist()))))
    else:
        values = RANGE.format(low=brief(output.min()), high=brief(output.max()))
    below, above = int((output < 0).sum()), int((output > config.white).sum())
    return join([said, values, CLIPPED.format(below=below, above=above, white=brief(config.white))])


def _rows(rows: Matrix) -> str:
    return "; ".join(f"({', '.join(map(brief, row))})" for row in rows)
