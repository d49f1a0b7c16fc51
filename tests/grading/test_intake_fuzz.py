"""Whatever arrives, two thousand times over: it ends as prepared or as reported, and nothing else gets out."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from prepared import assert_prepared

from curso.grading.intake import Handed
from curso.grading.notes import remembered
from curso.grading.recognise import Unreadable, lesson_from, lesson_of, read_notebook
from curso.grading.restore import prepare
from curso.text import LANGUAGES, Language

FOLDER = Path(__file__).parents[2] / "notebooks" / "01_regresion_lineal"
FAULTS = Path(__file__).parents[1] / "fixtures" / "submissions"
NAMES = sorted(path.stem for path in (FOLDER / "es").glob("*.ipynb"))
BYTES = {(lang, name): (FOLDER / lang / f"{name}.ipynb").read_bytes() for lang in LANGUAGES for name in NAMES}
RELEASES: dict[str, dict[Language, Any]] = {
    name: {lang: nbformat.reads(BYTES[lang, name].decode(), as_version=4) for lang in LANGUAGES} for name in NAMES
}
LESSONS = [lesson_from(name, RELEASES[name]) for name in NAMES]
WHEN = datetime(2027, 1, 1, tzinfo=UTC)

MUTATED, ARBITRARY, BYTEWISE = 1300, 400, 500


def quiet(count: int) -> Any:
    """The same cases every time, none of them kept, and no time limit."""
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )


def outcome(content: bytes, name: str = "tarea.ipynb") -> str:
    """What comes of a file; fails when it is neither prepared as it should be nor reported in both languages."""
    try:
        nb = read_notebook(content)
    except Unreadable as problem:
        assert problem.text.es and problem.text.en and problem.text.es != problem.text.en
        return "unreadable"
    lesson = lesson_of(nb, Handed(PurePosixPath(name), content, WHEN), LESSONS)
    if lesson is None:
        return "foreign"
    releases = RELEASES[lesson.name]
    lang = prepare(nb, releases)
    assert_prepared(nb, releases[lang])
    assert all(note.es and note.en for note in remembered(nb))
    json.dumps(nb, ensure_ascii=False).encode()
    return "prepared"


# Changes to a released notebook, of the kinds that people, tools and transfers make

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["\ud800", "\x00", "check_cost", "predict", "code", "01.cost"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
Change = Callable[[dict[str, Any], int, int, Any], None]


def delete(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    nb["cells"].pop(a)


def move(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    nb["cells"].insert(b, nb["cells"].pop(a))


def duplicate(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    nb["cells"].insert(b, copy.deepcopy(nb["cells"][a]))


def split(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    first, second = nb["cells"][a], copy.deepcopy(nb["cells"][a])
    if isinstance(first, dict) and isinstance(first.get("source"), list):
        half = b % (len(first["source"]) + 1)
        first["source"], second["source"] = first["source"][:half], first["source"][half:]
        nb["cells"].insert(a + 1, second)


def merge(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    first, second = nb["cells"][a], nb["cells"][b]
    if a != b and all(isinstance(c, dict) and isinstance(c.get("source"), list) for c in (first, second)):
        first["source"] = [*first["source"], "\n", *second["source"]]
        nb["cells"].pop(b)


def strip(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    for cell in nb["cells"]:
        if isinstance(cell, dict):
            cell["metadata"] = {}


def forget_ids(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    for cell in nb["cells"]:
        if isinstance(cell, dict):
            cell.pop("id", None)


def answer(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    cell = nb["cells"][a]
    if isinstance(cell, dict) and isinstance(cell.get("source"), list):
        cell["source"] = ["# mine\n", "x = 1\n", *cell["source"]]


def oddity(*path: str) -> Change:
    """Puts something odd into a table of a cell, or in place of the whole table."""

    def change(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
        place = nb["cells"][a]
        for key in path[:-1]:
            place = place.get(key) if isinstance(place, dict) else None
        if isinstance(place, dict):
            place[path[-1]] = odd

    return change


def tag_elsewhere(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    tables = [c.get("metadata") for c in nb["cells"] if isinstance(c, dict)]
    tagged = [table for table in tables if isinstance(table, dict) and "nbgrader" in table]
    if tagged and isinstance(nb["cells"][a], dict):
        nb["cells"][a]["metadata"] = copy.deepcopy(tagged[b % len(tagged)])


def no_cell(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    nb["cells"][a] = odd


def no_notebook(nb: dict[str, Any], a: int, b: int, odd: Any) -> None:
    nb[["nbformat", "nbformat_minor", "metadata", "worksheets"][b % 4]] = odd


CHANGES: list[Change] = [
    delete, move, duplicate, split, merge, strip, forget_ids, answer, tag_elsewhere, no_cell, no_notebook,
    oddity("cell_type"), oddity("source"), oddity("metadata"), oddity("id"), oddity("outputs"), oddity("attachments"),
    oddity("execution_count"), oddity("metadata", "nbgrader"), oddity("metadata", "id"),
    *(oddity("metadata", "nbgrader", key) for key in
      ("grade_id", "points", "locked", "grade", "solution", "task", "schema_version", "checksum", "cell_type", "more")),
]  # fmt: skip
# Most changes are made to the cells that matter.
PLACES = st.one_of(st.integers(0, 200), st.sampled_from([13, 14, 22, 23, 24, 30, 31, 49, 50, 54, 55]))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    nb = json.loads(BYTES[draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from(NAMES))])
    for change, a, b, odd in draw(
        st.lists(st.tuples(st.sampled_from(CHANGES), PLACES, PLACES, ODD), min_size=1, max_size=9)
    ):
        if nb["cells"]:
            change(nb, a % len(nb["cells"]), b % len(nb["cells"]), odd)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1"]))
    return json.dumps(nb, ensure_ascii=draw(st.booleans())).encode(encoding, "replace")


KEYS = st.sampled_from(
    ["cells", "worksheets", "metadata", "nbformat", "nbformat_minor", "cell_type", "source", "input", "nbgrader",
     "grade_id", "curso", "lesson", "language", "grading", "notes", "code", "outputs", "id", "attachments", "level"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["code", "markdown", "heading", "predict", "check_cost", "def cost(", NAMES[1], "es", "01", "4"]
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), WORDS, st.integers(2, 5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(KEYS, inner, max_size=6),
        st.fixed_dictionaries({"cells": st.lists(inner, max_size=4)}, optional={"metadata": inner, "nbformat": inner}),
        st.fixed_dictionaries({"cell_type": WORDS, "source": inner}, optional={"metadata": inner, "id": WORDS}),
    ),
    max_leaves=25,
)


def test_released_notebooks_changed_in_every_way_are_prepared_or_reported() -> None:
    seen: Counter[str] = Counter()

    @quiet(MUTATED)
    @given(mutated())
    def each(content: bytes) -> None:
        seen[outcome(content)] += 1

    each()
    assert seen.total() >= MUTATED
    assert seen["prepared"] > 0.9 * MUTATED


def test_any_json_at_all_is_prepared_or_reported() -> None:
    seen: Counter[str] = Counter()

    @quiet(ARBITRARY)
    @example({"cells": [{"cell_type": "heading", "level": 1e999, "source": []}]})
    @given(ANYTHING)
    def each(value: Any) -> None:
        content = json.dumps(value).encode()
        seen[outcome(content, f"{NAMES[1]}.ipynb")] += 1

    each()
    assert seen.total() >= ARBITRARY
    assert seen["prepared"] and seen["unreadable"]


def test_files_with_damaged_bytes_are_prepared_or_reported() -> None:
    whole = [*BYTES.values(), *(path.read_bytes() for path in sorted(FAULTS.glob("*.ipynb")))]
    piece = st.one_of(st.binary(max_size=3), st.sampled_from([b'"', b"\\", b"{", b"]", b",", b"\xef\xbb\xbf", b"\0"]))
    seen: Counter[str] = Counter()

    @quiet(BYTEWISE)
    @given(
        st.sampled_from(whole),
        st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), piece), min_size=1, max_size=4),
        st.one_of(st.none(), st.none(), st.floats(0, 1)),
    )
    def each(content: bytes, edits: list[tuple[float, int, bytes]], end: float | None) -> None:
        for where, gone, new in edits:
            place = int(where * len(content))
            content = content[:place] + new + content[place + gone :]
        if end is not None:
            content = content[: int(end * len(content))]
        seen[outcome(content, f"{NAMES[1]}.ipynb")] += 1

    each()
    assert seen.total() >= BYTEWISE
    assert seen["prepared"] and seen["unreadable"]


def test_there_are_two_thousand_cases() -> None:
    assert MUTATED + ARBITRARY + BYTEWISE >= 2000
