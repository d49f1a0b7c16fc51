"""A class of attacks and honest neighbours, graded and given feedback for real, with bait laid out around it."""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from nbgrader.api import Gradebook

from curso.authoring.builder import build_sources
from curso.grading.collect import collect
from curso.grading.course import CONFIG_NAME, Course
from curso.grading.feedback import feedback
from curso.grading.grade import grade
from curso.grading.marks import Mark, read_marks
from curso.grading.release import release
from curso.grading.sandbox import Limits
from curso.text import Text

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "fixtures" / "attacks"
sys.path.insert(0, str(CORPUS))

from make import LESSON  # noqa: E402

MODULE = "01_regresion_lineal"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((CORPUS / "expected.yaml").read_text(encoding="utf-8"))
ATTACKS = sorted(EXPECTED)
# graded among the attacks, several times over: with everything right, with something wrong, looking for leftovers
NEIGHBOURS = ("honest_all_right_es", "honest_all_right_en", "witness", "honest_half_right", "witness", "honest_blank")
PAGES = {"hidden", "active"}  # what is looked for in feedback pages, which take time to make
EVERY = 6  # attacks from one neighbour to the next
FIRST = "000.first"
SECRET = "a-secret-that-no-attack-may-see-5f0c"
# the attacks need not wait as long as a class would
LIMITS = {"cell_seconds": 8.0, "notebook_seconds": 40.0}


@dataclass
class Bait:
    """What an attack would like to touch, hear from or leave behind, outside of its sandbox."""

    home: Path
    mark: str
    canaries: dict[str, Path]
    heard: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def fill(self, content: bytes) -> bytes:
        """The placeholders of a fixture, filled in."""
        for name, value in self.values.items():
            content = content.replace(f"@{name}@".encode(), value.encode())
        return content


@dataclass(frozen=True)
class Battle:
    """A graded class of attacks and honest neighbours.

    Parameters
    ----------
    marks : by student.
    attacks, neighbours : the student's name by the attack's, and the attack's by the student's.
    notes : every remark on a student, whenever it was made.
    first : the rows of the gradebook of somebody graded before, then and at the end.
    """

    course: Course
    bait: Bait
    marks: dict[str, Mark]
    attacks: dict[str, str]
    neighbours: dict[str, str]
    notes: dict[str, list[Text]]
    first: tuple[list[Any], list[Any]]
    alive: list[str]

    def graded(self, student: str) -> Path:
        """The graded notebook."""
        return self.course.autograded / student / MODULE / f"{LESSON}.ipynb"

    def page(self, student: str) -> Path:
        """The feedback page."""
        return self.course.feedback / student / MODULE / f"{LESSON}.html"


@contextmanager
def fought(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Battle]:
    """One class: every attack, and after every few of them an honest neighbour; two at a time."""
    course = Course(tmp_path_factory.mktemp("battle") / "course")
    course.root.mkdir()
    shutil.copyfile(ROOT / "autograder" / CONFIG_NAME, course.config_file)
    handed_in = tmp_path_factory.mktemp("handed_in")
    with pytest.MonkeyPatch.context() as patch, _listening() as (heard, addresses):
        patch.delenv("CURSO_GRADEBOOK", raising=False)
        patch.setenv("CURSO_SECRET", SECRET)
        bait = _bait(course, tmp_path_factory.mktemp("home"), handed_in, heard, addresses)
        patch.setenv("HOME", str(bait.home))
        patch.setenv("XDG_CONFIG_HOME", str(bait.home / ".config"))
        defaults = [LIMITS.get(name, value) for name, value in vars(Limits()).items()]
        patch.setattr(Limits.__init__, "__defaults__", tuple(defaults))
        assert build_sources(ROOT, "01", course.root).ok
        release(course, "01")
        try:
            yield _fight(course, bait, handed_in)
        finally:
            for path in bait.canaries.values():
                path.unlink(missing_ok=True)


