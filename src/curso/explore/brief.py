"""Numbers as short as they can be, for cells and nodes: 114, −0.33, 0.0417."""

from __future__ import annotations

from curso.explore.figure import RAISED

DUST = 1e-9  # what rounding leaves of a sum that is 0


def brief(value: float) -> str:
    """Whole numbers as they are, others with three digits; "3.1·10⁷" from a hundred thousand on."""
    size = abs(float(value))
    if size < DUST:
        return "0"
    if size >= 99_999.5 or size < 0.000_95:
        digits, exponent = f"{size:.1e}".split("e")
        written = f"{digits}·10{str(int(exponent)).translate(RAISED)}"
    elif size >= 999.5 or abs(size - round(size)) < DUST:
        written = f"{size:.0f}"
    else:
        written = f"{size:.3g}"
    return f"−{written}" if value < 0 else written


def held(value: float) -> str:
    """The same, in brackets if it is negative."""
    return f"({written})" if (written := brief(value)).startswith("−") else written
