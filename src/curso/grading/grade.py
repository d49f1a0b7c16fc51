"""Grades the submissions of a module: reads them, has them graded by workers, and writes what came of each."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from curso.grading.course import NOT_RELEASED, Course, GradingError, Progress
from curso.grading.handed import LINK, NO_PERMISSION, STAMP, Budget, Refused
from curso.grading.journal import Fingerprints, Journal
from curso.grading.lock import locked, settled
from curso.grading.marks import read_marks
from curso.grading.notes import IN_LESSON, NOT_GRADED, shortened
from curso.grading.stamp import moment_in
from curso.grading.students import students_named
from curso.grading.task import GradedNotebook, Outcome, Task, grade_task
from curso.grading.workers import Ended, run
from curso.text import LANGUAGES, Language, Text, verbatim

if TYPE_CHECKING:
    from curso.grading.autograded import Autograded
    from curso.grading.gradebook import Writer

GRADED = "graded"
SKIPPED = "skipped"
FAILED = "failed"

BEFORE = Text(es="ya calificadas", en="graded before")


@dataclass(frozen=True)
class Row:
    """What came of one submission.

    Parameters
    ----------
    student : id; `name` is how the student's folder was called.
    state : "graded", "skipped" (graded before, and nothing has changed) or "failed".
    score, maximum : points, after the late penalty; None when it failed and was never graded.
    notes : remarks: what was missing, repaired, interrupted.
    """

    student: str
    name: str
    state: str
    score: float | None
    maximum: float
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class GradeReport:
    """A run of grading: a row a student."""

    rows: tuple[Row, ...]

    @property
    def ok(self) -> bool:
        """Whether every submission was graded and has its mark."""
        return all(row.state != FAILED and row.score is not None for row in self.rows)


def grade(
    course: Course,
    module: str,
    students: Sequence[str] | None = None,
    force: bool = False,
    jobs: int = 2,
    progress: Progress | None = None,
    *,
    scheduler: str | None = None,
    unsafe: bool = False,
    cold: bool = False,
    ours: bool = False,
) -> GradeReport:
    """Grade each submission: `jobs` at a time here, or on the Dask cluster whose scheduler is named.

    A submission that was graded is skipped unless `force`, while neither it nor what the gradebook holds of it
    has changed. Marks and comments that were given by hand stay. One student's failure has a stated reason and
    never stops the others. Whatever ends the run, the next one takes it up where it was. `unsafe` lets other
    people's notebooks run where there is no sandbox, as do notebooks that are `ours`; `cold` starts a kernel for
    each notebook. Raises GradingError.
    """
    from curso.grading.preload import needed, require_installed
    from curso.grading.sandbox import require

    module = course.module(module)
    if not any((course.release() / module).glob("*.ipynb")):
        raise GradingError(NOT_RELEASED.format(module=module))
    chosen = students_named(course, module, students)
    if not ours:
        require(unsafe)
    if scheduler is None:  # a cluster's machines look after themselves
        require_installed(needed(_parsed(course, module)))
    with locked(course, module):
        journal = Journal.of(course, module)
        journal.compact()
        fingerprints = Fingerprints(course, module)
        due = chosen if force else _due(course, module, chosen, journal, fingerprints)
        desk = _Desk(course, module, journal, fingerprints, Steps(progress, len(chosen), len(chosen) - len(due)))
        if due:
            desk.grade(due, lambda tasks: _workers(tasks, jobs, scheduler, unsafe or ours), cold, unsafe or ours)
        states = {student: desk.states.get(student, SKIPPED) for student in chosen}
    return _report(course, module, chosen, states, journal)


def _workers(tasks: Iterable[Task], jobs: int, scheduler: str | None, unsafe: bool) -> Iterator[Ended[Task, Outcome]]:
    if scheduler is None:
        return run(grade_task, tasks, jobs)
    from curso.grading.cluster import run_on_cluster

    return run_on_cluster(tasks, scheduler, unsafe)


class Steps:
    """Counts what is done, and tells whoever shows it."""

    def __init__(self, progress: Progress | None, total: int, done: int) -> None:
        self._progress, self._total, self._done = progress, total, done
        if progress and done:
            progress(done, total, BEFORE)

    def done(self, what: Text) -> None:
        """One more."""
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total, what)


@dataclass(frozen=True)
class _Submission:
    """What was read of a submission with its notebooks, and is needed when its marks are written.

    Parameters
    ----------
    fingerprint : of just what was read.
    refused : the notebooks that are not taken, each with the reason.
    handed_in : the moment (UTC, without zone), if that is known.
    doubt : what is not understood of the moment.
    """

    fingerprint: str
    refused: tuple[GradedNotebook, ...]
    handed_in: datetime | None
    doubt: Text | None


class _Desk:
    """Where tasks go out and outcomes are written: gradebook first, then files, then journal.

    In that order a run that is killed anywhere is mended by the next: what the journal does not say is done
    again, and doing it again gives the same.
    """

    def __init__(self, course: Course, module: str, journal: Journal, fingerprints: Fingerprints, steps: Steps) -> None:
        self._course, self._module, self._journal, self._steps = course, module, journal, steps
        self._fingerprints = fingerprints
        self._out: dict[str, _Submission] = {}
        self.states: dict[str, str] = {}

    def grade(
        self,
        due: list[str],
        workers: Callable[[Iterable[Task]], Iterator[Ended[Task, Outcome]]],
        cold: bool,
        unsafe: bool,
    ) -> None:
        """Have these students' submissions graded, and write what comes of each."""
        from curso.grading.autograded import Autograded
        from curso.grading.gradebook import Writer

        with Writer(self._course, self._module) as writer:
            files = Autograded(self._course, self._module)
            for ended in workers(self._tasks(due, cold, unsafe)):
                student = ended.task.student
                submission = self._out.pop(student)
                if ended.result is None:
                    self._failed(student, ended.reason or verbatim("—"))
                else:
                    outcome = replace(ended.result, notebooks=(*ended.result.notebooks, *submission.refused))
                    self._write(outcome, submission, writer, files)
            files.clean()

    def _tasks(self, due: list[str], cold: bool, unsafe: bool) -> Iterator[Task]:
        """A task a student, read when a worker is free for it."""
        from curso.grading.execute import Settings
        from curso.grading.preload import imported, needed

        parsed = _parsed(self._course, self._module)
        releases = {lesson: self._released(lesson) for lesson in self._course.lessons(self._module)}
        settings = Settings(
            self._course.secret(), preload=imported(parsed), needs=needed(parsed), cold=cold, unsafe=unsafe
        )
        for student in due:
            try:
                with settled(self._course, self._module):
                    notebooks, self._out[student] = self._read(student, releases)
            except OSError as error:  # nobody's 0: it is graded when it can be read
                self._failed(student, NO_PERMISSION.format(path=error.filename or f"{student}/{self._module}"))
            else:
                yield Task(self._module, student, releases, notebooks, settings)

    def _read(self, student: str, lessons: Container[str]) -> tuple[dict[str, bytes], _Submission]:
        """The notebooks that lie there, by lesson, and what goes with them. Raises OSError."""
        folder = self._course.submitted / student / self._module
        fingerprint = self._fingerprints.of(student)
        notebooks: dict[str, bytes] = {}
        refused: list[GradedNotebook] = []
        budget = Budget()
        for path in sorted(folder.iterdir()):
            if path.suffix == ".ipynb" and path.stem in lessons:
                content = _content(path, budget)
                if isinstance(content, bytes):
                    notebooks[path.stem] = content
                else:
                    refused.append(GradedNotebook(path.stem, None, failed=content))
        return notebooks, _Submission(fingerprint, tuple(refused), *moment_in(folder / STAMP))

    def _released(self, lesson: str) -> dict[Language, bytes]:
        released = self._course.released(self._module, lesson)
        return {lang: released[lang].read_bytes() for lang in LANGUAGES if lang in released}

    def _write(self, outcome: Outcome, submission: _Submission, writer: Writer, files: Autograded) -> None:
        student = outcome.student
        notes = [] if submission.doubt is None else [submission.doubt]
        for notebook in outcome.notebooks:
            if notebook.failed is not None:
                notes.append(NOT_GRADED.format(lesson=notebook.lesson, why=notebook.failed))
            notes += [IN_LESSON.format(lesson=notebook.lesson, note=note) for note in notebook.notes]
        try:
            written = writer.write(outcome, submission.handed_in)
            files.put(student, {nb.lesson: nb.content for nb in outcome.notebooks if nb.content is not None})
        except GradingError:
            raise
        except Exception as error:
            self._failed(student, verbatim(str(error) or type(error).__name__))
            return
        self._ended(student, GRADED, notes, fingerprint=submission.fingerprint, written=written)

    def _failed(self, student: str, reason: Text) -> None:
        self._ended(student, FAILED, [reason], fingerprint="")

    def _ended(self, student: str, state: str, notes: list[Text], **hashes: str) -> None:
        self.states[student] = state
        self._journal.note(student, state=state, graded=tuple(notes), **hashes)
        self._steps.done(verbatim(self._journal.get(student).name or student))


