"""What somebody has answered so far: one SQLite file a user, where every answer is safe once it is given."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curso.quiz.missing import install
from curso.text import Text

FILE_VARIABLE = "CURSO_PROGRESS"
VERSION = 1
APPLICATION = 0x63757273  # "curs": whose file this is
SCHEMA = (
    """CREATE TABLE sittings (
        id TEXT PRIMARY KEY, bank TEXT NOT NULL, exam INTEGER NOT NULL, seed TEXT NOT NULL,
        questions TEXT NOT NULL, started TEXT NOT NULL, finished TEXT)""",
    """CREATE TABLE answers (
        id INTEGER PRIMARY KEY, sitting TEXT NOT NULL REFERENCES sittings(id), question TEXT NOT NULL,
        answer TEXT NOT NULL, score REAL NOT NULL, answered TEXT NOT NULL)""",
    "CREATE INDEX answers_of_sitting ON answers(sitting)",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
SQLITE = b"SQLite format 3\0"  # how every such file begins
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@dataclass(frozen=True)
class Saved:
    """A sitting as it is kept: what was asked, from which seed, and when (UTC, ISO 8601)."""

    id: str
    bank: str
    exam: bool
    seed: str
    questions: tuple[str, ...]
    started: str
    finished: str | None = None


@dataclass(frozen=True)
class Answered:
    """One answer as it is kept; `score` is in [0, 1]."""

    sitting: str
    question: str
    answer: Any
    score: float
    answered: str


class ProgressError(Exception):
    """Progress that can't be read, exported or deleted; its sentence says why and what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def progress_file() -> Path:
    """Where this user's progress is kept. Raises ProgressError when the package that knows is not installed."""
    if named := os.environ.get(FILE_VARIABLE):
        return Path(named).expanduser()
    try:
        from platformdirs import user_data_path
    except ImportError as error:
        raise ProgressError(install(NO_PLATFORMDIRS)) from error
    return user_data_path("curso", appauthor=False) / "progress.sqlite"


