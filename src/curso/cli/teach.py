"""The commands that bring a module to the students and back: release, collect, formgrader, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curso.cli.course import BadInput, course_root, existing, module_named, with_packages
from curso.cli.say import Commands, progress_bar, say, show_table
from curso.cli.teaching import course_option, joined, module_argument, opened, released
from curso.text import Text

RELEASE = Text(
    es="Prepara los cuadernos de un módulo para la clase, en los dos idiomas.",
    en="Make a module's notebooks for the students, in both languages.",
)
COLLECT = Text(
    es="Recoge las entregas de una carpeta: una carpeta o un zip por estudiante.",
    en="Take in submissions from a folder: a folder or a zip file a student.",
)
FORMGRADER = Text(
    es="Abre formgrader, las páginas de nbgrader para leer entregas y puntuar a mano.",
    en="Open formgrader, nbgrader's pages to read submissions and mark by hand.",
)
PORT = Text(es="Puerto en el que escucha.", en="Port to listen on.")
NO_BROWSER = Text(es="No abras el navegador.", en="Do not open the browser.")
SERVING = Text(
    es="Abriendo formgrader en {folder} (Ctrl-C lo cierra).",
    en="Opening formgrader in {folder} (Ctrl-C ends it).",
)
FOLDER = Text(es="La carpeta con las entregas.", en="The folder with the submissions.")
DUE = Text(
    es="Fecha límite, hora local: 2027-03-31 o «2027-03-31 23:59».",
    en="Due date, local time: 2027-03-31 or “2027-03-31 23:59”.",
)

RELEASING = Text(es="Preparando los cuadernos", en="Making the notebooks")
NOT_BUILT = Text(
    es="Hay lecciones que no se pueden construir; arréglalas y repite la orden:\n{problems}",
    en="Some lessons cannot be built; mend them and run the command again:\n{problems}",
)
RELEASED = Text(es="Cuadernos en {language}: {folder}", en="Notebooks in {language}: {folder}")
LANGUAGE_NAMES = {"es": Text(es="español", en="Spanish"), "en": Text(es="inglés", en="English")}

COLLECTING = Text(es="Recogiendo", en="Collecting")
COLLECTED_TITLE = Text(es="Entregas de {module}", en="Submissions of {module}")
NAME = Text(es="Estudiante", en="Student")
LESSONS = Text(es="Lecciones", en="Lessons")
REMARKS = Text(es="Observaciones", en="Remarks")
COLLECTED = Text(
    es="{taken} de {total} entregas recogidas; {notes} con observaciones.",
    en="{taken} of {total} submissions collected; {notes} with remarks.",
)


def release(
    module: Annotated[str, module_argument()],
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help=str(DUE))] = None,
    course: Annotated[Path | None, course_option()] = None,
) -> None:
    """Build the sources of a module and release them with nbgrader, in both languages."""
    root = course_root()
    name = module_named(root, module)
    grader = opened(course)
    with_packages("teacher", "jupytext")
    from curso.authoring.builder import build_sources
    from curso.grading.release import as_due, release

    moment = as_due(due) if due else None  # a date that is not one is said before the work begins
    with progress_bar(RELEASING) as step:
        report = build_sources(root, name, grader.root)
        if report.failed:
            problems = "\n".join(str(problem) for problem in report.problems if problem.blocks)
            raise BadInput(NOT_BUILT.format(problems=problems))
        folders = release(grader, name, moment, step)
    for lang, folder in folders.items():
        say(RELEASED.format(language=LANGUAGE_NAMES[lang], folder=folder))


def collect(
    module: Annotated[str, module_argument()],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=str(FOLDER), show_default=False)],
    course: Annotated[Path | None, course_option()] = None,
) -> None:
    """Take in submissions; exit code 1 when one was refused."""
    grader, name = released(course, module)
    source = existing(folder)
    from curso.grading.collect import collect

    with progress_bar(COLLECTING) as step:
        rows = collect(grader, name, source, step)
    show_table(
        COLLECTED_TITLE.format(module=name),
        (NAME, LESSONS, REMARKS),
        [(row.name, len(row.taken), joined(row.notes)) for row in rows],
    )
    taken, noted = sum(bool(row.taken) for row in rows), sum(bool(row.notes) for row in rows)
    say(COLLECTED.format(taken=taken, total=len(rows), notes=noted))
    raise typer.Exit(1 if any(row.refused for row in rows) else 0)


def formgrader(
    port: Annotated[int | None, typer.Option("--port", metavar="N", min=1, max=65535, help=str(PORT))] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=str(NO_BROWSER))] = False,
    course: Annotated[Path | None, course_option()] = None,
) -> None:
    """Serve formgrader until Ctrl-C."""
    with_packages("teacher", "jupyterlab")
    from curso.grading.formgrader import serve

    grader = opened(course)
    if any(grader.release().glob("*/*.ipynb")):
        say(SERVING.format(folder=grader.root))
    raise typer.Exit(1 if serve(grader, port, browser=not no_browser) else 0)


COMMANDS: Commands = (
    ("release", release, RELEASE),
    ("collect", collect, COLLECT),
    ("formgrader", formgrader, FORMGRADER),
)
