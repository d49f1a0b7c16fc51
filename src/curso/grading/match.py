"""Finds the cells of a released notebook in a submitted one: by ids, then by markers, then by likeness of text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from curso.grading.markers import answered_by, checked, defined
from curso.grading.notes import exercise_name

# How much of a released text has to be in a cell that is recognised by it, and by how much it has to lead.
ALIKE = 0.6
LEAD = 0.15
# Only so many cells, and so much of each, are compared word by word.
COMPARED_CELLS = 6
COMPARED_LENGTH = 3000
WORD = re.compile(r"\w+")


@dataclass
class Match:
    """Where the cells of the release lie in the submission.

    Parameters
    ----------
    place : where each graded cell of the release was found, by index; those that were not found are missing.
    how : "ids", "markers" or "guess", by index in the release.
    anchors : where each of the other cells of the release was found.
    merged : answers that lie in another answer's cell: index in the release, and the place of that cell.
    copies : the other cells that have the ids of a graded cell: index in the release, and their places.
    """

    place: dict[int, int] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)
    anchors: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    copies: dict[int, list[int]] = field(default_factory=dict)

    def take(self, i: int, place: int, how: str) -> None:
        """Cell `i` of the release lies at `place`."""
        self.place[i], self.how[i] = place, how


def tags_of(cell: Any) -> Any:
    """nbgrader's metadata of a cell, empty when there are none or they are no table."""
    tags = cell.metadata.get("nbgrader")
    return tags if isinstance(tags, dict) else {}


def match(nb: Any, released: Any) -> Match:
    """Find every graded cell of `released` in `nb` that can be found without a doubt."""
    return _Matcher(nb, released).match


