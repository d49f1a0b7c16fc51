"""Takes in what students handed in, folders or zip files named by student, as nbgrader expects it."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curso.grading.align import unique_ids
from curso.grading.course import Course, GradingError, Progress
from curso.grading.handed import shown
from curso.grading.intake import STAMP, Handed, Refused, Submission, is_submission, open_submission
from curso.grading.journal import Journal
from curso.grading.lock import settled
from curso.grading.notebooks import to_text
from curso.grading.notes import MISSING, UNREADABLE, remember, remembered
from curso.grading.recognise import Lesson, Unreadable, lesson_of, read_notebook, released_lessons
from curso.grading.student_ids import split_name, student_id
from curso.text import Text, verbatim

NO_FOLDER = Text(
    es="«{folder}» no es una carpeta: da la que contiene una carpeta o un zip por estudiante.",
    en="“{folder}” is not a folder: give the one that holds a folder or a zip file for each student.",
)
NOBODY = Text(
    es="En «{folder}» no hay carpetas ni archivos zip.",
    en="There are no folders or zip files in “{folder}”.",
)
RENAMED = Text(es="{file} es {lesson}", en="{file} is {lesson}")
FOREIGN = Text(es="{file} no es de este módulo; se ignora", en="{file} is not of this module; ignored")
TWICE = Text(
    es="{lesson} venía repetido; se toma {file}, el más reciente",
    en="{lesson} came more than once; {file}, the newest, is taken",
)
BAD_STAMP = Text(
    es="no entiendo la fecha de timestamp.txt («{given}»); vale la de los cuadernos",
    en="the date in timestamp.txt (“{given}”) is not understood; that of the notebooks counts",
)
NOTHING = Text(es="no contiene ningún cuaderno de este módulo", en="it holds no notebook of this module")
OLDER = Text(
    es="hay otra entrega más reciente del mismo estudiante; esta no se toma",
    en="there is a newer submission of the same student; this one is not taken",
)
IN_FILE = Text(es="{file}: {note}", en="{file}: {note}")
NOT_TAKEN = Text(
    es="no se ha podido recoger ({error}); las demás entregas sí",
    en="it could not be taken in ({error}); the other submissions were",
)
YEARS = range(2000, 2100)
STAMP_FORMAT = "%Y-%m-%d %H:%M:%S UTC"


@dataclass
class Collected:
    """What was taken of one student.

    Parameters
    ----------
    student : the id in nbgrader; `name` is how the folder or zip file was called.
    taken : lessons taken.
    renamed, missing, unreadable, other : remarks, by kind.
    refused : why nothing was taken, or None.
    handed_in : the moment of the submission, UTC.
    """

    student: str
    name: str
    taken: list[str] = field(default_factory=list)
    renamed: list[Text] = field(default_factory=list)
    missing: list[Text] = field(default_factory=list)
    unreadable: list[Text] = field(default_factory=list)
    other: list[Text] = field(default_factory=list)
    refused: Text | None = None
    handed_in: datetime | None = None

    @property
    def notes(self) -> tuple[Text, ...]:
        """All remarks."""
        refused = [self.refused] if self.refused else []
        return (*refused, *self.renamed, *self.unreadable, *self.missing, *self.other)


def collect(course: Course, module: str, folder: Path, progress: Progress | None = None) -> list[Collected]:
    """Take in a folder with one folder or zip file a student, named by student.

    Notebooks are recognised though renamed, and put under submitted/<student>/<module>/ with the names of
    the release and a timestamp.txt; a student's earlier submission is replaced as a whole or not at all.
    What cannot be taken is said in the student's own row, and the others go on. Raises GradingError.
    """
    module = course.module(module)
    lessons = released_lessons(course, module)
    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise GradingError(NO_FOLDER.format(folder=folder))
    sources = [p for p in sorted(folder.iterdir()) if is_submission(p)]
    if not sources:
        raise GradingError(NOBODY.format(folder=folder))
    journal = Journal.of(course, module)
    rows: list[Collected] = []
    newest: dict[str, Collected] = {}
    for done, path in enumerate(sources, start=1):
        called = path.name if path.is_dir() else path.stem
        row = Collected(student=student_id(called), name=shown(called).strip())
        rows.append(row)
        try:
            _take(course, journal, module, path, lessons, row, newest)
        except Refused as refusal:
            row.refused = refusal.text
        except Exception as error:  # whatever it is, it is this student's and not the class's
            row.refused = NOT_TAKEN.format(error=error.strerror if isinstance(error, OSError) else type(error).__name__)
        _note(journal, row)
        if progress:
            progress(done, len(sources), verbatim(row.name))
    _name_students(course, [row for row in rows if row.taken])
    return rows


def _note(journal: Journal, row: Collected) -> None:
    # A refused second file must not hide what was taken from the first.
    if row.taken or not journal.get(row.student).name:
        journal.note(row.student, name=row.name, collected=row.notes)


def _take(
    course: Course,
    journal: Journal,
    module: str,
    path: Path,
    lessons: list[Lesson],
    row: Collected,
    newest: dict[str, Collected],
) -> None:
    submission = open_submission(path)
    chosen = _choose(submission, lessons, row)
    for lesson in lessons:
        if lesson.name not in chosen:
            row.missing.append(MISSING.format(lesson=lesson.name))
    if not chosen:
        row.missing.clear()
        raise Refused(row.unreadable.pop(0) if row.unreadable else NOTHING)
    moment = _moment(submission, [file for file, _ in chosen.values()], row)
    earlier = newest.get(row.student)
    if earlier and earlier.handed_in and earlier.handed_in >= moment:
        raise Refused(OLDER)
    row.handed_in = moment
    _put(course, journal, module, row.student, {name: nb for name, (_, nb) in chosen.items()}, moment)
    row.taken = sorted(chosen)
    if earlier:
        earlier.taken, earlier.refused = [], OLDER
    newest[row.student] = row


def _choose(submission: Submission, lessons: list[Lesson], row: Collected) -> dict[str, tuple[Handed, Any]]:
    """The notebook to take for each lesson: the newest where there are several."""
    chosen: dict[str, tuple[Handed, Any]] = {}
    row.unreadable += submission.problems
    for file in sorted(submission.notebooks, key=lambda f: (f.changed, f.path)):
        name = shown(file.path.name)
        try:
            if file.problem:
                raise Unreadable(file.problem)
            nb = read_notebook(file.content)
        except Unreadable as problem:
            row.unreadable.append(UNREADABLE.format(file=name, why=problem.text))
            continue
        for code in file.codes:
            remember(nb, code, "")
        unique_ids(nb)
        lesson = lesson_of(nb, file, lessons)
        if lesson is None:
            row.other.append(FOREIGN.format(file=name))
            continue
        if lesson.name in chosen:
            row.other.append(TWICE.format(lesson=lesson.name, file=shown(file.path)))
        chosen[lesson.name] = (file, nb)
    for lesson_name, (file, nb) in chosen.items():
        if file.path.name != f"{lesson_name}.ipynb":
            row.renamed.append(RENAMED.format(file=shown(file.path.name), lesson=lesson_name))
        row.other += [IN_FILE.format(file=shown(file.path.name), note=note) for note in remembered(nb)]
    return chosen


def _moment(submission: Submission, files: list[Handed], row: Collected) -> datetime:
    """When it was handed in (UTC): what timestamp.txt says, else when the newest notebook was changed."""
    from nbgrader.utils import parse_utc

    newest = max(file.changed for file in files)
    if submission.stamp is None:
        return newest
    try:
        stated: datetime = parse_utc(submission.stamp)
        if stated.year in YEARS:
            return stated.replace(tzinfo=UTC)
    except Exception:  # a student's text in the hands of a parser that lets many kinds out
        stated = newest
    row.other.append(BAD_STAMP.format(given=shown(submission.stamp[:40])))
    return newest


def _put(
    course: Course, journal: Journal, module: str, student: str, notebooks: dict[str, Any], moment: datetime
) -> None:
    """Write beside, then rename: a submission is there whole, or not at all."""
    final = course.submitted / student / module
    with settled(course, module), _beside(course.submitted / f".incoming-{module}") as work:
        new = work / "new"
        new.mkdir()
        for name, nb in notebooks.items():
            (new / f"{name}.ipynb").write_text(to_text(nb), encoding="utf-8")
        (new / STAMP).write_text(moment.strftime(STAMP_FORMAT) + "\n", encoding="utf-8")
        final.parent.mkdir(exist_ok=True)
        if final.exists() and _only_the_moment_is_the_same(final, new):
            journal.note(student, fingerprint="")
        _replace(final, new, work / "old")


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder in this one, which goes in the end with all that is in it, also what a run that was killed left."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder) as work:
            yield Path(work)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _only_the_moment_is_the_same(one: Path, other: Path) -> bool:
    """Whether two submissions differ, and not in their moment, by which they are told apart elsewhere."""
    names = {path.name for folder in (one, other) for path in folder.iterdir()}
    same, *_ = filecmp.cmpfiles(one, other, names, shallow=False)
    return STAMP in same and len(same) < len(names)


def _replace(final: Path, new: Path, old: Path) -> None:
    """Put `new` in the place of `final`, which becomes `old`; where that fails, all is as it was."""
    try:
        if final.exists():
            final.rename(old)
        new.rename(final)
    except BaseException:
        if old.exists() and not final.exists():
            old.rename(final)
        raise


def _name_students(course: Course, rows: list[Collected]) -> None:
    """Write the names into the gradebook, where formgrader shows them; names that are there already stay."""
    from nbgrader.api import MissingEntry

    from curso.grading.database import reached, retrying, transaction

    def name_them() -> None:
        with transaction(gradebook):
            for row in rows:
                try:
                    known = gradebook.find_student(row.student)
                except MissingEntry:
                    known = gradebook.add_student(row.student)
                if known.first_name is None and known.last_name is None:
                    known.first_name, known.last_name = split_name(row.name)

    with reached(course) as gradebook:
        retrying(name_them)
