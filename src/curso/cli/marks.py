"""The commands that come to a mark and say it: grade, feedback, export."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curso.cli.course import with_packages
from curso.cli.say import Commands, progress_bar, say, show_table
from curso.cli.teaching import course_option, jobs_option, joined, module_argument, released, student_option
from curso.text import Text, verbatim

if TYPE_CHECKING:
    from curso.grading.marks import Marks

GRADE = Text(es="Corrige lo recogido, en procesos aislados.", en="Grade what was collected, in sandboxed processes.")
FEEDBACK = Text(
    es="Escribe una página de comentarios por cuaderno, en el idioma de quien lo entregó.",
    en="Write a page of feedback a notebook, in the language of whoever handed it in.",
)
EXPORT = Text(
    es="Escribe las notas en CSV y la imagen de la clase.",
    en="Write the marks as CSV and the picture of the class.",
)
FORCE = Text(es="Corrige también lo que no ha cambiado.", en="Grade what has not changed, too.")
SCHEDULER = Text(
    es="Corrige en el clúster de Dask que tiene aquí su planificador.",
    en="Grade on the Dask cluster that has its scheduler here.",
)
UNSAFE = Text(
    es="Corrige aunque esta máquina no pueda aislar el código de los estudiantes.",
    en="Grade although this machine cannot sandbox the students' code.",
)
COLD = Text(
    es="Arranca un kernel nuevo para cada cuaderno: las mismas notas, más despacio.",
    en="Start a new kernel for every notebook: the same marks, more slowly.",
)
OUT = Text(
    es="Archivo .csv o carpeta; por omisión, `marks` en la carpeta del curso de nbgrader.",
    en="A .csv file or a folder; by default `marks` in the nbgrader course's folder.",
)

GRADING = Text(es="Corrigiendo", en="Grading")
GRADED_TITLE = Text(es="Notas de {module}", en="Marks of {module}")
SUMMARY = Text(
    es="{total} entregas en {seconds:.0f} s: {graded} corregidas, {skipped} sin cambios, {failed} sin corregir.",
    en="{total} submissions in {seconds:.0f} s: {graded} graded, {skipped} unchanged, {failed} not graded.",
)
NAME = Text(es="Estudiante", en="Student")
HANDED_IN = Text(es="Qué entregó", en="What was handed in")
STATE = Text(es="Estado", en="State")
REMARKS = Text(es="Observaciones", en="Remarks")
MARK = Text(es="Nota", en="Mark")
LATE = Text(es="Por retraso", en="For lateness")
STATES = {
    "graded": Text(es="✓ corregida", en="✓ graded"),
    "skipped": Text(es="= sin cambios", en="= unchanged"),
    "failed": Text(es="✗ sin corregir", en="✗ not graded"),
}
WRITING = Text(es="Escribiendo las páginas", en="Writing the pages")
PAGES = Text(es="{count} páginas en {folder}", en="{count} pages in {folder}")
NO_PAGES = Text(es="{student}: sin páginas ({why})", en="{student}: no pages ({why})")
EXPORTING = Text(es="Escribiendo las notas", en="Writing the marks")
MARKS_FILE = Text(es="Notas: {path}", en="Marks: {path}")
PICTURE = Text(es="Imagen de la clase: {path}", en="Picture of the class: {path}")


def grade(
    module: Annotated[str, module_argument()],
    jobs: Annotated[int, jobs_option()] = 2,
    student: Annotated[list[str] | None, student_option()] = None,
    force: Annotated[bool, typer.Option("--force", help=str(FORCE))] = False,
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help=str(SCHEDULER))] = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help=str(UNSAFE))] = False,
    cold: Annotated[bool, typer.Option("--cold", help=str(COLD))] = False,
    course: Annotated[Path | None, course_option()] = None,
) -> None:
    """Grade what was collected; exit code 1 when a submission has no mark."""
    grader, name = released(course, module)
    if scheduler is not None:
        with_packages("teacher", "distributed")
    else:
        from curso.grading.workers import begin

        begin()
    from curso.grading.grade import grade

    began = time.monotonic()
    with progress_bar(GRADING) as step:
        report = grade(
            grader,
            name,
            students=student or None,
            force=force,
            jobs=jobs,
            progress=step,
            scheduler=scheduler,
            unsafe=unsafe,
            cold=cold,
        )
    rows = [(row.name, STATES[row.state], joined(row.notes), points(row.score, row.maximum)) for row in report.rows]
    show_table(GRADED_TITLE.format(module=name), (NAME, STATE, REMARKS, MARK), rows, right=1)
    counts = {state: sum(row.state == state for row in report.rows) for state in STATES}
    say(SUMMARY.format(total=len(rows), seconds=time.monotonic() - began, **counts))
    raise typer.Exit(0 if report.ok else 1)


def feedback(
    module: Annotated[str, module_argument()],
    jobs: Annotated[int, jobs_option()] = 2,
    student: Annotated[list[str] | None, student_option()] = None,
    course: Annotated[Path | None, course_option()] = None,
) -> None:
    """Write the feedback pages; exit code 1 when a student has none."""
    grader, name = released(course, module)
    from curso.grading.feedback import feedback

    with progress_bar(WRITING) as step:
        rows = feedback(grader, name, student or None, jobs, step)
    for row in rows:
        if row.problem:
            say(NO_PAGES.format(student=row.student, why=row.problem))
    say(PAGES.format(count=sum(len(row.pages) for row in rows), folder=grader.feedback))
    raise typer.Exit(1 if any(row.problem for row in rows) else 0)


def export(
    module: Annotated[str, module_argument()],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="PATH", help=str(OUT), show_default=False)] = None,
    course: Annotated[Path | None, course_option()] = None,
) -> None:
    """Write the marks as CSV and the picture of the class; exit code 1 when a mark is missing or an earlier one."""
    grader, name = released(course, module)
    from curso.grading.export import export
    from curso.grading.marks import read_marks
    from curso.grading.report import class_picture

    place = (grader.root / "marks" if out is None else out).expanduser().resolve()
    path = place if place.suffix.lower() == ".csv" else place / f"{name}.csv"
    with progress_bar(EXPORTING) as step:
        export(grader, name, path, step)
        picture, _ = class_picture(grader, name, path.parent, path.stem)
    marks = read_marks(grader, name)
    show_marks(marks)
    say(MARKS_FILE.format(path=path))
    say(PICTURE.format(path=picture))
    raise typer.Exit(0 if all(row.graded and not row.to_mark and not row.outdated for row in marks.rows) else 1)


def show_marks(marks: Marks, about: Mapping[str, Text] | None = None) -> None:
    """Print the table of marks: a row a student, with the state, what lateness cost, and the total.

    Parameters
    ----------
    about : by name, what is to be said of each student in a column of its own.
    """
    from curso.grading.export import state_of

    rows = [
        (
            row.name,
            *(() if about is None else (about.get(row.name, verbatim("")),)),
            state_of(row),
            f"−{row.penalty:g}" if row.penalty else "",
            points(row.total if row.graded else None, marks.maximum),
        )
        for row in marks.rows
    ]
    columns = (NAME, *(() if about is None else (HANDED_IN,)), STATE, LATE, MARK)
    show_table(GRADED_TITLE.format(module=marks.module), columns, rows, right=2)


def points(score: float | None, maximum: float) -> Text:
    """ "7.5 / 10"; a dash where there is no mark."""
    return verbatim("—" if score is None else f"{score:g} / {maximum:g}")


COMMANDS: Commands = (("grade", grade, GRADE), ("feedback", feedback, FEEDBACK), ("export", export, EXPORT))