def _parsed(course: Course, module: str) -> list[Any]:
    """The released notebooks of a module, in both languages."""
    from curso.grading.restore import read_released

    return [nb for lesson in course.lessons(module) for nb in read_released(course, module, lesson).values()]


def _content(path: Path, budget: Budget) -> bytes | Text:
    """A submitted notebook's bytes, of a huge one without outputs; or why they are not taken. Raises OSError."""
    if path.is_symlink() or not path.is_file():
        return LINK.format(path=path.name)
    try:
        with path.open("rb") as file:
            handed = budget.take(PurePosixPath(path.name), file, datetime.now(UTC))
    except Refused as refusal:
        return refusal.text
    return handed.content if handed.problem is None else handed.problem


def _due(course: Course, module: str, students: list[str], journal: Journal, fingerprints: Fingerprints) -> list[str]:
    """Those whose submission, or what the gradebook holds of it, is not what the last run left."""
    from curso.grading.gradebook import marks_held

    same = {
        student
        for student in students
        if journal.get(student).fingerprint == fingerprints.of(student)
        and (course.autograded / student / module).is_dir()
    }
    held = marks_held(course, module) if same else {}
    return [s for s in students if s not in same or journal.get(s).written != held.get(s)]


def _report(course: Course, module: str, chosen: list[str], states: dict[str, str], journal: Journal) -> GradeReport:
    marks = read_marks(course, module)
    by_student = {row.student: row for row in marks.rows}
    rows = []
    for student in chosen:
        entry, mark = journal.get(student), by_student.get(student)
        rows.append(
            Row(
                student=student,
                name=entry.name or student,
                state=states[student],
                score=mark.total if mark and mark.graded else None,
                maximum=marks.maximum,
                notes=tuple(shortened([*entry.collected, *entry.graded])),
            )
        )
    return GradeReport(tuple(rows))
