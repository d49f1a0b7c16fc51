"""The command for questions: quiz, in the terminal, as web pages, or for another program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curso.cli.course import BadInput
from curso.cli.say import Commands, say
from curso.text import Text, language, verbatim

QUIZ = Text(
    es="Ponte a prueba con las preguntas de un módulo, aquí, en la web o en otro programa.",
    en="Quiz yourself on a module's questions: here, on web pages, or in another program.",
)
BANK = Text(
    es="Un módulo (01), un banco (examen) o un archivo .yaml.", en="A module (01), a bank (examen) or a .yaml file."
)
N = Text(es="Cuántas preguntas.", en="How many questions.")
EXAM = Text(
    es="Examen: las explicaciones llegan al final y puedes cambiar lo respondido.",
    en="Exam: explanations come at the end, and answers can be changed.",
)
REVIEW = Text(
    es="Lo que hoy toca repasar: fallos y lo que vas olvidando.", en="What is due today: misses, and what fades."
)
SEED = Text(es="La misma semilla da las mismas preguntas y números.", en="The same seed gives the same questions.")
NEW = Text(es="Empieza otra vez, aunque haya un intento a medias.", en="Begin again, even with one left half done.")
PLAIN = Text(es="Línea a línea, sin pantalla completa.", en="Line by line, without the whole screen.")
WEB = Text(es="Escribe en DIR páginas que funcionan sin servidor.", en="Write pages into DIR that need no server.")
EXPORT = Text(
    es="Escribe el banco en otro formato: {formats}. Pide `--out`.",
    en="Write the bank in another format: {formats}. Needs `--out`.",
)
OUT = Text(es="El archivo que escribe `--export`.", en="The file that `--export` writes.")
SCHEMA = Text(
    es="Escribe en FILE el esquema de los bancos, para editores.", en="Write the banks' schema for editors to FILE."
)
PROGRESS_EXPORT = Text(
    es="Escribe en FILE todo lo que has respondido (JSON).", en="Write all your answers to FILE (JSON)."
)
PROGRESS_DELETE = Text(es="Borra todo lo que has respondido.", en="Delete all your answers.")


def quiz(
    bank: Annotated[str, typer.Argument(metavar="BANK", help=str(BANK), show_default=False)] = "",
    n: Annotated[int | None, typer.Option("--n", "-n", metavar="N", min=1, help=str(N))] = None,
    exam: Annotated[bool, typer.Option("--exam", help=str(EXAM))] = False,
    review: Annotated[bool, typer.Option("--review", help=str(REVIEW))] = False,
    seed: Annotated[str, typer.Option("--seed", metavar="S", help=str(SEED))] = "",
    new: Annotated[bool, typer.Option("--new", help=str(NEW))] = False,
    plain: Annotated[bool, typer.Option("--plain", help=str(PLAIN))] = False,
    web: Annotated[Path | None, typer.Option("--web", metavar="DIR", help=str(WEB))] = None,
    export: Annotated[str, typer.Option("--export", metavar="FORMAT", help=formats_help())] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=str(OUT))] = None,
    schema: Annotated[Path | None, typer.Option("--schema", metavar="FILE", help=str(SCHEMA))] = None,
    progress_export: Annotated[
        Path | None, typer.Option("--progress-export", metavar="FILE", help=str(PROGRESS_EXPORT))
    ] = None,
    progress_delete: Annotated[bool, typer.Option("--progress-delete", help=str(PROGRESS_DELETE))] = False,
) -> None:
    """Take a quiz, or write what was asked for."""
    jobs = {
        "--web": web,
        "--export": export,
        "--schema": schema,
        "--progress-export": progress_export,
        "--progress-delete": progress_delete,
        "--review": review,
    }
    given = {"--n": n, "--exam": exam, "--seed": seed, "--new": new, "--plain": plain, bank: bank}
    _refuse_what_does_not_go_together(
        [job for job, on in jobs.items() if on], [word for word, on in given.items() if on]
    )
    if out and not export:
        raise BadInput(OUT_ALONE)
    if web:
        _write_web(web, bank, seed)
    elif export:
        _export(export, bank, out)
    elif schema:
        _write(schema, _schema())
    elif progress_export:
        _export_progress(progress_export)
    elif progress_delete:
        _delete_progress()
    elif not bank and not review:
        list_banks()
    else:
        from curso.quiz.terminal.start import take_quiz

        raise typer.Exit(take_quiz(bank, n, exam=exam, review=review, seed=seed, new=new, plain=plain))


def _refuse_what_does_not_go_together(jobs: list[str], given: list[str]) -> None:
    """Raises BadInput rather than pass over something that was asked for; what is not an option is the bank."""
    if len(jobs) > 1:
        raise BadInput(ONE_THING)
    for job in jobs:
        useless = [word for word in given if (word if word.startswith("--") else BANK_WORD) not in GOES_WITH[job]]
        if useless:
            raise BadInput(NOT_TOGETHER.format(job=job, useless=", ".join(f"`{word}`" for word in useless)))


def formats_help() -> str:
    """What `--export` says of itself; the formats are named only when the help is shown."""
    return str(EXPORT.format(formats="moodle, qti, gift, anki, csv, html, html-key"))


def list_banks() -> None:
    """Say which banks there are."""
    from curso.quiz.terminal.start import spoken_banks

    say(WHICH)
    for line in spoken_banks():
        say(verbatim(f"  {line}"))


def _write_web(folder: Path, bank: str, seed: str) -> None:
    from curso.quiz.web import write

    for page in write(folder, [_named(bank)] if bank else None, seed or 0):
        say(WRITTEN.format(file=page))


def _export(form: str, bank: str, out: Path | None) -> None:
    from curso.quiz.exports import FORMATS, write

    if form not in FORMATS:
        raise BadInput(NO_FORMAT.format(format=form, known=", ".join(FORMATS)))
    if not bank:
        raise BadInput(WHICH_TO_EXPORT)
    if out is None:
        raise BadInput(NO_OUT)
    if bank.endswith((".yaml", ".yml")) and out.resolve() == Path(bank).expanduser().resolve():
        raise BadInput(ON_ITSELF.format(file=out))
    say(WRITTEN.format(file=write(form, _named(bank), out, language())))


def _named(bank: str) -> str:
    """A module's number as banks are called: "1" is "01"."""
    return bank.zfill(2) if bank.isdecimal() else bank