@dataclass
class Progress:
    """Open progress. Nothing here raises for a disk or a file that fails: the quiz goes on, and `trouble` says so.

    Parameters
    ----------
    notice : what happened on opening that the user should know.
    trouble : why what was answered is not on disk, as long as it isn't.
    """

    path: Path
    notice: Text | None = None
    trouble: Text | None = None
    _db: sqlite3.Connection | None = None
    _waiting: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path | None = None) -> Progress:
        """Open the file, or begin it. A damaged one is kept aside under another name, and a new one begun."""
        progress = cls(path or progress_file())
        try:
            progress._db = _connected(progress.path)
        except sqlite3.DatabaseError as error:
            if _code(error) in DAMAGED:
                progress._start_over()
            else:
                progress.trouble = _reason(error, progress.path)
        except OSError as error:
            progress.trouble = NOT_OPENED.format(file=progress.path, reason=error.strerror or error)
        except ProgressError as error:
            progress.trouble = error.sentence
        return progress

    def begin(self, bank: str, exam: bool, seed: str, questions: Sequence[str]) -> Saved:
        """Note that a sitting begins."""
        sitting = Saved(uuid.uuid4().hex, bank, exam, seed, tuple(questions), _now())
        row = (sitting.id, bank, int(exam), seed, json.dumps(list(questions)), sitting.started)
        self._write("INSERT INTO sittings VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
        return sitting

    def record(self, sitting: str, question: str, answer: Any, score: float) -> None:
        """Keep one answer; when this returns, it is on disk or `trouble` says why not."""
        kept = sorted(answer) if isinstance(answer, (set, frozenset)) else answer
        row = (sitting, question, json.dumps(kept, ensure_ascii=False), float(score), _now())
        self._write("INSERT INTO answers (sitting, question, answer, score, answered) VALUES (?, ?, ?, ?, ?)", row)

    def finish(self, sitting: str) -> None:
        """Note that a sitting has come to its end."""
        self._write("UPDATE sittings SET finished = ? WHERE id = ?", (_now(), sitting))

    def unfinished(self, bank: str, exam: bool) -> Saved | None:
        """The last sitting with a bank in which something was answered, if it was left before its end."""
        rows = self._read(
            "SELECT * FROM sittings WHERE bank = ? AND exam = ? "
            "AND EXISTS (SELECT 1 FROM answers WHERE sitting = sittings.id) ORDER BY rowid DESC LIMIT 1",
            (bank, int(exam)),
        )
        last = next(map(_saved, rows), None)
        return last if last and last.finished is None else None

    def sittings(self) -> Iterator[Saved]:
        """Every sitting, the oldest first."""
        return map(_saved, self._read("SELECT * FROM sittings ORDER BY rowid"))

    def answers(self, sitting: str | None = None) -> Iterator[Answered]:
        """Every answer (of one sitting, when given) in the order given."""
        where, values = ("WHERE sitting = ?", (sitting,)) if sitting else ("", ())
        columns = "sitting, question, answer, score, answered"
        for row in self._read(f"SELECT {columns} FROM answers {where} ORDER BY id", values):
            yield Answered(row[0], row[1], json.loads(row[2]), row[3], row[4])

    def as_json(self) -> str:
        """All of it, for another program or another machine."""
        everything = {
            "format": "curso-progress",
            "version": VERSION,
            "exported": _now(),
            "sittings": [asdict(sitting) for sitting in self.sittings()],
            "answers": [asdict(answer) for answer in self.answers()],
        }
        return json.dumps(everything, ensure_ascii=False, indent=1) + "\n"

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        """One transaction; what an earlier failure left waiting goes in with it."""
        self._waiting.append((statement, values))
        if self._db is None:
            return
        try:
            with self._db:
                for waiting in self._waiting:
                    self._db.execute(*waiting)
        except sqlite3.Error as error:
            self.trouble = _reason(error, self.path)
        else:
            self._waiting.clear()
            self.trouble = None

    def _read(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        if self._db is None:
            return []
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self.trouble = _reason(error, self.path)
            return []

    def _start_over(self) -> None:
        try:
            aside = _put_aside(self.path)
            self._db = _connected(self.path)
        except (OSError, sqlite3.Error) as error:
            self.trouble = NOT_OPENED.format(file=self.path, reason=error)
        else:
            self.notice = WAS_DAMAGED.format(file=self.path, aside=aside)


def delete_progress(path: Path | None = None) -> bool:
    """Remove the file with everything answered. Returns whether there was one.

    Raises OSError, and ProgressError for a file that is not the course's.
    """
    path = path or progress_file()
    existed = path.exists()
    if existed and not _is_progress(path):
        raise ProgressError(NOT_DELETED.format(file=path, variable=FILE_VARIABLE))
    for file in (path, *_companions(path)):
        file.unlink(missing_ok=True)
    return existed


def _connected(path: Path) -> sqlite3.Connection:
    """Raises sqlite3.DatabaseError, OSError, ProgressError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=5)
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not _is_ours(db):
            raise ProgressError(NOT_OURS.format(file=path, variable=FILE_VARIABLE))
        if version > VERSION:
            raise ProgressError(TOO_NEW.format(file=path))
        if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _damage()
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # an answer outlives a power cut too
        if not tables:
            with db:
                db.execute("BEGIN IMMEDIATE")
                if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    for statement in SCHEMA:
                        db.execute(statement)
    except BaseException:
        db.close()
        raise
    return db


def _is_progress(path: Path) -> bool:
    """Whether a file is the course's, damaged or not, and neither another program's database nor anything else."""
    with path.open("rb") as file:
        if file.read(len(SQLITE)) not in (SQLITE, b""):
            return False
    try:
        with contextlib.closing(sqlite3.connect(path)) as db:
            return _is_ours(db)
    except sqlite3.DatabaseError:
        return True


def _is_ours(db: sqlite3.Connection) -> bool:
    (owner,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not tables or owner == APPLICATION


def _damage() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError()
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _put_aside(path: Path) -> Path:
    """Rename a damaged file, with what SQLite keeps beside it, to a name that is free."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    names = (path.with_name(f"{path.name}.damaged-{stamp}{f'-{nth}' if nth else ''}") for nth in range(1000))
    aside = next(name for name in names if not name.exists())
    for file, suffix in zip((path, *_companions(path)), ("", "-wal", "-shm"), strict=True):
        if file.exists():
            file.rename(aside.with_name(aside.name + suffix))
    return aside


def _companions(path: Path) -> tuple[Path, Path]:
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def _saved(row: Sequence[Any]) -> Saved:
    return Saved(row[0], row[1], bool(row[2]), row[3], tuple(json.loads(row[4])), row[5], row[6])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _reason(error: sqlite3.Error, path: Path) -> Text:
    known = {
        sqlite3.SQLITE_FULL: DISK_FULL,
        sqlite3.SQLITE_READONLY: READ_ONLY,
        sqlite3.SQLITE_BUSY: BUSY,
    }
    return known.get(_code(error), NOT_OPENED).format(file=path, reason=error)


WAS_DAMAGED = Text(
    es="El archivo con tu progreso estaba dañado. Lo hemos apartado sin tocarlo en «{aside}» y empieza uno nuevo en "
    "«{file}».",
    en="The file with your progress was damaged. It is kept untouched as “{aside}”, and a new one begins at “{file}”.",
)
NOT_OPENED = Text(
    es="Tu progreso no se está guardando: no se puede usar «{file}» ({reason}). Revisa los permisos o da otra ruta en "
    "CURSO_PROGRESS.",
    en="Your progress is not being saved: “{file}” can't be used ({reason}). Check the permissions, or give another "
    "path in CURSO_PROGRESS.",
)
DISK_FULL = Text(
    es="No queda sitio en el disco y tu progreso no se está guardando en «{file}». El cuestionario sigue; si liberas "
    "espacio, lo respondido se guardará con la próxima respuesta.",
    en="The disk is full, and your progress is not being saved in “{file}”. The quiz goes on; if you free some space, "
    "what you have answered is saved with the next answer.",
)
READ_ONLY = Text(
    es="Tu progreso no se está guardando: «{file}» es de solo lectura. Cambia sus permisos o da otra ruta en "
    "CURSO_PROGRESS.",
    en="Your progress is not being saved: “{file}” is read-only. Change its permissions, or give another path in "
    "CURSO_PROGRESS.",
)
BUSY = Text(
    es="Otro programa tiene ocupado «{file}»; lo respondido se guardará con la próxima respuesta.",
    en="Another program is holding “{file}”; what you have answered is saved with the next answer.",
)
NOT_OURS = Text(
    es="«{file}» es la base de datos de otro programa y no la tocamos: tu progreso no se está guardando. Corrige "
    "{variable}.",
    en="“{file}” is another program's database, and it is left alone: your progress is not being saved. Mend "
    "{variable}.",
)
NOT_DELETED = Text(
    es="«{file}» no es el progreso del curso y no se ha borrado. Corrige {variable}, o bórralo tú si es lo que "
    "quieres.",
    en="“{file}” is not the course's progress and was not deleted. Mend {variable}, or delete it yourself if you mean "
    "to.",
)
NO_PLATFORMDIRS = Text(
    es="Falta el paquete platformdirs, que dice dónde guardar tu progreso.",
    en="The package platformdirs is missing, which tells where to keep your progress.",
)
TOO_NEW = Text(
    es="Una versión más nueva del curso escribió «{file}»: actualiza el curso para seguir guardando tu progreso.",
    en="A newer version of the course wrote “{file}”: update the course to go on saving your progress.",
)
