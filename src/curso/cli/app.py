"""Puts the commands of `curso` together, in the language spoken, and turns what happens into an exit code."""

from __future__ import annotations

import errno
from typing import Annotated

import typer

from curso import __version__
from curso.cli import MORE_HELP, author, demo, learn, marks, quiz, teach
from curso.cli.say import say, trouble
from curso.cli.words import COMMAND, OPTIONS, Command, Group, mistake, set_words
from curso.text import Text, verbatim

ABOUT = Text(
    es="Un curso bilingüe de redes neuronales que se comprueba y se corrige solo.",
    en="A bilingual course on neural networks that checks and grades itself.",
)
CODES = Text(
    es="Códigos de salida: 0, todo bien; 1, hecho, pero algo pide tu atención; 2, lo que diste no sirve.",
    en="Exit codes: 0, all well; 1, done, but something needs your attention; 2, what you gave cannot be used.",
)
LANG = Text(es="Idioma: es o en; vale en cualquier orden.", en="Language: es or en; goes with every command.")
INTERRUPTED = Text(
    es="Interrumpido. Puedes repetir la orden cuando quieras.",
    en="Interrupted. You can run the command again whenever you like.",
)
REFUSED = Text(
    es="No se puede leer o escribir «{path}» ({reason}).",
    en="“{path}” cannot be read or written ({reason}).",
)
NO_ROOM = Text(
    es="No queda sitio donde escribir ({reason}). Haz sitio y repite la orden.",
    en="There is no room left to write in ({reason}). Make room and run the command again.",
)
VERSION = Text(es="Muestra la versión.", en="Show the version.")
LEARN = Text(es="Para aprender", en="To learn")
TEACH = Text(es="Para enseñar", en="To teach")
AUTHOR = Text(es="Para escribir lecciones", en="To write lessons")

OUT_OF_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
STOPPED = 130  # what typer makes of Ctrl-C

PANELS = (
    (LEARN, (*quiz.COMMANDS, *learn.COMMANDS)),
    (TEACH, (*demo.COMMANDS, *teach.COMMANDS, *marks.COMMANDS)),
    (AUTHOR, author.COMMANDS),
)


def make_app() -> typer.Typer:
    """The typer application, with its help in the language spoken now."""
    set_words()
    app = typer.Typer(
        name="curso",
        cls=Group,
        help=str(ABOUT),
        epilog=str(CODES),
        no_args_is_help=False,
        invoke_without_command=True,
        add_completion=False,
        options_metavar=str(OPTIONS),
        subcommand_metavar=str(COMMAND),
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.callback()(_root)
    for panel, commands in PANELS:
        for name, function, help_text in commands:
            app.command(
                name,
                cls=Command,
                help=str(help_text),
                epilog=str(CODES),
                options_metavar=str(OPTIONS),
                rich_help_panel=str(panel),
            )(function)
    return app


def run(arguments: list[str]) -> int:
    """Run one command; its exit code."""
    command = typer.main.get_command(make_app())
    try:
        result = command.main(args=arguments, prog_name="curso", standalone_mode=False)
    except Exception as error:
        if any(isinstance(getattr(error, name, None), Text) for name in ("text", "message", "sentence")):
            trouble(verbatim(str(error)))  # bad input, said by whichever part found it, in the language spoken
            return 2
        if isinstance(error, OSError) and error.filename:  # no permission, a file for a folder, a full disk
            trouble(REFUSED.format(path=error.filename, reason=error.strerror))
            return 2
        if isinstance(error, OSError) and error.errno in OUT_OF_ROOM:
            trouble(NO_ROOM.format(reason=error.strerror))
            return 2
        if not hasattr(error, "format_message"):  # a mistake of ours, not of the user's
            raise
        trouble(mistake(error.format_message()))
        context = getattr(error, "ctx", None)
        say(MORE_HELP.format(command=context.command_path if context else "curso"), err=True)
        return 2
    if result == STOPPED:
        trouble(INTERRUPTED)
    return result if isinstance(result, int) else 0


# The strings below are evaluated when the application is made, not when this file is imported: annotations are
# kept as text (the __future__ import), and typer reads them then. So they speak the language asked for.
def _root(
    context: typer.Context,
    lang: Annotated[str, typer.Option("--lang", metavar="es|en", envvar="CURSO_LANG", help=str(LANG))] = "",
    version: Annotated[bool, typer.Option("--version", help=str(VERSION))] = False,
) -> None:
    if version:
        say(verbatim(f"curso {__version__}"))
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), nl=False)
