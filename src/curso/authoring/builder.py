"""The builder: lessons become notebooks; what has not changed is not built again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from curso.authoring import questions
from curso.authoring.cache import Cache
from curso.authoring.coverage import PAGE, page, uncovered
from curso.authoring.files import write
from curso.authoring.lesson import Lesson, read_lesson
from curso.authoring.lint import lint_lesson, make_context, unreadable
from curso.authoring.notebook import source_notebook, student_notebook, to_bytes
from curso.authoring.problem import LessonError, Problem
from curso.authoring.questions import Questions
from curso.authoring.rules import Context
from curso.authoring.settings import Settings, read_settings
from curso.authoring.tree import SOURCES, built_by_us, lesson_files, module_folders, source_path, student_path
from curso.text import LANGUAGES, Language, Text, verbatim

Progress = Callable[[int, int, Text], None]
"""Called before each lesson and at the end: lessons done, lessons in all, what is being built."""


@dataclass(frozen=True)
class Difference:
    """A file that isn't what its sources build."""

    file: Path
    message: Text

    @property
    def text(self) -> Text:
        """The whole line: "file: message"."""
        return verbatim(f"{self.file.as_posix()}: ") + self.message


@dataclass(frozen=True)
class BuildReport:
    """What a build did. Paths are relative to the course's folder where they lie in it.

    Parameters
    ----------
    built : lessons that were read and rendered.
    unchanged : lessons that needed no work, because neither they nor anything they depend on changed.
    failed : lessons that could not be built; their notebooks are left as they were.
    written, removed : notebooks, and the page that says where the material is taught.
    problems : what the linter found, in lessons that were built too.
    differences : with `check`, the files that are missing, different or left over.
    """

    built: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    failed: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def ok(self) -> bool:
        """No problem and no difference."""
        return not self.problems and not self.differences


def build(
    root: Path,
    modules: Iterable[str] | None = None,
    langs: Sequence[Language] = LANGUAGES,
    check: bool = False,
    progress: Progress | None = None,
    *,
    sources: bool = False,
    students: bool = True,
    course: Path | None = None,
    bank: Questions = questions.bank,
) -> BuildReport:
    """Build the lessons of the course at `root`.

    Parameters
    ----------
    modules : "01" or "01_regresion_lineal"; all when None.
    langs : languages to build.
    check : write nothing and report what differs.
    progress : told of each lesson.
    sources : build the instructor's sources for nbgrader too.
    students : build the students' notebooks.
    course : the nbgrader course; `root`/autograder when None.
    bank : finds a quiz question by its id.

    Raises AuthoringError where the course can't be built at all. A lesson that can't be built is reported and
    the others are built.
    """
    root = root.resolve()
    course = (course or root / "autograder").resolve()
    work = _Work(root, read_settings(root), make_context(root, bank), bank, Cache(root), check)
    folders = module_folders(root, modules)
    lessons = [path for folder in folders for path in lesson_files(folder)]
    for done, path in enumerate(lessons):
        if progress is not None:
            progress(done, len(lessons), verbatim(path.stem))
        wanted = {student_path(path, lang): (lang, True) for lang in langs} if students else {}
        if sources:
            wanted |= {source_path(path, lang, course): (lang, False) for lang in langs}
        work.lesson(path, wanted)
    for folder in folders:
        keep = {path.stem for path in lesson_files(folder)}
        for lang in langs:
            if students:
                work.leftovers(folder / lang, keep)
            if sources:
                work.leftovers(course / SOURCES[lang] / folder.name, keep)
    if students:
        work.material([folder.name[:2] for folder in folders])
    if progress is not None:
        progress(len(lessons), len(lessons), Text(es="terminado", en="done"))
    return work.report()


def build_sources(
    root: Path, module: str, course: Path | None = None, *, bank: Questions = questions.bank
) -> BuildReport:
    """The instructor's sources of one module, in both languages, and nothing else. Raises AuthoringError."""
    return build(root, [module], sources=True, students=False, course=course, bank=bank)


