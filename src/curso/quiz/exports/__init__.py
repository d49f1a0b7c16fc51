"""A bank as files for other programs: learning platforms, flash cards, spreadsheets, paper."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curso.quiz.bank import AnyQuestion, Bank
from curso.quiz.exports.files import ExportError, write_whole
from curso.quiz.library import bank_files, load_bank, parse_bank
from curso.quiz.titles import printable
from curso.text import Language, Text, language

__all__ = ["FORMATS", "ExportError", "Format", "write"]


@dataclass(frozen=True)
class Format:
    """A kind of file: what it is for, how its name ends, and where it is made ("module:function" in this package).

    The function is given the title, the questions and the language, and gives the file's bytes.
    """

    use: Text
    suffix: str
    made_by: str

    def make(self, title: str, questions: Sequence[AnyQuestion], lang: Language) -> bytes:
        """The file's bytes. Raises ExportError."""
        module, _, function = self.made_by.partition(":")
        render: Callable[[str, Sequence[AnyQuestion], Language], bytes] = getattr(
            importlib.import_module(f"{__name__}.{module}"), function
        )
        return render(title, questions, lang)


def write(format: str, name: str, out: Path, lang: Language | None = None) -> Path:
    """Write the bank `name` in one language as a file of `format`, whole or not at all; returns its path.

    Parameters
    ----------
    format : one of FORMATS.
    name : what the bank is asked for with ("03", "examen"), or the path of a bank of one's own ("mine.yaml").
    out : the file, or a folder that is there already: then the file is named after the bank and the language.
    lang : the language of the file; by default the one spoken.

    Raises
    ------
    ExportError : there is no such format, the file can't be written, or what makes it isn't installed.
    BankError : there is no such bank, or it has a mistake.
    """
    if format not in FORMATS:
        raise ExportError(UNKNOWN.format(format=format, known=", ".join(FORMATS)))
    chosen, lang = FORMATS[format], lang or language()
    title, bank = _named(name)
    content = chosen.make(title, bank.questions, lang)
    return write_whole(out / f"{title}.{lang}{chosen.suffix}" if out.is_dir() else out, content)


def _named(name: str) -> tuple[str, Bank]:
    if name.endswith((".yaml", ".yml")):
        return printable(Path(name).stem), parse_bank(Path(name))
    files = bank_files()
    return (files[name].stem if name in files else name), load_bank(name)


FORMATS: Mapping[str, Format] = {
    "moodle": Format(
        Text(es="el banco de preguntas de Moodle 4.4 o posterior", en="the question bank of Moodle 4.4 or later"),
        ".moodle.xml",
        "moodle:render",
    ),
    "qti": Format(
        Text(es="Canvas y otras plataformas que leen QTI 2.1", en="Canvas and other platforms that read QTI 2.1"),
        ".qti.zip",
        "qti:render",
    ),
    "gift": Format(
        Text(es="Moodle y otros programas que leen GIFT", en="Moodle and other programs that read GIFT"),
        ".gift.txt",
        "gift:render",
    ),
    "anki": Format(Text(es="tarjetas de Anki", en="Anki flash cards"), ".apkg", "anki:render"),
    "csv": Format(Text(es="una hoja de cálculo", en="a spreadsheet"), ".csv", "table:render"),
    "html": Format(Text(es="una página para imprimir", en="a page to print"), ".html", "page:render"),
    "html-key": Format(
        Text(es="una página para imprimir, con las respuestas", en="a page to print, with the answers"),
        ".key.html",
        "page:render_with_key",
    ),
}
UNKNOWN = Text(
    es="No hay ningún formato «{format}». Estos hay: {known}.", en="There is no format “{format}”. There are: {known}."
)
