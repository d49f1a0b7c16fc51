"""The rows of the slides' material: what each says, and the lesson where it belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from curso.authoring.problem import AuthoringError
from curso.text import LANGUAGES, Text, verbatim

FILE = Path("notebooks") / "material.yaml"
PLACES = ("lesson", "quiz", "omitted")

_LESSON = re.compile(r"\d\d\.\d\d")
_ROW = re.compile(r"(?:inv|err)-[A-Z]\d+", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One row: something that the slides say (inv-…), or a correction of it (err-…).

    Parameters
    ----------
    id : "inv-B006".
    what : it is about, in a few words.
    line : of the row in material.yaml, from 1.
    lesson : where it belongs, "02.01"; None when it is asked or left out.
    quiz : the question that asks it, "examen.q01", or None.
    omitted : why it is left out, or None.
    """

    id: str
    what: Text
    line: int
    lesson: str | None = None
    quiz: str | None = None
    omitted: Text | None = None

    @property
    def module(self) -> str | None:
        """The two digits of the module where it belongs, or None."""
        return None if self.lesson is None else self.lesson[:2]


Material = Mapping[str, Row]
"""Every row by its id, in the order of the file."""


def read_material(root: Path) -> Material | None:
    """The rows in notebooks/material.yaml of the course at `root`; None when there is no such file.

    Raises AuthoringError, which names the row and what is wrong with it.
    """
    try:
        text = (root / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise AuthoringError(_NOT_YAML.format(reason=str(error).replace("\n", " "))) from None
    rows, reasons = (loaded.get(key) if isinstance(loaded, dict) else None for key in ("rows", "reasons"))
    if not isinstance(rows, dict) or not isinstance(reasons, dict):
        raise AuthoringError(_NO_ROWS)
    lines = {
        line.partition(":")[0].strip(): number
        for number, line in enumerate(text.split("\n"), 1)
        if _ROW.match(line.strip())
    }
    why = {name: _both(f"reasons.{name}", entry) for name, entry in reasons.items()}
    return {name: _row(name, entry, lines.get(name, 1), why) for name, entry in rows.items()}


def _row(name: Any, entry: Any, line: int, why: Mapping[str, Text]) -> Row:
    what = _both(name, entry)
    if not isinstance(name, str) or not _ROW.fullmatch(name):
        raise _fault(name, _BAD_NAME)
    given = [place for place in PLACES if place in entry]
    if len(given) != 1 or set(entry) - {*PLACES, *LANGUAGES}:
        raise _fault(name, _ONE_PLACE)
    place, value = given[0], entry[given[0]]
    if place == "omitted":
        if value not in why:
            raise _fault(name, _NO_REASON.format(reason=value, known=", ".join(why)))
        return Row(name, what, line, omitted=why[value])
    if place == "quiz":
        return Row(name, what, line, quiz=str(value))
    if not isinstance(value, str) or not _LESSON.fullmatch(value):
        raise _fault(name, _BAD_LESSON.format(found=value))
    return Row(name, what, line, lesson=value)


def _both(name: Any, entry: Any) -> Text:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(lang), str) and entry[lang] for lang in LANGUAGES):
        raise _fault(name, _NOT_BOTH)
    return Text(es=entry["es"], en=entry["en"])


def _fault(name: Any, fault: Text) -> AuthoringError:
    return AuthoringError(verbatim(f"{FILE.as_posix()}: {name}: ") + fault)


_NOT_YAML = Text(
    es=f"{FILE.as_posix()} no es YAML válido ({{reason}}). Revisa comillas, llaves y sangría.",
    en=f"{FILE.as_posix()} isn't valid YAML ({{reason}}). Check its quotes, braces and indentation.",
)
_NO_ROWS = Text(
    es=f"{FILE.as_posix()} no tiene las tablas «rows» y «reasons». Escríbelas.",
    en=f"{FILE.as_posix()} lacks the tables “rows” and “reasons”. Write them.",
)
_BAD_NAME = Text(
    es="el nombre de una fila es como «inv-B006» o «err-B02». Cámbialo.",
    en="a row's name is like “inv-B006” or “err-B02”. Change it.",
)
_NOT_BOTH = Text(
    es='faltan sus palabras en alguno de los dos idiomas: {es: "…", en: "…"}. Escríbelas.',
    en='its words are missing in one of the two languages: {es: "…", en: "…"}. Write them.',
)
_ONE_PLACE = Text(
    es="además de «es» y «en» lleva una sola clave: lesson, quiz u omitted. Deja esa.",
    en="besides “es” and “en” it has a single key: lesson, quiz or omitted. Leave that one.",
)
_NO_REASON = Text(
    es="el motivo «{reason}» no está en «reasons», que tiene: {known}. Escríbelo allí.",
    en="the reason “{reason}” isn't in “reasons”, which has: {known}. Write it there.",
)
_BAD_LESSON = Text(
    es='lesson es «{found}» y debe ser módulo y lección entre comillas, como "02.01". Cámbialo.',
    en='lesson is “{found}” and must be module and lesson in quotes, like "02.01". Change it.',
)
