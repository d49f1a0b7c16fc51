"""pandas tables of plain columns, taken apart into plain values and put together again."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from curso.exercises.plain import ARRAY_KINDS


def is_table(value: Any) -> bool:
    """Whether `value` is a DataFrame or a Series; pandas is not imported for that."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and type(value) in (pandas.DataFrame, pandas.Series)


def disassemble(table: Any) -> dict[str, Any]:
    """The parts of a table, plain. Raises TypeError for one with other columns than numbers, dates and texts."""
    import pandas as pd

    plain_index = isinstance(table.index, pd.RangeIndex) and table.index.equals(pd.RangeIndex(len(table)))
    columns = [table] if isinstance(table, pd.Series) else [table.iloc[:, i] for i in range(table.shape[1])]
    return {
        "series": isinstance(table, pd.Series),
        "names": [column.name for column in columns],
        "columns": [_column(column) for column in columns],
        "length": len(table),
        "index": None if plain_index else _column(table.index),
        "index name": table.index.name,
    }


def _column(column: Any) -> tuple[str, Any]:
    """Which type the column has, and its values: an array, or a list where they are texts."""
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in ARRAY_KINDS:
        return "", column.to_numpy()
    values = column.to_list()
    if not all(value is None or isinstance(value, (str, bool, int, float)) for value in values):
        raise TypeError(f"a column of {column.dtype} is not plain")
    return str(column.dtype), values


def assemble(parts: dict[str, Any]) -> Any:
    """The table that was taken apart."""
    import pandas as pd

    index = pd.RangeIndex(parts["length"]) if parts["index"] is None else pd.Index(_values(parts["index"]))
    index.name = parts["index name"]
    columns = [pd.Series(_values(column), index=index) for column in parts["columns"]]
    if parts["series"]:
        return columns[0].rename(parts["names"][0])
    table = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=index)
    table.columns = parts["names"]
    return table


def _values(column: tuple[str, Any]) -> Any:
    import pandas as pd

    kind, values = column
    return pd.array(values, dtype=kind) if kind else values
