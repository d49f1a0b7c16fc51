"""Makes a submitted notebook whole: the graded cells of the release, each once, in order, as nbgrader needs them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from curso.grading.lenient import VALID_ID
from curso.grading.markers import answered_by
from curso.grading.match import Match, match, repeated, tags_of
from curso.grading.notes import exercise_name
from curso.text import LANGUAGES, Text, as_language

ELSEWHERE = Text(
    es="# La respuesta de `{exercise}` está en otra celda de este cuaderno.",
    en="# The answer of `{exercise}` is in another cell of this notebook.",
)
# A cell cut off below its function: indented, and returning what no cell can return on its own.
RETURNS = re.compile(r"^[ \t]+return\b", re.MULTILINE)
# What is compared to say that a student's metadata were changed; the rest is put right without a word.
COUNTS = ("grade", "solution", "locked", "points", "task")


def align(nb: Any, released: Any) -> list[tuple[str, str]]:
    """Give the cells of `nb` the metadata that the release gave them, put back what is gone, and its order.

    Locked cells get the released source. Cells that are not of the release lose their nbgrader metadata, so
    that they can't claim points. Returns what was noticed, as (code of a note, exercise).
    """
    found = match(nb, released)
    noticed = list(repeated(nb, released, found))
    graded = {i: nb.cells[found.place[i]] for i in sorted(found.place)}
    anchors = {i: nb.cells[place] for i, place in found.anchors.items()}
    noticed += _joined(nb, released, found)
    noticed += [note for i, cell in graded.items() for note in _repaired(cell, released.cells[i], found.how[i])]
    chosen = {id(cell) for cell in graded.values()}
    blanks = _blanks(released, graded)
    nb.cells = [cell for cell in nb.cells if id(cell) in chosen or cell.source.strip() not in blanks]
    for cell in nb.cells:
        if id(cell) not in chosen:
            cell.metadata.pop("nbgrader", None)
    noticed += _in_order(nb, released, found, graded, anchors)
    return list(dict.fromkeys(noticed))


def _joined(nb: Any, released: Any, found: Match) -> list[tuple[str, str]]:
    """Put the rest of a function, cut off into the cell below, back into the answer's cell."""
    noticed, rests = [], set()
    known = {*found.place.values(), *found.anchors.values()}
    for i, place in found.place.items():
        answer, tags = nb.cells[place], tags_of(released.cells[i])
        for below in range(place + 1, len(nb.cells)):
            cell = nb.cells[below]
            same = tags_of(cell).get("grade_id") == tags.grade_id
            cut_off = cell.cell_type == answer.cell_type == "code" and cell.source.startswith((" ", "\t"))
            if below in known or tags.get("locked") or not cut_off or not (same or RETURNS.search(cell.source)):
                break
            answer.source = f"{answer.source}\n{cell.source}"
            rests.add(id(cell))
            noticed.append(("split", exercise_name(tags.grade_id)))
    nb.cells = [cell for cell in nb.cells if id(cell) not in rests]
    return noticed


def _blanks(released: Any, graded: dict[int, Any]) -> set[str]:
    """The blanks of answers that were given: a copy of one, run later, would undo the answer."""
    blanks = set()
    for i, answer in graded.items():
        original = released.cells[i]
        blank = original.source.strip()
        if original.cell_type == "code" and answered_by(original, blank) == 2 and answer.source.strip() != blank:
            blanks.add(blank)
    return blanks


def _repaired(cell: Any, original: Any, how: str) -> Iterator[tuple[str, str]]:
    tags, given = tags_of(original), tags_of(cell)
    name = exercise_name(tags.grade_id)
    edited = tags.get("locked") and cell.source.strip() != original.source.strip()
    if edited and tags.get("grade"):
        yield "edited", name
    if given.get("grade_id") != tags.grade_id:
        if tags.get("grade") or tags.get("solution"):
            yield "guessed" if how == "guess" else "retagged", name
    elif not edited and (
        cell.cell_type != original.cell_type
        or any(given.get(k) != tags.get(k) for k in COUNTS if k in given or tags.get(k))
    ):
        yield "changed", name
    as_type(cell, original.cell_type)
    if tags.get("locked"):
        cell.source = original.source
    cell.metadata = copy.deepcopy(original.metadata)
    if "id" in original:
        cell["id"] = original["id"]


