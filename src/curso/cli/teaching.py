"""What the commands for teaching share: the nbgrader course they work on, and the arguments that name it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from curso.cli.course import BadInput, course_root, existing, module_named, with_packages
from curso.text import Text

if TYPE_CHECKING:
    from curso.grading.course import Course

MODULE = Text(es="El módulo: 01, o su nombre completo.", en="The module: 01, or its whole name.")
COURSE = Text(
    es="Carpeta del curso de nbgrader; por omisión, `autograder`.",
    en="Folder of the nbgrader course; `autograder` by default.",
)
STUDENT = Text(es="Solo este estudiante; se puede repetir.", en="Only this student; may be given several times.")
JOBS = Text(es="Cuántas entregas a la vez.", en="How many submissions at once.")
NOT_RELEASED = Text(
    es="El módulo «{module}» aún no se ha repartido: ejecuta antes `curso release {number}`.",
    en="Module “{module}” has not been released yet: run `curso release {number}` first.",
)


# Functions, not constants: an annotation is evaluated when the application is made, in the language spoken then.
def module_argument() -> Any:
    """The argument MODULE."""
    return typer.Argument(metavar="MODULE", help=str(MODULE), show_default=False)


def course_option() -> Any:
    """The option --course."""
    return typer.Option("--course", metavar="DIR", help=str(COURSE), show_default=False)


def student_option() -> Any:
    """The option --student."""
    return typer.Option("--student", metavar="NAME", help=str(STUDENT), show_default=False)


def jobs_option() -> Any:
    """The option --jobs."""
    return typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help=str(JOBS))


def opened(folder: Path | None) -> Course:
    """The nbgrader course at `folder`, or that of the clone.

    Raises:
        BadInput: when there is none, or the packages to teach are not installed.
    """
    with_packages("teacher", "nbgrader", "nbformat", "platformdirs")
    from curso.grading.course import Course

    return Course(course_root() / "autograder" if folder is None else existing(folder))


def released(folder: Path | None, module: str) -> tuple[Course, str]:
    """The nbgrader course, and the whole name of a module that was released in it.

    Raises:
        BadInput: when there is no such module, or it was not released.
    """
    course = opened(folder)
    name = module_named(course_root(), module)
    if not (course.release() / name).is_dir():
        raise BadInput(NOT_RELEASED.format(module=name, number=name[:2]))
    return course, name


def joined(notes: tuple[Text, ...]) -> str:
    """Remarks on one line, in the language spoken."""
    return "; ".join(map(str, notes))
