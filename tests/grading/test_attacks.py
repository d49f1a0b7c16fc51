"""Every attack of the corpus, graded for real among honest neighbours: what it earns, and what must not come of it."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from battle import ATTACKS, CORPUS, EXPECTED, SECRET, Battle, fought
from bs4 import BeautifulSoup
from make import EXERCISES, files

from curso.exercises.spec import find, hidden_cases, public_cases
from curso.grading.notebooks import read
from curso.grading.notes import NOTES
from curso.grading.sandbox import Level, level

CHECKS = ("check-predict", "check-cost", "check-cost-grid")
NUMBER = re.compile(r"\d+\.\d{5,}")
ACTIVE = ("script", "iframe", "object", "embed", "link", "base", "form", "meta", "style", "input", "button")
GRADED = [name for name in ATTACKS if "points" in EXPECTED[name]]


@pytest.fixture(scope="module")
def battle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Battle]:
    """All attacks and their neighbours, graded once."""
    if level() is not Level.BUBBLEWRAP:
        pytest.skip("attacks are only run in the sandbox, which this machine does not have")
    with fought(tmp_path_factory) as battle:
        yield battle


def _outputs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The outputs of a graded notebook, with the id of their cell."""
    for cell in read(path).cells:
        for output in cell.get("outputs", ()):
            yield cell.id, output


def _hidden_numbers() -> set[str]:
    """The drawn numbers of every hidden case, as they begin when they are written out."""
    found: set[str] = set()
    for exercise in EXERCISES:
        spec = find(f"01.{exercise}")
        known = {number for case in public_cases(spec) for number in _numbers(case.args)}
        found |= {number for case in hidden_cases(spec, SECRET) for number in _numbers(case.args)} - known
    return found


def _numbers(args: tuple[Any, ...]) -> Iterator[str]:
    for value in args:
        for number in np.ravel(np.abs(value)):
            text = repr(float(number))
            if len(text) > 12 and "e" not in text:
                yield text[:8]


HIDDEN = _hidden_numbers()


def _told(text: str) -> set[str]:
    """The hidden inputs that a text tells."""
    return {number[:8] for number in NUMBER.findall(text.replace("_", "."))} & HIDDEN


# --- what must never come of an attack, by the names in expected.yaml -----------------------------------------------


def _no_breach(battle: Battle, student: str) -> None:
    told = [output for _, output in _outputs(battle.graded(student)) if "BREACH:" in json.dumps(output)]
    assert not told, told


def _no_hidden_input(battle: Battle, student: str) -> None:
    for path in (battle.graded(student), battle.page(student)):
        assert not _told(path.read_text(encoding="utf-8")), path.name


def _not_big(battle: Battle, student: str) -> None:
    assert battle.graded(student).stat().st_size < 33 * 2**20


def _not_correct(battle: Battle, student: str) -> None:
    shown = [json.dumps(output) for cell, output in _outputs(battle.graded(student)) if cell.startswith("check-cost")]
    assert shown and not any("curso-pass" in output for output in shown)


def _nothing_active(battle: Battle, student: str) -> None:
    """Neither in the verdicts, which the instructor's formgrader shows, nor in the page that the student gets."""
    verdicts = [
        output["data"]["text/html"]
        for cell, output in _outputs(battle.graded(student))
        if cell in CHECKS and "text/html" in output.get("data", {})
    ]
    page = BeautifulSoup(battle.page(student).read_text(encoding="utf-8"), "html.parser")
    for body in (*(BeautifulSoup(html, "html.parser") for html in verdicts), page.body):
        assert not body.find_all(ACTIVE)
        for tag in body.find_all(True):
            assert not [name for name in tag.attrs if name.lower().startswith("on")], tag
            addresses = [str(tag.attrs.get(name, "")) for name in ("href", "src", "action", "xlink:href")]
            assert not [a for a in addresses if re.match(r"\s*(javascript|vbscript|data:text|https?://192)", a)], tag


NEVER: dict[str, Callable[[Battle, str], None]] = {
    "breach": _no_breach,
    "hidden": _no_hidden_input,
    "big": _not_big,
    "correct": _not_correct,
    "active": _nothing_active,
}


# --- the corpus -----------------------------------------------------------------------------------------------------


def test_the_files_are_what_is_made_of_the_faults() -> None:
    made = files()
    there = {path.name for path in CORPUS.iterdir() if path.suffix in (".ipynb", ".md", ".yaml")}
    assert there == set(made), "run tests/fixtures/attacks/make.py"
    stale = [name for name, content in made.items() if (CORPUS / name).read_bytes() != content]
    assert not stale, "run tests/fixtures/attacks/make.py"


def test_there_are_attacks_enough_and_each_says_what_must_come_of_it() -> None:
    assert len(EXPECTED) >= 60
    for name, rule in EXPECTED.items():
        assert set(rule["never"]) <= set(NEVER), name
        assert "points" in rule or rule["note"], name


