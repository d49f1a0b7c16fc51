"""The header of a lesson: what it is called, what it is for, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from curso.authoring.problem import LessonError
from curso.text import LANGUAGES, Text, verbatim

KEYS = ("module", "title", "goals", "needs", "minutes", "inventory", "errata")


@dataclass(frozen=True)
class Header:
    """What the header says, with what is missing in `faults`.

    Parameters
    ----------
    module : two digits, "01".
    title : of the lesson.
    goals : what the reader will be able to do.
    needs : what the reader needs first.
    minutes : how long it takes.
    inventory, errata : rows of the course's material that the lesson teaches and mends.
    line : line of `curso:` in the file, from 1.
    faults : what is missing or has the wrong form; a lesson with faults isn't built.
    """

    module: str
    title: Text
    goals: tuple[Text, ...]
    needs: tuple[Text, ...]
    minutes: int
    inventory: tuple[str, ...]
    errata: tuple[str, ...]
    line: int
    faults: tuple[Text, ...] = ()


def read_header(text: str, file: Path) -> tuple[Header, int]:
    """The header of a lesson and the number of lines it takes.

    Raises LessonError where there is no header or it isn't YAML.
    """
    lines = text.split("\n")
    if lines[0].strip() != "# ---":
        raise LessonError(file, 1, _NO_HEADER)
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == "# ---")
    except StopIteration:
        raise LessonError(file, 1, _NOT_CLOSED) from None
    body = [line[2:] if line.startswith("# ") else line.lstrip("#") for line in lines[1:end]]
    try:
        loaded = yaml.safe_load("\n".join(body))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line, len(body) - 1) + 2 if mark is not None else 2
        reason = verbatim(str(getattr(error, "problem", None) or error))
        raise LessonError(file, line, _NOT_YAML.format(reason=reason)) from None
    jupyter = loaded.get("jupyter") if isinstance(loaded, dict) else None
    table = jupyter.get("curso") if isinstance(jupyter, dict) else None
    if not isinstance(table, dict):
        raise LessonError(file, 2, _NO_TABLE)
    at = next((n for n, line in enumerate(lines[:end], 1) if line.strip("# ") == "curso:"), 2)
    return _header(table, at, file), end + 1


def _header(table: dict[str, Any], line: int, file: Path) -> Header:
    faults = [_MISSING.format(key=key) for key in KEYS if key not in table]
    faults += [_UNKNOWN.format(key=key, keys=", ".join(KEYS)) for key in table if key not in KEYS]

    def text(key: str) -> Text:
        value = table.get(key)
        if isinstance(value, dict) and all(isinstance(value.get(lang), str) for lang in LANGUAGES):
            return Text(es=value["es"].strip(), en=value["en"].strip())
        if key in table:
            faults.append(_NOT_TEXT.format(key=key))
        return Text(es="", en="")

    def texts(key: str) -> tuple[Text, ...]:
        value = table.get(key)
        spanish, english = (_strings(value.get(lang) if isinstance(value, dict) else None) for lang in LANGUAGES)
        if spanish is not None and english is not None:
            if len(spanish) != len(english):
                faults.append(_UNEQUAL.format(key=key, spanish=len(spanish), english=len(english)))
            return tuple(Text(es=es, en=en) for es, en in zip(spanish, english, strict=False))
        if key in table:
            faults.append(_NOT_TEXTS.format(key=key))
        return ()

    def names(key: str) -> tuple[str, ...]:
        value = _strings(table.get(key, []))
        if value is not None:
            return tuple(value)
        faults.append(_NOT_NAMES.format(key=key))
        return ()

    module = table.get("module")
    folder = file.parent.name
    if "module" in table and (not isinstance(module, str) or not folder.startswith(f"{module}_")):
        faults.append(_WRONG_MODULE.format(module=module, folder=folder, right=folder[:2]))
    minutes = table.get("minutes")
    if "minutes" in table and (not isinstance(minutes, int) or isinstance(minutes, bool) or minutes <= 0):
        faults.append(_NOT_MINUTES.format(found=minutes))
        minutes = 0
    title = text("title")
    if "title" in table and not (title.es and title.en):
        faults.append(_NOT_TEXT.format(key="title"))
    goals = texts("goals")
    if "goals" in table and not goals:
        faults.append(_NOT_TEXTS.format(key="goals"))
    return Header(
        module=str(module or ""),
        title=title,
        goals=goals,
        needs=texts("needs"),
        minutes=minutes or 0,
        inventory=names("inventory"),
        errata=names("errata"),
        line=line,
        faults=tuple(dict.fromkeys(faults)),
    )


def _strings(value: Any) -> list[str] | None:
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


_NO_HEADER = Text(
    es="La lección no empieza con su cabecera. Escribe primero «# ---», después «# jupyter:» y «#   curso:» "
    "con sus claves, y otra vez «# ---».",
    en="The lesson doesn't begin with its header. Write “# ---” first, then “# jupyter:” and “#   curso:” "
    "with its keys, and “# ---” again.",
)
_NOT_CLOSED = Text(
    es="La cabecera no se cierra. Escribe «# ---» después de su última línea.",
    en="The header is never closed. Write “# ---” after its last line.",
)
_NOT_YAML = Text(
    es="La cabecera no es YAML válido ({reason}). Revisa comillas, llaves y sangría de esta línea.",
    en="The header isn't valid YAML ({reason}). Check the quotes, braces and indentation of this line.",
)
_NO_TABLE = Text(
    es="La cabecera no tiene la tabla «curso» dentro de «jupyter». Añádela con: " + ", ".join(KEYS) + ".",
    en="The header has no table “curso” inside “jupyter”. Add it with: " + ", ".join(KEYS) + ".",
)
_MISSING = Text(
    es="Falta «{key}» en la cabecera. Añádelo a la tabla «curso».",
    en="The header lacks “{key}”. Add it to the table “curso”.",
)
_UNKNOWN = Text(
    es="La cabecera tiene «{key}», que no se conoce. Quítalo o corrígelo; las claves son: {keys}.",
    en="The header has “{key}”, which is not known. Remove it or mend it; the keys are: {keys}.",
)
_NOT_TEXT = Text(
    es="«{key}» de la cabecera debe tener los dos idiomas: {{es: \"…\", en: \"…\"}}. Escribe el que falta.",
    en="“{key}” in the header must have both languages: {{es: \"…\", en: \"…\"}}. Write the one that is missing.",
)
_NOT_TEXTS = Text(
    es="«{key}» de la cabecera debe ser {{es: [\"…\"], en: [\"…\"]}} y no estar vacío. Escríbelo así.",
    en="“{key}” in the header must be {{es: [\"…\"], en: [\"…\"]}} and not be empty. Write it like that.",
)
_UNEQUAL = Text(
    es="«{key}» de la cabecera tiene {spanish} frases en español y {english} en inglés. Escribe las que faltan.",
    en="“{key}” in the header has {spanish} sentences in Spanish and {english} in English. "
    "Write the ones that are missing.",
)
_NOT_NAMES = Text(
    es="«{key}» de la cabecera debe ser una lista de filas, que puede estar vacía: []. Escríbela así.",
    en="“{key}” in the header must be a list of rows, which may be empty: []. Write it like that.",
)
_WRONG_MODULE = Text(
    es="El módulo de la cabecera es «{module}» y la carpeta es «{folder}». Escribe module: \"{right}\" "
    "(entre comillas) o mueve la lección.",
    en="The header's module is “{module}” and the folder is “{folder}”. Write module: \"{right}\" "
    "(in quotes) or move the lesson.",
)
_NOT_MINUTES = Text(
    es="«minutes» de la cabecera debe ser un número entero mayor que 0 y es «{found}». Cámbialo.",
    en="“minutes” in the header must be a whole number above 0 and is “{found}”. Change it.",
)
