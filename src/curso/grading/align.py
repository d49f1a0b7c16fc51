"""Finds, in a submitted notebook, the cells of the released one: what nbgrader needs in order to grade it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from curso.grading.notes import exercise_name

VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass
class _Match:
    """Where the cells of the release lie in the submission: index by index, None for a lost one."""

    place: dict[int, int | None]
    how: dict[int, str]


def align(nb: Any, released: Any) -> list[tuple[str, str]]:
    """Give the cells of `nb` the metadata that the release gave them; put back graded cells that are gone.

    A cell is recognised by its grade id, else its cell id, else its source, else its first line. Locked cells
    get the released source. Cells that are not of the release lose their nbgrader metadata, so that they can't
    claim points. Returns what was noticed, as (code of a note, exercise).
    """
    wanted = [i for i, cell in enumerate(released.cells) if "nbgrader" in cell.metadata]
    noticed: list[tuple[str, str]] = []
    match = _match(nb, released, wanted, noticed)
    originals = {place: i for i, place in match.place.items() if place is not None}
    for place, cell in enumerate(nb.cells):
        if place in originals:
            noticed += _repaired(cell, released.cells[originals[place]], match.how[originals[place]])
        else:
            cell.metadata.pop("nbgrader", None)
    for i, cell in _lost(released, wanted, match):
        noticed.append(("restored", exercise_name(cell.metadata.nbgrader.grade_id)))
        _insert(nb, copy.deepcopy(cell), _place_for(i, released, match), match)
    return noticed


def _match(nb: Any, released: Any, wanted: list[int], noticed: list[tuple[str, str]]) -> _Match:
    match = _Match({}, {})
    taken: set[int] = set()
    for how, alike in (("id", _same_grade_id), ("retagged", _same_cell_id), ("retagged", _same_source)):
        for i in wanted:
            if match.place.get(i) is not None:
                continue
            original = released.cells[i]
            found = [p for p, cell in enumerate(nb.cells) if p not in taken and alike(cell, original)]
            match.place[i] = _best(nb, original, found)
            match.how[i] = how
            if found:
                taken.update(found if how == "id" else [found[-1]])
            if how == "id" and len(found) > 1:
                noticed.append(("duplicated", exercise_name(original.metadata.nbgrader.grade_id)))
    return match


def _best(nb: Any, original: Any, found: list[int]) -> int | None:
    """Of several candidates the last one that the student worked in, else the last."""
    worked = [p for p in found if nb.cells[p].source.strip() != original.source.strip()]
    editable = not original.metadata.nbgrader.get("locked")
    return (worked if worked and editable else found or [None])[-1]  # type: ignore[list-item]


def _same_grade_id(cell: Any, original: Any) -> bool:
    tagged = cell.metadata.get("nbgrader")
    return isinstance(tagged, dict) and tagged.get("grade_id") == original.metadata.nbgrader.grade_id


def _same_cell_id(cell: Any, original: Any) -> bool:
    # Colab keeps the id in the metadata of the cell.
    ids = {cell.get("id"), cell.metadata.get("id")} - {None}
    return bool(ids) and original.get("id") in ids and cell.cell_type == original.cell_type


def _same_source(cell: Any, original: Any) -> bool:
    if cell.cell_type != original.cell_type:
        return False
    mine, theirs = cell.source.strip(), original.source.strip()
    if mine == theirs:
        return bool(theirs)
    first = theirs.partition("\n")[0]
    return len(first) > 3 and not original.metadata.nbgrader.get("locked") and mine.startswith(first)


def _repaired(cell: Any, original: Any, how: str) -> Iterator[tuple[str, str]]:
    tags = original.metadata.nbgrader
    name = exercise_name(tags.grade_id)
    if how == "retagged" and (tags.get("grade") or tags.get("solution")):
        yield "retagged", name
    if cell.cell_type != original.cell_type:
        as_type(cell, original.cell_type)
    if tags.get("locked") and cell.source.strip() != original.source.strip():
        if tags.get("grade"):
            yield "edited", name
        cell.source = original.source
    elif tags.get("locked"):
        cell.source = original.source
    cell.metadata["nbgrader"] = copy.deepcopy(tags)


def as_type(cell: Any, cell_type: str) -> None:
    """Turn a cell into a code or a markdown cell, keeping its source."""
    cell.cell_type = cell_type
    if cell_type == "code":
        cell.outputs = []
        cell.execution_count = None
        cell.pop("attachments", None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _lost(released: Any, wanted: list[int], match: _Match) -> list[tuple[int, Any]]:
    cells = [(i, released.cells[i]) for i in wanted if match.place.get(i) is None]
    return [(i, cell) for i, cell in cells if cell.metadata.nbgrader.get("grade")]


def _place_for(i: int, released: Any, match: _Match) -> int | None:
    """After the nearest cell of the release that comes before; at the end when the exercise itself is lost."""
    for before in range(i - 1, -1, -1):
        if "nbgrader" not in released.cells[before].metadata:
            continue
        place = match.place.get(before)
        if place is not None:
            return place + 1
        if released.cells[before].metadata.nbgrader.get("solution"):
            return None
    return None


def _insert(nb: Any, cell: Any, place: int | None, match: _Match) -> None:
    position = len(nb.cells) if place is None else place
    nb.cells.insert(position, cell)
    for i, other in match.place.items():
        if other is not None and other >= position:
            match.place[i] = other + 1


def unique_ids(nb: Any) -> None:
    """Make the notebook format 4.5, with a valid cell id, once only, for every cell."""
    nb.nbformat, nb.nbformat_minor = 4, 5
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells, start=1):
        wish = cell.get("id") or cell.metadata.get("id")
        if not isinstance(wish, str) or not VALID_ID.fullmatch(wish) or wish in seen:
            wish = f"cell-{number}"
        while wish in seen:
            wish += "-x"
        cell["id"] = wish
        seen.add(wish)
