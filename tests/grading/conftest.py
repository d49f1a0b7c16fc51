"""One small course, released and graded once for all tests of grading."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell

sys.path.insert(0, str(Path(__file__).parent))

from small_course import ALL_RIGHT, ANSWER, COST, LESSONS, MODULE, PREDICT, WRONG_COST, answered, hand_in, make_course

from curso.grading.collect import Collected, collect
from curso.grading.course import Course
from curso.grading.feedback import feedback
from curso.grading.grade import GradeReport, grade
from curso.grading.release import release

SECRET = "un-secreto-de-prueba-0123456789"
DUE = "2027-03-01 12:00:00+00:00"
IN_TIME = "2027-02-27 12:00:00 UTC"
FIRST = LESSONS[:1]


@dataclass(frozen=True)
class Classroom:
    """A graded course, what collect said of each student, and what grade said."""

    course: Course
    handed_in: Path
    collected: dict[str, Collected]
    report: GradeReport


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURSO_SECRET", SECRET)
    monkeypatch.delenv("CURSO_GRADEBOOK", raising=False)


@pytest.fixture(scope="session")
def _session_secret() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CURSO_SECRET", SECRET)
        yield


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory, _session_secret: None) -> Course:
    """A course, released in both languages, in a folder with a space and an accent."""
    course = make_course(tmp_path_factory.mktemp("grading") / "mi cursó")
    release(course, "01", due=DUE)
    return course


def _killed(nb: Any) -> None:
    answered(**ALL_RIGHT)(nb)
    place = [c.get("id") for c in nb.cells].index("check-predict") + 1
    nb.cells.insert(place, new_code_cell("import os\nos._exit(1)", id="goodbye"))


def _stripped(nb: Any) -> None:
    """All metadata gone, as some tools leave it, and the check of cost deleted."""
    answered(**ALL_RIGHT)(nb)
    nb.metadata.pop("curso")
    nb.cells = [cell for cell in nb.cells if cell.get("id") != "check-cost"]
    for cell in nb.cells:
        cell.metadata.clear()


def _cheating(nb: Any) -> None:
    """Wrong answers, checks that say otherwise, and more points."""
    answered(predict="predict = None", cost=WRONG_COST)(nb)
    for cell in nb.cells:
        if cell.get("id") == "check-predict":
            cell.source = "1.0"
            cell.metadata.nbgrader["points"] = 100
        if cell.get("id") == "check-cost":
            cell.metadata.nbgrader["grade"] = False


def _talking(nb: Any) -> None:
    """A check replaced by one of the student's own that gives no number, after warnings on stderr."""
    answered(
        predict=PREDICT.replace("    return", "    import sys; print('hm', file=sys.stderr)\n    return"), cost=COST
    )(nb)
    place = [c.get("id") for c in nb.cells].index("check-cost")
    nb.cells.insert(place, new_code_cell("def check(*a, **k):\n    return 'perfect'", id="mine"))


@pytest.fixture(scope="session")
def classroom(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Students of every kind, collected, graded and given feedback with nbgrader for real."""
    folder = tmp_path_factory.mktemp("handed in")
    hand_in(folder, "ana", "es", answered(**ALL_RIGHT, conclusion="**Conclusión.** " + ANSWER["es"]), IN_TIME)
    named = hand_in(folder / "x", "Begoña Núñez", "en", answered(**{**ALL_RIGHT, "cost": WRONG_COST}), IN_TIME)
    with zipfile.ZipFile(folder / "Begoña Núñez.zip", "w") as archive:
        for path in named.iterdir():
            archive.write(path, f"my work/{path.name.replace('.ipynb', ' (1).ipynb')}")
        archive.writestr("__MACOSX/._x.ipynb", b"\0")
    for path in named.iterdir():
        path.unlink()
    named.rmdir()
    (folder / "x").rmdir()
    hand_in(folder, "blank", "en", None, IN_TIME)
    hand_in(folder, "killed", "es", _killed, IN_TIME, FIRST)
    hand_in(folder, "late", "en", answered(**ALL_RIGHT), "2027-03-02 13:00:00 UTC", FIRST)
    damaged = hand_in(folder, "damaged", "es", answered(**ALL_RIGHT), IN_TIME)
    (damaged / f"{LESSONS[1]}.ipynb").write_text('{"cells": [', encoding="utf-8")
    hand_in(folder, "stripped", "en", _stripped, IN_TIME, FIRST)
    hand_in(folder, "cheat", "es", _cheating, IN_TIME, FIRST)
    hand_in(folder, "talker", "es", _talking, IN_TIME, FIRST)
    collected = {row.name: row for row in collect(released, MODULE, folder)}
    report = grade(released, MODULE, jobs=2, unsafe=True)
    feedback(released, MODULE, jobs=2)
    return Classroom(released, folder, collected, report)
