"""What is said of a bank that can't be read, or that has a mistake in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic_core import ErrorDetails

from curso.quiz.question import NO_TRANSLATION, Wrong
from curso.quiz.titles import printable
from curso.text import Text, verbatim


class BankError(Exception):
    """A bank that can't be read or a question that isn't there; its text says where and what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def unopened(path: Path, error: OSError) -> Text:
    """That a file can't be opened, and why."""
    for kind, why in UNOPENED_BECAUSE.items():
        if isinstance(error, kind):
            return UNOPENED.format(file=printable(str(path)), problem=why)
    return UNOPENED.format(file=printable(str(path)), problem=verbatim(error.strerror or type(error).__name__))


def yaml_problem(error: yaml.YAMLError, text: str) -> tuple[int, Text]:
    """The line at which YAML stops being readable, and what is wrong there."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
    lines = text.splitlines()
    line = max(0, min(line, len(lines) - 1))
    if lines and "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        return line + 1, TAB
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '') or getattr(error, 'reason', '')}"
    return line + 1, next((problem for words, problem in YAML_PROBLEMS.items() if words in said), NOT_YAML)


def first_mistake(data: Sequence[Any], errors: Sequence[ErrorDetails]) -> tuple[ErrorDetails, list[str | int]]:
    """The mistake to name, and where it is; of what is neither a number nor a formula, what it is as a formula."""
    where = place(data, errors[0])
    for other in errors[1:]:
        if other["type"].startswith("string_too") and place(data, other) == where:
            return other, where
    return errors[0], where


def place(data: Sequence[Any], error: ErrorDetails) -> list[str | int]:
    """Where below `data` a mistake is: pydantic's own way there, without what is not in the file (kinds, unions)."""
    raised = error.get("ctx", {}).get("error")
    way = [*error["loc"][1:], *(raised.where if isinstance(raised, Wrong) else ())]
    where: list[str | int] = []
    below: Any = data
    for nth, part in enumerate(way):
        if isinstance(below, Mapping) and part in below:
            below = below[str(part)]
        elif isinstance(below, list) and isinstance(part, int) and part < len(below):
            below = below[part]
        elif error["type"] != "missing" or nth < len(way) - 1:
            continue
        where.append(part)
    return [*where, "kind"] if error["type"] == "union_tag_invalid" else where


def mistake(file: str, line: int, data: Sequence[Any], error: ErrorDetails, where: Sequence[str | int]) -> Text:
    """Where a mistake is, what it is, and that it is to be mended there."""
    problem = _problem(error, where)
    if not where:
        return UNREADABLE.format(file=file, line=line, problem=problem)
    item = data[where[0]] if isinstance(where[0], int) else None
    named = item.get("id") if isinstance(item, Mapping) else None
    question = named if isinstance(named, str) else where[0] + 1 if isinstance(where[0], int) else "?"
    if len(where) == 1:
        return INVALID.format(file=file, line=line, question=question, problem=problem)
    field = ".".join(map(str, where[1:]))
    return INVALID_FIELD.format(file=file, line=line, question=question, field=field, problem=problem)


def _problem(error: ErrorDetails, where: Sequence[str | int]) -> Text:
    raised = error.get("ctx", {}).get("error")
    if isinstance(raised, Wrong):
        return raised.sentence
    if error["type"] == "missing" and where[-1:] in (["es"], ["en"]):
        return NO_TRANSLATION[str(where[-1])]
    return PROBLEMS.get(error["type"], OTHER).format(**error.get("ctx", {}))