def _schema() -> str:
    from curso.quiz.bank import json_schema

    return json_schema()


def _export_progress(file: Path) -> None:
    from curso.quiz.progress import Progress, ProgressError

    progress = Progress.open()
    try:
        everything = progress.as_json()
        if progress.trouble:
            raise ProgressError(progress.trouble)
    finally:
        progress.close()
    if progress.notice:
        say(progress.notice, err=True)
    _write(file, everything)


def _delete_progress() -> None:
    import sys

    from curso.quiz.progress import delete_progress, progress_file

    file = progress_file()
    if sys.stdin.isatty() and sys.stdout.isatty() and file.exists():
        say(SURE.format(file=file))
        if input("> ").strip().lower() not in ("s", "sí", "si", "y", "yes"):
            say(KEPT)
            return
    say((DELETED if delete_progress() else NONE_THERE).format(file=file))


def _write(file: Path, text: str) -> None:
    from curso.quiz.exports.files import write_whole

    say(WRITTEN.format(file=write_whole(file, text.encode())))


ONE_THING = Text(
    es="`--web`, `--export`, `--schema`, `--review`, `--progress-export` y `--progress-delete` van de una en una.",
    en="`--web`, `--export`, `--schema`, `--review`, `--progress-export` and `--progress-delete` go one at a time.",
)
BANK_WORD = "BANK"
GOES_WITH = {
    "--web": {BANK_WORD, "--seed"},
    "--export": {BANK_WORD},
    "--schema": set(),
    "--progress-export": set(),
    "--progress-delete": set(),
    "--review": {BANK_WORD, "--n", "--exam", "--seed", "--new", "--plain"},
}
NOT_TOGETHER = Text(
    es="`{job}` no se combina con {useless}. Quita lo uno o lo otro y repite la orden.",
    en="`{job}` does not go with {useless}. Take out one or the other, and give the command again.",
)
ON_ITSELF = Text(
    es="`--out` es el propio banco, «{file}», y se perdería. Da otro nombre.",
    en="`--out` is the bank itself, “{file}”, and it would be lost. Give another name.",
)
OUT_ALONE = Text(es="`--out` acompaña a `--export FORMAT`.", en="`--out` goes with `--export FORMAT`.")
NO_OUT = Text(es="Di con `--out FILE` dónde se escribe.", en="Say with `--out FILE` where to write it.")
NO_FORMAT = Text(
    es="No hay ningún formato «{format}»; estos hay: {known}.", en="There is no format “{format}”; there are: {known}."
)
WHICH_TO_EXPORT = Text(
    es="Di qué banco: por ejemplo `curso quiz 01 --export moodle --out preguntas.xml`.",
    en="Say which bank: for example `curso quiz 01 --export moodle --out questions.xml`.",
)
WHICH = Text(es="Di qué banco, por ejemplo `curso quiz 01`:", en="Say which bank, for example `curso quiz 01`:")
WRITTEN = Text(es="escrito  {file}", en="written  {file}")
SURE = Text(
    es="Se borrará «{file}», con todo lo que has respondido. ¿Seguro? (sí/no)",
    en="“{file}” will be deleted, with all your answers. Are you sure? (yes/no)",
)
KEPT = Text(es="No se ha borrado nada.", en="Nothing was deleted.")
DELETED = Text(es="borrado  {file}", en="deleted  {file}")
NONE_THERE = Text(es="No había nada guardado en «{file}».", en="Nothing was saved at “{file}”.")

COMMANDS: Commands = (("quiz", quiz, QUIZ),)
