"""The command for whoever writes lessons: build."""

from __future__ import annotations

from typing import Annotated

import typer

from curso.cli.course import course_root, module_named
from curso.cli.say import Commands, progress_bar, say, show_table
from curso.text import Text

BUILD = Text(
    es="Construye los cuadernos de las lecciones, en los dos idiomas.",
    en="Build the notebooks of the lessons, in both languages.",
)
CHECK = Text(
    es="No escribas nada: di qué cuadernos no son los que construye su lección y qué falta del material.",
    en="Write nothing: say which notebooks are not what their lesson builds, and what of the material is missing.",
)
SEAL = Text(
    es="Antes, sella las celdas inglesas: su traducción está al día.",
    en="First seal the English cells: their translation is up to date.",
)
RUN = Text(
    es="Después, ejecuta la solución de cada lección y di cuánto tarda.",
    en="Then run the solution of each lesson and say how long it takes.",
)
MODULE = Text(es="Solo este módulo (01, o su nombre).", en="Only this module (01, or its name).")
BUILDING = Text(es="Construyendo", en="Building")
SEALED = Text(es="celdas selladas en {file}: {count}", en="cells sealed in {file}: {count}")
WRITTEN = Text(es="escrito  {file}", en="written  {file}")
REMOVED = Text(es="borrado  {file}", en="removed  {file}")
SUMMARY = Text(
    es="Lecciones: {built} construidas, {unchanged} sin cambios, {failed} con errores. Avisos: {problems}.",
    en="Lessons: {built} built, {unchanged} unchanged, {failed} failed. Problems: {problems}.",
)
UP_TO_DATE = Text(
    es="Los cuadernos están al día (lecciones: {built}).",
    en="The notebooks are up to date (lessons: {built}).",
)
RUNNING = Text(es="Ejecutando", en="Running")
TIMES = Text(es="Soluciones ejecutadas", en="Solutions run")
LESSON = Text(es="Lección", en="Lesson")
LANGUAGE = Text(es="Idioma", en="Language")
RIGHT = Text(es="Ejercicios bien", en="Exercises right")
SECONDS = Text(es="Segundos", en="Seconds")
OF = Text(es="{passed} de {all}", en="{passed} of {all}")
BROKE = Text(
    es="{lesson} ({lang}): la celda {number} falló: {error}", en="{lesson} ({lang}): cell {number} failed: {error}"
)
SLOW = Text(
    es="{lesson} ({lang}) tarda {seconds:.0f} s: una solución no debería pasar de {limit:.0f}.",
    en="{lesson} ({lang}) takes {seconds:.0f} s: a solution should not take more than {limit:.0f}.",
)


def build(
    check: Annotated[bool, typer.Option("--check", help=str(CHECK))] = False,
    seal: Annotated[bool, typer.Option("--seal", help=str(SEAL))] = False,
    run: Annotated[bool, typer.Option("--run", help=str(RUN))] = False,
    module: Annotated[list[str] | None, typer.Option("--module", "-m", metavar="MODULE", help=str(MODULE))] = None,
) -> None:
    """Build the notebooks; exit code 1 when a lesson has problems, a notebook differs (--check) or fails (--run)."""
    root = course_root()
    chosen = [module_named(root, name) for name in module] if module else None
    from curso.authoring.builder import build as build_notebooks

    if seal:
        _seal(chosen)
    with progress_bar(BUILDING) as step:
        report = build_notebooks(root, chosen, check=check, progress=step)
    for file in report.written:
        say(WRITTEN.format(file=file))
    for file in report.removed:
        say(REMOVED.format(file=file))
    for text in [*(problem.text for problem in report.problems), *(other.text for other in report.differences)]:
        say(text)
    counts = {"built": len(report.built), "unchanged": len(report.unchanged), "failed": len(report.failed)}
    good = check and report.ok
    say(UP_TO_DATE.format(**counts) if good else SUMMARY.format(**counts, problems=len(report.problems)))
    ran_well = _rehearsed(chosen) if run and report.ok else True
    raise typer.Exit(0 if report.ok and ran_well else 1)


def _rehearsed(chosen: list[str] | None) -> bool:
    """Run the solutions and print the table of times; whether all went well."""
    from curso.cli.rehearsal import LIMIT, rehearse

    with progress_bar(RUNNING) as step:
        runs = list(rehearse(course_root(), chosen, step))
    show_table(
        TIMES,
        (LESSON, LANGUAGE, RIGHT, SECONDS),
        [
            (one.lesson, one.lang, OF.format(passed=one.passed, all=len(one.result.verdicts)), f"{one.seconds:.1f}")
            for one in runs
        ],
        right=2,
    )
    for one in runs:
        for crash in one.result.crashes:
            say(BROKE.format(lesson=one.lesson, lang=one.lang, number=crash.number, error=crash.error))
        if one.slow:
            say(SLOW.format(lesson=one.lesson, lang=one.lang, seconds=one.seconds, limit=LIMIT))
    return all(one.good for one in runs)


def _seal(chosen: list[str] | None) -> None:
    from curso.authoring.seals import write_seals
    from curso.authoring.tree import lesson_files, module_folders

    root = course_root()
    for folder in module_folders(root, chosen):
        for lesson in lesson_files(folder):
            if count := write_seals(lesson):
                say(SEALED.format(count=count, file=lesson.relative_to(root).as_posix()))


COMMANDS: Commands = (("build", build, BUILD),)