UNOPENED = Text(
    es="No se puede abrir el banco «{file}»: {problem}. Revisa la ruta.",
    en="The bank “{file}” can't be opened: {problem}. Check the path.",
)
UNOPENED_BECAUSE = {
    FileNotFoundError: Text(es="no existe", en="it does not exist"),
    IsADirectoryError: Text(es="es una carpeta", en="it is a folder"),
    PermissionError: Text(es="no tienes permiso para leerlo", en="you may not read it"),
}
NOT_UTF8 = Text(
    es="{file}, línea {line}: hay un carácter que no está en UTF-8. Guarda el banco otra vez con esa codificación.",
    en="{file}, line {line}: there is a character that is not UTF-8. Save the bank again in that encoding.",
)
UNREADABLE = Text(
    es="{file}, línea {line}: el banco no se puede leer: {problem}. Corrígelo ahí.",
    en="{file}, line {line}: the bank can't be read: {problem}. Mend it there.",
)
INVALID = Text(
    es="{file}, línea {line}, pregunta {question}: {problem}. Corrígelo ahí.",
    en="{file}, line {line}, question {question}: {problem}. Mend it there.",
)
INVALID_FIELD = Text(
    es="{file}, línea {line}, pregunta {question}, campo «{field}»: {problem}. Corrígelo ahí.",
    en="{file}, line {line}, question {question}, field “{field}”: {problem}. Mend it there.",
)
EMPTY = Text(es="está vacío", en="it is empty")
NOT_A_LIST = Text(
    es="un banco es una lista de preguntas, y cada una empieza por `- id:`",
    en="a bank is a list of questions, and each begins with `- id:`",
)
TWICE = Text(
    es="la clave `{key}` está dos veces en el mismo sitio", en="the key `{key}` stands twice in the same place"
)
TOO_MUCH = Text(
    es="las repeticiones con `&` y `*` suman demasiado; escribe cada cosa entera",
    en="what `&` and `*` repeat adds up to too much; write things out",
)
NO_ANCHOR = Text(
    es="un texto que empieza por `*` va entre comillas", en="a text that begins with `*` needs quotation marks"
)
SECOND = Text(
    es="hay más de un documento; quita la línea `---`",
    en="there is more than one document; take out the line `---`",
)
BAD_TAG = Text(es="la etiqueta `{tag}` no se admite", en="the tag `{tag}` is not taken")
BAD_SCALAR = Text(es="ese valor no se entiende", en="that value can't be understood")
NOT_A_KEY = Text(es="una clave tiene que ser una palabra", en="a key has to be a word")
TOO_DEEP = Text(es="hay demasiadas cosas unas dentro de otras", en="too many things lie inside one another")
TAB = Text(es="hay un tabulador; en YAML se sangra con espacios", en="there is a tab; YAML is indented with spaces")
NOT_YAML = Text(es="no es YAML", en="it is not YAML")
COLON = Text(
    es="hay `: ` dentro de un texto sin comillas; ponle comillas",
    en="there is `: ` inside a text without quotation marks; add them",
)
UNCLOSED = Text(
    es="falta cerrar unas comillas, un corchete o una llave, o hay algo detrás de ellos",
    en="a quotation mark, a bracket or a brace is not closed, or something follows it",
)
# by words of libyaml and of PyYAML's own parser
YAML_PROBLEMS = {
    "mapping values are not allowed": COLON,
    "unknown escape character": Text(
        es="entre comillas dobles `\\` se escribe `\\\\`", en="between double quotation marks `\\` is written `\\\\`"
    ),
    "quoted scalar": UNCLOSED,
    "flow ": UNCLOSED,
    "block ": Text(es="el sangrado no cuadra con el de arriba", en="the indentation does not agree with what is above"),
    "cannot start any token": Text(
        es="un texto que empieza por ese carácter va entre comillas",
        en="a text that begins with that character needs quotation marks",
    ),
    "could not find expected ':'": Text(es="falta `:` después de la clave", en="`:` is missing after the key"),
    "control characters": Text(
        es="hay un carácter de control, que no se ve; bórralo", en="there is a control character, unseen; delete it"
    ),
    "special characters": Text(
        es="hay un carácter de control, que no se ve; bórralo", en="there is a control character, unseen; delete it"
    ),
    "nesting": TOO_DEEP,
}
OTHER = Text(es="no tiene la forma que hace falta", en="it is not of the form that is needed")
NUMBER_NEEDED = Text(es="tiene que ser un número", en="it has to be a number")
WHOLE_NEEDED = Text(es="tiene que ser un número entero", en="it has to be a whole number")
TRUTH_NEEDED = Text(es="tiene que ser `true` o `false`", en="it has to be `true` or `false`")
NO_FIELD = Text(es="este campo no existe", en="there is no such field")
BELOW = Text(es="tiene que tener sus campos debajo", en="it has to have its fields below it")
LIST_NEEDED = Text(es="tiene que ser una lista, con `- ` delante", en="it has to be a list, with `- ` in front")
PROBLEMS = {
    "missing": Text(es="falta este campo", en="this field is missing"),
    "extra_forbidden": NO_FIELD,
    "unexpected_keyword_argument": NO_FIELD,
    "string_type": Text(
        es="tiene que ser texto; ponlo entre comillas", en="it has to be text; put it between quotation marks"
    ),
    "string_pattern_mismatch": Text(
        es="no está escrito como debe (tiene que cumplir `{pattern}`)",
        en="it is not written as it should be (it has to match `{pattern}`)",
    ),
    "string_too_long": Text(
        es="es demasiado largo: {max_length} caracteres como mucho",
        en="it is too long: {max_length} characters at most",
    ),
    "string_too_short": EMPTY,
    "union_tag_not_found": Text(es="falta `kind`, la clase de pregunta", en="`kind`, the kind of question, is missing"),
    "union_tag_invalid": Text(
        es="no hay preguntas de la clase {tag}; las hay de estas: {expected_tags}",
        en="there are no questions of kind {tag}; there are these: {expected_tags}",
    ),
    "too_short": Text(es="hacen falta al menos {min_length}", en="it needs at least {min_length}"),
    "int_parsing": WHOLE_NEEDED,
    "int_parsing_size": WHOLE_NEEDED,
    "int_type": WHOLE_NEEDED,
    "int_from_float": WHOLE_NEEDED,
    "float_type": NUMBER_NEEDED,
    "float_parsing": NUMBER_NEEDED,
    "finite_number": Text(es="tiene que ser un número, y no infinito", en="it has to be a number, and not infinite"),
    "bool_type": TRUTH_NEEDED,
    "bool_parsing": TRUTH_NEEDED,
    "greater_than_equal": Text(es="tiene que ser {ge:g} o más", en="it has to be {ge:g} or more"),
    "less_than_equal": Text(es="tiene que ser {le:g} o menos", en="it has to be {le:g} or less"),
    "dataclass_type": Text(
        es="tiene que tener los dos idiomas, `es` y `en`", en="it has to have both languages, `es` and `en`"
    ),
    "model_type": BELOW,
    "model_attributes_type": BELOW,
    "dict_type": BELOW,
    "tuple_type": LIST_NEEDED,
    "list_type": LIST_NEEDED,
}