# --- what comes of them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_earns_what_its_honest_code_earns(battle: Battle, attack: str) -> None:
    rule, mark = EXPECTED[attack], battle.marks.get(battle.attacks[attack])
    if "points" not in rule:
        assert mark is None or mark.total == 0
        return
    assert mark is not None and mark.graded, battle.notes[battle.attacks[attack]]
    earned = {name: mark.scores[f"01.{name}"] for name in EXERCISES}
    for name, wanted in rule["points"].items():
        least, most = wanted if isinstance(wanted, list) else (wanted, wanted)
        assert earned[name] is not None and least - 1e-9 <= earned[name] <= most + 1e-9, (
            earned, [note.en for note in battle.notes[mark.student]],
        )  # fmt: skip
    assert not mark.scores["01.why_squares"]
    assert all(score in (None, 0) for name, score in mark.scores.items() if name.partition(".")[2] not in EXERCISES)


@pytest.mark.parametrize("attack", GRADED)
def test_the_graded_notebook_says_what_the_gradebook_says(battle: Battle, attack: str) -> None:
    student = battle.attacks[attack]
    said: dict[str, float] = {}
    for cell in read(battle.graded(student)).cells:
        tags = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and tags.get("grade"):
            [said[tags["grade_id"].removeprefix("check_")]] = [
                float(output["data"]["text/plain"])
                for output in cell["outputs"]
                if output["output_type"] == "execute_result"
            ]
    assert said == {name: battle.marks[student].scores[f"01.{name}"] for name in EXERCISES}


@pytest.mark.parametrize("attack", [name for name in ATTACKS if "note" in EXPECTED[name]])
def test_the_instructor_reads_why(battle: Battle, attack: str) -> None:
    notes = [note.en for note in battle.notes[battle.attacks[attack]]]
    wanted = [re.escape(_sentence(one)).replace("§", ".*") for one in EXPECTED[attack]["note"]]
    assert any(re.search(one, note) for one in wanted for note in notes), notes


def _sentence(code: str) -> str:
    return re.sub(r"\{\w+\}", "§", NOTES[code].en) if code in NOTES else code


@pytest.mark.parametrize(
    ("attack", "never"),
    [(name, never) for name in GRADED for never in EXPECTED[name]["never"]],
)
def test_what_must_not_come_of_it_does_not(battle: Battle, attack: str, never: str) -> None:
    NEVER[never](battle, battle.attacks[attack])


# --- what comes of everybody and everything else --------------------------------------------------------------------


def test_the_neighbours_have_their_own_marks(battle: Battle) -> None:
    wrong = {}
    for student, kind in battle.neighbours.items():
        earned = {name: battle.marks[student].scores[f"01.{name}"] for name in EXERCISES}
        if earned != EXPECTED[kind]["points"]:
            wrong[student] = (earned, [note.en for note in battle.notes[student]])
    assert len(battle.neighbours) >= 10 and not wrong


def test_the_neighbours_find_nothing_that_others_left(battle: Battle) -> None:
    for student in battle.neighbours:
        _no_breach(battle, student)


def test_the_rows_of_others_in_the_gradebook_are_as_they_were(battle: Battle) -> None:
    before, after = battle.first
    assert any("1.5" in row for row in before)
    assert after == before


def test_everybody_has_a_mark_or_a_reason(battle: Battle) -> None:
    for student, notes in battle.notes.items():
        mark = battle.marks.get(student)
        assert (mark is not None and mark.graded) or notes, student


def test_nothing_outside_was_touched(battle: Battle) -> None:
    for path in battle.bait.canaries.values():
        assert path.read_text(encoding="utf-8") == battle.bait.mark
    assert (battle.bait.home / ".config" / "curso" / "secret").read_text(encoding="utf-8") == SECRET
    assert not list(Path(tempfile.gettempdir()).glob(f"canary-{battle.bait.mark}?*"))
    assert not list(battle.bait.home.rglob("*attack*"))


def test_nobody_was_heard_outside(battle: Battle) -> None:
    assert not battle.bait.heard


def test_no_process_was_left(battle: Battle) -> None:
    assert not battle.alive


def test_the_secret_is_nowhere_in_the_course(battle: Battle) -> None:
    places = [path for path in battle.course.root.rglob("*") if path.is_file()]
    assert not [path for path in places if SECRET.encode() in path.read_bytes()]


def test_hidden_inputs_are_nowhere_in_notebooks_pages_and_gradebook(battle: Battle) -> None:
    assert len(HIDDEN) > 50
    for folder in (battle.course.autograded, battle.course.feedback, battle.course.journal):
        told = {p: found for p in folder.rglob("*") if p.is_file() and (found := _told(p.read_text(encoding="utf-8")))}
        assert not told
    with closing(sqlite3.connect(battle.course.root / "gradebook.db")) as book:
        assert not _told("\n".join(book.iterdump()))
