"""The command that shows everything at once: a simulated class, from the lesson to the mark."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curso.cli.course import BadInput, course_root, module_named, with_packages
from curso.cli.marks import show_marks
from curso.cli.say import Commands, Step, progress_bar, say
from curso.cli.teaching import jobs_option
from curso.text import Text, join, verbatim

if TYPE_CHECKING:
    from curso.grading.demo import Demo

DEMO = Text(
    es="Corrige una clase simulada de principio a fin: cuadernos, entregas, notas y comentarios.",
    en="Grade a simulated class end to end: notebooks, submissions, marks and feedback.",
)
MODULE = Text(es="Un solo módulo; si no, el 01 y el 02.", en="One module alone; otherwise 01 and 02.")
SHOWN = ("01", "02")
BUILDING = Text(es="Construir los cuadernos", en="Build the notebooks")
NOT_BUILT = Text(
    es="Hay lecciones que no se pueden construir:\n{problems}",
    en="Some lessons cannot be built:\n{problems}",
)
WHERE = Text(
    es="En {seconds:.0f} s: {students} estudiantes simulados, en un curso de nbgrader aparte ({course}).",
    en="In {seconds:.0f} s: {students} simulated students, in an nbgrader course of their own ({course}).",
)
PLACES = (
    Text(es="Páginas de comentarios:  {path}", en="Feedback pages:        {path}"),
    Text(es="Archivo de notas:        {path}", en="Marks file:            {path}"),
    Text(es="Imagen de la clase:      {path}", en="Picture of the class:  {path}"),
)
LEFT_OUT = Text(es="Sin hacer: {modules}. {why}", en="Not done: {modules}. {why}")
NEXT = Text(
    es='Para verlo en formgrader:  {curso} formgrader --course "{course}"',
    en='To see it in formgrader:   {curso} formgrader --course "{course}"',
)


def as_typed() -> str:
    """The command as the reader can type it: where `make` ran it, the environment is not activated."""
    ours = Path(sys.argv[0])
    if ours.stem != "curso" or shutil.which("curso") == str(ours):
        return "curso"
    return f'"{ours}"' if " " in str(ours) else str(ours)


def demo(
    module: Annotated[
        str | None, typer.Option("--module", "-m", metavar="MODULE", help=str(MODULE), show_default=False)
    ] = None,
    jobs: Annotated[int, jobs_option()] = 2,
) -> None:
    """Run the demo; exit code 1 when a submission got no mark."""
    root = course_root()
    names = [module_named(root, name) for name in ([module] if module else SHOWN)]
    with_packages("teacher", "nbgrader", "nbformat", "platformdirs", "jupytext")
    from curso.grading.demo import demo, demo_course
    from curso.grading.preload import NotInstalled

    finished, lacking = [], None
    with staged() as stage:
        step = stage(BUILDING)
        _build(root, names, demo_course(root).root, step)
        try:
            for done in demo(root, names, jobs, stage):
                finished.append(done)
        except NotInstalled as error:
            if not finished:
                raise
            lacking = error
    for done in finished:
        _show(done)
    if lacking is not None:
        say(LEFT_OUT.format(modules=", ".join(names[len(finished) :]), why=lacking.text))
    say(NEXT.format(curso=as_typed(), course=finished[-1].course.root))
    raise typer.Exit(0 if all(done.report.ok for done in finished) else 1)


def _show(done: Demo) -> None:
    """The marks of a module, what each student did, and where the files lie."""
    from curso.grading.desk import ABOUT

    show_marks(done.marks, {student.name: ABOUT[student.kind] for student in done.students})
    seconds = sum(done.seconds.values())
    say(WHERE.format(seconds=seconds, students=len(done.students), course=done.course.root))
    for place, path in zip(PLACES, (done.feedback, done.table, done.picture), strict=True):
        say(place.format(path=path))
    say(verbatim(""))


def _build(root: Path, modules: list[str], course: Path, step: Step) -> None:
    from curso.authoring.builder import build

    report = build(root, modules, sources=True, course=course, progress=step)
    if report.failed:
        problems = "\n".join(str(problem) for problem in report.problems if problem.blocks)
        raise BadInput(NOT_BUILT.format(problems=problems))


class _Stages:
    """One progress bar for several stages: called with a stage's name, it gives that stage's callback."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def __call__(self, stage: Text) -> Step:
        self._step(0, 1, stage)
        return lambda done, total, what: self._step(done, total, join((stage, what), ": "))


@contextmanager
def staged() -> Iterator[_Stages]:
    """A progress bar for work in several stages."""
    with progress_bar(verbatim("")) as step:
        yield _Stages(step)


COMMANDS: Commands = (("demo", demo, DEMO),)
