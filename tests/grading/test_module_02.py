"""Module 02 graded for real: TensorFlow in the sandbox, threads in the answers' process, mistakes and attacks."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from curso.authoring.builder import build_sources
from curso.exercises.spec import find
from curso.grading.cheats import EQUAL, PATCHES
from curso.grading.classroom import solution_of
from curso.grading.collect import collect
from curso.grading.course import CONFIG_NAME, Course
from curso.grading.feedback import feedback
from curso.grading.grade import grade
from curso.grading.marks import Mark, read_marks
from curso.grading.notebooks import code_cell, read
from curso.grading.portable import portable_source
from curso.grading.release import release
from curso.grading.sandbox import Level, level
from curso.text import Language, Text

pytest.importorskip("tensorflow")
pytestmark = pytest.mark.skipif(level() is not Level.BUBBLEWRAP, reason="there is no bubblewrap on this machine")
ROOT = Path(__file__).parents[2]
MODULE, FIRST, LAST = "02_neurona", "01_una_neurona", "03_tensores_y_derivadas"
EVERYTHING = (FIRST, "02_red_y_retropropagacion", LAST)
SETUP = ("setup", "load-digits", "tools")
SHAPES, TAPE, SOFTMAX, SPEED = "tensor_shapes", "tape", "softmax_regression", "graph_speed"
# TensorFlow's own threads: from here on the process cannot be forked, and answers stay in it
THREADED = """\
from pathlib import Path
float(tf.reduce_sum(tf.random.normal((1500, 1500)) @ tf.ones((1500, 1500))))
assert len(list(Path("/proc/self/task").iterdir())) > 1"""
LOOKS = """\
import pathlib, curso
def look(path):
    specs = pathlib.Path(curso.__file__).parent.glob("exercises/module_*/*.py")
    for place in [*specs, pathlib.Path("/proc/1/environ")]:
        if "CURSO_SECRET" in place.read_text() or "Misconception" in place.read_text():
            print("BREA" "CH:", place)
    return path
try:
    tf.py_function(look, [tf.constant("x")], tf.string)
    tf.io.read_file("@FILE@")
    print("BREA" "CH: TensorFlow reads the repository")
except tf.errors.OpError:
    pass"""
LATER = """\
import threading, time
def later():
    while True:
        time.sleep(0.01)
        globals().update(graph_speed=lambda *args: True, check=lambda *args, **more: 3.0)
tf.py_function(lambda: threading.Thread(target=later, daemon=True).start(), [], [])"""


@dataclass
class Handed:
    """What a student of the tests hands in, and what it must earn.

    Parameters
    ----------
    points : of the last lesson's exercises.
    answers : by exercise; the right one where there is none, or nothing when `blank`.
    extra : cells of the student's own, by the id of the cell that they follow.
    whole : whether prose, pictures and the lesson's own cells are left in.
    """

    points: tuple[float, ...] = (1, 2, 3, 3)
    answers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    lang: Language = "es"
    lessons: tuple[str, ...] = (LAST,)
    whole: bool = False
    blank: bool = False


def _all(template: str) -> dict[str, str]:
    return {name: template.format(name=name) for name in (SHAPES, TAPE, SOFTMAX, SPEED)}


WRONG = "def {name}(*args):\n    return 0.0"
EXITS = "import os\n\ndef tape(w, b, x, y):\n    os._exit(0)"
CLASS: dict[str, Handed] = {
    "solved_es": Handed(lessons=EVERYTHING, whole=True),
    "solved_en": Handed(lessons=EVERYTHING, whole=True, lang="en"),
    "untouched": Handed((0, 0, 0, 0), lessons=EVERYTHING, blank=True, lang="en"),
    "equal": Handed((0, 0, 0, 0), _all("{name} = Always()"), {"load-digits": EQUAL}),
    "equal_values": Handed((0, 0, 0, 0), _all("{name} = lambda *args: Always()"), {"load-digits": EQUAL}),
    "patched": Handed((0, 0, 0, 0), _all(WRONG), {"load-digits": PATCHES}),
    "threaded": Handed(extra={"load-digits": THREADED}),
    "killed": Handed((1, 2, 3, 0), extra={"load-digits": THREADED, f"check-{SOFTMAX}": "import os\nos._exit(1)"}),
    "exits_when_asked": Handed((1, 0, 3, 3), {TAPE: EXITS}, {"load-digits": THREADED}),
    "later": Handed((1, 2, 3, 0), {SPEED: WRONG.format(name=SPEED)}, {f"check-{TAPE}": LATER}),
    "looks": Handed(extra={"load-digits": LOOKS.replace("@FILE@", str(ROOT / "pyproject.toml"))}),
    "memory": Handed(extra={f"check-{TAPE}": "eaten = [tf.zeros((2**27,)) + 1.0 for _ in range(40)]"}),
}


@dataclass
class Room:
    """The graded class, and by student what should have been said of which exercise."""

    course: Course
    marks: dict[str, Mark]
    wrong: dict[str, dict[str, Text]]

    def notes(self, student: str) -> list[str]:
        """What the instructor reads about a student."""
        return [note.en for note in self.marks[student].notes]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Everybody, released, collected, graded and given feedback once."""
    course = Course(tmp_path_factory.mktemp("module 02") / "course")
    course.root.mkdir()
    shutil.copyfile(ROOT / "autograder" / CONFIG_NAME, course.config_file)
    handed_in = tmp_path_factory.mktemp("handed_in")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CURSO_SECRET", "a-secret-of-module-02-0123456789")
        patch.delenv("CURSO_GRADEBOOK", raising=False)
        assert not build_sources(ROOT, MODULE, course.root).failed
        release(course, MODULE)
        known, wrong = dict(CLASS), {}
        for turn, lang in enumerate(("es", "en", "es")):
            student = f"mistaken_{turn}"
            answers, wrong[student] = _mistakes(course, turn)
            known[student] = Handed((), answers, lang=lang, lessons=EVERYTHING)
        for student, handed in known.items():
            _hand_in(course, handed_in / student, handed)
        collect(course, MODULE, handed_in)
        assert grade(course, MODULE, jobs=2).ok
        feedback(course, MODULE, students=list(wrong), jobs=2)
        yield Room(course, {mark.name: mark for mark in read_marks(course, MODULE).rows}, wrong)


