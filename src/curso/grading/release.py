"""Releases a module: nbgrader makes the students' notebooks, in both languages, and notes the exercises."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curso.grading.course import Course, GradingError, Progress
from curso.grading.notebooks import read
from curso.grading.workers import in_processes
from curso.text import LANGUAGES, Language, Text

NO_SOURCE = Text(
    es="No hay cuadernos en «{folder}»: construye el curso con `curso build` y vuelve a publicar.",
    en="There are no notebooks in “{folder}”: build the course with `curso build` and release again.",
)
FAILED = Text(
    es="nbgrader no pudo publicar «{module}» ({lang}): {why}",
    en="nbgrader could not release “{module}” ({lang}): {why}",
)
HAS_SUBMISSIONS = Text(
    es="ya hay entregas calificadas de este módulo y el nuevo tiene otras celdas; publica los cambios el "
    "próximo curso, o borra antes esas entregas del cuaderno de notas",
    en="submissions of this module are graded already, and the new one has other cells; release the change next "
    "term, or remove those submissions from the gradebook first",
)
TWINS_DIFFER = Text(
    es="Las dos lenguas de «{lesson}» no llevan las mismas celdas calificadas ({cells}). Construye el curso otra "
    "vez con `curso build`.",
    en="The two languages of “{lesson}” do not have the same graded cells ({cells}). Build the course again with "
    "`curso build`.",
)
NOT_A_DATE = Text(
    es="No entiendo la fecha «{given}»: escríbela así, 2026-03-31 23:59.",
    en="The date “{given}” is not understood: write it like this, 2026-03-31 23:59.",
)
RELEASED = Text(es="publicado en {lang}: {module}", en="released in {lang}: {module}")
NAMES: dict[Language, Text] = {"es": Text(es="español", en="Spanish"), "en": Text(es="inglés", en="English")}


def as_due(given: str | datetime) -> datetime:
    """A due date as nbgrader keeps it: UTC, without zone. A date without zone is in this machine's zone.

    Raises GradingError when it is not a date.
    """
    try:
        moment = datetime.fromisoformat(given.strip()) if isinstance(given, str) else given
        if isinstance(given, str) and len(given.strip()) == len("2026-03-31"):
            moment = moment.replace(hour=23, minute=59, second=59)
        return moment.astimezone(UTC).replace(tzinfo=None)
    except ValueError as error:
        raise GradingError(NOT_A_DATE.format(given=given)) from error


def release(
    course: Course, module: str, due: str | datetime | None = None, progress: Progress | None = None
) -> dict[Language, Path]:
    """Make the students' notebooks of a module in both languages with nbgrader; returns their folders.

    The Spanish run also writes the assignment into the gradebook; the English one has the same file names and
    grade ids and needs no entry of its own. A release that fails leaves the earlier one as it was.
    Raises GradingError.
    """
    module = course.module(module)
    languages = [lang for lang in LANGUAGES if any((course.source(lang) / module).glob("*.ipynb"))]
    if "es" not in languages:
        raise GradingError(NO_SOURCE.format(folder=course.source() / module))
    moment = None if due is None else as_due(due)
    _twins_agree(course, module, languages)
    course.secret()
    ended = in_processes(_generate, [(str(course.root), module, lang) for lang in languages], jobs=1)
    for lang, (_, failure) in zip(languages, ended, strict=True):
        if failure is not None:
            raise GradingError(FAILED.format(module=module, lang=NAMES[lang], why=_reason(failure)))
    made: dict[Language, Path] = {}
    for done, lang in enumerate(languages, start=1):
        made[lang] = _put_in_place(course, module, lang)
        if progress:
            progress(done, len(languages), RELEASED.format(lang=NAMES[lang], module=module))
    if moment is not None:
        set_due(course, module, moment)
    return made


def set_due(course: Course, module: str, due: datetime) -> None:
    """Write the due date (UTC, without zone) of a released module into the gradebook."""
    from curso.grading.database import reached, retrying

    with reached(course) as gradebook:
        retrying(lambda: gradebook.update_or_create_assignment(module, duedate=due))


def _beside(course: Course, lang: Language) -> Path:
    folder = course.release(lang)
    return folder.with_name(f".{folder.name}.new")


def _generate(root: str, module: str, lang: Language) -> None:
    """Run nbgrader's GenerateAssignment into a folder beside the release. Called in a process of its own."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    from curso.grading.logs import run_converter

    course = Course(Path(root))
    config = course.load_config()
    config.CourseDirectory.source_directory = course.source(lang).name
    config.CourseDirectory.release_directory = _beside(course, lang).name
    if lang != "es":
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    shutil.rmtree(_beside(course, lang), ignore_errors=True)
    directory = CourseDirectory(config=config, assignment_id=module)
    run_converter(GenerateAssignment(coursedir=directory, config=config, force=True))


def _put_in_place(course: Course, module: str, lang: Language) -> Path:
    made, final = _beside(course, lang) / module, course.release(lang) / module
    final.parent.mkdir(parents=True, exist_ok=True)
    old = _beside(course, lang) / ".old"
    if final.exists():
        final.rename(old)
    made.rename(final)
    shutil.rmtree(_beside(course, lang), ignore_errors=True)
    return final


def _twins_agree(course: Course, module: str, languages: list[Language]) -> None:
    """Both languages must have the same files, graded cells and checks: nbgrader keeps only the Spanish ones."""
    if len(languages) < 2:
        return
    cells = {lang: {p.stem: _graded(p) for p in (course.source(lang) / module).glob("*.ipynb")} for lang in languages}
    for lesson in sorted(cells["es"].keys() | cells["en"].keys()):
        es, en = cells["es"].get(lesson, {}), cells["en"].get(lesson, {})
        if es != en or not (lesson in cells["es"] and lesson in cells["en"]):
            names = sorted(n for n in es.keys() | en.keys() if es.get(n) != en.get(n))
            raise GradingError(TWINS_DIFFER.format(lesson=lesson, cells=", ".join(names) or "—"))


def _graded(path: Path) -> dict[str, tuple[Any, ...]]:
    nb = read(path)
    tagged = [(cell, cell.metadata.nbgrader) for cell in nb.cells if "nbgrader" in cell.metadata]
    return {
        tags.grade_id: (
            cell.cell_type,
            tags.grade,
            tags.solution,
            tags.get("points"),
            cell.source if tags.locked else "",
        )
        for cell, tags in tagged
    }


def _reason(failure: Text) -> Text:
    if "because there are submissions associated" in failure.en:
        return HAS_SUBMISSIONS
    return Text(es=failure.es.strip().splitlines()[-1], en=failure.en.strip().splitlines()[-1])