class _Matcher:
    def __init__(self, nb: Any, released: Any) -> None:
        self.cells, self.originals = nb.cells, released.cells
        self.wanted = [i for i, cell in enumerate(self.originals) if "nbgrader" in cell.metadata]
        self.answers = [i for i in self.wanted if not tags_of(self.originals[i]).get("locked")]
        self.match = Match()
        self.by_tag: dict[str, list[int]] = defaultdict(list)
        self.by_id: dict[str, list[int]] = defaultdict(list)
        for place, cell in enumerate(self.cells):
            for index, name in ((self.by_tag, tags_of(cell).get("grade_id")), (self.by_id, cell.get("id"))):
                if isinstance(name, str):
                    index[name].append(place)
            if isinstance(cell.metadata.get("id"), str):  # where Colab keeps it
                self.by_id[cell.metadata["id"]].append(place)
        self.anchored = self._anchors()
        self.taken: set[int] = set()
        self._answers_by_ids()
        self._answers_by_markers()
        self._checks()
        self._answers_by_likeness()
        self._answers_by_place()

    def _anchors(self) -> set[int]:
        """Find the cells that are not graded, which tell where a lost one was."""
        by_source: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, cell in enumerate(self.cells):
            if not tags_of(cell):
                by_source[cell.cell_type, cell.source.strip()].append(place)
        found: set[int] = set()
        for i, original in enumerate(self.originals):
            if "nbgrader" in original.metadata:
                continue
            places = by_source.get((original.cell_type, original.source.strip()), [])
            named = [p for p in self.by_id.get(original.get("id"), []) if not tags_of(self.cells[p])]
            if len(named) == 1 or (not named and len(places) == 1 and original.source.strip()):
                self.match.anchors[i] = (named or places)[0]
                found.add(self.match.anchors[i])
        return found

    def _with_ids(self, i: int) -> list[int]:
        original = self.originals[i]
        tagged = self.by_tag.get(tags_of(original).grade_id, [])
        named = [p for p in self.by_id.get(original.get("id"), []) if p not in self.anchored]
        return sorted({*tagged, *named})

    def _answers_by_ids(self) -> None:
        """The best of the cells with the right grade id or cell id; an answer before a cell that is none."""
        claims: list[tuple[tuple[int, ...], int]] = []
        for i in self.answers:
            places = self._with_ids(i)
            if places:
                own = self.by_tag.get(tags_of(self.originals[i]).grade_id, [])
                self.match.copies[i] = own if len(own) > 1 else []
                # The student may have answered in the check's cell, or the ids may be on a copy with other code in it.
                places = sorted({*places, *self._check_of(i), *self._defining(i, places)})
            claims += [(self._worth(i, p), i) for p in places]
        for worth, i in sorted(claims, reverse=True):
            place = worth[-1]
            if i not in self.match.place and place not in self.taken:
                self.match.take(i, place, "ids" if worth[4] or worth[5] else "markers")
                self.taken.add(place)

    def _worth(self, i: int, place: int) -> tuple[int, ...]:
        original, cell = self.originals[i], self.cells[place]
        tagged = tags_of(cell).get("grade_id") == tags_of(original).grade_id
        named = place in self.by_id.get(original.get("id"), [])
        answers = answered_by(original, cell.source) if original.cell_type == "code" else 0
        worked = bool(cell.source.strip()) and cell.source.strip() != original.source.strip()
        same = cell.cell_type == original.cell_type
        return (answers, int(worked), int(same), int(tagged and named), int(tagged), int(named), place)

    def _check_of(self, i: int) -> Iterator[int]:
        """The cells of the check that follows, when the answer stands in them."""
        if i + 1 < len(self.originals) and tags_of(self.originals[i + 1]).get("locked"):
            for place in self._with_ids(i + 1):
                if answered_by(self.originals[i], self.cells[place].source) == 2:
                    yield place

    def _defining(self, i: int, places: list[int]) -> Iterator[int]:
        """Cells that define what is asked, when those with the right ids do not."""
        original = self.originals[i]
        if not defined(original.source) or any(answered_by(original, self.cells[p].source) for p in places):
            return
        for place, cell in enumerate(self.cells):
            if place not in self.anchored and cell.cell_type == "code" and answered_by(original, cell.source) == 2:
                yield place

    def _answers_by_markers(self) -> None:
        """Answers whose ids are gone, by what they define; of several the last one that was worked in."""
        for i in self.answers:
            original = self.originals[i]
            if i in self.match.place or original.cell_type != "code":
                continue
            code = [(p, cell.source) for p, cell in enumerate(self.cells) if cell.cell_type == "code"]
            worths = [(answered_by(original, source), p) for p, source in code]
            known = self.taken | self.anchored
            free = [self._worth(i, p) for worth, p in worths if worth and p not in known]
            if free:
                place = max(free)[-1]
                self.match.take(i, place, "markers")
                self.taken.add(place)
                continue
            merged = [p for worth, p in worths if worth == 2 and p in self.taken]
            if merged:
                self.match.merged[i] = merged[-1]

    def _checks(self) -> None:
        """Cells that only have to be there: their source comes from the release in any case."""
        for i in self.wanted:
            original = self.originals[i]
            if not tags_of(original).get("locked"):
                continue
            judges = checked(original.source)
            kind, how = original.cell_type, "ids"
            free = [p for p in self._with_ids(i) if p not in self.taken and self.cells[p].cell_type == kind]
            if len(self.by_tag.get(tags_of(original).grade_id, [])) > 1:
                self.match.copies[i] = self.by_tag[tags_of(original).grade_id]
            if not free and judges:
                how = "markers"
                free = [
                    p
                    for p, cell in enumerate(self.cells)
                    if p not in self.taken and not tags_of(cell) and self._is_original(i, p)
                ]
            if free:
                place = max(free, key=lambda p: (self._is_original(i, p), *self._worth(i, p)[3:]))
                self.match.take(i, place, how)
                self.taken.add(place)

    def _is_original(self, i: int, place: int) -> bool:
        return bool(self.cells[place].source.strip() == self.originals[i].source.strip())

    def _answers_by_likeness(self) -> None:
        """Answers that hold most of the released text, when no other cell does nearly as well."""
        for i in self.answers:
            if i in self.match.place or i in self.match.merged:
                continue
            original = self.originals[i]
            scores = sorted((_held(original.source, self.cells[p].source), p) for p in self._likely(original))
            if not scores or scores[-1][0] < ALIKE or (len(scores) > 1 and scores[-2][0] > scores[-1][0] - LEAD):
                continue
            self.match.take(i, scores[-1][1], "guess")
            self.taken.add(scores[-1][1])

    def _likely(self, original: Any) -> list[int]:
        words = set(WORD.findall(original.source))
        if not words:
            return []
        shares = []
        for place, cell in enumerate(self.cells):
            if place in self.taken or place in self.anchored or cell.cell_type != original.cell_type:
                continue
            share = len(words & set(WORD.findall(cell.source[:COMPARED_LENGTH]))) / len(words)
            if share >= ALIKE / 2:
                shares.append((share, place))
        return [place for _, place in sorted(shares)[-COMPARED_CELLS:]]

    def _answers_by_place(self) -> None:
        """A text that is marked by hand, when it alone stands between the neighbours that it had in the release."""
        for i in self.answers:
            original = self.originals[i]
            if i in self.match.place or original.cell_type == "code":
                continue
            known = {**self.match.anchors, **self.match.place}
            last = i == len(self.originals) - 1
            before, after = known.get(i - 1), len(self.cells) if last else known.get(i + 1)
            if before is None or after is None:
                continue
            between = [p for p in range(before + 1, after) if self.cells[p].cell_type == original.cell_type]
            if len(between) == 1 and between[0] not in self.taken | self.anchored:
                self.match.take(i, between[0], "guess")
                self.taken.add(between[0])


def _held(original: str, source: str) -> float:
    """How much of the released text is in this one, in its order and word by word: 0 to 1."""
    wanted = WORD.findall(original[:COMPARED_LENGTH])
    found = SequenceMatcher(None, wanted, WORD.findall(source[:COMPARED_LENGTH]), autojunk=False)
    return sum(block.size for block in found.get_matching_blocks()) / max(len(wanted), 1)


def repeated(nb: Any, released: Any, found: Match) -> Iterator[tuple[str, str]]:
    """What to say of graded cells that are there more than once: that they are copies, or pieces of one answer."""
    for i, places in found.copies.items():
        if len(places) < 2:
            continue
        original = released.cells[i]
        answers = [p for p in places if answered_by(original, nb.cells[p].source)]
        rest = [p for p in places if p not in answers and nb.cells[p].source.strip()]
        pieces = original.cell_type == "code" and not tags_of(original).get("locked") and len(answers) == 1 and rest
        yield "split" if pieces else "duplicated", exercise_name(tags_of(original).grade_id)