def _solutions(course: Course, lesson: str, lang: Language) -> dict[str, str]:
    cells = [c for c in read(course.source(lang) / MODULE / f"{lesson}.ipynb").cells if c.cell_type == "code"]
    tagged = [(cell.metadata.get("nbgrader", {}), cell) for cell in cells]
    return {tags.grade_id: solution_of(cell.source) for tags, cell in tagged if tags.get("solution")}


def _mistakes(course: Course, turn: int) -> tuple[dict[str, str], dict[str, Text]]:
    """An answer an exercise that holds a misconception, another one each turn, and what has to be said of it."""
    answers, said = {}, {}
    for lesson in EVERYTHING:
        for name in _solutions(course, lesson, "es"):
            held = [(portable_source(m.wrong, name), m) for m in find(f"02.{name}").misconceptions]
            written = [(source, m) for source, m in held if source is not None]
            if written:
                source, misconception = written[turn % len(written)]
                answers[name], said[name] = source, misconception.message
    return answers, said


def _hand_in(course: Course, folder: Path, handed: Handed) -> None:
    folder.mkdir()
    for lesson in handed.lessons:
        nb = copy.deepcopy(read(course.release(handed.lang) / MODULE / f"{lesson}.ipynb"))
        solutions = {} if handed.blank else _solutions(course, lesson, handed.lang)
        if not handed.whole:
            nb.cells = [cell for cell in nb.cells if cell.get("id") in SETUP or "nbgrader" in cell.metadata]
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in solutions:
                cell.source = handed.answers.get(name, solutions[name])
        for after, source in handed.extra.items():
            place = [cell.get("id") for cell in nb.cells].index(after.replace("_", "-")) + 1
            nb.cells.insert(place, code_cell(source, f"after-{after}".replace("_", "-")))
        nbformat.write(nb, folder / f"{lesson}.ipynb")


@pytest.mark.parametrize("student", CLASS)
def test_everybody_earns_what_honest_code_earns(room: Room, student: str) -> None:
    scores = room.marks[student].scores
    earned = tuple(scores[f"02.{name}"] for name in (SHAPES, TAPE, SOFTMAX, SPEED))
    assert earned == CLASS[student].points, room.notes(student)


@pytest.mark.parametrize("student", ["solved_es", "solved_en"])
def test_the_solutions_earn_every_point_and_nothing_is_remarked(room: Room, student: str) -> None:
    assert room.marks[student].total == read_marks(room.course, MODULE).maximum > 20
    assert not room.notes(student)


def test_what_is_untouched_is_worth_nothing(room: Room) -> None:
    assert room.marks["untouched"].total == 0
    assert room.marks["untouched"].untouched == set(room.marks["untouched"].scores)


@pytest.mark.parametrize(("student", "lang"), [("mistaken_0", "es"), ("mistaken_1", "en"), ("mistaken_2", "es")])
def test_every_mistake_is_named_in_the_students_language(room: Room, student: str, lang: Language) -> None:
    said = room.wrong[student]
    pages = (room.course.feedback / room.marks[student].student / MODULE).glob("*.html")
    shown = "".join(_letters(BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").text) for page in pages)
    assert len(said) >= 10
    assert not [name for name, message in said.items() if _letters(message.to(lang)) not in shown]
    full = {exercise.id: exercise.points for exercise in read_marks(room.course, MODULE).exercises}
    assert not [name for name in said if room.marks[student].scores[f"02.{name}"] == full[f"02.{name}"]]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def test_what_was_answered_before_the_end_counts_and_the_instructor_is_told(room: Room) -> None:
    assert any("died" in note for note in room.notes("killed"))
    assert any("process that held the answer of tape ended" in note for note in room.notes("exits_when_asked"))


def test_no_cell_saw_what_it_must_not(room: Room) -> None:
    for path in room.course.autograded.rglob("*.ipynb"):
        printed = [o.get("text", "") for cell in read(path).cells for o in cell.get("outputs", ())]
        assert not [text for text in printed if "BREACH:" in text], path
