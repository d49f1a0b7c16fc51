"""Files are read whatever shape they arrive in, or it is said why not; lessons are recognised though renamed."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
import pytest
from small_course import LESSONS, MODULE, student_notebook

from curso.grading import reading, slim
from curso.grading.course import Course
from curso.grading.intake import Handed
from curso.grading.notes import NOTES, remembered
from curso.grading.recognise import Lesson, Unreadable, lesson_from, lesson_of, read_notebook, released_lessons
from curso.text import LANGUAGES

FAULTS = Path(__file__).parents[1] / "fixtures" / "submissions"
CANNOT_BE_READ = {
    "empty": "empty",
    "zero_bytes": "empty",
    "cut_short": "cut short",
    "not_a_notebook": "not a Jupyter notebook",
    "a_list": "not a Jupyter notebook",
    "python_script": "not a Jupyter notebook",
    "merge_conflict": "not a Jupyter notebook",
    "nested_without_end": "not a Jupyter notebook",
    "web_page": "saved web page",
    "format_5_unknown": "format that this version does not know",
}
OF_ANOTHER_COURSE = {"of_another_course", "another_module"}
NOTED = {
    "latin1": "latin1",
    "damaged_characters": "damaged",
    "format_2": "converted",
    "format_3": "converted",
    "format_5": "renumbered",
    "cells_null": "malformed",
    "metadata_a_list": "malformed",
    "metadata_a_text": "malformed",
    "source_null": "malformed",
    "source_a_number": "malformed",
}
LESSONS_HERE = [lesson_from(x, {lang: student_notebook(x, lang) for lang in LANGUAGES}) for x in LESSONS]


def read(fault: str) -> Any:
    return read_notebook((FAULTS / f"{fault}.ipynb").read_bytes())


def recognised(nb: Any, name: str = "mi entrega.ipynb", lessons: list[Lesson] = LESSONS_HERE) -> str | None:
    found = lesson_of(nb, Handed(PurePosixPath(name), b"", datetime.now(UTC)), lessons)
    return found and found.name


@pytest.mark.parametrize("fault", sorted(CANNOT_BE_READ))
def test_what_cannot_be_read_is_said_in_both_languages(fault: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(fault)
    assert CANNOT_BE_READ[fault] in raised.value.text.en
    assert raised.value.text.es != raised.value.text.en


@pytest.mark.parametrize(
    "fault", sorted({p.stem for p in FAULTS.glob("*.ipynb")} - {*CANNOT_BE_READ, *OF_ANOTHER_COURSE})
)
def test_what_can_be_read_is_recognised_under_any_name(fault: str) -> None:
    nb = read(fault)
    assert recognised(nb) == LESSONS[0]
    assert [note.en for note in remembered(nb)] == ([NOTES[NOTED[fault]].en] if fault in NOTED else [])


@pytest.mark.parametrize("fault", sorted(OF_ANOTHER_COURSE))
def test_notebooks_of_other_courses_and_modules_are_not_taken(fault: str) -> None:
    assert recognised(read(fault)) is None


def test_a_notebook_of_another_module_is_not_taken_for_its_name() -> None:
    assert recognised(read("another_module"), f"{LESSONS[0]}.ipynb") is None


def test_what_is_in_a_notebook_counts_more_than_what_it_says_it_is() -> None:
    nb = read("source_lines")
    nb.metadata.curso["lesson"] = LESSONS[1]
    assert recognised(nb, f"{LESSONS[1]}.ipynb") == LESSONS[0]


def test_an_emptied_notebook_is_known_by_what_it_says_or_is_called() -> None:
    nb = read("every_cell_missing")
    assert recognised(nb, f"{LESSONS[1].upper()}.ipynb") == LESSONS[0]
    nb.metadata.clear()
    assert recognised(nb, f"{LESSONS[1].upper()}.ipynb") == LESSONS[1]


def test_lessons_are_those_of_the_release(released: Course) -> None:
    [first, second] = released_lessons(released, MODULE)
    assert (first.name, first.number) == (LESSONS[0], "01")
    assert {"predict", "check_predict", "conclusion"} <= first.grade_ids and "gradient" in second.markers
    assert recognised(read("metadata_and_ids_lost"), lessons=[second, first]) == LESSONS[0]


def test_old_formats_are_converted_as_nbformat_does() -> None:
    for fault in ("format_2", "format_3"):
        text = (FAULTS / f"{fault}.ipynb").read_text(encoding="utf-8")
        theirs = nbformat.reads(text, as_version=4)
        assert [(c.cell_type, c.source) for c in read(fault).cells] == [(c.cell_type, c.source) for c in theirs.cells]


def test_headings_of_old_formats_stay_headings() -> None:
    cell = {"cell_type": "heading", "level": 2, "source": ["Coste"], "metadata": {}}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}
    assert [(c.cell_type, c.source) for c in read_notebook(json.dumps(old).encode()).cells] == [
        ("markdown", "## Coste")
    ]


def test_what_grading_does_not_need_is_left_out_and_pictures_in_answers_stay() -> None:
    nb = read("kernel_strange")
    assert set(nb.metadata) == {"curso"}
    assert read("attachments_malformed").cells[0].attachments == {"b.png": {"image/png": "aGk="}}


def test_remarks_that_a_student_wrote_into_the_file_are_not_believed() -> None:
    assert remembered(read("grader_notes_forged")) == []


# Huge and hostile files


class Endless:
    """A file of any size that takes up no memory: each part is repeated so many times."""

    def __init__(self, *parts: tuple[bytes, int]) -> None:
        self._parts = self._made(parts)
        self._rest = b""

    @staticmethod
    def _made(parts: tuple[tuple[bytes, int], ...]) -> Iterator[bytes]:
        for part, times in parts:
            at_once = max(1, 2**20 // len(part))
            for _ in range(times // at_once):
                yield part * at_once
            yield part * (times % at_once)

    def read(self, size: int) -> bytes:
        while len(self._rest) < size and (more := next(self._parts, None)) is not None:
            self._rest += more
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


HEAD = b'{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": '
TAIL = b', "execution_count": 3}]}'
MIB = 2**20
HUGE = {
    "lines": [(b'[{"text": ["a', 1), (b'", "a line of some forty characters, in all', 200 * MIB // 42), (b'"]}]', 1)],
    "one text": [(b'[{"data": {"image/png": "', 1), (b"iVBORw0KGgo", 50 * MIB // 11), (b'"}}]', 1)],
    "escapes": [(b'"', 1), (rb"\"\\", 5 * MIB), (b'"', 1)],
    "numbers": [(b"[0", 1), (b",1.5", 10 * MIB), (b"]", 1)],
}
HOSTILE = {
    "tables": [(b"[", 1), (b"{},", 30 * MIB)],
    "lists": [(b"[", 500 * MIB)],
    "lists in outputs": [(HEAD + b"[", 500 * MIB)],
    "a number": [(b"1", 500 * MIB)],
    "a source": [(b'{"cells": [{"source": "', 1), (b"x", 100 * MIB)],
    "more than can be": [(HEAD + b'"', 1), (b"x", 600 * MIB)],
}


@pytest.mark.parametrize("kind", HUGE)
def test_huge_outputs_are_left_out(kind: str) -> None:
    kept = slim.slimmed(Endless((HEAD, 1), *HUGE[kind], (TAIL, 1)))
    assert kept == HEAD.rstrip() + b"[]" + TAIL


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_huge_and_no_notebook_is_refused_before_it_is_read_to_its_end(kind: str) -> None:
    with pytest.raises(Unreadable):
        slim.slimmed(Endless(*HOSTILE[kind]))


def test_a_notebook_with_30_mib_of_output_is_read_and_it_is_said() -> None:
    nb = read_notebook(HEAD + b'"' + b"x" * slim.READ_WHOLE + b'"' + TAIL)
    assert [cell.source for cell in nb.cells] == ["x = 1"]
    assert [note.en for note in remembered(nb)] == [NOTES["slimmed"].en]


def test_a_file_with_millions_of_values_is_not_read_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.json, "loads", lambda text: pytest.fail("it was read"))
    for content in (b"[" + b"{}," * 400_000 + b"{}]", b"[" + b"0," * 4_000_000 + b"0]"):
        with pytest.raises(Unreadable, match="millions"):
            read_notebook(content)


def test_outputs_are_left_out_in_little_memory() -> None:
    tracemalloc.start()
    try:
        slim.slimmed(Endless((HEAD, 1), *HUGE["one text"], (TAIL, 1)))
        assert tracemalloc.get_traced_memory()[1] < 12 * MIB
    finally:
        tracemalloc.stop()


def test_outputs_are_left_out_wherever_the_pieces_of_the_file_end(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [
        {"source": ['a\\"b', "[{"], "outputs": [{"text": ['x"]}', "\\"]}, {"d": {"outputs": [1, {"a": "]"}]}}]},
        {"outputs": None, "source": "x" * 200, "metadata": {"outputs": 5}},
        {"outputs": 'st\\"r]', "source": "é€\\"},
        {"outputs": -1.5e3},
        {"outputs": {}},
    ]
    nb = {"cells": cells, "metadata": {"widgets": {"a": [[]]}, "outputs": 3}, "outputs": [1]}
    expected = json.loads(json.dumps(nb))
    for cell in expected["cells"]:
        cell["outputs"] = []
    expected["metadata"]["widgets"] = []
    chance = random.Random(1)
    for _ in range(300):
        text = json.dumps(nb, indent=chance.choice([None, 1, 3]), ensure_ascii=chance.random() < 0.5)
        content = text.encode(chance.choice(["utf-8", "utf-16", "utf-32", "utf-16-le"]))
        monkeypatch.setattr(slim, "PIECE", chance.randint(4, 70))
        monkeypatch.setattr(slim, "KEY_AT_MOST", chance.choice([20, 40, 4096]))
        assert json.loads(slim.slimmed(io.BytesIO(content))) == expected


def test_too_many_cells_are_said() -> None:
    cells = [{"cell_type": "raw", "source": "", "metadata": {}}] * 20_001
    with pytest.raises(Unreadable, match="20000 cells"):
        read_notebook(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode())
