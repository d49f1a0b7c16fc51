"""typer's own words (usage, panel titles, mistakes on the command line) in the language spoken."""

from __future__ import annotations

import re
from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from curso.text import Text, verbatim

USAGE = Text(es="Uso: ", en="Usage: ")
OPTIONS = Text(es="[OPCIONES]", en="[OPTIONS]")
COMMAND = Text(es="ORDEN [ARGUMENTOS]…", en="COMMAND [ARGUMENTS]…")
HELP = Text(es="Muestra esta ayuda.", en="Show this help.")

PANELS = {
    "ARGUMENTS_PANEL_TITLE": Text(es="Argumentos", en="Arguments"),
    "OPTIONS_PANEL_TITLE": Text(es="Opciones", en="Options"),
    "COMMANDS_PANEL_TITLE": Text(es="Órdenes", en="Commands"),
    "ERRORS_PANEL_TITLE": Text(es="Error", en="Error"),
    "ABORTED_TEXT": Text(es="Interrumpido.", en="Aborted."),
    "DEPRECATED_STRING": Text(es="(obsoleta) ", en="(deprecated) "),
    "DEFAULT_STRING": Text(es="[por omisión: {}]", en="[default: {}]"),
    "ENVVAR_STRING": Text(es="[variable de entorno: {}]", en="[env var: {}]"),
    "REQUIRED_LONG_STRING": Text(es="[obligatorio]", en="[required]"),
}

# What typer says of a mistake, as a pattern over its English sentence, and what we say of it.
MISTAKES: tuple[tuple[str, Text], ...] = (
    (r"Missing argument '?([^'.]+)'?", Text(es="Falta el argumento {0}.", en="The argument {0} is missing.")),
    (r"Missing option '?([^'.]+)'?", Text(es="Falta la opción {0}.", en="The option {0} is missing.")),
    (r"Missing command", Text(es="Falta la orden.", en="The command is missing.")),
    (
        r"No such command '([^']*)'(?:\. Did you mean '([^']*)')?",
        Text(es="No existe la orden «{0}».{hint}", en="There is no command “{0}”.{hint}"),
    ),
    (
        r"No such option: ([^ ]+)(?: \(Possible options: ([^),]*)\)| Did you mean ([^?]*)\?)?",
        Text(es="No existe la opción «{0}».{hint}", en="There is no option “{0}”.{hint}"),
    ),
    (r"Option '([^']+)' requires", Text(es="La opción «{0}» pide un valor.", en="The option “{0}” needs a value.")),
    (
        r"Option '([^']+)' does not take",
        Text(es="La opción «{0}» no lleva valor.", en="The option “{0}” takes no value."),
    ),
    (r"Got unexpected extra arguments? ?(?:\(s\) )?\((.*)\)", Text(es="Sobra «{0}».", en="“{0}” is too much.")),
    (
        r"Invalid value for '([^']+)'",
        Text(es="El valor de «{0}» no sirve.", en="The value of “{0}” cannot be used."),
    ),
)
DID_YOU_MEAN = Text(es=" ¿Querías decir «{0}»?", en=" Did you mean “{0}”?")


def set_words() -> None:
    """Give typer's fixed strings the language spoken now."""
    for name, text in PANELS.items():
        setattr(rich_utils, name, str(text))


def mistake(message: str) -> Text:
    """What was wrong on the command line: typer's English `message`, said by us in both languages."""
    for pattern, text in MISTAKES:
        found = re.match(pattern, message)
        if found:
            groups = [group for group in found.groups() if group is not None]
            hint = DID_YOU_MEAN.format(groups[1]) if len(groups) > 1 else verbatim("")
            return text.format(*groups, hint=hint)
    return verbatim(message)


class Command(TyperCommand):
    """A command whose help is in the language spoken."""

    def get_usage(self, ctx: Any) -> str:
        """The line that says how the command is called."""
        return _spoken(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`, with its help in the language spoken."""
        return _helped(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> Any:
        """The parameters; a flag takes no value, so none is shown beside it."""
        return _without_types(super().get_params(ctx))


class Group(TyperGroup):
    """The command `curso` itself, its help in the language spoken."""

    def get_usage(self, ctx: Any) -> str:
        """The line that says how `curso` is called."""
        return _spoken(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`, with its help in the language spoken."""
        return _helped(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> Any:
        """The parameters; a flag takes no value, so none is shown beside it."""
        return _without_types(super().get_params(ctx))


def _spoken(usage: str) -> str:
    """The usage line in the language spoken, an argument as MODULE rather than typer's {MODULE}."""
    return re.sub(r"\{(\w+)\}", r"\1", usage.replace(USAGE.en, str(USAGE), 1))


def _helped(option: Any) -> Any:
    if option is not None:
        option.help = str(HELP)
    return option


def _without_types(params: Any) -> Any:
    """No `<bool>` beside a flag and no `<str>` beside an argument: the names say it."""
    for param in params:
        if getattr(param, "is_bool_flag", False):
            param.metavar = ""
        elif param.param_type_name == "argument":
            param.display_type_rich = lambda ctx: None
    return params
