"""Finding a bank and a question in it."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from curso.quiz.bank import AnyQuestion, Bank
from curso.quiz.faults import BankError, first_mistake, mistake
from curso.quiz.reading import read_source
from curso.text import Text

__all__ = [
    "IN_REPOSITORY",
    "PACKAGED",
    "BankError",
    "bank_files",
    "banks_dir",
    "load_bank",
    "load_question",
    "parse_bank",
]

PACKAGED = Path(__file__).parent / "banks"
IN_REPOSITORY = Path(__file__).parents[3] / "quizzes"


def banks_dir() -> Path:
    """Where the banks are: in the installed package, or in the repository one works in."""
    return PACKAGED if PACKAGED.is_dir() else IN_REPOSITORY


def bank_files() -> dict[str, Path]:
    """Every bank of the course by the name it is asked for with: a module's number ("01"), or its first word."""
    return {path.stem.partition("_")[0]: path for path in sorted(banks_dir().glob("*_*.yaml"))}


def parse_bank(path: Path) -> Bank:
    """Read and validate a bank. Raises BankError."""
    with _no_collecting():
        source = read_source(path)
        try:
            return Bank.model_validate({"questions": source.data})
        except ValidationError as error:
            found, where = first_mistake(source.data, error.errors(include_url=False, include_input=False))
            raise BankError(mistake(source.file, source.line(where), source.data, found, where)) from error


@cache
def load_bank(name: str) -> Bank:
    """The bank of a module ("01"), another by its first word ("examen"), or any by its whole name. Raises BankError."""
    files = bank_files()
    by_stem = {path.stem: path for path in files.values()}
    found = files.get(name) or by_stem.get(name)
    if found is None:
        raise BankError(NO_BANK.format(name=name, known=", ".join(files)))
    return parse_bank(found)


def load_question(question: str) -> AnyQuestion:
    """The question with this id ("01.q05"). Raises BankError."""
    name, _, number = str(question).partition(".")
    if not number or not re.fullmatch(r"[a-z0-9]+", name):
        raise BankError(NO_QUESTION.format(question=question))
    for candidate in load_bank(name).questions:
        if candidate.id == question:
            return candidate
    raise BankError(NO_QUESTION.format(question=question))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the garbage collector, which would walk a large bank again and again while it grows."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


NO_BANK = Text(
    es="No hay ningún banco de preguntas «{name}». Estos hay: {known}.",
    en="There is no question bank “{name}”. There are: {known}.",
)
NO_QUESTION = Text(
    es="No hay ninguna pregunta «{question}». Revisa el nombre: se escribe como «01.q05».",
    en="There is no question “{question}”. Check the name: it is written like “01.q05”.",
)