def as_type(cell: Any, cell_type: str) -> None:
    """Turn a cell into a code or a markdown cell, keeping its source."""
    if cell.cell_type == cell_type:
        return
    cell.cell_type = cell_type
    if cell_type == "code":
        cell.outputs = []
        cell.execution_count = None
        cell.pop("attachments", None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _in_order(
    nb: Any, released: Any, found: Match, graded: dict[int, Any], anchors: dict[int, Any]
) -> Iterator[tuple[str, str]]:
    """Put the graded cells in the order of the release, moving as few as can be; add those that are missing."""
    places = {id(cell): place for place, cell in enumerate(nb.cells)}
    wanted = [i for i, cell in enumerate(released.cells) if "nbgrader" in cell.metadata]
    here = [i for i in wanted if i in graded]
    stay = _staying([(places[id(graded[i])], _weight(graded[i], released.cells[i])) for i in here])
    kept = {here[n] for n in stay}
    moved = {id(graded[i]) for i in here if i not in kept}
    nb.cells = [cell for cell in nb.cells if id(cell) not in moved]
    for i in wanted:
        if i in kept:
            continue
        original = released.cells[i]
        name = exercise_name(tags_of(original).grade_id)
        if i in graded:
            cell = graded[i]
            yield "moved", name
        else:
            cell = copy.deepcopy(original)
            if i in found.merged:
                cell.source = str(ELSEWHERE.to(_language(released)).format(exercise=name))
            yield "merged" if i in found.merged else "restored", name
        nb.cells.insert(_place_for(i, nb, released, graded, anchors, kept), cell)
        graded[i] = cell
        kept.add(i)


def _language(released: Any) -> Any:
    ours = released.metadata.get("curso", {})
    return as_language(ours.get("language")) or LANGUAGES[0]


def _weight(cell: Any, original: Any) -> int:
    """How much better it is to move another: what a student wrote stays where the student wrote it."""
    if tags_of(original).get("locked"):
        return 1
    return 3 if cell.source.strip() == original.source.strip() else 10


def _staying(cells: list[tuple[int, int]]) -> list[int]:
    """Of (place, weight), the positions of those that are in order already, with the greatest weight together."""
    best: list[tuple[int, list[int]]] = []
    for n, (place, weight) in enumerate(cells):
        before = [best[m] for m in range(n) if cells[m][0] < place]
        total, chain = max(before, key=lambda found: found[0], default=(0, []))
        best.append((total + weight, [*chain, n]))
    return max(best, key=lambda found: found[0], default=(0, []))[1]


def _place_for(i: int, nb: Any, released: Any, graded: dict[int, Any], anchors: dict[int, Any], kept: set[int]) -> int:
    """Where cell `i` of the release goes: after the nearest cell that comes before it there and is here too.

    Never before a graded cell that it comes after, nor after one that it comes before.
    """
    places = {id(cell): place for place, cell in enumerate(nb.cells)}
    low = max((places[id(graded[j])] + 1 for j in kept if j < i), default=0)
    high = min((places[id(graded[j])] for j in kept if j > i), default=len(nb.cells))
    for before in range(i - 1, -1, -1):
        if before in kept:
            # A check follows its exercise; an exercise with nothing else to go by is best run late.
            return low if tags_of(released.cells[i]).get("locked") else high
        place = places.get(id(anchors[before])) if before in anchors else None
        if place is not None and low <= place < high:
            return place + 1
    return high


def unique_ids(nb: Any) -> None:
    """Make the notebook format 4.5, with a valid cell id, once only, for every cell; graded cells keep theirs."""
    nb.nbformat, nb.nbformat_minor = 4, 5
    seen: set[str] = set()
    order = sorted(range(len(nb.cells)), key=lambda n: "nbgrader" not in nb.cells[n].metadata)
    for n in order:
        cell = nb.cells[n]
        wish = cell.get("id") or cell.metadata.get("id")
        if not isinstance(wish, str) or not VALID_ID.fullmatch(wish) or wish in seen:
            wish = f"cell-{n + 1}"
        while wish in seen:
            wish += "-x"
        cell["id"] = wish
        seen.add(wish)