def _fight(course: Course, bait: Bait, handed_in: Path) -> Battle:
    early = handed_in / "early"
    _hand_in(early / FIRST, "honest_half_right", bait)
    collect(course, "01", early)
    grade(course, "01", jobs=1)
    with Gradebook(course.gradebook_url, "curso") as gradebook:
        given = gradebook.find_grade("why_squares", LESSON, MODULE, FIRST)
        given.manual_score, given.needs_manual_grade = 1.5, False
        gradebook.find_comment("why_squares", LESSON, MODULE, FIRST).manual_comment = "Bien."
        gradebook.db.commit()
    before = _rows_of(course, FIRST)
    attacks, neighbours = {}, {}
    for position, name in enumerate(ATTACKS):
        student = attacks[name] = f"{position + 1:03d}.{name}"
        _hand_in(handed_in / "late" / student, name, bait)
        if position % EVERY == 0:
            kind = NEIGHBOURS[position // EVERY % len(NEIGHBOURS)]
            neighbours[f"{student}.neighbour"] = kind
            _hand_in(handed_in / "late" / f"{student}.neighbour", kind, bait)
    collected = {row.student: row for row in collect(course, "01", handed_in / "late")}
    grade(course, "01", jobs=2)
    alive = _processes(bait.mark)
    shown = [student for name, student in attacks.items() if PAGES & set(EXPECTED[name]["never"])]
    feedback(course, "01", students=shown, jobs=2)
    marks = {mark.student: mark for mark in read_marks(course, "01").rows}
    notes = {s: [*row.notes, *(marks[s].notes if s in marks else ())] for s, row in collected.items()}
    return Battle(course, bait, marks, attacks, neighbours, notes, (before, _rows_of(course, FIRST)), alive)


def _hand_in(folder: Path, attack: str, bait: Bait) -> None:
    folder.mkdir(parents=True)
    named = EXPECTED[attack].get("handed_as", f"{LESSON}.ipynb")
    (folder / named).write_bytes(bait.fill((CORPUS / f"{attack}.ipynb").read_bytes()))


def _bait(course: Course, home: Path, handed_in: Path, heard: list[str], addresses: dict[str, str]) -> Bait:
    mark = f"atk{uuid.uuid4().hex[:8]}"
    canaries = {
        "CANARY_COURSE": course.root / "canary.txt",
        "CANARY_HOME": home / "canary.txt",
        "CANARY_TMP": Path(tempfile.gettempdir()) / f"canary-{mark}",
    }
    for path in canaries.values():
        path.write_text(mark, encoding="utf-8")
    (home / ".config" / "curso").mkdir(parents=True)
    (home / ".config" / "curso" / "secret").write_text(SECRET, encoding="utf-8")
    (home / ".bashrc").write_text(mark, encoding="utf-8")
    values = {
        "COURSE": str(course.root),
        "HOME": str(home),
        "HANDED_IN": str(handed_in),
        "REPOSITORY": str(ROOT),
        "MARK": mark,
        "SECRET_XORED": bytes(byte ^ 0x5A for byte in SECRET.encode()).hex(),
        **{name: str(path) for name, path in canaries.items()},
        **addresses,
    }
    return Bait(home, mark, {**canaries, "bashrc": home / ".bashrc"}, heard, values)


class _listening:
    """Sockets on this machine that write down whoever speaks to them, and the addresses to reach them."""

    def __enter__(self) -> tuple[list[str], dict[str, str]]:
        self.heard: list[str] = []
        self.folder = tempfile.mkdtemp()
        abstract = f"curso-{uuid.uuid4().hex}"
        tcp, udp = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
        named, hidden = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        for sock, address in ((tcp, ("127.0.0.1", 0)), (udp, ("127.0.0.1", 0)), (named, f"{self.folder}/s"),
                              (hidden, f"\0{abstract}")):  # fmt: skip
            sock.bind(address)
        for sock in (tcp, named, hidden):
            sock.listen()
        self.sockets = (tcp, udp, named, hidden)
        for sock in self.sockets:
            threading.Thread(target=self._listen, args=(sock,), daemon=True).start()
        return self.heard, {
            "PORT": str(tcp.getsockname()[1]),
            "UDP": str(udp.getsockname()[1]),
            "SOCKET": f"{self.folder}/s",
            "ABSTRACT": abstract,
        }

    def _listen(self, sock: socket.socket) -> None:
        try:
            while True:
                if sock.type == socket.SOCK_DGRAM:
                    self.heard.append(f"datagram {sock.recv(100)!r}")
                else:
                    sock.accept()[0].close()
                    self.heard.append(f"connection to {sock.getsockname()}")
        except OSError:
            pass

    def __exit__(self, *error: object) -> None:
        for sock in self.sockets:
            sock.close()
        shutil.rmtree(self.folder)


def _rows_of(course: Course, student: str) -> list[Any]:
    """Everything that the gradebook says of a student's work."""
    with Gradebook(course.gradebook_url, "curso") as gradebook:
        submission = gradebook.find_submission(MODULE, student)
        kept = ("id", "name", "auto_score", "manual_score", "extra_credit", "needs_manual_grade", "manual_comment")
        rows = [thing for notebook in submission.notebooks for thing in (*notebook.grades, *notebook.comments)]
        return sorted([str(getattr(row, name, None)) for name in kept] for row in rows)


def _processes(mark: str) -> list[str]:
    """Processes of this machine that bear the mark in their command line or their name."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            text = (process / "cmdline").read_bytes() + (process / "comm").read_bytes()
        except OSError:
            continue
        if mark.encode() in text:
            found.append(f"{process.name}: {text!r}")
    return found