class _Work:
    """One build: what it needs, and what it has done so far."""

    def __init__(
        self, root: Path, settings: Settings, context: Context, bank: Questions, cache: Cache, check: bool
    ) -> None:
        self.root, self.settings, self.context, self.bank = root, settings, context, bank
        self.cache, self.check = cache, check
        self.built: list[Path] = []
        self.unchanged: list[Path] = []
        self.failed: list[Path] = []
        self.written: list[Path] = []
        self.removed: list[Path] = []
        self.problems: list[Problem] = []
        self.differences: list[Difference] = []
        self.read: dict[Path, Lesson] = {}

    def lesson(self, path: Path, wanted: dict[Path, tuple[Language, bool]]) -> None:
        """Bring one lesson's notebooks up to date: all of them or, where it can't be built, none."""
        place = self.context.place(path)
        if not self.check and self.cache.holds(path, wanted):
            self.unchanged.append(place)
            return
        rendered, problems = self._render(path, wanted)
        self.problems += problems
        if rendered is None:
            self.failed.append(place)
            return
        self.built.append(place)
        for file, content in rendered.items():
            self._put(file, content, _NOT_BUILT, _DIFFERENT)
        if not self.check and not problems:
            self.cache.keep(path, rendered)

    def leftovers(self, folder: Path, keep: set[str]) -> None:
        """Remove the notebooks that were built from lessons that are no more."""
        for file in sorted(folder.glob("*.ipynb")):
            if file.stem in keep or not built_by_us(file):
                continue
            if self.check:
                self.differences.append(Difference(self.context.place(file), _LEFT_OVER))
            else:
                file.unlink()
                self.removed.append(self.context.place(file))

    def material(self, modules: Sequence[str]) -> None:
        """Bring the page of the material up to date; with `check`, find the rows of `modules` taught nowhere.

        Nothing is done for a course without a list of rows, nor while some lesson can't be read.
        """
        rows = self.context.material
        if rows is None:
            return
        files = [path for folder in module_folders(self.root) for path in lesson_files(folder)]
        try:
            lessons = [self.read.get(path) or read_lesson(path) for path in files]
        except LessonError:
            return
        self._put(self.root / PAGE, page(rows, lessons), _NO_PAGE, _OLD_PAGE)
        if self.check:
            self.problems += uncovered(rows, lessons, modules, self.bank)

    def report(self) -> BuildReport:
        """What was done; the cache is written."""
        if not self.check:
            self.cache.write()
        return BuildReport(
            tuple(self.built),
            tuple(self.unchanged),
            tuple(self.failed),
            tuple(self.written),
            tuple(self.removed),
            tuple(self.problems),
            tuple(self.differences),
        )

    def _render(
        self, path: Path, wanted: dict[Path, tuple[Language, bool]]
    ) -> tuple[dict[Path, bytes] | None, Sequence[Problem]]:
        try:
            lesson = self.read[path] = read_lesson(path)
        except LessonError as error:
            return None, [unreadable(error, self.context)]
        problems = lint_lesson(lesson, self.context)
        if any(problem.blocks for problem in problems):
            return None, problems
        made = {}
        for file, (lang, student) in wanted.items():
            render = student_notebook if student else source_notebook
            made[file] = to_bytes(render(lesson, lang, self.settings, self.bank))
        return made, problems

    def _put(self, file: Path, content: bytes, missing: Text, different: Text) -> None:
        """Write a file or, with `check`, compare it."""
        place = self.context.place(file)
        if not self.check:
            if write(file, content):
                self.written.append(place)
        elif not file.exists():
            self.differences.append(Difference(place, missing))
        elif file.read_bytes() != content:
            self.differences.append(Difference(place, different))


_NOT_BUILT = Text(
    es="falta este cuaderno. Constrúyelo con «curso build».",
    en="this notebook is missing. Build it with “curso build”.",
)
_DIFFERENT = Text(
    es="no es lo que construye su lección. Cambia la lección, no el cuaderno, y ejecuta «curso build».",
    en="it isn't what its lesson builds. Change the lesson, not the notebook, and run “curso build”.",
)
_LEFT_OVER = Text(
    es="su lección ya no existe. Ejecuta «curso build» para quitarlo.",
    en="its lesson is no more. Run “curso build” to remove it.",
)
_NO_PAGE = Text(
    es="falta esta página. Hazla con «curso build».",
    en="this page is missing. Make it with “curso build”.",
)
_OLD_PAGE = Text(
    es="no dice lo que enseñan hoy las lecciones. Ejecuta «curso build».",
    en="it doesn't say what the lessons teach today. Run “curso build”.",
)
