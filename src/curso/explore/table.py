"""A table of numbers that the reader may change, with tables ready to choose from, as one control of the shell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from curso.text import Text

OWN = Text(es="propio", en="your own")
PLACE = Text(es="fila {row}, columna {column}", en="row {row}, column {column}")

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Table:
    """Rows of numbers that the reader may change.

    Parameters
    ----------
    name : what it is called on screen.
    value : its numbers at first.
    most : the largest size of a number.
    ready : tables with names to choose from; those of another shape than `value` are left out.
    """

    name: Text
    value: Rows
    most: float
    ready: Sequence[tuple[Text, Rows]] = ()


def control(table: Table) -> Any:
    """An ipywidgets box with a menu and a field for each number; its trait `value` holds the rows."""
    import ipywidgets as widgets
    from traitlets import Tuple

    name = str(table.name)
    fields = [[_field(table, row, column) for column in range(len(table.value[0]))] for row in range(len(table.value))]
    alike = [(text, rows) for text, rows in table.ready if _shape(rows) == _shape(table.value)]
    options = [(str(OWN), -1), *((str(text), i) for i, (text, _) in enumerate(alike))]
    menu = widgets.Dropdown(
        options=options,
        value=_which(alike, table.value),
        description=name,
        style={"description_width": "initial"},
        layout=widgets.Layout(width=f"{6 + (len(name) + max(len(said) for said, _ in options)) * 0.6:.0f}em"),
    )
    grid = widgets.GridBox(
        [field for row in fields for field in row],
        layout=widgets.Layout(grid_template_columns=f"repeat({len(fields[0])}, 5.2em)", grid_gap="0"),
    )
    head = menu if alike else widgets.Label(name)
    whole = widgets.HBox([head, grid], layout=widgets.Layout(align_items="center"))
    whole.add_traits(value=Tuple(table.value))

    def edited(_: object = None) -> None:
        whole.value = tuple(tuple(float(field.value) for field in row) for row in fields)

    def chosen(change: Any) -> None:
        if change["new"] >= 0:
            whole.value = alike[change["new"]][1]

    def follow(change: Any) -> None:
        menu.value = _which(alike, change["new"])
        for row, numbers in zip(fields, change["new"], strict=True):
            for field, number in zip(row, numbers, strict=True):
                field.unobserve(edited, names="value")
                field.value = number
                field.observe(edited, names="value")

    for row in fields:
        for field in row:
            field.observe(edited, names="value")
    menu.observe(chosen, names="value")
    whole.observe(follow, names="value")
    return whole


def _field(table: Table, row: int, column: int) -> Any:
    """One number. Its name takes no room, but a screen reader says it."""
    import ipywidgets as widgets

    name = f"{table.name}: {PLACE.format(row=row, column=column)}"
    return widgets.BoundedFloatText(
        value=table.value[row][column],
        min=-table.most,
        max=table.most,
        description=name,
        tooltip=name,
        style={"description_width": "0"},
        layout=widgets.Layout(width="5em", margin="1px"),
    )


def _shape(rows: Rows) -> tuple[int, int]:
    return len(rows), len(rows[0])


def _which(alike: Sequence[tuple[Text, Rows]], rows: Rows) -> int:
    """Which of the tables these numbers are, or −1."""
    return next((i for i, (_, known) in enumerate(alike) if known == rows), -1)
